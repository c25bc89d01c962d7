"""Commands that keep the store: `reports`, `reread`, `watch`, `verify`, `backup`, `doctor`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dateline.serve.commands.add import (
    Allow,
    Db,
    Json,
    Teller,
    Workers,
    command_line,
    fetcher,
    now,
    progress,
    read_report,
    run_guarded,
    say,
)
from dateline.serve.commands.rows import print_row, print_table
from dateline.serve.given import Actors, Bundled, check_actors, read_given_actors, with_actors

if TYPE_CHECKING:
    from dateline.keep.adding import Plan
    from dateline.keep.rereading import Reread
    from dateline.keep.watching import Look
    from dateline.resolve.actors.registry import Entry
    from dateline.store import Store

_Feeds = Annotated[list[str] | None, typer.Argument(metavar="FEED", help="Addresses of RSS or Atom feeds; none: all that are followed.")]
_Once = Annotated[bool, typer.Option("--once", metavar="", help="Look once at each feed that is due, and end.")]
_Every = Annotated[int | None, typer.Option(min=60, metavar="SECONDS", help="How often to look; the default is every 30 minutes.")]
_Pages = Annotated[bool, typer.Option("--pages", metavar="", help="Fetch the page of an entry that has only a summary.")]
_Noted = Annotated[str | None, typer.Option(metavar="CHAIN", help="A chain that was noted before; it must still be in the log.")]
_Quick = Annotated[bool, typer.Option("--quick", metavar="", help="Testimony only, not what was computed from it.")]
_Target = Annotated[str, typer.Argument(metavar="TARGET", help="The file to write, or an empty PostgreSQL database.")]
_Rebuild = Annotated[bool, typer.Option("--rebuild", metavar="", help="Make the index and the incidents anew.")]
_Failures = Annotated[bool, typer.Option("--failures", metavar="", help="List what could not be read instead.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    _register_listing(app)
    _register_following(app)
    _register_care(app)


def _register_listing(app: typer.Typer) -> None:
    """`reports` and `reread`: what is kept, and by which model."""

    @app.command()
    def reports(db: Db = "record.db", as_json: Json = False, failures: _Failures = False) -> None:
        """List the reports that are kept, in order of publication."""
        raise typer.Exit(run_guarded(lambda: _list_failures(db, as_json) if failures else _list_reports(db, as_json)))

    @app.command()
    def reread(db: Db = "record.db", workers: Workers = 1, actors: Actors = None, bundled: Bundled = False) -> None:
        """Read kept reports anew where a newer model is at hand. Old records stay beside the new; what people decided holds on.

        Each report keeps the actors it was read with; with --actors all are read with those of FILE.
        """
        known = check_actors(actors, bundled)
        raise typer.Exit(run_guarded(lambda: _reread(db, workers, known)))


def _register_following(app: typer.Typer) -> None:
    """`watch`: what comes in by itself."""

    @app.command()
    def watch(
        feeds: _Feeds = None,
        db: Db = "record.db",
        once: _Once = False,
        every: _Every = None,
        pages: _Pages = False,
        actors: Actors = None,
        allow: Allow = None,
        as_json: Json = False,
    ) -> None:
        """Follow feeds and keep what is new in them, until it is stopped. Sites' robots.txt and their wishes on pace are obeyed."""
        from time import sleep

        from dateline.keep.watching import Habits

        visiting, plan = fetcher(allow), _plan(1, read_given_actors(actors))
        raise typer.Exit(run_guarded(lambda: _watch(db, feeds or [], plan, Habits(sleep, once, every, pages), (visiting, as_json))))


def _register_care(app: typer.Typer) -> None:
    """`verify`, `backup` and `doctor`: whether all is well."""

    @app.command()
    def verify(db: Db = "record.db", noted: _Noted = None, quick: _Quick = False, as_json: Json = False) -> None:
        """Recompute every hash, the log's chain, every anchor, and what was computed from them.

        Exit status: 0 all is as it was kept, 1 something is not.
        """
        raise typer.Exit(run_guarded(lambda: _verify(db, noted, quick, as_json)))

    @app.command()
    def backup(target: _Target, db: Db = "record.db") -> None:
        """Copy the store while others go on. A PostgreSQL store copied to a file is an SQLite store, and the other way round."""
        raise typer.Exit(run_guarded(lambda: _backup(db, target)))

    @app.command()
    def doctor(db: Db = "record.db", rebuild: _Rebuild = False) -> None:
        """Look at everything that Dateline needs, and at the store; say what is wrong and what to do.

        Exit status: 0 all is well, 1 something needs attention.
        """
        raise typer.Exit(run_guarded(lambda: _doctor(db, rebuild)))


# ---------------------------------------------------------------- listing


def _list_reports(db: str, as_json: bool) -> int:
    from dateline.store import open_store

    with open_store(db) as store:
        rows = _report_rows(store)
        if as_json:
            for row in rows:
                print_row(row)
            return 0
        print_table(("id", "published", "outlet", "title"), rows, "no reports yet; `dateline add PATH` brings some")
    return 0


def _report_rows(store: Store) -> Iterator[dict[str, Any]]:
    from sqlalchemy import select

    from dateline.store.checking import stream
    from dateline.store.schema import report

    columns = report.c.id, report.c.key, report.c.published, report.c.outlet, report.c.title, report.c.version.label("versions")
    wanted = select(*columns).where(report.c.latest).order_by(report.c.published.nulls_last(), report.c.id)
    with store.reading() as connection:
        for row in stream(connection, wanted):
            yield dict(row._mapping)


def _list_failures(db: str, as_json: bool) -> int:
    from sqlalchemy import select

    from dateline.store import open_store
    from dateline.store.schema import failure

    with open_store(db) as store, store.reading() as connection:
        wanted = select(failure.c.origin, failure.c.problem, failure.c.at).where(failure.c.mended.is_(None)).order_by(failure.c.id)
        rows = [dict(row._mapping) for row in connection.execute(wanted)]
    if as_json:
        for row in rows:
            print_row(row)
    else:
        print_table(("at", "problem"), iter(rows), "nothing failed")
    return 0


# ---------------------------------------------------------------- bringing up to date


def _plan(workers: int, actors: tuple[Entry, ...] = ()) -> Plan:
    from dateline.batch import Task
    from dateline.keep.adding import Plan
    from dateline.read.reports import Hints

    return Plan(Task(with_actors(read_report, actors), Hints()), now, os.getcwd(), command_line(), workers, actors)


def _reread(db: str, workers: int, actors: tuple[Entry, ...] | None) -> int:
    from dateline import __version__
    from dateline.keep.registries import Registry, registries_of
    from dateline.keep.rereading import count_old
    from dateline.pipeline import model_version
    from dateline.store import open_store

    done, failed, number = 0, 0, 0
    with open_store(db) as store:
        known = [(one, one.models) for one in registries_of(store)] if actors is None else [(Registry(actors), None)]
        number = sum(count_old(store, model_version(one.entries), __version__, only) for one, only in known)
        with progress([]) as advance:
            for batch in _reread_all(store, workers, known):
                done, failed = done + len(batch.reports), failed + len(batch.failures)
                advance(len(batch.reports), done)
                for line in batch.failures:
                    say(line, "red")
    say(f"{done} of {number} reports read anew" if number else "all records are by the model at hand")
    return 1 if failed else 0


def _reread_all(store: Store, workers: int, known: Any) -> Iterator[Reread]:
    """What was read with each registry, with that registry."""
    from dateline import __version__
    from dateline.keep.rereading import reread
    from dateline.pipeline import model_version

    for one, only in known:
        yield from reread(store, _plan(workers, one.entries), model=model_version(one.entries), version=__version__, only=only)


def _watch(db: str, feeds: list[str], plan: Plan, habits: Any, how: tuple[Any, bool]) -> int:
    from dateline.errors import UsageError
    from dateline.keep.watching import feeds_of, watch
    from dateline.store import open_store

    visiting, as_json = how
    teller = Teller(as_json)
    with open_store(db, create=True) as store:
        if not feeds and not feeds_of(store):
            raise UsageError("no feed is followed yet; name one: dateline watch https://…")
        for look in watch(store, feeds, plan, visiting.visitor, habits):
            teller.tell(look.batch)
            _say_look(look)
    return 1 if teller.failed else 0


def _say_look(look: Look) -> None:
    kept = sum(one.what != "known" for one in look.batch.kept)
    due = "never again: it is gone for good" if look.state.ended else f"next look {look.state.next_due}"
    say(f"{look.state.url}: {kept} new; {due}", "dim")


# ---------------------------------------------------------------- looking after it


def _verify(db: str, noted: str | None, quick: bool, as_json: bool) -> int:
    from dateline.keep.verifying import verify
    from dateline.store import open_store

    with open_store(db) as store, progress([]) as advance:
        done = [0]

        def step(number: int) -> None:
            done[0] += number
            advance(number, done[0])

        found = verify(store, noted=noted, quick=quick, advance=step)
    if as_json:
        faults = [{"what": f.what, "subject": f.subject, "problem": f.problem} for f in found.faults]
        print_row({"ok": not faults, **found.counts, "chain": found.chain, "faults": faults})
        return 1 if faults else 0
    for fault in found.faults:
        say(f"{fault.what} {fault.subject}: {fault.problem}", "red")
    counts = ", ".join(f"{number:,} {name}" for name, number in found.counts.items())
    say(f"{counts}: {'all as they were kept' if not found.faults else f'{len(found.faults)} faults'}")
    say(f"note the log's chain to compare with later: --noted {found.chain}", "dim")
    return 1 if found.faults else 0


def _backup(db: str, target: str) -> int:
    from dateline.store import open_store
    from dateline.store.copying import back_up

    with open_store(db) as store:
        say(f"{store.address}: copied to {back_up(store, target)}")
    return 0


def _doctor(db: str, rebuild: bool) -> int:
    from dateline.keep.doctoring import examine
    from dateline.keep.rebuilding import rebuild as build
    from dateline.store import open_store

    if rebuild:
        with open_store(db) as store:
            say(f"{store.address}: index and incidents of {build(store)} reports made anew")
    well = True
    for finding in examine(db):
        well = well and finding.well
        sys.stdout.write(f"{'ok  ' if finding.well else 'look'}  {finding.what}: {finding.told}\n")
    return 0 if well else 1
