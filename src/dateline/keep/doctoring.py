"""What Dateline needs and what it finds of it: the program, the model, the databases, the store."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select, text

from dateline.errors import DatelineError
from dateline.keep.merging import is_merged_otherwise
from dateline.resolve.actors.packed import split_mark
from dateline.store.copying import size_on_disk
from dateline.store.opening import Store, open_store
from dateline.store.schema import failure, feed, incident, pending, record, report

ROOM = 500_000_000
"""Bytes of free disk under which it is time to look."""
LEAST_SQLITE = (3, 34)
"""From this version on SQLite's full text finds parts of words (trigrams)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and what is to be said of it."""

    what: str
    well: bool
    told: str


def examine(db: str) -> Iterator[Finding]:
    """Everything that can go wrong before a report is read, in the order in which it would."""
    yield _program()
    yield _model()
    yield _sqlite()
    yield _driver()
    try:
        store = open_store(db)
    except DatelineError as error:
        yield Finding("store", False, str(error))
        return
    with store:
        yield from _store(store)


def _program() -> Finding:
    from dateline import __version__

    return Finding("program", True, f"dateline {__version__} on Python {platform.python_version()}")


def _model() -> Finding:
    from dateline.pipeline import model_version

    try:
        return Finding("model", True, model_version())
    except (DatelineError, ImportError) as error:
        return Finding("model", False, f"{error}; install dateline again")


def _sqlite() -> Finding:
    told = f"SQLite {sqlite3.sqlite_version}"
    if sqlite3.sqlite_version_info < LEAST_SQLITE:
        return Finding("database", False, f"{told} is too old for full text; install a newer Python")
    with sqlite3.connect(":memory:") as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE t USING fts5(w, tokenize='trigram')")
        except sqlite3.OperationalError:
            return Finding("database", False, f"{told} was built without FTS5; install another Python")
        finally:
            connection.rollback()
    connection.close()
    return Finding("database", True, f"{told} with full text")


def _driver() -> Finding:
    try:
        import psycopg
    except ImportError:
        return Finding("PostgreSQL", True, "no driver (pip install 'dateline[postgres]' if you want it)")
    return Finding("PostgreSQL", True, f"psycopg {psycopg.__version__}")


def _store(store: Store) -> Iterator[Finding]:
    with store.reading() as connection:
        count = {t.name: connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (report, incident, pending, feed)}
        failed = connection.execute(select(func.count()).select_from(failure).where(failure.c.mended.is_(None))).scalar_one()
        tail = record.join(report, record.c.report == report.c.id)
        models = (
            connection.execute(select(record.c.model).select_from(tail).where(record.c.current, report.c.latest).distinct()).scalars().all()
        )
        mode = connection.execute(text("PRAGMA journal_mode")).scalar() if store.path else None
    told = f"{store.address}: {count['report']:,} reports, {count['incident']:,} incidents, {size_on_disk(store) / 1e6:,.1f} MB"
    yield Finding("store", True, told)
    if store.path:
        yield _file(store.path, str(mode))
    yield _merged(store, count["pending"])
    yield Finding("failures", not failed, f"{failed:,} could not be read; `dateline add --retry` tries again" if failed else "none")
    if count["feed"]:
        yield Finding("feeds", True, f"{count['feed']:,} are followed")
    names, marks = ({split_mark(model)[n] for model in models} for n in (0, 1))
    if len(names) > 1:
        yield Finding("records", False, f"by {len(names)} different models; `dateline reread` brings all up to the newest")
    if len(marks) > 1:
        yield Finding("actors", True, f"{len(marks)} sets of them were known to records; `dateline reread --actors FILE` makes it one")


def _merged(store: Store, waiting: int) -> Finding:
    if waiting:
        return Finding("incidents", False, f"{waiting:,} reports wait to be merged; the next `dateline add` does it")
    if is_merged_otherwise(store):
        return Finding("incidents", False, "merged by another version of Dateline; `dateline doctor --rebuild` makes them anew")
    return Finding("incidents", True, "all merged")


def _file(path: str, mode: str) -> Finding:
    free = shutil.disk_usage(os.path.dirname(path)).free
    if not os.access(path, os.W_OK) or not os.access(os.path.dirname(path), os.W_OK):
        return Finding("file", False, "can be read but not written to: file, folder or disk are read-only")
    if mode != "wal":
        return Finding("file", False, f"its journal is {mode!r}, not 'wal'; is it on a network disk? Keep it on a local one")
    return Finding("file", free > ROOM, f"{free / 1e9:,.1f} GB free on its disk" + ("" if free > ROOM else "; make room"))
