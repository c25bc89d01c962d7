"""The record of a report: its statements and events, and of the cast those who are used, numbered by first mention."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dateline.model import Actor, Document, Event, Layers, Party, Readings, Record, Report, Statement
from dateline.relate.events import relate_events
from dateline.relate.plover import statement_root
from dateline.relate.statements import relate_statements


def relate(report: Report, layers: Layers, readings: Readings) -> Record:
    """Who says what happened: statements, then events that they and the narrator vouch for, then the actors of both."""
    statements = relate_statements(report, layers, readings)
    events = relate_events(report, layers, readings, statements)
    return compose(report, readings.cast.actors, statements, events)


def compose(report: Report, cast: Sequence[Actor], statements: Sequence[Statement], events: Sequence[Event]) -> Record:
    """The record of finished parts: unused actors are left out and the others renumbered in order of first mention."""
    used = {party.actor for party in _parties(statements, events) if party.actor}
    kept = sorted((a for a in cast if a.id in used), key=_first_mention)
    numbers = {actor.id: f"a{number}" for number, actor in enumerate(kept, 1)}
    rename = _renamer(numbers)
    vouched: dict[str | None, list[Event]] = defaultdict(list)
    for event in events:
        for by in {account.by for account in event.accounts}:
            vouched[by].append(event)
    rooted = [replace(s, plover=statement_root(s, vouched.get(s.id, ()))) for s in statements]
    return Record(
        _document(report),
        tuple(replace(actor, id=numbers[actor.id]) for actor in kept),
        tuple(replace(s, source=rename(s.source), to=s.to and rename(s.to), at=s.at and rename(s.at)) for s in rooted),
        tuple(replace(e, agents=tuple(map(rename, e.agents)), targets=tuple(map(rename, e.targets))) for e in events),
    )


def _renamer(numbers: dict[str, str]) -> Callable[[Party], Party]:
    def rename(party: Party) -> Party:
        return replace(party, actor=numbers.get(party.actor) if party.actor else None)

    return rename


def _parties(statements: Sequence[Statement], events: Sequence[Event]) -> Iterable[Party]:
    for statement in statements:
        yield from (party for party in (statement.source, statement.to, statement.at) if party)
    for event in events:
        yield from (*event.agents, *event.targets)


def _first_mention(actor: Actor) -> tuple[int, str]:
    starts = [m.span.start for m in actor.mentions if m.span]
    return (min(starts, default=10**9), actor.id)


def _document(report: Report) -> Document:
    """The report as its record tells it; the pipeline adds the program and the model that read it."""
    digest = hashlib.sha256(f"{report.published}\n{report.text}".encode()).hexdigest()
    return Document(
        id=f"sha256:{digest}", text=report.text, published=report.published, outlet=report.outlet, title=report.title, url=report.url,
        language=report.language, key=report.key, extra=report.extra, sha256=report.sha256,
    )  # fmt: skip
