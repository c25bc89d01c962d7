"""What people decided on an incident's events: taken together with others, or kept apart; shown with who and when, and taken back as one.

Two events that are kept apart are no longer in one incident, so an incident's own judgements cannot tell of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Select, literal_column, or_, select

from dateline.errors import EditConflict
from dateline.keep.judging import take_back as revoke
from dateline.model import Json
from dateline.model.incidents import MACHINE
from dateline.store.schema import judgement

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.ask import ReportRow

LISTED = 6
"""Pairs of one decision that are named; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One judgement: its number, an event of the incident, and the other event, of this incident or another."""

    number: int
    own: str
    other: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What one person decided at one moment: `same` or not, with a note, of all these pairs."""

    by: str
    at: str
    same: bool
    why: str
    pairs: tuple[Pair, ...]

    @property
    def number(self) -> int:
        """The judgement by which the decision is called."""
        return self.pairs[0].number


def decided_of(store: Store, members: Sequence[str]) -> tuple[Decided, ...]:
    """What people decided on events of an incident, in force, the last first."""
    own: frozenset[str] = frozenset(members)
    rows: dict[int, Any] = {}
    with store.reading() as connection:
        for some in (members[i : i + 400] for i in range(0, len(members), 400)):
            rows |= {row.id: row for row in connection.execute(_of_people(some))}
    ordered = sorted(rows.values(), key=lambda r: (r.made or "", r.by, r.same, r.id), reverse=True)
    return tuple(_decided(list(some), own) for _, some in groupby(ordered, key=lambda r: (r.made, r.by, r.same)))


def _of_people(keys: Sequence[str]) -> Select[Any]:
    """Judgements in force by people of which one side is among the keys; asked so that the index `judgement_people` serves."""
    j, people = judgement.c, literal_column("judgement.\"by\" <> 'machine'", Boolean)
    side = or_(j.first.in_(keys), j.second.in_(keys))
    return select(j.id, j.first, j.second, j.same, j.by, j.made, j.note).where(j.kind == "event", j.revoked.is_(None), people, side)


def _decided(rows: Sequence[Any], own: frozenset[str]) -> Decided:
    first = rows[-1]
    pairs = [Pair(r.id, *((r.first, r.second) if r.first in own else (r.second, r.first))) for r in rows]
    return Decided(first.by, first.made or "", bool(first.same), first.note or "", tuple(pairs[::-1]))


def take_back(store: Store, number: int, now: Callable[[], str]) -> int:
    """Takes back the decision that the judgement `number` is part of; returns how many judgements that were.

    Raises EditConflict where somebody has taken it back, or decided anew, since the page was drawn.
    """
    j, moment = judgement.c, now()
    with store.reading() as connection:
        row = connection.execute(select(judgement).where(j.id == number, j.by != MACHINE, j.revoked.is_(None))).first()
        if row is None:
            raise EditConflict(store.address, "that decision is no longer in force", "look at the page again")
        same = (j.made == row.made, j.by == row.by, j.same == row.same, j.kind == row.kind, j.revoked.is_(None))
        numbers = connection.execute(select(j.id).where(*same).order_by(j.id)).scalars().all()
    revoke(store, moment, judgements=numbers)
    return len(numbers)


def reports_of(decided: Iterable[Decided]) -> list[str]:
    """Ids of the reports whose events are told of by name."""
    keys = (key for one in decided for pair in one.pairs[:LISTED] for key in (pair.own, pair.other))
    return list(dict.fromkeys(key.partition("@")[0] for key in keys))


def name_event(key: str, reports: Mapping[str, ReportRow]) -> str:
    """An event by the outlet and day of its report; its key where the report is not there."""
    row = reports.get(key.partition("@")[0])
    return " · ".join(x for x in ((row.outlet or row.title or row.id), row.published or "") if x) if row else key


def to_json(decided: Iterable[Decided]) -> list[Json]:
    """Decisions for the JSON twin, with all their pairs."""
    told: list[Json] = []
    for one in decided:
        pairs: list[Json] = [{"number": p.number, "first": p.own, "second": p.other} for p in one.pairs]
        told.append({"by": one.by, "at": one.at, "same": one.same, "why": one.why, "pairs": pairs})
    return told
