"""What pictures of the record show: places with how much lies there, what has no day or place, what a report's events are part of."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, cast, func, literal_column, or_, select

from dateline.store.ask.incidents import rows_of
from dateline.store.ask.rows import Filter, HasEngine, IncidentRow
from dateline.store.ask.where import DAY, counting, is_near
from dateline.store.schema import event, incident, incident_event

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


def pins(store: HasEngine, wanted: Filter, *, most: int = MOST_PINS) -> tuple[Pin, ...]:
    """The points with most incidents that fulfil the filter. Raises UsageError as `find_incidents`."""
    c = incident.c
    columns = c.place, c.country, c.lat, c.lon, func.count(), func.sum(cast(c.disputed, Integer))
    with store.engine.connect() as connection:
        asked = [*counting(connection, wanted), c.lat.is_not(None), c.lon.is_not(None)]
        grouped = select(*columns).where(*asked).group_by(c.place, c.country, c.lat, c.lon)
        rows = connection.execute(grouped.order_by(func.count().desc(), c.place, c.lat, c.lon).limit(most)).all()
    return tuple(Pin(place or "", *rest) for place, *rest in rows if is_near(rest[1], rest[2], wanted))


def trays(store: HasEngine, wanted: Filter) -> Trays:
    """How many incidents that fulfil the filter cannot be drawn. Raises UsageError as `find_incidents`."""
    with store.engine.connect() as connection:
        asked = counting(connection, wanted)
        no_point: ColumnElement[bool] = or_(incident.c.lat.is_(None), incident.c.lon.is_(None))
        counts = [
            connection.execute(select(func.count()).select_from(incident).where(*asked, missing)).scalar_one()
            for missing in (literal_column("''") == DAY, no_point)
        ]
    return Trays(*counts)


def incidents_in(store: HasEngine, report: str) -> dict[str, IncidentRow]:
    """Event key -> the incident that it is part of, for the events of one report (short id)."""
    joined = incident_event.join(event, event.c.key == incident_event.c.event)
    with store.engine.connect() as connection:
        held = connection.execute(
            select(event.c.key, incident_event.c.incident).select_from(joined).where(event.c.report == report).order_by(event.c.key)
        ).all()
        rows = {row.id: row for row in rows_of(connection, sorted({name for _, name in held}))}
    return {key: rows[name] for key, name in held if name in rows}
