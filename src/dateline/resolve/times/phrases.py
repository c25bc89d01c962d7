"""Rules that join times: parts of a time, an hour on a day, ranges, distances from a time, and open bounds."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import relative as rel
from dateline.resolve.times.points import between, daypart
from dateline.resolve.times.rules import Found, Rule
from dateline.resolve.times.spells import LENGTH, length
from dateline.resolve.times.told import Frame, Tell, Told

_BOUND = {"since": "since", "until": "until", "till": "until", "by": "until", "through": "until", "before": "before", "after": "after",
          "from": "since", "starting": "since", "beginning": "since", "effective": "since"}  # fmt: skip
_EDGES = {"beginning": "start", "middle": "mid", "close": "end", "outset": "start", "turn": "start"}


@cache
def phrase_rules() -> tuple[tuple[Rule, ...], ...]:
    """The rules in rounds: each round reads what the one before made."""
    parts = (
        Rule("part", "point", "the? e=early|late|mid|middle|later|earlier dash? in|on|of? the? p=point", _part),
        Rule("part", "point", "the? e=end|start|beginning|close|outset|middle|turn of p=point", _part),
        Rule("part", "point", "the? e=end|start|beginning|close|outset|middle|turn of the p=point >!NOUNISH|poss", _part),
        Rule("part", "point", "the? o=first|second half of the? p=point", _half),
        Rule("hour-on-day", "point", "h=hour comma? on? the? p=point", _hour_first),
        Rule("hour-on-day", "point", "p=point comma? at|ROUGH|by? ROUGH? h=hour", _hour_last),
        Rule("daypart-of-day", "point", "the? d=daypart of|on the? p=point", lambda f: daypart(f.value("p"), f.value("d"))),
        Rule("daypart-of-day", "point", "p=point d=daypart", lambda f: daypart(f.value("p"), f.value("d"))),
        Rule("daypart-of-day", "point", "the early units of|on p=point", lambda f: daypart(f.value("p"), "MO")),
        Rule("eve", "point", "the eve of the? p=point", _eve),
    )
    ranges = (
        Rule("range", "point", "between p=point and q=point", _range),
        Rule("range", "point", "from p=point comma? to|until|till|through|dash q=point", _range),
        Rule("range", "point", "p=point to|through|until|dash q=point", _range),
        Rule("year-to", "point", "the n=COUNT? u=unit|units to p=point", _year_to),
        Rule("range", "point", "p=point and q=point", _two_days),
        Rule("distance", "point", f"{LENGTH} k=before|after|from the|a|an? p=point", _distance),
        Rule("distance", "point", "the u=unit k=before|after the|a|an? p=point", _distance_one),
    )
    bounds = (
        Rule("bound", "point", "k=since|until|till|by p=point >!poss", _bound),
        Rule("bound", "point", "k=since|until|till|by the p=point >!NOUNISH|poss", _bound),
        Rule("bound", "point", "p=point dash|to present", lambda f: _open(f.value("p"), "from")),
        Rule("bound", "point", "k=through|starting|beginning|effective p=point", _bound),
        Rule("bound", "point", "k=before|after p=point >!poss|NOUNISH|dash", _bound),
        Rule("bound", "point", "k=from p=point >!poss|to|dash", _bound_from),
        Rule("bound", "point", "on? or k=before|after p=point", _bound),
    )
    return parts, ranges, bounds


def _part(found: Found) -> Tell | None:
    edge = _EDGES.get(found.kind("e"), found.kind("e"))
    inner: Tell = found.value("p")

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        if told is None or told.bound or told.type != "DATE":
            return told
        if edge == "later":
            return replace(cal.narrow(told, "second-half"), first=told.first)
        return told if edge == "earlier" else replace(cal.narrow(told, edge), rule=told.rule + "-" + edge)

    return tell


def _half(found: Found) -> Tell | None:
    inner: Tell = found.value("p")
    part = found.kind("o") + "-half"

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        return cal.narrow(told, part) if told else None

    return tell


def _hour_first(found: Found) -> Tell | None:
    return _hour_on(found.value("h"), found.value("p"))


def _hour_last(found: Found) -> Tell | None:
    return _hour_on(found.value("h"), found.value("p"))


def _hour_on(hour: Tell, point: Tell) -> Tell:
    def tell(frame: Frame) -> Told | None:
        day = point(frame)
        if day is None or day.first is None or day.grain != "day":
            return day
        plain = replace(day, value=day.first.isoformat())
        told = hour(replace(frame, near=plain))
        return replace(told, rule="hour-on-day", fixed=day.fixed) if told else day

    return tell


def _eve(found: Found) -> Tell:
    inner: Tell = found.value("p")

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        return cal.day(cal.add(told.first, -1)).because("eve") if told and told.first else told

    return tell


def _range(found: Found) -> Tell:
    return between(found.value("p"), found.value("q"))


def _two_days(found: Found) -> Tell | None:
    """`Thursday and Friday` is one stretch; other pairs stay two times."""
    pair = [found.mark(n) for n in "pq"]
    return _range(found) if all(m.norm == "weekday" for m in pair) else None


def _year_to(found: Found) -> Tell | None:
    """`the year to September`, `the seven days to Wednesday`: ends with that time."""
    size = cal.times(found.value("u"), found.value("n") or 1)
    inner: Tell = found.value("p")

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        if told is None or told.last is None:
            return told
        return Told(size, cal.add(cal.shift(told.last, size, -1), 1), told.last, type="DURATION", rule="length-to")

    return tell


def _distance(found: Found) -> Tell | None:
    size = length(found)
    if size is None or "X" in size:
        return None
    return _from_point(found.value("p"), size, -1 if found.kind("k") == "before" else 1)


def _distance_one(found: Found) -> Tell | None:
    return _from_point(found.value("p"), found.value("u"), -1 if found.kind("k") == "before" else 1)


def _from_point(point: Tell, size: str, sign: int) -> Tell:
    def tell(frame: Frame) -> Told | None:
        base = point(frame)
        return replace(rel.move(base, size, sign), rule="distance-from-point") if base else None

    return tell


def _bound(found: Found) -> Tell | None:
    return _open(found.value("p"), found.kind("k"))


def _bound_from(found: Found) -> Tell | None:
    """`from Monday` opens a stretch only where the sentence looks ahead."""
    inner: Tell = found.value("p")
    opened = _open(inner, "from")
    return lambda frame: opened(frame) if frame.ahead else inner(frame)


def _open(inner: Tell, word: str) -> Tell:
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
