"""Fetching as a guest: robots.txt is asked first, and a pause lies between two requests to one host."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from dateline.errors import Forbidden, ReportError
from dateline.fetch.get import Clock, Fetched, fetch_url
from dateline.fetch.policy import Policy
from dateline.fetch.robots import MAX_ROBOTS, Rules, read_rules
from dateline.fetch.targets import read_target

PAUSE = 2.0
"""Seconds between two requests to one host; crawlers of good standing wait one to ten."""
_KEPT = timedelta(hours=24)
"""How long a site's rules hold; RFC 9309's longest."""
_RETRIED = timedelta(minutes=10)
"""After what time a robots.txt that could not be had is asked for again."""


class Visitor:
    """Fetches under `policy`, remembers each site's rules and when each host was asked last. `sleep` takes seconds."""

    def __init__(self, policy: Policy, clock: Clock, sleep: Callable[[float], None], pause: float = PAUSE) -> None:
        self.clock = clock
        self._policy, self._sleep, self._pause = policy, sleep, pause
        self._rules: dict[str, tuple[Rules, datetime]] = {}
        self._asked: dict[str, datetime] = {}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Fetched:
        """What is at `url`, as `fetch_url`; raises Forbidden where robots.txt says no, also behind a redirect."""
        return fetch_url(url, policy=self._policy, clock=self.clock, headers=headers, before=self._before)

    def _before(self, url: str) -> None:
        target = read_target(url)
        rules = self._rules_of(target.site)
        rules.check(url)
        self._wait(target.host, max(self._pause, rules.pause))

    def _wait(self, host: str, pause: float) -> None:
        now, last = self.clock(), self._asked.get(host)
        left = pause - (now - last).total_seconds() if last else 0.0
        if left > 0:
            self._sleep(min(left, pause))
            now = self.clock()
        self._asked[host] = now

    def _rules_of(self, site: str) -> Rules:
        now = self.clock()
        known = self._rules.get(site)
        if known and now < known[1]:
            return known[0]
        rules = self._ask_rules(site)
        self._rules[site] = rules, now + (_KEPT if rules.reached else _RETRIED)
        return rules

    def _ask_rules(self, site: str) -> Rules:
        small = replace(self._policy, most=MAX_ROBOTS)
        try:
            found = fetch_url(f"{site}/robots.txt", policy=small, clock=self.clock)
        except Forbidden:
            raise
        except ReportError:
            return Rules(reached=False)
        return read_rules(found.status, found.data)
