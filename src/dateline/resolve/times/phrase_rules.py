"""Rules that join times: parts of a time, an hour on a day, ranges, distances from a time, and open bounds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.resolve.times import calendar as cal
from dateline.resolve.times.combine import between, daypart, from_point, hour_on, length_from, length_to, opened
from dateline.resolve.times.rules import Found, Rule
from dateline.resolve.times.told import Frame, Tell, Told

_EDGES = {"beginning": "start", "middle": "mid", "close": "end", "outset": "start", "turn": "start"}


@cache
def phrase_rules() -> tuple[tuple[Rule, ...], ...]:
    """The rules in rounds: each round reads what the one before made."""
    parts = (
        Rule("part", "point", "the? e=early|late|mid|middle|later|earlier dash? in|on|of? the? p=point", _part),
        Rule("part", "point", "the? e=end|start|beginning|close|outset|middle|turn of p=point", _part),
        Rule("part", "point", "the? e=end|start|beginning|close|outset|middle|turn of the p=point >!NOUNISH|poss", _part),
        Rule("part", "point", "the? o=first|second half of the? p=point", _half),
        Rule("part", "point", "the e=first|last u=unit|units|length of|in the? p=point", _end_of),
        Rule("part", "point", "the n=ordday|ordnum|ordword|second u=unit of|in p=point", _nth_of),
        Rule("week-of", "point", "the? u=unit of|starting|beginning p=point", _week_of),
        Rule("hour-on-day", "point", "h=hour ( open hour close )? comma? on? the? p=point", _hour_first),
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
        Rule("year-to", "point", "the u=unit to p=point", lambda f: length_to(f.value("u"), f.value("p"))),
        Rule("year-to", "point", "the d=length to p=point", lambda f: _measured(f, length_to)),
        Rule("range", "point", "p=point and q=point", _two_days),
        Rule("length-from", "point", "for ROUGH|over? d=length k=from the? p=point", lambda f: _measured(f, length_from)),
        Rule("distance", "point", "d=length k=before|after|from the|a|an? p=point", _distance),
        Rule("distance", "point", "the u=unit k=before|after the|a|an? p=point", _distance_one),
    )
    bounds = (
        Rule("bound", "point", "k=since|until|till|by ROUGH? p=point >!poss", _bound),
        Rule("bound", "point", "k=since|until|till|by the p=point >!NOUNISH|poss", _bound),
        Rule("bound", "point", "p=point dash|to present", lambda f: opened(f.value("p"), "from")),
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


def _week_of(found: Found) -> Tell | None:
    """`the week of 5 September`: the one that holds the day."""
    inner: Tell = found.value("p")
    if found.mark("u").norm != "week":
        return None

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        whole = told and told.first and told.grain == "day" and not told.bound
        return cal.week(told.first).because("week-of") if told and told.first and whole else told

    return tell


def _end_of(found: Found) -> Tell | None:
    """`the last week in April`, `the first two days of May`: so much of a stretch; of an unknown number of days its start or end."""
    inner: Tell = found.value("p")
    part = ("start", "early") if found.kind("e") == "first" else ("end", "late")

    def tell(frame: Frame) -> Told | None:
        told, size = inner(frame), _size(found, frame)
        if told is None or told.first is None or told.last is None or told.bound or size is None or size.startswith("PT"):
            return told
        if found.kind("u") == "units" or "X" in size:
            return cal.narrow(told, part[size[-1] not in "DW"]).because("part-of-unit")
        ends = (told.first, cal.add(cal.shift(told.first, size), -1)), (cal.add(cal.shift(told.last, size, -1), 1), told.last)
        first, last = ends[part[0] == "end"]
        return replace(told, first=first, last=last, grain="", rule="part-of-unit") if told.first <= first <= last <= told.last else told

    return tell


def _size(found: Found, frame: Frame) -> str | None:
    """The length of the unit or number of units captured as `u`."""
    if found.kind("u") != "length":
        return str(found.value("u"))
    told = found.value("u")(frame)
    return told.value if told else None


def _nth_of(found: Found) -> Tell | None:
    """`the second week of May`, `the third day of March`: counted from the stretch's first day."""
    inner: Tell = found.value("p")
    number = {"second": 2}.get(found.kind("n"), found.value("n"))
    if found.value("u") not in ("P1D", "P1W") or not number or not 1 < number < 32:
        return None
    size, count = found.value("u"), int(number)

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        if told is None or told.first is None or told.last is None or told.grain not in ("month", "year"):
            return told
        begin = cal.shift(told.first, cal.times(size, count - 1))
        end = cal.add(cal.shift(begin, size), -1)
        return replace(told, first=begin, last=min(end, told.last), grain="", rule="part-of-unit") if begin <= told.last else told

    return tell


def _half(found: Found) -> Tell | None:
    inner: Tell = found.value("p")
    part = found.kind("o") + "-half"

    def tell(frame: Frame) -> Told | None:
        told = inner(frame)
        return cal.narrow(told, part) if told else None

    return tell


def _hour_first(found: Found) -> Tell | None:
    return hour_on(found.value("h"), found.value("p"))


def _hour_last(found: Found) -> Tell | None:
    return hour_on(found.value("h"), found.value("p"))


def _eve(found: Found) -> Tell:
    """`the eve of Sunday's vote`: the day before; what happened on it by publication may be the eve of the morrow."""
    inner: Tell = found.value("p")

    def tell(frame: Frame) -> Told | None:
        seen = frame.published
        told = inner(frame if seen is None or frame.ahead else frame.seen_from(cal.add(seen, 1), frame.tense))
        return cal.day(cal.add(told.first, -1)).because("eve") if told and told.first else told

    return tell


def _range(found: Found) -> Tell:
    return between(found.value("p"), found.value("q"))


def _two_days(found: Found) -> Tell | None:
    """`Thursday and Friday` is one stretch; other pairs stay two times."""
    pair = [found.mark(n) for n in "pq"]
    words = load_lexicon("times")["words"]
    kinds = [words.get(found.text[m.start : m.end].lower(), ("", 0)) for m in pair]
    together = all(kind == "weekday" for kind, _ in kinds) and (kinds[1][1] - kinds[0][1]) % 7 == 1
    return _range(found) if together else None


def _measured(found: Found, lay: Callable[[str, Tell], Tell]) -> Tell:
    """`the seven days to Wednesday`, `for ten years from 1962`: a stretch of known length that `lay` ends or begins with a time."""
    size: Tell = found.value("d")

    def tell(frame: Frame) -> Told | None:
        told = size(frame)
        return lay(told.value, found.value("p"))(frame) if told and told.value and "X" not in told.value else told

    return tell


def _distance(found: Found) -> Tell:
    """`three weeks after the 2 May vote`."""
    size: Tell = found.value("d")
    sign = -1 if found.kind("k") == "before" else 1

    def tell(frame: Frame) -> Told | None:
        told = size(frame)
        if told is None or told.value is None:
            return told
        if "X" in told.value:  # a few hours after the Monday attack is Monday
            base = found.value("p")(frame) if told.value.startswith("PT") else None
            return base if base and base.grain == "day" else told
        return from_point(found.value("p"), told.value, sign)(frame)

    return tell


def _distance_one(found: Found) -> Tell | None:
    return from_point(found.value("p"), found.value("u"), -1 if found.kind("k") == "before" else 1)


def _bound(found: Found) -> Tell | None:
    return opened(found.value("p"), found.kind("k"))


def _bound_from(found: Found) -> Tell | None:
    """`from Monday` opens a stretch where the sentence looks ahead; `from today` and `from next week` do in any case."""
    inner: Tell = found.value("p")
    if found.mark("p").norm in ("deictic", "unit-next"):
        return opened(inner, "from")
    ahead = opened(inner, "from")
    return lambda frame: ahead(frame) if frame.ahead else inner(frame)
