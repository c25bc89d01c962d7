"""`/enter`: the page at which a person from another machine shows a token; the browser keeps it in a cookie that no script can read."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.keep.tokens import find_token
from dateline.serve.web.answers import Answer, html
from dateline.serve.web.desk import desk_of
from dateline.serve.web.forms import form_of, go, go_back, text_of
from dateline.serve.web.messages import say
from dateline.serve.web.people import ENTERED

WEEK = 604_800
"""Seconds that a browser keeps a token; the token itself may end sooner."""


def routes() -> list[Route]:
    """Coming in and going out."""
    return [Route("/enter", show), Route("/enter", enter, methods=["POST"]), Route("/leave", leave, methods=["POST"])]


def show(request: Request) -> Response:
    """The form."""
    return _page(request, request.query_params.get("back", "")[:2_000], False)


def _page(request: Request, back: str, wrong: bool) -> Response:
    view = {"back": back, "wrong": wrong}
    return html(request, desk_of(request), Answer("enter.html", say("enter.title"), view, None, status=401 if wrong else 200))


async def enter(request: Request) -> Response:
    """Sets the cookie where the token is in force."""
    desk, form = desk_of(request), await form_of(request)
    secret, back = text_of(form, "token", 200).strip(), go_back(form, "/")
    token = await run_in_threadpool(find_token, desk.store, secret, desk.tools.clock())
    if token is None or not secret.isascii():
        return _page(request, back, True)
    answer = go(back)
    answer.set_cookie(ENTERED, secret, max_age=WEEK, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


async def leave(request: Request) -> Response:
    """Forgets the token in this browser."""
    await form_of(request)
    answer = go("/enter")
    answer.delete_cookie(ENTERED, httponly=True, samesite="strict")
    return answer
