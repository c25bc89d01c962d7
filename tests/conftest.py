"""Nobody leaves loopback during the tests, and of the package only `fetch`, `store` and `serve` connect."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.stores import address, postgresql  # noqa: F401

_PACKAGE = str(Path(__file__).parents[1] / "src" / "dateline") + "/"
_FREE = tuple(_PACKAGE + name for name in ("fetch/", "store/", "serve/"))
_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0", "::")
_seen: list[str] = []


def _watch(event: str, args: tuple[Any, ...]) -> None:
    """An audit hook: it sees every connection and look-up that Python code asks for, whoever asks."""
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event == "socket.connect" and isinstance(args[1], tuple):
        host = args[1][0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    who = _asker()
    if (host and not str(host).startswith(_LOOPBACK)) or (who and not who.startswith(_FREE)):
        told = f"{who or 'a test'} wanted to reach {host}"
        _seen.append(told)
        raise OSError(told)


def _asker() -> str | None:
    """The innermost file of the package that is being run, None where none is."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_filename.startswith(_PACKAGE):
            return frame.f_code.co_filename
        frame = frame.f_back  # type: ignore[assignment]
    return None


sys.addaudithook(_watch)


@pytest.fixture(autouse=True)
def connections() -> Iterator[list[str]]:
    """What was refused during a test; anything that a test leaves there fails it, even where the asker swallowed the error."""
    _seen.clear()
    yield _seen
    assert not _seen, _seen
