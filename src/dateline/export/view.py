"""An incident beside the events of the reports that tell it: who did it, to whom, in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dateline.export.source import Source
from dateline.model import Actor, Event, Incident, Json, Party, Record, Span, Statement
from dateline.model.incidents import event_keys
from dateline.text import locate, split_sentences


@dataclass(frozen=True, slots=True)
class Member:
    """One event of one report that belongs to an incident; `key` is the event's key, `report` the report's short id."""

    key: str
    report: str
    record: Record
    event: Event


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party of an incident: the name that is agreed, the kind and country that the reports give it, its words in the first, `report`."""

    name: str
    kind: str | None
    country: str | None
    named: bool
    text: str | None
    roles: tuple[str, ...] = ()
    report: str | None = None


@dataclass(frozen=True, slots=True)
class View:
    """An incident, its members in order of publication, and its parties."""

    incident: Incident
    members: tuple[Member, ...]
    agents: tuple[Somebody, ...]
    targets: tuple[Somebody, ...]


def view(incident: Incident, source: Source) -> View:
    """The incident with its members; keys that a record no longer holds are passed over."""
    members = tuple(_members(incident, source))
    return View(incident, members, _parties(incident, members, "agent"), _parties(incident, members, "target"))


def _members(incident: Incident, source: Source) -> Iterator[Member]:
    for key in incident.members:
        report = key.partition("@")[0]
        record = source.record_of(report)
        local = next((event for event, its in event_keys(record).items() if its == key), None)
        event = next((e for e in record.events if e.id == local), None)
        if event is not None:
            yield Member(key, report, record, event)


def _parties(incident: Incident, members: Sequence[Member], role: str) -> tuple[Somebody, ...]:
    """The parties in a role (`agent` or `target`). Where the reports dispute which of them it was, only the one with most voices, because
    rivals are no allies; the tables of accounts tell the others."""
    names = incident.agents if role == "agent" else incident.targets
    cell = next((c for c in incident.cells if c.name == role), None)
    kept = names[:1] if cell is not None and cell.state == "disputed" else names
    told = [(m.report, _actors(m, role)) for m in members]
    known = {value.told: value.data for value in cell.values} if cell else {}
    return tuple(_once_told([_somebody(name, told) or _named_since(name, known.get(name)) for name in kept]))


def _named_since(name: str, data: Json) -> Somebody:
    """A party that no record holds, because a person put it there: what the incident's own cell tells of it."""
    told = data if isinstance(data, dict) else {}
    kind, country = told.get("kind"), told.get("country")
    return Somebody(
        name,
        kind if isinstance(kind, str) and kind != "unknown" else None,
        country if isinstance(country, str) else None,
        told.get("named") is True,
        None,
    )


def _once_told(parties: Iterable[Somebody]) -> Iterator[Somebody]:
    """Parties without those unnamed ones that are told by another report than the first unnamed one of their kind: `nine people` of the
    morning and `thirteen people` of the evening are the same crowd."""
    first: dict[str | None, str | None] = {}
    for party in parties:
        if party.named or first.setdefault(party.kind, party.report) == party.report:
            yield party


def _actors(member: Member, role: str) -> list[tuple[Actor, Party]]:
    actors = {actor.id: actor for actor in member.record.actors}
    parties = member.event.agents if role == "agent" else member.event.targets
    return [(actors[p.actor], p) for p in parties if p.actor in actors]


def _somebody(name: str, told: Iterable[tuple[str, list[tuple[Actor, Party]]]]) -> Somebody | None:
    """The party of that name in the records; its kind is the one that most reports give, its country None where they differ."""
    same = [(report, actor, party) for report, one in told for actor, party in one if actor.name.casefold() == name.casefold()]
    if not same:
        return None
    found = [(actor, party) for _, actor, party in same]
    kinds = Counter(actor.kind for actor, _ in found if actor.kind != "unknown")
    countries = {actor.country for actor, _ in found if actor.country}
    return Somebody(
        name,
        kinds.most_common(1)[0][0] if kinds else None,
        countries.pop() if len(countries) == 1 else None,
        any(actor.named == "named" for actor, _ in found),
        next((party.text for _, party in found if party.text), None),
        tuple(dict.fromkeys(words.text for actor, _ in found for words in actor.roles if words.text)),
        same[0][0],
    )


def sentence_of(record: Record, event: Event) -> Span | None:
    """The sentence with the event's first mention; None where it has none."""
    starts = [m.span.start for m in event.mentions if m.span is not None]
    if not starts:
        return None
    return sentence_at(record.document.text, min(starts))


def sentence_at(text: str, at: int) -> Span | None:
    """The sentence that holds a character."""
    lines = _sentences(text)
    found = locate(lines, at)
    return lines[found] if found >= 0 else None


@lru_cache(maxsize=256)
def _sentences(text: str) -> tuple[Span, ...]:
    """Sentences of a text, kept for its next footnote."""
    return tuple(split_sentences(text))


def statement_of(record: Record, name: str | None) -> Statement | None:
    """The statement of that id."""
    return next((s for s in record.statements if s.id == name), None) if name else None


def speaker_of(record: Record, statement: Statement | None) -> Actor | None:
    """Who makes a statement, where that is somebody."""
    if statement is None or statement.source.actor is None:
        return None
    return next((a for a in record.actors if a.id == statement.source.actor), None)


def first_day(incident: Incident) -> date | None:
    """The first day of an incident, else its last."""
    return (incident.when.earliest or incident.when.latest) if incident.when else None


def plover_root(shown: View) -> str | None:
    """PLOVER's root of an incident: that of the first event with the type and status that are agreed, else of any of its type."""
    incident = shown.incident
    alike = [m.event for m in shown.members if m.event.type == incident.type]
    agreed = [e for e in alike if e.status == incident.status and e.mode == incident.mode]
    near = [e for e in alike if e.status == incident.status]
    return next((e.plover for e in [*agreed, *near, *alike] if e.plover), None)
