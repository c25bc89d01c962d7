"""areas.yml at run time: words around place names, and which names are no towns; the places themselves go into the gazetteer."""

from __future__ import annotations

import re
from typing import Any

PART = re.compile(r"[^|]+ \| (?:-?[\d.]+, -?[\d.]+|[^|\d]+)(?: \| [^|]+)?")
WATER = re.compile(r"\b(?:Sea|Ocean|Atlantic|Gulf|Strait|Bay|Channel|Bosphorus|Dardanelles|Bab el-Mandeb|Lakes?)\b(?! (?:basin|region))")
ENGLISH = re.compile(r"[A-Z]{3} \| [^|]+ \| [^|]+(?: \| [^|]+)?")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{ambiguous, acts, around, modified}`, lists of words in lower case, and `{waters, areas, regions, facilities}`, names that are no
    towns (the last two by country), after every row has been checked for its form."""
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    every = [*rows["areas"], *(row for part in ("regions", "facilities") for group in rows[part].values() for row in group)]
    for row in every:
        if not PART.fullmatch(row):
            raise ValueError(f"row {row!r} is not `Name | lat, lon or seat | other names`")
    for row in rows["english"]:
        if not ENGLISH.fullmatch(row):
            raise ValueError(f"row {row!r} is not `CODE | GeoNames name | English name | other names`")
    words = {key: sorted(set(rows[key])) for key in ("acts", "around", "modified")}
    wide = [_name(row) for row in rows["areas"]]
    wet = sorted(name for name in wide if WATER.search(name))
    by_country = {part: {code: sorted(map(_name, group)) for code, group in rows[part].items()} for part in ("regions", "facilities")}
    ambiguous = sorted({name.lower() for name in rows["ambiguous"]})
    return {"ambiguous": ambiguous, **words, "waters": wet, "areas": sorted(set(wide) - set(wet)), **by_country}


def _name(row: str) -> str:
    return row.split(" | ")[0]
