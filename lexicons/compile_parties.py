"""parties.yml: head nouns, endings of names, documents, and well-known parties."""

from __future__ import annotations

import re
from typing import Any

KINDS = {"state", "government", "military", "armed-group", "organisation", "people", "unknown"}
KNOWN = re.compile(r"[^|]+ \| [a-z-]+ \| (?:[A-Z]{3}|-) \|(?: [^|]+)?")
LISTS = ("documents", "nobody", "counting", "whole")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{heads, suffixes, prefixes: {words: kind}, generic: {noun: kinds}, classes, alike, known: {name: [main name, kind, country]}}`,
    and the word lists of `LISTS`."""
    if not rows["examples"] or not rows["counter_examples"]:
        raise ValueError("no examples or no counter-examples")
    table: dict[str, Any] = {part: _by_word(part, rows[part]) for part in ("heads", "suffixes", "prefixes")}
    generic: dict[str, list[str]] = {}
    for kind, words in rows["generic"].items():
        for word in words:
            generic.setdefault(word, []).append(_checked("generic", kind))
    alike = [[_checked("alike", kind) for kind in pair] for pair in rows["alike"]]
    lists = {part: sorted(set(rows[part])) for part in LISTS}
    return {**table, **lists, "generic": generic, "alike": alike, "classes": rows["classes"], "known": _known(rows["known"])}


def _by_word(part: str, groups: dict[str, list[str]]) -> dict[str, str]:
    table: dict[str, str] = {}
    for kind, words in groups.items():
        for word in words:
            table.setdefault(word, _checked(part, kind))
    return table


def _checked(part: str, kind: str) -> str:
    if kind not in KINDS:
        raise ValueError(f"{part}: unknown kind {kind!r}")
    return kind


def _known(lines: list[str]) -> dict[str, list[str | None]]:
    table: dict[str, list[str | None]] = {}
    for line in lines:
        if not KNOWN.fullmatch(line):
            raise ValueError(f"row {line!r} is not `Name | kind | country or - | other names`")
        name, kind, country, others = (part.strip() for part in line.split("|"))
        for other in [name, *(o.strip() for o in others.split(",") if o.strip())]:
            table.setdefault(other, [name, _checked("known", kind), None if country == "-" else country])
    return table
