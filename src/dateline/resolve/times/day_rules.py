"""Rules for days: dates with and without a year, weekdays, feasts, and eras."""

from __future__ import annotations

from datetime import date
from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import fix
from dateline.resolve.times.combine import between, daypart
from dateline.resolve.times.rules import Build, Found, Rule
from dateline.resolve.times.told import Tell, Told

_BEFORE_FEAST = frozenset(
    "in on at since until till last next this during over by before after for from every each around between early late".split()
)
_HOLIDAYS = frozenset("holiday holidays break festival festivities celebrations season".split())
_NICKNAMES = frozenset("bloody super holy ruby billy joe man girl mr mrs ms miss dr sir".split())

YEARS = range(1900, 2061)
"""Numbers that are taken for a year behind a day or month, whatever they might count."""
_STRUCK = {
    (9, 11): (2001, frozenset({"attacks", "terrorist", "terror", "hijackers", "hijackings"})),
    (7, 7): (2005, frozenset({"bombings", "bombers"})),
    (1, 6): (2021, frozenset({"riot", "riots", "rioters", "insurrection", "attack", "siege"})),
    (10, 7): (2023, frozenset({"attack", "attacks", "massacre", "massacres", "assault", "onslaught", "killings"})),
}
"""Days known by what was done on them, with the words that say so."""


@cache
def day_rules() -> tuple[Rule, ...]:
    """The rules, in order of preference."""
    return tuple(Rule(name, "point", pattern, build) for name, pattern, build in (*_dates(), *_names()))


def _dates() -> list[tuple[str, str, Build]]:
    weekday = "( wd=weekday|shortday comma? the? )?"
    weekdays = "weekday and|to|through|dash weekday comma?"
    return [
        ("feast-attacks", "( m=MONTH d=n12 / d2=n12 m2=MONTH ) >word", _attacks),
        ("date", f"{weekday} d=DAY of? m=MONTH", _date),
        ("date", f"{weekday} d=DAY of? m=MONTH comma? y=YEAR", _date),
        ("date", f"{weekday} m=MONTH d=DAY >!counted|units|unit", _date),
        ("date", f"{weekday} m=MONTH d=DAY comma? y=YEAR", _date),
        ("date", "l=last|this|next m=MONTH d=DAY >!counted|units|unit", _date_which),
        ("date", "l=last|this|next d=DAY m=MONTH", _date_which),
        ("date", "wd=weekday open m=MONTH d=DAY close", _date),
        ("date", "wd=weekday open d=DAY m=MONTH close", _date),
        ("date-days", f"{weekdays} m=MONTH d=DAY dash|to|and e=DAY >!counted|MONTH ( comma? y=YEAR )?", _days),
        ("date-days", f"{weekdays} d=DAY dash|to|and e=DAY m=MONTH ( comma? y=YEAR )?", _days),
        ("date-days", "( between|from )? the? d=DAY dash|to|and|or|through|comma the? e=DAY of? m=MONTH ( comma? y=YEAR )?", _days),
        ("date-days", "( between|from )? m=MONTH d=DAY dash|to|and|or|through e=DAY >!counted|MONTH ( comma? y=YEAR )?", _days),
        ("date-iso", "t=isodate", lambda f: _iso(f.mark("t").norm)),
        ("date-iso", "t=isotime", _iso_time),
        ("date-numeric", "t=slashdate", lambda f: fix.slash_date(f.mark("t").norm)),
        ("day-of-month", "<on the d=ordday|ordword >ENDING", lambda f: fix.day_of_month(f.value("d"))),
        ("date-of-year", "( d=DAY of? m=MONTH / m2=MONTH d2=DAY ) w=last|this|next u=unit", _date_of_unit),
    ]


def _names() -> list[tuple[str, str, Build]]:
    return [
        ("weekday", "w=weekday", _weekday),
        (
            "weekday",
            "w=weekday p=daypart",
            lambda f: None if f.mark("p").norm.endswith("s") else daypart(fix.weekday(f.value("w")), f.value("p")),
        ),
        ("date", "w=weekday the? d=ordday >ENDING", lambda f: fix.day_of_month(f.value("d"), f.value("w"))),
        (
            "weekday",
            "( this past / l=last|next|this|past|previous / the following / the n=next|previous ) w=weekday p=daypart?",
            _weekday_which,
        ),
        ("weekday", "this coming w=weekday p=daypart?", lambda f: _with_part(f, fix.weekday(f.value("w"), "next"))),
        ("weekday", "on w=weekday l=last|next >ENDING", lambda f: fix.weekday(f.value("w"), f.kind("l"))),
        ("weekday-of-week", "w=weekday u=unit >ENDING", _week_after),
        ("weekday-of-week", "a u=unit on w=weekday >ENDING", _week_after),
        ("weekday-of-week", "w=weekday of? l=last|next|this u=unit", _weekday_of_week),
        ("overnight", "overnight on|from? w=weekday ( to|dash weekday )?", lambda f: fix.night_of(f.value("w"))),
        ("feast", "f=feast|holyday y=n4", lambda f: fix.feast(f.value("f"), f.value("y"))),
        ("feast", "l=last|next|this f=feast|holyday >!NOUNISH", lambda f: fix.feast(f.value("f"), None, fix.which_of(f.kind("l")))),
        ("feast", "the? f=feast >!dash", _bare_feast),
        ("feast", "f=holyday", lambda f: None if f.named_at(1) else fix.feast(f.value("f"))),
        ("era", "the? e=era >!NOUNISH", _era),
    ]


def _bare_feast(found: Found) -> Tell | None:
    """A feast behind a preposition, unless it only says which (`Christmas trees`); `the` where its own `holiday` follows."""
    after = found.near(1)
    celebrated = after is not None and after.norm in _HOLIDAYS
    sorting = after is not None and after.kind in ("word", "counted", "label", "local")
    alone = not sorting and found.marks[found.first].kind != "the"
    return fix.feast(found.value("f")) if found.kind_at(-1) in _BEFORE_FEAST and (alone or celebrated) else None


def _date(found: Found) -> Tell | None:
    month, day, year = found.value("m"), found.value("d"), found.value("y")
    if year is not None:
        return fix.full_date(year, month, day) if found.kind_at(1) != "counted" or year in YEARS else None
    leads = found.kind_at(-1) in ("in", "since", "until", "during")
    if leads and found.kind_at(1) in ("word", "counted") and found.match.start("d") > found.match.start("m"):
        return None  # in May 16 fans were killed
    return fix.month_day(month, day, found.value("wd"))


def _date_which(found: Found) -> Tell | None:
    """`this August 2nd`, `last 5 May`; `last May 5 people drowned` is a month."""
    if found.kind("d") != "ordday" and found.kind_at(1) in ("word", "counted"):
        return None
    return fix.month_day(found.value("m"), found.value("d"), None, found.kind("l"))


def _days(found: Found) -> Tell | None:
    month, year = found.value("m"), found.value("y")
    days = found.value("d"), found.value("e")
    if days[0] >= days[1]:
        return None
    ends = [fix.full_date(year, month, d) if year else fix.month_day(month, d) for d in days]
    return between(ends[0], ends[1]) if ends[0] and ends[1] else None


def _date_of_unit(found: Found) -> Tell | None:
    """`4 May last year`."""
    if found.mark("u").norm != "year":
        return None
    month, day = found.value("m") or found.value("m2"), found.value("d") or found.value("d2")
    return fix.in_year(lambda year: fix.full_date(year, month, day), {"last": -1, "this": 0, "next": 1}[found.kind("w")])


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


def _weekday(found: Found) -> Tell | None:
    """A bare weekday, unless it is part of a name (`the Sunday Herald`, `Bloody Sunday`)."""
    before = found.near(-1)
    if before and ((before.kind in ("the", "a", "an", "break") and found.named_at(1)) or before.norm in _NICKNAMES):
        return None
    if before and (before.kind in ("every", "each") or (before.kind in ("a", "an") and found.kind_at(1) != "word")):
        return None
    return fix.weekday(found.value("w"))


def _with_part(found: Found, tell: Tell) -> Tell:
    return daypart(tell, found.value("p")) if found.has("p") else tell


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


def _week_after(found: Found) -> Tell | None:
    """`Monday week`, `a week on Monday`: a week after the coming one."""
    return fix.weekday(found.value("w"), "second") if found.mark("u").norm == "week" else None


def _attacks(found: Found) -> Tell | None:
    """`the September 11 attacks` are those of 2001: a day that is known by what was done on it."""
    at = (found.value("m") or found.value("m2"), found.value("d") or found.value("d2"))
    year, words = _STRUCK.get(at, (0, frozenset[str]()))
    after = found.near(1)
    if after is None or after.norm not in words:
        return None
    known, latest = fix.exactly(cal.day(date(year, *at)), "feast-once"), fix.month_day(*at)
    assert latest
    return lambda frame: latest(frame) if frame.published and frame.published.year < year else known(frame)


def _era(found: Found) -> Tell | None:
    row = found.value("e")
    led = found.kind_at(-1) in ("during", "since", "before", "after", "in", "of", "until", "from", "throughout", "to")
    return fix.exactly(Told(row["name"], date.fromisoformat(row["first"]), date.fromisoformat(row["last"])), "era") if led else None
