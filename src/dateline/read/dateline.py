"""News datelines at the head of a text: `BAGHDAD, Feb 2, 2024 (Agency) —`. They stay part of the text."""

from __future__ import annotations

from datetime import date

from dateline.read.published import parse_date
from dateline.text import DATELINE, REACH


def read_dateline(text: str) -> tuple[date | None, str | None]:
    """The day (only where the year is told) and the agency of the dateline that `text` begins with; None for what is not told.

    >>> read_dateline("BAGHDAD, Feb 2, 2024 (Gulf News Agency) — Rockets hit a base.")
    (datetime.date(2024, 2, 2), 'Gulf News Agency')
    """
    found = DATELINE.match(text[:REACH])
    if found is None:
        return None, None
    try:
        day = parse_date(found["date"] or "")
    except ValueError:
        day = None  # no year, or no date at all
    return day, found["agency"]
