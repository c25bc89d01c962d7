"""What the overview tells in one question, asked one by one: what `look` is held against."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, cast, func, literal_column, or_, select

from dateline.store import Store, ask
from dateline.store.ask import Filter
from dateline.store.ask.overview import Glance
from dateline.store.ask.pictures import MOST_PINS, Pin, Trays
from dateline.store.ask.where import DAY, counting, is_near
from dateline.store.schema import incident


def glance(store: Store, wanted: Filter) -> Glance:
    """All that is counted for a filter, from four questions."""
    return Glance(ask.count_incidents(store, wanted), ask.density(store, wanted), pins(store, wanted), trays(store, wanted))


def pins(store: Store, wanted: Filter, *, most: int = MOST_PINS) -> tuple[Pin, ...]:
    """The points with most incidents that fulfil the filter."""
    c = incident.c
    columns = c.place, c.country, c.lat, c.lon, func.count(), func.sum(cast(c.disputed, Integer))
    with store.engine.connect() as connection:
        asked = [*counting(connection, wanted), c.lat.is_not(None), c.lon.is_not(None)]
        grouped = select(*columns).where(*asked).group_by(c.place, c.country, c.lat, c.lon)
        rows = connection.execute(grouped.order_by(func.count().desc(), c.place, c.lat, c.lon).limit(most)).all()
    return tuple(Pin(place or "", *rest) for place, *rest in rows if is_near(rest[1], rest[2], wanted))


def trays(store: Store, wanted: Filter) -> Trays:
    """How many incidents that fulfil the filter cannot be drawn."""
    with store.engine.connect() as connection:
        asked = counting(connection, wanted)
        no_point: ColumnElement[bool] = or_(incident.c.lat.is_(None), incident.c.lon.is_(None))
        counts = [
            connection.execute(select(func.count()).select_from(incident).where(*asked, missing)).scalar_one()
            for missing in (literal_column("''") == DAY, no_point)
        ]
    return Trays(*counts)
