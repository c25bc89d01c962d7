"""Who may do what on a desk that can be reached from other machines. THREATS.md, W3.

Every request needs a token, in `Authorization: Bearer …` or the cookie that `/enter` sets; only that page, and what it is drawn with,
can be had without one. What is not named here needs the highest scope, so that a new address is closed until somebody opens it.
"""

from __future__ import annotations

from functools import partial

from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.keep.tokens import ADMIN, READ, REVIEW, Token, find_token
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import Fault, answer_fault, wants_json
from dateline.serve.web.people import ENTERED
from dateline.serve.web.templating import query

_LOOKING = frozenset(("GET", "HEAD"))
_DECIDING = ("/decide", "/judge", "/split", "/undo", "/unjudge", "/withdraw", "/api/decisions", "/api/judgements", "/api/undo")
_READING = ("/api/read", "/leave", "/careful")


def needed(method: str, path: str) -> str | None:
    """The scope that a request needs; None where it needs none.

    >>> needed("GET", "/incidents"), needed("POST", "/decide"), needed("GET", "/add"), needed("GET", "/static/desk.css")
    ('read', 'review', 'admin', None)
    """
    if path == "/enter" or path == "/favicon.ico" or path.startswith("/static/"):
        return None
    if path == "/add" or path.startswith(("/add/", "/add.")):
        return ADMIN
    if method in _LOOKING or path in _READING:
        return READ
    return REVIEW if path in _DECIDING or path.startswith("/api/judgements/") else ADMIN


class Doors:
    """The doors as ASGI middleware around `app`; open where the desk is not guarded."""

    def __init__(self, app: ASGIApp, desk: Desk) -> None:
        self._app, self._desk = app, desk

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._desk.guarded:
            return await self._app(scope, receive, send)
        wanted = needed(scope["method"], scope["path"])
        if wanted is None:
            return await self._app(scope, receive, send)
        token = await self._token(scope)
        if token is None:
            return await _turn_away(scope)(scope, receive, send)
        if not token.allows(wanted):
            fault = Fault(403, "fault.scope", {"name": token.name, "scope": token.scope, "needed": wanted})
            return await answer_fault(scope, fault)(scope, receive, send)
        scope["dateline.token"] = token
        await self._app(scope, receive, send)

    async def _token(self, scope: Scope) -> Token | None:
        secret = secret_of(scope)
        if secret is None:
            return None
        return await run_sync(partial(find_token, self._desk.store, secret, self._desk.tools.clock()))


def secret_of(scope: Scope) -> str | None:
    """The secret that a request carries; the header counts before the cookie, and two headers count as none."""
    told = Headers(scope=scope).getlist("authorization")
    if told:
        kind, _, secret = told[0].partition(" ")
        return secret.strip() if kind.lower() == "bearer" and len(told) == 1 else None
    return Request(scope).cookies.get(ENTERED)


def _turn_away(scope: Scope) -> Response:
    if wants_json(scope) or scope["method"] not in _LOOKING:
        response = answer_fault(scope, Fault(401, "fault.token"))
        response.headers["www-authenticate"] = "Bearer"
        return response
    asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return RedirectResponse(query("/enter", back=asked), 303)
