"""What people said of a report's cells, beside the cells; and where each is decided on.

A statement's cells are kept under `REPORT/s3.120`: its id and its first character. What is said of a report as a whole stands under the
report's own id.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from dateline.keep.correcting import FIGURE, WHOLE, Correction, corrections_of
from dateline.model import Event, Record
from dateline.model.incidents import ACCEPTED, report_id
from dateline.serve.web.messages import say
from dateline.serve.web.pane.cells import Card, Cell, cards_of
from dateline.store import Store
from dateline.store.schema import correction

NOTHING = "nothing"
"""The cell of a report that says: a person has read it, and there is nothing in it to record (or nothing more)."""
_PLAIN = ("type", "status", "when", "place", "agent", "target")
OFFERED = (*_PLAIN, "figure.killed", "figure.wounded", "figure.missing", "figure.detained", "figure.displaced")
"""Cells that can be filled though the machine left them empty."""


@dataclass(frozen=True, slots=True)
class Said:
    """The last word on a cell, ready to print; `value` and `machine` are '' for none."""

    verdict: str
    value: str
    machine: str
    by: str
    at: str
    why: str
    edition: int


def said_of(store: Store, report: str) -> dict[str, dict[str, Correction]]:
    """By subject and cell, the last word in force on everything in a report."""
    with store.reading() as connection:
        return corrections_of(connection, [report])


def subject_of(report: str, card: Card) -> str:
    """What corrections call a card: an event's key, or a statement's place in its report."""
    return card.key if card.sort == "event" else f"{report}/{card.id}.{card.at}"


def store_cell(cell: Cell, event: Event | None) -> str | None:
    """What corrections call a cell of the pane; None where it cannot be decided on alone (accounts: they are their statements)."""
    name, _, number = cell.name.partition(".")
    if event is None:
        return cell.name
    if name in _PLAIN:
        return name
    if name == "figure":
        figure = event.figures[int(number or 1) - 1]
        return f"{FIGURE}{figure.what}" + (f".{figure.unit}" if figure.unit else "")
    return None


def marks_of(store: Store, record: Record, cards: Sequence[Card]) -> dict[tuple[str, str], Said]:
    """What was said of each cell of the cards that a page shows, by card key and cell; '' for the card as a whole."""
    report = report_id(record.document.id)
    said = said_of(store, report)
    events = {e.id: e for e in record.events}
    verdicts: dict[tuple[str, str], Said] = {}
    for card in cards if said else ():
        subject = subject_of(report, card)
        for shown, cell in _cells(card, events.get(card.id)):
            word = said.get(subject, {}).get(cell)
            if word is not None:
                verdicts[card.key, shown] = tell(word)
    return verdicts


@dataclass(frozen=True, slots=True)
class Place:
    """Something that can be decided on: what corrections call it, its cell, and the page on which it stands."""

    subject: str
    cell: str
    back: str


def place_of(record: Record, at: str) -> Place | None:
    """The place of `e31-figure.2`, a card and a cell as the pane calls them, or of `e31`, the card as a whole; None where there is none."""
    local, _, shown = at.partition("-")
    report = report_id(record.document.id)
    card = next((c for c in cards_of(record) if c.id == local), None)
    if card is None:
        return None
    event = next((e for e in record.events if e.id == local), None)
    cell = next((name for own, name in _cells(card, event) if own == shown), None)
    back = f"/reports/{report}?at={card.id}#{at}"
    return None if cell is None else Place(subject_of(report, card), cell, back)


def added_of(store: Store, record: Record, cards: Sequence[Card]) -> dict[str, list[tuple[str, Said]]]:
    """By card key, what was said of cells that the machine left empty, so that the pane has none of them: label and word."""
    report = report_id(record.document.id)
    said = said_of(store, report)
    events = {e.id: e for e in record.events}
    added: dict[str, list[tuple[str, Said]]] = {}
    for card in cards if said else ():
        shown = {cell for _, cell in _cells(card, events.get(card.id))}
        words = said.get(subject_of(report, card), {})
        rest = [(label(cell), tell(word)) for cell, word in sorted(words.items()) if cell not in shown]
        if rest:
            added[card.key] = rest
    return added


def _cells(card: Card, event: Event | None) -> Iterator[tuple[str, str]]:
    """The pane's name and the store's name of each cell, the card as a whole first."""
    yield "", WHOLE
    for cell in card.cells:
        if (name := store_cell(cell, event)) is not None:
            yield cell.name, name


def tell(word: Correction) -> Said:
    """A correction in words."""
    machine = json.loads(word.machine) if word.machine else []
    value = say_value(json.loads(word.value)) if word.value else ""
    return Said(word.verdict, value, "; ".join(map(say_value, machine)), word.by, word.at, word.why, word.edition)


def say_value(value: Any) -> str:
    """A cell's data as somebody would write it, and as `read_value` reads it.

    >>> say_value({"low": 20.0, "high": None}), say_value({"low": 3, "high": 3}), say_value(["A", "B"]), say_value("2024-02-02")
    ('20+', '3', 'A; B', '2024-02-02')
    """
    if isinstance(value, list):
        return "; ".join(map(say_value, value))
    if not isinstance(value, Mapping):
        return "" if value is None else str(value)
    if "low" in value or "high" in value:
        return _say_bounds(value.get("low"), value.get("high"))
    if "earliest" in value or "latest" in value:
        first, last = value.get("earliest") or "", value.get("latest") or ""
        return str(first) if first == last else f"{first}/{last}"
    return str(value.get("name") or json.dumps(value, ensure_ascii=False))


def _say_bounds(low: float | None, high: float | None) -> str:
    if low is None:
        return f"0-{high:g}"
    if high is None:
        return f"{low:g}+"
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


def editions_of(store: Store, subjects: Sequence[str], cell: str) -> dict[str, int]:
    """As `edition_of`, of one cell of many subjects at once; what nobody has spoken of is left out."""
    c = correction.c
    wanted = select(c.event, func.max(c.edition)).where(c.event.in_(subjects), c.cell == cell).group_by(c.event)
    with store.reading() as connection:
        return {event: int(edition) for event, edition in connection.execute(wanted)}


def checked(said: Mapping[str, Mapping[str, Correction]], report: str) -> Correction | None:
    """The word of a person who has read the whole report and found nothing (more) in it to record."""
    word = said.get(report, {}).get(NOTHING)
    return word if word is not None and word.verdict == ACCEPTED else None


def label(cell: str) -> str:
    """A cell's name in words: `figure.killed` -> `figure (killed)`."""
    if cell == WHOLE:
        return say("decide.whole")
    if cell == NOTHING:
        return say("decide.nothing")
    name, _, what = cell.partition(".")
    told = (
        say(f"cell.{name}") if name in (*_PLAIN, "mode", "figure", "source", "act", "content", "via", "to", "at", "on", "within") else name
    )
    return f"{told} ({what})" if what else told
