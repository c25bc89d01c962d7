"""Many reports, one after another or in several processes, with the same answers in the same order.

This is the batch edge: whatever goes wrong with one report becomes its line of failure, and the others are read.
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol, TypeAlias

from dateline.errors import ModelError, ReportError, Unreadable
from dateline.model import Record, Report
from dateline.read.items import Found, Item, Note
from dateline.read.reports import Hints, read_item

AHEAD = 4
"""Items a worker that may wait for their turn: enough to keep all busy, few enough to keep memory small."""
TRIES = 3
"""Times that an item is read in a worker of its own before it is blamed: somebody else may have killed the first."""


class Reader(Protocol):
    """What turns a report into its record: `pipeline.read_report`."""

    def __call__(self, report: Report, *, layers: bool) -> Record: ...


@dataclass(frozen=True, slots=True)
class Task:
    """How every report of a batch is read; `as_json` asks for the record's line in place of the record."""

    reader: Reader
    hints: Hints
    as_json: bool = False
    layers: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one report: its record (or the record's JSON), or the line that says why not."""

    origin: str
    record: Record | str | None = None
    failure: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """An item is finished; `size` bytes of its file are behind us."""

    size: int


@dataclass(frozen=True, slots=True)
class Finished:
    """An item with all its answers, in order."""

    item: Item
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that need not be read; it goes by in its place."""

    item: Item


News: TypeAlias = Answer | Note | Done
Outcome: TypeAlias = Finished | Skipped | Note | ReportError


def run_batch(found: Iterable[Found], task: Task, workers: int = 1) -> Iterator[News]:
    """Answers for all that was found, in its order, whatever the number of `workers`. Raises ModelError."""
    for outcome in run_items(found, task, workers):
        if isinstance(outcome, Finished):
            yield from outcome.answers
            yield Done(outcome.item.size)
        elif isinstance(outcome, ReportError):
            yield Answer(outcome.origin, failure=str(outcome))
        elif isinstance(outcome, Note):
            yield outcome


def run_items(found: Iterable[Found | Skipped], task: Task, workers: int = 1) -> Iterator[Outcome]:
    """As `run_batch`, an outcome for each thing found: an item with its answers, or what else was come upon. Raises ModelError."""
    if workers == 1:
        for one in found:
            yield Finished(one, answer_item(one, task)) if isinstance(one, Item) else one
    else:
        with _Pool(task, workers) as pool:
            yield from pool.run(found)


def answer_item(item: Item, task: Task) -> tuple[Answer, ...]:
    """The answers for one item, in order."""
    return tuple(_answer(one, task) for one in read_item(item, task.hints))


def _answer(report: Report | ReportError, task: Task) -> Answer:
    if isinstance(report, ReportError):
        return Answer(report.origin, failure=str(report))
    try:
        record = task.reader(report, layers=task.layers)
        answer = record.to_json(layers=task.layers) if task.as_json else record
        return Answer(report.origin, answer, warnings=report.warnings)
    except ModelError:
        raise  # no report can be read without the model
    except Exception as error:  # the one catch-all: a fault in one report must not cost the others
        told = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        problem = f"could not be read ({told})"
        return Answer(report.origin, failure=str(ReportError(report.origin, problem, "this is a fault of Dateline's; please report it")))


# ---------------------------------------------------------------- several processes

_Waiting: TypeAlias = "tuple[Found | Skipped, Future[tuple[Answer, ...]] | None]"


class _Pool:
    """Worker processes that each load the model once; items wait in a queue, so that answers come in their order."""

    def __init__(self, task: Task, workers: int) -> None:
        self._task, self._workers = task, workers
        self._executor = self._start(workers)

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()

    def run(self, found: Iterable[Found | Skipped]) -> Iterator[Outcome]:
        waiting: deque[_Waiting] = deque()
        for one in found:
            waiting.append((one, self._submit(one)))
            if len(waiting) > AHEAD * self._workers:
                yield self._finish(waiting)
        while waiting:
            yield self._finish(waiting)

    def _finish(self, waiting: deque[_Waiting]) -> Outcome:
        one, future = waiting.popleft()
        if not isinstance(one, Item):
            return one
        assert future is not None
        try:
            return Finished(one, future.result())
        except BrokenProcessPool:
            self._renew()
            answers = self._alone(one)
            again = [(w, self._submit(w)) for w, _ in waiting]
            waiting.clear()
            waiting.extend(again)
            return Finished(one, answers)

    def _alone(self, item: Item) -> tuple[Answer, ...]:
        """An item that was there when a worker died, in a worker of its own; it fails where that dies again and again."""
        for _ in range(TRIES):
            executor = self._start(1)
            try:
                return executor.submit(answer_item, item, self._task).result()
            except BrokenProcessPool:
                continue
            finally:
                executor.shutdown(cancel_futures=True)
        problem = f"took the process that read it down {TRIES + 1} times, perhaps out of memory"
        return (Answer(item.origin, failure=str(Unreadable(item.origin, problem, "split it, or read it alone"))),)

    def _submit(self, one: Found | Skipped) -> Future[tuple[Answer, ...]] | None:
        if not isinstance(one, Item):
            return None
        try:
            return self._executor.submit(answer_item, one, self._task)
        except BrokenProcessPool:
            self._renew()
            return self._executor.submit(answer_item, one, self._task)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        """Fresh interpreters: a fork would copy the threads' locks of the progress bar and of the model."""
        return ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_leave_interrupts)

    def _renew(self) -> None:
        self._stop()
        self._executor = self._start(self._workers)

    def _stop(self) -> None:
        processes = list((self._executor._processes or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            with suppress(OSError, ValueError):
                process.terminate()


def _leave_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to handle
