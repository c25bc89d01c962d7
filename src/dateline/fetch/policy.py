"""What may be fetched, from where, and how much of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Resolver: TypeAlias = Callable[[str, int], Sequence[str]]
"""A host name and a port -> its addresses, as numbers; raises OSError where there are none."""

MAX_BYTES = 20_000_000
"""Bytes of one answer, decoded, as for a document that is read from a disk."""

MAX_SECONDS = 30.0
"""Seconds for one address from the first look-up to the last byte, redirects included."""

MAX_REDIRECTS = 5
"""Redirects followed; RFC 9309 asks for five at least, and pages that need more are loops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What `fetch_url` may do.

    `allow` names endpoints (address and port) that are reached although they lie in a private network: a feed reader's own server.
    `resolve` looks names up, None for the system's resolver. `proxy` is `http://host:port`; the environment's proxies are never
    taken by themselves. `authorities` is a file of certificates trusted beside the system's own. TLS is always verified. `agent` is the
    name by which servers know the program, with its version: `dateline/1.2.3`.
    """

    allow: frozenset[tuple[str, int]] = frozenset()
    ports: frozenset[int] = frozenset({80, 443})
    resolve: Resolver | None = None
    proxy: str | None = None
    authorities: str | None = None
    agent: str = "dateline"
    seconds: float = MAX_SECONDS
    most: int = MAX_BYTES
    redirects: int = MAX_REDIRECTS
