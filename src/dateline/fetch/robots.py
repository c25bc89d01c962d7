"""What a site's robots.txt allows, as RFC 9309 has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dateline.errors import Forbidden, NotFetched
from dateline.fetch.targets import show_address

AGENT = "dateline"
MAX_ROBOTS = 512_000
"""Bytes of robots.txt that are taken; RFC 9309 asks for 500 KiB at least."""
MAX_PAUSE = 60.0
"""Seconds of Crawl-delay that are obeyed; a site that asks for more is asked once a minute."""


@dataclass(frozen=True, slots=True)
class Rules:
    """A site's rules. `parsed` is None where all is allowed; `reached` is False where nobody could be asked, and then nothing is."""

    parsed: Any = None
    reached: bool = True

    def check(self, url: str) -> None:
        """Raises Forbidden where the rules say no, NotFetched where they could not be had."""
        if not self.reached:
            raise NotFetched(show_address(url), "its site's robots.txt cannot be had, so nothing is asked", "try again later")
        if self.parsed is not None and not self.parsed.can_fetch(url, AGENT):
            raise Forbidden(show_address(url), "its site's robots.txt asks programs not to fetch it", "save its page by hand and read that")

    @property
    def pause(self) -> float:
        """Seconds between two requests that the site asks for, 0 where it does not."""
        asked = self.parsed.crawl_delay(AGENT) if self.parsed is not None else None
        return min(max(float(asked or 0), 0.0), MAX_PAUSE)


def read_rules(status: int, data: bytes) -> Rules:
    """The rules that an answer to /robots.txt gives: a client's error means that there are none, a server's that nothing is allowed.

    >>> read_rules(404, b"").check("https://news.example/")
    """
    if 400 <= status < 500 and status != 429:
        return Rules()
    if status != 200:
        return Rules(reached=False)
    from protego import Protego

    return Rules(Protego.parse(data[:MAX_ROBOTS].decode("utf-8", "replace").removeprefix("\ufeff")))
