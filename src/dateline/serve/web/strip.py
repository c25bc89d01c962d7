"""The density strip: incidents over time as bars, each of which selects its stretch."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dateline.model import When
from dateline.serve.phrases import say_day, say_when
from dateline.store.ask import Bar

_WIDTH, _HEIGHT = 1000.0, 64.0
_MOST_GAPS = 400
"""Empty stretches that are drawn; beyond that bars stand side by side and the axis tells where time was left out."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar in a box of 1000 by 64: its left edge, width, height, the height of its disputed foot; its days and how they are told."""

    x: float
    width: float
    height: float
    foot: float
    since: str
    until: str
    told: str
    incidents: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Strip:
    """The bars, the first and last stretch in words, and how many incidents the highest bar stands for."""

    bars: tuple[Drawn, ...]
    first: str
    last: str
    highest: int


def draw_strip(bars: Sequence[Bar]) -> Strip | None:
    """The strip of counted stretches; None where there is nothing to draw."""
    if not bars:
        return None
    places = _places([b.start for b in bars])
    slots = max(places) + 1
    width = _WIDTH / max(slots, 12)
    highest = max(b.incidents for b in bars)
    drawn = tuple(_bar(bar, place * width, width, highest) for bar, place in zip(bars, places, strict=True))
    return Strip(drawn, drawn[0].told, drawn[-1].told, highest)


def _bar(bar: Bar, x: float, width: float, highest: int) -> Drawn:
    first, last = days_of(bar.start)
    height = max(3.0, _HEIGHT * bar.incidents / highest)
    foot = height * bar.disputed / bar.incidents if bar.incidents else 0.0
    told = say_when(When(first, last, None, None)) if first != last else say_day(first)
    thin = max(width * 0.82, min(width, 1.5))
    return Drawn(round(x, 2), round(thin, 2), round(height, 2), round(foot, 2), str(first), str(last), told, bar.incidents, bar.disputed)


def days_of(start: str) -> tuple[date, date]:
    """The first and last day of a day, a month or a year."""
    if len(start) == 4:
        return date(int(start), 1, 1), date(int(start), 12, 31)
    if len(start) == 7:
        year, month = int(start[:4]), int(start[5:])
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date.fromisoformat(start), date.fromisoformat(start)


def _places(starts: Sequence[str]) -> list[int]:
    """The slot of each stretch, so that time between them shows as room."""
    numbers = [_number(s) for s in starts]
    places = [n - numbers[0] for n in numbers]
    return places if places[-1] <= _MOST_GAPS else list(range(len(starts)))


def _number(start: str) -> int:
    if len(start) == 4:
        return int(start)
    if len(start) == 7:
        return int(start[:4]) * 12 + int(start[5:])
    return (date.fromisoformat(start) - date(1, 1, 1)) // timedelta(days=1)
