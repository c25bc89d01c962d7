"""`dateline review`: people decide, in the terminal or by script; and what they decided as training drafts."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import click
import typer

from dateline.serve.commands.asking import AsJson, Db, answering, say, show, show_json

if TYPE_CHECKING:
    from dateline.keep.deciding import Person
    from dateline.store import Store

_As = Annotated[
    str | None, typer.Option("--as", metavar="NAME", envvar="DATELINE_USER", help="Who decides; the default is your login name.")
]
_Accept = Annotated[list[str] | None, typer.Option("--accept", metavar="KEY", help="The event (or incident) is right.")]
_Reject = Annotated[list[str] | None, typer.Option("--reject", metavar="KEY", help="There is no such event.")]
_Correct = Annotated[
    tuple[str, str, str] | None,
    typer.Option("--correct", metavar="KEY CELL VALUE", help="A cell of the event has this value; - for none."),
]
_Same = Annotated[tuple[str, str] | None, typer.Option("--same", metavar="A B", help="Two events, reports or actors are the same.")]
_NotSame = Annotated[tuple[str, str] | None, typer.Option("--not-same", metavar="A B", help="They are not, whatever the machine thinks.")]
_Split = Annotated[
    list[str] | None, typer.Option("--split", metavar="KEY", help="The event or actor is another than those it stands with.")
]
_Note = Annotated[tuple[str, str] | None, typer.Option("--note", metavar="KEY WORDS", help="A note beside the event that decides nothing.")]
_Why = Annotated[str, typer.Option("--why", metavar="WORDS", help="Why, kept with the decision.")]
_Undo = Annotated[bool, typer.Option("--undo", metavar="", help="Take back your last decision.")]
_Queue = Annotated[bool, typer.Option("--queue", metavar="", help="Print what waits, with --json a line each.")]
_Drafts = Annotated[bool, typer.Option("--drafts", metavar="", help="Print what people decided as training drafts, JSON Lines.")]


@dataclass(frozen=True, slots=True)
class _Orders:
    """What a script wants done, in this order."""

    accept: list[str]
    reject: list[str]
    correct: tuple[str, str, str] | None
    same: tuple[str, str] | None
    not_same: tuple[str, str] | None
    split: list[str]
    note: tuple[str, str] | None
    why: str
    undo: bool

    def any(self) -> bool:
        return bool(self.accept or self.reject or self.correct or self.same or self.not_same or self.split or self.note or self.undo)


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def review(
        accept: _Accept = None, reject: _Reject = None, correct: _Correct = None, same: _Same = None, not_same: _NotSame = None,
        split: _Split = None, note: _Note = None, why: _Why = "", undo: _Undo = False, queue: _Queue = False, drafts: _Drafts = False,
        name: _As = None, as_json: AsJson = False, db: Db = "record.db",
    ) -> None:  # fmt: skip
        """Decide on what the machine read: one event a screen, the most disputed and least certain first.

        Without options, in the terminal: n next, a accept, r reject, c correct, s split, j join, o note, u undo, q quit. Each decision
        keeps what the machine read, who decided, when and why. KEY is an event's key (r…@120) or an incident's id;
        actors have keys too (r…/a1), which `dateline actors NAME` prints.
        """
        orders = _Orders(accept or [], reject or [], correct, same, not_same, split or [], note, why, undo)
        with answering(db) as store:
            if drafts:
                _print_drafts(store)
            elif queue:
                _print_queue(store, as_json)
            elif orders.any():
                _obey(store, _person(name), orders)
            else:
                _sit(store, _person(name))


def now() -> str:
    """The time, UTC in ISO to the microsecond: what one decision writes carries one moment."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _person(name: str | None) -> Person:
    from dateline.errors import UsageError
    from dateline.keep.deciding import Person

    try:
        told = (name if name is not None else getpass.getuser()).strip()
    except (KeyError, OSError):  # an account without a name
        told = ""
    if not told or told == "machine":
        raise UsageError("a decision needs the name of the person who makes it: --as NAME")
    return Person(told, now)


# ---------------------------------------------------------------- by script


def _obey(store: Store, person: Person, orders: _Orders) -> None:
    from dateline.keep import deciding

    for verb, names, act in (("accepted", orders.accept, deciding.accept), ("rejected", orders.reject, deciding.reject)):
        for key in act(store, person, names, orders.why) if names else ():
            typer.echo(f"{verb} {key}")
    if orders.correct:
        _correct(store, person, orders.correct, orders.why)
    if orders.same:
        deciding.same(store, person, orders.same, orders.why)
        typer.echo(f"the same: {orders.same[0]} {orders.same[1]}")
    if orders.not_same:
        deciding.not_same(store, person, orders.not_same, orders.why)
        typer.echo(f"not the same: {orders.not_same[0]} {orders.not_same[1]}")
    for key in orders.split:
        others = deciding.split(store, person, key, orders.why)
        typer.echo(f"parted from {len(others)}: {key}" if others else f"stands alone already: {key}")
    if orders.note:
        deciding.note(store, person, deciding.events_of(store, orders.note[0])[0], orders.note[1])
        typer.echo(f"noted {orders.note[0]}")
    if orders.undo:
        _undo(store, person)


def _correct(store: Store, person: Person, told: tuple[str, str, str], why: str) -> None:
    from dateline.errors import UsageError
    from dateline.keep import deciding
    from dateline.serve.reviewing import read_value

    key, cell, typed = told
    keys = deciding.events_of(store, key)
    if len(keys) > 1:
        raise UsageError(f"{key} has {len(keys)} events; correct one of them: {', '.join(keys[:5])}")
    value: Any = None if typed == "-" else read_value(cell, typed)
    deciding.put_right(store, person, deciding.correction(person, keys[0], cell, value, why))
    typer.echo(f"corrected {keys[0]} {cell}")


def _undo(store: Store, person: Person) -> None:
    from dateline.keep import deciding

    taken = deciding.undo(store, person)
    for one in taken:
        typer.echo(" ".join(x for x in ("taken back:", one.first, one.second or one.cell, one.verdict) if x))
    if not taken:
        say(f"there is no decision by {person.name} to take back", "dim")


def _print_drafts(store: Store) -> None:
    from dateline.keep.drafting import drafts

    for one in drafts(store):
        show_json(one)


def _print_queue(store: Store, as_json: bool) -> None:
    from rich.text import Text

    from dateline.serve.phrases import visible
    from dateline.store import ask

    after: str | None = None
    while True:
        page = ask.queue(store, after=after, most=200)
        for one in page.rows:
            if as_json:
                show_json(
                    {"event": one.event, "report": one.report, "incident": one.incident.id, "title": one.incident.title, "why": one.why}
                )
            else:
                show(Text(f"{one.event}  {visible(one.incident.title)}  {one.incident.id}  {one.why}", overflow="ellipsis", no_wrap=True))
        after = page.after
        if after is None:
            return


# ---------------------------------------------------------------- in the terminal


def _sit(store: Store, person: Person) -> None:
    from dateline.errors import UsageError
    from dateline.serve.reviewing import Session, Terminal, review

    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("review needs a terminal; in a script use --accept KEY, --reject KEY, --same A B, …: see dateline review --help")
    done = review(Session(store, person, Terminal(show, _key(click.getchar), _line)))
    say(f"{done} decision{'' if done == 1 else 's'} by {person.name}")


def _key(getchar: Callable[[], str]) -> Callable[[], str]:
    def key() -> str:
        try:
            return getchar()
        except EOFError:
            return ""

    return key


def _line(prompt: str) -> str:
    try:
        return input(f" {prompt}")
    except EOFError:
        return ""
