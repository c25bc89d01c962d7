"""Reports and their records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, or_, select

from dateline.codec import decode_record
from dateline.errors import UsageError
from dateline.model import Record
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.rows import HasEngine, Page, ReportRow
from dateline.store.ask.words import cleaned
from dateline.store.schema import record, report

_CHUNK = 500


def list_reports(store: HasEngine, *, after: str | None = None, most: int = 50) -> Page[ReportRow]:
    """The latest version of every report, the newest first; those without a date last."""
    number, published = report.c.id, report.c.published
    wanted = select(*_columns(), _versions()).where(report.c.latest.is_(True))
    with store.engine.connect() as connection:
        found = newest_first(connection, wanted, (published, number), after, most + 1)
    rows = [_row(row) for row in found]
    more = write_cursor(rows[most - 1].published or "", rows[most - 1].id) if len(rows) > most else None
    return Page(tuple(rows[:most]), more)


def newest_first(
    connection: Connection, wanted: Select[Any], keys: tuple[ColumnElement[Any], ColumnElement[Any]], after: str | None, most: int
) -> list[Row[Any]]:
    """At most so many rows by day and id, the newest first, those without a day last: two walks, each along an index."""
    published, number = keys
    day, name = read_cursor(after) if after is not None else (None, "")
    rows: list[Row[Any]] = []
    if day != "":
        dated = wanted.where(published.is_not(None)).order_by(published.desc(), number.desc()).limit(most)
        if day is not None:
            dated = dated.where(published <= day, or_(published < day, number < name))
        rows += connection.execute(dated).all()
    if len(rows) < most:
        undated = wanted.where(published.is_(None)).order_by(number.desc()).limit(most - len(rows))
        rows += connection.execute(undated.where(number < name) if day == "" else undated).all()
    return rows


def get_report(store: HasEngine, name: str) -> ReportRow:
    """The report of a short id, `sha256:` id or the caller's own key (the latest version). Raises UsageError where there is none."""
    with store.engine.connect() as connection:
        return _find(connection, name)


def get_reports(store: HasEngine, names: Iterable[str]) -> dict[str, ReportRow]:
    """Rows of reports by short id; those that are not there are left out."""
    with store.engine.connect() as connection:
        return rows_of(connection, names)


def get_record(store: HasEngine, name: str) -> Record:
    """The current record of a report, named as in `get_report`. Raises UsageError where there is none."""
    with store.engine.connect() as connection:
        found = _find(connection, name)
        line = connection.execute(select(record.c.json).where(record.c.report == found.id, record.c.current.is_(True))).scalar()
    if line is None:
        raise UsageError(f"report {found.id} has no record yet; read it with `dateline reread`")
    return decode_record(line)


def get_records(store: HasEngine, names: Iterable[str]) -> dict[str, Record]:
    """Current records of reports by short id; those that are not there are left out."""
    found: dict[str, Record] = {}
    with store.engine.connect() as connection:
        for chunk in _chunks(names):
            wanted = select(record.c.report, record.c.json).where(record.c.report.in_(chunk), record.c.current.is_(True))
            found.update((row.report, decode_record(row.json)) for row in connection.execute(wanted))
    return found


def name_report(store: HasEngine, name: str) -> str:
    """The short id of the report that `name` means, as in `get_report`."""
    return get_report(store, name).id


def rows_of(connection: Connection, names: Iterable[str]) -> dict[str, ReportRow]:
    """As `get_reports`, within a connection."""
    found: dict[str, ReportRow] = {}
    for chunk in _chunks(names):
        found.update((row.id, _row(row)) for row in connection.execute(select(*_columns(), _versions()).where(report.c.id.in_(chunk))))
    return found


def _chunks(names: Iterable[str]) -> Iterator[Sequence[str]]:
    sought = sorted(set(names))
    return (sought[start : start + _CHUNK] for start in range(0, len(sought), _CHUNK))


def _find(connection: Connection, name: str) -> ReportRow:
    sought = cleaned(name)
    ways: Sequence[ColumnElement[bool]] = (report.c.id == sought, report.c.document == sought, report.c.key == sought)
    for way in ways:
        order = report.c.latest.desc(), report.c.published.desc(), report.c.id
        row = connection.execute(select(*_columns(), _versions()).where(way).order_by(*order).limit(1)).first()
        if row is not None:
            return _row(row)
    raise UsageError(f"there is no report {name!r} in this store; `dateline reports` lists those there are")


def _columns() -> list[ColumnElement[Any]]:
    names = "id document series version latest key outlet title url published language origin added".split()
    return [report.c[name] for name in names]


def _versions() -> ColumnElement[Any]:
    same = report.alias("same_series")
    return select(func.count()).select_from(same).where(same.c.series == report.c.series).scalar_subquery()


def _row(row: Any) -> ReportRow:
    return ReportRow(*row)
