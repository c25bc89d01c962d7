"""Times told by their distance: `last week`, `two weeks ago`, `three days later`, `the past two years`, `for eight years`.

Every function returns a `Tell`. Lengths are TIMEX3 (`P2W`); a distance in months tells a month, in years a year, in weeks one day.
"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

from dateline.resolve.times import calendar as cal
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_LETTER = {"P1D": "D", "P1W": "W", "P1M": "M", "P3M": "Q", "P1Y": "Y", "P10Y": "DE", "P100Y": "CE", "WE": "WE"}
_STEP = {"D": "P1D", "W": "P1W", "WE": "P1W", "M": "P1M", "Q": "P3M", "Y": "P1Y", "DE": "P10Y", "CE": "P100Y"}
_GRAIN = {"D": "day", "W": "week", "WE": "day", "M": "month", "Q": "quarter", "Y": "year", "DE": "decade", "CE": "century"}


def unit_letter(length: str) -> str | None:
    """The calendar unit that a TIMEX3 length names, None for hours and the like."""
    return _LETTER.get(length)


def from_today(count: int, daypart: str = "") -> Tell:
    """`yesterday`, `tomorrow`, `this morning`, `last night`."""

    def tell(frame: Frame) -> Told:
        if frame.published is None:
            return nothing("deictic-undated", type_="TIME" if daypart else "DATE")
        told = cal.day(cal.add(frame.published, count)).because("deictic")
        return replace(told, value=f"{told.value}T{daypart}", type="TIME") if daypart else told

    return tell


def overnight(frame: Frame) -> Told:
    """The night that ended on the day of publication."""
    if frame.published is None:
        return nothing("overnight-undated", type_="TIME")
    before = cal.add(frame.published, -1)
    return Told(f"{before}TNI", before, frame.published, "day", "TIME", rule="overnight")


def calendar_unit(letter: str, step: int) -> Tell:
    """`last week` (-1), `this month` (0), `next year` (1). The present one runs to publication, or from it in the future tense."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        if seen is None:
            return nothing("calendar-undated")
        if letter == "WE":
            return _weekend(frame, seen, step)
        told = cal.period(letter, cal.shift(cal.period(letter, seen).first or seen, _STEP[letter], step))
        rule = "calendar-" + {-1: "last", 0: "this", 1: "next"}[step]
        if step == 0 and told.first != told.last:
            return replace(told, first=seen, rule=rule) if frame.ahead else replace(told, last=seen, rule=rule)
        return told.because(rule)

    return tell


def _weekend(frame: Frame, seen: date, step: int) -> Told:
    """The weekend: the latest that has begun, or in the future tense the next not over; `last` is over, `next` follows the coming one."""
    now = seen.weekday() >= 5
    own = cal.weekend(seen)
    if step < 0:
        return cal.weekend(cal.add(seen, -7)).because("weekend-last")
    if step > 0:
        return cal.weekend(cal.add(seen, 7)).because("weekend-next")
    if now or frame.ahead:
        return own.because("weekend-this")
    return cal.weekend(cal.add(seen, -7)).because("weekend-latest")


def part_of_unit(letter: str, step: int, part: str) -> Tell:
    """`earlier this month`, `later this week`, `early last year`, `the end of next month`, `so far this year`."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        if seen is None:
            return nothing("calendar-undated")
        whole = cal.period(letter, cal.shift(cal.period(letter, seen).first or seen, _STEP[letter], step))
        if part == "earlier" and step == 0:
            return replace(whole, last=seen, rule="earlier-in-unit")
        if part == "later" and step == 0:
            return replace(whole, first=seen, rule="later-in-unit")
        if part in ("earlier", "later"):
            return whole.because("calendar-part")
        return cal.narrow(whole, part).because("calendar-part")

    return tell


def ago(length: str) -> Tell:
    """`two weeks ago`: so far back from publication. The interval is FORMAT.md's one day, of months the month; the value is the unit's."""
    finely = _distance(length, -1, "ago", narrative=False)

    def tell(frame: Frame) -> Told | None:
        told = finely(frame)
        if told is None or frame.published is None:
            return told
        at = _moved(frame.published, length, -1)
        return told if told.grain == "month" else replace(told, first=at, last=at)

    return tell


def hence(length: str) -> Tell:
    """`in two weeks`: seen from publication."""
    return _distance(length, 1, "hence", narrative=False)


def later(length: str, sign: int) -> Tell:
    """`three days later`, `a year earlier`: seen from the time told before, else from publication."""
    return _distance(length, sign, "later" if sign > 0 else "earlier", narrative=True)


def _distance(length: str, sign: int, rule: str, narrative: bool) -> Tell:
    def tell(frame: Frame) -> Told:
        base = frame.reference if narrative and frame.reference else cal.day(frame.published) if frame.published else None
        return move(base, length, sign).because(rule) if base else nothing(rule + "-undated")

    return tell


def move(base: Told, length: str, sign: int) -> Told:
    """`base` moved by a length, as finely as the length and the base allow."""
    if base.first is None or base.last is None:
        return nothing("moved-unknown")
    first, last = _moved(base.first, length, sign), _moved(base.last, length, sign)
    _, unit, clock = cal.split_length(length)
    grain = "D" if clock or unit in "DW" else unit
    if cal.coarser(base, _GRAIN[grain]) or (base.first != base.last and grain == "D"):
        same = cal.period(_letter_of(base), first) if base.grain in _GRAIN.values() else None
        return same if same and grain != "D" else Told(None, first, last, base.grain)
    return cal.period(grain, first)


def _moved(at: date, length: str, sign: int) -> date:
    count, unit, clock = cal.split_length(length)
    if clock:
        hours = min(count / {"H": 1, "M": 60, "S": 3600}[unit], 9e6)
        return cal.add(at, sign * math.floor(hours / 24))
    return cal.shift(at, length, sign)


def _letter_of(told: Told) -> str:
    return next((letter for letter, grain in _GRAIN.items() if grain == told.grain and letter != "WE"), "D")


def beside(letter: str, step: int) -> Tell:
    """`the following day`, `the previous month`, `that year` (0): the unit beside the one told before."""

    def tell(frame: Frame) -> Told:
        base = frame.day if letter in ("D", "W", "WE") else frame.reference
        base = base or (cal.day(frame.published) if frame.published else None)
        if base is None or base.first is None:
            return nothing("beside-undated")
        if cal.coarser(base, _GRAIN[letter]):
            return nothing("beside-coarse") if step or letter == "D" else base
        at = base.first if step <= 0 else base.last or base.first
        return cal.period(letter, cal.shift(at, _STEP[letter], step)).because("beside")

    return tell


def rolling(length: str, sign: int, *, opened: bool = False) -> Tell:
    """`the past two years`, `the next six months`: up to or from publication; `opened` where it goes on (`for the past …`)."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        if seen is None:
            return nothing("rolling-undated", type_="DURATION", value=length)
        other = cal.shift(seen, length, sign)
        first, last = (other, seen) if sign < 0 else (seen, other)
        bound = "since" if opened else None
        return Told(length, first, None if opened else last, type="DURATION", bound=bound, rule="rolling")

    return tell


def length_of(length: str, rule: str = "duration") -> Tell:
    """A stretch that hangs on nothing."""
    return lambda frame: nothing(rule, type_="DURATION", value=length)


def lasting(length: str) -> Tell:
    """`for eight years`: begun so long before publication and going on, where the tense says so; else only a length."""

    def tell(frame: Frame) -> Told:
        if frame.published is None or frame.tense not in ("perfect", "present"):
            return nothing("for-unanchored", type_="DURATION", value=length)
        begin = cal.shift(frame.published, length, -1)
        return Told(length, begin, None, type="DURATION", bound="since", rule="for-ongoing")

    return tell


def within(length: str) -> Tell:
    """`within 48 hours`: from publication on, in the future or present; else only a length."""
    ahead = rolling(length, 1)
    return lambda frame: (
        ahead(frame) if frame.tense in ("future", "present") else nothing("within-unanchored", type_="DURATION", value=length)
    )


def vague(value: str, rule: str) -> Tell:
    """PAST_REF, PRESENT_REF, FUTURE_REF: up to, on, or from publication."""

    def tell(frame: Frame) -> Told:
        seen = frame.published
        first = None if value == "PAST_REF" else seen
        return Told(value, first, None if value == "FUTURE_REF" else seen, rule=rule)

    return tell


def often(value: str) -> Tell:
    """A set of times."""
    return lambda frame: nothing("set", type_="SET", value=value)
