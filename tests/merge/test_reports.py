"""Copies, stories and actors: what is alike, and what only looks so."""

from __future__ import annotations

import pytest

from dateline.merge import (
    bands_of_report,
    blocks_of_actors,
    blocks_of_events,
    blocks_of_report,
    judge_actors,
    judge_copies,
    judge_events,
    judge_reports,
    tell_story,
)
from dateline.model import Actor, Record

from .records import document, shelling

FERRY = (
    "The ferry Marisol sank off Port Elden on Tuesday night with 80 people on board, the coast guard said. Divers from Port Elden brought "
    "up eleven bodies before dawn. The Marisol had left the island of Quill an hour late because of high waves. Captain Ilse Dorn radioed "
    "that water was entering the engine room. Her owner, Quill Lines, said that the vessel had passed its inspection in March."
)
OTHER = (
    "Survivors of the Marisol told of panic on the stairs when the ferry went down off Port Elden. A cook from Quill said the lights went "
    "out first. The coast guard is looking for two dozen passengers. Quill Lines stopped all its ferries for the day."
)
BUDGET = (
    "Parliament in Grenholm passed a budget with cuts to farm subsidies after a night of debate. The finance minister, Pavel Roon, called "
    "it painful and fair. Farmers parked tractors before the gates and threw beets at the statue of the founder."
)
FURNITURE = (
    " Subscribe to our newsletter for more. The Elden Evening is printed on paper from northern forests and delivered by night riders. "
    "Our reporters do not accept gifts. Write to the reader's editor at the old customs house on the quay, any weekday before noon."
)


def record(text: str, **facts: str | None) -> Record:
    return Record(document(text, **facts))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (record(FERRY, title="Ferry sinks off Port Elden"), record(OTHER, outlet="Delta Courier", title="Panic aboard the Marisol"), True),
        (record(FERRY, title="Ferry sinks off Port Elden"), record(BUDGET, title="Grenholm passes budget"), False),
        (record(FERRY), record(OTHER, day=None, outlet=None), True),
    ],
)
def test_stories(one, other, same):
    judged = judge_reports(one, other)
    assert judged.same is same
    assert judged == judge_reports(other, one)


def test_what_a_house_prints_under_every_report_joins_nothing():
    one, other = (record(text + 3 * FURNITURE, outlet="Elden Evening") for text in (FERRY, BUDGET))
    judged = judge_reports(one, other)
    assert not judged.same and judged.score < 0.4
    assert not judge_copies(one, other).same


LETTERHEAD = "For the press: No. {}/2024 - {} - Statement by the Premier of Lower Vasria, the Rt. Hon. Oskar Venn"


@pytest.mark.parametrize("day", ["2024-02-05", "2024-02-20", "2025-08-01"])
def test_the_letterhead_of_an_office_joins_nothing(day: str):
    office = "Premier of Lower Vasria"
    one = record(FERRY, outlet=office, title=LETTERHEAD.format(4, "Loss of the Marisol"))
    other = record(BUDGET, outlet=office, title=LETTERHEAD.format(11, "Farm subsidies"), day=day)
    judged = judge_reports(one, other)
    assert not judged.same and judged.score < 0.3 and judged == judge_reports(other, one)


def test_a_paper_that_follows_a_happening_tells_one_story():
    one = record(FERRY, title="Ferry sinks off Port Elden: 11 dead")
    other = record(OTHER, title="Ferry sinks off Port Elden: two dozen missing", day="2024-02-04")
    assert judge_reports(one, other).same


def test_a_story_shares_a_block_with_its_later_reports_and_not_with_others():
    ferry, later, budget = record(FERRY), record(OTHER, day="2024-02-20"), record(BUDGET)
    assert set(blocks_of_report(ferry)) & set(blocks_of_report(later))
    assert not set(blocks_of_report(ferry)) & set(blocks_of_report(budget))


def test_a_wire_text_cut_and_reprinted_is_a_copy():
    cut = FERRY[: FERRY.index("Her owner")] + "This newspaper's reporter added a line of her own about the harbour."
    one, other = record(FERRY), record(cut, outlet="Delta Courier")
    judged = judge_copies(one, other)
    assert judged.same and judged == judge_copies(other, one)
    assert set(bands_of_report(one)) & set(bands_of_report(other))
    assert not judge_copies(one, record(OTHER)).same


def test_reasons_are_sentences():
    reasons = judge_reports(record(FERRY, title="Ferry Marisol sinks"), record(OTHER, title="Marisol sank in minutes")).reasons
    assert reasons and all(r.sentence for r in reasons)
    assert any("marisol" in r.sentence for r in reasons)


def test_a_story_is_named_by_its_earliest_report_whatever_the_order():
    rows = [record(OTHER, day="2024-02-03", title="Panic aboard"), record(FERRY, title="Ferry sinks off Port Elden")]
    story = tell_story(rows)
    assert story == tell_story(rows[::-1])
    assert len(story.reports) == 2 and story.title in ("Panic aboard", "Ferry sinks off Port Elden")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("Ilse Dorn", "person", "ELD"), ("Captain Ilse Dorn", "person", "ELD"), True),
        (("Ilse Dorn", "person", "ELD"), ("Pavel Dorn", "person", "ELD"), False),
        (("Ilse Dorn", "person", "ELD"), ("Ilse Dorn", "person", "VAS"), False),
        (("Dorn", "person", None), ("Ilse Dorn", "person", None), False),
        (("Quill Lines", "organisation", None), ("Quill Lines", "organisation", None), True),
        (("Vasria", "state", "VAS"), ("Vasria", "state", "VAS"), True),
    ],
)
def test_actors_join_cautiously(one, other, same):
    pair = [(record(FERRY), Actor("a1", *one, "named")), (record(OTHER), Actor("a1", *other, "named"))]
    judged = judge_actors(*pair)
    assert judged.same is same
    assert judged == judge_actors(*pair[::-1])


def test_somebody_only_described_is_never_joined():
    actor = Actor("a1", "a police officer", "person", "ELD", "described")
    assert not judge_actors((record(FERRY), actor), (record(OTHER), actor)).same
    assert blocks_of_actors(Record(document(FERRY), (actor,))) == {}


def test_two_sightings_of_one_shelling():
    one, other = shelling(), shelling(outlet="Vasria Wire", killed=9, day="2024-02-05")
    judged = judge_events(one, other)
    assert judged.same and judged == judge_events(other, one)
    (first,), (second,) = (blocks_of_events(s.record).values() for s in (one, other))
    assert set(first) & set(second)
