"""Which network addresses belong to the public web: everything else is refused, whatever name led there."""

from __future__ import annotations

from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_REFUSED = (
    ("0.0.0.0/8", "this very host"),
    ("10.0.0.0/8", "a private network"),
    ("100.64.0.0/10", "a carrier's inner network"),
    ("127.0.0.0/8", "this very host"),
    ("168.63.129.16/32", "a cloud's inner service"),
    ("169.254.0.0/16", "a link-local network or a cloud's metadata"),
    ("172.16.0.0/12", "a private network"),
    ("192.0.0.0/24", "a reserved range"),
    ("192.0.2.0/24", "a range for documentation"),
    ("192.31.196.0/24", "a reserved range"),
    ("192.52.193.0/24", "a reserved range"),
    ("192.88.99.0/24", "a relay range"),
    ("192.168.0.0/16", "a private network"),
    ("192.175.48.0/24", "a reserved range"),
    ("198.18.0.0/15", "a range for measurements"),
    ("198.51.100.0/24", "a range for documentation"),
    ("203.0.113.0/24", "a range for documentation"),
    ("224.0.0.0/4", "a multicast range"),
    ("240.0.0.0/4", "a reserved range"),
    ("::1/128", "this very host"),
    ("::/128", "this very host"),
    ("fc00::/7", "a private network"),
    ("fe80::/10", "a link-local network"),
    ("ff00::/8", "a multicast range"),
    ("2001::/23", "a reserved range"),
    ("2001:db8::/32", "a range for documentation"),
    ("2002::/16", "a relay range"),
    ("2620:4f:8000::/48", "a reserved range"),
    ("3fff::/20", "a range for documentation"),
)
"""IANA's special-purpose registries (IPv4 and IPv6), and Azure's wire server, which lies among public addresses."""
_PUBLIC_V6 = "2000::/3"
"""The only part of IPv6 that is given out as global unicast; what lies outside is refused without a name."""
_TRANSLATED = "64:ff9b::/96"
"""NAT64's well-known prefix, RFC 6052: where a network has no IPv4, every IPv4 site has such an address."""
_ISATAP = (0x00005EFE, 0x02005EFE)
"""Upper halves of an interface identifier that carries an IPv4 address, RFC 5214."""


def why_refused(address: str) -> str | None:
    """What makes `address` no place of the public web, None where it is one. An address inside an address counts as itself.

    >>> why_refused("10.0.0.1"), why_refused("::ffff:10.0.0.1"), why_refused("64:ff9b::a00:1")
    ('a private network', 'a private network', 'a private network')
    >>> why_refused("8.8.8.8")
    """
    try:
        number = ip_address(address)
    except ValueError:
        return "no address"
    if isinstance(number, IPv6Address) and number.scope_id:
        return "an address with a zone"
    return _why(number)


def _why(number: IPv4Address | IPv6Address) -> str | None:
    if isinstance(number, IPv4Address):
        return _listed(number)
    inner = number.ipv4_mapped or (_last_half(number) if number in _network(_TRANSLATED) else None)
    if inner is not None:
        return _why(inner)
    if found := _listed(number):
        return found
    if number not in _network(_PUBLIC_V6):
        return "a reserved range"
    return _listed(_last_half(number)) if int(number) >> 32 & 0xFFFFFFFF in _ISATAP else None


def _listed(number: IPv4Address | IPv6Address) -> str | None:
    return next((words for network, words in _REFUSED if number in _network(network)), None)


def _last_half(number: IPv6Address) -> IPv4Address:
    return IPv4Address(int(number) & 0xFFFFFFFF)


@cache
def _network(written: str) -> IPv4Network | IPv6Network:
    return ip_network(written)
