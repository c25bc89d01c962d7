"""What a person does to an event in review: accept, reject, correct, note, split, join; and taking the last of it back.

Each is kept by `judging` with who, when and why, beside what the machine read. All that one decision writes carries one moment, which
is how it is taken back as one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from dateline.errors import UsageError
from dateline.keep.correcting import WHOLE, corrections_of
from dateline.keep.identities import KIND as ACTOR
from dateline.keep.identities import name_beside, require_anchor
from dateline.keep.judging import Edit, correct, edition_of, save_judgements, take_back
from dateline.model import Judgement
from dateline.model.incidents import ACCEPTED, CORRECTED, MACHINE, REJECTED
from dateline.store import Store, ask
from dateline.store.passages import LONGEST, fold

MOST_PAIRS = 2_000
"""Judgements that one "not the same" may write, where both sides are incidents."""
_KEY = re.compile(r"r[0-9a-f]{12}/")
"""What an actor's key begins with; names may have a stroke too (`FARC/EP`)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides, and the clock (UTC, ISO)."""

    name: str
    clock: Callable[[], str]


def accept(store: Store, person: Person, names: Iterable[str], why: str = "") -> tuple[str, ...]:
    """Events are right as the machine reads them; returns their keys. Names are events' keys or incidents."""
    return _say(store, person, names, ACCEPTED, why)


def reject(store: Store, person: Person, names: Iterable[str], why: str = "") -> tuple[str, ...]:
    """There are no such events: they leave their incidents; returns their keys. Names are events' keys or incidents."""
    return _say(store, person, names, REJECTED, why)


def _say(store: Store, person: Person, names: Iterable[str], verdict: str, why: str) -> tuple[str, ...]:
    keys = tuple(key for name in names for key in events_of(store, name))
    now = person.clock()
    for key in dict.fromkeys(keys):
        edit = Edit(event=key, verdict=verdict, by=person.name, why=why)
        correct(store, edit, edition=edition_of(store, key), now=now)
    return keys


def put_right(store: Store, person: Person, edit: Edit) -> None:
    """One cell of an event has another value. Raises UsageError for a cell or value that is none."""
    correct(store, edit, edition=edition_of(store, edit.event, edit.cell), now=person.clock())


def correction(person: Person, key: str, cell: str, value: Any, why: str = "") -> Edit:
    """The edit that puts `value` (None: nobody tells) into a cell."""
    verdict = REJECTED if value is None else CORRECTED
    return Edit(event=key, cell=cell, verdict=verdict, by=person.name, value=value, why=why)


def note(store: Store, person: Person, key: str, words: str) -> None:
    """Words beside an event that decide nothing: what was decided before stays so."""
    with store.reading() as connection:
        said = corrections_of(connection, [key.partition("@")[0]]).get(key, {})
    verdict = said[WHOLE].verdict if WHOLE in said else MACHINE
    edit = Edit(event=key, verdict=verdict, by=person.name, why=words)
    correct(store, edit, edition=edition_of(store, key), now=person.clock())


# ---------------------------------------------------------------- same or not


def split(store: Store, person: Person, key: str, why: str = "") -> tuple[str, ...]:
    """The event is another occurrence than the rest of its incident, the actor another than all others of the name; returns what it is
    parted from: keys, or the other reports' actors.
    """
    if kind_of(key, key) == ACTOR:
        return _split_actor(store, person, key, why)
    others = tuple(k for k in ask.get_incident(store, key).members if k != key)
    _judge(store, person, [(key, other) for other in others], False, why)
    return others


def _split_actor(store: Store, person: Person, key: str, why: str) -> tuple[str, ...]:
    with store.reading() as connection:
        anchor = require_anchor(connection, key)
        name, others = name_beside(connection, anchor)
    if others:
        _judge(store, person, [(anchor, name)], False, why, ACTOR)
    return others


def same(store: Store, person: Person, pair: tuple[str, str], why: str = "") -> None:
    """Two events (or incidents), reports or actors are the same occurrence, story or actor."""
    kind = kind_of(*pair)
    firsts = [events_of(store, name)[0] if kind == "event" else _there(store, kind, name) for name in pair]
    _judge(store, person, [(firsts[0], firsts[1])], True, why, kind)


def not_same(store: Store, person: Person, pair: tuple[str, str], why: str = "") -> None:
    """Two events, reports or actors are not the same; of two incidents, no event of one is the same as any of the other."""
    kind = kind_of(*pair)
    sides = [events_of(store, name) if kind == "event" else (_there(store, kind, name),) for name in pair]
    pairs = list(product(*sides))
    if len(pairs) > MOST_PAIRS:
        raise UsageError(f"{pair[0]} and {pair[1]} have {len(pairs)} pairs of events, too many to part at once; name events by their keys")
    _judge(store, person, pairs, False, why, kind)


def _judge(store: Store, person: Person, pairs: Sequence[tuple[str, ...]], is_same: bool, why: str, kind: str = "event") -> None:
    judged = [Judgement(kind, first, second, is_same, float(is_same), person.name, note=why) for first, second in pairs]
    save_judgements(store, judged, person.clock())


def kind_of(first: str, second: str) -> str:
    """What is judged: `event` for events' keys and incidents, `actor` for actors' keys, `story` for reports. Raises UsageError."""
    kinds = {_kind(name) for name in (first, second)}
    if len(kinds) > 1:
        raise UsageError(f"{first} and {second} are not of one kind: name two events or incidents, two reports, or two actors")
    return kinds.pop()


def _kind(name: str) -> str:
    if "@" in name or name.startswith("i"):
        return "event"
    return ACTOR if "/" in name else "story"


def events_of(store: Store, name: str) -> tuple[str, ...]:
    """The keys of an incident's events, the founder first; or the event of a key. Raises UsageError where there is none."""
    if "@" not in name:
        return ask.get_incident(store, name).members
    if not ask.has_event(store, name):
        raise UsageError(f"there is no event {name!r} in this store; `dateline show` prints the keys of an incident's events")
    return (name,)


def _there(store: Store, kind: str, name: str) -> str:
    """A report's short id, or what an actor's key is tied to. Raises UsageError where there is none."""
    if kind == "story":
        return ask.get_report(store, name).id
    with store.reading() as connection:
        return require_anchor(connection, name)


def actor_meant(store: Store, told: str) -> str:
    """The key of an actor that is called by it, or by a name that one party alone bears. Raises UsageError for any other name."""
    if _KEY.match(told):
        return told
    number, parties = ask.find_parties(store, (fold(told)[:LONGEST],), most=1)
    if number == 1:
        return parties[0].rows[0].key
    some = f"{number} parties bear the name {told!r}" if number else f"nobody in this store is called {told!r}"
    raise UsageError(f"{some}; name one report's actor by its key (r…/a1), which `dateline actors NAME` prints")


# ---------------------------------------------------------------- undo


def undo(store: Store, person: Person) -> tuple[ask.Decision, ...]:
    """Takes back the last decision of the person that is in force; returns what it was, nothing where there is none.

    Raises UsageError where somebody else has spoken of the same cell since.
    """
    last = ask.last_decision(store, person.name)
    said = [one for one in last if one.what != "judgement"]
    numbers = {one.number for one in said}
    for one in said:
        newest = ask.newest_of_cell(store, one.first, one.cell)
        if newest is not None and newest.number not in numbers:
            raise UsageError(f"{newest.by} has decided on {one.first} since; that cannot be taken back for them")
    if last:
        judged = [one.number for one in last if one.what == "judgement"]
        take_back(store, person.clock(), judgements=judged, cells=[(one.first, one.cell) for one in said])
    return last
