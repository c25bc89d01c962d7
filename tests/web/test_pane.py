"""The reading pane: cutting, hidden characters, parts, cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Record, Span
from dateline.serve.web.pane.cells import KINDS, cards_of
from dateline.serve.web.pane.cut import Mark, cut
from dateline.serve.web.pane.hidden import hidden_in
from dateline.serve.web.pane.pane import lay, pane_of
from dateline.serve.web.pane.parts import FULLEST_PART, LONGEST_BLOCK, blocks_of, parts_of

TEXTS = st.text(alphabet=st.sampled_from("ab .\n\r\u202e\u200b\u200d👩é\u0301ش\0{"), max_size=120)


@given(TEXTS, st.lists(st.tuples(st.integers(0, 130), st.integers(0, 130), st.sampled_from(list(KINDS))), max_size=8))
def test_runs_are_the_text_and_know_every_mark(text: str, spans: list[tuple[int, int, str]]) -> None:
    marks = [Mark(Span(min(a, b), min(max(a, b), len(text))), kind, n) for n, (a, b, kind) in enumerate(spans) if min(a, b) <= len(text)]
    marks = [m for m in marks if m.span.end > m.span.start]
    runs = list(cut(text, Span(0, len(text)), marks, hidden_in(text)))
    assert "".join(r.text for r in runs) == text
    for mark in marks:
        assert "".join(r.text for r in runs if mark.cell in r.cells) == mark.span.of(text)
    for run in runs:
        over = {m.cell for m in marks if m.span.start <= run.start and run.start + len(run.text) <= m.span.end}
        assert set(run.cells) == over


@given(TEXTS)
def test_blocks_are_the_text(text: str) -> None:
    assert "".join(b.span.of(text) for b in blocks_of(text)) == text


def test_long_paragraphs_and_texts_are_cut() -> None:
    text = "A sentence of some words stands here. " * 4_000 + "\n\n" + "x" * 9_000
    blocks = blocks_of(text)
    assert "".join(b.span.of(text) for b in blocks) == text
    assert max(b.span.end - b.span.start for b in blocks) <= LONGEST_BLOCK
    assert all(text[b.span.start - 1] == " " for b in blocks[1:40] if b.goes_on)
    parts = parts_of(blocks, {b.span.start: 20 for b in blocks})
    assert [b for part in parts for b in part] == list(blocks)
    assert len(parts) > 3 and max(part[-1].span.end - part[0].span.start for part in parts) <= FULLEST_PART / 4


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\u202eb\u202c", {1: "RLO", 3: "PDF"}),
        ("line\r\nline", {}),
        ("line\rline", {4: "U+000D"}),
        ("👨\u200d👩\u200d👧 👍🏽 ❤\ufe0f 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", {}),
        ("a\u200db", {1: "ZWJ"}),
        ("می\u200cخواهم क\u094d\u200dष", {}),
        ("pay\u00adpal \ufeff\u2060", {3: "SHY", 8: "BOM", 9: "WJ"}),
        ("x\U000e0041\U000e0042", {1: "U+E0041", 2: "U+E0042"}),
        ("tab\tand\nline", {}),
        ("\x1b[2J \x00", {0: "U+001B", 5: "U+0000"}),
        ("\u2066isolated\u2069 \u061c", {0: "LRI", 9: "PDI", 11: "ALM"}),
        ("a\ufe0fb\ufe0f", {1: "U+FE0F", 3: "U+FE0F"}),
    ],
)
def test_hidden_characters_are_found_and_honest_ones_left(text: str, found: dict[int, str]) -> None:
    assert hidden_in(text) == found


def test_hidden_characters_side_by_side_are_one_run() -> None:
    text = "a" + "\u200b" * 5_000 + "b"
    assert [r.hidden for r in cut(text, Span(0, len(text)), [], hidden_in(text))] == ["", "ZWSP×5,000", ""]


def test_every_cell_has_words_of_the_text(records: list[Record]) -> None:
    for record in records:
        cards = cards_of(record)
        assert {c.id for c in cards} == {e.id for e in record.events} | {s.id for s in record.statements}
        numbers = [cell.number for card in cards for cell in card.cells]
        assert numbers == list(range(len(numbers)))
        ids = [(card.id, cell.name) for card in cards for cell in card.cells]
        assert len(set(ids)) == len(ids)
        shown = {run.start: run for block in pane_of(lay(record)).blocks for run in block.runs}
        for card in cards:
            for cell in card.cells:
                assert cell.kind in KINDS and cell.told
                if cell.spans and not cell.name.startswith(("account", "within")):
                    there = "".join(r.text for r in shown.values() if cell.number in r.cells)
                    covered = sorted({i for s in cell.spans for i in range(s.start, s.end)})
                    assert there == "".join(record.document.text[i] for i in covered)


def test_a_card_is_found_in_its_part(records: list[Record]) -> None:
    long = records[0].document.text + "\n\n" + "Nothing of note stands in this sentence. " * 5_000
    from dataclasses import replace

    record = replace(records[0], document=replace(records[0].document, text=long))
    laid = lay(record)
    whole = pane_of(laid)
    assert whole.parts > 2 and whole.number == 1
    assert pane_of(laid, at=whole.all_cards[-1].id).number == 1
    assert pane_of(laid, at=len(long) - 5).number == whole.parts
    assert pane_of(laid, part=99).number == whole.parts
    assert pane_of(laid, at=len(long) - 5).sought > 0
    seen = [c.id for n in range(1, whole.parts + 1) for c in pane_of(laid, part=n).cards]
    assert seen == [c.id for c in whole.all_cards]
