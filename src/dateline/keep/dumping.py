"""What a store holds, as lines that are the same wherever and in whatever batches it was kept: for comparing two stores."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table, select

from dateline.store.checking import stream
from dateline.store.opening import Store
from dateline.store.schema import (
    actor,
    blob,
    correction,
    event,
    incident,
    incident_event,
    judgement,
    record,
    report,
    statement,
    story_report,
)
from dateline.store.testimony import get_blob

_LEFT_OUT = {"id", "added", "run", "made", "at", "packed", "origin"}
"""Numbers, times and places of keeping."""


def dump(store: Store) -> Iterator[str]:
    """Every report, record, judgement and incident as a line of JSON, in an order of their own contents."""
    with store.reading() as connection:
        for table, order in (
            (report, [report.c.id]), (record, [record.c.report, record.c.model, record.c.version]), (blob, [blob.c.sha256]),
            (actor, [actor.c.key]), (event, [event.c.key]), (statement, [statement.c.report, statement.c.local]),
            (judgement, [judgement.c.kind, judgement.c.first, judgement.c.second, judgement.c.by]),
            (correction, [correction.c.event, correction.c.cell, correction.c.edition]), (incident, [incident.c.id]),
            (incident_event, [incident_event.c.event]), (story_report, [story_report.c.report]),
        ):  # fmt: skip
            for row in stream(connection, select(table).order_by(*order)):
                told = _plain(table, row._mapping)
                if table is blob:
                    told["data"] = hashlib.sha256(get_blob(connection, row.sha256) or b"").hexdigest()
                yield json.dumps([table.name, told], ensure_ascii=False, sort_keys=True)


def _plain(table: Table, row: Any) -> dict[str, Any]:
    keep_id = table in (report, incident)
    return {name: row[name] for name in (c.name for c in table.columns) if name not in _LEFT_OUT or (name == "id" and keep_id)}


def digest(store: Store) -> str:
    """The sha256 of all lines of `dump`."""
    found = hashlib.sha256()
    for line in dump(store):
        found.update(line.encode("utf-8", "surrogatepass") + b"\n")
    return found.hexdigest()
