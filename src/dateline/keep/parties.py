"""Who is the same actor across reports: by name, kind and country, cautiously; those who are only described are never joined.

Everywhere a name is told with the same kind and country it stands for one `sort` of actor, however many reports name it; sorts, not
mentions, are compared, so a head of state in ten thousand reports costs no more than one in ten. What people judged stands above it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import ColumnElement, Connection, and_, delete, or_, select, update

from dateline.keep.comparing import Pair, compare, judgements_among, reach
from dateline.keep.identities import KIND, Word, actor_of, is_sort, name_party, set_apart, sort_of, words_of
from dateline.keep.library import Library, cut, report_of
from dateline.merge.actors import blocks_of_actors, judge_actors
from dateline.merge.join import join
from dateline.model import Document, Judgement, Record
from dateline.model.incidents import MACHINE
from dateline.store.indexing import LONGEST
from dateline.store.passages import fold
from dateline.store.schema import actor, block, judgement, record, report


def refresh_parties(connection: Connection, library: Library, reports: Sequence[str]) -> None:
    """Gives the named actors of reports (short ids) their party, and those who are joined or parted by them.

    A report's older records and versions count too: who was named there alone is gone, and those whom it held together may part.
    """
    sorts, before, words = _named(connection, reports), _named_before(connection, reports), words_of(connection, library)
    known = {name for some in cut(sorted(sorts)) for name in _known(connection, some)}
    new = {sort: _blocks(sort) for sort in sorts - known}
    starts = compare(connection, KIND, {sort: names for sort, names in new.items() if names}, _judge)
    starts |= sorts | before | _spoken_of(words, set(reports))
    named = _settle(connection, list(_reach(connection, starts, words)), words)
    _forget(connection, before - named - sorts)


def _named(connection: Connection, reports: Sequence[str]) -> set[str]:
    """Sorts that reports name; who is only described in them is a party of its own until a person says otherwise."""
    wanted = select(actor.c.name, actor.c.kind, actor.c.country).where(actor.c.named).distinct()
    found: set[str] = set()
    for some in cut(reports):
        found |= {sort_of(*row) for row in connection.execute(wanted.where(actor.c.report.in_(some)))}
        alone = and_(actor.c.report.in_(some), ~actor.c.named, actor.c.party.is_distinct_from(actor.c.key))
        connection.execute(update(actor).where(alone).values(party=actor.c.key))
    return found


def _named_before(connection: Connection, reports: Sequence[str]) -> set[str]:
    """Sorts that older records of reports named, and older versions."""
    found: set[str] = set()
    tail = record.join(report, record.c.report == report.c.id)
    wanted = select(record.c.json).select_from(tail).where(or_(~record.c.current, ~report.c.latest))
    for some in cut(reports):
        for line in connection.execute(wanted.where(record.c.report.in_(some))).scalars():
            named = (a for a in json.loads(line)["actors"] if a["named"] == "named")
            found |= {sort_of(a["name"], a["kind"], a["country"]) for a in named}
    return found


def _spoken_of(words: Sequence[Word], reports: set[str]) -> set[str]:
    """Both sides of what people judged of actors in these reports."""
    mine = (w for w in words if any(report_of(key) in reports for key in (w.row.first, w.row.second)))
    return {side.node for word in mine for side in word.subjects}


def _reach(connection: Connection, starts: set[str], words: Sequence[Word]) -> Iterator[set[str]]:
    """What hangs together with `starts`, by the machine's judgements and by people's."""
    ties = [{side.node for side in word.subjects} for word in words]
    while True:
        groups = reach(connection, KIND, starts)
        held = {key for group in groups for key in group}
        more = {key for tie in ties if tie & held for key in tie} - held
        if not more:
            break
        starts = starts | more
    for tie in (tie for tie in ties if tie & held):
        touching = [group for group in groups if group & tie]
        groups = [group for group in groups if not group & tie] + [set().union(*touching)]
    yield from sorted(groups, key=min)


def _settle(connection: Connection, groups: Sequence[set[str]], words: Sequence[Word]) -> set[str]:
    """Writes the parties of what hangs together, group by group; returns the sorts that some report still names."""
    told = _told(connection, {key for together in groups for key in together if is_sort(key)})
    keys = {key for together in groups for key in together if key in told}
    held = {key for together in groups for key in together}
    mine = [w for w in words if any(side.node in held for side in w.subjects)]
    party: dict[str, str] = {}
    for group in join(keys, [*judgements_among(connection, KIND, keys), *_of_names(mine)]):
        party |= dict.fromkeys(group, name_party(min(group)))
        _write(connection, group, told)
    for key, name in set_apart(connection, mine, party).items() if mine else ():
        connection.execute(update(actor).where(actor.c.key == key).values(party=name))
    return keys


def _of_names(words: Sequence[Word]) -> Iterator[Judgement]:
    """What people said of two actors of different names, for the names."""
    for word in words:
        one, other = (side.sort if side and side.key else None for side in (word.first, word.second))
        if one and other and one != other:
            first, second = sorted((one, other))
            yield replace(word.row, first=first, second=second)


def _forget(connection: Connection, sorts: Iterable[str]) -> None:
    """Takes out the blocks and the machine's judgements of names that no report tells any more."""
    for some in cut(sorted(sorts)):
        mine = or_(judgement.c.first.in_(some), judgement.c.second.in_(some))
        connection.execute(delete(judgement).where(judgement.c.kind == KIND, judgement.c.by == MACHINE, mine))
        connection.execute(delete(block).where(block.c.kind == KIND, block.c.subject.in_(some)))


def _record(sort: str) -> Record:
    return Record(Document(sort, "", None, None, None, None, None, None), actors=(actor_of(sort),))


def _blocks(sort: str) -> tuple[str, ...]:
    return tuple(name[:LONGEST] for names in blocks_of_actors(_record(sort)).values() for name in names)


def _judge(pairs: Sequence[Pair]) -> Iterator[Judgement]:
    for one, other in pairs:
        made = judge_actors((_record(one), actor_of(one)), (_record(other), actor_of(other)))
        yield replace(made, first=one, second=other)


def _known(connection: Connection, sorts: Sequence[str]) -> Iterable[str]:
    return connection.execute(select(block.c.subject).where(block.c.kind == KIND, block.c.subject.in_(sorts))).scalars()


Told: TypeAlias = dict[str, set[str | None]]
"""The parties that actors of each sort have in the store, as far as some report still names it; sorts of one folded name share a set."""


def _told(connection: Connection, sorts: set[str]) -> Told:
    found: dict[tuple[str, str, str | None], set[str | None]] = {}
    exact: dict[str, tuple[str, str, str | None]] = {}
    a = actor.c
    for some in cut(sorted(sorts), 100):
        wanted = select(a.name, a.folded, a.kind, a.country, a.party).where(a.named, or_(*map(_of_sort, some))).distinct()
        for row in connection.execute(wanted):
            place = exact[sort_of(row.name, row.kind, row.country)] = (row.folded, row.kind, row.country)
            found.setdefault(place, set()).add(row.party)
    return {sort: found[place] for sort, place in exact.items() if sort in sorts}


def _of_sort(sort: str) -> ColumnElement[bool]:
    one = actor_of(sort)
    return and_(actor.c.folded == fold(one.name)[:LONGEST], actor.c.kind == one.kind, actor.c.country.is_not_distinct_from(one.country))


def _write(connection: Connection, group: Sequence[str], told: Told) -> None:
    """Gives all actors of a group its party, where they do not have it yet."""
    party = name_party(min(group))
    lacking = [sort for sort in group if told[sort] != {party}]
    for some in cut(lacking, 100):
        where = and_(actor.c.named, or_(*map(_of_sort, some)), actor.c.party.is_distinct_from(party))
        connection.execute(update(actor).where(where).values(party=party))
    for sort in lacking:
        told[sort].clear()
        told[sort].add(party)
