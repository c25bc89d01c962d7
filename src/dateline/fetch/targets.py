"""An address as people and feeds write it -> scheme, host, port and path, or the reason why it is not asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import quote, urljoin, urlsplit

from dateline.errors import Forbidden

_PORTS = {"http": 80, "https": 443}
_LONGEST = 2_000
"""Characters of an address; browsers and servers draw the line between 2,000 and 8,000."""
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_NAME = re.compile(r"(?=.{1,253}\Z)(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.?\Z")
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)\Z")
_LOCAL = ("localhost", "local", "internal", "intranet", "lan", "home", "corp", "private", "home.arpa", "onion")
"""Names that lead into a private network or to no address at all: RFC 6761, 6762, 7686, 8375 and ICANN's reserved ones."""
_SAFE = "%/:=&?~+!$,;'@()*[]|"


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes; `host` is ASCII in lower case, an IPv6 address without brackets, `path` begins with a slash."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port as they stand in an address, without the port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port != _PORTS[self.scheme] else "")

    @property
    def url(self) -> str:
        """The whole address."""
        return self.site + self.path


def read_target(url: str) -> Target:
    """What `url` names. Raises Forbidden for other schemes, credentials, local names, numbers in disguise and what is no address.

    >>> read_target("HTTPS://News.Example/a b?q=1#top").url
    'https://news.example/a%20b?q=1'
    """
    shown, url = show_address(url), url.strip().replace(" ", "%20")
    if len(url) > _LONGEST or _CONTROL.search(url):
        raise Forbidden(shown, "is no web address", "write it as https://host/path")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden(shown, "is no web address", "write it as https://host/path") from error
    if parts.scheme not in _PORTS:
        raise Forbidden(shown, f"has the scheme {parts.scheme[:20]!r}, not http or https", "give an http or https address")
    if "@" in parts.netloc:
        raise Forbidden(shown, "carries a user name", "take it out: Dateline logs in nowhere")
    host = _read_host(parts.hostname or "", shown)
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Target(parts.scheme, host, _PORTS[parts.scheme] if port is None else port, path if path.startswith("/") else f"/{path}")


def follow(target: Target, location: str) -> Target:
    """Where a redirect from `target` leads."""
    try:
        url = urljoin(target.url, location.strip())
    except ValueError as error:
        raise Forbidden(show_address(target.url), "redirects to what is no web address", "tell the site") from error
    return read_target(url)


def show_address(url: str) -> str:
    """`url` fit for a message: without a user's name and password, in one line, not too long."""
    plain = re.sub(r"(?<=//)[^/?#\s]*@", "", url.strip()[:_LONGEST])
    line = "".join(c if c.isprintable() else "\ufffd" for c in plain)
    return line if len(line) <= 200 else f"{line[:199]}…"


def as_number(host: str) -> IPv4Address | IPv6Address | None:
    """The address that `host` is, None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def _read_host(host: str, shown: str) -> str:
    """`host` as DNS and TLS know it."""
    if "%" in host:
        raise Forbidden(shown, "has a host with a zone or an escape", "write the host's plain name")
    number = as_number(host)
    if number is None and ":" not in host:
        host = _to_ascii(host, shown)
        number = as_number(host)
    if number is not None:
        return str(number)
    last = host.rstrip(".").rpartition(".")[2]
    if _NUMBER.match(last):
        raise Forbidden(shown, "has a host of numbers that is no address in its usual form", "write the host's name")
    if any(host.rstrip(".") == name or host.rstrip(".").endswith(f".{name}") for name in _LOCAL):
        raise Forbidden(shown, "names a host in a private network", "Dateline fetches from the public web only")
    if not _NAME.match(host):
        raise Forbidden(shown, "has no full host name", "write it as https://host/path")
    return host


def _to_ascii(host: str, shown: str) -> str:
    try:
        return host.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise Forbidden(shown, "has a host name that cannot be", "check how it is spelt") from error
