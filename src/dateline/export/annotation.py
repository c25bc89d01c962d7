"""W3C Web Annotation: each anchored cell of the reports' events and statements, with where its words stand and which they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from dateline.export.source import Losses, Options, Seen, Source, Writing
from dateline.export.verdicts import verdict_of_row, witnesses_of
from dateline.model import Event, Incident, Json, Record, Span, Statement
from dateline.model.incidents import MACHINE, event_keys

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters of prefix and suffix in a quote selector."""
_CELLS = {"places": "place", "agents": "agent", "targets": "target", "mentions": "type"}
"""Cells of an event by the names that incidents give them."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An anchored cell: `name` as in `e1/places` or `s2/cue`, what it says, and where."""

    name: str
    says: str
    span: Span
    subject: str | None


def write_annotations(source: Source, options: Options) -> Writing:
    """An AnnotationCollection with one page; positions count Unicode code points, the end is not included."""
    del options
    seen, losses, total, between = Seen(source), Losses(), 0, ""
    homes, verdicts = _index(source, seen)
    yield (
        '{"@context":' + json.dumps(CONTEXT) + ',"type":"AnnotationCollection","label":"What reports say, anchored in their words",'
    ).encode()
    yield b'"first":{"type":"AnnotationPage","startIndex":0,"items":['
    for report in seen.reports():
        record = source.record_of(report)
        for mark in _marks(record, losses):
            cell = mark.name.partition("/")[2]
            verdict = verdicts.get((mark.subject or "", _CELLS.get(cell, cell)), MACHINE)
            row = _annotation(mark, record, report, source)
            row["body"] = [*_bodies(mark, verdict), *_home(homes.get(mark.subject or ""), source)]
            yield (between + "\n" + json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))).encode()
            total, between = total + 1, ","
    yield f'\n]}},"total":{total}}}\n'.encode()
    return losses.told()


def _index(source: Source, seen: Seen) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """Event key -> its incident, and (event key, cell) -> what people have judged."""
    homes: dict[str, str] = {}
    told: dict[tuple[str, str], list[str]] = {}
    for incident in source.incidents:
        seen.add(incident)
        homes |= dict.fromkeys(incident.members, incident.id)
        _collect(incident, told)
    return homes, {key: verdict_of_row(verdicts) for key, verdicts in told.items()}


def _collect(incident: Incident, told: dict[tuple[str, str], list[str]]) -> None:
    for cell, witness in witnesses_of(incident):
        if witness.verdict != MACHINE:
            told.setdefault((witness.event, cell), []).append(witness.verdict)


def _marks(record: Record, losses: Losses) -> Iterator[Mark]:
    keys = event_keys(record)
    for event in record.events:
        yield from _event_marks(event, keys[event.id], losses)
    for statement in record.statements:
        yield from _statement_marks(statement)


def _event_marks(event: Event, key: str, losses: Losses) -> Iterator[Mark]:
    kind = f"{event.type}/{event.mode}" if event.mode else event.type
    cells: list[tuple[str, str, Span | None]] = [("mentions", f"event: {kind}, {event.status}", m.span) for m in event.mentions]
    cells += [("agents", "agent", p.span) for p in event.agents] + [("targets", "target", p.span) for p in event.targets]
    cells += [("places", f"place: {p.name}", p.span) for p in event.places]
    if event.when is not None:
        cells.append(("when", f"when: {event.when.earliest or '..'}/{event.when.latest or '..'}", event.when.span))
    cells += [(f"figure.{f.what}", f"{f.what}: {_bound(f.low)}–{_bound(f.high)}", f.span) for f in event.figures]
    for name, says, span in cells:
        if span is None:
            losses.add("cells", "inferred, so no words of the report stand for it")
        else:
            yield Mark(f"{event.id}/{name}", says, span, key)


def _bound(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def _statement_marks(statement: Statement) -> Iterator[Mark]:
    parts = [("source", "source", statement.source.span), ("cue", f"cue: {statement.act}", statement.cue.span if statement.cue else None)]
    parts += [("content", f"content: {statement.act}, {statement.form}", piece.span) for piece in statement.content]
    for name, says, span in parts:
        if span is not None:
            yield Mark(f"{statement.id}/{name}", says, span, None)


def _annotation(mark: Mark, record: Record, report: str, source: Source) -> dict[str, Json]:
    text, (start, end) = record.document.text, mark.span
    position: dict[str, Json] = {"type": "TextPositionSelector", "start": start, "end": end}
    quote: dict[str, Json] = {
        "type": "TextQuoteSelector",
        "exact": text[start:end],
        "prefix": text[max(0, start - AROUND) : start],
        "suffix": text[end : end + AROUND],
    }
    target: dict[str, Json] = {"source": source.link("report", report), "selector": [position, quote]}
    if record.document.url:
        target["canonical"] = record.document.url
    return {
        "id": f"urn:dateline:{report}:{mark.name}:{start}-{end}",
        "type": "Annotation",
        "motivation": "describing",
        "target": target,
    }


def _bodies(mark: Mark, verdict: str) -> list[Json]:
    return [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": mark.says},
        {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": verdict},
    ]


def _home(incident: str | None, source: Source) -> list[Json]:
    """The incident that an event belongs to, as a second thing that the annotation links."""
    return [{"id": source.link("incident", incident), "type": "SpecificResource", "purpose": "linking"}] if incident else []
