"""Bare weekdays and dates of what lies ahead, which no tense moved: `before Tuesday's vote`."""

from datetime import date

import pytest

from dateline.model import Span, Timex
from dateline.relate.events.when import _ahead

PUBLISHED = date(2016, 7, 31)
LAST_TUESDAY, LAST_NOVEMBER = date(2016, 7, 26), date(2015, 11, 8)


@pytest.mark.parametrize(
    ("day", "rule", "status", "resolved"),
    [
        (LAST_TUESDAY, "weekday-latest", "planned", date(2016, 8, 2)),
        (LAST_TUESDAY, "weekday-latest", "happened", LAST_TUESDAY),
        (LAST_NOVEMBER, "month-day-latest", "hypothetical", date(2016, 11, 8)),
        (LAST_NOVEMBER, "month-day", "planned", LAST_NOVEMBER),  # a year was told
        (date(2016, 2, 29), "month-day-latest", "planned", date(2017, 2, 28)),
        (PUBLISHED, "weekday-latest", "planned", PUBLISHED),
    ],
)
def test_what_lies_ahead_takes_the_coming_day(day: date, rule: str, status: str, resolved: date) -> None:
    timex = Timex(Span(0, 7), "Tuesday", "DATE", None, day, day, rule)
    read = _ahead(timex, status, PUBLISHED)
    assert (read.earliest, read.latest) == (resolved, resolved)
