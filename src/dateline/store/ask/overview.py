"""All that is counted for a filter, in one question: how many, over time, at which places, and what can be drawn on neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Float, FromClause, Integer, Select, String, case, cast, func, literal, null, or_, select, union_all

from dateline.store.ask.incidents import to_bars
from dateline.store.ask.pictures import MOST_PINS, Pin, Trays
from dateline.store.ask.rows import Bar, Filter, HasEngine
from dateline.store.ask.where import DAY, counting, is_near
from dateline.store.schema import incident

_DAY, _POINT = 0, 1
"""Rows that tell of a day, and rows that tell of a point."""


@dataclass(frozen=True, slots=True)
class Glance:
    """All that is counted for a filter."""

    total: int
    bars: tuple[Bar, ...]
    pins: tuple[Pin, ...]
    trays: Trays


def look(store: HasEngine, wanted: Filter) -> Glance:
    """The count, the strip's bars, the points and what can be drawn on neither, of one state of the store.

    Raises UsageError as `find_incidents`.
    """
    c = incident.c
    with store.engine.connect() as connection:
        asked = counting(connection, wanted)
        found = select(DAY.label("day"), c.place, c.country, c.lat, c.lon, cast(c.disputed, Integer).label("odd")).where(*asked)
        held: FromClause = found.cte("held") if _is_narrow(wanted) else found.subquery("held")
        told = connection.execute(union_all(_days(held, wanted), _points(held))).all()
    return _put_together(told, wanted)


def _is_narrow(wanted: Filter) -> bool:
    """Whether few of the incidents may be left, which are then found once and counted twice; else they are walked through twice."""
    return replace(wanted, dated=None, placed=None) != Filter()


def _days(held: FromClause, wanted: Filter) -> Select[Any]:
    """Incidents by day, '' for none, with how many are disputed and how many lack a point; by points too where distances are told."""
    c = held.c
    by = (c.day, c.lat, c.lon) if _is_around(wanted) else (c.day,)
    points = (c.lat, c.lon) if _is_around(wanted) else (cast(null(), Float), cast(null(), Float))
    lacking = func.sum(case((or_(c.lat.is_(None), c.lon.is_(None)), 1), else_=0))
    nothing = cast(null(), String)
    return select(literal(_DAY), c.day, nothing, nothing, *points, func.count(), func.sum(c.odd), lacking).group_by(*by)


def _points(held: FromClause) -> Select[Any]:
    """The points with most incidents."""
    c = held.c
    by, many = (c.place, c.country, c.lat, c.lon), func.count()
    grouped = select(*by, many.label("many"), func.sum(c.odd).label("odd")).where(c.lat.is_not(None), c.lon.is_not(None)).group_by(*by)
    most = grouped.order_by(many.desc(), c.place, c.lat, c.lon).limit(MOST_PINS).subquery("most")
    return select(literal(_POINT), literal(""), *most.c, literal(0))


def _is_around(wanted: Filter) -> bool:
    return wanted.near is not None and wanted.within_km is not None


def _put_together(told: Sequence[Any], wanted: Filter) -> Glance:
    """The rows of both kinds as one; a row outside of the circle is in its box, and counts only where boxes are counted."""
    days = [row[1:] for row in told if row[0] == _DAY]
    within = [(day, many, odd) for day, _, _, lat, lon, many, odd, _ in days if is_near(lat, lon, wanted)]
    points = sorted((row[2:8] for row in told if row[0] == _POINT), key=lambda r: (-r[4], r[0] or "", r[2], r[3]))
    return Glance(
        sum(many for _, many, _ in within),
        to_bars(row for row in within if row[0]),
        tuple(Pin(place or "", *rest) for place, *rest in points if is_near(rest[1], rest[2], wanted)),
        Trays(sum(row[5] for row in days if not row[0]), sum(row[7] for row in days)),
    )
