"""`/search?q=`: passages, statements, actors and incidents that have the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.messages import say
from dateline.serve.web.requests import day_asked
from dateline.store import ask
from dateline.store.ask.pictures import incidents_in

LONGEST = 400
"""Characters of a search; more is a pasted text."""
INCIDENTS = 8


def show(request: Request, desk: Desk) -> Answer:
    """What is found, by kind; nothing is asked of the store where no words are given."""
    q = request.query_params.get("q", "").strip()[:LONGEST]
    since, until = day_asked(request, "since"), day_asked(request, "until")
    first, last = (day.isoformat() if day else None for day in (since, until))
    found = ask.search(desk.store, q, most=20, since=first, until=last) if q else ask.Found()
    incidents = _told_in(desk, found.texts)
    view: dict[str, Any] = {
        "q": q,
        "texts": [(hit, _pieces(hit)) for hit in found.texts],
        "statements": found.statements,
        "actors": found.actors,
        "incidents": incidents,
        "more": found.more,
    }
    twin: dict[str, Any] = {
        "q": q,
        "reports": [asdict(h) for h in found.texts],
        "statements": [asdict(h) for h in found.statements],
        "actors": [asdict(h) for h in found.actors],
        "incidents": [asdict(r) for r in incidents],
        "more": sorted(found.more),
    }
    return Answer("search.html", say("search.title", q=q) if q else say("search.bare"), view, twin, "search")


def _told_in(desk: Desk, hits: Sequence[ask.TextHit]) -> list[ask.IncidentRow]:
    """The incidents of which the passages that were found tell, in the passages' order."""
    rows: dict[str, ask.IncidentRow] = {}
    for hit in hits:
        held = incidents_in(desk.store, hit.report) if hit.span and len(rows) < INCIDENTS else {}
        for key, row in held.items():
            start = int(key.partition("@")[2].partition(".")[0])
            if hit.span and hit.span.start <= start < hit.span.end:
                rows.setdefault(row.id, row)
    return list(rows.values())[:INCIDENTS]


def _pieces(hit: ask.TextHit) -> list[tuple[str, bool]]:
    """A hit's quote in pieces, each with whether it is one of the words that were asked for."""
    if hit.span is None:
        return [(hit.quote, False)]
    pieces, at, start = [], 0, hit.span.start
    for mark in sorted(hit.marks):
        first, last = max(mark.start - start, at), min(mark.end - start, len(hit.quote))
        if first < last:
            pieces += [(hit.quote[at:first], False), (hit.quote[first:last], True)]
            at = last
    return [p for p in (*pieces, (hit.quote[at:], False)) if p[0]]
