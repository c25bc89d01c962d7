"""The index and the incidents made anew from testimony and from what people judged."""

from __future__ import annotations

from sqlalchemy import delete, insert, select

from dateline.codec import decode_record
from dateline.keep.merging import refresh
from dateline.model.incidents import MACHINE
from dateline.store.checking import stream
from dateline.store.indexing import index_record
from dateline.store.opening import Store
from dateline.store.passages import clear_passages
from dateline.store.schema import (
    actor,
    block,
    event,
    incident,
    incident_actor,
    incident_event,
    judgement,
    pending,
    record,
    report,
    statement,
    story_report,
)


def rebuild(store: Store) -> int:
    """Makes all that is computed anew; returns the number of reports. A crash in between is taken up by the next `refresh`."""
    with store.writing() as connection:
        for table in (actor, statement, event, block, incident, incident_event, incident_actor, story_report, pending):
            connection.execute(delete(table))
        connection.execute(delete(judgement).where(judgement.c.by == MACHINE))
        clear_passages(connection)
        tail = record.join(report, record.c.report == report.c.id)
        wanted = select(record.c.report, record.c.json).select_from(tail).where(record.c.current, report.c.latest).order_by(record.c.report)
        names = []
        for row in stream(connection, wanted):
            index_record(connection, decode_record(row.json))
            names.append(row.report)
        for name in names:
            connection.execute(insert(pending).values(report=name))
    refresh(store)
    return len(names)
