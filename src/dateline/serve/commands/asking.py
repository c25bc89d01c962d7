"""What commands that look into a store share: their options, opening it, printing, and exit statuses."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from dateline.errors import DatelineError, UsageError
from dateline.serve.given import INTERRUPTED
from dateline.serve.phrases import visible

if TYPE_CHECKING:
    from dateline.store import Store
    from dateline.store.ask import Filter

T = TypeVar("T")

FEW = 50
"""Rows that a list prints for a reader who did not say how many."""

Db = Annotated[
    str, typer.Option("--db", metavar="STORE", envvar="DATELINE_DB", help="The store: a file, or postgresql://…", show_default=True)
]
AsJson = Annotated[bool, typer.Option("--json", metavar="", help="Print JSON Lines: one object a line.")]
Most = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="At most so many; the default is 50, and all with --json.", show_default=False)
]
From = Annotated[str | None, typer.Option("--from", metavar="YYYY-MM-DD", help="Not over before this day.")]
To = Annotated[str | None, typer.Option("--to", metavar="YYYY-MM-DD", help="Begun by this day.")]
Place = Annotated[str | None, typer.Option(metavar="NAME", help="A place or country by its name, or LAT,LON with --within.")]
Within = Annotated[float | None, typer.Option(min=0, metavar="KM", help="At most so far from --place.")]
ActorName = Annotated[str | None, typer.Option("--actor", metavar="NAME", help="Who did it, or to whom it was done.")]
Type = Annotated[str | None, typer.Option("--type", metavar="TYPE[/MODE]", help="attack, protest, agree, … or attack/drone.")]
Status = Annotated[str | None, typer.Option(metavar="STATUS", help="happened, ongoing, planned, threatened, hypothetical, denied or not.")]
Disputed = Annotated[bool | None, typer.Option("--disputed/--undisputed", help="Only those with rival values, or only those without.")]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Somebody of this name vouches for it or denies it.")]
Grade = Annotated[str | None, typer.Option(metavar="GRADE", help="confirmed, corroborated, single or contested.")]


@contextmanager
def answering(db: str) -> Iterator[Store]:
    """An open store; whatever goes wrong ends the command with a line on standard error and the exit status that `read` has for it."""
    from dateline.store import open_store

    try:
        with open_store(db) as store:
            yield store
            sys.stdout.flush()
    except UsageError as error:
        _end(str(error), 2)
    except DatelineError as error:
        _end(str(error), 1)
    except KeyboardInterrupt:
        _end("stopped", INTERRUPTED)
    except BrokenPipeError:  # the reader of our output has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None


def _end(line: str, status: int) -> None:
    sys.stdout.flush()
    say(line, "red")
    raise typer.Exit(status)


def say(line: str, style: str = "") -> None:
    """A message to standard error."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True)
    console.print(Text(f"dateline: {visible(line)}", style))


def show(page: RenderableType) -> None:
    """A page to standard output; into a file or pipe, without the blanks that fill its lines."""
    console = Console(highlight=False, markup=False, emoji=False)
    if console.is_terminal:
        console.print(page)
        return
    with console.capture() as capture:
        console.print(page)
    sys.stdout.write("".join(f"{line.rstrip()}\n" for line in capture.get().splitlines()))


def show_json(row: Mapping[str, Any]) -> None:
    """A line of JSON to standard output."""
    line = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")


def day_of(told: str | None, option: str) -> date | None:
    """The day that an option names."""
    if told is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", told) is None:
            raise ValueError
        return date.fromisoformat(told)
    except ValueError:
        raise typer.BadParameter(f"{told!r} is no day; write it as YYYY-MM-DD", param_hint=option) from None


def check_days(since: str | None, until: str | None) -> tuple[date | None, date | None]:
    """The two days of a stretch, in order."""
    first, last = day_of(since, "--from"), day_of(until, "--to")
    if first and last and first > last:
        raise typer.BadParameter(f"{since} is after {until}", param_hint="--from")
    return first, last


def pages(ask: Callable[[str | None, int], tuple[Sequence[T], str | None]], most: int | None, size: int = 200) -> Iterator[T]:
    """Rows of a list page by page, at most so many, or all."""
    after, left = None, most
    while left is None or left > 0:
        rows, after = ask(after, size if left is None else min(size, left))
        yield from rows
        left = None if left is None else left - len(rows)
        if after is None:
            return


# ---------------------------------------------------------------- which incidents


def in_place(store: Store, wanted: Filter, place: str | None, within: float | None) -> Filter:
    """The filter with a place: its name, or a country's code, or the point that a distance is counted from.

    Raises UsageError for a distance from nowhere, and for a place that neither the store nor the gazetteer can find.
    """
    from dataclasses import replace

    from dateline.store import ask

    if place is None:
        if within is not None:
            raise UsageError("--within counts from a place: give --place NAME or --place LAT,LON")
        return wanted
    point = _point(place)
    if within is None:
        if point:
            raise UsageError("a point needs a distance around it: add --within KM")
        country = _country(place)
        return replace(wanted, country=country) if country else replace(wanted, place=place)
    near = point or ask.locate(store, place) or _looked_up(place)
    if near is None:
        raise UsageError(f"nobody knows where {place!r} is; give it as --place LAT,LON")
    return replace(wanted, near=near, within_km=within)


def _point(place: str) -> tuple[float, float] | None:
    found = re.fullmatch(r"\s*(-?\d+(?:\.\d+)?)\s*[,;]\s*(-?\d+(?:\.\d+)?)\s*", place)
    return (float(found[1]), float(found[2])) if found else None


def _country(place: str) -> str | None:
    from dateline.resolve.places.gazetteer import load_countries

    if re.fullmatch("[A-Z]{3}", place):
        return place
    return load_countries().of_name(place) or load_countries().of_name(place.title())


def _looked_up(place: str) -> tuple[float, float] | None:
    """The gazetteer's place of that name in which most people live: the one that most of us mean."""
    from dateline.resolve.places.gazetteer import find_spots

    spots = find_spots(place)
    spot = max(spots, key=lambda s: (s.people, s.main, -s.row)) if spots else None
    return (spot.lat, spot.lon) if spot else None
