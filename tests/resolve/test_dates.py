"""Dates: case rows, the lexicons' own examples, and what must hold for every text."""

from __future__ import annotations

import json
import time
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Span, Timex
from dateline.resolve.dates import resolve_times
from dateline.resolve.times.calendar import narrow, period, shift, times, year
from dateline.resolve.times.feasts import easter, hebrew_new_year, islamic, orthodox_easter
from dateline.resolve.times.rules import compile_pattern

ROOT = Path(__file__).resolve().parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests" / "cases" / "dates.jsonl").read_text(encoding="utf-8").splitlines()]
LEXICON = yaml.safe_load((ROOT / "lexicons" / "times.yml").read_text(encoding="utf-8"))
TENSE = yaml.safe_load((ROOT / "lexicons" / "tense.yml").read_text(encoding="utf-8"))
THURSDAY = date(2016, 9, 22)
AHEAD = {"future", "planned", "plans", "timetable", "coming", "forward", "forward-past", "gathering", "announced", "postponed"}
BEHIND = {"past", "implies", "performative"}


def told(row: dict[str, Any]) -> list[list[str | None]]:
    published = date.fromisoformat(row["published"]) if row["published"] else None
    found = resolve_times(row["text"], (), published, (), row.get("outlet"))
    return [[t.text, t.value, str(t.earliest) if t.earliest else None, str(t.latest) if t.latest else None] for t in found]


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=r["id"], marks=[pytest.mark.xfail(strict=True)] if r["kind"] == "xfail" else []) for r in CASES]
)
def test_cases(row: dict[str, Any]) -> None:
    assert told(row) == row["expect"]


@pytest.mark.parametrize("row", LEXICON["words"], ids=lambda row: row["name"])
def test_words_find_their_examples_and_spare_the_others(row: dict[str, Any]) -> None:
    for text, expression in row["examples"].items() if row["examples"] else ():
        assert expression in [t.text for t in resolve_times(text, (), THURSDAY)], text
    for text in row["counter"]:
        assert not resolve_times(text, (), THURSDAY), text


@pytest.mark.parametrize("row", [*LEXICON["feasts"], *LEXICON["eras"]], ids=lambda row: row["name"])
def test_feasts_and_eras_find_their_examples_and_spare_the_others(row: dict[str, Any]) -> None:
    for text in row["examples"]:
        (found,) = resolve_times(text, (), THURSDAY)
        assert found.earliest or found.latest
    for text in row["counter"]:
        assert not resolve_times(text, (), THURSDAY), text


@pytest.mark.parametrize("row", [r for r in TENSE if r["looks"] in AHEAD | BEHIND], ids=lambda row: row["name"])
def test_tense_words_turn_a_weekday(row: dict[str, Any]) -> None:
    last, coming = date(2016, 9, 20), date(2016, 9, 27)
    wanted, other = (coming, last) if row["looks"] in AHEAD else (last, coming)
    for texts, day in ((row["examples"], wanted), (row["counter"], other)):
        for text in texts:
            (found,) = resolve_times(text, (), THURSDAY)
            assert found.earliest == day, text


def test_proposals_are_read_with_trust_kept_or_dropped() -> None:
    text = "May was wet, the week of the flood was dry, and the mayor was glad."
    proposed = [Span(0, 3), Span(13, 34), Span(53, 62)]
    assert [(t.text, t.value) for t in resolve_times(text, proposed, THURSDAY)] == [("May", "2016-05"), ("the week of the flood", None)]


def test_a_proposal_does_not_displace_what_the_grammar_reads() -> None:
    (found,) = resolve_times("He left on 3 May 2011.", [Span(11, 16)], THURSDAY)
    assert found.text == "3 May 2011"


def test_every_answer_says_why() -> None:
    assert all(t.rule for row in CASES for t in resolve_times(row["text"], (), THURSDAY))


def test_bounds_are_told() -> None:
    texts = {"since May": "since", "until May": "until", "before 2011": "before", "after 2011": "after", "by Friday": "until"}
    assert {words: resolve_times(f"They stay {words}.", (), THURSDAY)[0].bound for words in texts} == texts


FEASTS = [
    (easter(2008), date(2008, 3, 23)),
    (easter(2038), date(2038, 4, 25)),
    (orthodox_easter(2013), date(2013, 5, 5)),
    (hebrew_new_year(5777), date(2016, 10, 3)),
    (hebrew_new_year(5785), date(2024, 10, 3)),
]
MOONS = [
    (islamic(1437, 9, 1), date(2016, 6, 6)),
    (islamic(1445, 10, 1), date(2024, 4, 10)),
    (islamic(1422, 9, 1), date(2001, 11, 17)),
]


@pytest.mark.parametrize(("made", "known"), FEASTS)
def test_calendars(made: date, known: date) -> None:
    assert made == known


@pytest.mark.parametrize(("made", "seen"), MOONS)
def test_the_islamic_calendar_is_a_day_off_at_most(made: date, seen: date) -> None:
    assert abs((made - seen).days) <= 1


def test_an_unknown_kind_in_a_rule_is_refused() -> None:
    with pytest.raises(KeyError):
        compile_pattern("d=DAY nonsense")


WORDS = st.sampled_from(
    "on in since until by for the last next this past 3 May 2011 March Friday Sunday's week weeks two years ago later and to - , . before "
    "after of end early late mid 1990s century now recently at 5pm 10:30 GMT every day day's will was has been he troops half a few couple "
    "Christmas Ramadan quarter first third fiscal 04/05/2019 31 29 February 2016-02-30 2016-02-29 24 hours within from between 9/11 Q3 BC "
    "year fall spring weekend".split()
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join), st.none() | DAYS)
def test_times_stand_in_order_and_hold_together(text: str, published: date | None) -> None:
    found = resolve_times(text, (), published)
    assert found == resolve_times(text, (), published)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(_holds(text, t) for t in found)


def _holds(text: str, time_: Timex) -> bool:
    ordered = time_.earliest is None or time_.latest is None or time_.earliest <= time_.latest
    return (
        time_.span.of(text) == time_.text
        and time_.text == time_.text.strip() != ""
        and ordered
        and time_.type in ("DATE", "TIME", "DURATION", "SET")
    )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4))
def test_no_text_and_no_proposal_breaks_it(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [Span(min(p), min(max(p), len(text))) for p in pairs if min(p) < min(max(p), len(text))]
    assert all(_holds(text, t) for t in resolve_times(text, spans, THURSDAY))


@given(DAYS, st.sampled_from(["P1D", "P3W", "P2M", "P5Y", "PT36H"]))
def test_shifts_go_there_and_back_within_a_month(day: date, length: str) -> None:
    assert shift(day, length) > day > shift(day, length, -1)


@given(DAYS, st.sampled_from(["D", "W", "M", "Q", "Y", "DE", "CE"]))
def test_a_period_holds_its_day(day: date, unit: str) -> None:
    told_period = period(unit, day)
    assert told_period.first is not None and told_period.last is not None and told_period.first <= day <= told_period.last


@given(st.integers(1900, 2100), st.sampled_from(["early", "mid", "late", "start", "end", "first-half", "second-half"]))
def test_a_part_lies_in_its_whole(number: int, part: str) -> None:
    whole, piece = year(number), narrow(year(number), part)
    assert whole.first and whole.last and piece.first and piece.last and whole.first <= piece.first <= piece.last <= whole.last


def test_lengths_multiply() -> None:
    assert [times("P10Y", 2), times("P1Y", 1.5), times("P1W", 0.5), times("PT1H", 0.5)] == ["P20Y", "P18M", "P4D", "PT30M"]


@pytest.mark.parametrize("piece", ["since May 2011 ", "1", "the last ", "a week before ", "May ", "x", "'s", "2011-", "to Friday "])
def test_a_long_sentence_is_read_in_linear_time(piece: str) -> None:
    text = piece * (20_000 // len(piece))
    begin = time.perf_counter()
    resolve_times(text, (), THURSDAY, [Span(0, len(text))])
    assert time.perf_counter() - begin < 10  # half a second on an idle core; minutes where a rule looks back without bound
