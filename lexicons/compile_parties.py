"""parties.yml: head nouns, endings of names, documents, and well-known parties."""

from __future__ import annotations

import re
from typing import Any

KINDS = {"state", "government", "military", "armed-group", "organisation", "people", "unknown"}
KNOWN = re.compile(r"[^|]+ \| [a-z-]+ \| (?:[A-Z]{3}|-) \|(?: [^|]+)?")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{heads: {noun: kind}, suffixes, prefixes, classes, documents, nobody, known: {name: [main name, kind, country]}}`."""
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    table: dict[str, Any] = {"heads": {}, "suffixes": {}, "prefixes": {}, "known": {}}
    for part in ("heads", "suffixes", "prefixes"):
        for kind, words in rows[part].items():
            if kind not in KINDS:
                raise ValueError(f"{part}: unknown kind {kind!r}")
            for word in words:
                table[part].setdefault(word, kind)
    for line in rows["known"]:
        if not KNOWN.fullmatch(line):
            raise ValueError(f"row {line!r} is not `Name | kind | country or - | other names`")
        name, kind, country, others = (part.strip() for part in line.split("|"))
        if kind not in KINDS:
            raise ValueError(f"row {line!r}: unknown kind")
        for other in [name, *(o.strip() for o in others.split(",") if o.strip())]:
            table["known"].setdefault(other, [name, kind, None if country == "-" else country])
    return {**table, "classes": rows["classes"], "documents": sorted(set(rows["documents"])), "nobody": sorted(set(rows["nobody"]))}
