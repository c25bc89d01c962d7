"""A feed -> what is new in it since the last look."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeAlias

from dateline.errors import Forbidden, NotFetched, ReportError, Unreadable
from dateline.fetch.get import Fetched, require_page
from dateline.fetch.state import FeedState, after_failure, after_success
from dateline.fetch.targets import show_address
from dateline.fetch.visits import Visitor

Split: TypeAlias = Callable[[bytes, str], list[dict[str, Any]]]
"""A feed's bytes and its address for messages -> its entries as `read.feeds.parse_feed` gives them; raises ReportError for no feed."""

SUMMARY = 1_000
"""Characters under which a text that the feed does not call the content is taken for a summary; the leads of agencies have about 300."""
MAX_PAGES = 50
"""Pages fetched at one look; what is left comes at the next."""
_PAGES = ("text/html", "application/xhtml+xml")
_FINAL = frozenset({400, 401, 403, 404, 405, 406, 410, 414, 451})
"""Statuses that a page keeps: asking again is of no use."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A new or changed entry: `data` is a `row` of JSON Lines with the feed's own words, or the `page` that it links to."""

    id: str
    kind: str
    data: bytes
    url: str | None
    origin: str
    fetched: datetime


@dataclass(frozen=True, slots=True)
class Poll:
    """One look at a feed: its state afterwards, what is new, what failed, and the feed itself where it was sent."""

    state: FeedState
    new: tuple[Entry, ...] = ()
    failed: tuple[ReportError, ...] = ()
    feed: Fetched | None = None


def poll_feed(state: FeedState, *, visitor: Visitor, split: Split, pages: bool = False) -> Poll:
    """What is new in the feed since `state`; with `pages`, an entry of which the feed has only a summary is fetched as its page.

    Keep the new entries and the new state in one transaction: an entry is told once. Never raises ReportError; failures are told.
    """
    conditions = {"If-None-Match": state.etag, "If-Modified-Since": state.modified}
    try:
        found = visitor.fetch(state.url, {name: value for name, value in conditions.items() if value})
        if found.status == 304:
            return Poll(after_success(state, visitor.clock(), seen=state.seen, etag=state.etag, modified=state.modified), feed=found)
        if found.status != 200:
            return _refused(state, found, visitor.clock())
        entries = split(found.data, show_address(found.final_url))
    except ReportError as error:
        return Poll(after_failure(state, visitor.clock(), str(error)), failed=(error,))
    return _take(state, found, _Taker(visitor, pages), entries)


def _refused(state: FeedState, found: Fetched, now: datetime) -> Poll:
    advice = "take it out" if found.status in (404, 410) else "it is asked again later"
    error = NotFetched(show_address(state.url), f"the server answers {found.status}", advice)
    after = after_failure(state, now, str(error), found.header("retry-after"))
    return Poll(replace(after, ended=found.status == 410), failed=(error,), feed=found)


def _take(state: FeedState, found: Fetched, taker: _Taker, entries: list[dict[str, Any]]) -> Poll:
    old = frozenset(state.seen)
    new: list[Entry] = []
    failed: list[ReportError] = []
    seen: dict[str, None] = {}
    complete = True
    for number, told in enumerate(entries, 1):
        mark = _fingerprint(told)
        if mark in old or mark in seen:
            seen[mark] = None
            continue
        taken, error, final = taker.take(told, f"{show_address(found.final_url)}, entry {number}", found.fetched)
        new += [taken] if taken else []
        failed += [error] if error else []
        if final:
            seen[mark] = None
        complete = complete and final
    seen |= dict.fromkeys(state.seen)
    # where something is left for the next look, the feed must be sent in full again
    etag, modified = (found.header("etag"), found.header("last-modified")) if complete else (None, None)
    after = after_success(state, taker.visitor.clock(), seen=tuple(seen), etag=etag, modified=modified)
    return Poll(after, tuple(new), tuple(failed), found)


class _Taker:
    """Turns a feed's entries into what is kept, fetching at most MAX_PAGES pages."""

    def __init__(self, visitor: Visitor, pages: bool) -> None:
        self.visitor, self._pages, self._left = visitor, pages, MAX_PAGES

    def take(self, told: dict[str, Any], origin: str, now: datetime) -> tuple[Entry | None, ReportError | None, bool]:
        """The entry, what failed, and whether that is final: if not, it is tried again at the next look."""
        row = _row(told, origin, now)
        if not (self._pages and told["url"] and not told.get("whole") and len(told["text"]) < SUMMARY):
            return (row, None, True) if told["text"].strip() else (None, Unreadable(origin, "has only a title", "fetch its page"), True)
        if self._left == 0:
            return None, None, False
        self._left -= 1
        try:
            return self._page(told, row, origin), None, True
        except _Lasting as lasting:
            return (row if told["text"].strip() else None), lasting.error, True
        except Forbidden as error:
            return (row if told["text"].strip() else None), error, True
        except ReportError as error:
            return None, error, False

    def _page(self, told: dict[str, Any], row: Entry, origin: str) -> Entry:
        found = self.visitor.fetch(told["url"])
        if found.status in _FINAL:
            raise _Lasting(NotFetched(show_address(told["url"]), f"the server answers {found.status}", "its summary is kept"))
        kind = (found.header("content-type") or "").partition(";")[0].strip().lower()
        if require_page(found) and kind not in _PAGES:
            raise _Lasting(Unreadable(show_address(told["url"]), f"is no page ({kind[:40] or 'no type told'})", "its summary is kept"))
        return replace(row, kind="page", data=found.data, url=found.final_url, origin=show_address(found.final_url), fetched=found.fetched)


class _Lasting(Exception):
    """A failure that trying again does not mend."""

    def __init__(self, error: ReportError) -> None:
        super().__init__(str(error))
        self.error = error


def _row(told: dict[str, Any], origin: str, now: datetime) -> Entry:
    cells = {"id": told.get("key"), **{name: told.get(name) for name in ("text", "published", "title", "outlet", "url")}}
    data = json.dumps({name: value for name, value in cells.items() if value is not None}).encode("ascii")
    return Entry(id=_id(told), kind="row", data=data, url=told.get("url"), origin=origin, fetched=now)


def _id(told: dict[str, Any]) -> str:
    return str(told.get("key") or told.get("url") or _fingerprint(told))


def _fingerprint(told: dict[str, Any]) -> str:
    """Tells an entry and its words from every other; a mended entry has another one and comes again, a new date alone does not."""
    cells = [told.get("key"), told.get("url"), told.get("title"), told.get("text")]
    return hashlib.sha256(json.dumps(cells).encode("ascii")).hexdigest()[:16]
