"""Reports that were read to be looked at and are not kept yet. They lie in memory alone and go when newer ones come."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

from dateline.errors import DatelineError, ReportError, UsageError

if TYPE_CHECKING:
    from dateline.batch import Answer, Finished, Reader, Task
    from dateline.model import Record, Report
    from dateline.read.items import Found

MOST_DRAFTS = 8
"""Drafts that are remembered; a desk is used by a handful of people, and a draft may hold a feed of reports."""
MOST_REPORTS = 200
"""Reports that one draft reads; more is a collection, which `dateline add` takes in without a browser waiting."""
PATIENCE = 2.0
"""Seconds that an answer waits for a draft to be read: a pasted report is there at once, without a page in between."""


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody gave: a name for where it is from, what to call it, and what they know of it. `force` reads any language;
    `published`, `outlet` and `title` stand in the place of what is guessed where `sure`, else where nothing is told."""

    origin: str
    data: bytes = b""
    address: str = ""
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    force: bool = False
    sure: bool = False


@dataclass(slots=True)
class Draft:
    """One giving, and what has been read of it so far; `kept` are the reports' ids once it is kept."""

    id: str
    given: Given
    found: list[Finished] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    done: Event = field(default_factory=Event)
    kept: tuple[str, ...] = ()

    @property
    def answers(self) -> list[Answer]:
        """What was read, in order."""
        return [answer for one in tuple(self.found) for answer in one.answers]

    @property
    def records(self) -> list[tuple[Record, Answer]]:
        """The records among the answers."""
        from dateline.model import Record

        return [(answer.record, answer) for answer in self.answers if isinstance(answer.record, Record)]


class Drafts:
    """The drafts of a desk, the oldest of which are forgotten."""

    def __init__(self) -> None:
        self._held: OrderedDict[str, Draft] = OrderedDict()
        self._lock = Lock()

    def start(self, name: str, given: Given, found: Iterable[Found], reader: Reader) -> Draft:
        """A draft under `name`, read in a thread of its own."""
        draft = Draft(name, given)
        with self._lock:
            self._held[name] = draft
            while len(self._held) > MOST_DRAFTS:
                self._held.popitem(last=False)
        Thread(target=_read, args=(draft, found, task_of(given, reader)), daemon=True).start()
        return draft

    def get(self, name: str) -> Draft | None:
        """The draft of that name, if it is still held."""
        with self._lock:
            return self._held.get(name)

    def drop(self, name: str) -> None:
        """Forgets a draft."""
        with self._lock:
            self._held.pop(name, None)


def task_of(given: Given, reader: Reader) -> Task:
    """How what was given is read."""
    from dateline.batch import Task
    from dateline.read.reports import Hints

    if not given.sure:
        return Task(reader, Hints(given.published, given.outlet, given.force))

    def read(report: Report, *, layers: bool) -> Record:
        told = replace(report, published=given.published, outlet=given.outlet, title=given.title)
        return reader(told, layers=layers)

    return Task(read, Hints(given.published, given.outlet, given.force))


def _read(draft: Draft, found: Iterable[Found], task: Task) -> None:
    try:
        _read_all(draft, found, task)
    except (UsageError, DatelineError) as error:  # the model is missing, the address is none
        draft.failures.append(str(error))
    finally:
        draft.done.set()


def _read_all(draft: Draft, found: Iterable[Found], task: Task) -> None:
    from dateline.batch import Finished, run_items
    from dateline.read.items import Note

    for outcome in run_items(found, task):
        if isinstance(outcome, ReportError):
            draft.failures.append(str(outcome))
        elif isinstance(outcome, Note):
            draft.notes.append(f"{outcome.origin}: {outcome.text}")
        elif isinstance(outcome, Finished):
            draft.failures += [answer.failure for answer in outcome.answers if answer.failure]
            draft.found.append(outcome)
        if len(draft.answers) >= MOST_REPORTS:
            draft.notes.append(f"only the first {MOST_REPORTS} reports were read; `dateline add` takes all of them")
            return
