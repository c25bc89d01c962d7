"""Stores for tests: every test that asks for `address` runs on SQLite and on PostgreSQL, each with a real database of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import drop_database, find_programs, make_database, start_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """A PostgreSQL server; DATELINE_TEST_POSTGRESQL names one that runs already (without a database's name)."""
    pytest.importorskip("psycopg", reason="PostgreSQL is not tested: its driver is not installed (pip install 'dateline[postgres]')")
    running = os.environ.get("DATELINE_TEST_POSTGRESQL")
    if running:
        yield running.rstrip("/")
        return
    if find_programs() is None:
        pytest.skip("PostgreSQL is not tested: no server is installed (apt-get install postgresql)")
    with start_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a store that is not there yet, once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        yield str(tmp_path / "record.db")
        return
    database = make_database(request.getfixturevalue("postgresql"))
    yield database
    drop_database(database)


def first_version(address: str) -> None:
    """Makes a store as the first version of its tables was."""
    from dateline.store.addresses import read_address

    place = read_address(address)
    script = (Path(__file__).parent / "store" / "cases" / f"schema-1.{place.dialect}.sql").read_text()
    if place.path:
        with sqlite3.connect(place.path) as connection:
            connection.executescript(script)
        connection.close()
    else:
        import psycopg

        with psycopg.connect(address) as connection:
            connection.execute(script.encode())
