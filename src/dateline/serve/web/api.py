"""`/api`: the desk for programs. JSON in and out, one shape for what goes wrong, lists paged by cursor; `openapi` documents it."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from dateline.codec import encode_incident, encode_record
from dateline.errors import EditConflict, UsageError
from dateline.export import FORMATS
from dateline.keep import deciding
from dateline.model import Json, Record
from dateline.serve.web.answers import Answer, page_routes
from dateline.serve.web.deeds import VERDICTS, Deed, do, person_of
from dateline.serve.web.desk import Desk, desk_of
from dateline.serve.web.faults import Refused, found
from dateline.serve.web.filters import read_filter
from dateline.serve.web.messages import say
from dateline.serve.web.openapi import MOST, document
from dateline.store import ask

DEFAULT = 50
"""Rows of a list where nobody says how many."""
_GET = Callable[[Request, Desk], Json]
_POST = Callable[[Request, Desk, Mapping[str, Any]], tuple[int, Json]]


def routes() -> list[Route]:
    """All addresses of the API."""
    gets: dict[str, _GET] = {
        "/api/incidents": list_incidents, "/api/incidents/{id}": get_incident, "/api/reports": list_reports,
        "/api/reports/{id}": get_report, "/api/stories": list_stories, "/api/stories/{id}": get_story, "/api/statements": list_statements,
        "/api/actors": list_actors, "/api/search": search, "/api/queue": queue, "/api/formats": list_formats,
        "/api/openapi.json": lambda request, desk: document(),
    }  # fmt: skip
    posts: dict[str, _POST] = {"/api/read": read, "/api/decisions": decide, "/api/judgements": judge, "/api/undo": undo}
    made = [Route(path, _getting(way)) for path, way in gets.items()]
    made += [Route(path, _posting(way), methods=["POST"]) for path, way in posts.items()]
    return [*made, *page_routes("/api", show, "api")]


def show(request: Request, desk: Desk) -> Answer:
    """The documentation as a page."""
    return Answer("api.html", say("api.title"), {"document": document()}, document(), "about")


def _getting(way: _GET) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        try:
            return JSONResponse(way(request, desk_of(request)))
        except UsageError as error:  # a cursor or filter that means nothing
            raise Refused(400, "fault.deed", str(error)) from None

    return answer


def _posting(way: _POST) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        told = await _body(request)
        try:
            status, body = await run_in_threadpool(way, request, desk_of(request), told)
        except UsageError as error:
            raise Refused(400, "fault.deed", str(error)) from None
        return JSONResponse(body, status)

    return answer


# ---------------------------------------------------------------- what is asked


async def _body(request: Request) -> Mapping[str, Any]:
    """The body, an object of JSON. Raises Refused (400, 415)."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise Refused(415, "fault.json-only")
    raw = await request.body()
    try:
        told = json.loads(raw)
        raw_again = json.dumps(told, ensure_ascii=False, allow_nan=False).encode()  # halves of characters and NaN can be kept nowhere
    except (ValueError, RecursionError):
        raise Refused(400, "fault.json") from None
    if not isinstance(told, dict) or not raw_again:
        raise Refused(400, "fault.json")
    return told


def _only(told: Mapping[str, Any], **kinds: tuple[type | tuple[type, ...], bool]) -> None:
    """Raises Refused (400) unless the fields are these, of these types, and those that must be there are."""
    for name in told:
        if name not in kinds:
            raise Refused(400, "fault.field-unknown", name=str(name)[:40], choices=", ".join(kinds))
    for name, (kind, required) in kinds.items():
        if required and name not in told:
            raise Refused(400, "fault.field-missing", name=name)
        value = told.get(name)
        wrong_bool = isinstance(value, bool) and kind is int
        if name in told and (not isinstance(value, kind) or wrong_bool or (required and value == "")):
            raise Refused(400, "fault.field", name=name)
        if isinstance(value, str) and name != "text" and len(value) > 2_000:
            raise Refused(400, "fault.field-long", name=name, most="2,000")


def _page_asked(request: Request, *more: str) -> tuple[str | None, int]:
    """Cursor and number of rows. Raises Refused (400) for anything else in the query."""
    query = request.query_params
    for name in query:
        if name not in ("after", "most", *more) or len(query.getlist(name)) > 1:
            raise Refused(400, "fault.query-unknown", name=name[:40], choices=", ".join(("after", "most", *more)))
    raw = query.get("most", str(DEFAULT))
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 4 and 1 <= int(raw) <= MOST):
        raise Refused(400, "fault.number", name="most", value=raw[:40])
    if query.get("after") == "":
        raise Refused(400, "fault.deed", "after is empty; leave it out for the first page")
    return query.get("after"), int(raw)


# ---------------------------------------------------------------- lists and things


def list_incidents(request: Request, desk: Desk) -> Json:
    """Incidents that fulfil the filter, the latest first."""
    from dateline.serve.web.filters import NAMES

    after, most = _page_asked(request, *NAMES)
    page = ask.find_incidents(desk.store, read_filter(request).filter, after=after, most=most)
    return {"incidents": [asdict(row) for row in page.rows], "after": page.after}


def get_incident(request: Request, desk: Desk) -> Json:
    """One incident whole."""
    told: Json = json.loads(encode_incident(found(ask.get_incident, desk.store, request.path_params["id"])))
    return told


def list_reports(request: Request, desk: Desk) -> Json:
    """Reports, the latest first."""
    after, most = _page_asked(request)
    page = ask.list_reports(desk.store, after=after, most=most)
    return {"reports": [asdict(row) for row in page.rows], "after": page.after}


def get_report(request: Request, desk: Desk) -> Json:
    """A report's row and its record."""
    row = found(ask.get_report, desk.store, request.path_params["id"])
    told: Json = json.loads(encode_record(found(ask.get_record, desk.store, row.id)))
    return {"report": asdict(row), "record": told}


def list_stories(request: Request, desk: Desk) -> Json:
    """Stories, the latest first."""
    after, most = _page_asked(request)
    page = ask.find_stories(desk.store, after=after, most=most)
    return {"stories": [asdict(row) for row in page.rows], "after": page.after}


def get_story(request: Request, desk: Desk) -> Json:
    """A story with its reports."""
    return asdict(found(ask.get_story, desk.store, request.path_params["id"]))


def _name_asked(request: Request, desk: Desk, field: str) -> ask.Called:
    """Whom the name in a field of the query means."""
    name = request.query_params.get(field, "").strip()
    if not name or len(name) > 200:
        raise Refused(400, "fault.field-missing", name=field)
    return found(ask.identify, desk.store, name)


def list_statements(request: Request, desk: Desk) -> Json:
    """What somebody said, the latest first."""
    after, most = _page_asked(request, "by")
    page = ask.said_by(desk.store, _name_asked(request, desk, "by"), after=after, most=most)
    return {"statements": [asdict(row) for row in page.rows], "after": page.after}


def list_actors(request: Request, desk: Desk) -> Json:
    """The actors that a name or key means, party by party: keys for judgements."""
    _, most = _page_asked(request, "name")
    called = _name_asked(request, desk, "name")
    return {"actors": [asdict(row) for row in ask.actors_called(desk.store, called, most=most)]}


def search(request: Request, desk: Desk) -> Json:
    """Passages, statements and actors that have the words."""
    _page_asked(request, "q")
    q = request.query_params.get("q", "").strip()
    if not q or len(q) > 400:
        raise Refused(400, "fault.field-missing", name="q")
    hits = ask.search(desk.store, q, most=20)
    told: dict[str, Json] = {
        "reports": [asdict(hit) for hit in hits.texts],
        "statements": [asdict(hit) for hit in hits.statements],
        "actors": [asdict(hit) for hit in hits.actors],
        "more": [*sorted(hits.more)],
    }
    return told


def queue(request: Request, desk: Desk) -> Json:
    """Events that wait for a decision, the most disputed and least certain first."""
    after, most = _page_asked(request)
    page = ask.queue(desk.store, after=after, most=most)
    return {"waiting": [asdict(row) for row in page.rows], "after": page.after}


def list_formats(request: Request, desk: Desk) -> Json:
    """What `/export/file?format=…` writes."""
    return {"formats": [{"format": f.name, "suffix": f.suffix, "media": f.media, "about": f.about} for f in FORMATS.values()]}


# ---------------------------------------------------------------- deeds


def read(request: Request, desk: Desk, told: Mapping[str, Any]) -> tuple[int, Json]:
    """The record of a text; nothing is stored."""
    from dateline.batch import Task, answer_item
    from dateline.read.items import Item
    from dateline.read.reports import Hints

    kinds = {name: (str, name == "text") for name in ("text", "published", "outlet", "title", "url")}
    _only(told, **kinds, force=(bool, False))
    row = {name: value for name, value in told.items() if name != "force"}
    item = Item(json.dumps(row, ensure_ascii=False).encode(), "row", "the text")
    answer = answer_item(item, Task(desk.tools.reader, Hints(force=bool(told.get("force")))))[0]
    if not isinstance(answer.record, Record):
        raise Refused(422, "fault.unreadable", answer.failure or "")
    return 200, {"record": json.loads(encode_record(answer.record)), "warnings": list(answer.warnings)}


def decide(request: Request, desk: Desk, told: Mapping[str, Any]) -> tuple[int, Json]:
    """A verdict on a cell; 409 where somebody else was first."""
    _only(told, event=(str, True), cell=(str, False), verdict=(str, True), value=(object, False), why=(str, False), by=(str, False),
          edition=(int, True))  # fmt: skip
    if told["verdict"] not in VERDICTS:
        raise Refused(400, "fault.choice", name="verdict", value=str(told["verdict"])[:40], choices=", ".join(VERDICTS))
    value = told.get("value")
    typed = value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)
    deed = Deed(told["event"], told.get("cell", ""), told["verdict"], typed, told.get("why", ""), told["edition"])
    try:
        edition = do(desk, person_of(request, desk, told), deed)
    except EditConflict as error:
        raise Refused(409, "fault.conflict", str(error)) from None
    return 201, {"event": deed.event, "cell": deed.cell, "edition": edition}


def judge(request: Request, desk: Desk, told: Mapping[str, Any]) -> tuple[int, Json]:
    """Two events, incidents, reports or actors are the same or are not."""
    _only(told, first=(str, True), second=(str, True), same=(bool, True), why=(str, False), by=(str, False))
    act = deciding.same if told["same"] else deciding.not_same
    act(desk.store, person_of(request, desk, told), (told["first"], told["second"]), told.get("why", ""))
    return 201, {"first": told["first"], "second": told["second"], "same": told["same"]}


def undo(request: Request, desk: Desk, told: Mapping[str, Any]) -> tuple[int, Json]:
    """Takes back the last that this person decided."""
    _only(told, by=(str, False))
    return 200, {"taken_back": [asdict(one) for one in deciding.undo(desk.store, person_of(request, desk, told))]}
