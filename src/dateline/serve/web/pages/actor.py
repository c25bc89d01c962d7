"""`/actors/…`: what somebody said over time, through which channels, what changed, what was said of them, their names and roles, and
which parties bear the name.

An actor is called by a key of one report (`REPORT/a1`) or by name. `after` is the cursor of the page of statements before, `parties` that
of the page of parties.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from dateline.model import Actor, Record, Statement
from dateline.model.incidents import report_id
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import found
from dateline.serve.web.messages import say
from dateline.serve.web.parties import meant_by, meant_to_json, name_sort
from dateline.serve.web.people import signer
from dateline.serve.web.templating import query
from dateline.serve.web.wording import labelled
from dateline.store import ask
from dateline.store.passages import fold

MOST_SAID, MOST_REPORTS = 60, 20
"""Statements a page, and reports whose records are gone through for roles and for what was said of somebody."""


@dataclass(frozen=True, slots=True)
class Role:
    """A name or role, how often it is read, and where first."""

    text: str
    times: int
    at: str


@dataclass(frozen=True, slots=True)
class Of:
    """Something said of the actor: by whom, how, in which report."""

    speaker: str
    act: str
    words: str
    report: str
    local: str
    outlet: str | None
    published: str | None


def show(request: Request, desk: Desk) -> Answer:
    """The actor of a key or name; names under which reports have the same party count as one."""
    asked = request.path_params["id"]
    called = found(ask.identify, desk.store, asked)
    names = called.names
    places = {name: request.query_params.get(name) or None for name in ("after", "parties")}
    said = ask.said_by(desk.store, called, after=places["after"], most=MOST_SAID)
    incidents = ask.incidents_of(desk.store, called, most=12)
    records = list(_records(desk, asked, said.rows, incidents))
    known = [(r, a) for r in records for a in r.actors if fold(a.name) in names]
    title, meant = _title(known, names), meant_by(desk.store, names, asked, places["parties"])
    view: dict[str, Any] = {
        "name": title,
        "asked": asked,
        "names": _counted((a.name, _at(r, a)) for r, a in known),
        "roles": _counted((w.text, f"{_page(r)}#t{w.span.start}" if w.span else _page(r)) for r, a in known for w in a.roles if w.text),
        "kinds": [k.text for k in _counted((labelled(a.kind, "kind"), "") for _, a in known)],
        "countries": [c.text for c in _counted((a.country, "") for _, a in known if a.country)],
        "channels": _counted(_channels(known)),
        "said": said.rows,
        "after": said.after,
        "changes": ask.changes_of(desk.store, called),
        "of": list(_said_of(known)),
        "incidents": incidents,
        "meant": meant,
        "name_sort": name_sort,
        "person": signer(request, desk),
        "places": places,
        "here_again": query(f"/actors/{quote(asked)}", places) + "#parties",
    }
    twin: dict[str, Any] = {
        "name": title,
        "names": [asdict(n) for n in view["names"]],
        "roles": [asdict(r) for r in view["roles"]],
        "said": [asdict(s) for s in said.rows],
        "changes": [asdict(c) for c in view["changes"]],
        "said_of": [asdict(o) for o in view["of"]],
        "incidents": [asdict(i) for i in incidents],
        "after": said.after,
        **meant_to_json(meant),
    }
    return Answer("actor.html", title, view, twin, "actors")


def _records(desk: Desk, asked: str, said: Sequence[ask.Said], incidents: Sequence[ask.IncidentRow]) -> Iterator[Record]:
    """Records in which the actor speaks or takes part, the one that was asked for first."""
    reports = [asked.partition("/")[0]] if "/" in asked else []
    reports += [s.report for s in said]
    for one in ask.get_incidents(desk.store, [i.id for i in incidents]):
        reports += one.reports
    stored = ask.get_reports(desk.store, reports)
    for name in list(dict.fromkeys(r for r in reports if r in stored))[:MOST_REPORTS]:
        yield ask.get_record(desk.store, name)


def _title(known: Sequence[tuple[Record, Actor]], names: Sequence[str]) -> str:
    """The name most reports use, the longer of two."""
    counted = _counted((a.name, "") for _, a in known)
    return max(counted, key=lambda r: (r.times, len(r.text), r.text)).text if counted else names[0]


def _counted(rows: Iterable[tuple[str | None, str]]) -> list[Role]:
    """Each text once, with how often it came and where first; the most frequent first."""
    seen: dict[str, list[str]] = {}
    for text, at in rows:
        if text:
            seen.setdefault(text, []).append(at)
    return sorted((Role(text, len(places), places[0]) for text, places in seen.items()), key=lambda r: (-r.times, r.text))


def _channels(known: Sequence[tuple[Record, Actor]]) -> Iterator[tuple[str | None, str]]:
    for record, actor in known:
        for statement in record.statements:
            if statement.source.actor == actor.id and statement.via:
                yield statement.via.text, f"{_page(record)}?at={statement.id}#{statement.id}"


def _said_of(known: Sequence[tuple[Record, Actor]]) -> Iterator[Of]:
    """Statements of others that are aimed at the actor, or whose content names them."""
    for record, actor in known:
        actors = {a.id: a for a in record.actors}
        for statement in record.statements:
            if statement.source.actor != actor.id and _speaks_of(statement, actor):
                speaker = actors.get(statement.source.actor or "")
                name = speaker.name if speaker else statement.source.text or say("cell.nobody")
                words = " … ".join(c.text or "" for c in statement.content)
                day = record.document.published
                where = report_id(record.document.id), statement.id, record.document.outlet, str(day) if day else None
                yield Of(name, statement.act, words, *where)


def _speaks_of(statement: Statement, actor: Actor) -> bool:
    if statement.at and statement.at.actor == actor.id:
        return True
    spans = [c.span for c in statement.content if c.span]
    return any(m.span and any(s.holds(m.span) for s in spans) for m in actor.mentions)


def _page(record: Record) -> str:
    return f"/reports/{report_id(record.document.id)}"


def _at(record: Record, actor: Actor) -> str:
    first = next((m.span for m in actor.mentions if m.span), None)
    return _page(record) + (f"#t{first.start}" if first else "")
