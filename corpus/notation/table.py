"""The lines of the table: what words cannot carry of actors, statements, events and places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from corpus.notation import vocabulary
from corpus.notation.marks import parse_date
from corpus.notation.problems import Problem, Rejected
from corpus.notation.vocabulary import MODES, country, one_of

Interval = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class ActorLine:
    """`a1 KIND COUNTRY named|described | name; other name`."""

    line: int
    kind: str
    country: str | None
    named: str
    name: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementLine:
    """`s1 ACTOR ACT FORM on=DATE`."""

    line: int
    actor: str | None
    act: str
    form: str
    on: str | None


@dataclass(frozen=True, slots=True)
class EventLine:
    """`e1 TYPE/MODE STATUS WHEN | agents=a1 targets=a2 | ACCOUNTS | same=KEY`; an account by None is the narrator's."""

    line: int
    type: str
    mode: str | None
    status: str
    when: Interval | None
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    accounts: tuple[tuple[str | None, str], ...]
    same: str | None


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """`p1 COUNTRY LAT,LON | Usual English name`."""

    line: int
    country: str | None
    lat: float | None
    lon: float | None
    name: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines by id. `seen` also holds the ids of lines that were rejected, lest they be missed twice."""

    actors: Mapping[str, ActorLine] = field(default_factory=dict)
    statements: Mapping[str, StatementLine] = field(default_factory=dict)
    events: Mapping[str, EventLine] = field(default_factory=dict)
    places: Mapping[str, PlaceLine] = field(default_factory=dict)
    seen: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def _fields(part: str, counts: Sequence[int], form: str) -> list[str]:
    fields = part.split()
    if len(fields) not in counts:
        raise Rejected(f"{part.strip()!r} is not `{form}`")
    return fields


def _parts(rest: str, counts: Sequence[int], form: str) -> list[str]:
    parts = [part.strip() for part in rest.split("|")]
    if len(parts) not in counts:
        raise Rejected(f"{rest!r} has {len(parts)} parts between |, not as in `{form}`")
    return parts


def parse_actor(rest: str, line: int) -> ActorLine:
    """What stands behind `a1`."""
    form = "KIND COUNTRY named|described | name"
    if rest.count("|") == 2:
        raise Rejected("other names go behind the name with `; `: | Workers' Party; PKK")
    left, names = _parts(rest, (2,), form)
    kind, where, named = _fields(left, (3,), form)
    name, *aliases = (n.strip() for n in names.split(";"))
    if not name or not all(aliases):
        raise Rejected("an actor needs a name, and `; ` stands between names")
    one_of(kind, vocabulary.KINDS, "kind")
    one_of(named, vocabulary.NAMED, "form of name")
    return ActorLine(line, kind, country(where), named, name, tuple(aliases))


def parse_interval(value: str) -> Interval:
    """`DATE`, `DATE/DATE`, `DATE/` or `/DATE`, ends inclusive."""
    first, slash, second = value.partition("/")
    earliest = parse_date(first) if first else None
    latest = parse_date(second) if second else (None if slash else earliest)
    if earliest is None and latest is None:
        raise Rejected(f"{value!r} is no date")
    if earliest and latest and latest < earliest:
        raise Rejected(f"{value} ends before it begins")
    return earliest, latest


def parse_statement(rest: str, line: int) -> StatementLine:
    """What stands behind `s1`."""
    actor, act, form, *more = _fields(rest, (3, 4), "ACTOR ACT FORM [on=DATE]")
    if actor != "-" and not re.fullmatch(r"a[1-9]\d*", actor):
        raise Rejected(f"{actor!r} is no actor: a1, or - for none")
    on = more[0].removeprefix("on=") if more else None
    if more and (not more[0].startswith("on=") or None in parse_interval(more[0][3:])):
        raise Rejected(f"{more[0]!r} is not on=DATE or on=DATE/DATE")
    one_of(act, vocabulary.ACTS, "act")
    one_of(form, vocabulary.FORMS, "form")
    return StatementLine(line, None if actor == "-" else actor, act, form, on)


def parse_event(rest: str, line: int) -> EventLine:
    """What stands behind `e1`."""
    form = "TYPE[/MODE] STATUS WHEN | agents=a1 targets=a2 | ACCOUNTS [| same=KEY]"
    left, roles, accounts, *more = _parts(rest, (3, 4), form)
    what, status, when = _fields(left, (3,), form)
    kind, slash, mode = what.partition("/")
    one_of(kind, tuple(MODES), "event type")
    return EventLine(
        line,
        kind,
        one_of(mode, MODES[kind], f"mode of {kind}") if slash else None,
        one_of(status, vocabulary.STATUSES, "status"),
        None if when == "-" else parse_interval(when),
        *_roles(roles),
        tuple(_account(word) for word in accounts.split()),
        _same(more[0]) if more else None,
    )


def _roles(part: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {"agents": (), "targets": ()}
    for word in part.split():
        match = re.fullmatch(r"(agents|targets)=(a[1-9]\d*(?:,a[1-9]\d*)*)", word)
        if match is None or found[match[1]]:
            raise Rejected(f"{word!r} is not agents=a1,a2 or targets=a3, each once")
        found[match[1]] = tuple(match[2].split(","))
    return found["agents"], found["targets"]


def _account(word: str) -> tuple[str | None, str]:
    match = re.fullmatch(r"(N|s[1-9]\d*):(\S+)", word)
    if match is None:
        raise Rejected(f"{word!r} is no account: N:asserts or s1:confirms")
    return (None if match[1] == "N" else match[1]), one_of(match[2], vocabulary.STANCES, "stance")


def _same(part: str) -> str:
    match = re.fullmatch(r"same=(\S+)", part)
    if match is None:
        raise Rejected(f"{part!r} is not same=KEY")
    return match[1]


def parse_place(rest: str, line: int) -> PlaceLine:
    """What stands behind `p1`."""
    form = "COUNTRY LAT,LON | Usual English name"
    left, name = _parts(rest, (2,), form)
    where, point = _fields(left, (2,), form)
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?),(-?\d+(?:\.\d+)?)", point)
    if not name or (point != "-" and match is None):
        raise Rejected(f"{rest!r} is not `{form}`")
    lat, lon = (float(match[1]), float(match[2])) if match else (None, None)
    if lat is not None and lon is not None and (abs(lat) > 90 or abs(lon) > 180):
        raise Rejected(f"{point} is no point of the earth: latitude, then longitude")
    return PlaceLine(line, country(where), lat, lon, name)


@dataclass(slots=True)
class _Reading:
    """A table half read."""

    actors: dict[str, ActorLine] = field(default_factory=dict)
    statements: dict[str, StatementLine] = field(default_factory=dict)
    events: dict[str, EventLine] = field(default_factory=dict)
    places: dict[str, PlaceLine] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def add(self, line: str, number: int) -> None:
        """One line, to where its first letter says."""
        owner, _, rest = line.strip().partition(" ")
        if not re.fullmatch(r"[asep][1-9]\d*", owner):
            raise Rejected("a line of the table begins with a1, s1, e1 or p1")
        if owner in self.seen:
            raise Rejected("has two lines")
        self.seen.add(owner)
        if owner[0] == "a":
            self.actors[owner] = parse_actor(rest.strip(), number)
        elif owner[0] == "s":
            self.statements[owner] = parse_statement(rest.strip(), number)
        elif owner[0] == "e":
            self.events[owner] = parse_event(rest.strip(), number)
        else:
            self.places[owner] = parse_place(rest.strip(), number)


def parse_table(lines: Sequence[str], first: int = 1) -> Table:
    """The table, whose first line is line `first` of the file."""
    reading, problems = _Reading(), []
    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        try:
            reading.add(line, number)
        except Rejected as error:
            problems.append(Problem(number, f"{line.split()[0]}: {error}"))
    return Table(
        reading.actors,
        reading.statements,
        reading.events,
        reading.places,
        frozenset(reading.seen),
        tuple(problems),
    )
