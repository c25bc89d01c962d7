"""What people decided, as it stands in the tables of judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Connection, literal_column, select

from dateline.store.ask.rows import HasEngine
from dateline.store.ask.words import cleaned
from dateline.store.schema import correction, event, judgement


@dataclass(frozen=True, slots=True)
class Decision:
    """A correction (of the cell `cell` of the event `first`, with its verdict) or a judgement (of `first` and `second`, `same` or
    `not the same`) that is in force; `machine` and `value` are JSON."""

    what: str
    number: int
    first: str
    second: str
    cell: str
    verdict: str
    machine: str | None
    value: str | None
    by: str
    at: str
    why: str


def decisions(store: HasEngine) -> tuple[Decision, ...]:
    """All that people decided and did not take back, in the order of time."""
    with store.engine.connect() as connection:
        return tuple(sorted(_all(connection), key=lambda d: (d.at, d.what, d.number)))


def last_decision(store: HasEngine, by: str) -> tuple[Decision, ...]:
    """The last that a person decided and did not take back: all that was kept at that moment."""
    name = cleaned(by)
    with store.engine.connect() as connection:
        mine = list(_all(connection, name))
    last = max((d.at for d in mine), default="")
    return tuple(sorted((d for d in mine if d.at == last), key=lambda d: (d.what, d.number)))


def newest_of_cell(store: HasEngine, key: str, cell: str) -> Decision | None:
    """The last word in force on a cell."""
    c = correction.c
    wanted = select(correction).where(c.event == key, c.cell == cell, c.revoked.is_(None)).order_by(c.edition.desc()).limit(1)
    with store.engine.connect() as connection:
        row = connection.execute(wanted).first()
        return _correction(row) if row else None


def has_event(store: HasEngine, key: str) -> bool:
    """Whether there is an event of this key."""
    with store.engine.connect() as connection:
        return connection.execute(select(event.c.key).where(event.c.key == cleaned(key))).first() is not None


def _all(connection: Connection, by: str | None = None) -> Iterator[Decision]:
    of_cells: list[ColumnElement[bool]] = [correction.c.revoked.is_(None)]
    people: ColumnElement[bool] = literal_column("judgement.\"by\" <> 'machine'", Boolean)  # as the index `judgement_people` has it
    of_pairs = [judgement.c.revoked.is_(None), people]
    if by is not None:
        of_cells.append(correction.c.by == by)
        of_pairs.append(judgement.c.by == by)
    yield from map(_correction, connection.execute(select(correction).where(*of_cells)))
    yield from map(_judgement, connection.execute(select(judgement).where(*of_pairs)))


def _correction(row: Any) -> Decision:
    return Decision(
        "correction", row.id, row.event, "", row.cell, row.verdict, row.machine, row.value, row.by, row.at, row.why
    )  # fmt: skip


def _judgement(row: Any) -> Decision:
    verdict = "same" if row.same else "not the same"
    return Decision("judgement", row.id, row.first, row.second, row.kind, verdict, None, None, row.by, row.made, row.note)
