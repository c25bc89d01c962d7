"""Reports into the store: read, kept batch by batch, each batch in one transaction, and told only when it is on disk."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeAlias

from sqlalchemy import Connection

from dateline import __version__
from dateline.batch import Answer, Finished, Skipped, Task, run_items
from dateline.errors import ReportError
from dateline.keep.library import Library
from dateline.keep.merging import refresh
from dateline.keep.registries import keep_registry
from dateline.model import Record
from dateline.read.items import Found, Item, Note
from dateline.resolve.actors.registry import Entry
from dateline.store.opening import Store
from dateline.store.testimony import (
    STDIN,
    Kept,
    Writer,
    end_run,
    is_taken,
    keep_report,
    mend,
    put_blob,
    put_failure,
    start_run,
    take,
)

BATCH = 32
"""Reports a transaction: a crash costs their reading at most, and a commit's wait for the disk is shared by them."""
AGAIN = 500
"""Items that need not be read, after which progress is told."""
Clock: TypeAlias = Callable[[], str]
"""Tells the time, UTC in ISO."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How reports are to be read and kept; `folder` is what relative paths start from, `command` what the user asked for, `actors`
    those that the task's reader knows beside the bundled ones."""

    task: Task
    clock: Clock
    folder: str
    command: str = "add"
    workers: int = 1
    actors: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """What one transaction kept, told when it is on disk; `size` bytes of the input are behind us."""

    kept: tuple[Kept, ...] = ()
    failures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    again: int = 0
    size: int = 0


@dataclass(slots=True)
class Waiting:
    """What was read and is not kept yet."""

    found: list[Finished | ReportError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    again: int = 0
    size: int = 0

    def is_full(self) -> bool:
        """Enough reports for a transaction, or enough behind us to be told."""
        return self.again >= AGAIN or sum(len(one.answers) if isinstance(one, Finished) else 1 for one in self.found) >= BATCH


def add(store: Store, found: Iterable[Found], plan: Plan) -> Iterator[Batch]:
    """Keeps all reports that are found; yields each batch when it is kept for good, merged with what is there.

    A report that fails is noted as a failure and the others are kept. Raises StoreError and ModelError; what was yielded stays kept.
    """
    refresh(store)  # what a crash left undone
    keeper = Keeper(store, plan)
    waiting = Waiting()
    for outcome in run_items(_fresh(store, found, plan), plan.task, plan.workers):
        if isinstance(outcome, Note):
            waiting.notes.append(f"{outcome.origin}: {outcome.text}")
        elif isinstance(outcome, Skipped):
            waiting.again += 1
            waiting.size += outcome.item.size
        else:
            waiting.found.append(outcome)
        if waiting.is_full():
            yield keeper.keep(waiting)
            waiting = Waiting()
    yield keeper.keep(waiting, last=True)


def _fresh(store: Store, found: Iterable[Found], plan: Plan) -> Iterator[Found | Skipped]:
    """What of `found` is to be read; an item whose bytes were read whole before goes by."""
    config = config_of(plan)
    for one in found:
        if isinstance(one, Item):
            with store.engine.connect() as connection:
                known = is_taken(connection, hashlib.sha256(one.data).hexdigest(), config)
            if known:
                yield Skipped(one)
                continue
        yield one


def config_of(plan: Plan) -> str:
    """What besides the bytes decides what report they are, as a short string; model and actors decide what its record says (`reread`)."""
    hints = plan.task.hints
    told = f"{hints.published or ''}\n{hints.outlet or ''}\n{'any language' if hints.force else ''}"
    return hashlib.sha256(told.encode()).hexdigest()[:16] if told.strip() else ""


class Keeper:
    """Writes batches of one run."""

    def __init__(self, store: Store, plan: Plan) -> None:
        self._store, self._plan, self._run, self._library = store, plan, 0, Library()

    def keep(self, waiting: Waiting, *, last: bool = False, also: Callable[[Connection], None] | None = None) -> Batch:
        """One transaction with all that is waiting (and what `also` writes), then the incidents around it."""
        if not waiting.found and also is None and not (last and self._run):
            return Batch(notes=tuple(waiting.notes), again=waiting.again, size=waiting.size)
        with self._store.writing() as connection:
            writer = self._writer(connection)
            parts = [self._keep_one(writer, one) for one in waiting.found]
            if also is not None:
                also(connection)
            if last:
                end_run(writer)
        self._run = writer.run
        refresh(self._store, self._library)
        done = [one for one in waiting.found if isinstance(one, Finished)]
        return Batch(
            kept=tuple(k for kept, _ in parts for k in kept),
            failures=tuple(told for _, failed in parts for told in failed),
            notes=tuple(waiting.notes),
            warnings=tuple(f"{answer.origin}: {told}" for one in done for answer in one.answers for told in answer.warnings),
            again=waiting.again,
            size=waiting.size + sum(one.item.size for one in done),
        )

    def _writer(self, connection: Connection) -> Writer:
        now, plan = self._plan.clock(), self._plan
        if self._run:
            return Writer(connection, self._run, now)
        hints = plan.task.hints
        config = {"published": hints.published and hints.published.isoformat(), "outlet": hints.outlet, "force": hints.force}
        actors = keep_registry(connection, plan.actors)
        return start_run(connection, plan.command, config | ({"actors": actors} if actors else {}), now, __version__)

    def _keep_one(self, writer: Writer, one: Finished | ReportError) -> tuple[list[Kept], list[str]]:
        if isinstance(one, ReportError):
            put_failure(writer, settle(one.origin, self._plan.folder), str(one))
            return [], [str(one)]
        sha256 = put_blob(writer.connection, one.item.data)
        kept: list[Kept] = []
        failed: list[str] = []
        for answer in one.answers:
            self._keep_answer(writer, answer, sha256, kept, failed)
        if not failed:
            take(writer.connection, sha256, config_of(self._plan))
        return kept, failed

    def _keep_answer(self, writer: Writer, answer: Answer, sha256: str, kept: list[Kept], failed: list[str]) -> None:
        origin = settle(answer.origin, self._plan.folder)
        if isinstance(answer.record, Record):
            kept.append(keep_report(writer, answer.record, origin, sha256))
            mend(writer, origin)
        else:
            told = answer.failure or "gave no record"
            put_failure(writer, origin, told)
            failed.append(told)


def settle(origin: str, folder: str) -> str:
    """Where a report came from, whatever folder the user stands in: paths become absolute, addresses and streams stay.

    >>> settle("news/a.jsonl, line 3", "/home/ada")
    '/home/ada/news/a.jsonl, line 3'
    """
    if "://" in origin or origin.startswith(STDIN):
        return origin
    with suppress(ValueError):
        return os.path.normpath(os.path.join(folder, origin))
    return origin


def sum_up(batches: Sequence[Batch]) -> dict[str, int]:
    """How many reports are new, changed, known and failed in batches."""
    kinds = [k.what for b in batches for k in b.kept]
    return {
        "new": kinds.count("new"),
        "changed": kinds.count("changed"),
        "known": kinds.count("known") + sum(b.again for b in batches),
        "failed": sum(len(b.failures) for b in batches),
    }
