"""Dateline reads dated news reports and keeps the record of who says what happened.

    >>> import dateline
    >>> record = dateline.read("Rebels shelled Goma on Friday, the army said.", published="2024-02-02")  # doctest: +SKIP
    >>> [event.type for event in record.events]  # doctest: +SKIP
    ['attack']

`load` turns files and bytes into reports, `read` turns a text or a report into its record, and `Record.to_json` writes it
as FORMAT.md has it. Everything is computed here, offline, and the same input gives the same record.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from os import PathLike, fspath
from typing import TYPE_CHECKING

# The package `dateline.read` is loaded before the function takes its name, because loading a module binds it in its parent.
import dateline.read as _read_package  # noqa: F401
from dateline.errors import DatelineError
from dateline.model import Record, Report

if TYPE_CHECKING:
    from dateline.read.reports import Hints
    from dateline.resolve.actors.registry import Entry

__all__ = ["DatelineError", "Record", "Report", "__version__", "load", "load_actors", "read"]
__version__ = "0.1.0"


def read(
    text: str | Report,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    force: bool = False,
    layers: bool = False,
    actors: tuple[Entry, ...] = (),
) -> Record:
    """The record of one report, given as its text or as `load` gives it.

    A text is taken as it is, without looking for a header, so that every span counts in the caller's own string;
    `published` (a date or `YYYY-MM-DD`) and `outlet` hold where the report tells none. A report without a date is read with its
    times left relative. `force` reads a text that is not English. With `layers`, the record carries what lies under it.
    `actors`, from `load_actors`, are known beside the bundled ones.

    Raises Unreadable for a text of white space, TooLarge over the cap, WrongLanguage, BadDate, and ModelError where the
    bundled data are missing.
    """
    from dateline.pipeline import read_report
    from dateline.read.reports import finish_report

    report = text if isinstance(text, Report) else Report(text=text)
    finished = finish_report(report, _hints(published, outlet, force))
    if isinstance(finished, DatelineError):
        raise finished
    return read_report(finished, layers=layers, actors=actors)


def load(
    source: str | PathLike[str] | bytes,
    *,
    published: date | str | None = None,
    outlet: str | None = None,
    force: bool = False,
) -> Iterator[Report]:
    """The reports in a file, a folder or bytes, in order: text, JSON Lines, HTML, RSS or Atom, each also as gzip.

    A string is the name of a file, never text. `published` and `outlet` hold where a report tells none. Raises a ReportError at
    the first report that cannot be read, and with it ends; `force` is as in `read`.
    """
    from dateline.errors import ReportError
    from dateline.read.items import Note, find_items, items_of_bytes
    from dateline.read.reports import read_item

    hints = _hints(published, outlet, force)
    found = items_of_bytes(source, "bytes") if isinstance(source, bytes) else find_items([fspath(source)], None)
    for item in found:
        if isinstance(item, ReportError):
            raise item
        if isinstance(item, Note):
            continue
        for report in read_item(item, hints):
            if isinstance(report, ReportError):
                raise report
            yield report


def load_actors(path: str | PathLike[str]) -> tuple[Entry, ...]:
    """The actors of a YAML file (docs/actors.md), for `read`. Raises UsageError, which says what is wrong with which of them."""
    from dateline.resolve.actors.registry_rows import read_actors

    return read_actors(path)


def _hints(published: date | str | None, outlet: str | None, force: bool) -> Hints:
    from dateline.read.published import require_date
    from dateline.read.reports import Hints

    day = require_date(published, "published") if isinstance(published, str) else published
    return Hints(published=day, outlet=outlet, force=force)
