"""numbers.yml: kinds of number words with their values."""

from __future__ import annotations

from typing import Any

KINDS = {"unit", "tens", "hundred", "scale", "suffix", "dozen", "ordinal"}


def compile_rows(rows: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """`{kind: {word: value}}`; a word stands in one row, and every row says what it must not read."""
    table: dict[str, dict[str, int]] = {}
    seen: set[str] = set()
    for row in rows:
        if row["kind"] not in KINDS or not row["counter"]:
            raise ValueError(f"row {row['name']!r}: unknown kind, or no counter-examples")
        for word, value in row["words"].items():
            if word in seen or word != word.lower() or not isinstance(value, int):
                raise ValueError(f"row {row['name']!r}: {word!r} stands twice, is not lower case, or has no whole number")
            seen.add(word)
        table.setdefault(row["kind"], {}).update(row["words"])
    return table
