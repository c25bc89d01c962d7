"""P1 and A1 small: nothing that is changed in a store goes unseen, and every anchor says what stands there."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from dateline.errors import StoreError
from dateline.keep.rebuilding import rebuild
from dateline.keep.verifying import check_computed, verify
from dateline.model import Document, Record, Span, Statement
from dateline.model.readings import Party, Words
from dateline.store import Store, open_store
from dateline.store.checking import check_anchors, check_testimony
from dateline.store.copying import back_up
from tests.keep.steps import add_paths, row, write_rows

WORDS = "On 2024-02-02 rebels shelled Derrin, killing {n}, the army said. Report number {n} tells of it at length."


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(n, WORDS.format(n=n)) for n in range(1, 4)]))
        yield store


TAMPERED = [
    ("UPDATE report SET text = 'x' || substr(text, 2) WHERE key = 'k1'", "is not as it was written"),
    ("UPDATE report SET published = '2024-02-09' WHERE key = 'k1'", "is not as it was written"),
    ("UPDATE report SET latest = false WHERE key = 'k1'", "taken for the latest"),
    ("UPDATE record SET json = replace(json, 'Derrin', 'Corran')", "another sha256"),
    ("UPDATE record SET sha256 = '0'", "is not as it was written"),
    ("UPDATE record SET current = false WHERE id = 1", "no current record"),
    ("UPDATE log SET at = '2020-01-01T00:00:00Z' WHERE id = 2", "does not follow"),
    ("DELETE FROM log WHERE id = 2", "does not follow"),
    ("DELETE FROM record WHERE id = 1", "is gone"),
    ("UPDATE run SET command = 'other'", "is not as it was written"),
    ("UPDATE incident SET title = 'A lie'", "is not what its reports say"),
    ("UPDATE incident SET json = replace(json, 'Derrin', 'Corran')", "is not what its reports say"),
    ("UPDATE event SET type = 'aid' WHERE report = (SELECT id FROM report WHERE key = 'k1')", "are not what the record says"),
    ("UPDATE actor SET name = 'somebody'", "are not what the record says"),
    ("DELETE FROM incident_event", "has no events"),
]


def test_what_is_changed_behind_datelines_back_is_found(store: Store) -> None:
    assert not verify(store).faults
    for sql, told in TAMPERED:
        with store.engine.connect() as connection, connection.begin() as transaction:
            connection.execute(text(sql))
            faults = check_computed(connection, check_testimony(connection)).faults
            assert any(told in fault.problem for fault in faults), sql
            transaction.rollback()
    assert not verify(store).faults


UNREADABLE = [
    "incident SET status",
    "incident SET json",
    "event SET status",
    "actor SET name",
    "report SET title",
    "log SET what",
    "log SET chain",
]


@pytest.mark.parametrize("cell", UNREADABLE)
def test_bytes_that_are_no_text_are_found_and_do_not_stop_the_check(store: Store, cell: str) -> None:
    """As after a flipped bit: the database itself cannot read the row. PostgreSQL refuses to hold such bytes."""
    if store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses bytes that are no text")
    with store.engine.connect() as connection, connection.begin() as transaction:
        connection.execute(text(f"UPDATE {cell} = CAST(x'68e970' AS TEXT)"))
        found = check_computed(connection, check_testimony(connection))
        assert any("cannot be read" in fault.problem for fault in found.faults), found.faults
        transaction.rollback()


def test_what_is_computed_can_be_made_anew(store: Store) -> None:
    with store.writing() as connection:
        for sql in ("UPDATE incident SET title = 'A lie'", "UPDATE actor SET name = 'x'", "DELETE FROM event", "DELETE FROM judgement"):
            connection.execute(text(sql))
    assert verify(store).faults
    assert rebuild(store) == 3
    assert not verify(store).faults


def test_a_log_cut_short_is_found_by_a_chain_that_was_noted(store: Store, tmp_path: Path) -> None:
    noted = verify(store).chain
    add_paths(store, write_rows(tmp_path / "b.jsonl", [row(9)]))
    assert not verify(store, noted=noted).faults
    assert any("noted" in fault.problem for fault in verify(store, noted="0" * 63 + "1").faults)


def test_any_byte_that_changes_what_is_read_is_found(tmp_path: Path) -> None:
    """Bytes flipped in the file: either nothing that can be read changed, or it is told."""
    whole = tmp_path / "whole.db"
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(n, WORDS.format(n=n)) for n in range(1, 4)]))
        back_up(store, str(whole))
    data = whole.read_bytes()
    chance, words = random.Random(7), [m for m in range(len(data)) if data[m : m + 6] == b"Derrin"]
    for at in [*chance.sample(words, 12), *chance.sample(range(100, len(data)), 12)]:
        path = tmp_path / "flipped.db"
        path.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
        assert seen_or_harmless(str(path), str(whole)), at


def seen_or_harmless(path: str, whole: str) -> bool:
    from benchmarks.torture.store import contents

    try:
        with open_store(path) as store:
            return bool(verify(store).faults) or contents(path) == contents(whole)
    except StoreError:
        return True


def test_a_backup_opens_elsewhere_and_verifies(store: Store, tmp_path: Path) -> None:
    back_up(store, str(tmp_path / "copy.db"))
    (tmp_path / "elsewhere").mkdir()
    shutil.move(tmp_path / "copy.db", tmp_path / "elsewhere" / "record.db")
    with open_store(str(tmp_path / "elsewhere" / "record.db")) as copy:
        found = verify(copy)
        assert not found.faults and found.counts == verify(store).counts and found.chain == verify(store).chain
        add_paths(copy, write_rows(tmp_path / "c.jsonl", [row(8)]))  # and can be gone on with
    for target, told in [(str(tmp_path), "is a folder"), (str(tmp_path / "no" / "x.db"), "folder does not exist")]:
        with pytest.raises(StoreError, match=told):
            back_up(store, target)


PIECES = ["a", "{", " ", "\r\n", "\x00", "\ufeff", "\u0301", "א", "ب", "👩🏽\u200d🚒", "constructor"]
LETTERS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=20).map("".join)


@settings(max_examples=100, deadline=None)
@given(LETTERS, st.data())
def test_an_anchor_holds_the_characters_it_says(told: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(told) - 1))
    end = data.draw(st.integers(start + 1, len(told)))
    document = Document("sha256:0", told, None, None, None, None, None, None)
    for words, faults in ((told[start:end], 0), (told[start:end] + "x", 1)):
        said = Statement("s1", Party(None, None, None), None, (Words(Span(start, end), words),), "say", "direct")
        number, wrong = check_anchors(Record(document, statements=(said,)))
        assert number == 1 and len(wrong) == faults
