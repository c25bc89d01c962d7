"""actors.yml: the registry of known actors, checked as users' files are."""

from __future__ import annotations

from typing import Any

from dateline.resolve.actors.registry_rows import check_rows


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{actors}`, rows with every key and with dates in full; no two bear one main name."""
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    checked = check_rows(rows)
    seen: set[str] = set()
    for row in checked:
        if row["name"] in seen:
            raise ValueError(f"{row['name']!r} stands twice")
        seen.add(row["name"])
    return {"actors": checked}
