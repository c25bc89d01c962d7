"""Rules for times that the calendar names: dates, months, years, decades, weekdays, seasons, quarters, feasts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import fix
from dateline.resolve.times.rules import Build, Found, Rule
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_BEFORE_YEAR = frozenset("in since until till by from before after during of between throughout through early late mid circa c month".split())
_NO_YEAR_BEFORE = frozenset("label rough about over more least than sign num".split())
_NO_YEAR_AFTER = frozenset("counted unit units zone quarter".split())
_BEFORE_MONTH = frozenset("in since until till last next this early mid late of during through throughout from between to by for after before and past".split())
_BEFORE_FEAST = frozenset("in on at since until till last next this during over by before after for from every each around between early late".split())
_NICKNAMES = frozenset("bloody super holy ruby billy joe man girl".split())
_NEWEST_YEAR = 2060


@cache
def point_rules() -> tuple[Rule, ...]:
    """The rules, in order of preference."""
    return tuple(Rule(name, "skip" if name == "no-time" else "point", pattern, build) for name, pattern, build in (*_dates(), *_calendar(), *_names()))


def _dates() -> list[tuple[str, str, Build]]:
    weekday = "( wd=weekday|shortday comma? the? )?"
    return [
        ("date", f"{weekday} d=DAY of? m=MONTH ( comma? y=YEAR >!counted )?", _date),
        ("date", f"{weekday} m=MONTH d=DAY >!counted|units|unit ( comma? y=YEAR >!counted )?", _date),
        ("date", "wd=weekday open m=MONTH d=DAY close", _date),
        ("date", "wd=weekday open d=DAY m=MONTH close", _date),
        ("date-days", "( between|from )? the? d=DAY dash|to|and|or|through|comma the? e=DAY of? m=MONTH ( comma? y=YEAR )?", _days),
        ("date-days", "( between|from )? m=MONTH d=DAY dash|to|and|or|through e=DAY >!counted|MONTH ( comma? y=YEAR )?", _days),
        ("date-iso", "t=isodate", lambda f: _iso(f.mark("t").norm)),
        ("date-iso", "t=isotime", _iso_time),
        ("date-numeric", "t=slashdate", lambda f: fix.slash_date(f.mark("t").norm)),
        ("day-of-month", "<on the d=ordday >ENDING", lambda f: fix.day_of_month(f.value("d"))),
        ("month-of-year", "m=MONTH comma|of? w=last|this|next u=unit", _month_of_unit),
        ("month-of-year", "m=MONTH of? the|that|same same? u=unit", _month_that_year),
        ("date-of-year", "( d=DAY of? m=MONTH / m2=MONTH d2=DAY ) w=last|this|next u=unit", _date_of_unit),
        ("month-year", "m=MONTH comma|of? y=YEAR >!counted", lambda f: _month_year(f.value("m"), f.value("y"))),
    ]


def _calendar() -> list[tuple[str, str, Build]]:
    return [
        ("year", "y=n4", _year),
        ("year", "the? w=unit y=n4 >!counted", lambda f: _exact_year(f.value("y")) if f.mark("w").norm == "year" else None),
        ("years", "y=n4 dash|slash z=n99|n31|n12", _years),
        ("year-bc", "y=n4|num|n99|n31|n12 bc|bce", lambda f: _bc(f.value("y"))),
        ("year-ad", "ad|ce y=n4|num|n99 / z=n4|num|n99 ad|ce", lambda f: _exact_year(int(f.value("y") or f.value("z")))),
        ("decade", "the? d=decade", _decade),
        ("decade", "the d=decadeword", lambda f: fix.exactly(cal.decade(190 + f.value("d") // 10), "decade")),
        ("century", "the? o=ORDINAL dash? u=unit b=bc|bce?", _century),
        ("fiscal-year", "the? fiscal|financial|fy u=unit? y=n4", lambda f: _fiscal(f.value("y"))),
        ("quarter", "the? o=ORDINAL quarter ( of|comma y=n4 )?", _quarter),
        ("quarter", "q=word y=n4", _quarter_code),
        ("half-year", "the? o=first|second half of y=n4", lambda f: fix.exactly(cal.half(f.value("y"), 1 if f.kind("o") == "first" else 2), "half-year")),
        ("season-year", "the? s=SEASON of? y=n4", lambda f: fix.exactly(cal.season(f.value("y"), f.value("s")), "season")),
        ("season", "w=last|this|next|previous|past|following s=SEASON", lambda f: fix.bare_season(f.value("s"), _which(f.kind("w")))),
        ("season", "<in|during|over|by|since|until the s=season", lambda f: fix.bare_season(f.value("s"))),
        ("month", "w=last|this|next|past m=MONTH", lambda f: fix.bare_month(f.value("m"), _which(f.kind("w")))),
        ("month", "m=MONTH w=last|this|next >ENDING", lambda f: fix.bare_month(f.value("m"), _which(f.kind("w")))),
        ("month", "m=MONTH", _bare_month),
    ]


def _names() -> list[tuple[str, str, Build]]:
    return [
        ("weekday", "w=weekday", _weekday),
        ("weekday", "w=weekday p=daypart", lambda f: None if f.mark("p").norm.endswith("s") else daypart(fix.weekday(f.value("w")), f.value("p"))),
        ("date", "w=weekday the? d=ordday >ENDING", lambda f: fix.day_of_month(f.value("d"), f.value("w"))),
        ("weekday", "( this past / l=last|next|this|past|previous / the following / the n=next|previous ) w=weekday p=daypart?", _weekday_which),
        ("weekday", "this coming w=weekday p=daypart?", lambda f: _with_part(f, fix.weekday(f.value("w"), "next"))),
        ("weekday", "on w=weekday l=last|next >ENDING", lambda f: fix.weekday(f.value("w"), f.kind("l"))),
        ("weekday-of-week", "w=weekday of? l=last|next|this u=unit", _weekday_of_week),
        ("feast", "f=feast|holyday y=n4", lambda f: fix.feast(f.value("f"), f.value("y"))),
        ("feast", "l=last|next|this f=feast|holyday >!NOUNISH", lambda f: fix.feast(f.value("f"), None, _which(f.kind("l")))),
        ("feast", "f=feast >!NOUNISH|dash", lambda f: fix.feast(f.value("f")) if _kind(f, -1) in _BEFORE_FEAST else None),
        ("feast", "f=holyday", lambda f: None if _capital(f, 1) else fix.feast(f.value("f"))),
        ("feast-attacks", "m=MONTH d=n12 >word", _attacks),
        ("era", "the? e=era >!NOUNISH", _era),
    ]


def _kind(found: Found, step: int) -> str:
    mark = found.near(step)
    return mark.kind if mark else "break"


def _capital(found: Found, step: int) -> bool:
    """Whether the mark beside the match is an unknown word with a capital: a name that the time may be part of."""
    mark = found.near(step)
    return bool(mark and mark.kind == "word" and mark.capital)


def _which(kind: str) -> str:
    return {"past": "last", "previous": "last", "following": "next", "coming": "next"}.get(kind, kind)


def _date(found: Found) -> Tell | None:
    month, day, year = found.value("m"), found.value("d"), found.value("y")
    if year is not None:
        return fix.full_date(year, month, day)
    if _kind(found, -1) == "in" and _kind(found, 1) in ("word", "counted") and found.match.start("d") > found.match.start("m"):
        return None  # in May 16 fans were killed
    return fix.month_day(month, day, found.value("wd"))


def _date_of_unit(found: Found) -> Tell | None:
    """`4 May last year`."""
    if found.mark("u").norm != "year":
        return None
    month, day = found.value("m") or found.value("m2"), found.value("d") or found.value("d2")
    return _in_year(lambda year: fix.full_date(year, month, day), {"last": -1, "this": 0, "next": 1}[found.kind("w")])


def _month_of_unit(found: Found) -> Tell | None:
    """`January last year`."""
    month = found.value("m")
    return _in_year(lambda year: _month_year(month, year), {"last": -1, "this": 0, "next": 1}[found.kind("w")]) if found.mark("u").norm == "year" else None


def _in_year(make: Callable[[int], Tell | None], step: int) -> Tell:
    def tell(frame: Frame) -> Told | None:
        inner = make(frame.published.year + step) if frame.published else None
        return inner(frame) if inner else nothing("year-undated")

    return tell


def _month_that_year(found: Found) -> Tell | None:
    """`March the same year`: of the year told before."""
    month = found.value("m")
    if found.mark("u").norm != "year" or "same" not in [m.kind for m in found.marks[found.first : found.after]] and "that" not in [m.kind for m in found.marks[found.first : found.after]]:
        return None

    def tell(frame: Frame) -> Told:
        base = frame.reference.first if frame.reference else frame.published
        return cal.month(base.year, month).because("month-that-year") if base else nothing("month-undated")

    return tell


def _days(found: Found) -> Tell | None:
    month, year = found.value("m"), found.value("y")
    days = found.value("d"), found.value("e")
    if days[0] >= days[1]:
        return None
    ends = [fix.full_date(year, month, d) if year else fix.month_day(month, d) for d in days]
    return between(ends[0], ends[1]) if ends[0] and ends[1] else None


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


def _iso(norm: str) -> Tell | None:
    try:
        return fix.exactly(cal.day(date.fromisoformat(norm)), "date-iso")
    except ValueError:
        return None


def _iso_time(found: Found) -> Tell | None:
    norm = found.mark("t").norm.upper()
    try:
        at = date.fromisoformat(norm[:10])
    except ValueError:
        return None
    return fix.exactly(Told(f"{norm[:10]}T{norm[11:16]}", at, at, "day", "TIME"), "date-iso")


def _month_year(month: int, year: int) -> Tell:
    return fix.exactly(cal.month(year, month), "month-year")


def _exact_year(year: int) -> Tell | None:
    return fix.exactly(cal.year(year), "year") if 1 <= year <= 9999 else None


def _year(found: Found) -> Tell | None:
    """A bare number of four figures, where what stands about it lets it be a year."""
    year, before, after = found.value("y"), _kind(found, -1), _kind(found, 1)
    if before in _NO_YEAR_BEFORE or after in _NO_YEAR_AFTER or (before == "dash" and _kind(found, -2) in ("word", "label", "num")):
        return None
    told, follows = before in _BEFORE_YEAR, found.near(1)
    if not 1900 <= year <= _NEWEST_YEAR:
        ranged = before in ("to", "dash", "and", "or") and _kind(found, -2) == "n4"
        dated = told and after not in ("word", "dash") or (before == "open" and after in ("close", "dash")) or _circa(found)
        return _exact_year(year) if ranged or dated or (told and after == "dash" and _kind(found, 2) in ("n4", "n99")) else None
    plural = follows and follows.kind == "word" and not follows.capital and follows.norm.endswith("s") and not follows.norm.endswith("ss")
    if plural and before in ("word", "counted", "of", "and", "or", "with", "to", "break") and _kind(found, -2) != "n4":
        return None
    return _exact_year(year)


def _circa(found: Found) -> bool:
    """Whether `c.` or `circa` stands before."""
    marks = [m.norm for m in (found.near(-2), found.near(-1)) if m]
    return marks[-1:] in (["circa"], ["ca"]) or marks in (["c", "."], ["ca", "."])


def _years(found: Found) -> Tell | None:
    year, short = found.value("y"), int(found.mark("z").norm)
    if len(found.mark("z").norm) != 2:
        return None
    if short == (year + 1) % 100 or (short > year % 100 and short > 12):
        return between(fix.exactly(cal.year(year), "year"), fix.exactly(cal.year(year - year % 100 + short), "year")) if short > year % 100 else None
    return _month_year(short, year) if 1 <= short <= 12 and found.text[found.mark("y").end] == "-" else None


def _bc(year: float) -> Tell:
    value = f"-{int(year):04}"
    return lambda frame: Told(value, None, None, rule="year-bc")


def _decade(found: Found) -> Tell | None:
    norm = found.mark("d").norm.strip("'‘").rstrip("s").rstrip("'")
    if len(norm) == 4:
        whole = norm.endswith("00") and norm != "2000"
        return fix.exactly(cal.century(int(norm[:2])) if whole else cal.decade(int(norm[:3])), "decade")
    lead = _kind(found, -1)
    if _kind(found, 1) == "sign" or norm[0] in "01" or (found.marks[found.first].kind != "the" and lead not in ("early", "mid", "late", "dash", "the", "and")):
        return None
    return fix.exactly(cal.decade(190 + int(norm[0])), "decade")


def _century(found: Found) -> Tell | None:
    number = {"first": 1, "second": 2}.get(found.kind("o"), found.value("o"))
    if found.mark("u").norm != "century" or not number or not 1 <= number <= 30:
        return None
    if found.has("b"):
        return lambda frame: Told(f"-{number - 1:02}", None, None, rule="century-bc")
    return fix.exactly(cal.century(number - 1), "century")


def _fiscal(year: int) -> Tell:
    """A fiscal year; its days are known only where the outlet's country is (the United States' begins in October)."""

    def tell(frame: Frame) -> Told:
        known = frame.nation == "USA"
        first, last = (date(year - 1, 10, 1), date(year, 9, 30)) if known else (None, None)
        return Told(f"FY{year}", first, last, rule="fiscal-year")

    return tell


def _quarter(found: Found) -> Tell | None:
    number = {"first": 1, "second": 2}.get(found.kind("o"), found.value("o"))
    if not number or not 1 <= number <= 4:
        return None
    if found.has("y"):
        return fix.exactly(cal.quarter(found.value("y"), number), "quarter")
    return fix.bare_quarter(number) if _kind(found, 1) != "word" or found.marks[found.first].kind == "the" else None


def _quarter_code(found: Found) -> Tell | None:
    norm = found.mark("q").norm
    if len(norm) == 2 and norm[0] in "qh" and norm[1] in "1234":
        whole = cal.quarter(found.value("y"), int(norm[1])) if norm[0] == "q" else cal.half(found.value("y"), min(int(norm[1]), 2))
        return fix.exactly(whole, "quarter")
    return None


def _bare_month(found: Found) -> Tell | None:
    """A month by itself; `May`, `March` and short forms want a word before them that leads to a time, and no name is cut in two."""
    mark, before, after = found.mark("m"), _kind(found, -1), _kind(found, 1)
    led = before in _BEFORE_MONTH or before == "dash"
    if mark.kind == "verbmonth" and (not led or before in ("by", "and", "to", "for", "after", "before") or after == "poss"):
        return None
    if mark.kind == "namemonth" and (_capital(found, 1) or (_capital(found, -1) and not led)):
        return None
    if len(mark.norm) <= 4 and mark.norm not in ("june", "july", "may") and not led:
        return None
    return fix.bare_month(mark.value) if after not in ("n4",) else None


def daypart(tell: Tell, part: str) -> Tell:
    """`tell` with a part of the day (`NI`, `MO`)."""

    def told(frame: Frame) -> Told | None:
        base = tell(frame)
        if base is None or base.grain != "day" or base.value is None or base.type == "TIME":
            return base
        return Told(f"{base.value}T{part}", base.first, base.last, "day", "TIME", base.bound, base.rule, base.fixed)

    return told


def _with_part(found: Found, tell: Tell) -> Tell:
    return daypart(tell, found.value("p")) if found.has("p") else tell


def _weekday(found: Found) -> Tell | None:
    """A bare weekday, unless it is part of a name (`the Sunday Herald`, `Bloody Sunday`)."""
    before = found.near(-1)
    if before and (before.kind in ("the", "a", "an", "break") and _capital(found, 1) or before.norm in _NICKNAMES):
        return None
    if before and (before.kind in ("every", "each") or (before.kind in ("a", "an") and _kind(found, 1) != "word")):
        return None
    return fix.weekday(found.value("w"))


def _weekday_which(found: Found) -> Tell:
    which = {"past": "last", "previous": "last", "next": "next", "last": "last", "this": ""}.get(found.kind("l"), "")
    if found.has("n"):
        which = {"next": "following", "previous": "previous"}[found.kind("n")]
    elif not found.has("l"):
        which = "following" if found.marks[found.first].kind == "the" else "last"
    return _with_part(found, fix.weekday(found.value("w"), which))


def _weekday_of_week(found: Found) -> Tell | None:
    if found.mark("u").norm != "week":
        return None
    return fix.weekday_of(found.value("w"), {"last": -1, "this": 0, "next": 1}[found.kind("l")])


def _attacks(found: Found) -> Tell | None:
    """`the September 11 attacks` are those of 2001."""
    after = found.near(1)
    if (found.value("m"), found.value("d")) != (9, 11) or after is None or after.norm not in ("attacks", "terrorist", "terror", "hijackers", "hijackings"):
        return None
    return fix.exactly(cal.day(date(2001, 9, 11)), "feast-once")


def _era(found: Found) -> Tell | None:
    row = found.value("e")
    led = _kind(found, -1) in ("during", "since", "before", "after", "in", "of", "until", "from", "throughout", "to")
    return fix.exactly(Told(row["name"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"])), "era") if led else None
