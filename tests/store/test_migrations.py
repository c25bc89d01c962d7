"""Old stores are brought up; a migration that is interrupted leaves the old or the new version, never a mixture."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, inspect, select, text

from dateline.model.incidents import incident_id
from dateline.store import open_store
from dateline.store.migrations import STEPS, bring_up, find_version, indexes_of
from dateline.store.schema import incident_event
from tests.stores import first_version

LAST = len(STEPS) + 1


def shape(connection: Connection) -> dict[str, Any]:
    """Tables with their columns' names and nullability, without the full text's own tables, and the indexes."""
    found = inspect(connection)
    names = [n for n in found.get_table_names() if not n.startswith(("passage_", "sqlite_"))]
    columns = {n: [(c["name"], c["nullable"]) for c in found.get_columns(n)] for n in sorted(names)}
    return columns | {"indexes": sorted(indexes_of(connection))}


def test_an_old_store_ends_like_a_new_one(address: str) -> None:
    first_version(address)
    with open_store(address) as store, store.reading() as connection:
        old = shape(connection)
        assert find_version(connection, store.address) == LAST
        path = store.path
    if path:
        with sqlite3.connect(f"{path}.before-{LAST}") as backup:
            assert backup.execute("SELECT value FROM meta").fetchone() == ("1",)
        backup.close()
        new = path + ".new"
        with open_store(new, create=True) as store, store.reading() as connection:
            assert shape(connection) == old


def test_a_step_that_fails_leaves_the_old_version(address: str) -> None:
    def fail(connection: Connection) -> None:
        connection.execute(text("CREATE TABLE half (x INTEGER)"))
        raise RuntimeError("the lights went out")

    with open_store(address, create=True) as store:
        with pytest.raises(RuntimeError):
            bring_up(store, LAST, (*STEPS, fail))
        with store.reading() as connection:
            assert find_version(connection, store.address) == LAST
            assert "half" not in inspect(connection).get_table_names()


KILLED = """
import os, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
from dateline.model.incidents import incident_id
from dateline.store import open_store
left = int(sys.argv[2])
@event.listens_for(Engine, "before_cursor_execute")
def _(conn, cursor, statement, *rest):
    global left
    left -= 1
    if left < 0:
        os._exit(9)
open_store(sys.argv[1]).close()
"""


def test_killed_at_any_statement_the_old_or_the_new_version_opens(tmp_path: Path) -> None:
    """At every eighth statement here; `make torture` does it at each."""
    at = 3
    while True:
        path = str(tmp_path / f"{at}.db")
        first_version(path)
        done = subprocess.run([sys.executable, "-c", KILLED, path, str(at)], env=os.environ, check=False)
        with sqlite3.connect(path) as connection:
            version = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0]
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        connection.close()
        assert version in ("1", str(LAST))
        open_store(path).close()
        if done.returncode == 0:
            assert version == str(LAST)
            return
        at += 12


def test_ids_that_incidents_once_had_are_found_in_an_old_store(address: str) -> None:
    keys = ["r0123456789ab@7", "r0123456789ab@120.2"]
    first_version(address)
    with open_store(address) as store, store.writing() as connection:  # as version 4 had it
        connection.execute(text("DROP INDEX ix_incident_event_founding"))
        connection.execute(text("DROP INDEX incident_count"))
        connection.execute(text("ALTER TABLE incident_event DROP COLUMN founding"))
        for key in keys:
            connection.execute(text("INSERT INTO incident_event (event, incident) VALUES (:key, 'i0000000000')"), {"key": key})
        connection.execute(text("UPDATE meta SET value = '4' WHERE name = 'schema'"))
    with open_store(address) as store, store.reading() as connection:
        assert {row.event: row.founding for row in connection.execute(select(incident_event))} == {key: incident_id(key) for key in keys}
        assert "ix_incident_event_founding" in {i["name"] for i in inspect(connection).get_indexes("incident_event")}


def test_an_old_store_is_given_the_index_of_what_is_counted(address: str) -> None:
    open_store(address, create=True).close()
    with open_store(address) as store, store.writing() as connection:  # as version 5 had it
        made = _definition(connection)
        connection.execute(text("DROP INDEX incident_count"))
        connection.execute(text("UPDATE meta SET value = '5' WHERE name = 'schema'"))
    with open_store(address) as store, store.reading() as connection:
        assert find_version(connection, store.address) == LAST
        assert _definition(connection) == made


def test_indexes_of_other_peoples_tables_stay(address: str) -> None:
    first_version(address)
    with open_store(address) as store:
        with store.writing() as connection:  # as version 6 had it, beside somebody else's table
            connection.execute(text("CREATE TABLE ledger (day INTEGER)"))
            connection.execute(text("CREATE INDEX ledger_day ON ledger (day)"))
            connection.execute(text("CREATE INDEX ix_actor_party ON actor (party)"))
            connection.execute(text("UPDATE meta SET value = '6' WHERE name = 'schema'"))
        bring_up(store, 6)
        with store.reading() as connection:
            assert {i["name"] for i in inspect(connection).get_indexes("ledger")} == {"ledger_day"}
            assert "ix_actor_party" not in {i["name"] for i in inspect(connection).get_indexes("actor")}


def _definition(connection: Connection) -> str:
    """How the database tells the index."""
    sqlite = "SELECT sql FROM sqlite_master WHERE name = 'incident_count'"
    postgresql = "SELECT indexdef FROM pg_indexes WHERE indexname = 'incident_count'"
    return str(connection.execute(text(sqlite if connection.dialect.name == "sqlite" else postgresql)).scalar_one())
