"""`incidents`, `timeline`, `stories` and `show`: looking into a store, changing nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.model.vocabulary import GRADES, MODES, STATUSES
from dateline.serve.commands.asking import (
    FEW,
    ActorName,
    AsJson,
    By,
    Db,
    Disputed,
    From,
    Grade,
    Most,
    Place,
    Status,
    To,
    Type,
    Within,
    answering,
    check_days,
    in_place,
    pages,
    say,
    show,
    show_json,
)

if TYPE_CHECKING:
    from dateline.model import Incident
    from dateline.store import Store
    from dateline.store.ask import Filter, IncidentRow, StoryRow

_AT_ONCE = 100
"""Incidents whose whole JSON is held at once."""

_Least = Annotated[int, typer.Option("--least", min=1, metavar="N", help="Only stories of at least so many reports.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="An incident, a story, a report, or an event's key.")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A filter as it was typed; places are looked up when the store is open."""

    filter: Filter
    place: str | None
    within: float | None


def register(app: typer.Typer) -> None:
    """Adds the commands to the command line."""
    _register_lists(app)
    _register_stories(app)


def _register_lists(app: typer.Typer) -> None:
    @app.command()
    def incidents(
        since: From = None, until: To = None, place: Place = None, within: Within = None, actor: ActorName = None, kind: Type = None,
        status: Status = None, disputed: Disputed = None, by: By = None, grade: Grade = None, most: Most = None,
        as_json: AsJson = False, db: Db = "record.db",
    ) -> None:  # fmt: skip
        """List incidents, the latest first.

        Exit status: 0 the list was printed (it may be empty), 1 the store cannot be read, 2 wrong usage.
        """
        asked = _asked((since, until), (place, within), actor=actor, kind=kind, status=status, disputed=disputed, by=by, grade=grade)
        _list(db, asked, most, as_json, rising=False)

    @app.command()
    def timeline(
        since: From = None, until: To = None, place: Place = None, within: Within = None, actor: ActorName = None, kind: Type = None,
        status: Status = None, disputed: Disputed = None, by: By = None, grade: Grade = None, most: Most = None,
        as_json: AsJson = False, db: Db = "record.db",
    ) -> None:  # fmt: skip
        """List dated incidents day by day, the earliest first."""
        asked = _asked((since, until), (place, within), actor=actor, kind=kind, status=status, disputed=disputed, by=by, grade=grade)
        _list(db, asked, most, as_json, rising=True)


def _register_stories(app: typer.Typer) -> None:
    @app.command()
    def stories(least: _Least = 1, most: Most = None, as_json: AsJson = False, db: Db = "record.db") -> None:
        """List stories, the reports that tell the same main occurrence, the latest first."""
        with answering(db) as store:
            _stories(store, least, most, as_json)

    @app.command(name="show")
    def show_one(name: _Id, as_json: AsJson = False, db: Db = "record.db") -> None:
        """Show an incident with every account and its words; or a story, or a report's record.

        Exit status: 0 it was shown, 1 the store cannot be read, 2 nothing has this id.
        """
        with answering(db) as store:
            _show(store, name.strip(), as_json)


# ---------------------------------------------------------------- lists


def _asked(days: tuple[str | None, str | None], where: tuple[str | None, float | None], **cells: Any) -> _Asked:
    from dateline.store.ask import Filter

    first, last = check_days(*days)
    kind, slash, mode = (cells.get("kind") or "").partition("/")
    _check("--type", kind, tuple(MODES))
    _check("--type", mode if slash else "", MODES.get(kind, ()))
    _check("--status", cells.get("status"), STATUSES)
    _check("--grade", cells.get("grade"), GRADES)
    return _Asked(Filter(since=first, until=last, **cells), *where)


def _check(option: str, told: str | None, known: tuple[str, ...]) -> None:
    if told and told not in known:
        raise typer.BadParameter(f"{told!r} is none; say one of {', '.join(known)}", param_hint=option)


def _list(db: str, asked: _Asked, most: int | None, as_json: bool, *, rising: bool) -> None:
    from dateline.store import ask

    walk = ask.timeline if rising else ask.find_incidents
    with answering(db) as store:
        wanted = in_place(store, asked.filter, asked.place, asked.within)

        def page(after: str | None, size: int) -> tuple[tuple[IncidentRow, ...], str | None]:
            found = walk(store, wanted, after=after, most=size)
            return found.rows, found.after

        if as_json:
            for some in _batches(pages(page, most)):
                _print_incidents(store, some)
            return
        rows, more = page(None, most or FEW)
        _print_list(rows, asked.filter if rising else None)
        if more:
            say(f"{len(rows)} of {ask.count_incidents(store, wanted):,} incidents; --most N shows more", "dim")


def _print_list(rows: tuple[IncidentRow, ...], timeline: Filter | None) -> None:
    """A list, or a timeline of what the filter wants."""
    from dateline.serve.listing import render_incidents, render_timeline

    if not rows:
        say("no incidents are like that", "dim")
        return
    show(render_timeline(rows, timeline.since) if timeline else render_incidents(rows))


def _batches(rows: Iterable[IncidentRow]) -> Iterator[list[str]]:
    batch: list[str] = []
    for row in rows:
        batch.append(row.id)
        if len(batch) == _AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


_LEFT_TO_SHOW = frozenset(("cells", "claims", "denials", "blames", "judgements"))
"""What a list's line leaves to `show`."""


def _print_incidents(store: Store, names: list[str]) -> None:
    from dateline.store import ask

    found = ask.get_incidents(store, names)
    keys = {name: row.key for name, row in ask.get_reports(store, [r for one in found for r in one.reports]).items()}
    for one in found:
        whole = _encoded(one)
        disputed = [cell.name for cell in one.cells if cell.state == "disputed"]
        line = {name: value for name, value in whole.items() if name not in _LEFT_TO_SHOW}
        show_json(line | {"disputed": disputed, "reports": [{"id": r, "key": keys.get(r)} for r in one.reports]})


def _encoded(one: Incident) -> dict[str, Any]:
    from dateline.codec import encode_incident

    whole: dict[str, Any] = json.loads(encode_incident(one))
    return whole


# ---------------------------------------------------------------- stories, and one thing


def _stories(store: Store, least: int, most: int | None, as_json: bool) -> None:
    from dateline.serve.listing import render_stories
    from dateline.store import ask

    def page(after: str | None, size: int) -> tuple[tuple[ask.StoryRow, ...], str | None]:
        found = ask.find_stories(store, after=after, most=size, least=least)
        return found.rows, found.after

    if as_json:
        for row in pages(page, most):
            show_json(_story_line(row))
        return
    rows, more = page(None, most or FEW)
    if rows:
        show(render_stories(rows))
    else:
        say("no stories are like that", "dim")
    if more:
        say("there are more stories; --most N shows them", "dim")


def _story_line(row: StoryRow) -> dict[str, Any]:
    return {"story": row.id, "title": row.title, "reports": [{"id": r.id, "key": r.key} for r in row.reports]}


def _show(store: Store, name: str, as_json: bool) -> None:
    from dateline.serve.listing import render_stories
    from dateline.store import ask

    if (name.startswith("r") and "@" not in name) or name.startswith("sha256:"):
        _show_report(store, name, as_json)
    elif name.startswith("s"):
        story = ask.get_story(store, name)
        if as_json:
            show_json(_story_line(story))
        else:
            show(render_stories([story]))
    else:
        _show_incident(store, ask.get_incident(store, name), as_json)


def _show_report(store: Store, name: str, as_json: bool) -> None:
    from dateline.serve.page import render_page
    from dateline.store import ask

    row, record = ask.get_report(store, name), ask.get_record(store, name)
    if as_json:
        show_json(json.loads(record.to_json()))
        return
    notes = [] if row.latest else ["a newer version of this report is stored"]
    show(render_page(record, row.origin, notes))


def _show_incident(store: Store, one: Incident, as_json: bool) -> None:
    from dateline.serve.incident_page import accounts_of, render_incident
    from dateline.store import ask

    records = ask.get_records(store, one.reports)
    if not as_json:
        show(render_incident(one, records))
        return
    reports = [{"id": r, "key": records[r].document.key if r in records else None} for r in one.reports]
    show_json(_encoded(one) | {"reports": reports, "accounts": [_account(told) for told in accounts_of(one, records)]})


def _account(told: Any) -> dict[str, Any]:
    names = "report key outlet published event by speaker stance".split()
    quotes = [{"span": [span.start, span.end], "text": words} for span, words in told.quotes]
    return {name: getattr(told, name) for name in names} | {"quotes": quotes}
