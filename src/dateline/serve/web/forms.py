"""Forms, read with care: a field that is missing, there twice, a file where words should be, or too long, is told."""

from __future__ import annotations

import re

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse

from dateline.serve.web.faults import Refused

MOST_FIELDS = 40
_PATH = re.compile(r"/(?![/\\])[^\s\\]*")


async def form_of(request: Request, *, files: int = 0) -> FormData:
    """The form of a request. Raises Refused (400, 415) for what is none."""
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        raise Refused(415, "fault.form")
    form = await request.form(max_files=files, max_fields=MOST_FIELDS, max_part_size=20_000_000)
    if not form:  # every form of ours has a field; a body of which nothing could be read has none
        raise Refused(400, "fault.form")
    return form


def text_of(form: FormData, name: str, most: int = 4_000) -> str:
    """The words of a field, '' where it is not there. Raises Refused (400)."""
    values = form.getlist(name)
    if not values:
        return ""
    if len(values) > 1 or not isinstance(values[0], str):
        raise Refused(400, "fault.field", name=name)
    if len(values[0]) > most:
        raise Refused(400, "fault.field-long", name=name, most=f"{most:,}")
    return values[0]


def go_back(form: FormData, otherwise: str) -> str:
    """Where to go after a deed: a page of this desk, never anywhere else."""
    back = text_of(form, "back", 2_000)
    return back if _PATH.fullmatch(back) else otherwise


def go(address: str) -> RedirectResponse:
    """The answer of a deed that was done: the browser asks for `address`, and reloading it does nothing twice."""
    return RedirectResponse(address, 303)
