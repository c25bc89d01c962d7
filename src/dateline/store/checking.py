"""Testimony recomputed: the bytes, the log's chain, the records and every anchor in them."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select, text
from sqlalchemy.exc import DBAPIError

from dateline.codec import FormatError, decode_record
from dateline.errors import StoreDamaged
from dateline.model import Record, Span
from dateline.model.incidents import report_id
from dateline.store.chain import START, TABLES, hash_row, link, name_row
from dateline.store.schema import blob, log, record, report
from dateline.store.testimony import hash_text

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was kept: `what` and `subject` name it."""

    what: str
    subject: str
    problem: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What was recomputed, and what was found; `chain` is the log's last hash, for whoever wants to note it."""

    counts: dict[str, int]
    faults: tuple[Fault, ...]
    chain: str


def check_testimony(connection: Connection, *, noted: str | None = None, advance: Callable[[int], None] = lambda _: None) -> Checked:
    """Recomputes every hash, the log's chain and every anchor; `noted` is a chain noted before, which must still be in the log.

    `advance` is told the number of records that were checked.
    """
    counts: dict[str, int] = {}
    parts = {
        "file": _damage(connection), "blob": _blobs(connection, counts), "log": _chain(connection, counts, noted),
        "record": _reports(connection, counts, advance), "report": _versions(connection),
    }  # fmt: skip
    faults = [fault for what, part in parts.items() for fault in to_its_end(what, part)]
    return Checked(counts, tuple(faults), _last(connection))


def _last(connection: Connection) -> str:
    with suppress(DBAPIError, StoreDamaged):  # told already, as a fault of the log
        return connection.execute(select(log.c.chain).order_by(log.c.id.desc()).limit(1)).scalar_one_or_none() or START
    return START


def to_its_end(what: str, part: Iterator[Fault]) -> Iterator[Fault]:
    """The faults of a part; rows that the database itself cannot read, as after a flipped byte, end the part with a fault of their own."""
    try:
        yield from part
    except (DBAPIError, StoreDamaged) as error:
        yield Fault(what, "rows", f"cannot be read any further ({getattr(error, 'orig', None) or error})")


def stream(connection: Connection, wanted: Select[Any]) -> Iterator[Any]:
    """The rows of a query, some at a time, so that memory stays bounded."""
    yield from connection.execute(wanted.execution_options(yield_per=AT_ONCE))


def _damage(connection: Connection) -> Iterator[Fault]:
    """What the database itself finds wrong with its pages."""
    if connection.dialect.name == "sqlite":
        for (told,) in connection.execute(text("PRAGMA integrity_check(20)")):
            if told != "ok":
                yield Fault("file", "database", str(told))


def _blobs(connection: Connection, counts: dict[str, int]) -> Iterator[Fault]:
    counts["blobs"] = 0
    for row in stream(connection, select(blob.c.sha256, blob.c.size, blob.c.packed)):
        counts["blobs"] += 1
        try:
            data = zlib.decompress(row.packed)
        except zlib.error as error:
            yield Fault("blob", row.sha256, f"cannot be unpacked ({error})")
            continue
        if hashlib.sha256(data).hexdigest() != row.sha256 or len(data) != row.size:
            yield Fault("blob", row.sha256, "its bytes have another sha256")


# ---------------------------------------------------------------- the log


def _chain(connection: Connection, counts: dict[str, int], noted: str | None) -> Iterator[Fault]:
    """The chain itself, then every row that an entry tells of, then rows that no entry tells of."""
    before, number, told = START, 0, dict[str, dict[str, str]]()
    seen = noted is None or noted == START
    for row in stream(connection, select(log).order_by(log.c.id)):
        number += 1
        if row.id != number or link(before, row.at, row.what, row.subject, row.sha256) != row.chain:
            yield Fault("log", str(row.id), "does not follow from the entry before it")
        before, seen = row.chain, seen or row.chain == noted
        told.setdefault(row.what, {})[row.subject] = row.sha256
    counts["log entries"] = number
    if not seen:
        yield Fault("log", noted or "", "the chain that was noted is not in it: entries were taken out or changed")
    for what in sorted(told.keys() - TABLES.keys()):
        yield Fault("log", what, "tells of something that Dateline does not know")
    for what in TABLES:
        yield from _rows(connection, what, told.get(what, {}))


def _rows(connection: Connection, what: str, told: dict[str, str]) -> Iterator[Fault]:
    table = TABLES[what]
    wanted = select(table)
    if what == "judgement" or what == "revoked judgement":
        wanted = wanted.where(table.c.by != "machine")
    if what.startswith("revoked"):
        wanted = wanted.where(table.c.revoked.is_not(None))
    left = set(told)
    for row in stream(connection, wanted):
        name = name_row(what, row._mapping)
        left.discard(name)
        if name not in told:
            yield Fault(what, name, "nothing in the log tells of it")
        elif told[name] != hash_row(what, row._mapping):
            yield Fault(what, name, "is not as it was written")
    for name in sorted(left):
        yield Fault(what, name, "is gone")


# ---------------------------------------------------------------- records


def _reports(connection: Connection, counts: dict[str, int], advance: Callable[[int], None]) -> Iterator[Fault]:
    """Every record against its report: its hash, its document, and each of its anchors."""
    counts |= {"reports": connection.execute(select(func.count()).select_from(report)).scalar_one(), "records": 0, "anchors": 0}
    wanted = select(record.c.report, record.c.sha256, record.c.json, report.c.text, report.c.document)
    tail = record.join(report, record.c.report == report.c.id)
    for row in stream(connection, wanted.select_from(tail).order_by(record.c.id)):
        counts["records"] += 1
        advance(1)
        if hash_text(row.json) != row.sha256:
            yield Fault("record", row.report, "has another sha256")
        try:
            made = decode_record(row.json)
        except FormatError as error:
            yield Fault("record", row.report, str(error))
            continue
        if made.document.text != row.text or made.document.id != row.document or report_id(row.document) != row.report:
            yield Fault("record", row.report, "is of another text than its report")
        held, wrong = check_anchors(made)
        counts["anchors"] += held
        yield from (Fault("anchor", row.report, told) for told in wrong)


def check_anchors(made: Record) -> tuple[int, list[str]]:
    """How many anchors a record has, and those whose words do not stand where they say."""
    source, wrong, number = made.document.text, list[str](), 0
    for span, words in _anchors((made.actors, made.statements, made.events)):
        number += 1
        if not 0 <= span.start <= span.end <= len(source) or source[span.start : span.end] != words:
            wrong.append(f"[{span.start}, {span.end}) does not say {words!r}")
    return number, wrong


def _anchors(value: Any) -> Iterator[tuple[Span, str | None]]:
    if isinstance(value, tuple) and not isinstance(value, Span):
        for one in value:
            yield from _anchors(one)
    elif is_dataclass(value) and not isinstance(value, type):
        span = getattr(value, "span", None)
        if isinstance(span, Span):
            yield span, getattr(value, "text", None)
        for cell in fields(value):
            yield from _anchors(getattr(value, cell.name))


def _versions(connection: Connection) -> Iterator[Fault]:
    """One latest version in each series, the last; one current record for each report."""
    latest = select(report.c.series, func.max(report.c.version).label("last")).group_by(report.c.series).subquery()
    tail = report.join(latest, report.c.series == latest.c.series)
    wrong = or_(and_(report.c.latest, report.c.version != latest.c.last), and_(~report.c.latest, report.c.version == latest.c.last))
    for name in connection.execute(select(report.c.id).select_from(tail).where(wrong)).scalars():
        yield Fault("report", name, "is taken for the latest version and is not, or the other way round")
    current = select(record.c.report, func.count().label("n")).where(record.c.current).group_by(record.c.report).subquery()
    wanted = select(report.c.id).outerjoin(current, current.c.report == report.c.id).where(func.coalesce(current.c.n, 0) != 1)
    for name in connection.execute(wanted).scalars():
        yield Fault("report", name, "has no current record, or several")
