"""A figure over time as steps: what each source gave, on which day it was published, with its bounds. The table beside it says the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from dateline.model import Cell, Value, Witness
from dateline.serve.phrases import say_day
from dateline.serve.web.telling import address_of, speaker_of

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640.0, 230.0, 52.0, 130.0, 16.0, 30.0
MOST_LINES = 12
"""Sources of which lines can be told apart; the others are told in the list."""
_FORMS = 4
"""Forms of lines (whole, dashed, dotted, both), after which they begin anew; the letters tell more apart."""


@dataclass(frozen=True, slots=True)
class Given:
    """A figure as somebody gave it: inclusive bounds (None: open), the words for it and where they stand."""

    day: date
    low: float | None
    high: float | None
    told: str
    quote: str
    at: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A given figure in the picture: its place, the top and foot of its bar, and which ends are open."""

    x: float
    y: float
    top: float
    foot: float
    open_top: bool
    open_foot: bool
    told: str
    at: str


@dataclass(frozen=True, slots=True)
class Line:
    """One source's figures: a letter, the form of its line, the path of its steps, and where its letter stands."""

    letter: str
    form: int
    source: str
    path: str
    dots: tuple[Dot, ...]
    end: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Chart:
    """The picture: lines, marks of both axes, and the rows of the table beside it, by source."""

    lines: tuple[Line, ...]
    levels: tuple[tuple[float, str], ...]
    days: tuple[tuple[float, str], ...]
    rows: tuple[tuple[str, str, Given], ...]
    more: int = 0
    """Sources that are not drawn."""


def draw_steps(cell: Cell) -> Chart | None:
    """The chart of a cell `figure.…`, of the sources that changed theirs most often; None where fewer than two dated figures were given."""
    every_source = _given(cell)
    drawn = sorted(every_source, key=lambda s: -len(every_source[s]))[:MOST_LINES]
    by_source = {source: rows for source, rows in every_source.items() if source in drawn}
    every = [g for rows in by_source.values() for g in rows]
    if len({(g.day, g.low, g.high) for g in every}) < 2:
        return None
    scale = _Scale.of(every)
    lines, rows = [], []
    for number, (source, given) in enumerate(by_source.items()):
        letter = chr(ord("A") + number % 26)
        lines.append(_line(letter, number % _FORMS, source, [_dot(g, scale) for g in given]))
        rows += [(letter, source, g) for g in given]
    rows.sort(key=lambda r: (r[2].day, r[0]))
    return Chart(tuple(_parted(lines)), scale.levels(), scale.days(), tuple(rows), len(every_source) - len(drawn))


def _given(cell: Cell) -> dict[str, list[Given]]:
    """Source -> its figures in order of publication; the same figure again on the same day is told once."""
    found: dict[str, dict[tuple[date, str], Given]] = {}
    for value in cell.values:
        for witness in value.witnesses:
            if witness.published and (one := _read(value, witness)):
                found.setdefault(speaker_of(witness), {}).setdefault((one.day, one.told), one)
    ordered = {s: sorted(rows.values(), key=lambda g: (g.day, g.low or 0)) for s, rows in found.items()}
    return dict(sorted(ordered.items(), key=lambda item: (item[1][0].day, item[0])))


def _read(value: Value, witness: Witness) -> Given | None:
    data = value.data if isinstance(value.data, dict) else {}
    low, high = (float(n) if isinstance(n := data.get(k), int | float) else None for k in ("low", "high"))
    if (low is None and high is None) or witness.published is None:
        return None
    return Given(witness.published, low, high, value.told, witness.text or "", address_of(witness))


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and figures to places in the picture."""

    first: date
    last: date
    most: float
    step: float

    @classmethod
    def of(cls, given: Sequence[Given]) -> _Scale:
        """Room for all of `given`, from nothing up to a round number."""
        highest = max(max(g.low or 0, g.high or 0) for g in given) or 1
        step = _round(highest / 4)
        return cls(min(g.day for g in given), max(g.day for g in given), step * ceil(highest * 1.08 / step), step)

    def x(self, day: date) -> float:
        """Across: days; in the middle where there is one day only."""
        span = (self.last - self.first).days
        share = (day - self.first).days / span if span else 0.5
        return round(LEFT + 14 + share * (WIDTH - LEFT - RIGHT - 28), 1)

    def y(self, figure: float) -> float:
        """Up: figures from nothing."""
        return round(HEIGHT - BOTTOM - figure / self.most * (HEIGHT - TOP - BOTTOM), 1)

    def levels(self) -> tuple[tuple[float, str], ...]:
        """Marks on the left."""
        count = round(self.most / self.step)
        return tuple((self.y(i * self.step), f"{i * self.step:,.0f}") for i in range(count + 1))

    def days(self) -> tuple[tuple[float, str], ...]:
        """Marks at the foot: the first and the last day."""
        ends = dict.fromkeys((self.first, self.last))
        return tuple((self.x(d), say_day(d)) for d in ends)


def _round(step: float) -> float:
    """The next of 1, 2, 5, 10, 20, …"""
    if step <= 1:
        return 1.0
    power = 10.0 ** int(log10(step))
    return next(f * power for f in (1, 2, 5, 10) if f * power >= step)


def _dot(given: Given, scale: _Scale) -> Dot:
    low, high = given.low, given.high
    main = low if low is not None else high or 0.0
    top = TOP - 4 if high is None else scale.y(high)
    foot = scale.y(0) if low is None else scale.y(low)
    return Dot(scale.x(given.day), scale.y(main), top, foot, high is None, low is None, f"{given.told}, {say_day(given.day)}", given.at)


def _line(letter: str, form: int, source: str, dots: Sequence[Dot]) -> Line:
    path = f"M{dots[0].x} {dots[0].y}" + "".join(f"H{d.x}V{d.y}" for d in dots[1:])
    return Line(letter, form, source, path, tuple(dots), (dots[-1].x + 12, dots[-1].y))


def _parted(lines: Sequence[Line]) -> Iterator[Line]:
    """Lines whose letters do not stand on one another: each is moved down until it is free."""
    taken: list[tuple[float, float]] = []
    for line in sorted(lines, key=lambda one: one.end[1]):
        x, y = line.end
        while any(abs(x - a) < 14 and abs(y - b) < 14 for a, b in taken):
            y += 2
        taken.append((x, y))
        yield Line(line.letter, line.form, line.source, line.path, line.dots, (x, y))
