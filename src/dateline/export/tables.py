"""Three linked tables: incidents, accounts (one per report and statement) and reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dateline.export.days import interval, precision
from dateline.export.figures import Count, count, whats_of
from dateline.export.places import country_row, extent
from dateline.export.sheets import Cell, columns, listed
from dateline.export.source import Source
from dateline.export.verdicts import seen_cells, verdict_of, verdict_of_row, verdict_of_value, witnesses_of
from dateline.export.view import Member, View, plover_root, speaker_of, statement_of, view
from dateline.model import Event, Figure, Incident, Span, Statement, Words
from dateline.model.incidents import MACHINE
from dateline.text import cover

COUNTED = ("killed", "wounded", "missing", "detained", "displaced", "abducted", "released", "participants")
"""Figures with columns of their own; all of them, with their rivals, stand in `figures`."""
_COUNTS = ", ".join(f"{what}, {what}_low, {what}_high" for what in COUNTED)
INCIDENTS = columns(
    "id, title, type, mode, status, plover, time, time_precision, earliest, latest, place, place_precision, country, "
    f"country_iso, latitude, longitude, agents, targets, {_COUNTS}, figures, disputed, disputed_cells, claimed_by, denied_by, "
    "blamed_by, reports, report_ids, outlets, voices, named_sources, grade, grade_reason, story, verdict, verdicts, permalink",
    day="earliest, latest",
    number=f"latitude, longitude, {_COUNTS}",
    whole="country_iso, reports, voices, named_sources",
    flag="disputed",
)
ACCOUNTS = columns(
    "id, incident_id, report_id, event_key, statement_id, stance, speaker, speaker_kind, speaker_country, speaker_named, "
    "speaker_words, act, form, cue, content, content_start, content_end, via, said_on, type, mode, status, earliest, latest, "
    "place, agents, targets, figures, killed_low, killed_high, wounded_low, wounded_high, published, outlet, voice, "
    "repeated, verdict, verdicts, permalink",
    day="earliest, latest, published",
    number="killed_low, killed_high, wounded_low, wounded_high",
    whole="content_start, content_end",
    flag="speaker_named, repeated",
)
REPORTS = columns(
    "id, document, key, outlet, title, published, url, language, characters, events, statements, incident_ids, model, "
    "version, sha256, verdict, permalink",
    day="published",
    whole="characters, events, statements",
)
NAMES = {"incidents": INCIDENTS, "accounts": ACCOUNTS, "reports": REPORTS}


def incident_rows(incidents: Iterable[Incident], source: Source, policy: str) -> Iterator[list[Cell]]:
    """A row an incident: what is agreed, the figure of the policy with the bounds over all that stand, and every rival in words."""
    for incident in incidents:
        shown = view(incident, source)
        yield [*_happened(shown), *_counts(incident, policy), *_attested(incident), *_judged(incident, source)]


def _happened(shown: View) -> list[Cell]:
    incident = shown.incident
    when, place = incident.when, incident.place
    head: list[Cell] = [incident.id, incident.title, incident.type, incident.mode, incident.status, plover_root(shown)]
    head += [interval(when) or None, precision(when), when.earliest if when else None, when.latest if when else None]
    if place is not None:
        head += [place.name, extent(place), place.country, country_row(place.country).get("iso"), place.lat, place.lon]
    else:
        head += [None] * 6
    return [*head, listed(incident.agents), listed(incident.targets)]


def _counts(incident: Incident, policy: str) -> list[Cell]:
    found = (count(incident, what, policy) for what in COUNTED)
    return [cell for one in found for cell in _bounds(one)] + [listed(_told(incident, what) for what in whats_of(incident))]


def _bounds(found: Count | None) -> list[Cell]:
    return [found.number, found.low, found.high] if found else [None] * 3


def _told(incident: Incident, what: str) -> str:
    """All values of a figure side by side: `killed: 11 [Radio Alto, 3 voices] / 17 [the army]`; what a person rejected says so."""
    cell = next(c for c in incident.cells if c.name == f"figure.{what}")
    sides = []
    for value in cell.values:
        givers = listed(w.speaker or w.outlet for w in value.witnesses)
        judged = verdict_of_value(value)
        sides.append(f"{value.told} [{givers or 'unknown'}{'' if judged == MACHINE else f', {judged}'}]")
    return f"{what} ({cell.state}): {' / '.join(sides)}"


def _attested(incident: Incident) -> list[Cell]:
    disputed = listed(c.name for c in incident.cells if c.state == "disputed")
    spoken = [listed(w.speaker or w.outlet for w in told) for told in (incident.claims, incident.denials, incident.blames)]
    ids = [len(incident.reports), listed(incident.reports), listed(incident.outlets), incident.voices, incident.sources]
    return [incident.disputed, disputed, *spoken, *ids, incident.grade or None, incident.grade_reason or None, incident.story]


def _judged(incident: Incident, source: Source) -> list[Cell]:
    return [verdict_of(incident), seen_cells(incident) or None, source.link("incident", incident.id)]


# ---------------------------------------------------------------- accounts


def account_rows(incidents: Iterable[Incident], source: Source) -> Iterator[list[Cell]]:
    """A row for each statement, or narrator, of each report that vouches for an incident or gives one of its figures."""
    for incident in incidents:
        voices = {witness.report: witness.voice for _, witness in witnesses_of(incident)}
        for member in view(incident, source).members:
            for by in vouchers(member.event):
                yield _account(incident, member, by, (voices.get(member.report), source.link("report", member.report)))


def vouchers(event: Event) -> list[str | None]:
    """Statements (None: the narrator) that vouch for an event or give one of its figures; the narrator where nobody does."""
    found: dict[str | None, None] = {account.by: None for account in event.accounts}
    found.update(dict.fromkeys(figure.by for figure in event.figures))
    return list(found) or [None]


def _account(incident: Incident, member: Member, by: str | None, known: tuple[str | None, str]) -> list[Cell]:
    event, document = member.event, member.record.document
    stance = next((a.stance for a in event.accounts if a.by == by), None)
    statement = statement_of(member.record, by)
    head: list[Cell] = [f"{member.key}/{by or 'narrator'}", incident.id, member.report, member.key, by, stance]
    figures = [f for f in event.figures if f.by == by]
    when = event.when
    told: list[Cell] = [event.type, event.mode, event.status, when.earliest if when else None, when.latest if when else None]
    told += [listed(p.name for p in event.places), _parties(member, "agents"), _parties(member, "targets")]
    told += [listed(f"{f.what}: {f.text or f.low}" for f in figures), *_of(figures, "killed"), *_of(figures, "wounded")]
    tail: list[Cell] = [document.published, document.outlet, known[0], *_seen(incident, member, by), known[1]]
    return [*head, *_said(member, statement), *told, *tail]


def _said(member: Member, statement: Statement | None) -> list[Cell]:
    """Who says it, with which words; empty for the narrator."""
    if statement is None:
        return [None] * 13
    speaker = speaker_of(member.record, statement)
    span = cover(piece.span for piece in statement.content if piece.span is not None)
    who: list[Cell] = [speaker.name, speaker.kind, speaker.country, speaker.named == "named"] if speaker else [None] * 4
    words: list[Cell] = [_words(statement.cue), " […] ".join(piece.text or "" for piece in statement.content) or None]
    where: list[Cell] = [span.start, span.end] if isinstance(span, Span) else [None, None]
    return [*who, statement.source.text, statement.act, statement.form, *words, *where, _words(statement.via), statement.on]


def _words(words: Words | None) -> str | None:
    return words.text if words else None


def _parties(member: Member, role: str) -> str | None:
    names = {actor.id: actor.name for actor in member.record.actors}
    parties = member.event.agents if role == "agents" else member.event.targets
    return listed(names.get(p.actor or "", p.text or "") for p in parties)


def _of(figures: list[Figure], what: str) -> list[Cell]:
    figure = next((f for f in figures if f.what == what), None)
    return [figure.low, figure.high] if figure else [None, None]


def _seen(incident: Incident, member: Member, by: str | None) -> list[Cell]:
    """Whether the source stands by it in a later report, and what people have judged of what it gives."""
    own = [(cell, w) for cell, w in witnesses_of(incident) if w.event == member.key and w.by == by]
    judged = listed(f"{cell}={w.verdict}" for cell, w in own if w.verdict != MACHINE)
    return [any(w.repeated for _, w in own), verdict_of_row(w.verdict for _, w in own), judged]


# ---------------------------------------------------------------- reports


def report_rows(reports: Iterable[str], homes: dict[str, list[str]], source: Source) -> Iterator[list[Cell]]:
    """A row a report; `homes` tells which incidents rest on it. Nobody judges a report as a whole, so its status is the machine's."""
    for report in reports:
        record = source.record_of(report)
        document = record.document
        day: date | None = document.published
        head: list[Cell] = [report, document.id, document.key, document.outlet, document.title, day, document.url, document.language]
        sizes: list[Cell] = [len(document.text), len(record.events), len(record.statements), listed(homes.get(report, ()))]
        yield [*head, *sizes, document.model, document.version, document.sha256, MACHINE, source.link("report", report)]
