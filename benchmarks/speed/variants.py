"""A large store without reading a large corpus: our own records, merged once for real, and then copied with other names, days and ids.

A variant keeps every length: names become invented names of as many letters, so that all anchors hold. Which name, day and id it has
depends on the variant's number alone.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Table, insert, select

from dateline.codec import decode_record
from dateline.keep.merging import refresh
from dateline.store import Store, open_store
from dateline.store.indexing import passages_of
from dateline.store.passages import write_passages
from dateline.store.schema import actor, event, incident, incident_actor, incident_event, record, report, statement, story_report
from dateline.store.testimony import end_run, keep_report, start_run

NOW = "2024-01-01T00:00:00Z"
TABLES = (report, record, event, statement, actor, incident, incident_event, incident_actor, story_report)
SPREAD = 7_300
"""Days over which variants lie: twenty years."""
POOL = 3_000
"""Invented names for each name of the pattern."""
_CHANGING = re.compile(
    r"\b(?:(?P<id>[ris])[0-9a-f]{10,12}\b|sha256:(?P<sha>[0-9a-f]{64})|(?P<day>\d{4}-\d\d-\d\d)\b|(?P<name>[A-Z][a-zà-ÿ]{3,})\b)"
)
_SYLLABLES = "ba be bo da de di fa ga go ha ka ke ki la le lo ma me mi na ne no pa ra re ri sa se so ta te to va ve vo za".split()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows of the merged store by table, and the words that are names in it."""

    rows: dict[str, list[dict[str, Any]]]
    names: frozenset[str]


def make_pattern(paths: Sequence[Path], scratch: Path) -> Pattern:
    """The store of our own records at `scratch`, merged as any store is, as rows."""
    with open_store(str(scratch), create=True) as store:
        with store.writing() as connection:
            writer = start_run(connection, "benchmark", {}, NOW)
            for path in paths:
                keep_report(writer, decode_record(path.read_text(encoding="utf-8")), path.name, None)
            end_run(writer)
        refresh(store)
        with store.reading() as connection:
            rows = {table.name: [dict(r._mapping) for r in connection.execute(select(table))] for table in TABLES}
    told = [row["name"] for row in rows["actor"] if row["named"]] + [row["place"] or "" for row in rows["incident"]]
    return Pattern(rows, frozenset(word for name in told for word in re.findall(r"[A-Z][a-zà-ÿ]{3,}", name)))


def fill(store: Store, pattern: Pattern, reports: int) -> int:
    """Copies the pattern until there are so many reports; returns how many there are."""
    made, number = 0, 0
    while made < reports:
        rows = {name: [vary(row, number, pattern.names) for row in some] for name, some in pattern.rows.items()}
        with store.writing() as connection:
            writer = start_run(connection, "benchmark", {}, NOW)
            for table in TABLES:
                connection.execute(insert(table), [_fit(table, row, writer.run) for row in rows[table.name]])
            write_passages(connection, [p for row in rows["record"] for p in passages_of(decode_record(row["json"]))])
        made, number = made + len(rows["report"]), number + 1
    return made


def _fit(table: Table, row: dict[str, Any], run: int) -> dict[str, Any]:
    """A row without the number that the store gives it, and with this run's."""
    kept = {name: value for name, value in row.items() if not (name == "id" and table.name in ("record", "statement"))}
    return kept | ({"run": run} if "run" in kept else {})


def vary(row: dict[str, Any], number: int, names: frozenset[str]) -> dict[str, Any]:
    """A row of the variant `number`."""
    out = {name: vary_text(value, number, names) if isinstance(value, str) else value for name, value in row.items()}
    if out.get("lat") is not None:
        out["lat"] = max(-90.0, min(90.0, out["lat"] + (number * 37 % 100 - 50) / 25))
    if "folded" in out:  # folded names change as the names do
        out["folded"] = vary_text(row["name"], number, names).casefold()
    if "party" in out and "key" in out:
        out["party"] = out["key"]
    return out


def vary_text(text: str, number: int, names: frozenset[str]) -> str:
    """`text` with the ids, days and names of the variant `number`."""

    def put(match: re.Match[str]) -> str:
        whole = match[0]
        if match["name"]:
            return _invented(whole, number % POOL) if whole in names else whole
        if match["day"]:
            return _moved(whole, number * 29 % SPREAD)
        if match["sha"]:
            return "sha256:" + _digits(match["sha"][:12], number)[:12] + match["sha"][12:]
        return whole[0] + _digits(whole[1:], number)[: len(whole) - 1]

    return _CHANGING.sub(put, text)


@lru_cache(maxsize=400_000)
def _digits(digits: str, number: int) -> str:
    return hashlib.sha256(f"{digits} {number}".encode()).hexdigest()


@lru_cache(maxsize=100_000)
def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(by)).isoformat()
    except (ValueError, OverflowError):
        return day


@lru_cache(maxsize=400_000)
def _invented(name: str, number: int) -> str:
    """A name of as many letters, from syllables."""
    digest = hashlib.sha256(f"{name} {number}".encode()).digest()
    letters = "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest)
    return letters[: len(name)].capitalize()
