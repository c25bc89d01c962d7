"""An address -> what is there: redirects followed, each of them checked as the first address was."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from dateline.errors import NotFetched
from dateline.fetch.deadline import Deadline
from dateline.fetch.exchange import REDIRECTS, Answer, exchange
from dateline.fetch.policy import Policy
from dateline.fetch.targets import Target, follow, read_target, show_address

Clock: TypeAlias = Callable[[], datetime]
"""Tells the time in UTC, aware of its zone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What an address gave at the time `fetched` (UTC); `headers` have their names in lower case, `data` is decoded."""

    url: str
    final_url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes
    fetched: datetime

    def header(self, name: str) -> str | None:
        """The first header of that name, None for none."""
        return next((value for key, value in self.headers if key == name.lower()), None)


def fetch_url(
    url: str,
    *,
    policy: Policy,
    clock: Clock,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] | None = None,
) -> Fetched:
    """What is at `url`, whatever its status; see `require_page` for those that are no page.

    `before` is called with every address that is about to be asked, redirects too, and raises where it must not be. Raises Forbidden
    for what the policy refuses, NotFetched where the network or the server fails, TooLarge over its caps, Unreadable for broken
    compression.
    """
    target, deadline = read_target(url), Deadline(policy.seconds)
    for _ in range(policy.redirects + 1):
        if before is not None:
            before(target.url)
        answer = exchange(target, headers or {}, policy, deadline)
        location = answer.header("location")
        if answer.status not in REDIRECTS or not location:
            return _fetched(url, target, answer, clock())
        target = follow(target, location)
    raise NotFetched(show_address(url), f"redirects more than {policy.redirects} times", "tell the site")


def require_page(found: Fetched) -> Fetched:
    """`found` where its status is 200. Raises NotFetched for any other."""
    if found.status == 200:
        return found
    advice = "check the address" if found.status in (404, 410) else "try again later"
    raise NotFetched(show_address(found.url), f"the server answers {found.status}", advice)


def _fetched(url: str, target: Target, answer: Answer, now: datetime) -> Fetched:
    return Fetched(
        url=url, final_url=target.url, status=answer.status, headers=answer.headers, data=answer.data, fetched=now.replace(microsecond=0)
    )
