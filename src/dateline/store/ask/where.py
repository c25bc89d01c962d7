"""From a Filter to conditions on the incidents' list, and the order in which it is walked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import asin, cos, pi, radians, sin, sqrt

from sqlalchemy import BinaryExpression, ColumnElement, Connection, Integer, Select, and_, case, false, literal_column, or_, select, text

from dateline.errors import UsageError
from dateline.model.vocabulary import GRADES
from dateline.store.ask.rows import Filter
from dateline.store.ask.words import cleaned, parse_words
from dateline.store.passages import LONGEST, fold
from dateline.store.schema import event, incident, incident_actor, incident_event

DAY: ColumnElement[str] = literal_column("coalesce(incident.earliest, incident.latest, '')")
"""The day an incident is listed under, '' where it is undated: exactly the expression of the index `incident_list`."""
UNPLACED: ColumnElement[int] = literal_column("CASE WHEN incident.lat IS NULL THEN 1 ELSE 0 END", Integer)
"""1 for an incident without a point, else 0: exactly the first expression of the index `incident_count`."""
NAMES = 400
"""Names that a filter by actor is at most spread to, the exact one first."""
REPORTS = 1_000
"""Reports that a filter by words looks into, the newest first."""
FEW = 1_000
"""Incidents that are looked up one by one rather than met on a walk through the list."""
_EARTH_KM = 6371.0088
"""Mean radius of the Earth, IUGG."""
_KM_PER_DEGREE = 2 * pi * _EARTH_KM / 360


def conditions(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """What rows of `incident` must fulfil; names and words are looked up first, so that the list itself is one walk of an index."""
    return [*_plain(wanted), *_days(wanted), *_around(wanted), *_places(connection, wanted), *_people(connection, wanted)]


def counting(connection: Connection, wanted: Filter) -> list[ColumnElement[bool]]:
    """`conditions` for a question that counts every row of a filter and needs no order.

    What is added is true of every row: all there is of each column that comes before the filtered ones, so that the index
    `incident_count` is entered at each of these instead of being read from end to end.
    """
    asked, dates = conditions(connection, wanted), wanted.since is not None or wanted.until is not None
    entered = dates or any(one is not None for one in (wanted.kind, wanted.grade, wanted.disputed))
    if not entered or any(_is_few(one) for one in asked):
        return asked
    columns = incident.c
    asked.append(UNPLACED.in_((0, 1)))
    if wanted.kind is None:
        asked.append(columns.type.in_(_types(connection)))
    if dates or wanted.disputed is not None:
        asked.append(columns.grade.in_(GRADES))
        asked.append(columns.disputed.in_((False, True)) if wanted.disputed is None else columns.disputed.is_(wanted.disputed))
    return [*asked, literal_column("''") < DAY] if dates else asked


def _types(connection: Connection) -> list[str]:
    """All types of the store's incidents, each found behind the one before it in the index; reports may hold others than we know."""
    behind = f"SELECT min(type) FROM incident WHERE {UNPLACED} = :unplaced"
    walk = text(
        f"WITH RECURSIVE held(type) AS ({behind} UNION ALL SELECT ({behind} AND type > held.type) FROM held WHERE held.type IS NOT NULL)"
        " SELECT type FROM held WHERE type IS NOT NULL"
    )
    return sorted({kind for unplaced in (0, 1) for kind in connection.execute(walk, {"unplaced": unplaced}).scalars()})


def _plain(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    columns = incident.c
    if wanted.kind is not None:
        kind, _, mode = cleaned(wanted.kind).partition("/")
        yield columns.type == kind
        if mode:
            yield columns.mode == mode
    if wanted.disputed is not None:
        yield case((columns.disputed, 1), else_=0) == int(wanted.disputed)  # not `disputed = 1`: that would leave the list's index
    for column, value in ((columns.status, wanted.status), (columns.grade, wanted.grade), (columns.story, wanted.story)):
        if value is not None:
            yield column == cleaned(value)
    if wanted.dated is not None:
        yield literal_column("''") < DAY if wanted.dated else literal_column("''") >= DAY  # as `=` it would be sorted again
    if wanted.placed is not None:
        yield columns.lat.is_not(None) if wanted.placed else columns.lat.is_(None)
    if wanted.country is not None:
        yield columns.country == cleaned(wanted.country).upper()


def _days(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """The incident's days meet the days asked for; an end that nobody tells is open only while the incident goes on."""
    earliest, latest, status = incident.c.earliest, incident.c.latest, incident.c.status
    if wanted.since is not None or wanted.until is not None:
        yield literal_column("''") != DAY
    if wanted.since is not None:
        goes_on = and_(latest.is_(None), or_(status == "ongoing", earliest >= _iso(wanted.since)))
        yield or_(latest >= _iso(wanted.since), goes_on)
    if wanted.until is not None:
        yield _iso(wanted.until) >= DAY


def _iso(day: date) -> str:
    return day.isoformat()


# ---------------------------------------------------------------- where


def _around(wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """A box around the point: every place within the distance lies in it; `is_near` tells the rest."""
    if wanted.within_km is None:
        return
    if wanted.near is None:
        raise UsageError("a distance needs a place to count from")
    (lat, lon), km = wanted.near, wanted.within_km
    if not (-90 <= lat <= 90 and -180 <= lon <= 180 and 0 <= km < float("inf")):
        raise UsageError(f"{lat}, {lon} within {km} km is no place on Earth: latitudes go from -90 to 90, longitudes from -180 to 180")
    high = km / _KM_PER_DEGREE
    yield incident.c.lat.between(lat - high, lat + high)
    widest = max(abs(lat - high), abs(lat + high))
    if widest < 90:  # else a pole is inside, and every meridian meets the circle
        wide = high / cos(radians(widest))
        sides = [(lon - wide + turn, lon + wide + turn) for turn in (-360, 0, 360)]
        yield or_(*(incident.c.lon.between(west, east) for west, east in sides if west <= 180 and east >= -180))


def is_near(lat: float | None, lon: float | None, wanted: Filter) -> bool:
    """Whether a point lies within the distance asked for, along the great circle (haversine on a sphere, error under 0.6 %)."""
    if wanted.near is None or wanted.within_km is None:
        return True
    return lat is not None and lon is not None and distance_km((lat, lon), wanted.near) <= wanted.within_km


def distance_km(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Kilometres between two points in degrees.

    >>> round(distance_km((52.52, 13.405), (48.8566, 2.3522)))
    877
    """
    (lat, lon), (other_lat, other_lon) = here, there
    up, along = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    square = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(along) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, square)))


def _places(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    """Who names a place finds what any account puts there, by its name or by the words of the report."""
    if wanted.place is not None and (wanted.within_km is None or wanted.near is None):
        yield among(connection, _at(wanted.place, ("place", "also")))


def at_place(place: str) -> Select[tuple[str]]:
    """Incidents whose own place, the one that is shown, has this name, without regard to case and accents."""
    return _at(place, ("place",))


def _at(place: str, roles: Sequence[str]) -> Select[tuple[str]]:
    c = incident_actor.c
    return select(c.incident).where(c.folded == fold(cleaned(place)).strip()[:LONGEST], c.role.in_(roles))


# ---------------------------------------------------------------- who


def _people(connection: Connection, wanted: Filter) -> Iterator[ColumnElement[bool]]:
    from dateline.store.ask.searching import matching_names, matching_reports

    for name, roles in ((wanted.actor, ("agent", "target")), (wanted.by, ("source",))):
        if name is not None:
            names = matching_names(connection, name, NAMES)
            found = select(incident_actor.c.incident).where(incident_actor.c.folded.in_(names), incident_actor.c.role.in_(roles))
            yield among(connection, found) if names else false()
    if wanted.text is not None and parse_words(wanted.text):
        yield among(connection, _told_in(matching_reports(connection, wanted.text, REPORTS)))


def among(connection: Connection, found: Select[tuple[str]]) -> ColumnElement[bool]:
    """That an incident is among those found: few are looked up one by one; many are met soon on a walk through the list."""
    few = connection.execute(found.limit(FEW + 1)).scalars().all()
    if len(few) <= FEW:
        return incident.c.id.in_(sorted(set(few)))
    return (incident.c.id + literal_column("''")).in_(found)


def _is_few(asked: ColumnElement[bool]) -> bool:
    """Whether a condition is that of `_among` for few incidents, which are looked up by their ids."""
    return isinstance(asked, BinaryExpression) and asked.left is incident.c.id


def _told_in(reports: Sequence[str]) -> Select[tuple[str]]:
    joined = incident_event.join(event, event.c.key == incident_event.c.event)
    return select(incident_event.c.incident).select_from(joined).where(event.c.report.in_(reports))
