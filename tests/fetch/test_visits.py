"""robots.txt and the pause between two requests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from benchmarks.torture.servers import HOST, Site, Time, serve
from dateline.errors import Forbidden, NotFetched
from dateline.fetch.visits import Visitor


def visitor(site: Site, time: Time, pause: float = 2.0) -> Visitor:
    return Visitor(site.policy, time.clock, time.sleep, pause)


ROBOTS = b"""User-agent: *
Disallow: /private
Allow: /private/open
Disallow: /*.pdf$
Crawl-delay: 7

User-agent: other
Disallow: /
"""


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("/", True), ("/private/x", False), ("/private/open", True), ("/a.pdf", False), ("/a.pdf?x", True), ("/%70rivate", False)],
)
def test_rules(path: str, allowed: bool) -> None:
    with serve({"/robots.txt": (200, {}, ROBOTS), path: (200, {}, b"Rain")}) as site:
        if allowed:
            assert visitor(site, Time()).fetch(site.url(path)).data == b"Rain"
        else:
            with pytest.raises(Forbidden, match=r"robots\.txt"):
                visitor(site, Time()).fetch(site.url(path))
            assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "body", "asked"),
    [
        (404, b"", True), (403, b"", True), (401, b"", True), (500, b"", False), (503, b"", False), (429, b"", False),
        (200, b"", True), (200, b"<html>no rules</html>", True), (200, b"\xff\xfe\x00junk", True),
        (200, b"\xef\xbb\xbfUser-agent: *\nDisallow: /", None), (200, b"User-agent: Dateline\nDisallow: /", None),
        (200, b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow:", True), (200, b"#" * 600_000, False),
    ],
)  # fmt: skip
def test_answers_to_robots(status: int, body: bytes, asked: bool | None) -> None:
    """A missing file allows all; a server in trouble allows nothing, for now; rules are rules."""
    with serve({"/robots.txt": (status, {}, body), "/": (200, {}, b"Rain")}) as site:
        if asked:
            assert visitor(site, Time()).fetch(site.url()).data == b"Rain"
        else:
            with pytest.raises(NotFetched) as caught:
                visitor(site, Time()).fetch(site.url())
            assert isinstance(caught.value, Forbidden) == (asked is None)


def test_rules_are_asked_for_once_a_day_and_again_soon_after_trouble() -> None:
    time = Time()
    with serve({"/robots.txt": (503, {}, b""), "/": (200, {}, b"Rain")}) as site:
        guest = visitor(site, time)
        for _ in range(2):
            with pytest.raises(NotFetched):
                guest.fetch(site.url())
        assert site.paths() == ["/robots.txt"]
        site.routes["/robots.txt"] = (200, {}, b"")
        time.now += timedelta(minutes=11)
        guest.fetch(site.url())
        guest.fetch(site.url())
        time.now += timedelta(hours=25)
        guest.fetch(site.url())
    assert site.paths() == ["/robots.txt", "/robots.txt", "/", "/", "/robots.txt", "/"]


def test_a_pause_between_two_requests_to_one_host() -> None:
    time = Time()
    with serve({"/robots.txt": (404, {}, b""), "/": (200, {}, b"Rain")}) as site:
        guest = visitor(site, time)
        guest.fetch(site.url())
        guest.fetch(site.url(host="other.example"))
        assert time.slept == []
        time.now += timedelta(seconds=0.5)
        guest.fetch(site.url())
        assert time.slept == [1.5]


@pytest.mark.parametrize(("delay", "slept"), [("7", 7.0), ("0.1", 2.0), ("99999", 60.0), ("-5", 2.0), ("soon", 2.0), ("inf", 2.0)])
def test_the_pause_that_a_site_asks_for(delay: str, slept: float) -> None:
    time = Time()
    with serve({"/robots.txt": (200, {}, f"User-agent: *\nCrawl-delay: {delay}".encode()), "/": (200, {}, b"")}) as site:
        guest = visitor(site, time)
        guest.fetch(site.url())
        guest.fetch(site.url())
    assert time.slept == [slept]


def test_redirects_ask_each_site() -> None:
    with (
        serve({"/robots.txt": (200, {}, b"User-agent: *\nDisallow: /")}) as closed,
        serve({"/robots.txt": (404, {}, b""), "/": (302, {"Location": closed.url("/x", host="closed.example")}, b"")}) as site,
    ):
        policy = closed.policy.allow | site.policy.allow
        guest = Visitor(replace(site.policy, allow=policy), Time().clock, Time().sleep)
        with pytest.raises(Forbidden, match=r"robots\.txt"):
            guest.fetch(site.url())
        assert closed.paths() == ["/robots.txt"]


def test_a_private_address_stays_forbidden() -> None:
    with serve({}) as site:
        guest = visitor(site, Time())
        with pytest.raises(Forbidden, match="port"):
            guest.fetch(f"http://{HOST}:1/")
        with pytest.raises(Forbidden, match="private"):
            guest.fetch("http://10.0.0.1/")
