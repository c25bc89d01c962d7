"""The header at the top of a plain text, and where the report begins behind it.

Three forms: YAML front matter; lines such as `Date:` and `Source:`; the prefix `date 2024-02-02` on the line of the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dateline.errors import Unreadable
from dateline.model import Json
from dateline.read.limits import MAX_HEADER
from dateline.read.published import require_date

_NAMES = {
    "date": "published", "published": "published", "publication date": "published", "published on": "published",
    "pubdate": "published", "title": "title", "headline": "title",
    "source": "outlet", "outlet": "outlet", "publisher": "outlet", "publication": "outlet",
    "url": "url", "link": "url", "id": "key",
    "author": "author", "by": "author", "byline": "author",
}  # fmt: skip
_LINE = re.compile(r"[ \t]*(?P<name>[A-Za-z][A-Za-z ]{0,19}?)[ \t]*:[ \t]*(?P<value>[^\r\n]*)(?:\r\n|\n|\r|\Z)")
_PREFIX = re.compile(r"\s*date[ \t:]+(?P<value>\d{4}-\d{1,2}-\d{1,2})(?=\s|\Z)(?P<alone>[ \t]*(?:[\r\n]|\Z))?", re.I)
_OPEN = re.compile(r"\s*^---[ \t]*\r?\n", re.M)
_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.M)
_LONGEST = 400
"""Characters that a header line's value may have; a longer one is a paragraph of the report."""


@dataclass(frozen=True, slots=True)
class Header:
    """What a header tells; the report's own text begins at character `end`."""

    end: int = 0
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    key: str | None = None
    extra: tuple[tuple[str, Json], ...] = ()


def read_header(text: str, origin: str) -> Header:
    """The header of `text`, empty where it has none.

    Raises BadDate for a date that is none and Unreadable for front matter that is not YAML, both naming `origin`.
    """
    found = _PREFIX.match(text[:MAX_HEADER])
    if found and found["alone"] is None:  # the text goes on behind the date
        return Header(_skip(text, found.end()), require_date(found["value"], origin))
    lines = _read_front_matter(text, origin) or _read_lines(text, origin)
    if found and not lines.end:  # `date 2024-02-02` without a colon
        return Header(_skip(text, found.end()), require_date(found["value"], origin))
    return lines


def _read_lines(text: str, origin: str) -> Header:
    at, told = _skip(text, 0), dict[str, str]()
    closed = _is_closed(text, at)
    while found := _LINE.match(text, at, at + 2 * _LONGEST):
        name = found["name"].lower()
        cell = _NAMES.get(name) or (name if closed else None)
        value = found["value"].strip()
        if cell is None or cell in told or len(value) > _LONGEST or not _fits(cell, value):
            break
        told[cell] = value
        at = found.end()
    if not told.keys() & {"published", "outlet", "title", "url", "key"}:
        return Header()
    return _fill(told, _skip(text, at), origin)


def _is_closed(text: str, at: int) -> bool:
    """Whether the lines from `at` to the next empty one all have a name, one of them a date: then unknown names are header too."""
    dated = False
    while found := _LINE.match(text, at, at + 2 * _LONGEST):
        dated = dated or (_NAMES.get(found["name"].lower()) == "published" and bool(re.search(r"\d", found["value"])))
        at = found.end()
    return dated and re.match(r"[ \t]*(?:[\r\n]|\Z)", text[at : at + 200]) is not None


def _fits(cell: str, value: str) -> bool:
    """Whether `value` can be what the line's name says, so that prose such as `By: the time they came` stays text."""
    if cell == "url":
        return bool(re.match(r"\S+\Z", value)) or not value
    if cell == "published":
        return len(value) <= 100
    return True


def _read_front_matter(text: str, origin: str) -> Header | None:
    opened = _OPEN.match(text)
    closed = _CLOSE.search(text, opened.end(), MAX_HEADER) if opened else None
    if opened is None or closed is None:
        return None
    body = text[opened.end() : closed.start()]
    told = _load_yaml(body, origin)
    return None if told is None else _fill(told, _skip(text, closed.end()), origin)


def _load_yaml(body: str, origin: str) -> Mapping[str, Any] | None:
    """The mapping that `body` holds, None where it is no front matter but text between two rules."""
    import yaml

    if not re.match(r"(?:\s*#[^\n]*\n)*\s*[\w\"'][\w \"'-]*:", body):
        return None
    try:
        if any(isinstance(token, (yaml.AnchorToken, yaml.AliasToken)) for token in yaml.scan(body, Loader=yaml.SafeLoader)):
            raise Unreadable(origin, "front matter uses YAML anchors", "write the values out")  # they can grow without bound
        loaded = yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2} of the " if mark else ""
        raise Unreadable(origin, f"{where}front matter is not YAML", "put values with colons in quotes") from error
    return {str(k).strip().lower(): v for k, v in loaded.items()} if isinstance(loaded, dict) else None


def _fill(told: Mapping[str, Any], end: int, origin: str) -> Header:
    cells: dict[str, Any] = {}
    extra: list[tuple[str, Json]] = []
    for name, value in told.items():
        cell = _NAMES.get(name, name)
        if cell in ("outlet", "title", "url", "key") and cell not in cells:
            cells[cell] = str(value).strip() or None if value is not None else None
        elif cell == "published" and cell not in cells:
            cells[cell] = _read_day(value, origin)
        else:
            extra.append((name, _plain_json(value)))
    return Header(end=end, extra=tuple(extra), **cells)


def _read_day(value: Any, origin: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = "" if value is None else str(value)
    return require_date(written, origin) if re.search(r"\d", written) else None  # `Date: unknown` tells nothing


def _plain_json(value: Any) -> Json:
    plain: Json = json.loads(json.dumps(value, default=str, skipkeys=True))
    return plain


def _skip(text: str, at: int) -> int:
    """The first character from `at` on that is no white space."""
    return at + len(text[at:]) - len(text[at:].lstrip())
