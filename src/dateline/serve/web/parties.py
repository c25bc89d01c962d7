"""The parties under a name as the actor page shows them: in which reports each is told of, in which words, and what people decided."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from dateline.keep.comparing import choose_among
from dateline.keep.identities import KIND as ACTOR
from dateline.keep.identities import actor_of, sort_of
from dateline.model import Json, Judgement
from dateline.model.incidents import MACHINE
from dateline.serve.web.decided import Decided, Side, decided_of_actors, to_json
from dateline.serve.web.wording import labelled, say_source
from dateline.store import ask
from dateline.store.schema import record

if TYPE_CHECKING:
    from dateline.store import Store

MOST = 20
"""Parties a page, and decisions that are listed; of those the rest are counted."""
AROUND, LONGEST = 70, 120
"""Characters that are shown on either side of a name, and of the name itself."""


@dataclass(frozen=True, slots=True)
class Words:
    """The name where a report has it, with what stands around it; `start` is its first character."""

    start: int
    before: str
    name: str
    after: str


@dataclass(frozen=True, slots=True)
class Seen:
    """An actor of one report, with the words that name it (None where none do); `number` counts within the party, from 1."""

    number: int
    row: ask.ActorRow
    words: Words | None

    @property
    def at(self) -> str:
        """The address of the words."""
        return f"/reports/{self.row.report}" + (f"?char={self.words.start}#t{self.words.start}" if self.words else "")

    @property
    def told(self) -> str:
        """By what a reader tells it from others: outlet and day."""
        return say_source(self.row.outlet, self.row.published)


@dataclass(frozen=True, slots=True)
class Shown:
    """A party for the page, with its first actors; `size` counts all of them, `reports` theirs; `own` is the one that was asked for. `why`
    are judgements of the machine by which names stand together in it."""

    party: str
    size: int
    reports: int
    seen: tuple[Seen, ...]
    own: bool
    why: tuple[Judgement, ...] = ()

    @property
    def first(self) -> Seen:
        """The actor by whose key the party is called."""
        return self.seen[0]

    @property
    def names(self) -> list[str]:
        """Its names, as far as they are shown."""
        return list(dict.fromkeys(one.row.name for one in self.seen))

    @property
    def sorts(self) -> list[tuple[str, str | None]]:
        """Kinds and countries, as far as they are shown."""
        return list(dict.fromkeys((one.row.kind, one.row.country) for one in self.seen))

    @property
    def named(self) -> bool:
        """Whether somebody is named, and not only described."""
        return any(one.row.named for one in self.seen)

    @property
    def more(self) -> int:
        """Its actors that are not shown."""
        return self.size - len(self.seen)


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a name may mean: a page of `total` parties, and what people decided on them; `unlisted` are decisions beyond those.

    `more` parties stand behind this page, which `after` (a cursor, None at the last) goes on to; `first` tells whether it is the first.
    """

    total: int
    parties: tuple[Shown, ...]
    decided: tuple[Decided, ...]
    unlisted: int
    sides: Mapping[str, Side]
    more: int
    after: str | None
    first: bool


def meant_by(store: Store, names: Sequence[str], asked: str, after: str | None = None) -> Meant:
    """The parties that bear one of these folded names, that of the key that was asked for first; `after` is the page before's cursor."""
    total, parties = ask.find_parties(store, names, key=asked if "/" in asked else "", after=after, most=MOST)
    rows = [row for party in parties for row in party.rows]
    words, why, own = _words(store, rows), _why(store, parties), next((r.party for r in rows if r.key == asked), "")
    shown = []
    for p in parties:
        seen = tuple(Seen(number, row, words.get(row.key)) for number, row in enumerate(p.rows, 1))
        shown.append(Shown(p.name, p.size, p.reports, seen, p.name == own, why.get(p.name, ())))
    decided, sides = decided_of_actors(store, names)
    shown.sort(key=lambda s: (not s.own, not s.named, -s.size, s.first.row.published or "9999", s.party))
    more = total - parties[-1].place if parties else 0
    cursor = parties[-1].cursor if more else None
    return Meant(total, tuple(shown), decided[:MOST], max(0, len(decided) - MOST), sides, more, cursor, after is None)


def _why(store: Store, parties: Sequence[ask.Party]) -> dict[str, tuple[Judgement, ...]]:
    """By party the machine's judgements that take two of its names, as far as they are shown, for one actor's."""
    sorts = {sort_of(row.name, row.kind, row.country): p.name for p in parties for row in p.rows if row.named}
    if len(sorts) == len(set(sorts.values())):
        return {}
    with store.reading() as connection:
        held = choose_among(connection, ACTOR, sorts, lambda some: [j for j in some if j.same and j.by == MACHINE])
    found: dict[str, tuple[Judgement, ...]] = {}
    for one in held:
        party = sorts[one.first]
        if party == sorts[one.second]:
            found[party] = (*found.get(party, ()), one)
    return found


def _words(store: Store, rows: Sequence[ask.ActorRow]) -> dict[str, Words]:
    """The words that name each actor. Records are read as plain JSON: to make nouns of all of them takes twenty times as long."""
    found: dict[str, Words] = {}
    by_report: dict[str, list[ask.ActorRow]] = {}
    for row in rows:
        by_report.setdefault(row.report, []).append(row)
    wanted = select(record.c.report, record.c.json).where(record.c.report.in_(list(by_report)), record.c.current.is_(True))
    with store.reading() as connection:
        for name, line in connection.execute(wanted):
            told: Mapping[str, Any] = json.loads(line)
            actors = {one["id"]: one for one in told["actors"]}
            for row in by_report[name]:
                one = actors.get(row.key.partition("/")[2])
                if one and (words := _around(told["document"]["text"], one)):
                    found[row.key] = words
    return found


def _around(text: str, one: Mapping[str, Any]) -> Words | None:
    """The first words that have the actor's name, else its first mention, in their line."""
    spans = [(one["name"] not in m["text"], *m["span"]) for m in one["mentions"] if m["span"]]
    if not spans:
        return None
    _, start, end = min(spans)
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Words(start, _whole(before.rpartition("\n")[2][::-1])[::-1], text[start:end][:LONGEST], _whole(after.partition("\n")[0]))


def _whole(line: str) -> str:
    """A stretch beside a name; where it is cut at its far end, without the piece of a word there."""
    return line if len(line) < AROUND else (line.rpartition(" ")[0] or line) + "…"


def name_sort(sort: str) -> str:
    """A name with its kind and country, as the machine compares them: `Derrin army (military, XXA)`."""
    one = actor_of(sort)
    return f"{one.name} ({', '.join(x for x in (labelled(one.kind, 'kind'), one.country) if x)})"


def meant_to_json(meant: Meant) -> dict[str, Json]:
    """For the JSON twin: keys are what judgements name."""
    parties: list[Json] = []
    for one in meant.parties:
        rows: list[Json] = [
            {**asdict(s.row), "start": s.words.start, "words": s.words.name} if s.words else asdict(s.row) for s in one.seen
        ]
        parties.append(
            {
                "party": one.party,
                "size": one.size,
                "reports": one.reports,
                "named": one.named,
                "actors": rows,
                "why": [asdict(j) for j in one.why],
            }
        )
    return {"parties": parties, "more_parties": meant.more, "after_parties": meant.after, "decided": to_json(meant.decided)}
