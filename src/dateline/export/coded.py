"""What PLOVER would code: incidents by their root, and the statements that its verbal types cover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dateline.export.crosswalk import contexts_of, flags_of, mode_of, words_of
from dateline.export.figures import count
from dateline.export.source import Losses, Seen, Source
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.export.view import Member, Somebody, View, plover_root, sentence_of, view
from dateline.model import Document, Party, Place, Record, Span, Statement
from dateline.model.incidents import MACHINE, report_id
from dateline.text import cover

SIZES = (("dead", "killed"), ("injured", "wounded"), ("arrested", "detained"))
"""PLOVER's names for our figures."""


@dataclass(frozen=True, slots=True)
class Coded:
    """One event in PLOVER's sense: an incident, or one statement of one report (`about` then has the incidents it vouches for)."""

    id: str
    root: str
    first: date
    last: date | None
    mode: str | None
    flags: tuple[str, ...]
    contexts: tuple[str, ...]
    actors: tuple[Somebody, ...]
    recipients: tuple[Somebody, ...]
    place: Place | None
    words: tuple[str, ...]
    size: tuple[tuple[str, float], ...]
    document: Document
    span: Span | None
    kind: str
    verdict: str
    verdicts: str
    permalink: str
    report: str


def code_all(source: Source, policy: str, losses: Losses) -> Iterator[Coded]:
    """Incidents first, then the statements of the reports; what PLOVER has no root for is counted as lost."""
    seen = Seen(source)
    for incident in source.incidents:
        seen.add(incident)
        coded = _code_incident(view(incident, source), source, policy)
        if isinstance(coded, Coded):
            yield coded
        else:
            losses.add("incidents", coded)
    for report in seen.reports():
        record = source.record_of(report)
        for statement in record.statements:
            told = _code_statement(statement, record, source.link("report", report))
            if told is not None:
                yield told
            else:
                losses.add("statements", "PLOVER codes no mere comment, and no event without a date")


def _code_incident(shown: View, source: Source, policy: str) -> Coded | str:
    incident, root = shown.incident, plover_root(shown)
    days = [d for d in (incident.when.earliest, incident.when.latest) if d] if incident.when else []
    if root is None:
        return f"PLOVER has no root for the type {incident.type}"
    if not days or not shown.members:
        return "PLOVER needs a date, and no report tells one"
    leader = _leader(shown)
    counts = ((name, count(incident, what, policy)) for name, what in SIZES)
    return Coded(
        id=incident.id, root=root, first=days[0], last=days[-1] if days[-1] != days[0] else None,
        mode=mode_of(root, (incident.type, incident.mode), words_of(tuple(m.event for m in shown.members))),
        flags=tuple(flags_of(root, shown)), contexts=tuple(contexts_of(incident.type, incident.mode)),
        actors=shown.agents, recipients=shown.targets, place=incident.place,
        words=tuple(m.text for m in leader.event.mentions if m.text), size=tuple((name, c.number) for name, c in counts if c),
        document=leader.record.document, span=sentence_of(leader.record, leader.event), kind="incident",
        verdict=verdict_of(incident), verdicts=seen_cells(incident), permalink=source.link("incident", incident.id), report=leader.report,
    )  # fmt: skip


def _leader(shown: View) -> Member:
    """The first member of the agreed type, whose sentence stands for the incident."""
    return next((m for m in shown.members if m.event.type == shown.incident.type), shown.members[0])


def _code_statement(statement: Statement, record: Record, permalink: str) -> Coded | None:
    """A statement with a verbal root; recipient is whom it is aimed at, else whom it is addressed to."""
    days = [date.fromisoformat(day) for day in statement.on.split("/")] if statement.on else []
    days = days or ([record.document.published] if record.document.published else [])
    if statement.plover is None or not days:
        return None
    report = report_id(record.document.id)
    spans = [s.span for s in (statement.source, statement.cue, *statement.content) if s is not None and s.span is not None]
    start = min((s.start for s in spans), default=0)
    return Coded(
        id=f"{report}@{start}/{statement.id}", root=statement.plover, first=days[0], last=days[-1] if days[-1] != days[0] else None,
        mode=None, flags=(), contexts=(), actors=_party(statement.source, record), recipients=_party(statement.at or statement.to, record),
        place=None, words=(statement.cue.text,) if statement.cue and statement.cue.text else (), size=(), document=record.document,
        span=cover(spans), kind="statement", verdict=MACHINE, verdicts="", permalink=permalink, report=report,
    )  # fmt: skip


def _party(party: Party | None, record: Record) -> tuple[Somebody, ...]:
    actor = next((a for a in record.actors if party is not None and a.id == party.actor), None)
    if actor is None:
        return (Somebody(party.text, None, None, False, party.text),) if party is not None and party.text else ()
    roles = tuple(words.text for words in actor.roles if words.text)
    return (Somebody(actor.name, actor.kind, actor.country, actor.named == "named", party.text if party else None, roles),)
