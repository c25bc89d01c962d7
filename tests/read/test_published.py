"""Days as they are written, or a reason why not."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BadDate
from dateline.read.published import parse_date, require_date


@pytest.mark.parametrize(
    "written",
    [
        "2024-02-02",
        "2024-02-02T23:30:00-05:00",
        "2024-02-02 10:00",
        "2024-02-02T10:00:00Z",
        "20240202",
        "2024/02/02",
        "2024-2-2",
        "Fri, 02 Feb 2024 23:30:00 -0500",
        "02-Feb-2024",
        "2 February 2024",
        "2nd of February, 2024",
        "Feb. 2, 2024",
        "February 2 2024",
        "Friday, February 2nd, 2024, 10 a.m.",
        "Fri Feb  2 10:00:00 GMT 2024",
        "2/2/2024",
    ],
)
def test_the_day_that_is_written(written: str) -> None:
    assert parse_date(written) == date(2024, 2, 2)


@pytest.mark.parametrize("written", ["13/02/2024", "02/13/2024", "13.2.2024"])
def test_numbers_with_one_order(written: str) -> None:
    assert parse_date(written) == date(2024, 2, 13)


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("2024-13-45", "no day of the calendar"),
        ("2023-02-29", "no day of the calendar"),
        ("30 February 2024", "no day of the calendar"),
        ("02/03/2024", "two ways"),
        ("yesterday", "is no date"),
        ("", "is no date"),
        ("2024", "is no date"),
        ("3402823669209384634633746074317682114561", "is no date"),
    ],
)
def test_what_is_no_day(written: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        parse_date(written)
    with pytest.raises(BadDate, match=r"news\.jsonl, line 3: .*YYYY-MM-DD"):
        require_date(written, "news.jsonl, line 3")


@given(st.dates(min_value=date(1000, 1, 1)))
def test_iso_round_trips(day: date) -> None:
    assert parse_date(day.isoformat()) == day


@given(st.text())
def test_nothing_else_is_raised(written: str) -> None:
    try:
        parse_date(written)
    except ValueError as error:
        assert str(error)
