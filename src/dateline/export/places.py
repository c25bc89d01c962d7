"""Countries' numbers and regions, and how large the place is that a report names."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dateline.export.view import Member, View
from dateline.lexicon import load_lexicon
from dateline.model import Place

_SIDES = r"(?:north|south|east|west)(?:-?(?:east|west))? of"
_NEAR = re.compile(rf"\b(?:near|outside|around|close to|{_SIDES}|(?:km|kilometres|kilometers|miles) from)\s+(?:the\s+)?$")
LOOK_BACK = 40
"""Characters before a place's name in which a word for nearness counts."""
UCDP_REGIONS = {"Europe": "Europe", "Middle East": "Middle East", "Antarctica": None} | dict.fromkeys(
    ("North America", "Central America", "South America", "Caribbean"), "Americas"
)
UCDP_CAUCASUS, UCDP_MIDDLE_EAST = frozenset({"ARM", "AZE", "GEO"}), frozenset({"EGY"})
"""Countries that UCDP's codebook puts into Europe and the Middle East, whatever region ACLED gives them."""


def country_row(code: str | None) -> dict[str, Any]:
    """Name, ISO number and region of a country by its ISO alpha-3 code; empty for None and for codes that are none."""
    row: dict[str, Any] = load_lexicon("countries")["countries"].get(code or "", {})
    return row


def ucdp_region(code: str | None) -> str | None:
    """UCDP's region of a country: Europe, Middle East, Africa, Asia or Americas."""
    region = country_row(code).get("region")
    if region is None:
        return None
    if code in UCDP_CAUCASUS:
        return "Europe"
    if code in UCDP_MIDDLE_EAST:
        return "Middle East"
    return UCDP_REGIONS.get(region, "Africa" if region.endswith("Africa") else "Asia")


def extent(place: Place | None) -> str | None:
    """`country`, `region` (a first-level division), `area` (a wider one), `water`, `facility` or `town`; None where that is not known.

    A place with coordinates that is none of the others is a town of the gazetteer.
    """
    if place is None:
        return None
    name, row = place.name.casefold().removeprefix("the "), country_row(place.country)
    if row and name == row["name"].casefold():
        return "country"
    for kind in ("region", "facility"):
        if name in _names(kind).get(place.country or "", ()):
            return kind
    for kind in ("water", "area"):
        if name in _names(kind)[""]:
            return kind
    return "town" if place.lat is not None and place.lon is not None else None


@cache
def _names(kind: str) -> dict[str, frozenset[str]]:
    """Folded names of one kind, by country, '' for those of none."""
    table = load_lexicon("areas")[{"region": "regions", "facility": "facilities", "water": "waters", "area": "areas"}[kind]]
    grouped = table if isinstance(table, dict) else {"": table}
    return {code: frozenset(name.casefold() for name in names) for code, names in grouped.items()}


def is_near(shown: View) -> bool:
    """Whether the first report that names the place tells it as a neighbourhood (`near Derrin`), not as the place itself."""
    return bool(shown.incident.place) and any(_told_near(m, shown.incident.place) for m in shown.members[:1])


def _told_near(member: Member, agreed: Place | None) -> bool:
    named = next((p for p in member.event.places if agreed and p.name == agreed.name and p.span is not None), None)
    if named is None or named.span is None:
        return False
    before = member.record.document.text[max(0, named.span.start - LOOK_BACK) : named.span.start]
    return bool(_NEAR.search(before))
