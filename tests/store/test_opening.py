"""How a store answers whoever opens it: missing, locked, newer, damaged, read-only, full."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from dateline.errors import DatelineError, StoreDamaged, StoreError, StoreLocked, StoreMissing, StoreNewer, UsageError
from dateline.store import open_store
from dateline.store.schema import meta


def test_a_store_that_is_not_there(address: str) -> None:
    with pytest.raises(StoreMissing, match="there is no store here — make one with `dateline add PATH`"):
        open_store(address)
    open_store(address, create=True).close()
    open_store(address).close()


@pytest.mark.parametrize(
    ("address", "kind", "told"),
    [
        ("mysql://me@host/x", UsageError, "no store that Dateline knows"),
        ("postgresql://me@host", UsageError, "names no database"),
        ("", UsageError, "has no name"),
        ("postgresql://me:secret@127.0.0.1:1/x", StoreError, r"me:\*\*\*@127.0.0.1:1/x: the server does not answer"),
    ],
)
def test_addresses_that_lead_nowhere(address: str, kind: type[DatelineError], told: str) -> None:
    with pytest.raises(kind, match=told) as caught:
        open_store(address, create=True)
    assert "secret" not in str(caught.value)


def test_files_that_are_no_store_are_left_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("my notes, not a database")
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    named = {"notes.txt": "is no store", "other.db": "no store of Dateline's", ".": "is a folder", "no/x.db": "its folder does not"}
    for name, told in named.items():
        before = (tmp_path / name).read_bytes() if name.endswith(("txt", "other.db")) else b""
        with pytest.raises(StoreError, match=told):
            open_store(str(tmp_path / name), create=True)
        assert not before or (tmp_path / name).read_bytes() == before


def test_a_newer_store_and_one_without_a_version(address: str) -> None:
    with open_store(address, create=True) as store, store.writing() as connection:
        connection.execute(update(meta).where(meta.c.name == "schema").values(value="99"))
    with pytest.raises(StoreNewer, match=r"version 99.*update Dateline"):
        open_store(address)


def test_a_locked_store(address: str) -> None:
    with open_store(address, create=True, wait=0.2) as store, store.writing() as connection:
        connection.execute(insert(meta).values(name="x", value="1"))
        with (
            open_store(address, wait=0.2) as other,
            pytest.raises(StoreLocked, match=r"written to by another program.*is safe"),
            other.writing() as second,
        ):
            second.execute(insert(meta).values(name="y", value="1"))
        with open_store(address) as third, third.reading() as reader:  # readers never wait
            assert reader.execute(select(meta.c.name)).scalars().all() == ["schema"]


def test_a_full_disk_keeps_what_was_kept(tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    with open_store(path, create=True) as store, store.engine.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
        with pytest.raises(StoreError, match=r"the disk is full; everything that was reported as kept is safe — make room"):
            connection.execute(insert(meta).values(name="big", value="x" * 100_000))
    with open_store(path) as store, store.reading() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert connection.execute(select(meta.c.name)).scalars().all() == ["schema"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_can_be_read(tmp_path: Path) -> None:
    path = str(tmp_path / "record.db")
    open_store(path, create=True).close()
    tmp_path.chmod(0o500)
    try:
        with open_store(path) as store:
            with store.reading() as connection:
                assert connection.execute(select(meta.c.name)).scalars().all() == ["schema"]
            with pytest.raises(StoreError, match="read-only"), store.writing() as connection:
                connection.execute(insert(meta).values(name="y", value="1"))
    finally:
        tmp_path.chmod(0o700)


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "record.db"
    open_store(str(path), create=True).close()
    data = bytearray(path.read_bytes())
    data[4096:40960] = b"\x55" * (40960 - 4096)
    path.write_bytes(bytes(data))
    with pytest.raises(StoreDamaged, match=r"damaged|no store|does not tell"):
        open_store(str(path))


def test_commits_wait_for_the_disk(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a b?#%.db"), create=True) as store, store.reading() as connection:
        assert connection.execute(text("PRAGMA synchronous")).scalar() == 2
        assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1
    assert (tmp_path / "a b?#%.db").exists()
