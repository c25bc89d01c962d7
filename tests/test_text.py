"""Words, sentences and quotations are spans of the untouched text."""

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Span
from dateline.text import cover, find_quotations, inside, level_marks, locate, skip_dateline, split_paragraphs, split_sentences, split_words

ODD = st.text(alphabet=st.sampled_from("ab Z.,!?\"'“”‘’\n\r\t—1€é\u200f\u0000😀{"), max_size=200)

WORDS = [
    ("They didn't go.", ["They", "did", "n't", "go", "."]),
    ("Iran’s U.S.-led 4,000-strong force", ["Iran", "’s", "U.S.", "-", "led", "4,000", "-", "strong", "force"]),
    ("at 10:30 a.m.", ["at", "10:30", "a.m."]),
    ("£2.5m", ["£", "2.5", "m"]),
    ("snake_case", ["snake", "_", "case"]),
]

SENTENCES = [
    ("Gen. Sandor left. He was 54.", ["Gen. Sandor left.", "He was 54."]),
    ("John F. Kerrow spoke.", ["John F. Kerrow spoke."]),
    ("He moved to the U.S. The visit ended.", ["He moved to the U.S.", "The visit ended."]),
    ("The U.S. Navy sailed.", ["The U.S. Navy sailed."]),
    ("“Stop!” she said. “Now.”", ["“Stop!” she said.", "“Now.”"]),
    ("It rose 3.5 per cent. Why?", ["It rose 3.5 per cent.", "Why?"]),
    ("One line\nanother line", ["One line", "another line"]),
    ("On Jan. 3 it rained.", ["On Jan. 3 it rained."]),
    ("Maren Co. The firm closed.", ["Maren Co. The firm closed."]),
]

QUOTATIONS = [
    ('He said "no" and left.', ['"no"']),
    ("“One,” he said. “Two.”", ["“One,”", "“Two.”"]),
    ("“An opening without an end\n\n“the next paragraph”", ["“An opening without an end", "“the next paragraph”"]),
    ("the dogs' owners weren't there", []),
    ("‘We don’t know,’ she said", ["‘We don’t know,’"]),
    ('a 5" pipe', []),
]


@pytest.mark.parametrize(("text", "expected"), WORDS)
def test_words(text, expected):
    assert [s.of(text) for s in split_words(text)] == expected


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text, expected):
    assert [s.of(text) for s in split_sentences(text)] == expected


@pytest.mark.parametrize(("text", "expected"), QUOTATIONS)
def test_quotations(text, expected):
    assert [s.of(text) for s in find_quotations(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("''We won't,'' she said", "“‘We won't,’” she said"),
        ("'It's ours,' he said of the farmers' well", "‘It's ours,’ he said of the farmers' well"),
        ("a 'rogue' unit in the '90s", "a 'rogue' unit in the '90s"),
        ("“Not so,’’ he said", "“Not so,’” he said"),
    ],
)
def test_marks_are_levelled(text, expected):
    assert level_marks(text) == expected


@given(ODD)
def test_levelled_text_keeps_every_place(text):
    assert len(level_marks(text)) == len(text)


@given(ODD)
def test_words_cover_everything_but_white_space(text):
    assert "".join(s.of(text) for s in split_words(text)) == "".join(text.split())


@given(ODD)
def test_sentences_are_in_order_and_lose_nothing(text):
    spans = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())


@given(ODD)
def test_paragraphs_hold_no_line_ends(text):
    assert all("\n" not in s.of(text) and s.of(text) == s.of(text).strip() for s in split_paragraphs(text))


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(0, 60), st.integers(1, 9))
def test_inside_finds_what_meets(gaps, start, length):
    spans, at = [], 0
    for gap in gaps:
        spans.append(Span(at + 1, at + 1 + gap))
        at += gap + 2
    asked = Span(start, start + length)
    assert list(inside(spans, asked)) == [i for i, s in enumerate(spans) if s.meets(asked)]


def test_locate_and_cover():
    spans = [Span(0, 3), Span(5, 9)]
    assert [locate(spans, i) for i in (0, 4, 5, 20)] == [0, 0, 1, 1]
    assert cover(spans) == Span(0, 9)
    assert cover([]) is None


@pytest.mark.parametrize("unit", ["word ", "a_a", "‘a ", "“", "a.b ", "'’\" ", "n't", "1,"])
def test_a_megabyte_takes_linear_time(unit):
    text = unit * (1_000_000 // len(unit))
    start = time.perf_counter()
    split_words(text), split_sentences(text), find_quotations(text)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    "head",
    [
        "LIMA (ABC) - ", "LIMA, Peru, May 3 (ABC) - ", "LIMA, 3 May 2011 – ", "LIMA, Jan. 4, 2016 /ABC Wire/ -- ", "Lima, Peru (ABC) -- ",
        "(ABC) - ", "LIMA | ", "PORT LOUIS, Mauritius — ",
    ],
)  # fmt: skip
def test_a_dateline_is_skipped(head: str) -> None:
    assert skip_dateline(f"{head}Rain fell on Monday.") == len(head)
    assert skip_dateline(f"One.\n\n{head}Rain fell.", 6) == 6 + len(head)


@pytest.mark.parametrize(
    "text", ["Rain fell - at last.", "The storm, Maria - the third - came.", "A dry spring - so far.", "Lima is dry.", "LIMA -  so far", ""]
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert skip_dateline(text) == 0


def test_a_dateline_opens_a_paragraph() -> None:
    text = "Of the two, US - China trade fell. It said US - Canada trade rose."
    assert [skip_dateline(text, text.index(word)) for word in ("US - China", "US - Canada")] == [12, text.index("US - Canada")]
