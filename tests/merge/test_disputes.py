"""What is a dispute and what only looks like one: demands, several things from one mouth, a state and its own bodies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.merge import tell_incident
from dateline.model import Sighting

from .records import shelling
from .test_incidents import CLINIC, cell

DEMAND = {"status": "hypothetical", "by": CLINIC, "stance": "demands", "outlet": "Vasria Wire"}


@pytest.mark.parametrize(
    ("first", "second", "state", "status"),
    [
        ({}, DEMAND | {"day": "2024-02-03"}, "single", "happened"),  # who asks for it tells nothing of whether it happened
        ({}, {"status": "hypothetical", "outlet": "Vasria Wire", "day": "2024-02-03"}, "agreed", "happened"),  # possible: no denial
        ({"status": "hypothetical"}, {"day": "2024-02-05"}, "history", "happened"),  # what was possible came about
        ({}, {"status": "not", "outlet": "Vasria Wire"}, "disputed", "happened"),
        (DEMAND, DEMAND | {"outlet": "Delta Courier"}, "single", "hypothetical"),  # nobody else speaks of it
    ],
)
def test_what_is_asked_for_or_held_possible_is_no_dispute(first, second, state, status):
    incident = tell_incident([shelling(**first), shelling(**second)])
    assert (cell(incident, "status").state, incident.status) == (state, status)
    assert (incident.grade == "contested") == (state == "disputed")


def counted(sighting: Sighting, *more: tuple[int, str | None]) -> Sighting:
    """The sighting with further counts of the dead, each by a statement or the narrator."""
    old = sighting.event.figures[0]
    added = tuple(replace(old, low=n, high=n, by=by) for n, by in more)
    return replace(sighting, event=replace(sighting.event, figures=(*sighting.event.figures, *added)))


def other(sighting: Sighting) -> Sighting:
    """The same, counted of something else than people."""
    return replace(sighting, event=replace(sighting.event, figures=tuple(replace(f, what="other") for f in sighting.event.figures)))


@pytest.mark.parametrize(
    ("rows", "state"),
    [
        ([counted(shelling(killed=36), (15, None), (6, None))], "single"),  # one mouth speaks of several things
        ([counted(shelling(killed=36), (15, None)), shelling(killed=15, outlet="Vasria Wire")], "agreed"),
        ([shelling(killed=36), shelling(killed=15, outlet="Vasria Wire")], "disputed"),
        ([counted(shelling(killed=36), (15, None)), shelling(killed=15, outlet="W"), shelling(killed=36, outlet="V")], "disputed"),
    ],
)
def test_nobody_disputes_with_himself(rows, state):
    assert cell(tell_incident([other(row) for row in rows]), "figure.other").state == state


def by_whom(name: str, kind: str, country: str | None, outlet: str = "Harbour Post", **told: str) -> Sighting:
    """The shelling done by a party of that kind and country."""
    made = shelling(agent=name, outlet=outlet, **told)
    actors = (replace(made.record.actors[0], kind=kind, country=country), *made.record.actors[1:])
    return replace(made, record=replace(made.record, actors=actors))


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (("Vasria", "state", "VAS"), ("Vasrian army", "military", "VAS"), "agreed"),
        (("Vasria", "state", "VAS"), ("Vasrian forces", "organisation", "VAS"), "agreed"),
        (("Vasria", "state", "VAS"), ("Vasrian Relief", "organisation", "VAS"), "disputed"),
        (("Vasria", "state", "VAS"), ("Kestrel Front", "armed-group", "VAS"), "disputed"),
        (("Vasria", "state", "VAS"), ("Corran", "state", "COR"), "disputed"),
        (("Vasria", "state", None), ("Vasrian army", "military", None), "disputed"),  # nobody tells that they belong together
        (("Da’rik", "armed-group", None), ("Dar’ik", "armed-group", None), "agreed"),  # one name, spelt twice
    ],
)
def test_a_state_and_its_own_bodies_are_no_rival_doers(first, second, state):
    incident = tell_incident([by_whom(*first), by_whom(*second, outlet="Vasria Wire")])
    assert cell(incident, "agent").state == state


def test_a_body_that_is_accused_by_name_is_a_rival_of_its_state():
    rows = [by_whom("Vasria", "state", "VAS"), by_whom("Vasrian army", "military", "VAS", "Vasria Wire", by=CLINIC, stance="accuses")]
    assert cell(tell_incident(rows), "agent").state == "disputed"
