"""`/reports/ID`: the report as it was printed, its record's cells marked in it, and the record beside it."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from dateline.keep.judging import edition_of
from dateline.model import Json, Record
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import found
from dateline.serve.web.messages import say
from dateline.serve.web.pane.cells import KINDS, Card, Cell
from dateline.serve.web.pane.pane import Pane, pane_of
from dateline.serve.web.pane.reasons import explain
from dateline.serve.web.requests import number_of
from dateline.serve.web.verdicts import NOTHING, Said, added_of, checked, marks_of, said_of, tell
from dateline.store import ask
from dateline.store.ask.pictures import incidents_in


def show(request: Request, desk: Desk) -> Answer:
    """The part of the report that is asked for (`?part=2`), or the one that holds a card (`?at=e31`)."""
    row = found(ask.get_report, desk.store, request.path_params["id"])
    laid = found(desk.shelf.take, desk.store, row.id)
    record, pane = laid.record, pane_of(laid, part=number_of(request, "part", 1), at=_place(request))
    counts = {"events": len(record.events), "statements": len(record.statements), "actors": len(record.actors)}
    view: dict[str, Any] = {
        "row": row,
        "pane": pane,
        "counts": counts,
        "actors": record.actors,
        "incidents": _incidents(desk, row.id),
        "verdicts": marks_of(desk.store, record, pane.cards),
        "added": added_of(desk.store, record, pane.cards),
        "deeds": row.id if row.latest else "",
        "checked": _checked(desk, row.id),
        "language": row.language or "und",
    }
    title = row.title or say("report.untitled")
    return Answer("report.html", title, view, lambda: _twin(row.id, record, pane), "reports")


def _checked(desk: Desk, report: str) -> tuple[Said | None, int]:
    """Who has read the whole report and found nothing more in it to record; and the edition of that word."""
    word = checked(said_of(desk.store, report), report)
    return (tell(word) if word else None), edition_of(desk.store, report, NOTHING)


def _place(request: Request) -> str | int:
    """The card (`?at=s3`) or the character (`?char=1200`) that is looked for; '' for neither."""
    card = request.query_params.get("at", "")
    return card or (number_of(request, "char", 0) if request.query_params.get("char") else "")


def _incidents(desk: Desk, report: str) -> list[ask.IncidentRow]:
    """The incidents that the report's events are part of, those that other reports tell too first."""
    rows = {row.id: row for row in incidents_in(desk.store, report).values()}
    return sorted(rows.values(), key=lambda r: (-r.reports, r.id))


def _twin(report: str, record: Record, pane: Pane) -> Json:
    """The whole record, and its cells with the characters and reasons behind them."""
    import json

    from dateline.codec import encode_record

    told: Json = json.loads(encode_record(record))
    return {"report": report, "parts": pane.parts, "record": told, "cards": [_card(c) for c in pane.all_cards]}


def _card(card: Card) -> Json:
    cells: list[Json] = [_cell(c) for c in card.cells]
    return {"id": card.id, "key": card.key, "sort": card.sort, "title": card.title, "status": card.status, "cells": cells}


def _cell(cell: Cell) -> Json:
    return {
        "cell": cell.name,
        "kind": KINDS[cell.kind],
        "told": cell.told,
        "exact": cell.exact or None,
        "spans": [[s.start, s.end] for s in cell.spans],
        "unsure": cell.unsure or None,
        "why": [explain(r) for r in cell.reasons],
    }
