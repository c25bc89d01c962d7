"""A record -> the rows by which it is found. All of them can be made again from the records at any time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert

from dateline.model import Event, Record, Statement
from dateline.model.incidents import event_keys, report_id
from dateline.store.passages import Passage, drop_passages, fold, write_passages
from dateline.store.schema import actor, event, statement

LONGEST = 300
"""Characters of a folded name that are compared: longer ones are no names, and PostgreSQL's trees hold 2,700 bytes a row."""


def index_record(connection: Connection, record: Record) -> None:
    """Writes the rows of the latest version's current record; what stood there of it is dropped before, by `drop_index`."""
    rows = rows_of_record(record)
    for table, name in ((actor, "actor"), (statement, "statement"), (event, "event")):
        if rows[name]:
            connection.execute(insert(table), rows[name])
    write_passages(connection, passages_of(record))


def rows_of_record(record: Record) -> dict[str, list[dict[str, object]]]:
    """The rows of `actor`, `statement` and `event` that a record gives."""
    name, keys = report_id(record.document.id), event_keys(record)
    return {
        "actor": actor_rows(record, name),
        "statement": [_statement_row(s, name, record) for s in record.statements],
        "event": [_event_row(e, name, keys[e.id]) for e in record.events],
    }


def drop_index(connection: Connection, reports: Sequence[str]) -> None:
    """Takes the rows of reports (short ids) out of what is found; their testimony stays."""
    for table in (actor, statement, event):
        connection.execute(delete(table).where(table.c.report.in_(reports)))
    drop_passages(connection, reports)


def actor_rows(record: Record, name: str) -> list[dict[str, object]]:
    """Who takes part or speaks, a row each."""
    return [
        {
            "key": f"{name}/{a.id}", "report": name, "local": a.id, "name": a.name, "folded": fold(a.name)[:LONGEST], "kind": a.kind,
            "country": a.country, "named": a.named == "named", "party": f"{name}/{a.id}",
        }
        for a in record.actors
    ]  # fmt: skip


def _statement_row(one: Statement, name: str, record: Record) -> dict[str, object]:
    published = record.document.published
    return {
        "report": name, "local": one.id, "actor": f"{name}/{one.source.actor}" if one.source.actor else None, "act": one.act,
        "form": one.form, "said": one.on.partition("/")[0] if one.on else published and published.isoformat(), "content": said_of(one),
    }  # fmt: skip


def said_of(one: Statement) -> str:
    """What a statement says, its pieces in one line."""
    return " … ".join(" ".join((c.text or "").split()) for c in one.content)


def _event_row(one: Event, name: str, key: str) -> dict[str, object]:
    place = one.places[0] if one.places else None
    earliest, latest = (one.when.earliest, one.when.latest) if one.when else (None, None)
    return {
        "key": key, "report": name, "local": one.id, "type": one.type, "mode": one.mode, "status": one.status,
        "earliest": earliest and earliest.isoformat(), "latest": latest and latest.isoformat(),
        "country": place and place.country, "place": place and place.name, "lat": place and place.lat, "lon": place and place.lon,
    }  # fmt: skip


def passages_of(record: Record) -> list[Passage]:
    """What of a record can be found by its words: title and text, what is said, who is named."""
    name = report_id(record.document.id)
    text = f"{record.document.title}\n{record.document.text}" if record.document.title else record.document.text
    return [
        Passage("text", name, "", text),
        *(Passage("statement", name, s.id, said_of(s)) for s in record.statements),
        *(Passage("actor", name, a.id, a.name) for a in record.actors),
    ]
