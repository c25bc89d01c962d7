"""What every request passes before any page sees it, and what every answer carries.

The desk listens on this machine, but any page in the reader's browser can send requests to it. So: the Host must be ours (DNS
rebinding), unsafe methods must come from our own pages (forged forms), other sites may link to pages but not embed or fetch them,
and bodies are capped while they arrive. THREATS.md, S6, W1, W2, W5.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.serve.web.faults import Fault, answer_fault

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
)
"""The Content-Security-Policy of every answer; there are no exceptions to it."""
_CARRIED = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # our own forms go back to where they came from; nobody else learns an address
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_SAFE = frozenset(("GET", "HEAD", "OPTIONS"))
LONGEST_QUERY = 8_192
"""Bytes of an address after the question mark; the longest filter that the pages make is a tenth of it."""
LONGEST_BODY = 1_048_576
"""Bytes of a body where the path has no cap of its own."""


class _TooLong(Exception):
    """More of a body than is allowed has arrived."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Which hosts are ours (`127.0.0.1:8350`), and caps of bodies in bytes by beginning of path. `origins` are the addresses at which
    browsers reach us where the operator names them (`https://desk.example.org`, behind a proxy): forms then come from these alone."""

    hosts: frozenset[str]
    origins: tuple[str, ...] = ()
    caps: Mapping[str, int] = field(default_factory=dict)

    def cap(self, path: str) -> int:
        """The cap of the longest beginning that fits."""
        fitting = [start for start in self.caps if path.startswith(start)]
        return self.caps[max(fitting, key=len)] if fitting else LONGEST_BODY


def refuse(scope: Scope, rules: Rules) -> Fault | None:
    """Why a request is refused before anybody looks at it; None where it may go on."""
    headers = Headers(scope=scope)
    if _host(headers, rules) is None:
        return Fault(400, "fault.host")
    if len(scope.get("query_string", b"")) > LONGEST_QUERY:
        return Fault(414, "fault.query")
    if scope["method"] in _SAFE:
        return _refuse_embedding(headers)
    return _refuse_forged(headers, rules) or _refuse_length(headers, rules.cap(scope["path"]))


def _host(headers: Headers, rules: Rules) -> str | None:
    """The one Host, where it is ours. A request with two of them is refused: servers differ in which they take."""
    hosts = headers.getlist("host")
    return hosts[0].lower() if len(hosts) == 1 and hosts[0].lower() in rules.hosts else None


def _refuse_embedding(headers: Headers) -> Fault | None:
    """Other sites may link here; they may not load our answers into their pages."""
    sites, modes = headers.getlist("sec-fetch-site"), headers.getlist("sec-fetch-mode")
    foreign = any(site not in ("same-origin", "none") for site in sites)
    return Fault(403, "fault.foreign") if foreign and modes != ["navigate"] else None


def _refuse_forged(headers: Headers, rules: Rules) -> Fault | None:
    """Unsafe methods are for our own pages. Browsers tell the origin; a program that tells none must send JSON, which no form can."""
    sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
    if any(site != "same-origin" for site in sites) or any(not _ours(o, headers, rules) for o in origins) or len(origins) > 1:
        return Fault(403, "fault.foreign")
    if not sites and not origins and headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        return Fault(403, "fault.origin")
    return None


def _ours(origin: str, headers: Headers, rules: Rules) -> bool:
    """With named origins the Host says nothing of where a form comes from: a proxy may have put another in its place."""
    return origin in rules.origins if rules.origins else origin.lower() == f"http://{_host(headers, rules)}"


def _as_seen(scope: Scope, rules: Rules) -> Scope:
    """The request as the browser sent it to the proxy: cookies are then for TLS alone, and addresses that we write lead back through it."""
    if not rules.origins:
        return scope
    told = Headers(scope=scope)["host"].lower()
    origin = next((one for one in rules.origins if one.partition("://")[2] == told), rules.origins[0])
    scheme, _, host = origin.partition("://")
    others = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "scheme": scheme, "headers": [(b"host", host.encode("ascii")), *others]}


def _refuse_length(headers: Headers, cap: int) -> Fault | None:
    lengths = headers.getlist("content-length")
    if len(lengths) > 1 or any(not (n.isascii() and n.isdigit()) for n in lengths):
        return Fault(400, "fault.length")
    return Fault(413, "fault.body", {"most": f"{cap:,}"}) if lengths and int(lengths[0]) > cap else None


class Gate:
    """The gate as ASGI middleware around `app`."""

    def __init__(self, app: ASGIApp, rules: Rules) -> None:
        self._app, self._rules = app, rules

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return  # web sockets: there are none here
        leave = _carrying(send, scope["path"])
        if fault := refuse(scope, self._rules):
            return await answer_fault(scope, fault)(scope, receive, leave)
        await self._serve(_as_seen(scope, self._rules), receive, leave)

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        cap, started = self._rules.cap(scope["path"]), False

        async def watched(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, _capped(receive, cap), watched)
        except _TooLong:
            if not started:
                await answer_fault(scope, Fault(413, "fault.body", {"most": f"{cap:,}"}))(scope, receive, send)


def _capped(receive: Receive, cap: int) -> Receive:
    """`receive` that stops once more than `cap` bytes have come, whatever the header told."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b"")) if message["type"] == "http.request" else 0
        if seen > cap:
            raise _TooLong
        return message

    return counted


def _carrying(send: Send, path: str) -> Send:
    """`send` that writes the policy and its company on every answer; pages are never kept by caches, static files are."""

    async def carried(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _CARRIED.items():
                headers[name] = value
            if not path.startswith("/static/"):
                headers["cache-control"] = "no-store"
        await send(message)

    return carried
