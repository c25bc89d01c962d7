"""A store copied whole: within SQLite page by page, between databases table by table."""

from __future__ import annotations

import os
from typing import Any

from sqlalchemy import Connection, func, insert, select, text

from dateline.errors import StoreError
from dateline.store.addresses import POSTGRESQL, SQLITE, read_address
from dateline.store.checking import stream
from dateline.store.migrations import back_up_file
from dateline.store.opening import Store, open_store
from dateline.store.passages import passage
from dateline.store.schema import meta, metadata, report

AT_ONCE = 200


def back_up(store: Store, target: str) -> str:
    """A consistent copy of the store at `target` (a file, or an empty PostgreSQL database), while others go on; how it is called.

    A file appears whole or not at all, and takes the place of one of the same name only where that is a store too.
    """
    place = read_address(target)
    if place.shown == store.address or (place.path and place.path == store.path):
        raise StoreError(place.shown, "is the store itself", "name another file for the backup")
    if not place.path:
        _copy_into(store, target)
    elif store.path:
        _require_place(place.path, place.shown)
        back_up_file(store.path, place.path)
    else:
        _require_place(place.path, place.shown)
        partial = place.path + ".partial"
        for name in (partial, partial + "-wal", partial + "-shm"):
            if os.path.exists(name):
                os.remove(name)
        _copy_into(store, partial)
        os.replace(partial, place.path)
    return place.shown


def _require_place(path: str, shown: str) -> None:
    if not os.path.isdir(os.path.dirname(path)):
        raise StoreError(shown, "its folder does not exist", "make the folder, or name another file")
    if os.path.exists(path):
        open_store(path).close()  # raises where it is something else, which must not be written over


def _copy_into(store: Store, target: str) -> None:
    with open_store(target, create=True) as copy, store.reading() as source, copy.writing() as sink:
        if sink.execute(select(func.count()).select_from(report)).scalar_one():
            raise StoreError(copy.address, "holds reports already", "name an empty database")
        _copy_tables(source, sink)


def _copy_tables(source: Connection, sink: Connection) -> None:
    for table in metadata.sorted_tables:
        if table is passage:
            continue
        wanted = select(table).where(meta.c.name != "schema") if table is meta else select(table)
        rows: list[dict[str, Any]] = []
        for row in stream(source, wanted):
            rows.append(dict(row._mapping))
            if len(rows) >= AT_ONCE:
                sink.execute(insert(table), rows)
                rows = []
        if rows:
            sink.execute(insert(table), rows)
    _write_words(source, sink)
    if sink.dialect.name == POSTGRESQL:
        _set_counters(sink)


def _write_words(source: Connection, sink: Connection) -> None:
    """The full-text index is each database's own, so it is made anew."""
    from dateline.codec import decode_record
    from dateline.store.indexing import passages_of
    from dateline.store.passages import write_passages
    from dateline.store.schema import record

    wanted = select(record.c.json).select_from(record.join(report, record.c.report == report.c.id)).where(record.c.current, report.c.latest)
    for row in stream(source, wanted.order_by(record.c.report)):
        write_passages(sink, passages_of(decode_record(row.json)))


def _set_counters(sink: Connection) -> None:
    """PostgreSQL counts on from where the copied rows end."""
    for table in metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None and table is not passage:
            name = sink.execute(text("SELECT pg_get_serial_sequence(:t, :c)"), {"t": table.name, "c": column.name}).scalar()
            last = sink.execute(select(func.max(column))).scalar()
            if name and last:
                sink.execute(text("SELECT setval(:name, :last)"), {"name": name, "last": last})


def size_on_disk(store: Store) -> int:
    """Bytes that the store takes, its write-ahead log included."""
    if store.dialect == SQLITE and store.path:
        return sum(os.path.getsize(p) for p in (store.path, store.path + "-wal") if os.path.exists(p))
    with store.engine.connect() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())
