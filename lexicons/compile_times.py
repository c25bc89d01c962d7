"""times.yml: time words by kind, feasts, eras."""

from __future__ import annotations

from datetime import date
from typing import Any

RULES = ("fixed", "nth", "easter", "orthodox", "islamic", "hebrew", "kislev", "once")


def compile_rows(rows: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
    """`words`: word to [kind, value]; `cased`: kinds that need a capital; `feasts`, `eras`: rows by lower-cased name."""
    words: dict[str, list[Any]] = {}
    for row in rows["words"]:
        for word, value in _values(row).items():
            if word in words or word != word.lower():
                raise ValueError(f"row {row['name']!r}: {word!r} stands twice or is not lower case")
            words[word] = [word if row["kind"] == "self" else row["kind"], value]
    cased = sorted(row["kind"] for row in rows["words"] if row.get("cased"))
    return {"words": words, "cased": cased, "feasts": _named(rows["feasts"], _check_feast), "eras": _named(rows["eras"], _check_era)}


def _values(row: dict[str, Any]) -> dict[str, Any]:
    words = row["words"]
    if not isinstance(row["kind"], str) or "counter" not in row or "examples" not in row:
        raise ValueError(f"row {row['name']!r}: wants kind, examples and counter")
    if any(not isinstance(word, str) for word in words):
        raise ValueError(f"row {row['name']!r}: a word is read as no word by YAML; quote it")
    return dict(words) if isinstance(words, dict) else dict.fromkeys(words)


def _named(rows: list[dict[str, Any]], check: Any) -> dict[str, dict[str, Any]]:
    table: dict[str, dict[str, Any]] = {}
    for row in rows:
        check(row)
        if not row["counter"]:
            raise ValueError(f"row {row['name']!r}: wants counter-examples")
        kept = {key: value for key, value in row.items() if key not in ("words", "examples", "counter")}
        for word in row["words"]:
            if word.lower() in table:
                raise ValueError(f"row {row['name']!r}: {word!r} stands twice")
            table[word.lower()] = kept
    return table


def _check_feast(row: dict[str, Any]) -> None:
    if sum(rule in row for rule in RULES) != 1 and not (set(row) & {"dates", *RULES} == {"dates"}):
        raise ValueError(f"row {row['name']!r}: wants one of {', '.join(RULES)}, or dates")
    for listed in row.get("dates", ()):
        _check_days(listed)
    if "once" in row:
        date.fromisoformat(row["once"])


def _check_days(listed: str) -> None:
    """A day, or a stretch `first/last`."""
    first, _, last = listed.partition("/")
    if last and date.fromisoformat(first) > date.fromisoformat(last):
        raise ValueError(f"{listed} ends before it begins")
    date.fromisoformat(first)


def _check_era(row: dict[str, Any]) -> None:
    if date.fromisoformat(row["first"]) > date.fromisoformat(row["last"]):
        raise ValueError(f"row {row['name']!r}: ends before it begins")
