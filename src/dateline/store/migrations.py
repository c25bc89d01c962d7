"""How a store of an older version is brought up to this one: numbered steps, each a function, all in one transaction.

A new store is made by the tables as they stand in `schema` and is given the last number at once; an old one walks the steps it
lacks. `tests/store/test_migrations.py` holds that both ways end at the same tables.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy import Connection, insert, inspect, select, text, update

from dateline.errors import StoreDamaged, StoreNewer
from dateline.model.incidents import incident_id
from dateline.store.passages import create_passages, passage
from dateline.store.schema import incident, incident_event, meta, metadata, pending, report, taken, token

if TYPE_CHECKING:
    from dateline.store.opening import Store

Step: TypeAlias = Callable[[Connection], None]


def add_pending_and_taken(connection: Connection) -> None:
    """Version 2: reports whose incidents are still to be computed, and bytes that need not be read again."""
    metadata.create_all(connection, tables=[pending, taken], checkfirst=False)
    connection.execute(insert(pending).from_select(["report"], select(report.c.id)))


def add_full_text(connection: Connection) -> None:
    """Version 3: the full-text index, empty; reports that are pending fill it."""
    metadata.create_all(connection, tables=[passage], checkfirst=False)
    create_passages(connection)


def add_tokens(connection: Connection) -> None:
    """Version 4: who may reach the desk from another machine."""
    metadata.create_all(connection, tables=[token], checkfirst=False)


def add_founding(connection: Connection) -> None:
    """Version 5: the ids that incidents once had, beside the events whose names they bear."""
    column = "founding VARCHAR" if connection.dialect.name == "sqlite" else 'founding TEXT COLLATE "C"'
    connection.execute(text(f"ALTER TABLE incident_event ADD COLUMN {column} NOT NULL DEFAULT ''"))
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.create_function("founding_of", 1, incident_id, deterministic=True)
        connection.execute(text("UPDATE incident_event SET founding = founding_of(event)"))
    else:
        made = "'i' || left(encode(sha256(convert_to(event, 'UTF8')), 'hex'), 10)"
        connection.execute(text(f"UPDATE incident_event SET founding = {made}"))
    next(i for i in incident_event.indexes if i.name == "ix_incident_event_founding").create(connection)


def add_counting(connection: Connection) -> None:
    """Version 6: incidents by type, grade and dispute, for what is counted of a filter."""
    next(i for i in incident.indexes if i.name == "incident_count").create(connection)


def renew_indexes(connection: Connection) -> None:
    """Version 7: the indexes that the tables have now, some wide enough to answer without the rows; older ones of these tables go."""
    wanted = {str(index.name): index for table in metadata.sorted_tables if table is not passage for index in table.indexes}
    there = indexes_of(connection)
    for name in sorted(there - wanted.keys()):
        connection.execute(text(f'DROP INDEX "{name}"'))
    for name in sorted(wanted.keys() - there):
        wanted[name].create(connection)


def indexes_of(connection: Connection) -> set[str]:
    """Names of all indexes of Dateline's tables but those of keys and of the full text; a PostgreSQL database may hold others' too."""
    own = metadata.tables.keys() - {passage.name}
    return {name for name, table in connection.execute(text(_INDEXES[connection.dialect.name])) if table in own}


_INDEXES = {
    "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL",
    "postgresql": "SELECT i.relname, t.relname FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid"
    " JOIN pg_class t ON t.oid = x.indrelid WHERE NOT x.indisunique AND t.relnamespace = current_schema()::regnamespace",
}
"""All indexes but those of keys, each with its table."""


STEPS: tuple[Step, ...] = (add_pending_and_taken, add_full_text, add_tokens, add_founding, add_counting, renew_indexes)
"""The step at index n leads from version n + 1 to n + 2; version 1 was the first."""


def find_version(connection: Connection, shown: str) -> int:
    """The number of the last migration, 0 for a database with nothing in it. Raises StoreDamaged where it holds other people's tables."""
    names = set(inspect(connection).get_table_names())
    if "meta" not in names:
        if names and connection.dialect.name == "sqlite":
            raise StoreDamaged(shown, "is an SQLite file, but no store of Dateline's", "name another with --db; it was left as it is")
        if names & set(metadata.tables):
            raise StoreDamaged(shown, "holds other tables of the same names", "give Dateline a database of its own")
        return 0
    told = connection.execute(select(meta.c.value).where(meta.c.name == "schema")).scalar_one_or_none()
    if told is None or not told.isascii() or not told.isdigit():
        raise StoreDamaged(shown, "does not tell its version", "run `dateline verify`, and go back to a backup")
    return int(told)


def bring_up(store: Store, version: int, steps: Sequence[Step] = STEPS) -> None:
    """Makes the tables, or walks the steps that the store lacks, after a backup beside it. Raises StoreNewer."""
    last = len(steps) + 1
    if version > last:
        problem = f"was written by a newer Dateline (its tables are version {version}, this one knows {last})"
        raise StoreNewer(store.address, problem, "update Dateline; the store was left as it is")
    if version == last:
        return
    if version and store.path:
        back_up_file(store.path, f"{store.path}.before-{last}")
    with store.writing() as connection:
        version = find_version(connection, store.address)  # somebody else may have been first
        if version == 0:
            _create(connection, last)
        for step in steps[version - 1 :] if version else ():
            step(connection)
        connection.execute(update(meta).where(meta.c.name == "schema").values(value=str(last)))


def _create(connection: Connection, version: int) -> None:
    metadata.create_all(connection, checkfirst=False)
    create_passages(connection)
    connection.execute(insert(meta).values(name="schema", value=str(version)))


def back_up_file(path: str, target: str) -> None:
    """A whole and consistent copy of the SQLite file `path` at `target`, which appears complete or not at all."""
    partial = target + ".partial"
    if os.path.exists(partial):
        os.remove(partial)
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(partial)) as copy:
        source.backup(copy, pages=1000)
        copy.execute("PRAGMA journal_mode=DELETE")
    with open(partial, "rb") as file:
        os.fsync(file.fileno())
    os.replace(partial, target)
