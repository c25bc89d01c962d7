"""The commands: ports, hosts, stores that are missing, the demonstration."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from dateline.errors import UsageError
from dateline.serve.web.demo import demo_records
from dateline.serve.web.desk import Desk
from dateline.serve.web.serving import Place, address_of, hosts_of, listen, read_origin, run_desk
from dateline.store import Store


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "dateline", *arguments], capture_output=True, text=True, timeout=120, check=False)


def test_a_busy_port_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(UsageError, match="cannot be had"):
            listen(Place(port=taken.getsockname()[1]))


def test_hosts_of_a_desk() -> None:
    assert hosts_of(Place(), 8350) == {"127.0.0.1:8350", "localhost:8350", "[::1]:8350"}
    assert "localhost" in hosts_of(Place(port=80), 80)
    assert hosts_of(Place("192.0.2.7"), 8350) == {"192.0.2.7:8350"}
    assert address_of(Place("::1"), 9) == "http://[::1]:9/"


ORIGINS = [
    ("https://desk.example.org", "https://desk.example.org"),
    ("HTTPS://Desk.Example.ORG/", "https://desk.example.org"),
    ("https://desk.example.org:443", "https://desk.example.org"),
    ("https://desk.example.org:8443", "https://desk.example.org:8443"),
    ("http://127.0.0.1:8350", "http://127.0.0.1:8350"),
    ("https://[2001:db8::7]:8443", "https://[2001:db8::7]:8443"),
    ("https://pült.example", "https://xn--plt-hoa.example"),
]


@pytest.mark.parametrize(("told", "origin"), ORIGINS)
def test_origins_are_written_as_browsers_send_them(told: str, origin: str) -> None:
    assert read_origin(told) == origin


@pytest.mark.parametrize(
    "told",
    [
        "", "desk.example.org", "*", "https://*", "https://", "https://desk.example.org/desk", "https://a@desk.example.org", "ftp://a.example",
        "https://desk.example.org?x", "https://desk.example.org#x", "https://desk.example.org:x", "https://desk.example.org:99999", "null",
        "https://a b.example", "https://a.example\nhost: b", "//a.example", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_origin_is_told(told: str) -> None:
    with pytest.raises(UsageError, match="is no origin"):
        read_origin(told)


def test_a_desk_behind_a_proxy_is_not_private() -> None:
    place = Place(origins=("https://desk.example.org",))
    assert place.loopback and not place.private
    assert hosts_of(place, 8350) == {"127.0.0.1:8350", "localhost:8350", "[::1]:8350", "desk.example.org"}
    assert Place().private and Place(origins=("http://localhost:9000",)).private and not Place("0.0.0.0").private


def test_behind_a_proxy_it_does_not_start_without_a_token(store: Store) -> None:
    with pytest.raises(UsageError, match=r"https://desk\.example\.org can be reached from other machines"):
        run_desk(Desk(store, "x"), Place(port=0, origins=("https://desk.example.org",)), lambda _: None, browse=False)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_addresses_of_this_machine_alone(host: str) -> None:
    assert Place(host).loopback


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "localhost.example", ""])
def test_addresses_that_others_reach(host: str) -> None:
    assert not Place(host).loopback


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    done = run("serve", "--db", str(tmp_path / "none.db"), "--no-open", "--port", "0")
    assert done.returncode == 1 and "there is no store here" in done.stderr and "Traceback" not in done.stderr


def test_the_demonstration_is_large_enough() -> None:
    records = list(demo_records())
    assert len(records) >= 30
    assert len({r.document.id for r in records}) == len(records)
    assert all(
        r.document.text[e.mentions[0].span.start : e.mentions[0].span.end] == e.mentions[0].text
        for r in records
        for e in r.events
        if e.mentions[0].span
    )


def test_the_demonstration_serves_and_ends_cleanly() -> None:
    desk = subprocess.Popen(
        [sys.executable, "-m", "dateline", "demo", "--no-open", "--port", "0"],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"NO_COLOR": "1"},
    )
    try:
        assert desk.stderr is not None
        line = desk.stderr.readline()
        address = next(word for word in line.split() if word.startswith("http://"))
        with urllib.request.urlopen(address, timeout=30) as answer:
            assert b"Ansongo" in answer.read()
        desk.send_signal(signal.SIGINT)
        rest = desk.stderr.read()
        assert desk.wait(20) == 0
        assert rest.strip() == ""
    finally:
        desk.kill()
        desk.communicate()
