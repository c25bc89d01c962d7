"""Times made of other times: an hour on a day, a range, a part, a distance from a time, an open bound."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import relative as rel
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_BOUND = {"since": "since", "until": "until", "till": "until", "by": "until", "through": "until", "before": "before", "after": "after",
          "from": "since", "starting": "since", "beginning": "since", "effective": "since"}  # fmt: skip


def between(first: Tell, last: Tell) -> Tell:
    """A stretch from one time to another; the second is read first, and the first one lies before it."""

    def tell(frame: Frame) -> Told | None:
        end = last(frame)
        if end is None or end.last is None:
            return end
        begin = first(frame.seen_from(end.last, "past"))
        if begin is None or begin.first is None or begin.first > end.last:
            return end
        return Told(f"{begin.value}/{end.value}", begin.first, end.last, "", "DATE", None, "range", end.fixed)

    return tell


def daypart(tell: Tell, part: str) -> Tell:
    """`tell` with a part of the day (`NI`, `MO`)."""

    def told(frame: Frame) -> Told | None:
        base = tell(frame)
        if base is None or base.grain != "day" or base.value is None or base.type == "TIME":
            return base
        return Told(f"{base.value}T{part}", base.first, base.last, "day", "TIME", base.bound, base.rule, base.fixed)

    return told


def hour(clock: str) -> Tell:
    """A time of day: on the day told last in the sentence, else in the week before publication, else on that of publication."""

    def tell(frame: Frame) -> Told:
        base = frame.near if frame.near and frame.near.grain == "day" and frame.near.first else None
        day = base.first if base and base.value else _told_lately(frame) or frame.published
        if day is None:
            return nothing("hour-undated", type_="TIME")
        plain = cal.day(day)
        return replace(plain, value=f"{plain.value}T{clock}", type="TIME", rule="hour", fixed=bool(base and base.fixed))

    return tell


def _told_lately(frame: Frame) -> date | None:
    """The day told last, where it is one of the week up to publication."""
    day = frame.day.first if frame.day else None
    return day if day and frame.published and 0 <= (frame.published - day).days < 7 else None


def hour_on(hour: Tell, point: Tell) -> Tell:
    def tell(frame: Frame) -> Told | None:
        day = point(frame)
        if day is None or day.first is None or day.grain != "day":
            return day
        plain = replace(day, value=day.first.isoformat())
        told = hour(replace(frame, near=plain))
        return replace(told, rule="hour-on-day", fixed=day.fixed) if told else day

    return tell


def from_point(point: Tell, size: str, sign: int) -> Tell:
    def tell(frame: Frame) -> Told | None:
        base = point(frame)
        told = rel.move(base, size, sign) if base else None
        return told.because("distance-from-point") if told and told.first else told

    return tell


def length_to(size: str, point: Tell) -> Tell:
    """`the year to September`: a length that ends with a time."""

    def tell(frame: Frame) -> Told | None:
        told = point(frame)
        if told is None or told.last is None:
            return told
        return Told(size, cal.add(cal.shift(told.last, size, -1), 1), told.last, type="DURATION", rule="length-to")

    return tell


def length_from(size: str, point: Tell) -> Tell:
    """`two years from May`: a length that begins with a time."""

    def tell(frame: Frame) -> Told | None:
        told = point(frame)
        if told is None or told.first is None:
            return told
        return Told(size, told.first, cal.add(cal.shift(told.first, size), -1), type="DURATION", rule="length-from")

    return tell


def opened(inner: Tell, word: str) -> Tell:
    side = _BOUND[word]

    def tell(frame: Frame) -> Told | None:
        told = inner(frame.seen_from(frame.published, "past")) if word == "since" else inner(frame)
        if told is None or told.type == "SET":
            return told
        rule = f"{word}-{told.rule}"
        if told.type == "TIME" and side in ("before", "after"):  # before midnight on Wednesday is Wednesday
            return told.because(rule)
        if side == "since":
            return replace(told, last=None, bound=side, rule=rule, base=told)
        if side == "after":
            return replace(told, first=told.last, last=None, bound=side, rule=rule, base=told)
        if side == "before" and not told.rule.endswith(("part", "-end")):
            return replace(told, first=None, last=told.first, bound=side, rule=rule, base=told)
        return replace(told, first=None, bound=side, rule=rule, base=told)

    return tell
