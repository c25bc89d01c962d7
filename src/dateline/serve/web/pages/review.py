"""`/review`: what waits for a person, the most disputed and least certain first, one event a page; most decisions are one key."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from starlette.requests import Request

from dateline.keep.correcting import WHOLE
from dateline.keep.judging import edition_of
from dateline.model import Cell, Json, Span, Value
from dateline.model.incidents import event_keys
from dateline.serve.review_page import Case, cells_of, own_values, rivals
from dateline.serve.reviewing import near
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import Refused
from dateline.serve.web.messages import known, say
from dateline.serve.web.people import holder, signer
from dateline.serve.web.telling import cell_label, speaker_of
from dateline.serve.web.templating import query
from dateline.serve.web.verdicts import NOTHING, editions_of, say_value
from dateline.store import ask
from dateline.store.ask.cursors import read_cursor, write_cursor
from dateline.store.ask.progress import progress, silent_reports
from dateline.text import split_sentences

LISTED = 50
"""Reports without events that are listed at once."""
_CLIP = 600
"""Characters of a sentence that are shown on each side of an event's words."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that others give: as told, who gives it, and as it is sent."""

    told: str
    who: str
    typed: str


@dataclass(frozen=True, slots=True)
class Row:
    """A cell of the event on the page: its number is its key; `edition` the last that anybody made of it."""

    number: int
    cell: Cell
    label: str
    told: str
    choices: tuple[Choice, ...]
    edition: int


def show(request: Request, desk: Desk) -> Answer:
    """The event that waits after the cursor of the query, or the first."""
    after = request.query_params.get("after", "")
    _check(after)
    page = ask.queue(desk.store, after=after or None, most=1)
    waiting = page.rows[0] if page.rows else None
    case = _case(desk, waiting) if waiting else None
    view: dict[str, Any] = {
        "progress": progress(desk.store), "case": case, "waiting": waiting, "done": _done(request), "by": signer(request, desk),
        "fixed": holder(request) is not None, "here_again": query("/review", after=after), "passed_over": bool(after),
    }  # fmt: skip
    if case and waiting:
        view |= _of_case(desk, case) | {"next": query("/review", after=write_cursor(waiting.incident.id, waiting.event))}
    return Answer("review.html", say("review.title"), view, _twin(view), "review")


def _check(after: str) -> None:
    from dateline.errors import UsageError

    try:
        if after:
            read_cursor(after)
    except UsageError as error:
        raise Refused(400, "fault.deed", str(error)) from None


def _done(request: Request) -> str:
    key = f"review.done.{request.query_params.get('done', '')}"
    return say(key) if known(key) else ""


def _case(desk: Desk, waiting: ask.Waiting) -> Case:
    incident = ask.get_incident(desk.store, waiting.event)
    record = ask.get_record(desk.store, waiting.report)
    keys = event_keys(record)
    event = next(e for e in record.events if keys[e.id] == waiting.event)
    return Case(waiting.event, event, record, incident, waiting.why)


def _of_case(desk: Desk, case: Case) -> dict[str, Any]:
    others = [key for key in case.incident.members if key != case.key]
    records = ask.get_records(desk.store, [key.partition("@")[0] for key in others[:_OTHERS]])
    return {
        "rows": [_row(desk, case, cell, n) for n, cell in enumerate(cells_of(case), 1)],
        "words": _words(case),
        "others": [(key, *_line(key, records)) for key in others[:_OTHERS]],
        "more_others": max(0, len(others) - _OTHERS),
        "near": near(desk.store, case),
        "edition": edition_of(desk.store, case.key, WHOLE),
    }


_OTHERS = 9
"""Other events of the incident that are listed; its page has all."""


def _row(desk: Desk, case: Case, cell: Cell, number: int) -> Row:
    told = ", ".join(v.told for v in own_values(cell, case.key))
    own = {v.told for v in own_values(cell, case.key)}
    choices = tuple(_choice(v) for v in rivals(cell, case.key) if say_value(v.data) and v.told not in own)
    return Row(number, cell, cell_label(cell.name), told, choices, edition_of(desk.store, case.key, cell.name))


def _choice(value: Value) -> Choice:
    return Choice(value.told, speaker_of(value.witnesses[0]) if value.witnesses else "", say_value(value.data))


def _words(case: Case) -> tuple[str, str, str]:
    """The sentence of the event: what is before its words, they, and what is after."""
    text = case.record.document.text
    span = next((m.span for m in case.event.mentions if m.span), Span(0, 0))
    whole = next((s for s in split_sentences(text) if s.holds(span)), span)
    return text[max(whole.start, span.start - _CLIP) : span.start], span.of(text), text[span.end : min(whole.end, span.end + _CLIP)]


def _line(key: str, records: dict[str, Any]) -> tuple[str, str]:
    """The outlet and the sentence of another event of the incident."""
    record = records.get(key.partition("@")[0])
    start = int(key.partition("@")[2].partition(".")[0] or 0)
    if record is None:
        return key, ""
    text = record.document.text
    sentence = next((s.of(text) for s in split_sentences(text) if s.start <= start < s.end), "")
    return record.document.outlet or key, sentence


def _twin(view: dict[str, Any]) -> Json:
    waiting = view["waiting"]
    return {"progress": asdict(view["progress"]), "waiting": asdict(waiting) if waiting else None, "next": view.get("next")}


# ---------------------------------------------------------------- reports without events


def show_silent(request: Request, desk: Desk) -> Answer:
    """Reports in which the machine found no event: somebody reads them and says so, or finds what it missed."""
    after = request.query_params.get("after", "")
    _check(after)
    page = silent_reports(desk.store, after=after or None, most=LISTED)
    editions = editions_of(desk.store, [row.id for row in page.rows], NOTHING)
    view: dict[str, Any] = {
        "progress": progress(desk.store), "rows": [(row, editions.get(row.id, 0)) for row in page.rows],
        "after": page.after, "by": signer(request, desk), "fixed": holder(request) is not None, "nothing": NOTHING,
        "here_again": query("/review/silent", after=after), "done": _done(request),
    }  # fmt: skip
    twin: dict[str, Any] = {"reports": [asdict(row) for row in page.rows], "after": page.after}
    return Answer("silent.html", say("silent.title"), view, twin, "review")
