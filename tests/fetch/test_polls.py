"""Feeds: what is new, what is asked for again, and how long the wait is."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.torture.servers import Site, Time, serve
from dateline.errors import DatelineError
from dateline.fetch.feeds import MAX_PAGES, Poll, poll_feed
from dateline.fetch.state import FeedState, after_failure, decode_state, encode_state, read_retry_after
from dateline.fetch.visits import Visitor
from dateline.fetch.watch import watch_feeds
from dateline.read.capped import parse_capped

NOW = datetime(2024, 2, 2, 10, tzinfo=UTC)
LONG = "Dockers in Gdansk stopped work on Friday. " * 30


def split(data: bytes, origin: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = parse_capped("feed", data, origin)
    return entries


def feed(*items: str) -> bytes:
    return f"<rss version='2.0'><channel><title>The Harbour Post</title>{''.join(items)}</channel></rss>".encode()


def item(number: int | str, text: str = "Cranes stand still.", link: str = "") -> str:
    where = f"<link>{link}</link>" if link else ""
    return f"<item><title>T{number}</title><guid>g{number}</guid>{where}<description>{text}</description></item>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serve({"/feed": (200, {"ETag": '"1"', "Last-Modified": "Fri, 02 Feb 2024 09:00:00 GMT"}, feed(item(1), item(2)))}) as site:
        yield site


def look(site: Site, state: FeedState, time: Time | None = None, **more: Any) -> Poll:
    time = time or Time()
    return poll_feed(state, visitor=Visitor(site.policy, time.clock, time.sleep), split=split, **more)


def ids(poll: Poll) -> list[str]:
    return [entry.id for entry in poll.new]


def test_only_what_is_new(site: Site) -> None:
    first = look(site, FeedState(url=site.url("/feed")))
    assert ids(first) == ["g1", "g2"] and not first.failed
    assert json.loads(first.new[0].data) == {"id": "g1", "text": "Cranes stand still.", "title": "T1", "outlet": "The Harbour Post"}
    assert (first.new[0].kind, first.new[0].fetched, first.state.next_due) == ("row", NOW, "2024-02-02T10:30:00+00:00")
    site.routes["/feed"] = (200, {}, feed(item(3), item(1), item(2, "Cranes move again.")))
    second = look(site, first.state)
    assert site.asked[-1][1]["if-none-match"] == '"1"' and site.asked[-1][1]["if-modified-since"].startswith("Fri, 02 Feb")
    assert ids(second) == ["g3", "g2"]  # a new one and a changed one
    assert (second.state.etag, ids(look(site, second.state))) == (None, [])


def test_an_entry_that_comes_back_is_not_new(site: Site) -> None:
    state = look(site, FeedState(url=site.url("/feed"))).state
    site.routes["/feed"] = (200, {}, feed(item(3)))
    state = look(site, state).state
    site.routes["/feed"] = (200, {}, feed(item(1), item(3)))
    assert ids(look(site, state)) == []


def test_not_modified(site: Site) -> None:
    state = look(site, FeedState(url=site.url("/feed"))).state
    site.routes["/feed"] = (304, {}, b"")
    again = look(site, replace(state, failures=3, problem="x"))
    assert (again.new, again.failed, again.state) == ((), (), state)


@pytest.mark.parametrize(
    ("status", "headers", "minutes"),
    [
        (503, {}, 60), (500, {"Retry-After": "60"}, 60), (429, {"Retry-After": "7200"}, 120), (404, {}, 60),
        (503, {"Retry-After": "Fri, 02 Feb 2024 13:00:00 GMT"}, 180), (503, {"Retry-After": "99999999"}, 7 * 24 * 60),
    ],
)  # fmt: skip
def test_backing_off(site: Site, status: int, headers: dict[str, str], minutes: int) -> None:
    site.routes["/feed"] = (status, headers, b"")
    before = FeedState(url=site.url("/feed"), etag='"1"', seen=("a",))
    poll = look(site, before)
    assert poll.state.due() == NOW + timedelta(minutes=minutes)
    assert (poll.state.failures, poll.state.seen, poll.state.etag, poll.state.ended) == (1, ("a",), '"1"', False)
    assert f"answers {status}" in str(poll.failed[0]) and poll.state.problem == str(poll.failed[0])


def test_failures_double_the_wait_up_to_a_day() -> None:
    state, waits = FeedState(url="https://news.example/feed"), []
    for _ in range(30):
        state = after_failure(state, NOW, "x")
        waits.append((state.due() - NOW).total_seconds() / 3600)
    assert waits[:6] == [1, 2, 4, 8, 16, 24] and set(waits[6:]) == {24}


def test_gone_for_good(site: Site) -> None:
    site.routes["/feed"] = (410, {}, b"")
    assert look(site, FeedState(url=site.url("/feed"))).state.ended


@pytest.mark.parametrize("body", [b"", b"<html>no feed</html>", b"\x00\x01", feed()])
def test_what_is_no_feed(site: Site, body: bytes) -> None:
    site.routes["/feed"] = (200, {"ETag": '"2"'}, body)
    poll = look(site, FeedState(url=site.url("/feed")))
    assert not poll.new and len(poll.failed) == 1 and poll.state.failures == 1 and poll.state.etag is None


def test_a_forbidden_feed_fails_and_says_so(site: Site) -> None:
    poll = look(site, FeedState(url="http://10.0.0.1/feed"))
    assert "a private network" in str(poll.failed[0]) and poll.state.failures == 1


# ---------------------------------------------------------------- pages


def page(site: Site, path: str = "/1") -> FeedState:
    site.routes["/feed"] = (200, {"ETag": '"1"'}, feed(item(1, link=site.url(path))))
    return FeedState(url=site.url("/feed"))


def test_a_summary_is_followed_to_its_page(site: Site) -> None:
    state = page(site)
    site.routes["/1"] = (301, {"Location": "/one"}, b"")
    site.routes["/one"] = (200, {"Content-Type": "text/html; charset=utf-8"}, b"<html>whole")
    (entry,) = look(site, state, pages=True).new
    assert (entry.id, entry.kind, entry.data, entry.url) == ("g1", "page", b"<html>whole", site.url("/one"))
    (entry,) = look(site, state).new
    assert entry.kind == "row"


def test_a_whole_text_is_not_followed(site: Site) -> None:
    site.routes["/feed"] = (200, {}, feed(item(1, LONG, link=site.url("/1"))))
    (entry,) = look(site, FeedState(url=site.url("/feed")), pages=True).new
    assert entry.kind == "row" and site.paths() == ["/robots.txt", "/feed"]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        ((404, {}, b""), "answers 404"),
        ((200, {"Content-Type": "application/pdf"}, b"%PDF"), "is no page"),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), "port"),
    ],
)
def test_a_page_that_is_none_leaves_the_summary(site: Site, reply: Any, problem: str) -> None:
    state = page(site)
    site.routes["/1"] = reply
    poll = look(site, state, pages=True)
    assert [e.kind for e in poll.new] == ["row"] and problem in str(poll.failed[0])
    assert poll.state.etag == '"1"' and look(site, poll.state, pages=True).new == ()


def test_a_page_in_trouble_is_asked_for_again(site: Site) -> None:
    state = page(site)
    site.routes["/1"] = (503, {}, b"")
    poll = look(site, state, pages=True)
    assert poll.new == () and "answers 503" in str(poll.failed[0])
    assert poll.state.etag is None and poll.state.failures == 0  # the feed itself is well, and must come in full
    site.routes["/1"] = (200, {"Content-Type": "text/html"}, b"<html>whole")
    assert [e.kind for e in look(site, poll.state, pages=True).new] == ["page"]


def test_not_more_pages_than_is_polite_at_one_look(site: Site) -> None:
    count = MAX_PAGES + 5
    site.routes["/feed"] = (200, {"ETag": '"1"'}, feed(*(item(n, link=site.url(f"/{n}")) for n in range(count))))
    for number in range(count):
        site.routes[f"/{number}"] = (200, {"Content-Type": "text/html"}, b"<html>%d" % number)
    time = Time()
    first = look(site, FeedState(url=site.url("/feed")), time, pages=True)
    second = look(site, first.state, time, pages=True)
    assert (len(first.new), len(second.new), len(look(site, second.state, time, pages=True).new)) == (MAX_PAGES, 5, 0)
    assert len(time.slept) >= count and set(time.slept) == {2.0}


def test_an_entry_without_words(site: Site) -> None:
    site.routes["/feed"] = (200, {}, feed("<item><title>Only a title</title></item>"))
    poll = look(site, FeedState(url=site.url("/feed")))
    assert poll.new == () and "only a title" in str(poll.failed[0])
    assert look(site, poll.state).failed == ()  # told once


# ---------------------------------------------------------------- state and watching


def test_a_state_as_json(site: Site) -> None:
    state = look(site, FeedState(url=site.url("/feed"))).state
    assert decode_state(json.loads(json.dumps(encode_state(state)))) == state
    for row in ({}, {"url": 1}, {"url": "x", "more": 1}):
        with pytest.raises(DatelineError):
            decode_state(row)


@given(st.text(max_size=40) | st.integers().map(str) | st.datetimes().map(lambda d: d.strftime("%a, %d %b %Y %H:%M:%S GMT")))
def test_any_retry_after(value: str) -> None:
    seconds = read_retry_after(value, NOW)
    assert seconds is None or seconds >= 0
    assert after_failure(FeedState(url="u"), NOW, "x", value).due() <= NOW + timedelta(days=7)


def test_watching_in_order_of_what_is_due() -> None:
    time = Time()
    asked: list[tuple[str, datetime]] = []

    def poll(state: FeedState) -> Poll:
        asked.append((state.url, time.now))
        due = (time.now + timedelta(seconds=state.every)).isoformat()
        return Poll(replace(state, next_due=due, ended=state.url == "c"))

    states = [FeedState(url="b", every=100), FeedState(url="a", every=60), FeedState(url="c"), FeedState(url="d", ended=True)]
    watch = watch_feeds(states, poll=poll, clock=time.clock, sleep=time.sleep)
    for _ in range(7):
        next(watch)
    assert [(url, (when - NOW).total_seconds()) for url, when in asked] == [
        ("a", 0), ("b", 0), ("c", 0), ("a", 60), ("b", 100), ("a", 120), ("a", 180),
    ]  # fmt: skip


def test_watching_once() -> None:
    time = Time()
    later = (NOW + timedelta(seconds=5)).isoformat()
    states = [FeedState(url="a"), FeedState(url="b", next_due=later), FeedState(url="c", next_due=NOW.isoformat())]
    polls = list(watch_feeds(states, poll=Poll, clock=time.clock, sleep=time.sleep, once=True))
    assert [p.state.url for p in polls] == ["a", "c"] and time.slept == []
