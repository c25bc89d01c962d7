"""Days, weeks, months and longer stretches, as inclusive intervals; shifting and narrowing them.

Weeks run from Monday to Sunday. Seasons are the northern meteorological ones; winter belongs to the year in which it begins.
"""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, date

from dateline.resolve.times.told import Told

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
"""TIMEX3's season codes with the month in which they begin."""
_DAYS = {"D": 1, "W": 7}
_MONTHS = {"M": 1, "Y": 12}
_GRAIN = {"day": 0, "week": 1, "month": 2, "season": 3, "quarter": 3, "half": 4, "year": 5, "decade": 6, "century": 7}


def days(first: date, last: date, value: str, grain: str) -> Told:
    """A stretch of days."""
    return Told(value, first, last, grain)


def day(at: date) -> Told:
    """One day."""
    return Told(at.isoformat(), at, at, "day")


def week(at: date) -> Told:
    """The week that holds `at`, Monday to Sunday.

    >>> week(date(2016, 9, 19)).value
    '2016-W38'
    """
    monday = add(at, -at.weekday())
    year, number, _ = at.isocalendar()
    return days(monday, add(monday, 6), f"{year:04}-W{number:02}", "week")


def weekend(at: date) -> Told:
    """Saturday and Sunday of the week that holds `at`."""
    whole = week(at)
    assert whole.first and whole.last
    return days(add(whole.first, 5), whole.last, f"{whole.value}-WE", "day")


def month(year: int, number: int) -> Told:
    """A calendar month."""
    return days(date(year, number, 1), date(year, number, monthrange(year, number)[1]), f"{year:04}-{number:02}", "month")


def quarter(year: int, number: int) -> Told:
    """A calendar quarter, 1 to 4."""
    first, last = month(year, 3 * number - 2).first, month(year, 3 * number).last
    return Told(f"{year:04}-Q{number}", first, last, "quarter")


def half(year: int, number: int) -> Told:
    """The first (1) or second (2) half of a year."""
    first, last = month(year, 6 * number - 5).first, month(year, 6 * number).last
    return Told(f"{year:04}-H{number}", first, last, "half")


def season(year: int, code: str) -> Told:
    """A season that begins in `year`."""
    begin = SEASONS[code]
    end = add_months(date(year, begin, 1), 2)
    return Told(f"{year:04}-{code}", date(year, begin, 1), month(end.year, end.month).last, "season")


def year(number: int) -> Told:
    """A calendar year."""
    return days(date(number, 1, 1), date(number, 12, 31), f"{number:04}", "year")


def decade(tens: int) -> Told:
    """A decade by its year without the last figure: 199 is the 1990s."""
    return days(date(max(tens * 10, 1), 1, 1), date(tens * 10 + 9, 12, 31), f"{tens:03}", "decade")


def century(hundreds: int) -> Told:
    """A century by its first two figures: 18 is the 1800s, which stand for the 19th century."""
    return days(date(max(hundreds * 100, 1), 1, 1), date(hundreds * 100 + 99, 12, 31), f"{hundreds:02}", "century")


def period(unit: str, at: date) -> Told:
    """The calendar `unit` (TIMEX3 letter: D, W, M, Q, Y, DE, CE) that holds `at`."""
    table: dict[str, Callable[[date], Told]] = {
        "D": day,
        "W": week,
        "WE": weekend,
        "M": lambda d: month(d.year, d.month),
        "Q": lambda d: quarter(d.year, (d.month + 2) // 3),
        "Y": lambda d: year(d.year),
        "DE": lambda d: decade(d.year // 10),
        "CE": lambda d: century(d.year // 100),
    }
    return table[unit](at)


def add(at: date, count: int) -> date:
    """`at` moved by days; the calendar's ends hold it."""
    return date.fromordinal(min(max(at.toordinal() + count, 1), date.max.toordinal()))


def add_months(at: date, count: int) -> date:
    """`at` moved by months, to the month's last day where it has no such day."""
    index = at.year * 12 + at.month - 1 + count
    index = min(max(index, MINYEAR * 12), MAXYEAR * 12 + 11)
    target_year, target_month = divmod(index, 12)
    return date(target_year, target_month + 1, min(at.day, monthrange(target_year, target_month + 1)[1]))


def shift(at: date, length: str, sign: int = 1) -> date:
    """`at` moved by a TIMEX3 length (`P3D`, `P1Y`, `PT36H`); hours move it by whole days, begun ones counted.

    >>> shift(date(2015, 8, 21), "PT48H")
    datetime.date(2015, 8, 23)
    """
    count, unit, clock = split_length(length)
    if clock:
        hours = count / {"H": 1, "M": 60, "S": 3600}[unit]
        return add(at, sign * math.ceil(min(hours, 9e6) / 24))
    if unit in _DAYS:
        return add(at, sign * round(min(count, 9e6) * _DAYS[unit]))
    return add_months(at, sign * round(min(count, 1e5) * _MONTHS[unit]))


def split_length(length: str) -> tuple[float, str, bool]:
    """Number, unit letter, and whether it is hours, minutes or seconds: `PT2H` is (2, H, True)."""
    clock = length.startswith("PT")
    return float(length[2 if clock else 1 : -1]), length[-1], clock


def times(length: str, count: float) -> str:
    """`count` of a TIMEX3 unit: `times('P10Y', 2)` is `P20Y`; halves become the smaller unit."""
    base, unit, clock = split_length(length)
    total = base * count
    if total != int(total):
        smaller, factor = {
            "Y": ("M", 12),
            "W": ("D", 7),
            "D": ("H", 24),
            "H": ("M", 60),
            "M": ("S" if clock else "D", 60 if clock else 30),
        }.get(unit, (unit, 1))
        clock = clock or smaller == "H"
        unit, total = smaller, round(total * factor)
    return f"P{'T' if clock else ''}{int(total)}{unit}"


def coarser(told: Told, grain: str) -> bool:
    """Whether `told` is known less finely than `grain`."""
    return _GRAIN.get(told.grain, 0) > _GRAIN.get(grain, 0)


def narrow(told: Told, part: str) -> Told:
    """A part of a stretch: early (first third), mid (middle third), late (last quarter of a year, else last third), start, end, halves.

    >>> narrow(year(2013), "late").first
    datetime.date(2013, 10, 1)
    """
    if told.first is None or told.last is None or told.first == told.last:
        return told
    by_month = told.grain in ("year", "decade", "century", "season", "quarter", "half")
    size = _months_in(told) if by_month else (told.last - told.first).days + 1
    begin, end = _part(part, size, told.grain)
    if by_month:
        first, last = add_months(told.first, begin), add(add_months(told.first, end), -1)
    else:
        first, last = add(told.first, begin), add(told.first, end - 1)
    return replace(told, first=first, last=last)


def _months_in(told: Told) -> int:
    assert told.first and told.last
    return (told.last.year - told.first.year) * 12 + told.last.month - told.first.month + 1


def _part(part: str, size: int, grain: str) -> tuple[int, int]:
    """Begin and end of a part of `size` months or days. Starts and ends: a month of a year, five days of a month, two of a week."""
    edge = {"year": 1, "decade": 12, "century": 120, "month": 5, "week": 2}.get(grain, 1)
    third = 10 if grain == "month" else max(round(size / 3), 1)
    quarter = max(round(size / 4), 1) if grain == "year" else size - 2 * third if grain == "month" else third
    table = {
        "early": (0, third),
        "mid": (third, 2 * third if grain == "month" else max(size - third, third + 1)),
        "late": (size - quarter, size),
        "start": (0, min(edge, size)),
        "end": (max(size - edge, 0), size),
        "first-half": (0, max(size // 2, 1)),
        "second-half": (size // 2, size),
    }
    return table[part]
