"""`dateline export`: incidents and records into files that other people's tools read."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated

import typer

from dateline.errors import StoreError, UsageError
from dateline.serve.commands.asking import (
    ActorName,
    By,
    Db,
    Disputed,
    From,
    Grade,
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
)

if TYPE_CHECKING:
    from dateline.export import Format, LeftOut, Options, Source, Writing
    from dateline.model import Incident
    from dateline.store import Store
    from dateline.store.ask import Filter

AT_ONCE = 100
"""Incidents whose whole JSON is held at once."""
REMEMBERED = 256
"""Records that are kept at hand; the events of an incident often stand in the same reports as those of the next."""
FEW = 12
"""Reasons for leaving out that are printed; all of them go to --left-out."""
TABLES = ("incidents", "accounts", "reports")

_Form = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="What to write; `--format list` lists the formats.")]
_Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to; for csv and parquet a folder or .zip holds all three tables.")
]
_Figures = Annotated[
    str | None,
    typer.Option(metavar="lowest|best|latest", help="Which of rival figures a cell gets that holds only one.", show_default=False),
]
_Raw = Annotated[bool, typer.Option("--raw", metavar="", help="Leave cells of tables exactly as told, even what a spreadsheet would run.")]
_Links = Annotated[str, typer.Option(metavar="ADDRESS", help="What permalinks begin with: where `dateline serve` is reached.")]
_Told = Annotated[Path | None, typer.Option("--left-out", metavar="FILE", help="Write what was left out, and why, as JSON Lines.")]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is to be written, and where to; `told` takes what was left out."""

    form: Format
    options: Options
    out: Path | None
    links: str
    told: Path | None


def register(app: typer.Typer) -> None:
    """Adds the command to the command line."""

    @app.command()
    def export(
        form: _Form, out: _Out = None, figures: _Figures = None, raw: _Raw = False, since: From = None, until: To = None,
        place: Place = None, within: Within = None, actor: ActorName = None, kind: Type = None, status: Status = None,
        disputed: Disputed = None, by: By = None, grade: Grade = None, links: _Links = "http://127.0.0.1:8350", told: _Told = None,
        db: Db = "record.db",
    ) -> None:  # fmt: skip
        """Write incidents, or records, to a file or standard output. What a format cannot hold is told on standard error.

        Exit status: 0 the file was written, 1 the store cannot be read or the file not be written, 2 wrong usage.
        """
        from dateline.store.ask import Filter

        if form == "list":
            return _list_formats()
        first, last = check_days(since, until)
        wanted = Filter(since=first, until=last, actor=actor, kind=kind, status=status, disputed=disputed, by=by, grade=grade)
        with answering(db) as store:
            _export(store, in_place(store, wanted, place, within), _ask(form, (figures, raw), out, links, told))


def _ask(name: str, how: tuple[str | None, bool], out: Path | None, links: str, told: Path | None) -> _Asked:
    """What was asked for, checked. Raises UsageError."""
    from dateline.export import POLICIES, Options, find_format

    form = find_format(name)
    if how[0] is not None and how[0] not in POLICIES:
        raise UsageError(f"there is no policy {how[0]!r} for --figures; choose {', '.join(POLICIES)}")
    if not links.startswith(("http://", "https://", "/")):
        raise UsageError(f"--links {links!r} is no address; give one that begins with http:// or https://")
    if out is None and sys.stdout.isatty() and form.name.endswith("parquet"):
        raise UsageError(f"{form.name} is no text for a terminal; add --out FILE")
    return _Asked(form, Options(*how), out, links.rstrip("/"), told)


def _list_formats() -> None:
    from dateline.export import FORMATS

    width = max(map(len, FORMATS))
    for form in FORMATS.values():
        typer.echo(f"{form.name:<{width}}  .{form.suffix:<8} {form.about}")


# ---------------------------------------------------------------- what to write


@dataclass(frozen=True, slots=True)
class Listed:
    """The incidents of a store that fulfil a filter, the latest first; each time it is gone through, from the beginning."""

    store: Store
    wanted: Filter

    def __iter__(self) -> Iterator[Incident]:
        from dateline.store import ask

        def page(after: str | None, most: int) -> tuple[tuple[str, ...], str | None]:
            found = ask.find_incidents(self.store, self.wanted, after=after, most=most)
            return tuple(row.id for row in found.rows), found.after

        waiting: list[str] = []
        for name in pages(page, None):
            waiting.append(name)
            if len(waiting) == AT_ONCE:
                yield from ask.get_incidents(self.store, waiting)
                waiting = []
        yield from ask.get_incidents(self.store, waiting)


@dataclass(frozen=True, slots=True)
class AllReports:
    """The short ids of all reports of a store, in the order of `dateline reports`."""

    store: Store

    def __iter__(self) -> Iterator[str]:
        from dateline.store import ask

        def page(after: str | None, most: int) -> tuple[tuple[str, ...], str | None]:
            found = ask.list_reports(self.store, after=after, most=most)
            return tuple(row.id for row in found.rows), found.after

        return pages(page, None)


def source_of(store: Store, wanted: Filter, links: str) -> Source:
    """What an export of these incidents reads; without a filter, all reports belong to it, also those that tell of no event."""
    from dateline.export import Source
    from dateline.store import ask

    record_of = lru_cache(maxsize=REMEMBERED)(lambda report: ask.get_record(store, report))
    everything = wanted == ask.Filter()
    return Source(
        Listed(store, wanted), record_of, lambda kind, name: f"{links}/{_ROUTES[kind]}/{name}", AllReports(store) if everything else None
    )


_ROUTES = {"incident": "incidents", "report": "reports", "story": "stories"}


# ---------------------------------------------------------------- writing it


def _export(store: Store, wanted: Filter, asked: _Asked) -> None:
    source = source_of(store, wanted, asked.links)
    left = [one for form, out in _parts(asked) for one in _write_one(form.write(source, asked.options), out)]
    _tell(left, asked)


def _parts(asked: _Asked) -> list[tuple[Format, Path | None]]:
    """The files to write: the three tables go into a folder as files of their own, into .zip as one, else the incidents alone."""
    from dateline.export import FORMATS

    form, out = asked.form, asked.out
    if form.name not in ("csv", "parquet") or (out is not None and out.suffix == ".zip" and not out.is_dir()):
        return [(form, out)]
    if out is not None and (out.is_dir() or not out.suffix):
        _make_folder(out)
        return [(FORMATS[f"{table}-{form.name}"], out / f"{table}.{form.name}") for table in TABLES]
    say(f"this is the table of incidents; for all three ({', '.join(TABLES)}) give --out FOLDER or --out FILE.zip", "dim")
    return [(FORMATS[f"incidents-{form.name}"], out)]


def _make_folder(out: Path) -> None:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there ({error.strerror})") from error


def _write_one(writing: Writing, out: Path | None) -> tuple[LeftOut, ...]:
    if out is None:
        left = _pour(writing, sys.stdout.buffer)
        sys.stdout.buffer.flush()
        return left
    with _replacing(out) as target:
        return _pour(writing, target)


def _pour(writing: Writing, target: IO[bytes]) -> tuple[LeftOut, ...]:
    while True:
        try:
            target.write(next(writing))
        except StopIteration as end:
            left: tuple[LeftOut, ...] = end.value
            return left


@contextmanager
def _replacing(out: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `out` only once it is whole. Raises StoreError where it cannot be written."""
    draft: Path | None = None
    try:
        if out.exists() and not out.is_file():  # a pipe or device
            with out.open("wb") as target:
                yield target
            return
        handle, name = tempfile.mkstemp(dir=out.parent, prefix=f".{out.name}.")
        draft = Path(name)
        with os.fdopen(handle, "wb") as target:
            yield target
        umask = os.umask(0)
        os.umask(umask)
        draft.chmod(0o666 & ~umask)
        draft.replace(out)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise StoreError(str(out), f"cannot be written ({error.strerror}); what was there is as it was", "choose another place") from error
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _tell(left: list[LeftOut], asked: _Asked) -> None:
    """What was left out, on standard error and as data."""
    for one in left[:FEW]:
        say(f"{asked.form.name} leaves out {one.what} ({one.how_many}): {one.why}", "dim")
    if len(left) > FEW:
        rest = sum(one.how_many for one in left[FEW:])
        say(f"{rest} more left out for {len(left) - FEW} more reasons; --left-out FILE lists all", "dim")
    if asked.told is not None:
        rows = [json.dumps({"what": one.what, "how_many": one.how_many, "why": one.why}, ensure_ascii=False) for one in left]
        with _replacing(asked.told) as target:
            target.write("".join(f"{row}\n" for row in rows).encode())
