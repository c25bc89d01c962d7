"""The actors that a user's file told of, kept with what was read: a record's model carries their mark, a blob holds them whole."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from dateline.errors import StoreError
from dateline.resolve.actors.packed import pack_entries, split_mark, unpack_entries
from dateline.resolve.actors.registry import Entry
from dateline.store.opening import Store
from dateline.store.schema import blob, record, report, run
from dateline.store.testimony import get_blob, put_blob


@dataclass(frozen=True, slots=True)
class Registry:
    """Actors known beside the bundled ones (none: only those), and the models of the current records that were made with them."""

    entries: tuple[Entry, ...] = ()
    models: tuple[str, ...] = ()


def keep_registry(connection: Connection, entries: tuple[Entry, ...]) -> str | None:
    """Keeps the entries as bytes; returns their sha256, None where there are none."""
    return put_blob(connection, pack_entries(entries)) if entries else None


def registries_of(store: Store) -> tuple[Registry, ...]:
    """The registries with which the store's current records were made, by mark; the bundled one alone first."""
    found: dict[str, list[str]] = {"": []}
    tail = record.join(report, record.c.report == report.c.id)
    with store.reading() as connection:
        wanted = select(record.c.model).select_from(tail).where(record.c.current, report.c.latest).distinct()
        for model in sorted(connection.execute(wanted).scalars()):
            found.setdefault(split_mark(model)[1], []).append(model)
        return tuple(Registry(_entries(store, connection, mark), tuple(models)) for mark, models in sorted(found.items()) if models)


def last_registry(store: Store) -> tuple[Entry, ...]:
    """The entries that what was read last was read with, () for the bundled ones alone. Raises StoreError where they are not in the store.

    It asks the runs, not the records: of these there are a thousand times as many.
    """
    with store.reading() as connection:
        told = connection.execute(select(run.c.config).order_by(run.c.id.desc()).limit(1)).scalar()
        return _entries(store, connection, json.loads(told or "{}").get("actors") or "")


def count_by_others(store: Store, model: str) -> int:
    """How many current records were made with other actors than the model's name is marked with."""
    mark = split_mark(model)[1]
    tail = record.join(report, record.c.report == report.c.id)
    with store.reading() as connection:
        wanted = select(record.c.model, func.count()).select_from(tail).where(record.c.current, report.c.latest).group_by(record.c.model)
        return sum(number for name, number in connection.execute(wanted) if split_mark(name)[1] != mark)


def _entries(store: Store, connection: Connection, mark: str) -> tuple[Entry, ...]:
    if not mark:
        return ()
    name = connection.execute(select(blob.c.sha256).where(blob.c.sha256.startswith(mark, autoescape=True)).limit(1)).scalar()
    data = get_blob(connection, name) if name else None
    if data is None:
        problem = f"the actors {mark} with which records were made are not in it"
        raise StoreError(store.address, problem, "name the file they came from: dateline reread --actors FILE")
    return unpack_entries(data)
