"""What somebody said over time, and how it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from dateline.codec import decode_incident
from dateline.errors import UsageError
from dateline.model import Incident, Witness
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.incidents import latest_among
from dateline.store.ask.rows import ActorRow, Change, HasEngine, IncidentRow, Page, Said, Turn
from dateline.store.ask.searching import matching_names
from dateline.store.ask.where import DAY
from dateline.store.ask.words import cleaned
from dateline.store.passages import LONGEST, fold
from dateline.store.schema import actor, incident, incident_actor, report, statement

NAMES = 60
"""Names that one question by name is at most spread to."""
INCIDENTS = 100
"""Incidents in which changes are looked for, the latest first."""
_PARTIES = 5_000
"""Actors of single reports that are gone through for one name."""


@dataclass(frozen=True, slots=True)
class Called:
    """Whom a name means: folded names, the one that was asked for first; and the party, where a key of one who is named was asked for."""

    names: tuple[str, ...]
    party: str | None = None


def identify(store: HasEngine, name: str) -> Called:
    """Whom `name` means: by an actor's key (`r…/a1`) all that are the same; else the name itself, or all that have its words.

    Whoever asks more than one question of a name asks this once. Raises UsageError where nobody is called so.
    """
    with store.engine.connect() as connection:
        return _identify(connection, name)


def _identify(connection: Connection, name: str | Called) -> Called:
    if isinstance(name, Called):
        return name
    sought = cleaned(name).strip()
    held = connection.execute(select(actor.c.folded, actor.c.party, actor.c.named).where(actor.c.key == sought)).first()
    same = held.folded if held else fold(sought)[:LONGEST]
    if connection.execute(select(actor.c.key).where(actor.c.folded == same).limit(1)).first() is not None:
        return Called(_joined(connection, same), held.party if held and held.named else None)
    names = tuple(n for n in matching_names(connection, sought, NAMES) if n != same)
    if not names:
        raise UsageError(f"nobody called {name!r} speaks or acts in this store; `dateline search` looks for parts of names")
    return Called(names)


def _joined(connection: Connection, same: str) -> tuple[str, ...]:
    """The name and those under which reports have the same party; one who is only described is another in every report."""
    described = actor.c.folded == same, actor.c.party.is_not(None), actor.c.named
    parties = select(actor.c.party).where(*described).distinct().limit(_PARTIES)
    known = connection.execute(select(actor.c.folded).where(actor.c.party.in_(parties)).distinct().limit(NAMES)).scalars()
    return tuple(sorted({same, *known}, key=lambda n: (n != same, n)))


def actors_called(store: HasEngine, name: str | Called, *, most: int = 200) -> tuple[ActorRow, ...]:
    """Actors of single reports that `name` means (as in `identify`), party by party, the largest first, the earliest reports first.

    Raises UsageError where nobody is called so.
    """
    a = actor.c
    with store.engine.connect() as connection:
        asked = _asked(_identify(connection, name))
        size = select(a.party, func.count().label("size")).where(asked).group_by(a.party).subquery()
        columns = a.party, a.key, a.name, a.kind, a.country, a.named, a.report, report.c.outlet, report.c.published
        tail = actor.join(report, report.c.id == a.report).join(size, size.c.party == a.party)
        order = size.c.size.desc(), a.party, report.c.published.nulls_last(), a.key
        rows = connection.execute(select(*columns).select_from(tail).where(asked).order_by(*order).limit(most))
        return tuple(ActorRow(*row) for row in rows)


def _asked(called: Called) -> ColumnElement[bool]:
    """What an actor fulfils who is meant."""
    return actor.c.party == called.party if called.party is not None else actor.c.folded.in_(called.names)


def said_by(store: HasEngine, name: str | Called, *, after: str | None = None, most: int = 100, since: str | None = None) -> Page[Said]:
    """What somebody said, the latest first; `name` is as in `identify`. Raises UsageError where nobody is called so."""
    with store.engine.connect() as connection:
        asked = [_asked(_identify(connection, name)), *([statement.c.said >= since] if since else [])]
        if after is not None:
            asked.append(_behind(*read_cursor(after)))
        rows = connection.execute(_latest(asked, most + 1)).all()
    last = rows[most - 1] if len(rows) > most else None
    more = write_cursor(last.said or "", f"{last.report}/{last.id}") if last else None
    return Page(tuple(Said(*row[:-1]) for row in rows[:most]), more)


def _latest(asked: Sequence[ColumnElement[bool]], most: int) -> Select[Any]:
    """The last statements that fulfil the conditions; only for these are the reports themselves looked up."""
    s, one = statement.c, statement.alias("one")
    found = select(s.id).select_from(statement.join(actor, actor.c.key == s.actor)).where(*asked)
    some = found.order_by(s.said.desc().nulls_last(), s.report.desc(), s.id).limit(most).subquery()
    c = one.c
    shown = actor.c.key, actor.c.name, c.report, c.local, c.act, c.form, c.said, c.content, report.c.outlet, report.c.title, c.id
    joined = some.join(one, c.id == some.c.id).join(actor, actor.c.key == c.actor).join(report, report.c.id == c.report)
    return select(*shown).select_from(joined).order_by(c.said.desc().nulls_last(), c.report.desc(), c.id)


def _behind(day: str, place: str) -> ColumnElement[bool]:
    name, _, number = place.partition("/")
    if not number.isdecimal():
        raise UsageError(f"{place!r} is no place in a list; use the `after` that the page before gave")
    s = statement.c
    same = or_(s.report < name, and_(s.report == name, s.id > int(number)))
    return or_(s.said < day, and_(s.said == day, same), s.said.is_(None)) if day else and_(s.said.is_(None), same)


# ---------------------------------------------------------------- how it changed


def incidents_of(store: HasEngine, name: str | Called, *, most: int = 50) -> tuple[IncidentRow, ...]:
    """Incidents in which somebody under these very names acts or is acted on, the latest first; `name` is as in `identify`.

    Raises UsageError where nobody is called so.
    """
    with store.engine.connect() as connection:
        names, roles = _identify(connection, name).names, ("agent", "target")
        held = select(incident_actor.c.incident).where(incident_actor.c.folded.in_(names), incident_actor.c.role.in_(roles))
        return latest_among(connection, held, most)


def changes_of(store: HasEngine, name: str | Called) -> tuple[Change, ...]:
    """Cells for which somebody gave more than one value, and stances that somebody changed, the latest incident first.

    `name` is as in `identify`; a value that was only repeated is no change. Those who are only described (`survivors`) are others in every
    report, so what they say does not change. Raises UsageError where nobody is called so.
    """
    with store.engine.connect() as connection:
        names = _identify(connection, name).names
        if connection.execute(select(actor.c.key).where(actor.c.folded.in_(names), actor.c.named).limit(1)).first() is None:
            return ()
        held = select(incident_actor.c.incident).where(incident_actor.c.folded.in_(names), incident_actor.c.role == "source")
        wanted = select(incident.c.json).where(incident.c.id.in_(held), incident.c.reports > 1)
        lines = connection.execute(wanted.order_by(DAY.desc(), incident.c.id).limit(INCIDENTS)).scalars().all()
    return tuple(change for line in lines for change in _changes(decode_incident(line), frozenset(names)))


def _changes(one: Incident, names: frozenset[str]) -> list[Change]:
    given: dict[tuple[str, str], dict[str, list[Turn]]] = {}
    for cell in one.cells:
        for value in cell.values:
            for witness in value.witnesses:
                _note(given, (witness, cell.name, value.told), names)
    for witness in (*one.claims, *one.denials, *one.blames):
        _note(given, (witness, "stance", witness.stance), names)
    out = []
    for (speaker, name), turns in given.items():
        firsts = sorted((min(same, key=_order) for same in turns.values()), key=_order)
        if len(firsts) > 1:
            out.append(Change(one.id, one.title, speaker, name, tuple(firsts)))
    return out


def _note(given: dict[tuple[str, str], dict[str, list[Turn]]], told: tuple[Witness, str, str], names: frozenset[str]) -> None:
    witness, cell, value = told
    if witness.speaker is None or fold(witness.speaker)[:LONGEST] not in names:
        return
    day = witness.published.isoformat() if witness.published else None
    turn = Turn(value, day, witness.report, witness.outlet)
    given.setdefault((witness.speaker, cell), {}).setdefault(value, []).append(turn)


def _order(turn: Turn) -> tuple[str, str, str]:
    return turn.day or "9999", turn.report, turn.told
