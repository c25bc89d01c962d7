"""Web archives made on the spot, whole and broken."""

from __future__ import annotations

import base64
import gzip
import hashlib
import zlib

ARTICLE = (
    b"<!doctype html><html><head><title>Cranes stand still</title><meta property='article:published_time' content='2024-02-02'></head>"
    b"<body><article><h1>Cranes stand still</h1><p>Dockers in Gdansk stopped work on Friday, the port's manager said in a statement.</p>"
    b"<p>Talks will go on next week, the union said, and no ship was turned away on the first day of the strike.</p>"
    b"</article></body></html>"
)


def digest(data: bytes) -> str:
    """As archives write it."""
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


def record(block: bytes, kind: str = "response", **fields: str) -> bytes:
    """One WARC record; fields are written with `-` for `_`, and an empty one is left out."""
    header = {
        "WARC-Type": kind,
        "WARC-Record-ID": "<urn:uuid:00000000-0000-0000-0000-000000000000>",
        "WARC-Date": "2024-02-03T08:00:00Z",
        "WARC-Target-URI": "https://harbour.example/cranes",
        "Content-Type": "application/http; msgtype=response",
        "WARC-Block-Digest": digest(block),
        "Content-Length": str(len(block)),
    }
    header |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in header.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def response(body: bytes = ARTICLE, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer as it came over the wire."""
    every = {"Content-Type": "text/html; charset=utf-8"} | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in every.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def archive(count: int = 3) -> bytes:
    """`count` pages behind a warcinfo record and with their requests between them."""
    parts = [record(b"software: nobody's\r\n", "warcinfo", Content_Type="application/warc-fields", WARC_Target_URI="")]
    for number in range(count):
        url = f"https://harbour.example/cranes/{number}"
        parts.append(record(b"GET / HTTP/1.1\r\nHost: harbour.example\r\n\r\n", "request", WARC_Target_URI=url))
        parts.append(record(response(ARTICLE.replace(b"Friday", b"Friday the %d" % number)), WARC_Target_URI=url))
    return b"".join(parts)


def zipped(data: bytes) -> bytes:
    """`data` (whole records) with a gzip member a record, as archives are kept."""
    parts = data.split(b"\r\n\r\nWARC/1.0\r\n")
    whole = [parts[0], *(b"WARC/1.0\r\n" + part for part in parts[1:])]
    return b"".join(gzip.compress(part if part is whole[-1] else part + b"\r\n\r\n", mtime=0) for part in whole)


def boundaries(data: bytes) -> set[int]:
    """Where a cut leaves a whole archive: behind each record."""
    ends, at = {0, len(data)}, 0
    while (at := data.find(b"\r\n\r\nWARC/1.0\r\n", at)) >= 0:
        at += 4
        ends.add(at)
    return ends


def member_ends(data: bytes) -> set[int]:
    """Where a cut leaves whole gzip members."""
    ends, rest = {0, len(data)}, data
    while rest:
        engine = zlib.decompressobj(wbits=31)
        engine.decompress(rest)
        rest = engine.unused_data
        ends.add(len(data) - len(rest))
    return ends
