"""What an export takes, what it may be asked for, and how it tells what it left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from dateline.model import Incident, Record

LOWEST, BEST, LATEST = "lowest", "best", "latest"
POLICIES = (LOWEST, BEST, LATEST)
"""Which of several rival figures fills a cell that holds only one: the lowest, the best attested, the one told last."""


@dataclass(frozen=True, slots=True)
class Source:
    """Incidents to write, and where what they rest on is found.

    `record_of` takes a report's short id; `link` a kind (`incident`, `report`, `story`) and an id, and gives the address to put into files.
    `reports` are the short ids of the reports to tell of; None for those that the incidents rest on.
    """

    incidents: Iterable[Incident]
    record_of: Callable[[str], Record]
    link: Callable[[str, str], str]
    reports: Iterable[str] | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """`figures` is a policy, None for the format's own habit; `raw` leaves cells of tables exactly as told, formulas and all."""

    figures: str | None = None
    raw: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a format could not hold: `what` (incidents, statements, coordinates, …), how many of them, and why."""

    what: str
    how_many: int
    why: str


Writing: TypeAlias = Generator[bytes, None, tuple[LeftOut, ...]]
"""Pieces of a file, in UTF-8 where it is text; at its end, what was left out."""
Writer: TypeAlias = Callable[[Source, Options], Writing]


class Losses:
    """Counts what is left out while a file is written."""

    __slots__ = ("_counted",)

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, str]] = Counter()

    def add(self, what: str, why: str, how_many: int = 1) -> None:
        """One more (or `how_many` more) left out for this reason."""
        if how_many:
            self._counted[what, why] += how_many

    def told(self) -> tuple[LeftOut, ...]:
        """What was left out, in the order in which each kind was first met."""
        return tuple(LeftOut(what, how_many, why) for (what, why), how_many in self._counted.items())


class Seen:
    """Remembers the reports that incidents rest on, in the order in which they are met."""

    __slots__ = ("_asked", "_met")

    def __init__(self, source: Source) -> None:
        self._asked = source.reports
        self._met: dict[str, None] = {}

    def add(self, incident: Incident) -> None:
        """Notes the reports of one more incident."""
        self._met.update(dict.fromkeys(incident.reports))

    def reports(self) -> Iterable[str]:
        """The short ids that were asked for, else those met."""
        return tuple(self._met) if self._asked is None else self._asked


def finish(writing: Writing) -> tuple[bytes, tuple[LeftOut, ...]]:
    """A whole file at once, with what was left out; for small ones."""
    pieces: list[bytes] = []
    while True:
        try:
            pieces.append(next(writing))
        except StopIteration as end:
            return b"".join(pieces), end.value
