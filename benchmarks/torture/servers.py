"""Servers on loopback for hostile answers: real sockets, no stand-ins."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from dateline.fetch.policy import Policy

HOST = "127.0.0.1"
Reply = tuple[int, Mapping[str, str], bytes]
"""Status, headers, body as it goes over the wire."""


class Time:
    """A clock that moves only when somebody sleeps."""

    def __init__(self) -> None:
        self.now = datetime(2024, 2, 2, 10, tzinfo=UTC)
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@dataclass
class Site:
    """A server that answers from `routes` (a path -> a reply, or what makes one from the request's headers) and keeps what it was asked."""

    routes: dict[str, Reply | Callable[[Mapping[str, str]], Reply]]
    port: int = 0
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "news.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"

    @property
    def policy(self) -> Policy:
        """Allows this server alone, under any name."""
        return Policy(allow=frozenset({(HOST, self.port)}), resolve=lambda host, port: [HOST], seconds=5)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@contextmanager
def serve(routes: dict[str, Any], tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site on a free port of loopback, until the block ends."""
    site = Site(routes)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = site.routes.get(self.path, (404, {}, b"nothing here"))
            status, headers, body = reply(self.headers) if callable(reply) else reply
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                if value:
                    self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            pass  # a client that hangs up is what many of the tests are about

    with Server((HOST, 0), Handler) as server:
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def listen(answer: Callable[[socket.socket], None] | None = None) -> Iterator[tuple[int, list[bytes]]]:
    """A bare listener: its port, and one item for each connection that anybody made (what came first over it)."""
    met: list[bytes] = []
    with socket.create_server((HOST, 0)) as server:
        server.settimeout(0.05)
        stop = threading.Event()

        def run() -> None:
            while not stop.is_set():
                with suppress(TimeoutError):
                    peer, _ = server.accept()
                    threading.Thread(target=meet, args=(peer,), daemon=True).start()

        def meet(peer: socket.socket) -> None:
            with peer, suppress(OSError):
                peer.settimeout(10)
                met.append(b"")
                met[-1] = peer.recv(65_536)
                if answer is not None:
                    answer(peer)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            yield server.getsockname()[1], met
        finally:
            stop.set()
            thread.join()


def allow(port: int, **changes: Any) -> Policy:
    """A policy for the listener on `port`, reached under any name."""
    policy = Policy(allow=frozenset({(HOST, port)}), resolve=lambda host, port: [HOST], seconds=5)
    return replace(policy, **changes)
