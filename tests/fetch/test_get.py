"""One address: redirects, caps, compression, time, TLS, proxies; against real servers on loopback."""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from benchmarks.torture.servers import HOST, Site, allow, listen, serve
from dateline.errors import DatelineError, Forbidden, NotFetched, TooLarge, Unreadable, UsageError
from dateline.fetch.get import Fetched, fetch_url, require_page
from dateline.fetch.policy import Policy

NOW = datetime(2024, 2, 2, 10, 0, 0, 500, tzinfo=UTC)
PAGE = b"<!doctype html><title>Cranes stand still</title>"


def clock() -> datetime:
    return NOW


def get(url: str, policy: Policy, **more: object) -> Fetched:
    return fetch_url(url, policy=policy, clock=clock, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    routes = {
        "/": (200, {"Content-Type": "text/html", "ETag": '"a"'}, PAGE),
        "/a%20b?q=1": (200, {}, b"escaped"),
        "/moved": (301, {"Location": "/"}, b""),
        "/away": (302, {"Location": "//other.example:PORT/"}, b""),
        "/loop": (307, {"Location": "/loop"}, b""),
        "/nowhere": (302, {}, b"no location"),
        "/gone": (410, {}, b"gone"),
        "/gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)),
        "/twice": (200, {"Content-Encoding": "gzip, gzip"}, gzip.compress(gzip.compress(PAGE))),
        "/thrice": (200, {"Content-Encoding": "gzip, gzip, gzip"}, gzip.compress(gzip.compress(gzip.compress(PAGE)))),
        "/deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)),
        "/raw-deflate": (200, {"Content-Encoding": "deflate"}, zlib.compress(PAGE)[2:-4]),
        "/br": (200, {"Content-Encoding": "br"}, b"\x0b\x02\x80abc\x03"),
        "/cut-gzip": (200, {"Content-Encoding": "gzip"}, gzip.compress(PAGE)[:-9]),
        "/no-gzip": (200, {"Content-Encoding": "gzip"}, PAGE),
        "/bomb": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"0" * 30_000_000)),
        "/big": (200, {}, b"a" * 20_000_001),
        "/chunked": (200, {"Content-Length": "", "Transfer-Encoding": "chunked"}, b"4\r\nRain\r\n6\r\n fell.\r\n0\r\n\r\n"),
        "/broken-chunks": (200, {"Content-Length": "", "Transfer-Encoding": "chunked", "Connection": "close"}, b"40\r\nRain"),
        "/short": (200, {"Content-Length": "99", "Connection": "close"}, b"Rain"),
        "/304": (304, {"Content-Encoding": "gzip"}, b""),
    }
    with serve(routes) as site:
        site.routes["/away"] = (302, {"Location": f"//other.example:{site.port}/"}, b"")
        yield site


def test_a_page(site: Site) -> None:
    found = get(site.url(), replace(site.policy, agent="dateline/9.9"))
    assert (found.status, found.data, found.url, found.final_url) == (200, PAGE, site.url(), site.url())
    assert (found.header("ETag"), found.header("x"), found.fetched) == ('"a"', None, datetime(2024, 2, 2, 10, tzinfo=UTC))
    path, headers = site.asked[-1]
    assert path == "/" and headers["host"] == f"news.example:{site.port}" and headers["user-agent"] == "dateline/9.9"
    assert "cookie" not in headers and "referer" not in headers


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/a b?q=1", b"escaped"), ("/gzip", PAGE), ("/twice", PAGE), ("/deflate", PAGE), ("/raw-deflate", PAGE),
        ("/chunked", b"Rain fell."), ("/moved", PAGE), ("/away", PAGE), ("/nowhere", b"no location"), ("/304", b""),
    ],
)  # fmt: skip
def test_what_comes_of_it(site: Site, path: str, data: bytes) -> None:
    assert get(site.url(path), site.policy).data == data


def test_where_a_redirect_ended(site: Site) -> None:
    assert get(site.url("/away"), site.policy).final_url == f"http://other.example:{site.port}/"


@pytest.mark.parametrize(
    ("path", "kind", "problem"),
    [
        ("/thrice", TooLarge, "compressed 3 times over"),
        ("/br", Unreadable, "compressed with 'br'"),
        ("/cut-gzip", Unreadable, "breaks off"),
        ("/no-gzip", Unreadable, "broken"),
        ("/bomb", TooLarge, "200 times its size"),
        ("/big", TooLarge, "more than 20 MB"),
        ("/broken-chunks", NotFetched, "breaks off"),
        ("/short", NotFetched, "breaks off"),
        ("/loop", NotFetched, "redirects more than 5 times"),
    ],
)
def test_what_is_refused(site: Site, path: str, kind: type[DatelineError], problem: str) -> None:
    with pytest.raises(kind) as caught:
        get(site.url(path), site.policy)
    assert problem in str(caught.value) and str(caught.value).startswith("http://news.example")


def test_a_page_is_required(site: Site) -> None:
    assert require_page(get(site.url(), site.policy)).status == 200
    with pytest.raises(NotFetched, match="answers 410"):
        require_page(get(site.url("/gone"), site.policy))


def test_headers_and_what_is_asked_before(site: Site) -> None:
    before: list[str] = []
    get(site.url("/away"), site.policy, headers={"If-None-Match": '"a"'}, before=before.append)
    assert before == [site.url("/away"), f"http://other.example:{site.port}/"]
    assert site.asked[-1][1]["if-none-match"] == '"a"'


# ---------------------------------------------------------------- time


def drip(peer: socket.socket) -> None:
    for _ in range(100):
        peer.sendall(b"H")
        time.sleep(0.05)


def drip_body(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
    drip(peer)


def drip_headers(peer: socket.socket) -> None:
    peer.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        peer.sendall(b"X-%d: 1\r\n" % number)
        time.sleep(0.05)


def silent(peer: socket.socket) -> None:
    time.sleep(3)


def go_on(peer: socket.socket) -> None:
    while True:
        peer.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@pytest.mark.parametrize("behaviour", [drip, drip_body, drip_headers, silent, go_on])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_slow_servers_get_no_more_than_the_time_there_is(behaviour, scheme: str) -> None:  # type: ignore[no-untyped-def]
    with listen(behaviour) as (port, _):
        start = time.monotonic()
        with pytest.raises(NotFetched):
            get(f"{scheme}://news.example:{port}/", allow(port, seconds=0.4))
        assert time.monotonic() - start < 2


def test_a_resolver_that_hangs() -> None:
    def resolve(host: str, port: int) -> list[str]:
        time.sleep(1.5)
        return ["8.8.8.8"]

    with pytest.raises(NotFetched, match="not resolved in time"):
        get("http://news.example/", Policy(resolve=resolve, seconds=0.2))


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"SSH-2.0-x\r\n",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: 1\r\n" * 200 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000,
    ],
)
def test_what_is_no_http(answer: bytes) -> None:
    with listen(lambda peer: peer.sendall(answer)) as (port, _), pytest.raises(NotFetched):
        get(f"http://news.example:{port}/", allow(port))


def test_nobody_there() -> None:
    with socket.create_server((HOST, 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(NotFetched, match="does not answer"):
        get(f"http://news.example:{port}/", allow(port))


# ---------------------------------------------------------------- TLS


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> tuple[trustme.CA, str]:
    ca, path = trustme.CA(), tmp_path_factory.mktemp("tls") / "ca.pem"
    ca.cert_pem.write_to_path(str(path))
    return ca, str(path)


def context(ca: trustme.CA, name: str) -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name).configure_cert(made)
    return made


def test_tls_by_name_over_a_checked_address(authority: tuple[trustme.CA, str]) -> None:
    ca, path = authority
    names: list[str | None] = []
    made = context(ca, "news.example")
    made.sni_callback = lambda sock, name, ctx: names.append(name)
    with serve({"/": (200, {}, PAGE)}, tls=made) as site:
        found = get(site.url(scheme="https"), replace(site.policy, authorities=path))
    assert found.data == PAGE and names == ["news.example"]


def test_tls_is_always_verified(authority: tuple[trustme.CA, str]) -> None:
    ca, path = authority
    with serve({"/": (200, {}, PAGE)}, tls=context(ca, "other.example")) as site:
        for policy in (site.policy, replace(site.policy, authorities=path)):  # an unknown authority; a certificate for another name
            with pytest.raises(NotFetched, match="certificate does not hold"):
                get(site.url(scheme="https"), policy)
        assert site.asked == []


# ---------------------------------------------------------------- proxies


def tunnel(peer: socket.socket, to: int) -> None:
    with socket.create_connection((HOST, to)) as inner:
        peer.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        threading.Thread(target=pump, args=(inner, peer), daemon=True).start()
        pump(peer, inner)


def pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_gets_the_checked_address(authority: tuple[trustme.CA, str], scheme: str) -> None:
    ca, path = authority
    with serve({"/": (200, {}, PAGE)}, tls=context(ca, "news.example") if scheme == "https" else None) as site:
        with listen(lambda peer: tunnel(peer, site.port)) as (port, met):
            policy = replace(site.policy, authorities=path, proxy=f"http://{HOST}:{port}")
            assert get(site.url(scheme=scheme), policy).data == PAGE
        assert [head.split(b"\r\n")[0] for head in met] == [b"CONNECT %s:%d HTTP/1.1" % (HOST.encode(), site.port)]


def test_behind_a_proxy_the_target_is_still_checked() -> None:
    with listen() as (port, met):
        policy = Policy(proxy=f"http://{HOST}:{port}", resolve=lambda host, port: ["10.0.0.7"])
        for url in ("http://news.example/", "https://169.254.169.254/latest/meta-data/", "http://localhost/"):
            with pytest.raises(Forbidden):
                get(url, policy)
        assert met == []


@pytest.mark.parametrize("answer", [b"HTTP/1.1 403 Forbidden\r\n\r\n", b"", b"junk\r\n\r\n", b"a" * 20_000])
def test_proxies_that_refuse(answer: bytes) -> None:
    with listen(lambda peer: peer.sendall(answer)) as (port, _):
        policy = Policy(proxy=f"http://{HOST}:{port}", resolve=lambda host, port: ["8.8.8.8"], seconds=3)
        with pytest.raises(NotFetched):
            get("http://news.example/", policy)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "http://", "http://u:p@proxy.example:1", "http://x:99999"])
def test_what_is_no_proxy(proxy: str) -> None:
    with pytest.raises(UsageError):
        get("http://news.example/", Policy(proxy=proxy, resolve=lambda host, port: ["8.8.8.8"]))


def test_the_environments_proxies_are_not_taken(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with listen() as (port, met):
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY"):
            monkeypatch.setenv(name, f"http://{HOST}:{port}")
        assert get(site.url(), site.policy).data == PAGE
        assert met == []
