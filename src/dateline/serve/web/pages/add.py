"""`/add`: a report is pasted, uploaded or named; its record is shown as it is read; nothing is stored until somebody says *keep*."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from dateline.errors import UsageError
from dateline.model import Json, Record
from dateline.read.reports import UNDATED
from dateline.serve.web.answers import Answer, html, page_routes
from dateline.serve.web.desk import Desk, desk_of
from dateline.serve.web.drafts import PATIENCE, Draft, Given, task_of
from dateline.serve.web.faults import Refused
from dateline.serve.web.forms import form_of, text_of
from dateline.serve.web.messages import say
from dateline.serve.web.pane.pane import lay, pane_of
from dateline.serve.web.requests import number_of

if TYPE_CHECKING:
    from dateline.read.items import Found

LONGEST_ADDRESS = 2_000
PASTED = "pasted text"


def routes() -> list[Route]:
    """The form, what comes of it, and keeping it."""
    return [
        *page_routes("/add/{draft}", show_draft, "draft"),
        *page_routes("/add", show, "add"),
        Route("/add", give, methods=["POST"]),
        Route("/add/{draft}", mend, methods=["POST"]),
        Route("/add/{draft}/keep", keep, methods=["POST"]),
        Route("/add/{draft}/drop", drop, methods=["POST"]),
    ]


def show(request: Request, desk: Desk) -> Answer:
    """The empty form; the model is loaded meanwhile."""
    desk.tools.warm()
    return _form({}, "")


def _form(told: Mapping[str, str], problem: str, status: int = 200) -> Answer:
    given = {name: told.get(name, "") for name in ("text", "url", "published", "outlet")}
    return Answer("add.html", say("add.title"), {"given": given, "problem": problem}, {"problem": problem or None}, "add", status)


# ---------------------------------------------------------------- giving


async def give(request: Request) -> Response:
    """Reads what was given; the record's page, or the form again with what is wrong."""
    desk, form = desk_of(request), await form_of(request, files=1)
    try:
        given = await _given(form)
        found = await run_in_threadpool(_open, given, desk)
    except UsageError as error:
        told = {name: text_of(form, name, 200_000) for name in ("text", "url", "published", "outlet")}
        return html(request, desk, _form(told, str(error), 400))
    finally:
        await form.close()
    return await _start(desk, given, found)


async def _start(desk: Desk, given: Given, found: Iterable[Found]) -> Response:
    draft = desk.tools.drafts.start(secrets.token_urlsafe(9), given, found, desk.tools.reader)
    await run_in_threadpool(draft.done.wait, PATIENCE)
    return RedirectResponse(f"/add/{draft.id}", 303)


async def _given(form: FormData) -> Given:
    """What the form holds. Raises UsageError."""
    text, url, upload = text_of(form, "text", 20_000_000), text_of(form, "url", LONGEST_ADDRESS).strip(), form.get("file")
    data = await upload.read() if isinstance(upload, UploadFile) else b""
    ways = [bool(text.strip()), bool(url), bool(data)]
    if sum(ways) != 1:
        raise UsageError(say("add.which") if any(ways) else say("add.nothing"))
    known = Given(
        PASTED, published=_day(text_of(form, "published", 40)), outlet=_words(form, "outlet"), force=text_of(form, "force", 8) == "yes"
    )
    if url:
        return replace(known, origin=url, address=url)
    if data:
        assert isinstance(upload, UploadFile)
        return replace(known, origin=_label(upload.filename or ""), data=data)
    return replace(known, data=text.encode("utf-8", "replace"))


def _label(name: str) -> str:
    """The name of an uploaded file as a label: its last part, and nothing that leads anywhere."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in last if c.isprintable())[:120].lstrip(".")
    return f"uploaded {kept or 'file'}"


def _words(form: FormData, name: str) -> str | None:
    return " ".join(text_of(form, name, 200).split()) or None


def _day(told: str) -> date | None:
    if not told.strip():
        return None
    try:
        if len(told.strip()) != len("2024-02-03"):
            raise ValueError
        return date.fromisoformat(told.strip())
    except ValueError:
        raise UsageError(say("add.day", value=told[:40])) from None


def _open(given: Given, desk: Desk) -> Iterable[Found]:
    """What there is to read; an address is fetched under the protections of `fetch`, when it is gone through."""
    from dateline.read.items import items_of_bytes

    if not given.address:
        return items_of_bytes(given.data, given.origin)
    if not given.address.startswith(("http://", "https://")):
        raise UsageError(say("add.address", value=given.address[:80]))
    return desk.tools.fetching().items([given.address])


# ---------------------------------------------------------------- looking at it


def show_draft(request: Request, desk: Desk) -> Answer:
    """What has been read so far; the page asks again while there is more to come."""
    draft = _draft(request, desk)
    records, reading = draft.records, not draft.done.is_set()
    number = min(max(number_of(request, "n", 1), 1), max(len(records), 1))
    record = records[number - 1][0] if records else None
    view: dict[str, Any] = {
        "draft": draft,
        "reading": reading,
        "total": len(records),
        "number": number,
        "record": record,
        "warnings": [say("draft.undated") if told == UNDATED else told for told in (records[number - 1][1].warnings if records else ())],
        "pane": pane_of(lay(record), part=number_of(request, "part", 1)) if record else None,
        "verdicts": {},
        "added": {},
        "deeds": "",
        "failures": tuple(draft.failures),
        "notes": tuple(draft.notes),
    }
    headers = {"refresh": "1"} if reading else {}
    return Answer("draft.html", _title(record), view, _twin(draft, reading), "add", headers=headers)


def _title(record: Record | None) -> str:
    return (record.document.title if record else None) or say("draft.title")


def _twin(draft: Draft, reading: bool) -> Json:
    import json

    from dateline.codec import encode_record

    records: list[Json] = [json.loads(encode_record(record)) for record, _ in draft.records]
    return {"draft": draft.id, "reading": reading, "records": records, "failures": list(draft.failures), "kept": list(draft.kept)}


def _draft(request: Request, desk: Desk) -> Draft:
    draft = desk.tools.drafts.get(request.path_params["draft"])
    if draft is None:
        raise Refused(404, "fault.draft")
    return draft


async def mend(request: Request) -> Response:
    """The same once more with a day, an outlet or a title that somebody put right."""
    desk, form = desk_of(request), await form_of(request)
    draft = _draft(request, desk)
    sure = not draft.done.is_set() or len(draft.answers) <= 1
    given = replace(
        draft.given, published=_checked_day(form), outlet=_words(form, "outlet"), title=_words(form, "title"), sure=sure,
        force=draft.given.force or text_of(form, "force", 8) == "yes",
    )  # fmt: skip
    found: Iterable[Found] = [one.item for one in draft.found] or await run_in_threadpool(_open, given, desk)
    return await _start(desk, given, found)


def _checked_day(form: FormData) -> date | None:
    try:
        return _day(text_of(form, "published", 40))
    except UsageError:
        raise Refused(400, "fault.day", name="published", value=text_of(form, "published", 40)) from None


# ---------------------------------------------------------------- keeping it


async def keep(request: Request) -> Response:
    """Into the store: exactly what was shown."""
    desk = desk_of(request)
    draft = _draft(request, desk)
    if not draft.done.is_set() or not draft.records:
        raise Refused(409, "fault.unread")
    if not draft.kept:
        draft.kept = await run_in_threadpool(_keep, draft, desk)
    return RedirectResponse(f"/reports/{draft.kept[0]}" if len(draft.kept) == 1 else f"/add/{draft.id}", 303)


def _keep(draft: Draft, desk: Desk) -> tuple[str, ...]:
    from dateline.keep.adding import Keeper, Plan, Waiting

    plan = Plan(task_of(draft.given, desk.tools.reader), desk.tools.clock, "", "serve add", actors=desk.tools.actors)
    batch = Keeper(desk.store, plan).keep(Waiting(found=list(draft.found)), last=True)
    return tuple(dict.fromkeys(one.report for one in batch.kept))


async def drop(request: Request) -> Response:
    """Forgets a draft."""
    desk_of(request).tools.drafts.drop(request.path_params["draft"])
    return RedirectResponse("/add", 303)
