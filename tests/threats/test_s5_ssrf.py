"""S5: no address leads into a private network: not by name, number, disguise, redirect, second look-up or proxy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from benchmarks.torture.servers import HOST, listen, serve
from benchmarks.torture.targets import redirect_targets, refused_targets
from dateline.errors import Forbidden, NotFetched
from dateline.fetch.get import fetch_url
from dateline.fetch.policy import Policy


def clock() -> datetime:
    return datetime(2024, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(("url", "leads"), refused_targets(), ids=lambda v: ascii(v)[:60])
def test_targets(url: str, leads: tuple[str, ...]) -> None:
    with pytest.raises(NotFetched) as caught:
        fetch_url(url, policy=Policy(resolve=lambda host, port: leads, seconds=2), clock=clock)
    assert isinstance(caught.value, Forbidden) or not leads


def test_there_are_enough() -> None:
    assert len({url for url, _ in refused_targets()}) >= 60


def test_a_name_is_looked_up_once_and_never_again() -> None:
    """Rebinding: the first answer is allowed, the second is another host; the connection goes to what was checked."""
    answers = iter([["127.0.0.2"], [HOST]])
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    with listen() as (port, met):
        policy = Policy(resolve=resolve, allow=frozenset({("127.0.0.2", port)}), seconds=2)
        with pytest.raises(NotFetched) as caught:
            fetch_url(f"http://rebind.example:{port}/", policy=policy, clock=clock)
        assert not isinstance(caught.value, Forbidden)  # the first answer was dialled, where nobody listens
        assert asked == ["rebind.example"] and met == []


def test_a_redirect_is_looked_up_and_checked_anew() -> None:
    """Rebinding between hops: allowed at first, then a private address for the same name."""
    with serve({"/": (302, {"Location": "/second"}, b""), "/second": (200, {}, b"inner")}) as site:
        answers = iter([[HOST], ["10.0.0.1"]])
        policy = Policy(allow=frozenset({(HOST, site.port)}), resolve=lambda host, port: next(answers), seconds=3)
        with pytest.raises(Forbidden):
            fetch_url(site.url(), policy=policy, clock=clock)
        assert site.paths() == ["/"]


@pytest.mark.parametrize(("url", "leads"), redirect_targets(), ids=lambda v: ascii(v)[:60])
def test_redirects_to_targets(url: str, leads: tuple[str, ...]) -> None:
    with serve({"/": (302, {"Location": url}, b"")}) as site:
        policy = replace(site.policy, resolve=lambda host, port: [HOST] if host == "news.example" else leads)
        with pytest.raises(NotFetched):
            fetch_url(site.url(), policy=policy, clock=clock)
        assert site.paths() == ["/"]


def test_an_allowed_endpoint_allows_no_other_port_and_no_other_address() -> None:
    with serve({"/": (200, {}, b"inner")}) as site, listen() as (other, met):
        policy = Policy(allow=frozenset({(HOST, site.port)}), resolve=lambda host, port: [HOST])
        for url in (f"http://news.example:{other}/", f"http://{HOST}:{other}/", f"http://127.0.0.2:{site.port}/", f"http://{HOST}/"):
            with pytest.raises(Forbidden):
                fetch_url(url, policy=policy, clock=clock)
        assert fetch_url(f"http://{HOST}:{site.port}/", policy=policy, clock=clock).data == b"inner"
        assert met == []
