"""Writing testimony: bytes, reports, records, failures. Everything here is added, nothing is changed or taken away."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from dateline.codec import encode_record
from dateline.model import Document, Record
from dateline.model.incidents import report_id
from dateline.store.chain import append, entry
from dateline.store.indexing import drop_index, index_record
from dateline.store.schema import blob, failure, pending, record, report, run, taken

KNOWN, NEW, CHANGED = "known", "new", "changed"
_NUMBERED = re.compile(r", (?:line|entry) \d+$")
_LIKE = 0.5
"""Share of words (of both together) from which two rows that stood at the same line of a file are versions of one report: a line
that was put in before them moves all rows, and those are other reports."""
STDIN = "standard input"


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes: the transaction, the run and the time (UTC, ISO) that rows carry."""

    connection: Connection
    run: int
    now: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one report: its short id, and whether it was known, is new, or is a new version of `before`."""

    report: str
    what: str
    before: str | None = None


def start_run(connection: Connection, command: str, config: dict[str, Any], now: str, version: str | None = None) -> Writer:
    """Notes that somebody begins to write, with which version of Dateline; the model stands with each record."""
    number = (connection.execute(select(func.max(run.c.id))).scalar_one() or 0) + 1
    row = {
        "id": number,
        "started": now,
        "command": command,
        "model": None,
        "version": version,
        "config": json.dumps(config, sort_keys=True),
    }
    connection.execute(insert(run), [row])
    append(connection, [entry("run", row)], now)
    return Writer(connection, number, now)


def end_run(writer: Writer) -> None:
    """Notes that a run came to its end."""
    writer.connection.execute(update(run).where(run.c.id == writer.run).values(ended=writer.now))


# ---------------------------------------------------------------- bytes


def put_blob(connection: Connection, data: bytes) -> str:
    """Keeps bytes as they were read; returns their sha256."""
    sha256 = hashlib.sha256(data).hexdigest()
    if connection.execute(select(blob.c.size).where(blob.c.sha256 == sha256)).first() is None:
        connection.execute(insert(blob).values(sha256=sha256, size=len(data), packed=zlib.compress(data)))
    return sha256


def get_blob(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of that sha256, None where there are none. Raises zlib.error where they are damaged."""
    packed = connection.execute(select(blob.c.packed).where(blob.c.sha256 == sha256)).scalar_one_or_none()
    return None if packed is None else zlib.decompress(packed)


def is_taken(connection: Connection, sha256: str, config: str) -> bool:
    """Whether all reports in these bytes were read under this configuration."""
    return connection.execute(select(taken.c.blob).where(taken.c.blob == sha256, taken.c.config == config)).first() is not None


def take(connection: Connection, sha256: str, config: str) -> None:
    """Notes that all reports in these bytes were read under this configuration."""
    if not is_taken(connection, sha256, config):
        connection.execute(insert(taken).values(blob=sha256, config=config))


# ---------------------------------------------------------------- reports


def keep_report(writer: Writer, found: Record, origin: str, sha256: str | None) -> Kept:
    """Keeps a report with its record: a no-op where it is known, beside the old one where it is a changed version of it."""
    named = identify(found)
    name = report_id(named.document.id)
    if writer.connection.execute(select(report.c.id).where(report.c.id == name)).first():
        return Kept(name, KNOWN)
    before = _find_version_before(writer.connection, named.document, origin)
    row = _report_row(named.document, origin) | {
        "blob": sha256, "added": writer.now, "run": writer.run, "id": name, "latest": True,
        "series": before["series"] if before else name, "version": before["version"] + 1 if before else 1,
    }  # fmt: skip
    if before:
        writer.connection.execute(update(report).where(report.c.id == before["id"]).values(latest=False))
        drop_index(writer.connection, [before["id"]])
        mark(writer.connection, before["id"])
    writer.connection.execute(insert(report), [row])
    append(writer.connection, [entry("report", row)], writer.now)
    keep_record(writer, named)
    return Kept(name, CHANGED if before else NEW, before["id"] if before else None)


def keep_record(writer: Writer, made: Record) -> None:
    """Keeps what a model made of a report as its current record; those before it stay."""
    document, connection = made.document, writer.connection
    name, line = report_id(document.id), encode_record(made)
    model, version = document.model or "", document.version or ""
    connection.execute(update(record).where(record.c.report == name).values(current=False))
    row: dict[str, Any] = {
        "report": name, "model": model, "version": version, "current": True, "sha256": hash_text(line), "json": line,
        "made": writer.now, "run": writer.run,
    }  # fmt: skip
    again = update(record).where(record.c.report == name, record.c.model == model, record.c.version == version).values(current=True)
    if connection.execute(again).rowcount == 0:
        connection.execute(insert(record), [row])
        append(connection, [entry("record", row)], writer.now)
    drop_index(connection, [name])
    index_record(connection, made)
    mark(connection, name)


def mark(connection: Connection, name: str) -> None:
    """Notes that the incidents around a report (short id) are to be computed anew."""
    if connection.execute(select(pending.c.report).where(pending.c.report == name)).first() is None:
        connection.execute(insert(pending).values(report=name))


def hash_text(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def identify(found: Record) -> Record:
    """The record under the id that the store gives it: of text and date, and of key, outlet, title and address where those are told.

    Where another outlet printed the same words on the same day, that is testimony of its own, whichever of the two came first.
    """
    document = found.document
    told = [document.key, document.outlet, document.title, document.url]
    if not any(told):
        return found
    return replace(found, document=replace(document, id="sha256:" + hash_text(json.dumps([document.id, *told], ensure_ascii=False))))


def _report_row(document: Document, origin: str) -> dict[str, Any]:
    return {
        "document": document.id, "key": document.key, "outlet": document.outlet, "title": document.title, "url": document.url,
        "published": document.published and document.published.isoformat(), "language": document.language, "origin": origin,
        "text": document.text, "extra": json.dumps(dict(document.extra), ensure_ascii=False),
    }  # fmt: skip


# ---------------------------------------------------------------- versions


def _find_version_before(connection: Connection, document: Document, origin: str) -> dict[str, Any] | None:
    """The latest version of the same report: of the same key (and outlet, where both tell one), else url, else origin."""
    for same in _ways(document, origin):
        columns = report.c.id, report.c.series, report.c.version, report.c.text
        row = connection.execute(
            select(*columns).where(same, report.c.latest).order_by(report.c.added.desc(), report.c.id).limit(1)
        ).first()
        if row and (document.key or document.url or not _NUMBERED.search(origin) or _alike(row.text, document.text)):
            return dict(row._mapping)
    return None


def _ways(document: Document, origin: str) -> Iterator[ColumnElement[bool]]:
    if document.key:
        outlet = or_(report.c.outlet.is_(None), report.c.outlet == document.outlet) if document.outlet else report.c.key.is_not(None)
        yield and_(report.c.key == document.key, outlet)
    if document.url:
        yield and_(report.c.url == document.url, report.c.key.is_(None)) if document.key else report.c.url == document.url
    if not document.key and not document.url and not origin.startswith(STDIN):
        yield and_(report.c.origin == origin, report.c.key.is_(None), report.c.url.is_(None))


def _alike(one: str, other: str) -> bool:
    first, second = set(one.split()), set(other.split())
    return len(first & second) >= _LIKE * len(first | second)


# ---------------------------------------------------------------- failures


def put_failure(writer: Writer, origin: str, problem: str) -> None:
    """Notes that a report could not be read, so that it can be tried again."""
    row = {"problem": problem, "at": writer.now, "run": writer.run, "mended": None}
    if writer.connection.execute(update(failure).where(failure.c.origin == origin).values(**row)).rowcount == 0:
        writer.connection.execute(insert(failure).values(origin=origin, **row))


def mend(writer: Writer, origin: str) -> None:
    """Notes that what stood at `origin` could be read after all."""
    writer.connection.execute(update(failure).where(failure.c.origin == origin, failure.c.mended.is_(None)).values(mended=writer.now))
