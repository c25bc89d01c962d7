"""`dateline actors`: who is called so, in which reports, and who of them are taken for the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.serve.commands.asking import FEW, AsJson, Db, Most, answering, say, show, show_json

if TYPE_CHECKING:
    from rich.console import RenderableType

    from dateline.store.ask import ActorRow, Decision

ALL = 100_000
_Name = Annotated[list[str], typer.Argument(metavar="NAME", help="A name, or an actor's key (r…/a1).", show_default=False)]


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def actors(name: _Name, most: Most = None, as_json: AsJson = False, db: Db = "record.db") -> None:
        """List the actors of that name: those who are taken for the same together, with their keys, by which `dateline review` judges.

        Exit status: 0 the list was printed, 1 the store cannot be read, 2 nobody is called so.
        """
        from dateline.store import ask

        with answering(db) as store:
            limit = most or (ALL if as_json else FEW)
            rows = ask.actors_called(store, " ".join(name), most=limit + 1)
            if as_json:
                for row in rows[:limit]:
                    show_json({n: getattr(row, n) for n in row.__slots__})
                return
            for part in _pages(rows[:limit], [d for d in ask.decisions(store) if d.cell == "actor"]):
                show(part)
            if len(rows) > limit:
                say(f"the first {limit}; --most N shows more", "dim")


def _pages(rows: tuple[ActorRow, ...], decided: list[Decision]) -> Iterator[RenderableType]:
    """A block for each party, and below what people decided on the reports that are shown."""
    from rich.text import Text

    from dateline.serve.phrases import visible

    for party, group in groupby(rows, key=lambda row: row.party):
        held = list(group)
        names = dict.fromkeys(visible(row.name) for row in held)
        yield Text(", ".join(names), "bold").append(f"  {party if '/' not in party else 'only described'}", "not bold dim")
        for row in held:
            told = (row.key, row.published, row.outlet, row.kind, row.country, row.name if len(names) > 1 else None)
            yield Text("  " + "  ".join(visible(cell) for cell in told if cell), overflow="ellipsis", no_wrap=True)
    reports = {row.report for row in rows}
    for one in decided:
        if {one.first.partition("/")[0], one.second.partition("/")[0]} & reports:
            line = f"{one.verdict}: {one.first} {one.second}, {one.by}, {one.at[:10]}{f' — {one.why}' if one.why else ''}"
            yield Text(visible(line), "dim", overflow="ellipsis", no_wrap=True)
