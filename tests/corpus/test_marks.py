"""Marks: the text without them is the report, and every label holds its words."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.notation import build, figures, marks
from corpus.notation.marks import Figure, parse_figure, parse_label, parse_text
from corpus.notation.problems import Rejected

LABELS = ("a1", "a2.role", "s1.src", "s2.con", "s1.to:a4", "e1", "e1.agent:a2", "e2.killed:3..@s1", "e1.when")
ESCAPES = str.maketrans({c: "\\" + c for c in "[]|\\"})
Piece = tuple[str, str, list[tuple[str, str]]]  # as written, as read, [(label, words)]


def plain(text: str) -> Piece:
    return text.translate(ESCAPES), text, []


def joined(pieces: list[Piece]) -> Piece:
    return "".join(p[0] for p in pieces), "".join(p[1] for p in pieces), [row for p in pieces for row in p[2]]


def marked(piece: Piece, labels: list[str]) -> Piece:
    written, read, rows = piece
    return f"[{written}|{' '.join(labels)}]", read, [(label, read) for label in labels] + rows


LETTERS = st.text("ab é“”\"'.,[]|\\-", min_size=1, max_size=12)
WORDS = st.builds(lambda a, middle, z: plain(a + middle + z), st.sampled_from("xé["), LETTERS, st.sampled_from("y]|"))
CHOSEN = st.lists(st.sampled_from(LABELS), min_size=1, max_size=3, unique=True)


def nested(inner: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    body = st.lists(inner, min_size=1, max_size=3).map(joined)
    return st.builds(marked, body, CHOSEN)


PIECES = st.recursive(WORDS, nested, max_leaves=12)
GAPS: st.SearchStrategy[Piece] = st.sampled_from([" ", "\n", "\n\n", " \\[sic\\] "]).map(
    lambda gap: (gap, gap.replace("\\[", "[").replace("\\]", "]"), [])
)


@given(st.lists(st.one_of(PIECES, GAPS), max_size=8).map(joined))
def test_marks_leave_the_text_to_the_letter_and_every_span_its_words(piece: Piece) -> None:
    written, read, rows = piece
    found = parse_text(written)
    assert found.problems == ()
    assert found.text == read
    expected = sorted((parse_label(label).owner, parse_label(label).role, words) for label, words in rows)
    assert sorted((a.label.owner, a.label.role, found.text[a.start : a.end]) for a in found.anchors) == expected
    assert all(0 <= a.start < a.end <= len(read) for a in found.anchors)


@given(st.text("[]|\\ a1s.co\n", max_size=40))
def test_any_text_is_read_or_rejected_never_crashes(raw: str) -> None:
    found = parse_text(raw)
    assert all(found.text[a.start : a.end] for a in found.anchors) or found.problems


def test_nested_marks_share_one_text() -> None:
    found = parse_text("[“[We|s2.src] do not [believe|s2.cue] it|s3.con],” he said")
    assert found.text == "“We do not believe it,” he said"
    assert [(a.label.role, a.start, a.end) for a in found.anchors] == [("con", 0, 21), ("src", 1, 3), ("cue", 11, 18)]


def test_a_mark_knows_its_line() -> None:
    assert [a.line for a in parse_text("one\n\n[two|e1] and\n[three|e2]", first=5).anchors] == [7, 8]


@pytest.mark.parametrize(
    ("value", "figure"),
    [
        ("3", Figure(3, 3)),
        ("86..", Figure(86, None)),
        ("..10", Figure(None, 10)),
        ("10..15", Figure(10, 15)),
        ("50~", Figure(50, 50, approx=True)),
        ("20..~", Figure(20, None, approx=True)),
        ("2500000USD", Figure(2500000, 2500000, "USD")),
        ("11000000~USD", Figure(11000000, 11000000, "USD", approx=True)),
        ("2.5", Figure(2.5, 2.5)),
    ],
)
def test_bounds_of_a_figure(value: str, figure: Figure) -> None:
    assert parse_figure(value) == figure


@pytest.mark.parametrize("value", ["", "..", "three", "15..10", "1,000", "3-5", "50%", "USD"])
def test_what_is_no_figure(value: str) -> None:
    with pytest.raises(Rejected):
        parse_figure(value)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("three", [3]),
        ("twenty-one men", [21]),
        ("half a million", [500000]),
        ("a quarter of a million", [250000]),
        ("one and a half million", [1500000]),
        ("£2.5m", [2500000]),
        ("$3bn", [3000000000]),
        ("1,426 pilgrims", [1426]),
        ("60 000", [60000]),
        ("a hundred and twenty", [120]),
        ("two thousand three hundred and six", [2306]),
        ("between 10 and 15", [10, 15]),
        ("tens of thousands", [20000]),
        ("dozens", [24]),
        ("two dozen", [24]),
        ("half a dozen", [6]),
        ("a 42-year-old man", [1, 42]),
        ("Rs 5 lakh", [500000]),
        ("nobody", [0]),
        ("the men", []),
    ],
)
def test_numbers_in_words(words: str, values: list[float]) -> None:
    assert [amount.value for amount in figures.amounts(words)] == values


@pytest.mark.parametrize("module", [marks, figures, build])
def test_examples_in_docstrings(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
