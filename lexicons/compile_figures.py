"""figures.yml: bounds, collectives, currencies and the words about a counted phrase."""

from __future__ import annotations

from typing import Any

BOUNDS = {"over", "least", "most", "under", "about", "plain"}
LISTS = ("percent", "plurals", "singulars", "standing", "stops", "labels", "measures", "zero_nouns")


def compile_rows(rows: dict[str, Any]) -> dict[str, Any]:
    """`bounds`: phrase to bound; `collectives`, `pairs`: phrase to number; money as it is; the lists sorted."""
    bounds: dict[str, str] = {}
    for row in rows["bounds"]:
        if row["bound"] not in BOUNDS or not row["examples"] or not row["counter"]:
            raise ValueError(f"row {row['name']!r}: unknown bound, or no examples")
        for words in row["words"]:
            if words in bounds or words != words.lower():
                raise ValueError(f"row {row['name']!r}: {words!r} stands twice or is not lower case")
            bounds[words] = row["bound"]
    table: dict[str, Any] = {"bounds": bounds, **{name: rows[name] for name in ("currencies", "dollars", "outlets")}}
    for name in ("collectives", "pairs"):
        table[name] = {words: value for row in rows[name] for words, value in row["words"].items()}
    table["none_words"] = [words for row in rows["none"] for words in row["words"]]
    for name in LISTS:
        if any(not isinstance(word, str) for word in rows[name]):
            raise ValueError(f"{name}: a word is read as no word by YAML; quote it")
        table[name] = sorted({word.lower() for word in rows[name]})
    return table
