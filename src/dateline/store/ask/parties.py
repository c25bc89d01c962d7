"""The parties under a name: who of those that reports call so is taken for whom."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from sqlalchemy import ColumnElement, Connection, Integer, case, cast, func, select

from dateline.store.ask.rows import ActorRow, HasEngine, Party
from dateline.store.schema import actor, report

FIRST, OWN = 3, 12
"""Actors that are given of each party, and of the one that is asked for or the only one."""


def find_parties(store: HasEngine, names: Sequence[str], *, key: str = "", most: int = 20) -> tuple[int, tuple[Party, ...]]:
    """How many parties bear one of these folded names (as `identify` gives them), and the first of them, each with its earliest reports.

    That of the actor `key` comes first, then those who are named before those who are only described, the largest first.
    """
    with store.engine.connect() as connection:
        own = connection.execute(select(actor.c.party).where(actor.c.key == key)).scalar() if key else None
        asked = actor.c.folded.in_(names)
        number, sizes = _sizes(connection, asked, own, most)
        own = own or (next(iter(sizes)) if number == 1 else None)
        held = _rows(connection, asked & actor.c.party.in_(sizes), own)
        rows = {party: tuple(some) for party, some in groupby(held, key=lambda row: row.party)}
        return number, tuple(Party(party, *size, rows[party]) for party, size in sizes.items())


def _sizes(connection: Connection, asked: ColumnElement[bool], own: str | None, most: int) -> tuple[int, dict[str, tuple[int, int]]]:
    """How many parties, and the first as they are shown, each with the number of its actors and of these actors' reports."""
    a = actor.c
    order = (a.party == own).desc() if own else None, func.max(cast(a.named, Integer)).desc(), func.count().desc(), a.party
    counted = a.party, func.count(), func.count(a.report.distinct()), func.count().over()
    wanted = select(*counted).where(asked, a.party.is_not(None)).group_by(a.party)
    rows = connection.execute(wanted.order_by(*(one for one in order if one is not None)).limit(most)).all()
    return (rows[0][3] if rows else 0), {row[0]: (row[1], row[2]) for row in rows}


def _rows(connection: Connection, asked: ColumnElement[bool], own: str | None) -> list[ActorRow]:
    """The first actors of each party, by the day of their reports."""
    a = actor.c
    columns = a.party, a.key, a.name, a.kind, a.country, a.named, a.report, report.c.outlet, report.c.published
    place = func.row_number().over(partition_by=a.party, order_by=(report.c.published.nulls_last(), a.key)).label("place")
    some = select(*columns, place).select_from(actor.join(report, report.c.id == a.report)).where(asked).subquery()
    share = case((some.c.party == own, OWN), else_=FIRST) if own else FIRST
    wanted = select(some).where(some.c.place <= share).order_by(some.c.party, some.c.place)
    return [ActorRow(*row[:-1]) for row in connection.execute(wanted)]
