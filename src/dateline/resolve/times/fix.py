"""Where a named time lies, seen from a frame: the year of `19 September`, the week of `Friday`, the Christmas that is meant.

Every function returns a `Tell`. Past and perfect take the latest one not after publication, future the first one not before it,
present the nearer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from dateline.resolve.times import calendar as cal
from dateline.resolve.times.feasts import feasts_in, listed_in
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_BEHIND = ("past", "perfect", "untold")
WEEKS = 45
"""Days ahead for which a report leaves out that a month is next year's."""


def exactly(told: Told, rule: str) -> Tell:
    """A time that needs no frame."""
    fixed = replace(told, rule=rule, fixed=True)
    return lambda frame: fixed


def full_date(year: int, month: int, day: int, rule: str = "date-full") -> Tell | None:
    """A day with its year; None where the calendar has none such."""
    try:
        return exactly(cal.day(date(year, month, day)), rule)
    except ValueError:
        return None


def choose(frame: Frame, every: list[Told], rule: str) -> Told:
    """The one of `every` (in order of time) that the tense asks for."""
    told = [t for t in every if t.first and t.last]
    seen = frame.published
    if seen is None or not told:
        return nothing(rule + "-undated")
    before = [t for t in told if t.first and t.first <= seen]
    behind = [t for t in told if t.last and t.last >= seen]
    if frame.tense == "present" and before and behind:
        return min(before[-1], behind[0], key=lambda t: _distance(t, seen)).because(rule + "-nearest")
    if frame.ahead and behind:
        return behind[0].because(rule + "-next")
    if frame.tense == "untold" and before and behind and _nearly_there(before[-1], behind[0], seen):
        return behind[0].because(rule + "-nearest")
    return before[-1].because(rule + "-latest") if before else told[0].because(rule + "-next")


def _nearly_there(last: Told, coming: Told, seen: date) -> bool:
    """Whether a time that no verb tells of is the coming one: much nearer than the last, and of this year or of the next weeks."""
    ahead = _distance(coming, seen)
    assert coming.first
    return _distance(last, seen) > 2 * ahead and (coming.first.year == seen.year or ahead <= WEEKS)


def _distance(told: Told, seen: date) -> int:
    assert told.first and told.last
    return max((told.first - seen).days, (seen - told.last).days, 0)


def in_year(make: Callable[[int], Tell | None], step: int) -> Tell:
    """A time of this (0), last (-1) or next year; `make` gives that of a year, None where it has none."""

    def tell(frame: Frame) -> Told | None:
        inner = make(frame.published.year + step) if frame.published else None
        return inner(frame) if inner else nothing("year-undated")

    return tell


def which_of(kind: str) -> str:
    """last, next or this, for a word that means it."""
    return {"past": "last", "previous": "last", "following": "next", "coming": "next"}.get(kind, kind)


def strictly(frame: Frame, every: list[Told], which: str, rule: str) -> Told:
    """The `last` one that ended before publication, or the `next` one that begins after it."""
    seen = frame.published
    if seen is None:
        return nothing(rule + "-undated")
    over = [t for t in every if t.last and t.last < seen][-1:]
    coming = [t for t in every if t.first and t.first > seen][:1]
    found = over if which == "last" else coming
    return found[0].because(f"{rule}-{which}") if found else nothing(rule + "-out-of-range")


def yearly(make: Callable[[int], list[Told]], rule: str, which: str = "") -> Tell:
    """A time that comes round every year: `make` gives those of a year; `which` is last, next, this or empty."""

    def tell(frame: Frame) -> Told:
        if frame.published is None:
            return nothing(rule + "-undated")
        year = frame.published.year
        every = [t for y in range(max(year - 8, 1), min(year + 9, 9999)) for t in make(y)]
        if which in ("last", "next"):
            return strictly(frame, every, which, rule)
        if which == "this":
            this = next(iter(make(year)), None)
            return this.because(rule + "-this") if this else nothing(rule)
        return _leaning(frame, every, rule) or clip(frame, choose(frame, every, rule))

    return tell


def _leaning(frame: Frame, every: list[Told], rule: str) -> Told | None:
    """The first one after the time that the sentence leans on, if that is over by publication."""
    lean = frame.lean.last if frame.lean and frame.tense in _BEHIND else None
    if lean is None or frame.published is None:
        return None
    after = next((t for t in every if t.first and t.first > lean), None)
    return after.because(rule + "-after-told") if after and after.first and after.first <= frame.published else None


def clip(frame: Frame, told: Told) -> Told:
    """What has happened in a stretch that is not over happened by publication."""
    seen = frame.published
    past = frame.tense in _BEHIND
    if seen and past and told.first and told.last and told.first <= seen < told.last:
        return replace(told, last=seen)
    return told


def month_day(month: int, day: int, weekday: int | None = None, which: str = "") -> Tell | None:
    """A day and month without a year; a weekday beside it picks a year in which it fits."""
    if not 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31):
        return None

    def make(year: int) -> list[Told]:
        try:
            at = date(year, month, day)
        except ValueError:
            return []
        return [cal.day(at)] if weekday is None or at.weekday() == weekday else []

    return yearly(make, "month-day", which)


def bare_month(month: int, which: str = "") -> Tell:
    """A month without its year."""
    return yearly(lambda year: [cal.month(year, month)], "month", which)


def bare_season(code: str, which: str = "") -> Tell:
    """A season without its year; `last summer` is the latest that is over."""
    return yearly(lambda year: [cal.season(year, code)], "season", which)


def bare_quarter(number: int) -> Tell:
    """`the third quarter` without its year."""
    return yearly(lambda year: [cal.quarter(year, number)], "quarter")


def feast(row: dict[str, Any], year: int | None = None, which: str = "") -> Tell | None:
    """A feast of the lexicon, of one year where it is told; `nation` rows only for outlets of that country."""
    if "once" in row:
        return exactly(cal.day(date.fromisoformat(row["once"])), "feast-once")
    if year is not None:
        found = feasts_in(row, year)
        return exactly(found[0], _feast_rule(row, year)) if found else None

    def tell(frame: Frame) -> Told | None:
        seen = frame.published.year if frame.published else None
        return yearly(lambda y: feasts_in(row, y), _feast_rule(row, seen), which)(frame)

    nation = row.get("nation")
    return tell if nation is None else lambda frame: tell(frame) if frame.nation == nation else nothing("feast-of-another-nation")


def _feast_rule(row: dict[str, Any], year: int | None) -> str:
    return "feast-islamic-approximate" if "islamic" in row and year and not listed_in(row, year) else "feast"


def weekday(number: int, which: str = "") -> Tell:
    """A weekday: `last` is strictly before publication, `next` after it, `following` and `previous` lean on the day told before."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        if which in ("following", "previous"):
            seen = (frame.reference.first if frame.reference else None) or seen
        if seen is None:
            return nothing("weekday-undated")
        if frame.week and frame.week.first and not which:
            return cal.day(cal.add(frame.week.first, number)).because("weekday-of-week")
        back, ahead = (seen.weekday() - number) % 7, (number - seen.weekday()) % 7
        if which in ("last", "previous"):
            return cal.day(cal.add(seen, -(back or 7))).because("weekday-" + which)
        if which in ("next", "following"):
            return cal.day(cal.add(seen, ahead or 7)).because("weekday-" + which)
        if which == "second":
            return cal.day(cal.add(seen, ahead + 7)).because("weekday-week-after")
        if frame.ahead or which == "coming":
            return cal.day(cal.add(seen, ahead)).because("weekday-next")
        return cal.day(cal.add(seen, -back)).because("weekday-latest")

    return tell


def night_of(number: int) -> Tell:
    """`overnight Tuesday`, `overnight from Tuesday to Wednesday`: the night that begins on a weekday."""
    inner = weekday(number)

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        if told is None or told.first is None or told.last is None:
            return told
        return replace(told, value=f"{told.value}TNI", last=cal.add(told.last, 1), type="TIME", rule="overnight")

    return tell


def weekday_of(number: int, weeks: int) -> Tell:
    """A weekday of the week `weeks` away from publication (`Tuesday last week`)."""

    def tell(frame: Frame) -> Told:
        if frame.published is None:
            return nothing("weekday-undated")
        at = cal.add(frame.published, 7 * weeks - frame.published.weekday() + number)
        return cal.day(at).because("weekday-of-week")

    return tell


def day_of_month(day: int, weekday_: int | None = None) -> Tell:
    """`the 15th`, `Friday the 15th`: of this month, or of the nearest one that the tense and the weekday allow."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        if seen is None:
            return nothing("day-of-month-undated")
        reach = 3 if weekday_ is None else 15
        firsts = [cal.add_months(seen.replace(day=1), k) for k in range(-reach, reach + 1)]
        days = [cal.add(f, day - 1) for f in firsts if cal.add(f, day - 1).month == f.month]
        every = [cal.day(d) for d in days if weekday_ is None or d.weekday() == weekday_]
        return choose(frame, every, "day-of-month")

    return tell


def slash_date(norm: str) -> Tell | None:
    """`04/05/2019`: read by a part over 12, else by the outlet's order; refused (value None) where neither tells."""
    parts = [int(p) for p in norm.replace(".", "/").split("/")]
    if norm[:4].isdigit():
        return full_date(parts[0], parts[1], parts[2], "date-numeric")
    first, second, year = parts
    year += 0 if year > 99 else 2000 if year < 70 else 1900
    british, american = full_date(year, second, first, "date-day-first"), full_date(year, first, second, "date-month-first")
    if british is None or american is None or first == second or "." in norm:
        return british or american

    def tell(frame: Frame) -> Told | None:
        if frame.day_first is None:
            return nothing("date-order-unknown")
        return british(frame) if frame.day_first else american(frame)

    return tell
