"""Figures: case rows, the lexicons' own examples, heads from syntax, and what must hold for every text."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Span, Word
from dateline.resolve.figures import read_quantities
from dateline.resolve.numbers import read_numeral

ROOT = Path(__file__).resolve().parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests" / "cases" / "figures.jsonl").read_text(encoding="utf-8").splitlines()]
LEXICON = yaml.safe_load((ROOT / "lexicons" / "figures.yml").read_text(encoding="utf-8"))
NUMBERS = yaml.safe_load((ROOT / "lexicons" / "numbers.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=r["id"], marks=[pytest.mark.xfail(strict=True)] if r["kind"] == "xfail" else []) for r in CASES]
)
def test_cases(row: dict[str, Any]) -> None:
    assert [[q.text, q.low, q.high, q.approx, q.noun, q.unit] for q in read_quantities(row["text"])] == row["expect"]


@pytest.mark.parametrize(
    "row", [r for name in ("bounds", "collectives", "pairs", "none") for r in LEXICON[name]], ids=lambda row: row["name"]
)
def test_bounds_hold_in_their_examples_only(row: dict[str, Any]) -> None:
    for text, bounds in row["examples"].items():
        assert bounds in [[q.low, q.high] for q in read_quantities(text)], text
    for text, bounds in row["counter"].items():
        assert bounds not in [[q.low, q.high] for q in read_quantities(text)], text


@pytest.mark.parametrize("row", NUMBERS, ids=lambda row: row["name"])
def test_number_words_hold_in_their_examples_only(row: dict[str, Any]) -> None:
    for text, value in row["examples"].items():
        assert value in [q.low for q in read_quantities(text)], text
    for text in row["counter"]:
        assert not {q.low for q in read_quantities(text)} & (set(row["words"].values()) - {0}), text


NUMERALS = [
    ("two hundred and five men", 205, 20),
    ("half a million", 500_000, 14),
    ("two and three", 2, 3),
    ("a dozen", 12, 7),
    ("twenty-five", 25, 11),
    ("1,23", 1, 1),
    ("1.5m", 1_500_000, 4),
    ("seven million and", 7_000_000, 13),
]


@pytest.mark.parametrize(("text", "value", "end"), NUMERALS)
def test_numerals(text: str, value: float, end: int) -> None:
    numeral = read_numeral(text, 0)
    assert numeral and (numeral.value, numeral.span.end) == (value, end)


def test_the_head_noun_comes_from_syntax_where_there_is_some() -> None:
    text = "Rebels took 3 army command post guard dogs away."
    words = _words(text, {"Rebels": ("NOUN", "took", "nsubj"), "3": ("NUM", "dogs", "nummod"), "dogs": ("NOUN", "took", "obj")})
    assert [(q.text, q.noun) for q in read_quantities(text, words)] == [("3 army command post guard dogs", "dogs")]


def test_a_head_of_another_kind_is_not_taken() -> None:
    text = "They arrested 17 on Monday near barracks."
    words = _words(text, {"17": ("NUM", "arrested", "obj")})
    assert [(q.text, q.noun) for q in read_quantities(text, words)] == [("17", None)]


def _words(text: str, known: dict[str, tuple[str, str, str]]) -> list[Word]:
    plain = text.rstrip(".").split()
    made, at = [], 0
    for word in plain:
        start = text.index(word, at)
        at = start + len(word)
        pos, head, relation = known.get(word, ("X", "", "dep"))
        made.append(Word(Span(start, at), word, pos, plain.index(head) if head else -1, relation))
    return made


PIECES = st.sampled_from(
    "at least more than up to over about 3 14 85 1,426 2.5 million dozens of scores hundreds thousands several hundred no one nobody none "
    "people soldiers dead wounded and or - between 10-15 52-48 $3bn £200,000 euros per cent % 2014 May 5 10:30 Resolution Flight "
    "34-year-old half a dozen both one two . , the".split()
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join))
def test_quantities_hold_together(text: str) -> None:
    found = read_quantities(text)
    assert found == read_quantities(text)
    for q in found:
        assert q.span.of(text) == q.text and q.span.holds(q.number)
        assert q.low is None or q.high is None or q.low <= q.high
    numbers = sorted({q.number for q in found})
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    assert all(q.span.of(text) == q.text for q in read_quantities(text))


@pytest.mark.parametrize("piece", ["1", "1,", "one ", "half a ", "no ", "more than ", "dozens of ", "$", "3-", "several hundred "])
def test_a_long_sentence_is_read_in_linear_time(piece: str) -> None:
    begin = time.perf_counter()
    read_quantities(piece * (20_000 // len(piece)))
    assert time.perf_counter() - begin < 10


@pytest.mark.parametrize(
    ("text", "outlet", "units"),
    [
        ("It cost $20 million.", "Australian Wire", ["AUD"]),
        ("It cost $20 million.", "Karoola Gazette", ["USD"]),  # nothing tells
        ("It cost $20 million.", None, ["USD"]),
        ("It cost $20 million.", "Calgary Courier", ["CAD"]),
        ("It cost $20 million.", "London Courier", ["USD"]),  # no dollars there
        ("It cost 1,500 dollars.", "Fiji Post", ["FJD"]),
        ("It cost US$20 million.", "Fiji Post", ["USD"]),
        ("It cost 20 million US dollars.", "Fiji Post", ["USD"]),
        ("It cost US$3 million, then $4 million.", "New Zealand Mail", ["USD", "NZD"]),
        ("It cost A$3 million, or $2 million.", "Australian Wire", ["AUD", "USD"]),  # its own are marked
        ("It cost 3 million Australian dollars, or $2 million.", "Australian Wire", ["AUD", "USD"]),
        ("It cost £20 million.", "Australian Wire", ["GBP"]),
    ],
)
def test_whose_dollars(text: str, outlet: str | None, units: list[str]) -> None:
    assert [q.unit for q in read_quantities(text, (), outlet)] == units
