"""An incident in plain sentences, each with the words of the reports that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.export.days import say_day
from dateline.export.figures import PREFIX, standing_values
from dateline.export.source import Losses, Source
from dateline.export.verdicts import verdict_of_value
from dateline.export.view import Member, View, sentence_at, sentence_of
from dateline.model import Cell, Incident, Span, Value, Witness
from dateline.model.incidents import MACHINE

MOST_NOTES = 6
"""Footnotes to one sentence; more make a page unreadable, and what is dropped is told."""
STATUSES = {
    "happened": "told as having happened", "ongoing": "told as going on", "planned": "told as planned", "threatened": "threatened",
    "hypothetical": "told as possible", "denied": "denied, and nobody says it happened", "not": "told as not having happened",
}  # fmt: skip
LEADS = {
    "when": "When", "place": "Where", "agent": "By", "target": "Whom or what it concerned", "killed": "Killed", "wounded": "Wounded",
    "missing": "Missing", "detained": "Detained", "displaced": "Displaced", "abducted": "Abducted", "released": "Released",
    "participants": "Took part", "targets": "Targets", "deployed": "Deployed", "votes": "Votes", "money": "Money", "damaged": "Damaged",
    "other": "Counted",
}  # fmt: skip
NOUNS = {
    "seize": "seizure", "coerce": "coercion", "mobilise": "mobilisation", "agree": "agreement", "consult": "consultation",
    "cooperate": "cooperation", "office": "change of office", "displace": "displacement",
}  # fmt: skip
SPOKEN = (("claims", "claims responsibility"), ("denials", "denies it"), ("blames", "lays the blame"))


@dataclass(frozen=True, slots=True)
class Note:
    """The words behind a sentence: the report's sentence `quote` at `span`, who says it there, and what people have judged of it."""

    report: str
    source: str
    url: str | None
    permalink: str
    speaker: str | None
    quote: str
    span: Span | None
    verdict: str
    also: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the telling; `verdict` is what people have judged of what it says."""

    text: str
    notes: tuple[Note, ...]
    verdict: str = MACHINE


def tell(shown: View, source: Source, losses: Losses | None = None) -> tuple[Sentence, ...]:
    """All sentences on an incident, with their notes."""
    members = {member.key: member for member in shown.members}
    lines = []
    for text, witnesses, verdict in _sentences(shown.incident):
        kept = witnesses[:MOST_NOTES]
        notes = list(dict.fromkeys(_note(witness, members, source) for witness in kept))
        if len(witnesses) > len(kept) and losses is not None:
            losses.add("footnotes", f"a sentence has {MOST_NOTES} at most; the tables of accounts hold all", len(witnesses) - len(kept))
        also = len(witnesses) - len(kept)
        lines.append(Sentence(text, (*notes[:-1], replace(notes[-1], also=also)) if notes else (), verdict))
    return tuple(lines)


def number_notes(sentences: Sequence[Sentence], before: int) -> dict[Note, int]:
    """Each different note of an incident with its number, counted on from `before`; sentences that rest on the same words share one."""
    numbers: dict[Note, int] = {}
    for sentence in sentences:
        for note in sentence.notes:
            numbers.setdefault(note, before + len(numbers) + 1)
    return numbers


def summary(shown: View) -> str:
    """The sentences without their notes, on one line."""
    return " ".join(text for text, _, _ in _sentences(shown.incident))


def heading(incident: Incident) -> str:
    """How well it is attested, in a line: computed from the reports, so it has no words of its own."""
    reports, voices = len(incident.reports), incident.voices
    told = f"{reports} report{'s' if reports != 1 else ''}, {voices} independent voice{'s' if voices != 1 else ''}"
    graded = (
        f"; {incident.grade}: {incident.grade_reason}"
        if incident.grade and incident.grade_reason
        else f"; {incident.grade}"
        if incident.grade
        else ""
    )
    return told + graded


# ---------------------------------------------------------------- sentences


def _sentences(incident: Incident) -> Iterator[tuple[str, tuple[Witness, ...], str]]:
    yield from _kind(incident)
    for cell in incident.cells:
        name = cell.name.removeprefix(PREFIX)
        lead = LEADS.get(name.split(".")[0]) if name not in ("type", "mode", "status") else None
        if lead and cell.values:
            yield from _cell(lead, cell)
    for field, says in SPOKEN:
        for witness in getattr(incident, field):
            yield f"{_capital(_who(witness))} {says}.", (witness,), witness.verdict


def _kind(incident: Incident) -> Iterator[tuple[str, tuple[Witness, ...], str]]:
    cells = [c for c in incident.cells if c.name in ("type", "mode", "status") and c.values]
    values = [c.values[0] for c in cells]
    mode = f" ({incident.mode})" if incident.mode else ""
    met = _once(witness for value in values[:1] for witness in value.witnesses)
    judged = [verdict_of_value(v) for v in values]
    verdict = judged[0] if len(set(judged)) == 1 else MACHINE
    yield f"{_capital(NOUNS.get(incident.type, incident.type))}{mode}, {STATUSES.get(incident.status, incident.status)}.", met, verdict
    for cell in cells:
        if cell.state == "disputed":
            yield from _rivals(_capital(cell.name), cell.values)


def _cell(lead: str, cell: Cell) -> Iterator[tuple[str, tuple[Witness, ...], str]]:
    values = standing_values(cell)
    if cell.state == "disputed" and len(values) > 1:
        yield from _rivals(lead, values)
        return
    if cell.state == "history" and values:
        earlier = ", ".join(v.told for v in cell.values if v not in values)
        before = f", after {earlier} in earlier reports" if earlier else ""
        yield f"{lead}: {values[0].told}{before}.", _witnesses([*values, *cell.values]), verdict_of_value(values[0])
    elif values:
        judged = {verdict_of_value(v) for v in values}
        told = "; ".join(v.told for v in values)
        yield f"{lead}: {told}.", _witnesses(values), judged.pop() if len(judged) == 1 else MACHINE


def _rivals(lead: str, values: Sequence[Value]) -> Iterator[tuple[str, tuple[Witness, ...], str]]:
    """Each rival value in a sentence of its own, with who gives it."""
    for value in values:
        givers = list(dict.fromkeys(_who(w) for w in value.witnesses))[:3]
        yield f"{lead}, disputed: {value.told}, according to {', '.join(givers)}.", value.witnesses, verdict_of_value(value)


def _witnesses(values: Iterable[Value]) -> tuple[Witness, ...]:
    return _once(witness for value in values for witness in value.witnesses)


def _once(witnesses: Iterable[Witness]) -> tuple[Witness, ...]:
    """Witnesses without those whose words stand in the same place."""
    return tuple({(w.report, w.span, w.by): w for w in reversed(list(witnesses))}.values())[::-1]


def _who(witness: Witness) -> str:
    return witness.speaker or witness.outlet or f"report {witness.report}"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


# ---------------------------------------------------------------- notes


def _note(witness: Witness, members: dict[str, Member], source: Source) -> Note:
    member = members.get(witness.event)
    document = (member.record if member else source.record_of(witness.report)).document
    span = _sentence_at(document.text, witness.span) if witness.span else sentence_of(member.record, member.event) if member else None
    return Note(
        report=witness.report,
        source=_cite(document.outlet, document.published, document.title) or f"report {witness.report}",
        url=document.url if document.url and document.url.startswith(("http://", "https://")) else None,
        permalink=source.link("report", witness.report),
        speaker=witness.speaker,
        quote=" ".join(span.of(document.text).split()) if span else witness.text or "",
        span=span,
        verdict=witness.verdict,
    )


def _cite(outlet: str | None, published: date | None, title: str | None) -> str:
    return ", ".join(part for part in (outlet, say_day(published) if published else None, f"“{title}”" if title else None) if part)


def _sentence_at(text: str, span: Span) -> Span:
    """The sentence that holds a span, else the span itself."""
    found = sentence_at(text, span.start)
    return found if found is not None and found.meets(span) else span
