"""What is done at the desk: a verdict on a cell, same or not the same, parting, taking back. Forms post here and go on to a page.

Each deed carries the edition that the person saw, so that two people who decide on one cell at once are told so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dateline.errors import EditConflict, UsageError
from dateline.keep import deciding
from dateline.keep.deciding import Person
from dateline.keep.judging import Edit, correct, revoke_correction
from dateline.model.incidents import ACCEPTED, CORRECTED, DISPUTED, MACHINE, REJECTED
from dateline.serve.reviewing import read_value
from dateline.serve.web.answers import html
from dateline.serve.web.decided import take_back
from dateline.serve.web.desk import Desk, desk_of
from dateline.serve.web.faults import Refused
from dateline.serve.web.forms import form_of, go, go_back, text_of
from dateline.serve.web.graphic import CAREFUL
from dateline.serve.web.people import SIGNS, require_signer

VERDICTS = (ACCEPTED, CORRECTED, REJECTED, DISPUTED, MACHINE)
LONGEST_WHY, LONGEST_NAME = 2_000, 200
OTHERS = "*"
"""In the place of a second actor: all others of the name."""
YEAR = 31_536_000
"""Seconds that the name that signs is remembered."""


@dataclass(frozen=True, slots=True)
class Deed:
    """A verdict on a cell as it came: `value` as typed, `edition` the last that the person saw."""

    event: str
    cell: str
    verdict: str
    value: str
    why: str
    edition: int


def routes() -> list[Route]:
    """Addresses that change what is decided."""
    ways = (("/decide", decide), ("/judge", judge), ("/split", split), ("/undo", undo), ("/withdraw", withdraw),
            ("/unjudge", unjudge), ("/sign", sign), ("/careful", choose))  # fmt: skip
    return [Route(path, way, methods=["POST"]) for path, way in ways]


def person_of(request: Request, desk: Desk, told: Any) -> Person:
    """Who decides. Raises Refused (400)."""
    return Person(require_signer(request, desk, told), desk.tools.clock)


# ---------------------------------------------------------------- cells


async def decide(request: Request) -> Response:
    """Keeps a verdict on a cell; where somebody else was first, shows what they said."""
    from dateline.serve.web.pages.decide import conflict

    desk, form = desk_of(request), await form_of(request)
    person, deed = person_of(request, desk, form), _deed(form)
    try:
        await run_in_threadpool(do, desk, person, deed)
    except EditConflict:
        answer = await run_in_threadpool(conflict, request, desk, deed, go_back(form, "/review"))
        return html(request, desk, answer)
    except UsageError as error:
        raise Refused(400, "fault.deed", str(error)) from None
    return go(_with(go_back(form, f"/reports/{deed.event.partition('@')[0].partition('/')[0]}"), deed.verdict))


def do(desk: Desk, person: Person, deed: Deed) -> int:
    """Keeps the verdict; returns its edition. Raises EditConflict, UsageError."""
    value = _value(deed) if deed.verdict == CORRECTED else None
    if deed.verdict == CORRECTED and value is None:
        raise UsageError("a correction needs a value; reject the cell where nobody tells one")
    if deed.cell == "type" and isinstance(value, str) and "/" in value:
        return _do_type(desk, person, deed, value)
    edit = Edit(event=deed.event, cell=deed.cell, verdict=deed.verdict, by=person.name, value=value, why=deed.why)
    return correct(desk.store, edit, edition=deed.edition, now=person.clock()).edition


def _do_type(desk: Desk, person: Person, deed: Deed, value: str) -> int:
    """`attack/drone`: type and mode at one moment, which is taken back as one."""
    from dateline.keep.judging import edition_of

    kind, _, mode = value.partition("/")
    now = person.clock()
    made = correct(desk.store, Edit(event=deed.event, cell="type", verdict=CORRECTED, by=person.name, value=kind, why=deed.why),
                   edition=deed.edition, now=now)  # fmt: skip
    second = Edit(event=deed.event, cell="mode", verdict=CORRECTED, by=person.name, value=mode, why=deed.why)
    correct(desk.store, second, edition=edition_of(desk.store, deed.event, "mode"), now=now)
    return made.edition


def _value(deed: Deed) -> Any:
    typed = deed.value.strip()
    if not typed:
        return None
    if deed.cell in ("agent", "target") and typed[:1] not in "{[":
        return [name.strip() for name in typed.split(";") if name.strip()]
    return read_value(deed.cell, typed) if "@" in deed.event else typed


def _deed(form: FormData) -> Deed:
    verdict = text_of(form, "verdict", 40)
    if verdict not in VERDICTS:
        raise Refused(400, "fault.choice", name="verdict", value=verdict[:40], choices=", ".join(VERDICTS))
    return Deed(
        _name(form, "event"), text_of(form, "cell", 80), verdict, text_of(form, "value", LONGEST_WHY), text_of(form, "why", LONGEST_WHY),
        number_in(form, "edition"),
    )  # fmt: skip


def number_in(form: FormData, name: str) -> int:
    """A small whole number of a form. Raises Refused (400)."""
    raw = text_of(form, name, 40)
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 8):
        raise Refused(400, "fault.number", name=name, value=raw[:40])
    return int(raw)


def _name(form: FormData, name: str) -> str:
    """A key, id or address of something in the store: of an address, what it names. Raises Refused (400)."""
    told = name_in(text_of(form, name, LONGEST_NAME))
    if not told:
        raise Refused(400, "fault.field-missing", name=name)
    return told


def name_in(told: str) -> str:
    """`http://127.0.0.1:8350/incidents/i12?x` -> `i12`; anything else as it is, without the white space around it.

    >>> name_in(" http://127.0.0.1:8350/incidents/i0123456789?since=2024#cells "), name_in("r12@40")
    ('i0123456789', 'r12@40')
    >>> name_in("/actors/r12/a1"), name_in("https://desk.example.org/actors/Free%20Valleys%20Front?after=x")
    ('r12/a1', 'Free Valleys Front')
    """
    told = told.strip()
    if not told.startswith(("http://", "https://", "/")):
        return told
    try:
        path = unquote(urlsplit(told).path.rstrip("/")).removesuffix(".json")
    except ValueError:
        return told
    return path.partition("/actors/")[2] or path.rpartition("/")[2]


def _with(back: str, done: str) -> str:
    """The page to go back to; the queue is told what was done, so that it can say so."""
    path, _, asked = back.partition("?")
    return f"{back}{'&' if asked else '?'}done={done}" if path == "/review" and "done=" not in asked else back


# ---------------------------------------------------------------- same or not


async def judge(request: Request) -> Response:
    """Two events (or incidents, reports, actors) are the same or are not."""
    desk, form = desk_of(request), await form_of(request)
    person = person_of(request, desk, form)
    other = "other" if text_of(form, "other", LONGEST_NAME).strip() else "second"  # what was typed stands above what was chosen
    pair, same = (_name(form, "first"), _name(form, other)), text_of(form, "same", 8)
    if same not in ("yes", "no"):
        raise Refused(400, "fault.choice", name="same", value=same, choices="yes, no")
    await _guarded(_judge, desk, person, pair, (same == "yes", text_of(form, "why", LONGEST_WHY)))
    page = "actors" if "/" in pair[0] else "incidents"
    return go(_with(go_back(form, f"/{page}/{quote(pair[0])}"), "same" if same == "yes" else "not-same"))


def _judge(desk: Desk, person: Person, pair: tuple[str, str], said: tuple[bool, str]) -> None:
    """Keeps the judgement. The other actor may be called by a name that means one party alone, or be everybody else of the name."""
    first, second = pair
    same, why = said
    if second == OTHERS and not same:
        deciding.split(desk.store, person, first, why)
        return
    if "/" in first and "@" not in first:
        second = deciding.actor_meant(desk.store, second)
    act = deciding.same if same else deciding.not_same
    act(desk.store, person, (first, second), why)


async def split(request: Request) -> Response:
    """An event is another occurrence than the rest of its incident."""
    desk, form = desk_of(request), await form_of(request)
    key = _name(form, "event")
    await _guarded(deciding.split, desk.store, person_of(request, desk, form), key, text_of(form, "why", LONGEST_WHY))
    return go(_with(go_back(form, f"/incidents/{key}"), "split"))


async def undo(request: Request) -> Response:
    """Takes back the last that this person decided."""
    desk, form = desk_of(request), await form_of(request)
    taken = await _guarded(deciding.undo, desk.store, person_of(request, desk, form))
    return go(_with(go_back(form, "/review"), "undone" if taken else "nothing"))


async def withdraw(request: Request) -> Response:
    """Takes back the last word on one cell, where it is still the one that the person saw."""
    desk, form = desk_of(request), await form_of(request)
    person, event, cell = person_of(request, desk, form), _name(form, "event"), text_of(form, "cell", 80)
    await _guarded(_withdraw, desk, (event, cell), number_in(form, "edition"), person)
    return go(go_back(form, "/review"))


def _withdraw(desk: Desk, place: tuple[str, str], edition: int, person: Person) -> None:
    from dateline.keep.judging import edition_of

    if edition_of(desk.store, *place) != edition:
        problem = f"{place[0]} {place[1] or 'as a whole'} was edited meanwhile"
        raise EditConflict(desk.store.address, problem, "read it again and decide anew")
    revoke_correction(desk.store, place[0], place[1], person.clock())


async def unjudge(request: Request) -> Response:
    """Takes back that two events are the same or are not, with all that was decided with it."""
    desk, form = desk_of(request), await form_of(request)
    person_of(request, desk, form)
    await _guarded(take_back, desk.store, number_in(form, "number"), desk.tools.clock)
    return go(go_back(form, "/review"))


async def _guarded(act: Any, *told: Any) -> Any:
    """Does something to the store in a thread; a call that makes no sense is the page's fault to tell."""
    try:
        return await run_in_threadpool(act, *told)
    except UsageError as error:
        raise Refused(400, "fault.deed", str(error)) from None


async def sign(request: Request) -> Response:
    """Remembers, in this browser, the name that signs."""
    desk, form = desk_of(request), await form_of(request)
    answer = go(go_back(form, "/review"))
    name = require_signer(request, desk, form)
    answer.set_cookie(SIGNS, quote(name), max_age=YEAR, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer


async def choose(request: Request) -> Response:
    """Remembers, in this browser, whether graphic words are covered."""
    form = await form_of(request)
    wanted = text_of(form, "careful", 8)
    if wanted not in ("yes", "no"):
        raise Refused(400, "fault.choice", name="careful", value=wanted, choices="yes, no")
    answer = go(go_back(form, "/about"))
    answer.set_cookie(CAREFUL, wanted, max_age=YEAR, httponly=True, samesite="strict", secure=request.url.scheme == "https")
    return answer
