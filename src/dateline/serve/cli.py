"""The command line. Here alone the environment, the terminal and the standard streams are looked at."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import Annotated, Any

import typer

from dateline.batch import Reader, Task, run_batch
from dateline.errors import DatelineError
from dateline.read.items import find_items, size_of
from dateline.read.reports import Hints
from dateline.serve.commands import register_commands
from dateline.serve.given import INTERRUPTED, Actors, Force, Outlet, Published, check_day, read_given_actors, with_actors
from dateline.serve.output import Output

_Paths = Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, or - for standard input.", show_default=False)]
_Json = Annotated[bool, typer.Option("--json", metavar="", help="Print JSON Lines: one record a report, in input order.")]
_Layers = Annotated[bool, typer.Option("--layers", metavar="", help="With --json, print what lies under each record too.")]
_Text = Annotated[bool, typer.Option("--text", metavar="", help="Show the report itself with its spans marked.")]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG)
"""Why standard output takes no more though its reader is still there."""
_Workers = Annotated[int, typer.Option(min=1, max=256, metavar="N", help="Processes to read with; the output is the same for any N.")]


def _show_version(asked: bool) -> None:
    if not asked:
        return
    from dateline import __version__
    from dateline.pipeline import model_version

    try:
        model = model_version()
    except (DatelineError, ImportError) as error:
        model = f"no model: {error}"
    typer.echo(f"dateline {__version__} (model {model})")
    raise typer.Exit


_Version = Annotated[
    bool, typer.Option("--version", metavar="", is_eager=True, callback=_show_version, help="Name the program, the model and its hash.")
]


@dataclass(frozen=True, slots=True)
class _Form:
    """How answers are to be printed."""

    as_json: bool
    layers: bool
    text: bool


def main() -> None:
    """Runs `dateline`."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # products as small as ours only wait for a second thread
    try:
        build_app(_read_report)()
    except OSError as error:
        if error.errno not in _FULL or error.filename is not None:
            raise
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still waiting to be written would fail again
        problem = f"standard output cannot be written ({error.strerror}); what stands there is not whole"
        print(f"dateline: {problem} — make room, or write it elsewhere", file=sys.stderr)
        sys.exit(1)


def _read_report(report: Any, *, layers: bool, actors: tuple[Any, ...] = ()) -> Any:
    from dateline.pipeline import read_report

    return read_report(report, layers=layers, actors=actors)


def build_app(reader: Reader) -> typer.Typer:
    """The command line around `reader`, which turns a report into its record."""
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]})

    @app.callback()
    def dateline(version: _Version = False) -> None:
        """Read dated news reports and keep the record of who says what happened."""

    @app.command(no_args_is_help=False)
    def read(
        paths: _Paths = None,
        published: Published = None,
        outlet: Outlet = None,
        as_json: _Json = False,
        layers: _Layers = False,
        text: _Text = False,
        workers: _Workers = 1,
        force: Force = False,
        actors: Actors = None,
    ) -> None:
        """Read reports: text, JSON Lines, HTML pages, RSS and Atom feeds, web archives (WARC), each also as gzip.

        Exit status: 0 all reports were read, 1 some failed, 2 wrong usage.
        """
        form = _check_form(as_json, layers, text)
        knowing = with_actors(reader, read_given_actors(actors))
        task = Task(knowing, Hints(check_day(published), outlet or None, force), as_json=as_json, layers=layers)
        raise typer.Exit(_run(_check_paths(paths), task, form, workers))

    register_commands(app)
    return app


# ---------------------------------------------------------------- what was asked


def _check_form(as_json: bool, layers: bool, text: bool) -> _Form:
    if layers and not as_json:
        raise typer.BadParameter("layers are printed as JSON: add --json", param_hint="--layers")
    if text and as_json:
        raise typer.BadParameter("choose one of --text and --json", param_hint="--text")
    return _Form(as_json, layers, text)


def _check_paths(paths: list[str] | None) -> list[str]:
    if paths:
        return paths
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("name files or folders, or - for standard input", param_hint="PATH")
    return ["-"]


# ---------------------------------------------------------------- doing it


def _run(paths: list[str], task: Task, form: _Form, workers: int) -> int:
    """Reads everything and prints it; returns the exit status."""
    output = Output(as_json=form.as_json, text=form.text)
    try:
        with _progress(output, paths) as advance:
            for news in run_batch(find_items(paths, getattr(sys.stdin, "buffer", None)), task, workers):
                advance(output.show(news))
        output.finish()
    except KeyboardInterrupt:
        output.stop("stopped")
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has had enough, as `head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except DatelineError as error:  # no single report's fault: the model is missing
        output.stop(str(error))
        return 1
    return 1 if output.failed else 0


@contextmanager
def _progress(output: Output, paths: list[str]) -> Iterator[Any]:
    """A bar on standard error, where that is a terminal and the reports go elsewhere."""
    if not output.messages.is_terminal or output.pages.is_terminal:
        with nullcontext():
            yield lambda _: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = TextColumn("{task.fields[read]} read"), BarColumn(), TimeElapsedColumn(), TimeRemainingColumn()
    with Progress(*columns, console=output.messages, transient=True) as bar:
        one = bar.add_task("", total=size_of(paths), read=0)
        yield lambda size: bar.update(one, advance=size, read=output.read)
