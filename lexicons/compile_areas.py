"""areas.yml at run time: only words around place names; the places themselves go into the gazetteer."""

from __future__ import annotations

import re
from typing import Any

PART = re.compile(r"[^|]+ \| (?:-?[\d.]+, -?[\d.]+|[^|\d]+)(?: \| [^|]+)?")
ENGLISH = re.compile(r"[A-Z]{3} \| [^|]+ \| [^|]+(?: \| [^|]+)?")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{ambiguous, acts, around, modified}`, each a list of words in lower case, after every row has been checked for its form."""
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
    return {"ambiguous": sorted({name.lower() for name in rows["ambiguous"]}), **words}
