"""Who is the same actor across reports: by name, kind and country, cautiously; those who are only described are never joined.

Everywhere a name is told with the same kind and country it stands for one `sort` of actor, however many reports name it; sorts, not
mentions, are compared, so a head of state in ten thousand reports costs no more than one in ten.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from urllib.parse import quote, unquote

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from dateline.keep.comparing import Pair, compare, judgements_among, reach
from dateline.keep.library import cut
from dateline.merge.actors import blocks_of_actors, judge_actors
from dateline.merge.join import join
from dateline.model import Actor, Document, Judgement, Record
from dateline.store.indexing import LONGEST
from dateline.store.passages import fold
from dateline.store.schema import actor, block

_KIND = "actor"


def refresh_parties(connection: Connection, reports: Sequence[str]) -> None:
    """Gives the named actors of reports (short ids) their party, and those who are joined or parted by them."""
    wanted = select(actor.c.name, actor.c.kind, actor.c.country).where(actor.c.named).distinct()
    sorts = {_sort(*row) for some in cut(reports) for row in connection.execute(wanted.where(actor.c.report.in_(some)))}
    known = {name for some in cut(sorted(sorts)) for name in _known(connection, some)}
    new = {sort: _blocks(sort) for sort in sorts - known}
    starts = compare(connection, _KIND, {sort: names for sort, names in new.items() if names}, _judge) | sorts
    for together in reach(connection, _KIND, starts):
        keys = _existing(connection, together)
        for group in join(keys, judgements_among(connection, _KIND, keys)):
            _write(connection, group)


def _sort(name: str, kind: str, country: str | None) -> str:
    return f"{quote(name[:LONGEST], safe=' ')}|{kind}|{country or ''}"


def _actor(sort: str) -> Actor:
    name, kind, country = sort.split("|")
    return Actor("a1", unquote(name), kind, country or None, "named")


def _record(sort: str) -> Record:
    return Record(Document(sort, "", None, None, None, None, None, None), actors=(_actor(sort),))


def _blocks(sort: str) -> tuple[str, ...]:
    return tuple(name[:LONGEST] for names in blocks_of_actors(_record(sort)).values() for name in names)


def _judge(pairs: Sequence[Pair]) -> Iterator[Judgement]:
    for one, other in pairs:
        made = judge_actors((_record(one), _actor(one)), (_record(other), _actor(other)))
        yield replace(made, first=one, second=other)


def _known(connection: Connection, sorts: Sequence[str]) -> Iterable[str]:
    return connection.execute(select(block.c.subject).where(block.c.kind == _KIND, block.c.subject.in_(sorts))).scalars()


def _existing(connection: Connection, sorts: set[str]) -> set[str]:
    """Those sorts that some report still names."""
    found: set[str] = set()
    for some in cut(sorted(sorts), 100):
        wanted = select(actor.c.name, actor.c.kind, actor.c.country).where(actor.c.named, or_(*map(_of_sort, some))).distinct()
        found |= {_sort(*row) for row in connection.execute(wanted)}
    return found & sorts


def _of_sort(sort: str) -> ColumnElement[bool]:
    one = _actor(sort)
    return and_(actor.c.folded == fold(one.name)[:LONGEST], actor.c.kind == one.kind, actor.c.country.is_not_distinct_from(one.country))


def _write(connection: Connection, group: Sequence[str]) -> None:
    party = "p" + sha256(min(group).encode()).hexdigest()[:10]
    for some in cut(sorted(group), 100):
        where = and_(actor.c.named, or_(*map(_of_sort, some)), actor.c.party.is_distinct_from(party))
        connection.execute(update(actor).where(where).values(party=party))
