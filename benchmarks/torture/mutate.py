"""Damage done to bytes, by chance that can be repeated."""

from __future__ import annotations

import random

_TOKENS = (
    b"<",
    b">",
    b"</",
    b"<!--",
    b"<![CDATA[",
    b"<?xml version='1.0'?>",
    b"<rss version='2.0'>",
    b"<item>",
    b"<description>",
    b"&#x110000;",
    b"&amp",
    b"<html>",
    b"<p>",
    b"<script type='application/ld+json'>",
    b"{",
    b"}",
    b'{"text": "',
    b'"}\n',
    b"[",
    b"\\ud800",
    b"NaN",
    b"\x00",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\x1f\x8b\x08",
    b"WARC/1.0\r\n",
    b"Content-Length: 9\r\n\r\n",
    b"---\n",
    b"Published: 2024-13-45\n",
    b"\r\n",
    b"\n\n",
    b"\xe2\x80\xae",
    b"9" * 500,
    b"(" * 500,
    b'"' * 500,
    b" " * 500,
    b"\xf0\x9f\x9a\xa2",
    b"U.S.",
    b"said that ",
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """`data` with one to twenty pieces taken out, doubled, replaced or put in."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        at = chance.randrange(len(out) + 1)
        length = chance.choice((1, 1, 2, 8, 64, 512))
        way = chance.randrange(5)
        if way == 0:
            del out[at : at + length]
        elif way == 1:
            out[at:at] = chance.choice(_TOKENS)
        elif way == 2:
            out[at : at + length] = chance.randbytes(min(length, len(out) - at))
        elif way == 3:
            out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
        else:
            out[at : at + 1] = bytes([out[at] ^ (1 << chance.randrange(8))]) if at < len(out) else b""
    return bytes(out)
