"""Rules for lengths of time, for how often, for the hour, and for numbers that are none of these."""

from __future__ import annotations

import re
from functools import cache

from dateline.resolve.times import calendar as cal
from dateline.resolve.times import relative as rel
from dateline.resolve.times.combine import hour
from dateline.resolve.times.rules import Build, Found, Rule
from dateline.resolve.times.told import Tell

LENGTH = "( a? n=COUNT|a|an|some of? u=UNIT|quarter / half a|an h=unit / a|an y=unit and a half )"
_LEADS_LENGTH = frozenset("for in within over about around than rough after least to under past last every nearly".split())
_LEADS_HOUR = frozenset("at rough about around by from until before after to open".split())
_FOLLOWS_LENGTH = frozenset("before after from later earlier ago now hence long".split())


@cache
def length_rules() -> tuple[Rule, ...]:
    """The rules, in order of preference."""
    lengths = tuple(Rule(name, "length", pattern, build) for name, pattern, build in _lengths())
    sets = tuple(Rule(name, "set", pattern, build) for name, pattern, build in _sets())
    hours = tuple(Rule(name, "hour", pattern, build) for name, pattern, build in _hours())
    skips = tuple(Rule("no-time", "skip", pattern, lambda f: lambda frame: None) for pattern in _skips())
    return (*skips, *lengths, *sets, *hours)


def length(found: Found) -> str | None:
    """The TIMEX3 length that `LENGTH` captured, `PXD` where the number is vague; None where it is none."""
    if found.has("h"):
        return cal.times(found.value("h"), 0.5)
    if found.has("y"):
        return cal.times(found.value("y"), 1.5)
    unit = found.value("u")
    if found.kind("n") == "some" and found.mark("n").norm == "recent":
        return None
    if found.kind("n") == "some" and found.mark("n").norm != "couple":
        return f"P{'T' if unit.startswith('PT') else ''}X{unit[-1]}"
    count = 2 if found.kind("n") == "some" else 1 if found.kind("n") in ("a", "an") else found.value("n")
    return cal.times(unit, count) if 0 < count < 1e7 else None


def length_from(found: Found) -> str | None:
    """The length of a number and unit captured as `n` and `u`."""
    unit = found.value("u")
    if found.kind("n") == "some" and found.mark("n").norm != "couple":
        return f"P{'T' if unit.startswith('PT') else ''}X{unit[-1]}"
    count = 2 if found.kind("n") == "some" else found.value("n")
    return cal.times(unit, count) if 0 < count < 1e7 else None


def _lengths() -> list[tuple[str, str, Build]]:
    return [
        ("length", f"{LENGTH} >!old", _plain_length),
        ("length", "n=COUNT|some dash u=unit ( dash long )?", lambda f: _sized(length_from(f))),
        ("length", "u=unit|units dash long", lambda f: _sized(f.value("u") if f.kind("u") == "unit" else f"PX{f.value('u')[-1]}")),
        ("length", "a|an word? period of time", lambda f: rel.length_of("PXD")),
        ("length", "<for some time >ENDING", lambda f: rel.length_of("PXD")),
    ]


def _sized(size: str | None) -> Tell | None:
    return rel.length_of(size) if size else None


def _plain_length(found: Found) -> Tell | None:
    """A length; `a week` and `one day` only where a word beside them makes them one."""
    size = length(found)
    single = found.kind("n") in ("a", "an") or (found.kind("n") == "spelt" and found.value("n") == 1)
    told = found.kind_at(-1) in _LEADS_LENGTH or found.kind_at(1) in _FOLLOWS_LENGTH
    if single and found.kind("u") == "unit" and not told:
        return None
    if found.kind("u") == "quarter" or (found.kind("n") == "some" and found.mark("n").norm in ("some", "recent", "many")):
        return None
    return _sized(size)


def _sets() -> list[tuple[str, str, Build]]:
    return [
        ("set", "every|each other? u=unit|quarter >!of", lambda f: rel.often(f.value("u"))),
        ("set", "every n=COUNT u=units", lambda f: rel.often(length_from(f) or "PXX")),
        ("set", "every|each w=weekday p=daypart?", lambda f: rel.often(f"XXXX-WXX-{f.value('w') + 1}")),
        ("set", "every|each p=daypart", lambda f: rel.often(f"XXXX-XX-XXT{f.value('p')}")),
        ("set", "every|each m=MONTH", lambda f: rel.often(f"XXXX-{f.value('m'):02}")),
        ("set", "every|each s=season", lambda f: rel.often(f"XXXX-{f.value('s')}")),
        ("set", "every|each weekend", lambda f: rel.often("XXXX-WXX-WE")),
        ("set", "w=weekdays p=daypart?", lambda f: rel.often(f"XXXX-WXX-{f.value('w') + 1}")),
        ("set", "o=often", _often),
        ("set", "( once / twice / COUNT times ) a|an|per|each|every u=unit", lambda f: rel.often(f.value("u"))),
    ]


def _often(found: Found) -> Tell | None:
    mark, before = found.mark("o"), found.near(-1)
    named = mark.capital and ((found.named_at(1)) or not before or before.kind != "break")
    return None if named else rel.often(mark.value)


def _hours() -> list[tuple[str, str, Build]]:
    return [
        ("hour", "c=clock ( z=zone / local )? t=time?", _clock),
        ("hour", "half past c=n12|spelt", lambda f: _spoken(f, 30)),
        ("hour", "a? quarter k=past|to c=n12|spelt", lambda f: _spoken(f, 15)),
        ("hour", "<at|by|until|before|after|since|ROUGH m=n12|n31|spelt units? k=past|to c=n12|spelt >ENDING|weekday|deictic", _minutes),
        (
            "hour",
            "c=n12 o'clock|oclock ( in the p=daypart )?",
            lambda f: hour(f"{f.value('c') % 12 + (12 if f.value('p') in ('AF', 'EV') else 0):02}:00"),
        ),
        ("hour", "<at|by|until|before|after|from|since|ROUGH h=hourword", lambda f: hour(f.value("h"))),
        (
            "hour",
            "<at|around|by|until|before|after|since h=daypart >ENDING",
            lambda f: (
                hour(f.value("h"))
                if f.mark("h").norm in ("dawn", "dusk", "daybreak", "nightfall", "sunset", "sunrise", "midday", "lunchtime")
                else None
            ),
        ),
    ]


def _spoken(found: Found, minutes: int) -> Tell | None:
    """An hour told by its parts: `half past eight`, `a quarter to nine`."""
    number = found.value("c")
    if not 1 <= number <= 12 or number != int(number) or not 0 < minutes < 60:
        return None
    total = 60 * int(number) + (-minutes if found.kind("k") == "to" else minutes)
    return hour(f"{total // 60:02}:{total % 60:02}")


def _minutes(found: Found) -> Tell | None:
    """`at ten past six`; other numbers of minutes than these are a range (`at six to eight`)."""
    return _spoken(found, int(found.value("m"))) if found.value("m") in (5, 10, 20, 25) else None


def _clock(found: Found) -> Tell | None:
    """An hour: `4.20pm`, `1030 GMT`; figures alone (`10:30`) want a word before or a zone behind."""
    norm = found.mark("c").norm
    half = "p" if "p" in norm else "a" if "a" in norm else ""
    digits = re.findall(r"\d+", norm)
    hours, minutes = (digits[0][:2], digits[0][2:] or "00") if len(digits) == 1 else (digits[0], digits[1])
    if not half and not found.has("z") and found.kind_at(-1) not in _LEADS_HOUR:
        return None
    number = int(hours) % 12 + (12 if half == "p" else 0) if half else int(hours)
    if number > 24 or int(minutes) > 59:
        return None
    return hour(f"{number:02}:{minutes}" + (found.value("z") if found.value("z") == "Z" else ""))


def _skips() -> list[str]:
    """What looks like a time and is none: ages, numbered things, counts of people."""
    return [
        "n=COUNT dash? UNIT dash? old",
        "aged|age of? ( between )? COUNT ( and|to|dash COUNT )? UNIT?",
        "COUNT UNIT of age",
        "label dash? COUNT",
        "COUNT dash COUNT dash? UNIT dash? old",
    ]
