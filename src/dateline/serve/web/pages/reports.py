"""`/reports`: what is stored, the newest first."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request

from dateline.model import Json
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.messages import say
from dateline.store import ask

MOST = 60
"""Reports a page."""


def show(request: Request, desk: Desk) -> Answer:
    """A page of reports; `after` is the cursor of the page before."""
    page = ask.list_reports(desk.store, after=request.query_params.get("after") or None, most=MOST)
    rows: list[Json] = [asdict(row) for row in page.rows]
    view = {"rows": page.rows, "after": page.after, "first": "after" not in request.query_params}
    return Answer("reports.html", say("reports.title"), view, {"reports": rows, "after": page.after}, "reports")
