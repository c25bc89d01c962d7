"""What people judged of actors: each tied to the characters that name the actor, so that it outlives a newer model's numbering.

A person judges two actors of two reports. Where their names differ (`Army of Derrin`, `Derrin armed forces`) it holds for the two names;
where both bear one name, only these two are told apart, and of them the one in the later report has a party of its own from then on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import quote, unquote

from sqlalchemy import Boolean, Connection, literal_column, select

from dateline.errors import UsageError
from dateline.keep.library import Library, report_of
from dateline.merge.join import join
from dateline.model import Actor, Judgement, Record, Span
from dateline.model.incidents import report_id
from dateline.store.indexing import LONGEST
from dateline.store.schema import actor, judgement, report

KIND = "actor"
_SPOT = re.compile(r"(\d{1,9})-(\d{1,9})")
_LEAST = 0.5
"""Share of characters (of both together) from which on a newer model's mention is the one that was judged."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One side of a judgement: an actor of a report (`key`), or everybody of a name (`key` None); `sort` None for who is not named."""

    anchor: str
    key: str | None
    sort: str | None

    @property
    def node(self) -> str:
        """What stands for it among sorts: its sort, else itself."""
        return self.sort or self.anchor


@dataclass(frozen=True, slots=True)
class Word:
    """What a person said of two subjects; a side is None where its report, or the actor in it, is no longer there."""

    first: Subject | None
    second: Subject | None
    row: Judgement

    @property
    def subjects(self) -> tuple[Subject, ...]:
        """The sides that are there."""
        return tuple(s for s in (self.first, self.second) if s is not None)


# ---------------------------------------------------------------- names


def sort_of(name: str, kind: str, country: str | None) -> str:
    """What a name, a kind and a country stand for across reports."""
    return f"{quote(name[:LONGEST], safe=' ')}|{kind}|{country or ''}"


def actor_of(sort: str) -> Actor:
    """A sort as an actor."""
    name, kind, country = sort.split("|")
    return Actor("a1", unquote(name), kind, country or None, "named")


def is_sort(subject: str) -> bool:
    """Whether a judgement's subject is a name (`Army of Derrin|military|XXA`) and not an actor of one report."""
    return "|" in subject


# ---------------------------------------------------------------- anchors


def anchor_actor(record: Record, one: Actor) -> str:
    """`REPORT/120-131`: the first characters that give the actor's name, else its first mention; `REPORT/a1` where no words mention it."""
    spans = [(m.text != one.name, m.span.start, m.span.end) for m in one.mentions if m.span is not None]
    name = report_id(record.document.id)
    return f"{name}/{min(spans)[1]}-{min(spans)[2]}" if spans else f"{name}/{one.id}"


def find_anchored(record: Record, anchor: str) -> Actor | None:
    """The actor that an anchor, or a key such as `REPORT/a1`, stands for in this record."""
    place = anchor.partition("/")[2]
    told = _SPOT.fullmatch(place)
    if told is None:
        return next((a for a in record.actors if a.id == place), None)
    start, end = int(told[1]), int(told[2])
    shares = [(_share(m.span, start, end), a) for a in record.actors for m in a.mentions if m.span is not None]
    best = max(shares, key=lambda pair: pair[0], default=None)
    return best[1] if best is not None and best[0] >= _LEAST else None


def _share(span: Span, start: int, end: int) -> float:
    both = min(span.end, end) - max(span.start, start)
    return both / max(1, max(span.end, end) - min(span.start, start))


def require_anchor(connection: Connection, name: str) -> str:
    """The anchor of an actor that is called by its key or anchor. Raises UsageError where there is none."""
    record = Library().records(connection, [report_of(name)]).get(report_of(name))
    found = find_anchored(record, name) if record else None
    if record is None or found is None:
        raise UsageError(f"there is no actor {name!r} in the latest versions of this store's reports; `dateline actors NAME` prints keys")
    return anchor_actor(record, found)


def name_beside(connection: Connection, anchor: str) -> tuple[str, tuple[str, ...]]:
    """The sort of the actor at an anchor, and the keys of others that have its party."""
    record = Library().records(connection, [report_of(anchor)])[report_of(anchor)]
    found = find_anchored(record, anchor)
    assert found is not None
    key = f"{report_of(anchor)}/{found.id}"
    party = select(actor.c.party).where(actor.c.key == key).scalar_subquery()
    others = connection.execute(select(actor.c.key).where(actor.c.party == party, actor.c.key != key).order_by(actor.c.key)).scalars()
    return sort_of(found.name, found.kind, found.country), tuple(others)


# ---------------------------------------------------------------- what was judged


def words_of(connection: Connection, library: Library) -> tuple[Word, ...]:
    """All that people judged of actors and did not take back, in the order of their subjects."""
    people = literal_column("judgement.\"by\" <> 'machine'", Boolean)  # as the index `judgement_people` has it
    wanted = select(judgement.c.first, judgement.c.second, judgement.c.same, judgement.c.by).where(
        people, judgement.c.kind == KIND, judgement.c.revoked.is_(None)
    )
    rows = sorted(connection.execute(wanted).all(), key=lambda r: (r.first, r.second, r.by))
    records = library.records(connection, {report_of(k) for r in rows for k in (r.first, r.second) if not is_sort(k)})
    return tuple(
        Word(_subject(records, r.first), _subject(records, r.second), Judgement(KIND, r.first, r.second, r.same, float(r.same), r.by))
        for r in rows
    )


def _subject(records: Mapping[str, Record], anchor: str) -> Subject | None:
    if is_sort(anchor):
        return Subject(anchor, None, anchor)
    record = records.get(report_of(anchor))
    found = find_anchored(record, anchor) if record else None
    if record is None or found is None:
        return None
    sort = sort_of(found.name, found.kind, found.country) if found.named == "named" else None
    return Subject(anchor, f"{report_of(anchor)}/{found.id}", sort)


# ---------------------------------------------------------------- what follows for single actors


def set_apart(connection: Connection, words: Sequence[Word], party: Mapping[str, str]) -> dict[str, str]:
    """Actors (keys) whose party is another than that of their name, with the party; `party` is that of each sort.

    Actors that people call the same stand together. Where a person tells two apart that would have one party, the group whose first
    report came later has its own, and so has who is told apart from everybody of the name.
    """
    held = {s.anchor: s for w in words for s in w.subjects if s.key is not None}
    groups = join(held, [w.row for w in words])
    days = _days(connection, {report_of(anchor) for anchor in held})
    given: dict[str, str] = {}
    for group in sorted(groups, key=lambda g: min((days[report_of(a)], a) for a in g)):
        home = next((party[s.sort] for s in (held[a] for a in group) if s.sort), None)
        if home is None or home in _foes(group, words, {**party, **given}):
            home = name_party(min(group))
        given |= dict.fromkeys(group, home)
    every = ((held[a], given[a]) for a in sorted(given))
    return {str(s.key): name for s, name in every if name != (party[s.sort] if s.sort else None)}


def _foes(group: Sequence[str], words: Sequence[Word], party: Mapping[str, str]) -> set[str]:
    """The parties, as far as they are known, of those from whom a person tells one of the group apart."""
    sides = ((w.row.first, w.row.second) for w in words if not w.row.same)
    return {party[b] for pair in sides for a, b in (pair, pair[::-1]) if a in group and b in party}


def _days(connection: Connection, names: Iterable[str]) -> dict[str, str]:
    rows = connection.execute(select(report.c.id, report.c.published).where(report.c.id.in_(sorted(names))))
    return {row.id: row.published or "9999" for row in rows}


def name_party(founder: str) -> str:
    """The name of the party whose first member is `founder`: `p` and ten digits."""
    return "p" + sha256(founder.encode()).hexdigest()[:10]
