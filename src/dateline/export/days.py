"""How precisely a date is told, and how to write it."""

from __future__ import annotations

from datetime import date

from dateline.model import When

MONTHS = "January February March April May June July August September October November December".split()
WEEK, MONTH, YEAR = 7, 31, 366
"""Longest stretches, in days, that still count as a week, a month, a year."""


def length(when: When | None) -> int | None:
    """Days that an interval covers, both ends included; None where it is open or unknown."""
    if when is None or when.earliest is None or when.latest is None:
        return None
    return (when.latest - when.earliest).days + 1


def precision(when: When | None) -> str | None:
    """`day`, `week`, `month`, `year` or `years` for closed intervals, `after` or `before` for open ones; None where nothing is told."""
    days = length(when)
    if days is not None:
        return next((name for most, name in ((1, "day"), (WEEK, "week"), (MONTH, "month"), (YEAR, "year")) if days <= most), "years")
    if when is None or (when.earliest is None and when.latest is None):
        return None
    return "after" if when.earliest else "before"


def interval(when: When | None) -> str:
    """ISO 8601: a day, `first/last`, or `first/..` and `../last` where it is open; empty where nothing is told."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest == when.latest and when.earliest:
        return when.earliest.isoformat()
    return "/".join(day.isoformat() if day else ".." for day in (when.earliest, when.latest))


def say_day(day: date) -> str:
    """`18 August 2016`, whatever the locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def say_when(when: When | None) -> str:
    """An interval in words; empty where nothing is told."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest is None or when.latest is None:
        return f"by {say_day(when.latest)}" if when.latest else f"since {say_day(when.earliest)}" if when.earliest else ""
    if when.earliest == when.latest:
        return say_day(when.earliest)
    return f"between {say_day(when.earliest)} and {say_day(when.latest)}"
