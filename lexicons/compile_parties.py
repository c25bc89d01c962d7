"""parties.yml: head nouns, endings of names, and documents; who is well known is in actors.yml."""

from __future__ import annotations

from typing import Any

KINDS = {"state", "government", "military", "armed-group", "organisation", "people", "unknown"}
LISTS = ("documents", "nobody", "counting", "whole")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`{heads, suffixes, prefixes: {words: kind}, generic: {noun: kinds}, classes, alike}`,
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
    return {**table, **lists, "generic": generic, "alike": alike, "classes": rows["classes"]}


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
