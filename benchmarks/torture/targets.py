"""Addresses that nobody may have Dateline ask: each with what its name leads to, where it has one."""

from __future__ import annotations

LITERALS = (
    "http://127.0.0.1/", "http://127.255.255.254/", "http://0.0.0.0/", "http://0.1.2.3/", "http://10.0.0.1/", "http://172.16.0.1/",
    "http://172.31.255.255/", "http://192.168.1.1/", "http://100.64.0.1/", "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/latest/meta-data/", "https://169.254.170.2/v2/credentials", "http://192.0.0.192/opc/v2/",
    "http://168.63.129.16/machine", "http://192.0.2.1/", "http://198.18.0.1/", "http://198.51.100.1/", "http://203.0.113.1/",
    "http://192.88.99.1/", "http://224.0.0.1/", "http://239.255.255.250/", "http://240.0.0.1/", "http://255.255.255.255/",
    "http://[::1]/", "http://[::]/", "http://[fe80::1]/", "http://[fe80::1%25eth0]/", "http://[fc00::1]/", "http://[fd00:ec2::254]/",
    "http://[ff02::1]/", "http://[2001:db8::1]/", "http://[2001::1]/", "http://[3fff::1]/", "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:a9fe:a9fe]/", "http://[::127.0.0.1]/", "http://[2002:7f00:1::]/", "http://[2002:c0a8:101::1]/",
    "http://[64:ff9b::7f00:1]/", "http://[64:ff9b::10.0.0.1]/", "http://[64:ff9b:1::a00:1]/", "http://[2600::5efe:10.0.0.1]/",
    "http://[100::1]/", "http://[fec0::1]/",
)  # fmt: skip
"""Numbers in their usual form."""

DISGUISES = (
    "http://2130706433/", "http://0x7f000001/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://017700000001/",
    "http://127.0.0.1./", "http://①②⑦.⓪.⓪.①/", "http://127。0。0。1/", "http://%31%32%37.0.0.1/", "http://10.0.0.01/",
    "http://1.2.3.4.5/", "http://[::ffff:0x7f000001]/",
)  # fmt: skip
"""Numbers in forms that resolvers and browsers take, and readers do not see."""

SHAPES = (
    "file:///etc/passwd", "ftp://news.example/", "gopher://127.0.0.1:6379/_INFO", "dict://127.0.0.1:11211/", "data:text/html,x",
    "javascript:alert(1)", "ldap://news.example/", "jar:http://news.example!/", "//news.example/", "news.example", "http:///etc/passwd",
    "http://news.example:22/", "http://news.example:6379/", "http://news.example:0/", "http://news.example:99999/",
    "http://user:secret@news.example/", "http://news.example@127.0.0.1/", "http://127.0.0.1#@news.example/",
    "http://127.0.0.1\\@news.example/", "http://news.example\\.local/", "http://news.example/\r\nX-Injected: 1", "http://news\x00.example/",
    "http://localhost/", "http://LOCALHOST./", "http://printer/", "http://printer.local/", "http://metadata.google.internal/",
    "http://router.home.arpa/", "http://hidden.onion/", "http://-.example/", "http://a..example/", "http://" + "a" * 64 + ".example/",
    "http://news.example/" + "a" * 2_000,
)  # fmt: skip
"""Other schemes, ports, credentials, and addresses that two readers read in two ways."""

NAMES = (
    ("http://rebind.example/", ("127.0.0.1",)),
    ("http://private.example/", ("10.1.2.3",)),
    ("http://split.example/", ("8.8.8.8", "192.168.0.10")),
    ("http://mixed.example/", ("2606:4700::1", "::1")),
    ("http://mapped.example/", ("::ffff:169.254.169.254",)),
    ("http://nat.example/", ("64:ff9b::a9fe:a9fe",)),
    ("http://zone.example/", ("fe80::1%eth0",)),
    ("http://sixtofour.example/", ("2002:a00:1::",)),
    ("http://meta.example/", ("169.254.169.254",)),
    ("http://junk.example/", ("not an address",)),
    ("http://empty.example/", ()),
)
"""Names whose owners point them inside."""

PUBLIC = ("1.1.1.1", "8.8.8.8", "93.184.216.34", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1",
          "2606:4700::1", "2a00:1450:4001::8", "::ffff:8.8.8.8", "64:ff9b::808:808")  # fmt: skip
"""Addresses of the public web, some of them next to private ranges."""


def refused_targets() -> list[tuple[str, tuple[str, ...]]]:
    """Every target with what its name leads to; literals and shapes would lead to a public address if they were looked up."""
    return [*((url, ("8.8.8.8",)) for url in (*LITERALS, *DISGUISES, *SHAPES)), *NAMES]


def redirect_targets() -> list[tuple[str, tuple[str, ...]]]:
    """The targets that a Location header can carry and that do not lead back to the site that sends it."""
    return [(url, leads) for url, leads in refused_targets() if url.isascii() and url.isprintable() and _leads_away(url)]


def _leads_away(url: str) -> bool:
    host = url.partition("://")[2].partition("/")[0]
    return bool(host) and "news.example" not in url
