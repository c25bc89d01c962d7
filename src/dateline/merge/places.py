"""Where an incident was: names that mean the same spot, wider names, and places that exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.cells import Told, build_cell
from dateline.merge.events import NEAR_KM, kilometres
from dateline.merge.voices import voucher_of, witness
from dateline.merge.words import fold
from dateline.model import Cell, Json, Place, Sighting, Value


def place_cell(rows: Sequence[Sighting]) -> Cell:
    """The cell `place`."""
    return build_cell("place", [_tell(s, p) for s in rows for p in s.event.places], _exclude)


def _tell(sighting: Sighting, place: Place) -> Told:
    row = witness(sighting, *voucher_of(sighting, place.span), (place.span, place.text))
    data: dict[str, Json] = {"name": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}
    return Told(f"{fold(place.name)}/{place.country}", place.name, data, row)


def _exclude(a: Value, b: Value) -> bool:
    """Whether two places cannot be one: different countries, or far apart; a report that gives both tells of a larger scene."""
    if {w.report for w in a.witnesses} & {w.report for w in b.witnesses}:
        return False
    one, other = (v.data if isinstance(v.data, dict) else {} for v in (a, b))
    if one.get("country") != other.get("country") and None not in (one.get("country"), other.get("country")):
        return True
    spots = [(v.get("lat"), v.get("lon")) for v in (one, other)]
    (p, q), (r, s) = spots
    if not all(isinstance(v, float | int) for v in (p, q, r, s)):
        return False
    apart = kilometres((float(str(p)), float(str(q))), (float(str(r)), float(str(s))))
    return apart > 4 * NEAR_KM and not _is_wide(one) and not _is_wide(other)


def _is_wide(data: dict[str, Json]) -> bool:
    """A country or region told by round coordinates of its middle is no spot to measure from."""
    return any(isinstance(v, float | int) and float(v) == round(float(v)) for v in (data.get("lat"), data.get("lon")))


def place_of(rows: Sequence[Sighting], cells: Sequence[Cell]) -> Place | None:
    """The place that most voices give, as its first witness tells it; a spot before a name without coordinates."""
    cell = next(c for c in cells if c.name == "place")
    for value in sorted(cell.values, key=lambda v: -v.voices):
        for sighting in rows:
            for place in sighting.event.places:
                if place.name == value.told:
                    return place
    return None
