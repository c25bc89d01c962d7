"""What waits for a person's decision, the most disputed and least certain first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Select, exists, select, tuple_

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
    i = incident.c
    held = connection.execute(select(i.disputed, i.voices, i.reports, i.id).where(i.id == name)).first()
    for disputed in (True, False):
        if held is not None and bool(held.disputed) and not disputed:
            held = None  # all of the others come after it
        if held is not None and bool(held.disputed) != disputed:
            continue  # the disputed are behind us
        start, inclusive = (held[1:] if held else None), True
        while some := connection.execute(_stretch(disputed, start, inclusive)).all():
            yield from rows_of(connection, [row.id for row in some])
            start, inclusive = (some[-1].voices, some[-1].reports, some[-1].id), False


def _stretch(disputed: bool, start: Sequence[int | str] | None, inclusive: bool) -> Select[Any]:
    """The next incidents, along the index `incident_queue`: backwards through the disputed, forwards through the others."""
    i = incident.c
    keys = (i.voices, i.reports, i.id)
    wanted = select(*keys).where(i.disputed.is_(disputed)).order_by(*(k.desc() if disputed else k for k in keys)).limit(_STRETCH)
    if start is None:
        return wanted
    here, there = tuple_(*keys), tuple_(*start)
    if inclusive:
        return wanted.where(here <= there if disputed else here >= there)
    return wanted.where(here < there if disputed else here > there)


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
