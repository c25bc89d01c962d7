"""A page and its JSON twin are two forms of one answer, so that they cannot tell different things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from dateline.model import Json
from dateline.serve.web.desk import Desk, desk_of
from dateline.serve.web.graphic import is_careful
from dateline.serve.web.templating import render


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows: `view` fills the template, `twin` is the JSON, or makes it; `here` names the part of the desk it belongs to."""

    template: str
    title: str
    view: Mapping[str, Any]
    twin: Json | Callable[[], Json]
    here: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


Page = Callable[[Request, Desk], Answer]
"""A page is a plain function: it reads the request and the store and answers. Starlette runs it in a thread."""


def page_routes(path: str, page: Page, name: str) -> list[Route]:
    """The routes of `page`: `path` as HTML and `path.json` as its twin (`/index.json` for `/`), the latter first."""

    def as_json(request: Request) -> Response:
        answer = page(request, desk_of(request))
        return JSONResponse(answer.twin() if callable(answer.twin) else answer.twin, answer.status, dict(answer.headers))

    def as_html(request: Request) -> Response:
        desk = desk_of(request)
        return html(request, desk, page(request, desk))

    twin = "/index.json" if path == "/" else f"{path}.json"
    return [Route(twin, as_json, name=f"{name}.json"), Route(path, as_html, name=name)]


def html(request: Request, desk: Desk, answer: Answer) -> HTMLResponse:
    """The page of an answer, with what every page shows around it."""
    path, asked = request.url.path, f"?{request.url.query}" if request.url.query else ""
    frame = {
        "title": answer.title,
        "here": answer.here,
        "desk": desk,
        "twin": ("/index" if path == "/" else path) + ".json" + asked,
        "careful": is_careful(request),
        "again": path + asked if request.method == "GET" else "/about",
    }
    return HTMLResponse(render(answer.template, {**frame, **answer.view}), answer.status, dict(answer.headers))
