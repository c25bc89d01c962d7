"""`dateline serve` and `dateline demo`: the record in a browser."""

from __future__ import annotations

import getpass
import os
import tempfile
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.serve.commands.add import Db, now, run_guarded, say
from dateline.serve.given import Actors, Bundled, check_actors

if TYPE_CHECKING:
    from dateline.resolve.actors.registry import Entry
    from dateline.serve.web.desk import Desk
    from dateline.serve.web.serving import Place
    from dateline.serve.web.tools import Tools
    from dateline.store import Store

_Port = Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port; 0 takes any that is free.")]
_Host = Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on; beyond this machine it needs tokens.")]
_Names = Annotated[
    list[str] | None, typer.Option("--name", metavar="NAME", help="A name or address by which others reach it, where it is not --host.")
]
_Origins = Annotated[
    list[str] | None,
    typer.Option(
        "--origin", metavar="ADDRESS", help="Where browsers reach it behind a proxy: https://desk.example.org. It then needs tokens."
    ),
]
_NoOpen = Annotated[bool, typer.Option("--no-open", metavar="", help="Do not open the browser.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to `app`."""

    @app.command()
    def serve(
        db: Db = "record.db",
        port: _Port = 8350,
        host: _Host = "127.0.0.1",
        name: _Names = None,
        origin: _Origins = None,
        actors: Actors = None,
        bundled: Bundled = False,
        no_open: _NoOpen = False,
    ) -> None:
        """Show a store in the browser: what is told, by whom, and where accounts part. Ctrl-C stops it.

        What is added there is read with the actors that the last report of the store was read with; with --actors with those of FILE.
        Exit status: 0 it was stopped, 1 the store refused, 2 wrong usage or the port is taken.
        """
        known = check_actors(actors, bundled)
        raise typer.Exit(run_guarded(lambda: _serve(db, _place(host, port, name, origin), known, not no_open)))

    @app.command()
    def demo(port: _Port = 8350, host: _Host = "127.0.0.1", no_open: _NoOpen = False) -> None:
        """Show invented reports in the browser, to try everything; what is changed is gone when it stops.

        Exit status: 0 it was stopped, 1 the reports could not be kept, 2 wrong usage or the port is taken.
        """
        raise typer.Exit(run_guarded(lambda: _demo(_place(host, port), not no_open)))


def _place(host: str, port: int, names: list[str] | None = None, origins: list[str] | None = None) -> Place:
    from dateline.serve.web.serving import Place, read_origin

    return Place(host, port, tuple(names or ()), tuple(map(read_origin, origins or ())))


def _serve(db: str, place: Place, known: tuple[Entry, ...] | None, browse: bool) -> int:
    from dateline.serve.web.desk import Desk
    from dateline.store import open_store

    with open_store(db) as store:
        return _run(Desk(store, _name(store.address), person=_person(), tools=_tools(store, known)), place, browse)


def _tools(store: Store, known: tuple[Entry, ...] | None) -> Tools:
    """What the desk reads with: the actors that were named, or those that what was kept last was read with."""
    from dateline.serve.given import with_actors
    from dateline.serve.web.tools import Tools, read_with_model

    actors = _kept_actors(store) if known is None else known
    return Tools(reader=with_actors(read_with_model, actors), actors=actors)


def _kept_actors(store: Store) -> tuple[Entry, ...]:
    from dateline.errors import StoreError
    from dateline.keep.registries import last_registry

    try:
        actors = last_registry(store)
    except StoreError as error:  # looking is possible all the same
        say(f"{error.problem}; what is added here is read with the bundled actors alone, unless --actors FILE names them", "red")
        return ()
    if actors:
        number = f"{len(actors)} actor{'' if len(actors) == 1 else 's'}"
        say(f"what is added is read with {number} beside the bundled ones, as what was kept last; --bundled reads without", "dim")
    return actors


def _demo(place: Place, browse: bool) -> int:
    from dateline.serve.web.demo import make_demo
    from dateline.serve.web.desk import Desk

    with (
        tempfile.TemporaryDirectory(prefix="dateline-demo-", ignore_cleanup_errors=True) as folder,
        make_demo(os.path.join(folder, "demo.db"), now()) as store,
    ):
        return _run(Desk(store, "demonstration", demo=True, person=_person()), place, browse)


def _run(desk: Desk, place: Place, browse: bool) -> int:
    from dateline.serve.web.serving import run_desk

    run_desk(desk, place, lambda address: say(f"{desk.name} is at {address} — Ctrl-C stops it"), browse=browse)
    return 0


def _name(address: str) -> str:
    return address if "://" in address else os.path.basename(address)


def _person() -> str:
    """The login name, '' where the system tells none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""
