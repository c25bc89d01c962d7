"""An RSS or Atom feed -> its entries, each with text, title, day and address."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import Any

from dateline.errors import Unreadable
from dateline.read.markup import text_of_markup, web_address
from dateline.read.published import parse_date

_CLOSED = re.compile(rb"\]\s*>")


def parse_feed(data: bytes, origin: str) -> list[dict[str, Any]]:
    """The entries of the feed in `data`: `text`, `title`, `outlet`, `published` (ISO), `url`, `key`; null where not told.

    `whole` is true where the feed itself calls the text the entry's content and not a summary.

    Raises Unreadable for XML that is no feed and a feed without entries, naming `origin`. Meant for `capped`.
    """
    import feedparser

    feed = feedparser.parse(
        BytesIO(drop_subset(data)), sanitize_html=True, resolve_relative_uris=False
    )  # never a string: it would be fetched
    if not feed.entries:
        if not feed.get("version"):
            raise Unreadable(origin, "is no RSS or Atom feed", "name a feed, or save the text as .txt")
        raise Unreadable(origin, "is a feed with no entries", "fetch it again later")
    outlet = _line(feed.feed.get("title"))
    return [_entry(entry, outlet) for entry in feed.entries]


def drop_subset(data: bytes) -> bytes:
    """`data` without the declarations inside its DOCTYPE: no feed needs entities of its own, and nine lines of them make a billion words.

    >>> drop_subset(b"<!DOCTYPE rss [<!ENTITY a 'ha'>]><rss/>")
    b'<!DOCTYPE rss ><rss/>'
    """
    start = data.find(b"<!DOCTYPE")
    opened = data.find(b"[", start) if start >= 0 else -1
    if opened < 0 or b">" in data[start:opened]:
        return data
    closed = _CLOSED.search(data, opened)
    return data[:opened] + (data[closed.end() - 1 :] if closed else b"")


def _entry(entry: Any, outlet: str | None) -> dict[str, Any]:
    published = _day(entry)
    source = entry.get("source") or {}
    return {
        "text": _text(entry),
        "title": _line(entry.get("title")),
        "outlet": _line(source.get("title")) or outlet,
        "published": published.isoformat() if published else None,
        "url": web_address(entry.get("link")),
        "key": entry.get("id") or None,
        "whole": any(part.get("value") for part in entry.get("content", ())),
    }


def _text(entry: Any) -> str:
    """The fullest text of the entry: its content, else its summary."""
    parts = [*entry.get("content", ()), entry.get("summary_detail") or {}]
    texts = [_plain(part) for part in parts if isinstance(part.get("value"), str)]
    return max(texts, key=len, default="")


def _plain(part: Any) -> str:
    value: str = part["value"]
    kind = part.get("type") or ""
    if kind == "text/plain" and not re.search(r"<[a-zA-Z/][^>]*>|&\w+;", value):
        return value
    return text_of_markup(value)


def _line(value: Any) -> str | None:
    return " ".join(text_of_markup(value).split()) or None if isinstance(value, str) else None


def _day(entry: Any) -> date | None:
    """The day as it is written, else as feedparser reads it (in UTC)."""
    for name in ("published", "created", "updated"):
        try:
            return parse_date(entry.get(name) or "")
        except ValueError:
            parsed = entry.get(f"{name}_parsed")
            if parsed:
                return date(*parsed[:3])
    return None
