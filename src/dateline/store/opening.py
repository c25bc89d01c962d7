"""Opening a store: one SQLite file, or a PostgreSQL database, through the same tables."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import ExceptionContext

from dateline.errors import StoreDamaged, StoreError, StoreMissing
from dateline.store.addresses import POSTGRESQL, SQLITE, Address, read_address
from dateline.store.faults import explain
from dateline.store.migrations import bring_up, find_version

WAIT = 30.0
"""Seconds that a writer waits for another before it gives up: several batches' worth."""
_WRITERS = 0x44415445
"""The number of PostgreSQL's advisory lock that writers hold one after another, so that the log's chain has one order."""
_MAGIC = b"SQLite format 3\0"


@dataclass(frozen=True, slots=True)
class Store:
    """An open store; a context manager that closes it. `address` is fit for messages, `path` the file where it is one."""

    address: str
    dialect: str
    engine: Engine
    path: str | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Gives all connections back; SQLite then folds its write-ahead log into the file."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One view of the store that writers do not change meanwhile."""
        level = {"isolation_level": "REPEATABLE READ"} if self.dialect == POSTGRESQL else {}
        with self.engine.connect() as connection, connection.execution_options(**level).begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that alone writes; all of it is kept when it ends, on disk and for good, or none."""
        with self.engine.connect() as connection, connection.execution_options(writes=True).begin():
            if self.dialect == POSTGRESQL:
                connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _WRITERS})
            yield connection


def open_store(address: str, *, create: bool = False, wait: float = WAIT) -> Store:
    """The store at `address`, brought up to this version's tables; with `create`, made where there is none.

    Raises UsageError for an address that is none, StoreMissing, StoreNewer, StoreDamaged, StoreLocked after `wait` seconds, and
    StoreError where it cannot be opened.
    """
    place = read_address(address)
    if place.path:
        _look_at_file(place, create)
    store = Store(place.shown, place.dialect, _engine(place, wait), place.path)
    try:
        _bring_up(store, place, create)
    except BaseException:
        store.close()
        raise
    return store


def _bring_up(store: Store, place: Address, create: bool) -> None:
    with store.reading() as connection:
        version = find_version(connection, store.address)
    if version == 0 and not create:
        raise _missing(place.shown)
    bring_up(store, version)


def _missing(shown: str) -> StoreMissing:
    return StoreMissing(shown, "there is no store here", "make one with `dateline add PATH`, or name another with --db")


# ---------------------------------------------------------------- SQLite


def _look_at_file(place: Address, create: bool) -> None:
    """Refuses what SQLite would take for a new database, or would say nothing useful about."""
    assert place.path
    if os.path.isdir(place.path):
        raise StoreError(place.shown, "is a folder", "name the file of the store, such as record.db in it")
    try:
        with open(place.path, "rb") as file:
            head = file.read(len(_MAGIC))
    except FileNotFoundError:
        if not create:
            raise _missing(place.shown) from None
        if not os.path.isdir(os.path.dirname(place.path)):
            raise StoreError(place.shown, "its folder does not exist", "make the folder, or name another with --db") from None
        return
    except OSError as error:
        raise StoreError(place.shown, f"cannot be opened ({(error.strerror or str(error)).lower()})", "check its permissions") from error
    if head and head != _MAGIC:
        raise StoreDamaged(place.shown, "is no store of Dateline's", "name another with --db; it was left as it is")
    if head:
        _refuse_foreign(place.path, place.shown)


def _refuse_foreign(path: str, shown: str) -> None:
    """Looks into an SQLite file without changing a byte of it; what cannot be looked at is told when it is opened."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{_quote(path)}?mode=ro", uri=True)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if names and "meta" not in names:
            raise StoreDamaged(shown, "is an SQLite file, but no store of Dateline's", "name another with --db; it was left as it is")


def _quote(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _engine(place: Address, wait: float) -> Engine:
    if place.dialect == SQLITE:
        engine = create_engine(place.url, creator=_opener(place, wait))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        engine = _postgresql(place, wait)

    @event.listens_for(engine, "handle_error")
    def _(context: ExceptionContext) -> None:
        told = explain(context.original_exception, place.shown)
        if told is not None:
            raise told from context.original_exception

    return engine


def _opener(place: Address, wait: float) -> Any:
    """How the file is opened: read-only where it cannot be written, and then without the files that WAL needs beside it."""
    path = place.path or ""

    def connect() -> sqlite3.Connection:
        mode = "rwc" if _may_write(path) else "ro" if os.path.exists(path + "-wal") else "ro&immutable=1"
        return sqlite3.connect(f"file:{_quote(path)}?mode={mode}", timeout=wait, uri=True, check_same_thread=False)

    return connect


def _may_write(path: str) -> bool:
    return os.access(path if os.path.exists(path) else os.path.dirname(path), os.W_OK) and os.access(os.path.dirname(path), os.W_OK)


def _set_up_sqlite(connection: sqlite3.Connection, _: object) -> None:
    """Every commit is on disk before it is told (`FULL`), and readers do not wait for the writer (`WAL`)."""
    connection.isolation_level = None  # BEGIN is ours to say
    cursor = connection.cursor()
    try:
        if not cursor.execute("PRAGMA query_only").fetchone()[0] and _writable(cursor):
            cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA journal_size_limit=67108864")  # a log that readers held up goes back to 64 MiB
    finally:
        cursor.close()


def _writable(cursor: sqlite3.Cursor) -> bool:
    path: str = cursor.execute("PRAGMA database_list").fetchone()[2]
    return not path or _may_write(path)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


# ---------------------------------------------------------------- PostgreSQL


def _postgresql(place: Address, wait: float) -> Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise StoreError(place.shown, "needs a driver that is not installed", "pip install 'dateline[postgres]'") from error
    options = f"-c synchronous_commit=on -c lock_timeout={int(wait * 1000)} -c timezone=UTC -c client_encoding=UTF8"
    return create_engine(place.url, connect_args={"options": options, "connect_timeout": 10}, pool_pre_ping=True)
