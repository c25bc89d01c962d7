"""Rules for stretches that the calendar names: years, decades, centuries, quarters, seasons, months."""

from __future__ import annotations

from datetime import date
from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import fix
from dateline.resolve.times.combine import between
from dateline.resolve.times.day_rules import YEARS
from dateline.resolve.times.marks import Mark
from dateline.resolve.times.rules import Build, Found, Rule
from dateline.resolve.times.told import Frame, Tell, Told, nothing

_BEFORE_YEAR = frozenset(
    "in since until till by from before after during of between throughout through early late mid circa c month".split()
)
_NO_YEAR_BEFORE = frozenset("label rough about over more least than sign num".split())
_NO_YEAR_AFTER = frozenset("counted unit units zone quarter".split())
_BEFORE_MONTH = frozenset(
    "in since until till last next this early mid late of during through throughout from between to by for after before and past".split()
)
_MEASURED = frozenset("temperature temperatures highs lows heat degrees thermometer mercury polls polling".split())
"""What is told in tens that are no decade: `temperatures in the 30s`."""
_NEWEST_YEAR = 2060


@cache
def stretch_rules() -> tuple[Rule, ...]:
    """The rules, in order of preference."""
    return tuple(Rule(name, "point", pattern, build) for name, pattern, build in _calendar())


def _calendar() -> list[tuple[str, str, Build]]:
    return [
        ("month-of-year", "m=MONTH comma|of? w=last|this|next u=unit", _month_of_unit),
        ("month-of-year", "m=MONTH of? the|that|same same? u=unit", _month_that_year),
        ("month-year", "m=MONTH comma|of? y=YEAR", _month_with_year),
        ("month-of-year", "<break|comma|in|by|since|until|from|later|earlier|late|early that m=MONTH >!dash", _that_month),
        ("year", "y=n4", _year),
        ("year", "the? w=unit y=n4 >!counted", lambda f: _exact_year(f.value("y")) if f.mark("w").norm == "year" else None),
        ("years", "y=n4 dash|slash z=n99|n31|n12", _years),
        ("year-bc", "y=n4|num|n99|n31|n12 bc|bce", lambda f: _bc(f.value("y"))),
        ("year-ad", "ad|ce y=n4|num|n99 / z=n4|num|n99 ad|ce", lambda f: _exact_year(int(f.value("y") or f.value("z")))),
        ("decade", "the? d=decade", _decade),
        (
            "decade",
            "( the / <early|mid|middle|late|dash ) d=decadeword",
            lambda f: fix.exactly(cal.decade(190 + f.value("d") // 10), "decade"),
        ),
        ("century", "the? o=ORDINAL dash? u=unit b=bc|bce?", _century),
        ("fiscal-year", "the? fiscal|financial|fy u=unit? y=n4", lambda f: _fiscal(f, f.value("y"))),
        ("fiscal-year", "the? fiscal|financial|fy u=unit? y=n4 dash|slash z=n4|n99|n31|n12", lambda f: _fiscal(f, f.value("y") + 1)),
        ("fiscal-year", "the? y=n4 fiscal|financial u=unit", lambda f: _fiscal(f, f.value("y"))),
        ("fiscal-year", "the? y=n4 dash|slash z=n4|n99|n31|n12 fiscal|financial u=unit", lambda f: _fiscal(f, f.value("y") + 1)),
        ("quarter", "the? o=ORDINAL|last quarter ( of|comma y=n4 )?", _quarter),
        ("quarter", "q=word y=n4", _quarter_code),
        (
            "half-year",
            "the? o=first|second half of y=n4",
            lambda f: fix.exactly(cal.half(f.value("y"), 1 if f.kind("o") == "first" else 2), "half-year"),
        ),
        ("season-year", "the? s=SEASON of? y=n4", lambda f: fix.exactly(cal.season(f.value("y"), f.value("s")), "season")),
        ("season", "w=last|this|next|previous|past|following s=SEASON", lambda f: fix.bare_season(f.value("s"), fix.which_of(f.kind("w")))),
        ("season", "<in|during|over|by|since|until the s=season", lambda f: fix.bare_season(f.value("s"))),
        ("month", "w=last|this|next|past m=MONTH", lambda f: fix.bare_month(f.value("m"), fix.which_of(f.kind("w")))),
        ("month", "m=MONTH w=last|this|next >ENDING", lambda f: fix.bare_month(f.value("m"), fix.which_of(f.kind("w")))),
        ("month", "m=MONTH", _bare_month),
    ]


def _month_year(month: int, year: int) -> Tell:
    return fix.exactly(cal.month(year, month), "month-year")


def _month_with_year(found: Found) -> Tell | None:
    counted = found.kind_at(1) == "counted" and found.value("y") not in YEARS
    return None if counted else _month_year(found.value("m"), found.value("y"))


def _that_month(found: Found) -> Tell:
    """`that December`: the first one of its name after what was told before."""
    month = found.value("m")

    def tell(frame: Frame) -> Told | None:
        base = frame.reference.first if frame.reference else None
        if base is None:
            return fix.bare_month(month)(frame)
        return cal.month(base.year + (month < base.month), month).because("month-that-year")

    return tell


def _month_of_unit(found: Found) -> Tell | None:
    """`January last year`."""
    if found.mark("u").norm != "year":
        return None
    month = found.value("m")
    return fix.in_year(lambda year: _month_year(month, year), {"last": -1, "this": 0, "next": 1}[found.kind("w")])


def _month_that_year(found: Found) -> Tell | None:
    """`March the same year`: of the year told before."""
    month = found.value("m")
    kinds = {m.kind for m in found.marks[found.first : found.after]}
    if found.mark("u").norm != "year" or not kinds & {"same", "that"}:
        return None

    def tell(frame: Frame) -> Told:
        base = frame.reference.first if frame.reference else frame.published
        return cal.month(base.year, month).because("month-that-year") if base else nothing("month-undated")

    return tell


def _bare_month(found: Found) -> Tell | None:
    """A month by itself; `May`, `March` and short forms want a word before them that leads to a time, and no name is cut in two."""
    mark, before, after = found.mark("m"), found.kind_at(-1), found.kind_at(1)
    led = before in _BEFORE_MONTH or before == "dash"
    if before == "to" and found.kind_at(-2) in ("unit", "units"):
        return fix.bare_month(mark.value)
    if mark.kind == "verbmonth" and (not led or before in ("by", "and", "to", "for", "after", "before") or after == "poss"):
        return None
    if mark.kind == "namemonth" and (found.named_at(1) or (found.named_at(-1) and not led)):
        return None
    if len(mark.norm) <= 4 and mark.norm not in ("june", "july", "may") and not led:
        return None
    return fix.bare_month(mark.value) if after not in ("n4",) else None


def _exact_year(year: int) -> Tell | None:
    return fix.exactly(cal.year(year), "year") if 1 <= year <= 9999 else None


def _year(found: Found) -> Tell | None:
    """A bare number of four figures, where what stands about it lets it be a year."""
    year, before, after = found.value("y"), found.kind_at(-1), found.kind_at(1)
    if before in _NO_YEAR_BEFORE or after in _NO_YEAR_AFTER or (before == "dash" and found.kind_at(-2) in ("word", "label", "num")):
        return None
    told, follows = before in _BEFORE_YEAR, found.near(1)
    if not 1900 <= year <= _NEWEST_YEAR:
        ranged = before in ("to", "dash", "and", "or") and found.kind_at(-2) == "n4" and year <= _NEWEST_YEAR
        dated = (
            (told and not (after == "word" and before == "of") and after != "dash")
            or (before == "open" and after in ("close", "dash"))
            or _circa(found)
        )
        if told and not ranged and _plural(follows):
            return None
        return _exact_year(year) if ranged or dated or (told and after == "dash" and found.kind_at(2) in ("n4", "n99")) else None
    if _plural(follows) and before in ("word", "counted", "of", "and", "or", "with", "to", "break") and found.kind_at(-2) != "n4":
        return None
    return _exact_year(year)


def _plural(mark: Mark | None) -> bool:
    """Whether a plural noun may stand here: `1709 schoolchildren` is no year."""
    return bool(mark and mark.kind == "word" and not mark.capital and mark.norm.endswith("s") and not mark.norm.endswith("ss"))


def _circa(found: Found) -> bool:
    """Whether `c.` or `circa` stands before."""
    marks = [m.norm for m in (found.near(-2), found.near(-1)) if m]
    return marks[-1:] in (["circa"], ["ca"]) or marks in (["c", "."], ["ca", "."])


def _years(found: Found) -> Tell | None:
    year, short = found.value("y"), int(found.mark("z").norm)
    if len(found.mark("z").norm) != 2:
        return None
    if short == (year + 1) % 100 or (short > year % 100 and short > 12):
        return (
            between(fix.exactly(cal.year(year), "year"), fix.exactly(cal.year(year - year % 100 + short), "year"))
            if short > year % 100
            else None
        )
    return _month_year(short, year) if 1 <= short <= 12 and found.text[found.mark("y").end] == "-" else None


def _bc(year: float) -> Tell:
    value = f"-{int(year):04}"
    return lambda frame: Told(value, None, None, rule="year-bc")


def _decade(found: Found) -> Tell | None:
    norm = found.mark("d").norm.strip("'‘").rstrip("s").rstrip("'")
    if len(norm) == 4:
        whole = norm.endswith("00") and norm != "2000"
        return fix.exactly(cal.century(int(norm[:2])) if whole else cal.decade(int(norm[:3])), "decade")
    lead = found.kind_at(-1)
    if (
        found.kind_at(1) == "sign"
        or norm[0] in "01"
        or any((mark := found.near(k)) and mark.norm in _MEASURED for k in range(-6, 0))
        or (found.marks[found.first].kind != "the" and lead not in ("early", "mid", "late", "dash", "the", "and"))
    ):
        return None
    return fix.exactly(cal.decade(190 + int(norm[0])), "decade")


def _century(found: Found) -> Tell | None:
    number = {"first": 1, "second": 2}.get(found.kind("o"), found.value("o"))
    if found.mark("u").norm != "century" or not number or not 1 <= number <= 30:
        return None
    if found.has("b"):
        return lambda frame: Told(f"-{number - 1:02}", None, None, rule="century-bc")
    return fix.exactly(cal.century(number - 1), "century")


def _fiscal(found: Found, year: int) -> Tell | None:
    """A fiscal year by the year in which it ends: `fiscal` ones are read as American, from October, `financial` ones from April."""
    if found.has("u") and found.mark("u").norm != "year":
        return None
    words = {m.kind for m in found.marks[found.first : found.after]}

    def tell(frame: Frame) -> Told:
        begin = date(year - 1, 4 if "financial" in words and frame.nation != "USA" else 10, 1)
        return Told(f"FY{year}", begin, cal.add(cal.add_months(begin, 12), -1), rule="fiscal-year")

    return tell


def _quarter(found: Found) -> Tell | None:
    number = {"first": 1, "second": 2, "last": 4 if found.has("y") else 0}.get(found.kind("o"), found.value("o"))
    if not number or not 1 <= number <= 4:
        return None
    if found.has("y"):
        return fix.exactly(cal.quarter(found.value("y"), number), "quarter")
    return fix.bare_quarter(number) if found.kind_at(1) != "word" or found.marks[found.first].kind == "the" else None


def _quarter_code(found: Found) -> Tell | None:
    norm = found.mark("q").norm
    if len(norm) == 2 and norm[0] in "qh" and norm[1] in "1234":
        whole = cal.quarter(found.value("y"), int(norm[1])) if norm[0] == "q" else cal.half(found.value("y"), min(int(norm[1]), 2))
        return fix.exactly(whole, "quarter")
    return None
