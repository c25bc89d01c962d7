"""`who` and `search`: what somebody said over time, and where words stand; changing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.serve.commands.asking import FEW, AsJson, Db, From, Most, To, answering, check_days, pages, say, show, show_json

if TYPE_CHECKING:
    from dateline.store import Store, ask

_Words = Annotated[
    list[str], typer.Argument(metavar="WORDS", help='All must be there; "phrases in quotation marks", begin* for beginnings.')
]
_Name = Annotated[list[str], typer.Argument(metavar="NAME", help="A name, words of it, or an actor's key.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to the command line."""

    @app.command()
    def who(name: _Name, since: From = None, most: Most = None, as_json: AsJson = False, db: Db = "record.db") -> None:
        """Show what somebody said over time, and how it changed."""
        first, _ = check_days(since, None)
        with answering(db) as store:
            _who(store, (" ".join(name), first.isoformat() if first else None), most, as_json)

    @app.command()
    def search(
        words: _Words, since: From = None, until: To = None, most: Most = None, as_json: AsJson = False, db: Db = "record.db"
    ) -> None:
        """Search the texts of reports, what was said in them and the names of actors.

        Exit status: 0 even where nothing was found, 1 the store cannot be read, 2 wrong usage.
        """
        days = check_days(since, until)
        with answering(db) as store:
            _search(store, " ".join(words), most, as_json, days)


def _who(store: Store, asked: tuple[str, str | None], most: int | None, as_json: bool) -> None:
    from dateline.serve.said_page import render_who
    from dateline.store import ask

    name, since = asked

    def page(after: str | None, size: int) -> tuple[tuple[ask.Said, ...], str | None]:
        found = ask.said_by(store, name, after=after, most=size, since=since)
        return found.rows, found.after

    if not as_json:
        rows, more = page(None, most or FEW)
        if rows:
            show(render_who(rows, ask.changes_of(store, name), earlier=bool(more)))
        else:  # who only acts, or is acted on
            called = ask.actors_called(store, name, most=1)[0].name
            say(f"no statement by {called} is kept{f' from {since} on' if since else ''}; `dateline incidents --actor` lists deeds", "dim")
        return
    for said in pages(page, most):
        show_json({"kind": "statement"} | {n: getattr(said, n) for n in said.__slots__})
    for change in ask.changes_of(store, name):
        turns = [{"told": t.told, "day": t.day, "report": t.report, "outlet": t.outlet} for t in change.turns]
        line = {"incident": change.incident, "title": change.title, "speaker": change.speaker, "cell": change.cell}
        show_json({"kind": "change"} | line | {"turns": turns})


def _search(store: Store, words: str, most: int | None, as_json: bool, days: tuple[Any, Any]) -> None:
    from dateline.serve.said_page import render_found
    from dateline.store import ask

    since, until = (day.isoformat() if day else None for day in days)
    found = ask.search(store, words, most=most or (FEW if as_json else 10), since=since, until=until)
    if as_json:
        for kind, hits in (("actor", found.actors), ("statement", found.statements), ("text", found.texts)):
            for hit in hits:
                show_json({"kind": kind} | {n: getattr(hit, n) for n in hit.__slots__})
    elif found.texts or found.statements or found.actors:
        show(render_found(found))
    else:
        say("nothing has these words", "dim")
