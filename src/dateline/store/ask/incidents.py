"""Incidents: found, listed in order of time, counted, and told whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, case, func, literal_column, or_, select

from dateline.codec import decode_incident
from dateline.errors import UsageError
from dateline.model import Incident
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.rows import Bar, Filter, HasEngine, IncidentRow, Page
from dateline.store.ask.where import DAY, among, at_place, conditions, counting, is_near
from dateline.store.ask.words import cleaned
from dateline.store.schema import incident, incident_actor, incident_event

_CHUNK = 500
_MOST_DAYS, _MOST_MONTHS = 92, 120
"""A strip shows days up to a quarter of a year, months up to ten years, and beyond that years."""


# ---------------------------------------------------------------- lists


def find_incidents(store: HasEngine, wanted: Filter, *, after: str | None = None, most: int = 50) -> Page[IncidentRow]:
    """Incidents that fulfil the filter, the latest first, the undated last. Raises UsageError for a filter that means nothing."""
    return _walk(store, wanted, after, most, rising=False)


def timeline(store: HasEngine, wanted: Filter, *, after: str | None = None, most: int = 50) -> Page[IncidentRow]:
    """Dated incidents that fulfil the filter, the earliest first. Raises UsageError as `find_incidents`."""
    return _walk(store, wanted, after, most, rising=True)


class _Seen(NamedTuple):
    """A row of the list as its index has it: the day it is listed under, its id and its point."""

    day: str
    id: str
    lat: float | None
    lon: float | None


def _walk(store: HasEngine, wanted: Filter, after: str | None, most: int, *, rising: bool) -> Page[IncidentRow]:
    """A page of the list; distances are told row by row, so that several stretches of it may have to be read."""
    seen: list[_Seen] = []
    with store.engine.connect() as connection:
        asked = [*conditions(connection, wanted), *([literal_column("''") != DAY] if rising else [])]
        place = read_cursor(after) if after is not None else None
        while True:
            query = _stretch(asked, place, most + 1, rising=rising)
            some = [_Seen(*row) for row in connection.execute(query)]
            seen += [one for one in some if is_near(one.lat, one.lon, wanted)]
            if len(seen) > most or len(some) <= most:
                break
            place = some[-1].day, some[-1].id
        rows = rows_of(connection, [one.id for one in seen[:most]])
    more = write_cursor(seen[most - 1].day, seen[most - 1].id) if len(seen) > most else None
    return Page(tuple(rows), more)


def _stretch(asked: Sequence[ColumnElement[bool]], place: tuple[str, str] | None, most: int, *, rising: bool) -> Select[Any]:
    """The next rows of the list behind a place in it, from the index alone."""
    number = incident.c.id
    order = (DAY, number) if rising else (DAY.desc(), number.desc())
    wanted = select(DAY, number, incident.c.lat, incident.c.lon).where(*asked).order_by(*order).limit(most)
    if place is None:
        return wanted
    day, name = place
    behind = or_(day < DAY, number > name) if rising else or_(day > DAY, number < name)
    return wanted.where(day <= DAY if rising else day >= DAY, behind)  # the first condition lets the index be entered there


def latest_among(connection: Connection, found: Select[tuple[str]], most: int) -> tuple[IncidentRow, ...]:
    """The latest of the incidents whose ids are found."""
    seen = connection.execute(_stretch([among(connection, found)], None, most, rising=False))
    return tuple(rows_of(connection, [row.id for row in seen]))


def rows_of(connection: Connection, names: Sequence[str]) -> list[IncidentRow]:
    """Rows of incidents in the order of their ids; those that are not there are left out."""
    columns = [incident.c[f.name] for f in fields(IncidentRow)]
    found: dict[str, IncidentRow] = {}
    for chunk in _chunks(names):
        found.update((row.id, IncidentRow(*row)) for row in connection.execute(select(*columns).where(incident.c.id.in_(chunk))))
    return [found[name] for name in names if name in found]


def count_incidents(store: HasEngine, wanted: Filter) -> int:
    """How many incidents fulfil the filter. Raises UsageError as `find_incidents`."""
    with store.engine.connect() as connection:
        asked = counting(connection, wanted)
        if wanted.near is None or wanted.within_km is None:
            return connection.execute(select(func.count()).select_from(incident).where(*asked)).scalar_one()
        points = connection.execute(select(incident.c.lat, incident.c.lon).where(*asked))
        return sum(is_near(lat, lon, wanted) for lat, lon in points)


def density(store: HasEngine, wanted: Filter) -> tuple[Bar, ...]:
    """How many incidents lie at which time: by days, months or years, as the stretch is long. Raises UsageError as `find_incidents`."""
    with store.engine.connect() as connection:
        asked = [*counting(connection, wanted), literal_column("''") != DAY]
        if wanted.near is None or wanted.within_km is None:
            odd = func.sum(case((incident.c.disputed, 1), else_=0))
            counted = connection.execute(select(DAY, func.count(), odd).where(*asked).group_by(DAY))  # in the order of the index
            rows = [(day, count, disputed) for day, count, disputed in counted]
        else:
            points = select(DAY, incident.c.disputed, incident.c.lat, incident.c.lon).where(*asked)
            rows = [(day, 1, int(odd)) for day, odd, lat, lon in connection.execute(points) if is_near(lat, lon, wanted)]
    return to_bars(rows)


def to_bars(rows: Iterable[tuple[str, int, int]]) -> tuple[Bar, ...]:
    """Bars of days with their incidents and how many are disputed, in any order; a day may come more than once."""
    days = sorted(rows)
    return _bars(days, _letters(days[0][0], days[-1][0])) if days else ()


def _letters(first: str, last: str) -> int:
    """How much of an ISO day names a bar: 10 characters for days, 7 for months, 4 for years."""
    apart = date.fromisoformat(last) - date.fromisoformat(first)
    return 10 if apart.days <= _MOST_DAYS else 7 if apart.days <= _MOST_MONTHS * 31 else 4


def _bars(days: Iterable[tuple[str, int, int]], letters: int) -> tuple[Bar, ...]:
    counts: dict[str, list[int]] = {}
    for day, count, disputed in days:
        both = counts.setdefault(day[:letters], [0, 0])
        both[0] += count
        both[1] += disputed
    return tuple(Bar(start, *both) for start, both in sorted(counts.items()))


# ---------------------------------------------------------------- whole incidents


def get_incident(store: HasEngine, name: str) -> Incident:
    """The incident of an id, of an id it once had, or of an event's key. Raises UsageError where there is none."""
    sought = cleaned(name).strip()
    with store.engine.connect() as connection:
        for way in (_by_id, _by_member, _by_old_id):
            line = way(connection, sought)
            if line is not None:
                return decode_incident(line)
    raise UsageError(f"there is no incident {name!r} in this store; `dateline incidents` lists those there are")


def get_incidents(store: HasEngine, names: Sequence[str]) -> tuple[Incident, ...]:
    """Whole incidents in the order of their ids; those that are not there are left out."""
    found: dict[str, str] = {}
    with store.engine.connect() as connection:
        for chunk in _chunks(names):
            rows = connection.execute(select(incident.c.id, incident.c.json).where(incident.c.id.in_(chunk)))
            found.update((row.id, row.json) for row in rows)
    return tuple(decode_incident(found[name]) for name in names if name in found)


def _by_id(connection: Connection, name: str) -> str | None:
    return connection.execute(select(incident.c.json).where(incident.c.id == name)).scalar()


def _by_member(connection: Connection, key: str) -> str | None:
    joined = incident_event.join(incident, incident.c.id == incident_event.c.incident)
    return connection.execute(select(incident.c.json).select_from(joined).where(incident_event.c.event == key)).scalar()


def _by_old_id(connection: Connection, name: str) -> str | None:
    """An incident whose founder was another of its events once; its id is that event's key, hashed."""
    joined = incident_event.join(incident, incident.c.id == incident_event.c.incident)
    wanted = select(incident.c.json).select_from(joined).where(incident_event.c.founding == name)
    return connection.execute(wanted.order_by(incident_event.c.event).limit(1)).scalar() if name else None


def locate(store: HasEngine, place: str) -> tuple[float, float] | None:
    """Where the store's reports put a place of this name: the point that most of its incidents have; None where it has none."""
    columns = incident.c.lat, incident.c.lon
    some = at_place(place).order_by(incident_actor.c.incident).limit(_CHUNK)
    known = select(*columns).where(incident.c.id.in_(some), columns[0].is_not(None), columns[1].is_not(None))
    with store.engine.connect() as connection:
        row = connection.execute(known.group_by(*columns).order_by(func.count().desc(), *columns).limit(1)).first()
    return (row.lat, row.lon) if row else None


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _CHUNK] for start in range(0, len(names), _CHUNK))
