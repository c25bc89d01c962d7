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
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, insert, select

from dateline.codec import decode_record
from dateline.keep.merging import refresh
from dateline.store import Store, open_store
from dateline.store.indexing import passages_of
from dateline.store.passages import Passage, fold, write_passages
from dateline.store.schema import actor, event, incident, incident_actor, incident_event, record, report, statement, story_report
from dateline.store.testimony import end_run, keep_report, start_run

NOW = "2024-01-01T00:00:00Z"
TABLES = (report, record, event, statement, actor, incident, incident_event, incident_actor, story_report)
SPREAD = 7_300
"""Days over which variants lie: twenty years."""
POOL = 3_000
"""Invented names for each name of the pattern."""
_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]{3,}\b")
_CHANGING = re.compile(r"%|\b(?:[ris][0-9a-f]{10,12}\b|sha256:[0-9a-f]{64}|\d{4}-\d\d-\d\d\b)|" + _NAME.pattern)
"""What varies: ids, days, names; and the sign that a format would take for its own."""
_SYLLABLES = "ba be bo da de di fa ga go ha ka ke ki la le lo ma me mi na ne no pa ra re ri sa se so ta te to va ve vo za".split()


_VARYING: dict[str, tuple[str, ...]] = {
    "report": ("id", "document", "series", "title", "published", "text"),
    "record": ("report", "json"),
    "event": ("key", "report", "earliest", "latest", "place"),
    "statement": ("report", "actor", "said", "content"),
    "actor": ("key", "report", "name"),
    "incident": ("id", "title", "earliest", "latest", "place", "story", "json"),
    "incident_event": ("event", "incident", "founding"),
    "incident_actor": ("incident", "name"),
    "story_report": ("report", "story", "voice"),
    "passage": ("report", "body"),
}
"""Columns in which variants differ."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows of the merged store by table (`passage` as they are written) with what varies in them as `%(word)s`, and those words."""

    rows: dict[str, list[dict[str, Any]]]
    words: frozenset[str]


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
    rows["passage"] = [p._asdict() for row in rows["record"] for p in passages_of(decode_record(row["json"]))]
    told = [row["name"] for row in rows["actor"] if row["named"]] + [row["place"] or "" for row in rows["incident"]]
    names = frozenset(word for name in told for word in _NAME.findall(name))
    words: set[str] = set()
    for table, some in rows.items():
        for row in some:
            row.update({c: cut_words(row[c], names, words) for c in _VARYING[table] if row[c] is not None})
    return Pattern(rows, frozenset(words))


def cut_words(text: str, names: frozenset[str], words: set[str]) -> str:
    """`text` as a format for `%` in which ids, days and names are keys; they are added to `words`."""

    def put(match: re.Match[str]) -> str:
        whole = match[0]
        if whole == "%":
            return "%%"
        if whole[0].isupper() and whole not in names:
            return whole
        words.add(whole)
        return f"%({whole})s"

    return _CHANGING.sub(put, text)


def fill(store: Store, pattern: Pattern, reports: int) -> int:
    """Copies the pattern until there are so many reports; returns how many there are."""
    made, number = 0, 0
    while made < reports:
        words = {word: put_word(word, number) for word in pattern.words}
        with store.writing() as connection:
            writer = start_run(connection, "benchmark", {}, NOW)
            for table in TABLES:
                rows = [_fit(table, vary(row, table.name, number, words), writer.run) for row in pattern.rows[table.name]]
                _insert(connection, table, rows)
            write_passages(connection, (Passage(**vary(row, "passage", number, words)) for row in pattern.rows["passage"]))
        made, number = made + len(pattern.rows["report"]), number + 1
    return made


def _insert(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    columns = list(rows[0])  # straight to the driver: half the time
    told = ", ".join(f'"{c}"' for c in columns)
    line = f"INSERT INTO {table.name} ({told}) VALUES ({', '.join('?' * len(columns))})"
    connection.exec_driver_sql(line, [tuple(row.values()) for row in rows])


def _fit(table: Table, row: dict[str, Any], run: int) -> dict[str, Any]:
    """A row without the number that the store gives it, and with this run's."""
    if table.name in ("record", "statement"):
        del row["id"]
    if "run" in row:
        row["run"] = run
    return row


def vary(row: dict[str, Any], table: str, number: int, words: dict[str, str]) -> dict[str, Any]:
    """A row of the variant `number`, whose words are `words`."""
    out = dict(row)
    for name in _VARYING[table]:
        if out[name] is not None:
            out[name] %= words
    if table == "incident" and out["lat"] is not None:
        out["lat"] = max(-90.0, min(90.0, out["lat"] + (number * 37 % 100 - 50) / 25))
    if "folded" in out:  # folded names change as the names do
        out["folded"] = fold(out["name"])
    if table == "actor":
        out["party"] = out["key"]
    return out


def put_word(word: str, number: int) -> str:
    """The id, day or name that stands in the variant `number` in the place of `word`."""
    if word[0].isupper():
        return _invented(word, number % POOL)
    if word[0].isdigit():
        return _moved(word, number * 29 % SPREAD)
    if word.startswith("sha256:"):
        return "sha256:" + _digits(word[7:19], number)[:12] + word[19:]
    return word[0] + _digits(word[1:], number)[: len(word) - 1]


def _digits(digits: str, number: int) -> str:
    return hashlib.sha256(f"{digits} {number}".encode()).hexdigest()


def _moved(day: str, by: int) -> str:
    try:
        return (date.fromisoformat(day) - timedelta(by)).isoformat()
    except (ValueError, OverflowError):
        return day


def _invented(name: str, number: int) -> str:
    """A name of as many letters, from syllables."""
    digest = hashlib.sha256(f"{name} {number}".encode()).digest()
    letters = "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest)
    return letters[: len(name)].capitalize()
