"""What pictures of the record show: places with how much lies there, what has no day or place, what a report's events are part of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from dateline.store.ask.incidents import rows_of
from dateline.store.ask.rows import HasEngine, IncidentRow
from dateline.store.schema import event, incident_event

MOST_PINS = 400
"""Points that a map shows, those with most incidents."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A point (WGS 84 degrees) with the incidents there: how many, and how many of them are disputed."""

    place: str
    country: str | None
    lat: float
    lon: float
    incidents: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Trays:
    """How many incidents of a filter have no day, and how many no point."""

    undated: int
    unplaced: int


def incidents_in(store: HasEngine, report: str) -> dict[str, IncidentRow]:
    """Event key -> the incident that it is part of, for the events of one report (short id)."""
    joined = incident_event.join(event, event.c.key == incident_event.c.event)
    with store.engine.connect() as connection:
        held = connection.execute(
            select(event.c.key, incident_event.c.incident).select_from(joined).where(event.c.report == report).order_by(event.c.key)
        ).all()
        rows = {row.id: row for row in rows_of(connection, sorted({name for _, name in held}))}
    return {key: rows[name] for key, name in held if name in rows}
