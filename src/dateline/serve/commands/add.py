"""`dateline add`: reports into the store."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.errors import DatelineError
from dateline.serve.given import INTERRUPTED, Actors, Force, Outlet, Published, check_day, read_given_actors, with_actors

if TYPE_CHECKING:
    from dateline.keep.adding import Batch, Plan
    from dateline.keep.fetching import Fetcher
    from dateline.model import Record, Report
    from dateline.resolve.actors.registry import Entry
    from dateline.store import Store

FEW = 5
"""Warnings and notes of one kind that are shown; the rest are counted."""

Db = Annotated[
    str,
    typer.Option(
        "--db", envvar="DATELINE_DB", metavar="STORE", help="The store: a file, or postgresql://USER@HOST/NAME.", show_default=True
    ),
]
Json = Annotated[bool, typer.Option("--json", metavar="", help="Print JSON Lines.")]
Workers = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes to read with; what is kept is the same for any N.")]
Allow = Annotated[list[str] | None, typer.Option(metavar="HOST:PORT", help="An address in a private network that may be fetched from.")]
_Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, addresses (https://…), or - for standard input.")]
_Retry = Annotated[bool, typer.Option("--retry", metavar="", help="Try again what failed before (and PATHs, if any).")]


def register(app: typer.Typer) -> None:
    """Adds the command to `app`."""

    @app.command(no_args_is_help=False)
    def add(
        paths: _Paths = None,
        db: Db = "record.db",
        published: Published = None,
        outlet: Outlet = None,
        force: Force = False,
        workers: Workers = 1,
        retry: _Retry = False,
        actors: Actors = None,
        allow: Allow = None,
        as_json: Json = False,
    ) -> None:
        """Read reports into the store, merged with what is there. What is there already is not read again.

        Exit status: 0 all reports are kept, 1 some failed or the store refused, 2 wrong usage.
        """
        from dateline.batch import Task
        from dateline.keep.adding import Plan
        from dateline.read.reports import Hints

        told = check_paths(paths, retry)
        known = read_given_actors(actors)
        task = Task(with_actors(read_report, known), Hints(check_day(published), outlet or None, force))
        plan = Plan(task, now, os.getcwd(), command_line(), workers, known)
        raise typer.Exit(run_guarded(lambda: _add(db, told, plan, Teller(as_json), (retry, fetcher(allow)))))


def read_report(report: Report, *, layers: bool, actors: tuple[Entry, ...] = ()) -> Record:
    """The reader that worker processes import by name."""
    from dateline.pipeline import read_report as read

    return read(report, layers=layers, actors=actors)


def now() -> str:
    """The time, UTC in ISO to the second."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def fetcher(allow: list[str] | None) -> Fetcher:
    """Who fetches addresses. Raises BadParameter for an `allow` that names no endpoint."""
    from time import sleep

    from dateline import __version__
    from dateline.fetch.policy import Policy
    from dateline.fetch.visits import Visitor
    from dateline.keep.fetching import Fetcher

    allowed = set()
    for one in allow or ():
        host, _, port = one.rpartition(":")
        if not host or not port.isdigit():
            raise typer.BadParameter(f"{one!r} names no endpoint; write it as 127.0.0.1:8000", param_hint="--allow")
        allowed.add((host.strip("[]"), int(port)))
    policy = Policy(allow=frozenset(allowed), agent=f"dateline/{__version__}")  # a port that is allowed there is allowed nowhere else
    return Fetcher(Visitor(policy, lambda: datetime.now(UTC), sleep))


def command_line() -> str:
    """What the user asked for, without a password that stands in an address."""
    import re

    return re.sub(r"(://[^/\s:@]*):[^/\s@]*@", r"\1:***@", " ".join(["dateline", *sys.argv[1:]]))


def check_paths(paths: list[str] | None, retry: bool) -> list[str]:
    """What is to be read: PATHs, or standard input where it is a pipe. Raises BadParameter for nothing."""
    if paths or retry:
        return paths or []
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("name files, folders or addresses, or - for standard input", param_hint="PATH")
    return ["-"]


def run_guarded(work: Any) -> int:
    """Does `work` and returns its exit status; what Dateline refuses is told in a line."""
    try:
        status: int = work()
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # the reader of our output has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DatelineError as error:
        from dateline.errors import UsageError

        say(str(error), "red")
        return 2 if isinstance(error, UsageError) else 1
    except KeyboardInterrupt:
        say("stopped; what was kept stays kept, and the same command goes on from there")
        return INTERRUPTED


def say(line: str, style: str = "") -> None:
    """One line on standard error."""
    from rich.console import Console
    from rich.text import Text

    from dateline.serve.phrases import visible

    Console(stderr=True, highlight=False, markup=False, emoji=False, soft_wrap=True).print(Text(f"dateline: {visible(line)}", style))


# ---------------------------------------------------------------- adding


def _add(db: str, paths: list[str], plan: Plan, teller: Teller, how: tuple[bool, Fetcher]) -> int:
    from dateline.keep.adding import add
    from dateline.keep.finding import find_all
    from dateline.keep.retrying import failed_paths, last_run, settle_failures
    from dateline.store import open_store

    retry, visiting = how
    with open_store(db, create=True) as store:
        again, before = (failed_paths(store), last_run(store)) if retry else ([], 0)
        found = find_all([*again, *paths], getattr(sys.stdin, "buffer", None), visiting)
        with progress([*again, *paths]) as advance:
            for batch in add(store, found, plan):
                teller.tell(batch)
                advance(batch.size, teller.told)
        if retry:
            settle_failures(store, again, before, plan.clock())
        _tell_of_others(store, plan)
        _tell_of_merging(store)
    teller.finish(db)
    return 1 if teller.failed else 0


def _tell_of_others(store: Store, plan: Plan) -> None:
    """Where actors were named: how many of the kept records know others."""
    if not plan.actors:
        return
    from dateline.keep.registries import count_by_others
    from dateline.pipeline import model_version

    number = count_by_others(store, model_version(plan.actors))
    if number:
        say(f"{number} reports were read with other actors; `dateline reread --actors FILE` reads them anew with these", "dim")


def _tell_of_merging(store: Store) -> None:
    from dateline.keep.merging import is_merged_otherwise

    if is_merged_otherwise(store):
        say("older incidents were merged by another version of Dateline; `dateline doctor --rebuild` makes all of them anew", "dim")


@contextmanager
def progress(paths: list[str]) -> Iterator[Any]:
    """A bar on standard error, where that is a terminal."""
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda size, told: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    from dateline.read.items import size_of

    columns = TextColumn("{task.fields[told]} kept"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True) as bar:
        one = bar.add_task("", total=None if any("://" in p or p == "-" for p in paths) else size_of(paths), told=0)
        yield lambda size, told: bar.update(one, advance=size, told=told)


class Teller:
    """Tells what became of each batch, and sums up."""

    def __init__(self, as_json: bool) -> None:
        self._as_json = as_json
        self._counts = {"new": 0, "changed": 0, "known": 0, "failed": 0}
        self._seen: dict[str, int] = {}

    @property
    def told(self) -> int:
        return self._counts["new"] + self._counts["changed"]

    @property
    def failed(self) -> int:
        return self._counts["failed"]

    def tell(self, batch: Batch) -> None:
        """Prints what a batch that is kept brought; from here on it is safe."""
        from dateline.keep.adding import sum_up

        for name, number in sum_up([batch]).items():
            self._counts[name] += number
        for line in batch.failures:
            say(line, "red")
        for line in (*batch.notes, *batch.warnings):
            self._once_in_a_while(line)
        if self._as_json:
            for one in batch.kept:
                self._print({"report": one.report, "what": one.what, "before": one.before})
            sys.stdout.flush()

    def finish(self, db: str) -> None:
        """One line that sums up, and how many lines of a kind were left out."""
        for kind, times in self._seen.items():
            if times > FEW:
                say(f"{times - FEW} more: {kind}", "dim")
        n = self._counts
        parts = [f"{n['new']} new", f"{n['changed']} changed", f"{n['known']} known already"]
        failed = [f"{n['failed']} failed (try again with `dateline add --retry`)"] if n["failed"] else []
        from dateline.store.addresses import read_address

        say(f"{read_address(db).shown}: " + ", ".join(parts + failed))

    def _once_in_a_while(self, line: str) -> None:
        kind = line.rpartition(": ")[2]
        self._seen[kind] = self._seen.get(kind, 0) + 1
        if self._seen[kind] <= FEW:
            say(line, "dim")

    def _print(self, row: dict[str, Any]) -> None:
        import json

        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
