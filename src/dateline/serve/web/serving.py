"""From a store to a running desk: the socket, the hosts that are ours, the server, the browser."""

from __future__ import annotations

import ipaddress
import re
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from dateline.errors import UsageError
from dateline.serve.web.desk import Desk
from dateline.serve.web.people import require_tokens

if TYPE_CHECKING:
    import uvicorn

    from dateline.serve.web.gate import Rules

PORT = 8350
"""The port where none is asked for: free in IANA's list, and not one that other local tools take."""
_PORTS = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|[0-9a-f:.]+")
_NAMES = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where the desk listens."""

    host: str = "127.0.0.1"
    port: int = PORT
    names: tuple[str, ...] = ()
    """Names by which others reach it, where they are not `host`: `0.0.0.0` is no name that a browser sends."""
    origins: tuple[str, ...] = ()
    """Addresses at which browsers reach it through a proxy, as `read_origin` writes them."""

    @property
    def private(self) -> bool:
        """Whether only this machine can reach it: a proxy that listens elsewhere brings others to a desk on loopback."""
        return self.loopback and all(is_loopback(urlsplit(one).hostname or "") for one in self.origins)

    @property
    def loopback(self) -> bool:
        """Whether it listens for this machine alone."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine as itself alone reaches it."""
    try:
        return host == "localhost" or ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def read_origin(told: str) -> str:
    """An origin as browsers send it. Raises UsageError for what is none.

    >>> read_origin("HTTPS://Desk.example.org:443/")
    'https://desk.example.org'
    """
    problem = UsageError(f"{told!r} is no origin; write what the address bar shows up to the path: https://desk.example.org")
    try:
        parts = urlsplit(told.strip())
        port, name = parts.port, (parts.hostname or "").encode("idna" if not told.isascii() else "ascii").decode()
    except (ValueError, UnicodeError):
        raise problem from None
    rest = parts.path.removeprefix("/") or any(mark in told for mark in "@?#")
    if parts.scheme not in _PORTS or not _HOST.fullmatch(name) or rest:
        raise problem
    own = f"[{name}]" if ":" in name else name
    return f"{parts.scheme}://{own}" + (f":{port}" if port not in (None, _PORTS[parts.scheme]) else "")


def listen(place: Place) -> socket.socket:
    """A bound socket. Raises UsageError where the port is taken, not allowed, or the host is none of this machine's."""
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((place.host.strip("[]"), place.port))
    except PermissionError:
        bound.close()
        raise UsageError(f"port {place.port} is not for every user; choose one from 1024 on with --port") from None
    except socket.gaierror:
        bound.close()
        raise UsageError(f"{place.host!r} is no address of this machine; leave --host out to serve on it alone") from None
    except OSError as error:
        bound.close()
        raise UsageError(
            f"port {place.port} on {place.host} cannot be had ({(error.strerror or str(error)).lower()}); "
            f"stop what uses it, or choose another with --port"
        ) from None
    bound.listen(128)
    return bound


def hosts_of(place: Place, port: int) -> frozenset[str]:
    """Values of the Host header that are ours: the address that was printed, and other names of this machine on loopback."""
    own = f"[{place.host.strip('[]')}]" if ":" in place.host else place.host
    names = {own, *place.names, *_NAMES} if place.loopback else {own, *place.names}
    proxied = {origin.partition("://")[2] for origin in place.origins}
    return frozenset({f"{name}:{port}".lower() for name in names} | ({n.lower() for n in names} if port == 80 else set()) | proxied)


def address_of(place: Place, port: int) -> str:
    """What to type into a browser."""
    own = f"[{place.host.strip('[]')}]" if ":" in place.host else place.host
    return f"http://{own}:{port}/"


def look_ahead(desk: Desk) -> None:
    """Counts what the first screen shows; whatever goes wrong will be told by the page itself."""
    from dateline.store.ask import Filter

    with suppress(Exception):
        desk.glances.of(desk.store, Filter())


def run_desk(desk: Desk, place: Place, started: Callable[[str], None], *, browse: bool) -> None:
    """Serves until it is stopped; `started` is told the address once it answers. Raises UsageError as `listen`."""
    import uvicorn

    from dateline.serve.web.gate import Rules

    if not place.private:
        require_tokens(desk.store, place.origins[0] if place.origins else place.host, desk.tools.clock())
        desk = replace(desk, guarded=True)
    bound = listen(place)
    port = bound.getsockname()[1]
    address = f"{place.origins[0]}/" if place.origins else address_of(place, port)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets=sockets)
            started(address)
            threading.Thread(target=look_ahead, args=(desk,), daemon=True).start()
            if browse:
                threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    with bound, suppress(KeyboardInterrupt):  # uvicorn ends cleanly on Ctrl-C, and then raises it once more
        Server(_configure(desk, Rules(hosts_of(place, port), place.origins))).run(sockets=[bound])


def _configure(desk: Desk, rules: Rules) -> uvicorn.Config:
    """How the server is set: plain HTTP by `h11`, quiet, and gone soon after it is stopped."""
    import uvicorn

    from dateline.serve.web.app import build_desk

    return uvicorn.Config(
        build_desk(desk, rules),
        http="h11",
        ws="none",
        lifespan="off",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=3,
    )
