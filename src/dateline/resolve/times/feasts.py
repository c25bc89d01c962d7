"""Days that move through the year: Easter, the Islamic and Hebrew calendars, the n-th weekday of a month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from dateline.resolve.times.told import Told

_ISLAMIC_EPOCH = date(622, 7, 19).toordinal()
_HEBREW_EPOCH = -1373427  # ordinal of the day before 1 Tishri 1 in the proleptic Gregorian count of `date`


def easter(year: int) -> date:
    """Western Easter Sunday, by the anonymous Gregorian computus.

    >>> easter(2016)
    datetime.date(2016, 3, 27)
    """
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Orthodox Easter Sunday (Julian computus) in the Gregorian calendar of 1900 to 2099."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def islamic(year: int, month: int, day: int) -> date:
    """A day of the tabular Islamic calendar (civil epoch, 30-year cycle): within a day or so of what is observed.

    >>> islamic(1437, 9, 1)
    datetime.date(2016, 6, 7)
    """
    days = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_ISLAMIC_EPOCH + days - 1)


def hebrew_new_year(year: int) -> date:
    """1 Tishri of a Hebrew year, by the arithmetic calendar with its postponements."""
    return date.fromordinal(_elapsed(year) + _delay(year) + _HEBREW_EPOCH)


def _elapsed(year: int) -> int:
    months = (235 * year - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + 1 if (3 * (day + 1)) % 7 < 3 else day


def _delay(year: int) -> int:
    before, now, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    if after - now == 356:
        return 2
    return 1 if now - before == 382 else 0


def nth_weekday(year: int, month: int, weekday: int, n: int) -> date:
    """The n-th weekday (0 Monday) of a month; n = -1 the last."""
    if n > 0:
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (n - 1))
    last = date(year, month, monthrange(year, month)[1])
    return last - timedelta(days=(last.weekday() - weekday) % 7)


def feasts_in(row: dict[str, Any], year: int) -> list[Told]:
    """Every time the feast falls (begins) in a Gregorian year: as listed; Islamic ones reckoned, a day wider on either side."""
    known = listed_in(row, year)
    if known:
        return known
    found = [Told(first.isoformat(), first, first, "day") for first in _begins(row, year)]
    length, slack = row.get("length", 1), 1 if "islamic" in row else 0
    wide = timedelta(days=length - 1 + slack)
    return [Told(t.value, t.first - timedelta(days=slack), t.first + wide, "day" if length == 1 else "") for t in found if t.first]


def listed_in(row: dict[str, Any], year: int) -> list[Told]:
    """The days or stretches that a row lists for a year."""
    every = [told.partition("/") for told in row.get("dates", ()) if told.startswith(f"{year:04}-")]
    return [Told(first, date.fromisoformat(first), date.fromisoformat(last or first), "" if last else "day") for first, _, last in every]


def _begins(row: dict[str, Any], year: int) -> list[date]:
    if "fixed" in row:
        return [date(year, *row["fixed"])]
    if "nth" in row:
        return [nth_weekday(year, *row["nth"]) + timedelta(days=row.get("offset", 0))]
    if "easter" in row:
        return [easter(year) + timedelta(days=row["easter"])]
    if "orthodox" in row:
        return [orthodox_easter(year) + timedelta(days=row["orthodox"])]
    if "hebrew" in row:
        return [hebrew_new_year(year + 3761) + timedelta(days=row["hebrew"])]
    if "kislev" in row:
        return [_kislev(year + 3761, row["kislev"])]
    return _islamic_begins(row["islamic"], year) if "islamic" in row else []


def _kislev(year: int, day: int) -> date:
    """A day of Kislev of the Hebrew year that begins in autumn: Heshvan before it has 30 days in years of 355 and 385."""
    begins = hebrew_new_year(year)
    full = (hebrew_new_year(year + 1) - begins).days in (355, 385)
    return begins + timedelta(days=58 + full + day)


def _islamic_begins(month_day: list[int], year: int) -> list[date]:
    near = (year - 622) * 33 // 32
    every = (islamic(y, *month_day) for y in range(max(near - 1, 1), near + 3))
    return [d for d in every if d.year == year]
