"""What the desk works with besides its store: the clock, the reader, who fetches addresses, and drafts that are not kept yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from threading import Thread
from typing import TYPE_CHECKING

from dateline.serve.web.drafts import Drafts

if TYPE_CHECKING:
    from dateline.batch import Reader
    from dateline.keep.fetching import Fetcher
    from dateline.model import Record, Report
    from dateline.resolve.actors.registry import Entry


def now() -> str:
    """The time, UTC in ISO to the microsecond: what one decision writes carries one moment, which is how it is taken back."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def read_with_model(report: Report, *, layers: bool, actors: tuple[Entry, ...] = ()) -> Record:
    """The reader, which loads the model when it is first used; `actors` are known beside the bundled ones."""
    from dateline.pipeline import read_report

    return read_report(report, layers=layers, actors=actors)


@cache
def load_model() -> None:
    """Loads the model while somebody still types, so that what they paste is read at once."""
    from contextlib import suppress

    from dateline.errors import DatelineError
    from dateline.model import Report
    from dateline.pipeline import read_report

    def load() -> None:
        with suppress(DatelineError, ImportError):  # reading tells what is wrong, in its place
            read_report(Report(text="Officials met on Monday.", language="en"), layers=False)

    Thread(target=load, daemon=True).start()


def fetch_guarded() -> Fetcher:
    """Who fetches public addresses, and no others."""
    from time import sleep

    from dateline.fetch.policy import Policy
    from dateline.fetch.visits import Visitor
    from dateline.keep.fetching import Fetcher

    return Fetcher(Visitor(Policy(), lambda: datetime.now(UTC), sleep))


@dataclass(frozen=True, slots=True)
class Tools:
    """`clock` tells the time, `reader` makes records, `warm` gets it ready, `fetching` makes who fetches; `actors` are those that
    the reader knows beside the bundled ones."""

    clock: Callable[[], str] = now
    reader: Reader = read_with_model
    warm: Callable[[], None] = load_model
    fetching: Callable[[], Fetcher] = fetch_guarded
    actors: tuple[Entry, ...] = ()
    drafts: Drafts = field(default_factory=Drafts)
