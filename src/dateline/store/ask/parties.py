"""The parties under a name: who of those that reports call so is taken for whom."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Subquery, case, cast, func, literal, or_, select, true

from dateline.errors import UsageError
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.rows import ActorRow, HasEngine, Party
from dateline.store.schema import actor, report

_SIZE = re.compile(r"([012])\.(\d{1,9})", re.ASCII)
FIRST, OWN = 3, 12
"""Actors that are given of each party, and of the one that is asked for or the only one."""


def find_parties(
    store: HasEngine, names: Sequence[str], *, key: str = "", after: str | None = None, most: int = 20
) -> tuple[int, tuple[Party, ...]]:
    """How many parties bear one of these folded names (as `identify` gives them), and the first of them, each with its earliest reports.

    That of the actor `key` comes first, then those who are named before those who are only described, the largest first. `after` is the
    cursor of the last one of the page before. Raises UsageError for what is no cursor.
    """
    with store.engine.connect() as connection:
        own = connection.execute(select(actor.c.party).where(actor.c.key == key)).scalar() if key else None
        asked = actor.c.folded.in_(names)
        counted, key_party = _counted(asked, own), own
        beyond = _beyond(counted, own, after) if after else true()
        sizes = {row.party: row for row in connection.execute(select(counted).where(beyond).order_by(counted.c.place).limit(most))}
        total = next((row.total for row in sizes.values()), None)
        number = total or connection.execute(select(func.count()).select_from(counted)).scalar_one()
        own = own or (next(iter(sizes), None) if number == 1 else None)
        held = _rows(connection, asked & actor.c.party.in_(sizes), own)
        rows = {party: tuple(some) for party, some in groupby(held, key=lambda row: row.party)}
        return number, tuple(Party(p, r.size, r.reports, rows[p], r.place, _cursor(r, p == key_party)) for p, r in sizes.items())


def _counted(asked: ColumnElement[bool], own: str | None) -> Subquery:
    """All parties with the number of their actors and of these actors' reports, and the place of each in the order of the list."""
    a = actor.c
    named = func.max(cast(a.named, Integer))
    order = (*((case((a.party == own, 0), else_=1),) if own else ()), named.desc(), func.count().desc(), a.party)
    place, total = func.row_number().over(order_by=order).label("place"), func.count().over().label("total")
    counted = a.party, named.label("named"), func.count().label("size"), func.count(a.report.distinct()).label("reports"), place, total
    return select(*counted).where(asked, a.party.is_not(None)).group_by(a.party).subquery()


def _cursor(row: Row[Any], own: bool) -> str:
    """Where the list goes on behind a party; the one that was asked for stands before all, as if it were more than named."""
    return write_cursor("2.0" if own else f"{row.named}.{row.size}", row.party)


def _beyond(counted: Subquery, own: str | None, after: str) -> ColumnElement[bool]:
    """Parties that stand behind a cursor; the one that was asked for stands before all."""
    first, party = read_cursor(after)
    found = _SIZE.fullmatch(first)
    if found is None:
        raise UsageError(f"{after!r} is no place in a list of parties; use the one that the page before gave")
    place = literal(int(found[1])), literal(int(found[2])), literal(party, counted.c.party.type)
    c = counted.c
    later = or_(c.named < place[0], (c.named == place[0]) & or_(c.size < place[1], (c.size == place[1]) & (c.party > place[2])))
    return later & (c.party != own) if own else later


def _rows(connection: Connection, asked: ColumnElement[bool], own: str | None) -> list[ActorRow]:
    """The first actors of each party, by the day of their reports."""
    a = actor.c
    columns = a.party, a.key, a.name, a.kind, a.country, a.named, a.report, report.c.outlet, report.c.published
    place = func.row_number().over(partition_by=a.party, order_by=(report.c.published.nulls_last(), a.key)).label("place")
    some = select(*columns, place).select_from(actor.join(report, report.c.id == a.report)).where(asked).subquery()
    share = case((some.c.party == own, OWN), else_=FIRST) if own else FIRST
    wanted = select(some).where(some.c.place <= share).order_by(some.c.party, some.c.place)
    return [ActorRow(*row[:-1]) for row in connection.execute(wanted)]
