"""A large store's page comes with its list at once; what takes long to count follows, in the browser or by a link."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve.web.glances import COUNTERS, Glances, look
from dateline.store import Store, ask


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """A large store whose counting takes until the event is set."""
    done = threading.Event()

    def count(store: Store, wanted: ask.Filter) -> Any:
        done.wait(20)
        return look(store, wanted)

    monkeypatch.setattr("dateline.serve.web.glances.FEW", -1)
    monkeypatch.setattr("dateline.serve.web.glances.look", count)
    yield done
    done.set()


def test_a_small_store_is_counted_before_the_page_comes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.serve.web.glances.PATIENCE", 0.0)
    assert Glances().soon(store, ask.Filter()) == look(store, ask.Filter())


def test_who_does_not_wait_finds_the_counts_later(store: Store, slow: threading.Event) -> None:
    glances = Glances()
    assert glances.soon(store, ask.Filter()) is None
    slow.set()
    assert glances.of(store, ask.Filter()) == look(store, ask.Filter())
    assert glances.soon(store, ask.Filter()) is glances.of(store, ask.Filter())


def test_nothing_waits_in_a_row_behind_busy_counters(store: Store, slow: threading.Event, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.serve.web.glances.PATIENCE", 0.0)
    begun: list[ask.Filter] = []

    def count(store: Store, wanted: ask.Filter) -> Any:
        begun.append(wanted)
        slow.wait(20)
        return look(store, wanted)

    monkeypatch.setattr("dateline.serve.web.glances.look", count)
    glances = Glances()
    assert [glances.soon(store, ask.Filter(text=f"w{n}")) for n in range(9)] == [None] * 9
    slow.set()
    glances.of(store, ask.Filter())
    assert ask.Filter() in begun and len(begun) <= COUNTERS + 1


def test_the_page_comes_without_its_counts_and_with_a_link_to_them(client: TestClient, slow: threading.Event) -> None:
    page = client.get("/incidents?until=2031").text
    assert page.count('href="/incidents/') > 3 and "data-pins" not in page and 'class="bars"' not in page
    assert 'data-later href="/incidents?until=2031&amp;counted=yes"' in page
    slow.set()
    whole = client.get("/incidents?until=2031&counted=yes").text
    assert "data-pins" in whole and 'class="bars"' in whole and "data-later" not in whole
    assert client.get("/incidents.json?until=2031").json()["total"] > 3


def test_a_filter_that_means_nothing_is_told_at_once(store: Store, slow: threading.Event) -> None:
    slow.set()
    with pytest.raises(Exception, match="no place on Earth"):
        Glances().soon(store, ask.Filter(near=(900.0, 0.0), within_km=1.0))


def test_the_browser_puts_the_counts_in_place(page: Any, slow: threading.Event) -> None:
    page.goto("/incidents?until=2032")
    page.locator("[data-later]").wait_for()
    assert page.locator(".bars").count() == 0 and page.locator("#list article").count() > 3
    slow.set()
    page.locator("#map svg circle").first.wait_for(state="attached")
    assert page.locator("[data-later]").count() == 0 and page.locator(".bars a").count() > 1
    assert "incidents fit" in page.locator("[data-counted=total]").inner_text()
    assert "counted" not in page.url
