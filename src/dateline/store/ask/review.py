"""What waits for a person's decision, the most disputed and least certain first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, and_, exists, or_, select

from dateline.model.incidents import MACHINE
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.incidents import rows_of
from dateline.store.ask.rows import HasEngine, IncidentRow, Page, Waiting
from dateline.store.schema import correction, event, incident, incident_event

_STRETCH = 50
"""Incidents that are looked at together."""


def queue(store: HasEngine, *, after: str | None = None, most: int = 20) -> Page[Waiting]:
    """Events on which nobody has decided yet, incident by incident.

    First come the disputed, those with most voices first; then the others, those with fewest voices first. A cursor whose incident is
    gone starts at the top again, where what was decided no longer stands.
    """
    out: list[Waiting] = []
    with store.engine.connect() as connection:
        place = read_cursor(after) if after is not None else ("", "")
        for row in _incidents(connection, place[0]):
            waiting = _waiting(connection, row)
            out += [one for one in waiting if row.id != place[0] or one.event > place[1]]
            if len(out) > most:
                break
    more = write_cursor(out[most - 1].incident.id, out[most - 1].event) if len(out) > most else None
    return Page(tuple(out[:most]), more)


def _incidents(connection: Connection, name: str) -> Iterator[IncidentRow]:
    """Incidents in the order of the queue, from that of the id `name` on."""
    held = connection.execute(select(incident.c.disputed, incident.c.voices, incident.c.reports).where(incident.c.id == name)).first()
    start = (*held, name) if held else None
    for disputed in (True, False):
        if start is not None and bool(start[0]) < disputed:
            continue  # the disputed are behind us
        while some := connection.execute(_stretch(disputed, start)).all():
            yield from rows_of(connection, [row.id for row in some])
            start = (disputed, some[-1].voices, some[-1].reports, some[-1].id + "~")
        start = None


def _stretch(disputed: bool, start: tuple[bool, int, int, str] | None) -> Select[tuple[str, int, int]]:
    """The next incidents, along the index `incident_queue`: backwards through the disputed, forwards through the others."""
    i = incident.c
    order = (i.voices.desc(), i.reports.desc(), i.id) if disputed else (i.voices, i.reports.desc(), i.id)
    wanted = select(i.id, i.voices, i.reports).where(i.disputed.is_(disputed)).order_by(*order).limit(_STRETCH)
    if start is None:
        return wanted
    _, voices, reports, name = start
    further = i.voices < voices if disputed else i.voices > voices
    return wanted.where(or_(further, and_(i.voices == voices, or_(i.reports < reports, and_(i.reports == reports, i.id >= name)))))


def _waiting(connection: Connection, row: IncidentRow) -> Sequence[Waiting]:
    """The incident's events without a decision, by key; a note (verdict `machine`) is none."""
    e, c = event.c, correction.c
    decided = exists(select(1).where(c.report == e.report, c.event == e.key, c.revoked.is_(None), c.verdict != MACHINE))
    joined = incident_event.join(event, e.key == incident_event.c.event)
    wanted = select(e.key, e.report, e.local).select_from(joined).where(incident_event.c.incident == row.id, ~decided).order_by(e.key)
    return [Waiting(key, report, local, row, _why(row)) for key, report, local in connection.execute(wanted)]


def _why(row: IncidentRow) -> str:
    if row.disputed:
        return f"disputed between {row.voices} voices" if row.voices > 1 else "disputed"
    return "one voice" if row.voices == 1 else f"{row.voices} voices"
