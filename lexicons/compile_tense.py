"""tense.yml: words by what they make a sentence look to."""

from __future__ import annotations

from typing import Any


def compile_rows(rows: list[dict[str, Any]]) -> dict[str, list[str]]:
    """`{looks: [word, …]}`; one row for each way of looking."""
    table: dict[str, list[str]] = {}
    for row in rows:
        words = row["words"]
        if row["looks"] in table or not row["counter"] or "examples" not in row:
            raise ValueError(f"row {row['name']!r}: looks twice the same way, or has no examples")
        if len(set(words)) != len(words) or any(not isinstance(w, str) or w != w.lower() for w in words):
            raise ValueError(f"row {row['name']!r}: a word twice, or not in lower case")
        table[row["looks"]] = sorted(words)
    return table
