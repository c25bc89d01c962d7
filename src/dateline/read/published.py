"""Publication dates as people and machines write them -> days."""

from __future__ import annotations

import re
from datetime import date

from dateline.errors import BadDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?:$|[T\s,;Z+]|(?=[-]\d\d:))")
_LOOSE_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?:$|[T\s,;])")
_DAY_FIRST = re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_NAME}[\s,-]+(?P<year>\d{{4}}|\d{{2}}(?=\s\d))\b", re.I)
_MONTH_FIRST = re.compile(rf"\b{_NAME}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year>\d{{4}})\b", re.I)
_NUMBERS = re.compile(r"(?P<a>\d{1,2})[./-](?P<b>\d{1,2})[./-](?P<year>\d{4})(?:$|[\s,;T])")
_UNIX = re.compile(r"(?P<weekday>[a-z]{3}) " + _NAME + r" +(?P<day>\d{1,2}) [\d:]{8} (?:[A-Z]{3,4} )?(?P<year>\d{4})", re.I)
_LONGEST = 120


def parse_date(value: str) -> date:
    """The day that `value` names, as it is written there: a time of day and its zone never move it.

    ISO 8601, RFC 822, `2 February 2024`, `Feb. 2, 2024`, and numbers where only one order fits. Raises ValueError
    with the reason for anything else.

    >>> parse_date("Fri, 02 Feb 2024 23:30:00 -0500")
    datetime.date(2024, 2, 2)
    """
    value = value.strip()[:_LONGEST]
    if found := _ISO.match(value) or _LOOSE_ISO.match(value):
        return _day(found["year"], found["month"], found["day"])
    for pattern in (_DAY_FIRST, _MONTH_FIRST, _UNIX):
        if found := pattern.search(value):
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return _day(found["year"], str(month), found["day"])
    if found := _NUMBERS.match(value):
        return _only_order(found["year"], int(found["a"]), int(found["b"]))
    raise ValueError("is no date")


def require_date(value: str, origin: str) -> date:
    """As parse_date, but raises BadDate naming `origin`."""
    try:
        return parse_date(value)
    except ValueError as error:
        shown = value.strip()[:60]
        raise BadDate(origin, f"publication date {shown!r} {error}", "write it as YYYY-MM-DD") from error


def _only_order(year: str, a: int, b: int) -> date:
    if a <= 12 and b <= 12 and a != b:
        raise ValueError("may be read in two ways")
    month, day = (a, b) if a <= 12 else (b, a)
    return _day(year, str(month), str(day))


def _day(year: str, month: str, day: str) -> date:
    full = int(year) + (0 if len(year) == 4 else 2000 if int(year) < 69 else 1900)  # POSIX's pivot for two digits
    try:
        return date(full, int(month), int(day))
    except ValueError:
        raise ValueError("is no day of the calendar") from None
