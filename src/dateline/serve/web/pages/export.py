"""`/export`: the formats, what each leaves out of what the filter shows, and the files; an incident as a paragraph with footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from itertools import chain, islice
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from dateline.errors import UsageError
from dateline.export import FORMATS, POLICIES, Format, LeftOut, Options, Source, find_format, finish
from dateline.export.prose import Note, heading, number_notes, tell
from dateline.export.view import view
from dateline.model import Incident, Json
from dateline.serve.commands.export import source_of
from dateline.serve.web import filters
from dateline.serve.web.answers import Answer, page_routes
from dateline.serve.web.desk import Desk, desk_of
from dateline.serve.web.faults import Refused, found
from dateline.serve.web.filters import read_filter
from dateline.serve.web.messages import known, say
from dateline.store import ask

LOOKED_AT = 100
"""Incidents that are gone through to tell what a format leaves out, so that the page is there at once."""


def routes() -> list[Route]:
    """The page, the files, and what they leave out."""
    return [
        Route("/export/file", send_file),
        *page_routes("/export/left-out", show_left_out, "left-out"),
        *page_routes("/export", show, "export"),
        *page_routes("/incidents/{id}/paragraph", show_paragraph, "paragraph"),
    ]


def show(request: Request, desk: Desk) -> Answer:
    """The formats for the incidents that the query's filter asks for."""
    asked = read_filter(request)
    formats = [(form, _leaves(form)) for form in FORMATS.values()]
    view: dict[str, Any] = {
        "asked": asked.values, "chips": filters.chips(asked.values), "total": desk.glances.total(desk.store, asked.filter),
        "formats": formats, "policies": POLICIES, "chosen": request.query_params.get("format", "csv"),
    }  # fmt: skip
    rows: list[Json] = [{"format": f.name, "suffix": f.suffix, "media": f.media, "about": f.about, "leaves_out": w} for f, w in formats]
    return Answer(
        "export.html", say("export.title"), view, {"filter": dict(asked.values), "total": view["total"], "formats": rows}, "export"
    )


def _leaves(form: Format) -> str:
    """What a format cannot hold, in a sentence."""
    key = f"export.leaves.{form.name}"
    return say(key) if known(key) else say("export.leaves.table")


# ---------------------------------------------------------------- files


async def send_file(request: Request) -> Response:
    """The file, piece by piece as it is written."""
    desk, (form, options) = desk_of(request), _wanted(request)
    source = _source(request, desk)
    writing = form.write(source, options)
    first = await run_in_threadpool(lambda: list(islice(writing, 1)))  # what is wrong is told before the file begins
    headers = {"content-disposition": f'attachment; filename="dateline-{form.name}.{form.suffix}"'}
    return StreamingResponse(chain(first, writing), media_type=form.media, headers=headers)


def _wanted(request: Request) -> tuple[Format, Options]:
    """The format and how to write it. Raises Refused (400)."""
    query = request.query_params
    figures = query.get("figures") or None
    if figures is not None and figures not in POLICIES:
        raise Refused(400, "fault.choice", name="figures", value=figures[:40], choices=", ".join(POLICIES))
    try:
        return find_format(query.get("format", "")), Options(figures, query.get("raw", "") == "yes")
    except UsageError:
        raise Refused(400, "fault.choice", name="format", value=query.get("format", "")[:40], choices=", ".join(FORMATS)) from None


def _source(request: Request, desk: Desk) -> Source:
    return source_of(desk.store, read_filter(request).filter, str(request.base_url).rstrip("/"))


# ---------------------------------------------------------------- what is left out


@dataclass(frozen=True, slots=True)
class _First:
    """The first incidents of a source, from the beginning each time."""

    incidents: Iterable[Incident]

    def __iter__(self) -> Iterator[Incident]:
        return islice(iter(self.incidents), LOOKED_AT)


def show_left_out(request: Request, desk: Desk) -> Answer:
    """What the file would leave out, counted over the first incidents."""
    asked, (form, options), source = read_filter(request), _wanted(request), _source(request, desk)
    first = Source(_First(source.incidents), source.record_of, source.link)
    _, left = finish(form.write(first, options))
    total = desk.glances.total(desk.store, asked.filter)
    view: dict[str, Any] = {
        "asked": asked.values, "chips": filters.chips(asked.values), "form": form, "left": left, "total": total,
        "looked": min(total, LOOKED_AT), "leaves": _leaves(form),
    }  # fmt: skip
    return Answer("left-out.html", say("export.left-title", name=form.name), view, _twin(form, left, view["looked"]), "export")


def _twin(form: Format, left: Iterable[LeftOut], looked: int) -> Json:
    rows: list[Json] = [asdict(one) for one in left]
    return {"format": form.name, "incidents": looked, "left_out": rows}


# ---------------------------------------------------------------- one incident in words


def show_paragraph(request: Request, desk: Desk) -> Answer:
    """The incident as one paragraph, each sentence with its footnotes, to be copied."""
    incident = found(ask.get_incident, desk.store, request.path_params["id"])
    source = source_of(desk.store, ask.Filter(), str(request.base_url).rstrip("/"))
    sentences = tell(view(incident, source), source)
    numbers = number_notes(sentences, 0)
    told = " ".join(s.text + "".join(f"[{numbers[n]}]" for n in s.notes) for s in sentences)
    notes = [(number, note_of(note)) for note, number in numbers.items()]
    plain = f"{told}\n\n" + "".join(f"[{number}] {line}\n" for number, line in notes)
    shown: dict[str, Any] = {
        "incident": incident,
        "heading": heading(incident),
        "plain": plain,
        "lines": plain.count("\n") + len(plain) // 90 + 2,
    }
    twin: dict[str, Any] = {"incident": incident.id, "paragraph": told, "notes": [{"number": n, "note": line} for n, line in notes]}
    return Answer("paragraph.html", say("paragraph.title"), shown, twin, "incidents")


def note_of(note: Note) -> str:
    """A footnote in plain words: who published it, who says it there, in which words, and where they stand."""
    where = f", characters {note.span.start}–{note.span.end}" if note.span else ""
    speaker = f", {note.speaker}" if note.speaker else ""
    quote = f": “{note.quote}”" if note.quote else ""
    judged = "" if note.verdict == "machine" else f"; {note.verdict} by a person"
    return f"{note.source}{speaker}{quote} ({note.url or note.permalink}{where}{judged})" + (f" and {note.also} more" if note.also else "")
