"""A line of JSON Lines -> a report."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from dateline.errors import BadDate, Unreadable
from dateline.model import Report
from dateline.read.published import require_date

_KNOWN = ("text", "published", "title", "outlet", "url", "id")


def read_row(line: bytes, origin: str) -> Report:
    """The report that one line of JSON Lines holds; keys beyond FORMAT.md's are kept as `extra`.

    Raises Unreadable for broken JSON or a row without text and BadDate for a date that is none, naming `origin`.
    """
    row = _load(line, origin)
    text = row.get("text")
    if not isinstance(text, str):
        raise Unreadable(origin, "has no text" if text is None else "has a `text` that is no string", "give the report as `text`")
    return Report(
        text=text,
        published=_day(row.get("published"), origin),
        outlet=_words(row, "outlet", origin),
        title=_words(row, "title", origin),
        url=_words(row, "url", origin),
        key=_key(row.get("id"), origin),
        extra=tuple((name, value) for name, value in row.items() if name not in _KNOWN),
        sha256=hashlib.sha256(line).hexdigest(),
        origin=origin,
    )


def _load(line: bytes, origin: str) -> dict[str, Any]:
    advice = "mend the line or take it out"
    try:
        row = json.loads(line.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError as error:
        raise Unreadable(origin, f"is not UTF-8 at byte {error.start}", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise Unreadable(origin, f"is not JSON ({error.msg} at column {error.colno})", advice) from error
    except (ValueError, RecursionError) as error:  # NaN, numbers of thousands of digits, thousands of brackets
        raise Unreadable(origin, f"is not JSON that can be kept ({error})", advice) from error
    if not isinstance(row, dict):
        raise Unreadable(origin, f"is {_kind(row)}, not an object", "write one object a line, with `text` and `published`")
    return row


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


def _kind(value: Any) -> str:
    return "an array" if isinstance(value, list) else "text" if isinstance(value, str) else "a bare value"


def _day(value: Any, origin: str) -> date | None:
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise BadDate(origin, f"publication date {value!r} is no string", "write it as YYYY-MM-DD")
    return require_date(value, origin)


def _words(row: dict[str, Any], name: str, origin: str) -> str | None:
    value = row.get(name)
    if value is None or isinstance(value, str):
        return value or None
    raise Unreadable(origin, f"has a `{name}` that is no string", "put it in quotes")


def _key(value: Any, origin: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise Unreadable(origin, "has an `id` that is neither string nor integer", "put it in quotes")
