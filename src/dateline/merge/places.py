"""Where an incident was: names that mean the same spot, wider names, and places that exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.cells import Told, build_cell
from dateline.merge.compare import NEAR_KM, kilometres
from dateline.merge.voices import voucher_of, witness
from dateline.merge.words import fold
from dateline.model import Cell, Json, Place, Sighting, Value


def place_cell(rows: Sequence[Sighting]) -> Cell:
    """The cell `place`; one name is one value, with the coordinates of whoever knows them."""
    known = _known([p for s in rows for p in s.event.places])
    return build_cell("place", [_tell(s, p, known) for s in rows for p in s.event.places], _exclude, vague=_vague)


def _known(places: Sequence[Place]) -> dict[str, tuple[Place, ...]]:
    """Folded name -> the places of that name, one for a country, those with coordinates before those without."""
    found: dict[str, dict[str, Place]] = {}
    ordered = sorted(places, key=lambda p: (p.lat is None, p.lat or 0.0, p.lon or 0.0, p.name))
    for place in (p for p in ordered if p.country):
        found.setdefault(fold(place.name), {}).setdefault(str(place.country), place)
    return {name: tuple(of[country] for country in sorted(of)) for name, of in found.items()}


def _tell(sighting: Sighting, place: Place, known: dict[str, tuple[Place, ...]]) -> Told:
    row = witness(sighting, *voucher_of(sighting, place.span), (place.span, place.text))
    same = known.get(fold(place.name), ())
    best = next((p for p in same if p.country == place.country), same[0] if len(same) == 1 and not place.country else place)
    data: dict[str, Json] = {"name": best.name, "country": best.country, "lat": best.lat, "lon": best.lon}
    return Told(f"{fold(best.name)}/{best.country}", best.name, data, row)


def _vague(value: Value) -> tuple[float, ...]:
    """A spot before a region, a region before a name without coordinates."""
    data = value.data if isinstance(value.data, dict) else {}
    return (data.get("lat") is None, _is_wide(data), -value.voices)


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
    ordered = sorted(cell.values, key=lambda v: -v.voices) if cell.state == "disputed" else cell.values
    for value in ordered:
        named = [p for s in rows for p in s.event.places if fold(p.name) == fold(value.told)]
        if named:
            return min(named, key=lambda p: p.lat is None)
    return None
