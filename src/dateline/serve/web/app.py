"""The desk as an ASGI application: its routes, and what stands before them."""

from __future__ import annotations

from importlib.resources import files

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dateline.errors import DatelineError
from dateline.serve.web import api, deeds
from dateline.serve.web.answers import page_routes
from dateline.serve.web.desk import Desk
from dateline.serve.web.doors import Doors
from dateline.serve.web.faults import Fault, Refused, answer_fault
from dateline.serve.web.gate import Gate, Rules
from dateline.serve.web.pages import about, actor, add, decide, enter, export, incident, incidents, report, reports, review, search

CAPS = {"/add": 20_000_000, "/api/read": 2_000_000}
"""Caps of bodies in bytes by beginning of path, where they are not the gate's own."""


def build_desk(desk: Desk, rules: Rules) -> Starlette:
    """The application that shows `desk` to hosts that `rules` name."""
    app = Starlette(
        routes=_routes(),
        middleware=[
            Middleware(Gate, rules=rules),
            Middleware(Doors, desk=desk),
            Middleware(GZipMiddleware, minimum_size=1_500, compresslevel=5),
        ],
        exception_handlers={Refused: _refused, HTTPException: _http, DatelineError: _told, Exception: _unforeseen},
    )
    app.state.desk = desk
    return app


def _routes() -> list[BaseRoute]:
    return [
        Route("/", _home, name="home"),
        Route("/index.json", _home_twin),
        *page_routes("/incidents", incidents.show, "incidents"),
        *export.routes(),
        *page_routes("/incidents/{id}", incident.show, "incident"),
        *page_routes("/reports", reports.show, "reports"),
        *page_routes("/reports/{id}", report.show, "report"),
        *page_routes("/actors/{id:path}", actor.show, "actor"),
        *page_routes("/search", search.show, "search"),
        *page_routes("/about", about.show, "about"),
        *page_routes("/review/silent", review.show_silent, "silent"),
        *page_routes("/review", review.show, "review"),
        *page_routes("/decide", decide.show, "decide"),
        *add.routes(),
        *deeds.routes(),
        *api.routes(),
        *enter.routes(),
        Route("/favicon.ico", _icon),
        Mount("/static", _Static(directory=str(files("dateline.serve.web").joinpath("static"))), name="static"),
    ]


def _home(request: Request) -> Response:
    return page_routes("/incidents", incidents.show, "home")[1].endpoint(request)  # type: ignore[no-any-return]


def _home_twin(request: Request) -> Response:
    return page_routes("/incidents", incidents.show, "home")[0].endpoint(request)  # type: ignore[no-any-return]


def _icon(request: Request) -> Response:
    return RedirectResponse("/static/icon.svg", 308)


class _Static(StaticFiles):
    """Files that carry a mark of their content in their address may be kept for good."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        marked = b"v=" in scope.get("query_string", b"")
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if marked else "no-cache"
        return response


# ---------------------------------------------------------------- what goes wrong


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refused)
    return answer_fault(request.scope, error.fault)


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    key = {404: "fault.missing", 405: "fault.method"}.get(error.status_code, "fault.request")
    response = answer_fault(request.scope, Fault(error.status_code, key, {"path": request.url.path}))
    response.headers.update(error.headers or {})
    return response


async def _told(request: Request, error: Exception) -> Response:
    """What Dateline itself refuses: its message is fit to show."""
    return answer_fault(request.scope, Fault(_status_of(error), "fault.store", detail=str(error)))


def _status_of(error: Exception) -> int:
    names = {kind.__name__ for kind in type(error).__mro__}
    return 400 if "UsageError" in names else 404 if names & {"NotFound", "NoSuch"} else 409 if "EditConflict" in names else 503


async def _unforeseen(request: Request, error: Exception) -> Response:
    """A fault of ours: the page says so without showing what is inside; the terminal has the traceback."""
    return answer_fault(request.scope, Fault(500, "fault.unforeseen"))
