"""How far people have come: events that were decided on, and reports in which the machine found no event that nobody has read yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, exists, func, or_, select

from dateline.model.incidents import ACCEPTED, MACHINE
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.reports import rows_of
from dateline.store.ask.rows import HasEngine, Page, ReportRow
from dateline.store.schema import correction, event, report

NOTHING = "nothing"
"""The cell of a whole report that says that a person has read it and there is nothing (more) in it to record."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Events in the store, those on which somebody decided, and reports that somebody read whole."""

    events: int
    decided: int
    checked: int


def progress(store: HasEngine) -> Progress:
    """How much is decided."""
    c = correction.c
    in_force = c.revoked.is_(None)
    with store.engine.connect() as connection:
        events = connection.execute(select(func.count()).select_from(event)).scalar_one()
        of_events = select(func.count(c.event.distinct())).join(event, event.c.key == c.event).where(in_force, c.verdict != MACHINE)
        of_reports = select(func.count(c.event.distinct())).where(in_force, c.cell == NOTHING, c.verdict == ACCEPTED)
        decided = connection.execute(of_events).scalar_one()
        return Progress(int(events), int(decided), int(connection.execute(of_reports).scalar_one()))


def silent_reports(store: HasEngine, *, after: str | None = None, most: int = 20) -> Page[ReportRow]:
    """Reports without an event that nobody has marked as read, the newest first; those without a date last."""
    r, c = report.c, correction.c
    told = exists(select(1).where(event.c.report == r.id))
    read = exists(select(1).where(c.report == r.id, c.event == r.id, c.cell == NOTHING, c.verdict == ACCEPTED, c.revoked.is_(None)))
    wanted = select(r.id, r.published).where(r.latest.is_(True), ~told, ~read)
    if after is not None:
        day, name = read_cursor(after)
        none = and_(r.published.is_(None), r.id < name)
        wanted = wanted.where(or_(r.published < day, and_(r.published == day, r.id < name), r.published.is_(None)) if day else none)
    with store.engine.connect() as connection:
        found = connection.execute(wanted.order_by(r.published.desc().nulls_last(), r.id.desc()).limit(most + 1)).all()
        rows = rows_of(connection, [row.id for row in found[:most]])
    more = write_cursor(found[most - 1].published or "", found[most - 1].id) if len(found) > most else None
    return Page(tuple(rows[row.id] for row in found[:most] if row.id in rows), more)
