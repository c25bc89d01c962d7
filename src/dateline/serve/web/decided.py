"""What people decided on an incident's events, or on actors of a name: taken together with others, or kept apart; shown with who and
when, and taken back as one.

Two events that are kept apart are no longer in one incident, so an incident's own judgements cannot tell of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Connection, Select, literal_column, or_, select

from dateline.errors import EditConflict
from dateline.keep.identities import KIND as ACTOR
from dateline.keep.identities import actor_of, find_anchored, is_sort
from dateline.keep.judging import take_back as revoke
from dateline.keep.library import Library, cut, report_of
from dateline.model import Json, Record
from dateline.model.incidents import MACHINE
from dateline.serve.web.messages import say
from dateline.serve.web.wording import say_source
from dateline.store.passages import LONGEST, fold
from dateline.store.schema import actor, judgement

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.ask import ReportRow

LISTED = 6
"""Pairs of one decision that are named; the rest are counted."""
LATEST = 200
"""Decisions on actors that are gone through for one name, the last ones: each may lie in a record of its own."""
_PEOPLE = "judgement.\"by\" <> 'machine'"
"""As the index `judgement_people` has it."""


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
    return _together(rows.values(), own)


def _together(rows: Iterable[Any], own: Collection[str]) -> tuple[Decided, ...]:
    """What was decided at one moment as one, the last first."""
    ordered = sorted(rows, key=lambda r: (r.made or "", r.by, r.same, r.id), reverse=True)
    return tuple(_decided(list(some), own) for _, some in groupby(ordered, key=lambda r: (r.made, r.by, r.same)))


def _of_people(keys: Sequence[str]) -> Select[Any]:
    """Judgements in force by people of which one side is among the keys; asked so that the index `judgement_people` serves."""
    j, people = judgement.c, literal_column(_PEOPLE, Boolean)
    side = or_(j.first.in_(keys), j.second.in_(keys))
    return select(j.id, j.first, j.second, j.same, j.by, j.made, j.note).where(j.kind == "event", j.revoked.is_(None), people, side)


def _decided(rows: Sequence[Any], own: Collection[str]) -> Decided:
    first = rows[-1]
    pairs = [Pair(r.id, *((r.first, r.second) if r.first in own else (r.second, r.first))) for r in rows]
    return Decided(first.by, first.made or "", bool(first.same), first.note or "", tuple(pairs[::-1]))


# ---------------------------------------------------------------- actors


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a decision on actors: an actor of a report (its key, by which its page is called), or everybody of a name (no key)."""

    name: str
    told: str
    key: str


def decided_of_actors(store: Store, names: Sequence[str]) -> tuple[tuple[Decided, ...], dict[str, Side]]:
    """What people decided on actors of these folded names, in force, the last first; and the sides by what stands for them there."""
    with store.reading() as connection:
        rows = _near(connection, frozenset(names))
        held = [side for row in rows for side in (row.first, row.second)]
        records = Library().records(connection, {report_of(side) for side in held if not is_sort(side)})
    sides = {side: _side(records, side) for side in held}
    own = {side for side, told in sides.items() if fold(told.name)[:LONGEST] in names}
    return _together((r for r in rows if {r.first, r.second} & own), own), sides


def _near(connection: Connection, names: frozenset[str]) -> list[Any]:
    """The last judgements of people on actors of which a side is a name of these, or stands in a report that has one of them."""
    j, a = judgement.c, actor.c
    wanted = select(j.id, j.first, j.second, j.same, j.by, j.made, j.note)
    rows = connection.execute(wanted.where(j.kind == ACTOR, j.revoked.is_(None), literal_column(_PEOPLE, Boolean))).all()
    reports = {report_of(side) for row in rows for side in (row.first, row.second) if not is_sort(side)}
    there: set[str] = set()
    for some in cut(sorted(reports)):
        there |= set(connection.execute(select(a.report).where(a.report.in_(some), a.folded.in_(names)).distinct()).scalars())

    def is_near(side: str) -> bool:
        return fold(actor_of(side).name)[:LONGEST] in names if is_sort(side) else report_of(side) in there

    near = [row for row in rows if is_near(row.first) or is_near(row.second)]
    return sorted(near, key=lambda r: (r.made or "", r.id), reverse=True)[:LATEST]


def _side(records: Mapping[str, Record], anchor: str) -> Side:
    if is_sort(anchor):
        return Side(name := actor_of(anchor).name, say("party.everybody", name=name), "")
    record = records.get(report_of(anchor))
    found = find_anchored(record, anchor) if record else None
    if record is None or found is None:  # the report has a newer version, or a newer model reads nobody there
        return Side("", anchor, "")
    told = f"{found.name} · {say_source(record.document.outlet, record.document.published)}"
    return Side(found.name, told, f"{report_of(anchor)}/{found.id}")


# ---------------------------------------------------------------- taking back


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
