"""One shape for everything that goes wrong: a page for people, and `{"error": {...}}` for programs, with the same words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from dateline.errors import UsageError
from dateline.serve.web.messages import say

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Fault:
    """What went wrong: an HTTP status, the key of its messages (`.title`, `.advice`), what fills their gaps, and an exact detail."""

    status: int
    key: str
    gaps: Mapping[str, str] = field(default_factory=dict)
    detail: str = ""


class Refused(Exception):
    """Raised by a page that cannot answer; carries the fault to show."""

    def __init__(self, status: int, key: str, detail: str = "", **gaps: str) -> None:
        self.fault = Fault(status, key, gaps, detail)
        super().__init__(key)


def found(question: Callable[..., T], store: object, name: str) -> T:
    """What `question` answers for a name. Raises Refused (404) where the store holds nothing of that name."""
    try:
        return question(store, name)
    except UsageError as error:
        raise Refused(404, "fault.unknown", str(error)) from None


def answer_fault(scope: Scope, fault: Fault) -> Response:
    """The answer that tells `fault`, as JSON where the request was for JSON."""
    title, advice = say(f"{fault.key}.title", **fault.gaps), say(f"{fault.key}.advice", **fault.gaps)
    if wants_json(scope):
        body = {"status": fault.status, "code": fault.key.removeprefix("fault."), "title": title, "detail": fault.detail, "advice": advice}
        return JSONResponse({"error": body}, fault.status)
    from dateline.serve.web.templating import render

    page = render("error.html", {"status": fault.status, "title": title, "detail": fault.detail, "advice": advice, "here": ""})
    return HTMLResponse(page, fault.status)


def wants_json(scope: Scope) -> bool:
    """Whether a request is for JSON: by its path, else by what it accepts before HTML."""
    path = scope["path"]
    if path.endswith(".json") or path.startswith("/api"):
        return True
    accepted = Headers(scope=scope).get("accept", "")
    return "application/json" in accepted and "text/html" not in accepted
