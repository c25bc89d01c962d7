"""News datelines at the head of a text: `BAGHDAD, Feb 2, 2024 (Agency) —`. They stay part of the text."""

from __future__ import annotations

import re
from datetime import date

from dateline.read.published import parse_date

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATELINE = re.compile(
    r"\s*(?P<place>[A-Z][A-Z .'’/-]{1,60}(?:, [A-Z][\w .'’-]{1,40}?)?)?"
    rf"(?:,?\s*(?P<date>{_MONTH} \d{{1,2}}(?:, \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?)[,.]?)?"
    r"\s*(?:[(/](?P<agency>[A-Z][\w .&'’-]{1,40})[)/])?\.?\s*(?:--|[—–-])\s"
)
_REACH = 200
"""Characters in which a dateline stands."""


def read_dateline(text: str) -> tuple[date | None, str | None]:
    """The day (only where the year is told) and the agency of the dateline that `text` begins with; None for what is not told.

    >>> read_dateline("BAGHDAD, Feb 2, 2024 (Gulf News Agency) — Rockets hit a base.")
    (datetime.date(2024, 2, 2), 'Gulf News Agency')
    """
    found = _DATELINE.match(text[:_REACH])
    if found is None:
        return None, None
    try:
        day = parse_date(found["date"] or "")
    except ValueError:
        day = None  # no year, or no date at all
    return day, found["agency"]
