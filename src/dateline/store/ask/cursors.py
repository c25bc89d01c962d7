"""Where a page of a list ended, as a short line of text that the next question gives back."""

from __future__ import annotations

from dateline.errors import UsageError

_BETWEEN = "~"


def write_cursor(first: str, last: str) -> str:
    """The cursor behind the row with these two keys of the order.

    >>> write_cursor("2024-02-02", "i0123456789")
    '2024-02-02~i0123456789'
    """
    return f"{first}{_BETWEEN}{last}"


def read_cursor(cursor: str) -> tuple[str, str]:
    """The two keys behind a cursor. Raises UsageError for what is none."""
    first, between, last = cursor.partition(_BETWEEN)
    if not between or not last or "\0" in cursor or not cursor.isascii():
        raise UsageError(f"{cursor!r} is no place in a list; use the `after` that the page before gave")
    return first, last
