"""What is remembered of a feed between two looks at it."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from dateline.errors import DatelineError

EVERY = 1_800
"""Seconds between two looks at a feed where nobody says otherwise; most news feeds change every few minutes to hours."""
LONGEST = 86_400
"""Seconds of the longest wait after failures."""
LONGEST_ASKED = 7 * 86_400
"""Seconds of Retry-After that are obeyed."""
REMEMBERED = 2_000
"""Entries of a feed that are remembered; the longest feed at hand lists a few hundred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed and what is known of it. Times are UTC in ISO 8601; `seen` are fingerprints of entries, the newest first.

    `next_due` is None for a feed that was never asked; one that has `ended` (410 Gone) is asked no more.
    """

    url: str
    every: int = EVERY
    etag: str | None = None
    modified: str | None = None
    next_due: str | None = None
    failures: int = 0
    problem: str | None = None
    ended: bool = False
    seen: tuple[str, ...] = ()

    def due(self) -> datetime:
        """When to ask next."""
        return datetime.fromisoformat(self.next_due) if self.next_due else datetime.min.replace(tzinfo=UTC)


def after_success(state: FeedState, now: datetime, *, seen: tuple[str, ...], etag: str | None, modified: str | None) -> FeedState:
    """`state` after a look that went well."""
    due = _iso(now + timedelta(seconds=state.every))
    return replace(state, seen=seen[:REMEMBERED], etag=etag, modified=modified, next_due=due, failures=0, problem=None)


def after_failure(state: FeedState, now: datetime, problem: str, retry_after: str | None = None) -> FeedState:
    """`state` after a look that failed: the wait doubles with each failure up to a day; a server's Retry-After is obeyed up to a week."""
    backoff = min(state.every * 2 ** min(state.failures + 1, 16), max(LONGEST, state.every))
    asked = min(read_retry_after(retry_after, now) or 0, LONGEST_ASKED)
    due = now + timedelta(seconds=max(backoff, asked))
    return replace(state, next_due=_iso(due), failures=state.failures + 1, problem=problem)


def read_retry_after(value: str | None, now: datetime) -> int | None:
    """Seconds that a Retry-After header asks for, None where it is missing or says nothing.

    >>> read_retry_after("Fri, 02 Feb 2024 10:02:00 GMT", datetime(2024, 2, 2, 10, tzinfo=UTC))
    120
    """
    value = (value or "").strip()
    if re.fullmatch(r"\d{1,9}", value):
        return int(value)
    try:
        told = parsedate_to_datetime(value)
    except ValueError:
        return None
    told = told if told.tzinfo else told.replace(tzinfo=UTC)
    return max(int((told - now).total_seconds()), 0)


def encode_state(state: FeedState) -> dict[str, Any]:
    """`state` as an object of JSON."""
    return asdict(state) | {"seen": list(state.seen)}


def decode_state(row: dict[str, Any]) -> FeedState:
    """The state that encode_state wrote; raises DatelineError for an object that is none."""
    known = {f.name for f in fields(FeedState)}
    if not isinstance(row.get("url"), str) or not row.keys() <= known:
        raise DatelineError("the stored state of a feed cannot be read; take the feed out and add it again")
    return FeedState(**(row | {"seen": tuple(row.get("seen", ()))}))


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
