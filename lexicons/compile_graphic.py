"""graphic.yml: words that many readers would rather not meet unprepared, as phrases of folded words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lexicons.inflect import Inflector

_WORD = re.compile(r"[^\W_]+")
_KEYS = {"name", "verbs", "nouns", "words", "examples", "counter"}
DOUBLING = ["flog"]


def compile_rows(rows: list[dict[str, Any]]) -> dict[str, dict[str, list[list[str]]]]:
    """`{first: [[word, …], …]}` under `phrases`: by its first word, what follows it in each phrase (nothing for a single word)."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for row in rows:
        if set(row) - _KEYS or not row["examples"] or not row["counter"]:
            raise ValueError(f"row {row.get('name')!r}: an unknown key, no examples or no counter-examples")
        own = set(_phrases(row))
        for first, *rest in own:
            found.setdefault(first, set()).add(tuple(rest))
        for sentence in row["examples"]:
            if not _holds(sentence, own):
                raise ValueError(f"row {row['name']!r}: nothing of it is in {sentence!r}")
    every = {(first, *rest) for first, some in found.items() for rest in some}
    for row in rows:
        for sentence in row["counter"]:
            if _holds(sentence, every):
                raise ValueError(f"row {row['name']!r}: a graphic word is in the counter-example {sentence!r}")
    return {"phrases": {first: sorted(map(list, some)) for first, some in sorted(found.items())}}


def _phrases(row: Mapping[str, Any]) -> Iterable[tuple[str, ...]]:
    inflector = Inflector({}, DOUBLING, {})
    told = [*row.get("words", ())]
    for verb in row.get("verbs", ()):
        told += inflector.verb_forms(verb)
    for noun in row.get("nouns", ()):
        told += inflector.noun_forms(noun)
    for phrase in told:
        if phrase != phrase.lower():
            raise ValueError(f"row {row['name']!r}: {phrase!r} is not in lower case")
        yield tuple(_WORD.findall(phrase))


def _holds(sentence: str, phrases: Iterable[tuple[str, ...]]) -> bool:
    told = f" {' '.join(_WORD.findall(sentence.lower()))} "
    return any(f" {' '.join(phrase)} " in told for phrase in phrases)
