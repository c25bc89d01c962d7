"""Groups made anew around what changed, and nowhere else, with the outcome of grouping everything.

`join` takes the best pair of groups again and again. So groups stand as they are exactly where no two of them, taken alone, would make
another pair: whatever joins two groups in the whole would join them among themselves first, and the other way round. A group whose
members, and judgements among them, are what they were therefore needs no second look at others of which the same is true. Looked at are
the groups of what was touched, those that a `same` ties to a group that came out otherwise, and so on until none does. In an archive in
which nearly everything hangs together by some chain of `same`, that is a small part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from dateline.keep.comparing import to_judgement
from dateline.keep.library import cut
from dateline.merge.join import join
from dateline.model import Judgement
from dateline.store.schema import judgement

Group: TypeAlias = tuple[str, ...]
MEMBERS = 4_000
"""Keys up to which the database is told both ends of the judgements that are wanted; it takes 32,766 values in a statement."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Groups as they are kept: `mates` gives every member, with its group's name, of the groups that hold one of some keys (keys that
    stand in none are left out); `alive` those keys that are to be grouped: not gone, and not taken out by a person."""

    kind: str
    mates: Callable[[Iterable[str]], Mapping[str, str]]
    alive: Callable[[Iterable[str]], set[str]]


def regroup(connection: Connection, standing: Standing, touched: Iterable[str]) -> list[Group]:
    """The groups that hold one of `touched` or are not as they stood; all others stand as they are.

    `touched` are all keys that came or went, and all that have a judgement which did.
    """
    starts = set(touched)
    before = dict(standing.mates(starts))
    fresh = standing.alive(starts | before.keys())
    held: set[str] = set()
    asked: set[str] = set()
    found: list[Judgement] = []
    while True:
        found += _judgements_with(connection, standing.kind, fresh, held)
        held |= fresh
        sizes = Counter(before.values())
        changed = [g for g in join(held, found) if not starts.isdisjoint(g) or not _stands(g, before, sizes)]
        edge = {key for group in changed for key in group} - asked
        asked |= edge
        near = standing.mates(_tied(connection, standing.kind, edge) - held)
        before |= near
        fresh = standing.alive(near) - held
        if not fresh:
            return changed


def _stands(group: Group, before: Mapping[str, str], sizes: Mapping[str, int]) -> bool:
    """Whether exactly these stood in one group."""
    names = {before.get(key, "") for key in group}
    name = names.pop()
    return not names and sizes.get(name) == len(group)


def _judgements_with(connection: Connection, kind: str, fresh: set[str], held: set[str]) -> list[Judgement]:
    """The judgements in force among `fresh`, and between them and `held`, without what they rest on."""
    every = fresh | held
    if len(every) < 2:
        return []
    found = [row for row in _rows(connection, kind, ("first", "second"), fresh, every) if row["second"] in every]
    found += [row for row in _rows(connection, kind, ("second", "first"), fresh, held) if row["first"] in held]
    return [to_judgement(row, reasons=False) for row in sorted(found, key=lambda r: (r["first"], r["second"], r["by"], r["made"]))]


def _rows(connection: Connection, kind: str, ends: tuple[str, str], mine: set[str], others: set[str]) -> Iterable[Mapping[Any, Any]]:
    """Judgements in force of which one end is among `mine`, and the other among `others` unless those are many."""
    c = judgement.c
    columns = c.kind, c.first, c.second, c.same, c.score, c.by, c.made, c.note, c.revoked
    wanted = select(*columns).where(c.kind == kind, c.revoked.is_(None))
    if len(others) <= MEMBERS:
        wanted = wanted.where(c[ends[1]].in_(sorted(others)))
    for some in cut(sorted(mine)) if others else ():
        yield from connection.execute(wanted.where(c[ends[0]].in_(some))).mappings()


def _tied(connection: Connection, kind: str, keys: set[str]) -> set[str]:
    """The other ends of judgements in force that say same; asked for as distinct ones, SQLite would walk all judgements in their order."""
    found: set[str] = set()
    c = judgement.c
    for mine, other in ((c.first, c.second), (c.second, c.first)):
        wanted = select(other).where(c.kind == kind, c.same, c.revoked.is_(None))
        for some in cut(sorted(keys)):
            found |= set(connection.execute(wanted.where(mine.in_(some))).scalars())
    return found
