"""No test leaves this machine, and no part of Dateline but `fetch` and what is above it opens a connection (S4 of the threats).

Servers that the tests start themselves, PostgreSQL and a browser are on loopback or behind sockets of the file system. Python's own audit
events are listened to, so that nothing has to be replaced, and what a library does under its own names counts too.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tests.stores import address, postgresql  # noqa: F401

PACKAGE = str(Path(__file__).parents[1] / "src" / "dateline") + "/"
MAY_CONNECT = ("fetch/", "store/", "keep/", "serve/")
"""Parts of the package that open connections: to the web, to the database, to what they serve."""
_caught: list[str] = []


class NetworkUsed(OSError):
    """A connection that no test may make."""


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "socket.connect":
        sock, address = args
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            _check(f"connect to {address[0]}", _is_loopback(address[0]))
    elif event == "socket.getaddrinfo":
        _check(f"look up {args[0]}", args[0] is None or _is_loopback(args[0]))


def _check(what: str, local: bool) -> None:
    part = _part_of(sys._getframe(2))
    if not local or (part is not None and not part.startswith(MAY_CONNECT)):
        _caught.append(f"{part or 'a test'} wanted to {what}")
        raise NetworkUsed(_caught[-1])


def _is_loopback(host: Any) -> bool:
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def _part_of(frame: FrameType | None) -> str | None:
    """The innermost file of the package on the stack, None where the package has no part in it."""
    while frame is not None:
        if frame.f_code.co_filename.startswith(PACKAGE):
            return frame.f_code.co_filename.removeprefix(PACKAGE)
        frame = frame.f_back
    return None


def pytest_configure(config: pytest.Config) -> None:
    if not getattr(sys, "_dateline_watched", False):  # a hook stays for good
        sys._dateline_watched = True  # type: ignore[attr-defined]
        sys.addaudithook(_watch)


@pytest.fixture
def connections() -> list[str]:
    """What was stopped in this test so far; a test that means to be stopped empties it."""
    return _caught


@pytest.fixture(autouse=True)
def _no_connection_but_through_fetch(connections: list[str]) -> Iterator[None]:
    connections.clear()
    yield
    assert not connections, connections
