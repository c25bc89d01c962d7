"""Rows of JSON Lines."""

import json
from datetime import date

import pytest

from dateline.errors import BadDate, Unreadable
from dateline.read.rows import read_row


def test_all_keys() -> None:
    row = {
        "id": 7,
        "text": "Rain fell.",
        "published": "2024-02-02T10:00:00Z",
        "title": "Rain",
        "outlet": "Post",
        "url": "u",
        "desk": {"a": [1]},
    }
    report = read_row(json.dumps(row).encode(), "x, line 1")
    assert (report.key, report.text, report.published) == ("7", "Rain fell.", date(2024, 2, 2))
    assert (report.title, report.outlet, report.url, report.extra) == ("Rain", "Post", "u", (("desk", {"a": [1]}),))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": "Rain', "is not JSON .* at column"),
        (b'["Rain fell."]', "an array"),
        (b'"Rain fell."', "text, not an object"),
        (b"7", "a bare value"),
        (b"{}", "has no text"),
        (b'{"text": 7}', "no string"),
        (b'{"text": "a", "title": 7}', "`title` that is no string"),
        (b'{"text": "a", "id": [1]}', "`id`"),
        (b'{"text": "\xff"}', "not UTF-8"),
        (b'{"text": "a", "n": NaN}', "NaN"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "not JSON that can be kept"),
        (b"[" * 200_000, "not JSON"),
    ],
)
def test_what_is_wrong_is_said(line: bytes, problem: str) -> None:
    with pytest.raises(Unreadable, match=f"x, line 7: .*{problem}"):
        read_row(line, "x, line 7")


@pytest.mark.parametrize("published", ["soon", "2024-02-30", 20240202, True])
def test_dates_that_are_none(published: object) -> None:
    with pytest.raises(BadDate):
        read_row(json.dumps({"text": "a", "published": published}).encode(), "x")


@pytest.mark.parametrize("published", [None, ""])
def test_no_date(published: object) -> None:
    assert read_row(json.dumps({"text": "a", "published": published}).encode(), "x").published is None
