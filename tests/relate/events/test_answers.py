"""Statements that speak of an event without a word for it: who is blamed, and what is denied outright."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dateline.model import Event, Party, Words
from dateline.relate.events import relate_events
from tests.relate.events.rows import Row, find, layers_of, readings_of, report_of, statements_of


def _events(text: str, source: str, cue: str, content: str, act: str) -> tuple[Event, ...]:
    """Events of a report that opens with an attack told by the narrator; whom a statement accuses is its whole content."""
    row: Row = {
        "text": text, "published": "2015-06-12", "times": [], "places": [], "quantities": [], "entities": [],
        "cast": [[source, source, "state"], *([[content, content, "state"]] if act == "accuse" else [])],
        "statements": [[source, cue, content, act]], "predicates": [["bombed", "attack", 0.9, []]],
    }  # fmt: skip
    readings = readings_of(row)
    party = Party(find(text, content), content, readings.cast.actor_of(find(text, content)))
    statements = tuple(replace(s, at=party if act == "accuse" else None) for s in statements_of(row, readings))
    assert isinstance(statements[0].cue, Words)
    return relate_events(report_of(row), layers_of(row), readings, statements)


@pytest.mark.parametrize(
    ("answer", "source", "cue", "content", "act", "stance"),
    [
        ("Orvania blamed Talmark.", "Orvania", "blamed", "Talmark", "accuse", "accuses"),
        ("Orvania criticised Talmark.", "Orvania", "criticised", "Talmark", "accuse", None),
        ("Orvania denied any involvement.", "Orvania", "denied", "any involvement", "deny", "denies"),
        ("Orvania denied responsibility.", "Orvania", "denied", "responsibility", "deny", "denies"),
        ("Orvania dismissed the allegations as baseless.", "Orvania", "dismissed", "the allegations as baseless", "deny", "denies"),
        ("Orvania rejected the offer.", "Orvania", "rejected", "the offer", "deny", None),
        ("Orvania denied that its treasury was empty.", "Orvania", "denied", "its treasury was empty", "deny", None),
    ],
)
def test_an_answer_is_an_account(answer: str, source: str, cue: str, content: str, act: str, stance: str | None) -> None:
    event = _events("Jets bombed a market on Monday. " + answer, source, cue, content, act)[0]
    assert [(a.by, a.stance) for a in event.accounts] == [(None, "asserts"), *([("s1", stance)] if stance else [])]
    assert any(p.text == "Talmark" for p in event.agents) == (stance == "accuses")


def test_an_answer_to_what_was_told_long_before_is_none() -> None:
    text = "Jets bombed a market. The road is open. Shops are open. Schools are open. Orvania denied any role."
    assert [a.by for a in _events(text, "Orvania", "denied", "any role", "deny")[0].accounts] == [None]
