"""Feeds followed and addresses added, from a real server on loopback."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from sqlalchemy import select

from dateline.fetch.policy import Policy
from dateline.fetch.visits import Visitor
from dateline.keep.adding import add, sum_up
from dateline.keep.fetching import Fetcher
from dateline.keep.finding import find_all
from dateline.keep.retrying import failed_paths
from dateline.keep.verifying import verify
from dateline.keep.watching import Habits, feeds_of, watch
from dateline.store import open_store
from dateline.store.schema import report
from tests.keep.steps import plan

ENTRY = (
    "<item><guid>{n}</guid><title>Title {n}</title><pubDate>Fri, 02 Feb 2024 10:00:00 GMT</pubDate><description>{text}</description></item>"
)


@dataclass
class Site:
    """What the server gives, by path; a missing one is 404."""

    address: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)

    def feed(self, *texts: str) -> None:
        items = "".join(ENTRY.format(n=n, text=text) for n, text in enumerate(texts, 1))
        self.pages["/feed"] = f"<rss version='2.0'><channel><title>Feed</title>{items}</channel></rss>".encode()


@pytest.fixture
def site() -> Iterator[Site]:
    found = Site()

    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = found.pages.get(self.path)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html" if self.path != "/feed" else "application/rss+xml")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.address = f"http://127.0.0.1:{server.server_port}"
    yield found
    server.shutdown()
    server.server_close()


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = datetime(2024, 2, 2, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


def visitor(site: Site, time: Time) -> Visitor:
    port = int(site.address.rpartition(":")[2])
    return Visitor(Policy(allow=frozenset({("127.0.0.1", port)}), ports=frozenset({80, port})), time, time.sleep)


def test_a_feed_is_followed_and_its_state_is_kept_with_what_it_brought(address: str, site: Site) -> None:
    time = Time()
    site.feed("On 2024-02-01 rebels shelled Derrin.", "On 2024-02-01 envoys met Corran.")
    with open_store(address, create=True) as store:
        looks = list(watch(store, [f"{site.address}/feed"], plan(), visitor(site, time), Habits(time.sleep, once=True)))
        assert sum_up([look.batch for look in looks])["new"] == 2
        assert list(watch(store, [], plan(), visitor(site, time), Habits(time.sleep, once=True))) == [], "it is not due yet"
        time.sleep(1800)
        site.feed("On 2024-02-01 rebels shelled Derrin, killing 3.", "On 2024-02-01 envoys met Corran.")
        looks = list(watch(store, [], plan(), visitor(site, time), Habits(time.sleep, once=True)))
        assert sum_up([look.batch for look in looks]) == {"new": 0, "changed": 1, "known": 0, "failed": 0}
        with store.reading() as connection:
            kept = connection.execute(select(report.c.key, report.c.version).order_by(report.c.key, report.c.version)).all()
        assert [tuple(k) for k in kept] == [("1", 1), ("1", 2), ("2", 1)]
        assert len(feeds_of(store)[0].seen) == 3 and not verify(store).faults


def test_a_feed_that_fails_is_told_and_asked_later(tmp_path: Path, site: Site) -> None:
    time = Time()
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        looks = list(watch(store, [f"{site.address}/feed"], plan(), visitor(site, time), Habits(time.sleep, once=True)))
        assert len(looks[0].batch.failures) == 1 and "404" in looks[0].batch.failures[0]
        assert feeds_of(store)[0].failures == 1


def test_addresses_are_added_like_files_and_failures_tried_again(tmp_path: Path, site: Site) -> None:
    time = Time()
    words = "<p>" + "On 2024-02-01 rebels shelled Derrin, and people fled over the hills to the next town. " * 5 + "</p>"
    page = (
        f"<html><head><title>T</title><meta property='article:published_time' content='2024-02-02'></head><body><article>{words}</article>"
    )
    site.pages["/one"] = page.encode()
    fetcher = Fetcher(visitor(site, time))
    with open_store(str(tmp_path / "record.db"), create=True) as store:
        both = [f"{site.address}/one", f"{site.address}/two"]
        assert sum_up(list(add(store, find_all(both, None, fetcher), plan()))) == {"new": 1, "changed": 0, "known": 0, "failed": 1}
        assert failed_paths(store) == [both[1]]
        site.pages["/two"] = page.replace("Derrin", "Corran").encode()
        assert sum_up(list(add(store, find_all(failed_paths(store), None, fetcher), plan())))["new"] == 1
        assert failed_paths(store) == []
