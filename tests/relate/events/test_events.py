"""Events from frozen layers: rows of `cases/events.jsonl`, and what holds for any layers."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Cast, Layers, Predicate, Quantity, Readings, Report, Statement, Timex, Toponym, Word
from dateline.relate.events import relate_events
from dateline.relate.plover import event_root
from dateline.text import split_sentences, split_words
from tests.relate.events.rows import Row, differences, events_of

CASES = Path(__file__).parents[2] / "cases" / "events.jsonl"
EVENT_ROWS = [row for line in CASES.read_text(encoding="utf-8").splitlines() if "events" in (row := json.loads(line))]
RELATIONS = (
    "nsubj",
    "obj",
    "obl",
    "nmod",
    "case",
    "aux",
    "aux:pass",
    "conj",
    "acl",
    "root",
    "nsubj:pass",
    "compound",
    "det",
    "mark",
    "xcomp",
)
POS = ("NOUN", "VERB", "PROPN", "ADP", "AUX", "DET", "ADJ", "NUM", "PRON", "PUNCT")
WORDS = (
    "police attack attacked killed on by the a two men said war ceasefire was were not will in Cali troops , . strike after sent".split()
)


def _param(row: Row) -> Any:
    marks = [pytest.mark.xfail(strict=True)] if row["kind"] == "xfail" else []
    return pytest.param(row, id=row["id"], marks=marks)


@pytest.mark.parametrize("row", [_param(row) for row in EVENT_ROWS])
def test_row(row: Row) -> None:
    assert differences(row) == []


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Report, Layers, Readings, tuple[Statement, ...]]:
    """Any words with any tree: heads may loop, point at themselves or nowhere."""
    text = " ".join(draw(st.lists(st.sampled_from(WORDS), max_size=40)))
    spans = split_words(text)
    heads = st.integers(-2, len(spans) + 1)
    words = tuple(Word(s, s.of(text), draw(st.sampled_from(POS)), draw(heads), draw(st.sampled_from(RELATIONS))) for s in spans)
    types = st.sampled_from(["attack", "arrest", "consult", None])
    seen = draw(st.sets(st.integers(0, len(spans) - 1), max_size=4)) if spans else set()
    predicates = tuple(Predicate(spans[i], spans[i].of(text), i, draw(types), draw(st.floats(0, 1))) for i in sorted(seen))
    some = tuple(spans[i] for i in sorted(seen))
    cast = Cast((), tuple((s, "a1") for s in some))
    readings = Readings(
        tuple(Timex(s, s.of(text), "DATE", None, None, None) for s in some),
        tuple(Toponym(s, s.of(text), "Cali", "COL", 3.4, -76.5, None, "literal") for s in some),
        tuple(Quantity(s, s.of(text), s, 2.0, 2.0, noun="men") for s in some),
        cast,
    )
    return Report(text=text), Layers(tuple(split_sentences(text)), words, predicates=predicates), readings, ()


@given(scenes())
@settings(max_examples=150, deadline=None)
def test_any_layers_give_anchored_disjoint_events(scene: tuple[Report, Layers, Readings, tuple[Statement, ...]]) -> None:
    report, layers, readings, statements = scene
    events = relate_events(report, layers, readings, statements)
    mentions = sorted((m.span, m.text) for e in events for m in e.mentions if m.span)
    assert all(span.of(report.text) == text for span, text in mentions)
    assert all(a.end <= b.start for (a, _), (b, _) in pairwise(mentions))
    assert [e.id for e in events] == [f"e{i}" for i in range(1, len(events) + 1)]
    assert all(e.mentions and e.accounts and e.why for e in events)
    assert events == relate_events(report, layers, readings, statements)


def test_every_filled_cell_has_a_reason() -> None:
    for row in EVENT_ROWS:
        for event in events_of(row):
            told = {reason.cell for reason in event.why}
            filled = {"type", "status", "accounts"} | {cell for cell in ("places", "when", "figures") if getattr(event, cell)}
            assert filled <= told, (row["id"], filled - told)


def test_long_sentence_stays_cheap() -> None:
    text = "troops attacked the town and killed two men " * 3000
    spans = split_words(text)
    words = tuple(Word(s, s.of(text), "VERB" if i % 2 else "NOUN", max(i - 1, -1), "conj") for i, s in enumerate(spans))
    seen = tuple(Predicate(w.span, w.text, i, "attack", 0.9) for i, w in enumerate(words) if w.text == "attacked")
    layers = Layers(tuple(split_sentences(text)), words, predicates=seen)
    assert relate_events(Report(text=text), layers, Readings(), ())


def test_no_words_no_events() -> None:
    assert relate_events(Report(text=""), Layers(), Readings(), ()) == ()


@pytest.mark.parametrize(
    ("cells", "root"),
    [
        (("attack", "airstrike", "happened"), "ASSAULT"),
        (("attack", None, "threatened"), "THREATEN"),
        (("aid", None, "planned"), "AGREE"),
        (("retreat", "withdrawal", "planned"), "CONCEDE"),
        (("trial", "verdict", "happened"), "COERCE"),
        (("trial", "inquiry", "happened"), None),
        (("seize", "territory", "happened"), "ASSAULT"),
        (("disaster", "flood", "happened"), None),
    ],
)
def test_plover_root(cells: tuple[str, str | None, str], root: str | None) -> None:
    assert event_root(*cells) == root
