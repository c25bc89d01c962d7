"""`/decide`: one cell, what the machine read, what people said of it, and what can be said now. Pages take its form into their midst."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from starlette.requests import Request

from dateline.keep.correcting import FIGURE, WHOLE
from dateline.keep.judging import edition_of
from dateline.model import Event, Record, Span
from dateline.model.incidents import CORRECTED, event_keys, report_id
from dateline.model.vocabulary import STATUSES
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import Refused, found
from dateline.serve.web.filters import TYPES
from dateline.serve.web.messages import say
from dateline.serve.web.people import holder, signer
from dateline.serve.web.verdicts import NOTHING, OFFERED, Said, label, place_of, said_of, say_value, tell
from dateline.store import ask

if TYPE_CHECKING:
    from dateline.serve.web.deeds import Deed

_WIDE = 160
"""Characters of the text on each side of a statement or event that are shown."""


def show(request: Request, desk: Desk) -> Answer:
    """The cell that the query names: as corrections call it (`event`, `cell`), or as the pane does (`at=r…-e31-when`)."""
    asked = request.query_params
    if at := asked.get("at", "")[:200]:
        report, _, local = at.partition("-")
        place = place_of(found(ask.get_record, desk.store, report), local)
        if place is None:
            raise Refused(404, "fault.unknown", at)
        return _answer(request, desk, (place.subject, place.cell), place.back)
    return _answer(request, desk, (asked.get("event", "")[:200], asked.get("cell", "")[:80]), asked.get("back", "")[:2_000])


def conflict(request: Request, desk: Desk, deed: Deed, back: str) -> Answer:
    """The same, after somebody else was first: what they said, and what this person was about to say."""
    answer = _answer(request, desk, (deed.event, deed.cell), back)
    view = {**answer.view, "conflict": True, "typed": deed.value or answer.view["typed"], "why": deed.why, "wanted": deed.verdict}
    return Answer(answer.template, answer.title, view, answer.twin, answer.here, status=409)


def _answer(request: Request, desk: Desk, place: tuple[str, str], back: str) -> Answer:
    subject, cell = place
    report = subject.partition("@")[0].partition("/")[0]
    record = found(ask.get_record, desk.store, report)
    told = said_of(desk.store, report_id(record.document.id)).get(subject, {}).get(cell)
    said = tell(told) if told else None
    event = _event(record, subject)
    machine, words = _machine(record, event, cell), _words(record, subject, event)
    view: dict[str, Any] = {
        "subject": subject, "cell": cell, "label": label(cell), "report": report, "record": record, "said": said, "machine": machine,
        "edition": edition_of(desk.store, subject, cell), "before": words[0], "quoted": words[1], "after": words[2], "back": back,
        "typed": _typed(said, machine), "choices": _choices(cell), "hint": _hint(cell), "conflict": False, "why": "", "wanted": "",
        "whole": cell in (WHOLE, NOTHING), "by": signer(request, desk), "fixed": holder(request) is not None,
        "offered": [(c, label(c)) for c in OFFERED] if event is not None and cell == WHOLE else [],
    }  # fmt: skip
    twin: dict[str, Any] = {"event": subject, "cell": cell, "edition": view["edition"], "machine": machine, "said": said and asdict(said)}
    return Answer("decide.html", say("decide.title", label=view["label"]), view, twin, "review")


def _typed(said: Said | None, machine: str) -> str:
    return said.value if said and said.verdict == CORRECTED else machine


def _event(record: Record, subject: str) -> Event | None:
    """The event of a key; None for a statement or a report. Raises Refused (404) for a key that is none of the report's."""
    if "@" not in subject:
        return None
    keys = event_keys(record)
    one = next((e for e in record.events if keys[e.id] == subject), None)
    if one is None:
        raise Refused(404, "fault.unknown", subject)
    return one


def _machine(record: Record, event: Event | None, cell: str) -> str:
    """What the machine read there, as somebody would type it."""
    if event is None or cell == WHOLE:
        return ""
    if cell == "type":
        return f"{event.type}/{event.mode}" if event.mode else event.type
    if cell == "status":
        return event.status
    names = {a.id: a.name for a in record.actors}
    if cell in ("agent", "target"):
        parties = event.agents if cell == "agent" else event.targets
        return "; ".join(names.get(p.actor or "", p.text or "") for p in parties)
    if cell == "place":
        return "; ".join(p.name or p.text or "" for p in event.places)
    if cell == "when":
        days = event.when and {"earliest": event.when.earliest, "latest": event.when.latest}
        return say_value(days)
    kind, _, unit = cell.removeprefix(FIGURE).partition(".")
    same = [f for f in event.figures if f.what == kind and (f.unit or "") == unit]
    return "; ".join(say_value({"low": f.low, "high": f.high}) for f in same)


def _words(record: Record, subject: str, event: Event | None) -> tuple[str, str, str]:
    """The words that the event or statement rests on, between some of the text around them."""
    text, span = record.document.text, None
    if event is not None:
        span = next((m.span for m in event.mentions if m.span), None)
    elif "/" in subject:
        one = next((s for s in record.statements if s.id == subject.partition("/")[2].partition(".")[0]), None)
        span = next((c.span for c in one.content if c.span), None) if one else None
    span = span or Span(0, 0)
    return text[max(span.start - _WIDE, 0) : span.start], span.of(text), text[span.end : span.end + _WIDE]


def _choices(cell: str) -> tuple[str, ...]:
    return STATUSES if cell == "status" else ()


def _hint(cell: str) -> str:
    kind = "figure" if cell.startswith(FIGURE) else cell
    key = f"decide.hint.{kind}"
    try:
        return say(key, types=", ".join(TYPES)) if kind == "type" else say(key)
    except KeyError:
        return ""
