"""`/incidents`: what is told of at a glance: a filter, a strip over time, a map, and the list with who vouches for what."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from starlette.requests import Request

from dateline.model import Incident, Json
from dateline.serve.web import filters
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.filters import Asked, read_filter
from dateline.serve.web.glances import Glance
from dateline.serve.web.messages import say
from dateline.serve.web.strip import draw_strip
from dateline.serve.web.telling import rivals_of, voices_of
from dateline.store import ask

MOST = 30
"""Incidents a page: about three screens, under 100 kB."""

_MORE = frozenset(("by", "since", "until", "status", "grade", "disputed"))
"""Filters that are folded away until one is set."""


def show(request: Request, desk: Desk) -> Answer:
    """The incidents that the query's filter asks for; `after` is the cursor of the page before."""
    asked = read_filter(request)
    page = ask.find_incidents(desk.store, asked.filter, after=request.query_params.get("after") or None, most=MOST)
    whole = {one.id: one for one in ask.get_incidents(desk.store, [row.id for row in page.rows])}
    glance = _glance(request, desk, asked)
    view: dict[str, Any] = {
        "asked": asked.values,
        "chips": filters.chips(asked.values),
        "more_set": not _MORE.isdisjoint(asked.values),
        "choices": {"kind": filters.TYPES, "status": filters.STATUSES, "grade": filters.GRADES},
        "glance": glance,
        "strip": draw_strip(glance.bars) if glance else None,
        "rows": [_entry(row, whole.get(row.id)) for row in page.rows],
        "after": page.after,
        "first": "after" not in request.query_params,
    }
    return Answer("incidents.html", say("incidents.title"), view, lambda: _twin(asked, view), "incidents")


def _glance(request: Request, desk: Desk, asked: Asked) -> Glance | None:
    """What is counted, None where the page comes without it and asks again: `counted` in the query, as JSON does, waits for it."""
    waits = "counted" in request.query_params or request.url.path.endswith(".json")
    return desk.glances.of(desk.store, asked.filter) if waits else desk.glances.soon(desk.store, asked.filter)


def _entry(row: ask.IncidentRow, incident: Incident | None) -> dict[str, Any]:
    voices = voices_of(incident) if incident else ()
    return {
        "row": row,
        "when": incident.when if incident else None,
        "agents": incident.agents if incident else (),
        "targets": incident.targets if incident else (),
        "voices": [v for v in voices if not v.against],
        "against": [v for v in voices if v.against],
        "rivals": rivals_of(incident) if incident else (),
        "grade_reason": incident.grade_reason if incident else "",
    }


def _twin(asked: Asked, view: dict[str, Any]) -> Json:
    rows: list[Json] = [
        asdict(e["row"]) | {"vouched_by": [v.name for v in e["voices"]], "denied_by": [v.name for v in e["against"]]} for e in view["rows"]
    ]
    glance: Glance = view["glance"]
    pins: list[Json] = [asdict(p) for p in glance.pins]
    counted: dict[str, Json] = {"total": glance.total, "places": pins, "trays": asdict(glance.trays)}
    return {"filter": dict(asked.values), "incidents": rows, "after": view["after"]} | counted
