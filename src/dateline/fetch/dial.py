"""Checked addresses -> a connection, over TLS where the address says so; the host's name is used for its certificate only."""

from __future__ import annotations

import socket
import ssl
from contextlib import suppress
from urllib.parse import urlsplit

from dateline.errors import NotFetched, UsageError
from dateline.fetch.deadline import Deadline, Wire
from dateline.fetch.names import find_addresses
from dateline.fetch.policy import Policy
from dateline.fetch.targets import Target, show_address

_TRIES = 4
"""Addresses of one host that are tried."""
_LONGEST_HEAD = 8_192
"""Bytes of a proxy's answer to CONNECT."""


def dial(target: Target, policy: Policy, deadline: Deadline) -> socket.socket:
    """A connection to one of the target's checked addresses, directly or through the policy's proxy.

    Raises Forbidden for an address that the policy refuses, NotFetched where nobody answers or the certificate does not hold.
    """
    addresses = find_addresses(target, policy, deadline)[:_TRIES]
    problem = "does not answer"
    for address in addresses:
        try:
            sock = _connect(address, target.port, policy, deadline)
        except OSError as error:
            problem = f"does not answer ({_reason(error)})"
            continue
        return _secure(sock, target, policy, deadline) if target.scheme == "https" else sock
    raise NotFetched(show_address(target.url), problem, "try again later")


def _connect(address: str, port: int, policy: Policy, deadline: Deadline) -> socket.socket:
    if policy.proxy is None:
        return socket.create_connection((address, port), deadline.left())
    sock = socket.create_connection(_endpoint(policy.proxy), deadline.left())
    try:
        _tunnel(sock, address, port, deadline)
    except OSError:
        sock.close()
        raise
    return sock


def _endpoint(proxy: str) -> tuple[str, int]:
    """The host and port of an HTTP proxy."""
    problem = "the proxy's address is not of the form http://host:port"
    try:
        parts = urlsplit(proxy)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise UsageError(problem) from None
    if parts.scheme != "http" or not host or "@" in parts.netloc:
        raise UsageError(problem)
    return host, port or 8080


def _tunnel(sock: socket.socket, address: str, port: int, deadline: Deadline) -> None:
    """Has the proxy connect to the address that was checked, never to a name that it would look up itself."""
    place = f"[{address}]:{port}" if ":" in address else f"{address}:{port}"
    Wire(sock, deadline).sendall(f"CONNECT {place} HTTP/1.1\r\nHost: {place}\r\n\r\n".encode("ascii"))
    head = b""
    while not head.endswith(b"\r\n\r\n"):  # byte by byte: what follows belongs to the host behind the proxy
        sock.settimeout(deadline.left())
        byte = sock.recv(1)
        if not byte or len(head) > _LONGEST_HEAD:
            raise OSError("the proxy does not speak HTTP")
        head += byte
    words = head.decode("latin-1").split(None, 2)
    if not words[0].startswith("HTTP/1.") or words[1:2] != ["200"]:
        raise OSError(f"the proxy answers {' '.join(words[1:2])[:10]}")


def _secure(sock: socket.socket, target: Target, policy: Policy, deadline: Deadline) -> socket.socket:
    """TLS with the host's certificate checked against its name, or its address where it has none."""
    context = ssl.create_default_context()
    if policy.authorities is not None:
        context.load_verify_locations(cafile=policy.authorities)
    try:
        sock.settimeout(deadline.left())
        return context.wrap_socket(sock, server_hostname=target.host.rstrip("."))
    except ssl.SSLCertVerificationError as error:
        problem = f"its certificate does not hold ({error.verify_message.lower().rstrip('.')})"
        raise NotFetched(show_address(target.url), problem, "tell the site") from error
    except (OSError, ValueError) as error:
        with suppress(OSError):
            sock.close()
        raise NotFetched(show_address(target.url), f"does not speak TLS ({_reason(error)})", "try again later") from error


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "time is up"
    return (getattr(error, "strerror", None) or str(error) or type(error).__name__).lower()[:100]
