"""One request and its answer over a connection that stands."""

from __future__ import annotations

import http.client
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.errors import NotFetched, TooLarge
from dateline.fetch.deadline import Deadline, Wire
from dateline.fetch.dial import dial
from dateline.fetch.policy import Policy
from dateline.fetch.targets import Target, show_address
from dateline.inflate import inflate

_STEP = 65_536
_ACCEPT = "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/xml;q=0.9, */*;q=0.5"
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says to one request; header names are in lower case, `data` is decoded and empty for redirects."""

    status: int
    headers: tuple[tuple[str, str], ...]
    data: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name."""
        return next((value for key, value in self.headers if key == name), None)


def exchange(target: Target, headers: Mapping[str, str], policy: Policy, deadline: Deadline) -> Answer:
    """Asks `target` once, without following redirects.

    Raises Forbidden, NotFetched where the server or the network fails, TooLarge over the caps, and Unreadable for broken compression.
    """
    shown = show_address(target.url)
    try:
        with dial(target, policy, deadline) as sock:
            wire: Any = Wire(sock, deadline)
            return _ask(wire, target, _headers(target, headers, policy.agent), policy.most)
    except TimeoutError as error:
        raise NotFetched(shown, f"gave no whole answer within {policy.seconds:g} seconds", "try again later") from error
    except http.client.IncompleteRead as error:
        raise NotFetched(shown, "its answer breaks off", "try again later") from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise NotFetched(shown, f"gives no answer that HTTP knows ({type(error).__name__})", "try again later") from error


def _ask(wire: Any, target: Target, headers: dict[str, str], most: int) -> Answer:
    connection = http.client.HTTPConnection(target.host)
    connection.sock = wire  # already connected, to the address that was checked; it never dials by itself
    connection.request("GET", target.path, headers=headers)
    response = connection.getresponse()
    found = tuple((name.lower(), value) for name, value in response.getheaders())
    answer = Answer(response.status, found, b"")
    if response.status in REDIRECTS and answer.header("location"):
        return answer
    codings = ", ".join(value for name, value in found if name == "content-encoding")
    data = inflate(_pieces(response, target, most), codings, show_address(target.url), most)
    return Answer(response.status, found, data)


def _pieces(response: http.client.HTTPResponse, target: Target, most: int) -> Iterator[bytes]:
    came = 0
    while piece := response.read(_STEP):
        came += len(piece)
        if came > most:
            raise TooLarge(show_address(target.url), f"holds more than {most / 1_000_000:g} MB", "split it into its reports")
        yield piece
    if response.length:
        raise http.client.IncompleteRead(b"", response.length)


def _headers(target: Target, headers: Mapping[str, str], agent: str) -> dict[str, str]:
    own = {
        "Host": target.site.partition("://")[2],
        "User-Agent": agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    return own | dict(headers)
