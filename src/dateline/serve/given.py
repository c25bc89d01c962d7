"""What a command is told of reports that do not tell it themselves: options that `read` and `add` share."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.errors import DatelineError

if TYPE_CHECKING:
    from dateline.batch import Reader
    from dateline.resolve.actors.registry import Entry

Published = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication of reports that tell none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of reports that tell none.")]
Force = Annotated[bool, typer.Option("--force", metavar="", help="Read reports in other languages than English too.")]
Actors = Annotated[str | None, typer.Option("--actors", metavar="FILE", help="YAML file of actors to know beside the bundled ones.")]
Bundled = Annotated[bool, typer.Option("--bundled", metavar="", help="Read all with the bundled actors alone.")]
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the signal's number."""


def check_day(published: str | None) -> date | None:
    """The day that was given. Raises BadParameter."""
    if published is None:
        return None
    try:
        if len(published) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(published)
    except ValueError:
        raise typer.BadParameter(f"{published!r} is no day; write it as YYYY-MM-DD", param_hint="--published") from None


def read_given_actors(path: str | None) -> tuple[Entry, ...]:
    """The actors of the file that was named, none where none was. Raises BadParameter for a file with a mistake."""
    if path is None:
        return ()
    from dateline.resolve.actors.registry_rows import read_actors

    try:
        return read_actors(path)
    except DatelineError as error:
        raise typer.BadParameter(str(error), param_hint="--actors") from None


def check_actors(path: str | None, bundled: bool) -> tuple[Entry, ...] | None:
    """As `read_given_actors`: none for `bundled`, and None where neither was given. Raises BadParameter for both."""
    if path is not None and bundled:
        raise typer.BadParameter("choose one of --actors and --bundled", param_hint="--bundled")
    return read_given_actors(path) if path is not None or bundled else None


def with_actors(reader: Reader, actors: tuple[Entry, ...]) -> Reader:
    """The reader, with actors to know beside the bundled ones where there are some."""
    known_by: Any = reader
    return partial(known_by, actors=actors) if actors else reader
