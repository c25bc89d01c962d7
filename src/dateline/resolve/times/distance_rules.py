"""Rules for times told by their distance: from today, by calendar units, from the time told before, and vaguely."""

from __future__ import annotations

from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import relative as rel
from dateline.resolve.times.combine import daypart
from dateline.resolve.times.length_rules import LENGTH, length, length_from
from dateline.resolve.times.rules import SETS, Build, Found, Rule
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_ROUGH = "( ROUGH / close to / more than / at least )?"


@cache
def distance_rules() -> tuple[Rule, ...]:
    """The rules, in order of preference."""
    return tuple(
        Rule(name, "point", pattern, build) for name, pattern, build in (*_near_today(), *_units(), *_besides(), *_distances(), *_vague())
    )


def _near_today() -> list[tuple[str, str, Build]]:
    return [
        ("deictic", "d=deictic", lambda f: rel.from_today(f.value("d"))),
        ("deictic", "d=deictic p=daypart", lambda f: rel.from_today(f.value("d"), f.value("p"))),
        ("deictic", "later|earlier|early|late d=deictic", lambda f: rel.from_today(f.value("d"))),
        ("deictic", "the u=unit k=before|after d=deictic", _around_today),
        ("deictic", "later|early|late? tonight", lambda f: rel.from_today(0, "NI")),
        ("overnight", "overnight", lambda f: rel.overnight),
        ("deictic", "last p=daypart", lambda f: rel.from_today(-1, f.value("p"))),
        ("deictic", "this p=daypart", lambda f: rel.from_today(0, f.value("p"))),
        ("deictic", "early|earlier|late|later this p=daypart", lambda f: rel.from_today(0, f.value("p"))),
    ]


def _around_today(found: Found) -> Tell | None:
    if found.mark("u").norm != "day":
        return None
    return rel.from_today(found.value("d") + (1 if found.kind("k") == "after" else -1))


def _units() -> list[tuple[str, str, Build]]:
    return [
        ("unit-last", "last u=unit|quarter|weekend", lambda f: _unit(f, -1)),
        ("unit-last", "this past u=unit|quarter|weekend", lambda f: _unit(f, -1)),
        (
            "unit-this",
            "this coming? u=unit|quarter|weekend",
            lambda f: _unit(f, 1 if f.after - f.first == 3 and f.mark("u").kind != "weekend" else 0),
        ),
        ("unit-this", "the current u=unit|quarter", lambda f: _unit(f, 0)),
        ("unit-next", "next u=unit|quarter|weekend >!dash", lambda f: _unit(f, 1)),
        ("weekend", "the w=weekend >ENDING|of", lambda f: rel.calendar_unit("WE", 0) if f.kind_at(-1) != "than" else None),
        ("weekend", "<over|on|at|during w=weekend >ENDING", lambda f: rel.calendar_unit("WE", 0)),
        ("unit-rolling", "the last|past u=unit >!of|word", _rolling_one),
        ("unit-last", "the last quarter", lambda f: rel.calendar_unit("Q", -1)),
        ("unit-part", "p=earlier|later|early|late|mid|middle|start|end dash? w=this|last|next u=unit", _part),
        ("unit-part", "so far w=this u=unit", lambda f: _unit(f, 0)),
        ("unit-part", "the? p=start|beginning|end|middle|close|outset of w=the|this|last|next u=unit|weekend >!of", _part),
        ("unit-part", "u=unit dash? p=end", lambda f: rel.part_of_unit(_letter(f), 0, "end") if _letter(f) else None),
        ("unit-half", "the? o=first|second half of w=the|this|last|next u=unit >!of", _half),
    ]


def _besides() -> list[tuple[str, str, Build]]:
    return [
        ("beside", "the k=following|next|previous|preceding|prior|ensuing u=unit|weekend", _beside),
        ("beside", "k=next u=unit >ENDING", lambda f: _beside(f) if f.mark("u").norm == "day" else None),
        (
            "beside",
            "the u=unit k=before|after|earlier|previous >!LEADS_ON",
            _beside,
        ),
        ("same", "that|those|same u=unit >!NOUNISH", _same),
        (
            "same",
            "( the same / that same / e=later|earlier that / e2=later|earlier in the / e3=later|earlier the same ) u=unit|weekend",
            _same,
        ),
        ("same", "( that / the same / later that ) p=daypart >!NOUNISH", lambda f: daypart(rel.beside("D", 0), f.value("p"))),
        ("same", "the u=unit >poss", lambda f: _this_day if f.mark("u").norm == "day" else None),
        (
            "beside",
            "the k=following|next|previous|preceding p=daypart",
            lambda f: daypart(rel.beside("D", 1 if f.kind("k") in ("following", "next") else -1), f.value("p")),
        ),
        ("fiscal-unit", "( the p=start|beginning|end|middle of )? the? this|current? fiscal|financial u=unit", _fiscal_unit),
        ("unit-rolling", "the coming u=unit", lambda f: rel.rolling(f.value("u"), 1)),
    ]


def _letter(found: Found) -> str:
    mark = found.mark("u")
    return "WE" if mark.kind == "weekend" else rel.unit_letter(mark.value) or ""


def _unit(found: Found, step: int) -> Tell | None:
    letter = _letter(found)
    if not letter or (letter == "D" and step <= 0) or (found.kind_at(-1) == "the" and step < 0):
        return None
    if letter == "D":
        return rel.beside("D", 1)
    return rel.calendar_unit(letter, step)


def _part(found: Found) -> Tell | None:
    letter, step = _letter(found), {"last": -1, "next": 1}.get(found.kind("w"), 0)
    part = {"middle": "mid", "close": "end", "beginning": "start", "outset": "start"}.get(found.kind("p"), found.kind("p"))
    if not letter or letter == "D":
        return None
    return rel.part_of_unit(letter, step, part)


def _half(found: Found) -> Tell | None:
    letter, step = _letter(found), {"last": -1, "next": 1}.get(found.kind("w"), 0)
    return rel.part_of_unit(letter, step, found.kind("o") + "-half") if letter in ("Y", "M", "CE", "DE") else None


def _beside(found: Found) -> Tell | None:
    """`the next day`, `the week before`; `the next week` in the future tense is seen from publication."""
    letter, kind = _letter(found), found.kind("k")
    if not letter:
        return None
    tell = rel.beside(letter, -1 if kind in ("previous", "preceding", "prior", "before", "earlier") else 1)
    ahead = rel.rolling(found.value("u") or "P1W", 1)
    return tell if kind != "next" or letter == "D" else lambda frame: ahead(frame) if frame.ahead else tell(frame)


def _same(found: Found) -> Tell | None:
    letter = _letter(found)
    if not letter or (found.marks[found.first].kind == "same" and found.kind_at(-1) not in ("the", "that")):
        return None
    return rel.beside(letter, 0)


def _this_day(frame: Frame) -> Told:
    """`the day's shelling`: the day told last in the sentence, else that of publication."""
    day = (frame.near.first if frame.near and frame.near.grain == "day" else None) or frame.published
    return cal.day(day).because("this-day") if day else nothing("day-undated")


def _fiscal_unit(found: Found) -> Tell | None:
    """`the financial year`: named by the year in which it ends, where the usual calendars agree on it; its days are not known."""
    if found.mark("u").norm != "year" or found.marks[found.first].kind in ("fiscal", "financial"):
        return None

    def tell(frame: Frame) -> Told:
        seen = frame.published
        agree = seen is not None and (seen.month < 4 or seen.month > 9)
        return nothing("fiscal-year", value=f"FY{seen.year + (seen.month > 9)}" if seen and agree else None)

    return tell


def _of_stretch(found: Found) -> bool:
    """Whether a month or year follows that the stretch is part of (`the last week in April`)."""
    return found.kind_at(1) in ("in", "of") and found.kind_at(2) in (*SETS["MONTH"].split("|"), "n4")


def _rolling_one(found: Found) -> Tell | None:
    return None if _of_stretch(found) else rel.rolling(found.value("u"), -1)


def _distances() -> list[tuple[str, str, Build]]:
    return [
        ("ago", f"{LENGTH} ago", lambda f: _moved(f, -1, now=True)),
        ("ago", "u=units ago", lambda f: rel.vague("PAST_REF", "ago-vague")),
        ("hence", f"in {LENGTH} ( poss time / from now )", lambda f: _moved(f, 1, now=True)),
        ("hence", f"{LENGTH} ( from now / hence )", lambda f: _moved(f, 1, now=True)),
        ("hence", f"in {LENGTH} >!of|dash", _in_length),
        ("later", f"{LENGTH} k=later|afterwards|earlier", lambda f: _moved(f, -1 if f.kind("k") == "earlier" else 1)),
        (
            "later",
            f"{LENGTH} k=before|after|previous >stop|comma|break|close|sign|and|but",
            lambda f: _moved(f, -1 if f.kind("k") != "after" else 1),
        ),
        ("later", "u=units k=later|earlier|afterwards", lambda f: _later_vague(f.kind("k") != "earlier", f.value("u"))),
        ("rolling", "the? k=last|past|previous|preceding n=COUNT|some of? u=units", lambda f: _rolling(f, -1)),
        ("rolling", "the? k=next|coming|following n=COUNT|some of? u=units", lambda f: _rolling(f, 1)),
        ("rolling", "for the last|past n=COUNT|some of? u=units", lambda f: _rolling(f, -1, opened=True)),
        ("rolling", "for the last|past u=unit", lambda f: rel.rolling(f.value("u"), -1, opened=True)),
        ("lasting", f"for {_ROUGH} {LENGTH} >!old|dash|from", _lasting),
        ("lasting", "for u=units >!of", lambda f: rel.length_of(f"PX{f.value('u')[-1]}")),
        ("within", f"within ( the next )? {LENGTH} >!of", _within),
        ("within", "within u=units >!of", lambda f: rel.vague("FUTURE_REF", "within-vague")),
    ]


def _moved(found: Found, sign: int, now: bool = False) -> Tell | None:
    size = length(found)
    if size is None:
        return None
    if "X" in size:
        return rel.vague("PAST_REF" if sign < 0 else "FUTURE_REF", "ago-vague") if now else _later_vague(sign > 0, size)
    return (rel.ago(size) if sign < 0 else rel.hence(size)) if now else rel.later(size, sign)


def _later_vague(after: bool, unit: str) -> Tell:
    """`hours later`, `a few weeks earlier`: on one side of the time told before, the same or next day for hours."""

    def tell(frame: Frame) -> Told:
        base = frame.reference or (cal.day(frame.published) if frame.published else None)
        if base is None or base.first is None or base.last is None:
            return nothing("later-vague")
        near = unit.startswith("PT")
        if after:
            return Told(None, base.first, cal.add(base.last, 1) if near else None, bound=None if near else "after", rule="later-vague")
        return Told(None, cal.add(base.first, -1) if near else None, base.last, bound=None if near else "before", rule="later-vague")

    return tell


def _in_length(found: Found) -> Tell | None:
    """`in two weeks`: that far ahead in the future tense, else only a length."""
    size = length(found)
    if size is None or found.kind_at(1) in ("poss", "old"):
        return None
    ahead, plain = _moved(found, 1, now=True), rel.length_of(size)
    return lambda frame: ahead(frame) if frame.ahead and ahead else plain(frame)


def _rolling(found: Found, sign: int, opened: bool = False) -> Tell | None:
    size = length_from(found)
    if size is None or _of_stretch(found):
        return None
    if "X" in size:
        return rel.vague("PAST_REF" if sign < 0 else "FUTURE_REF", "rolling-vague")
    return rel.rolling(size, sign, opened=opened)


def _lasting(found: Found) -> Tell | None:
    size = length(found)
    if size is None or found.kind_at(1) == "old":
        return None
    return rel.length_of(size) if "X" in size else rel.lasting(size)


def _within(found: Found) -> Tell | None:
    size = length(found)
    if size is None:
        return None
    return rel.vague("FUTURE_REF", "within-vague") if "X" in size else rel.within(size)


def _vague() -> list[tuple[str, str, Build]]:
    return [
        ("now", "right? n=now >!dash|that", lambda f: rel.vague("PRESENT_REF", "now") if _plain_now(f) else None),
        ("now", "at the present|moment time?", lambda f: rel.vague("PRESENT_REF", "now")),
        ("now", "at present", lambda f: rel.vague("PRESENT_REF", "now")),
        ("now", "these u=units", lambda f: rel.vague("PRESENT_REF", "now") if f.mark("u").norm == "days" else None),
        ("recently", "more? recently >!as", lambda f: rel.vague("PAST_REF", "recently")),
        (
            "recently",
            "in|over|during? r=some u=units",
            lambda f: rel.vague("PAST_REF", "recently") if f.mark("r").norm == "recent" else None,
        ),
        ("soon", "soon >!as|after", lambda f: rel.vague("FUTURE_REF", "soon") if f.kind_at(-1) != "as" else None),
        ("some-day", "a|an later|earlier time|stage|unit", lambda f: lambda frame: nothing("some-day", value="XXXX-XX-XX")),
        ("soon", "in the near future", lambda f: rel.vague("FUTURE_REF", "soon")),
        ("soon", "in? the? coming|next u=units >!dash", lambda f: rel.vague("FUTURE_REF", "coming-vague")),
        ("recently", "the past|last u=units >!of", lambda f: rel.vague("PAST_REF", "recently")),
    ]


def _plain_now(found: Found) -> bool:
    mark = found.mark("n")
    return mark.norm != "presently" and not (mark.capital and found.kind_at(1) == "comma" and found.kind_at(-1) == "break")
