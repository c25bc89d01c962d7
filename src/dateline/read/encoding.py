"""A page's bytes -> its characters, each of which knows the bytes it stood in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import accumulate

from dateline.read.decode import strip_mark

_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{1,40})", re.I
)
_LOOK = 4096
"""Bytes in which a page declares its encoding; browsers look at 1,024."""
_WESTERN = frozenset(("latin-1", "iso8859-1", "ascii", "cp1252"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page's characters. Bytes that the encoding does not have are U+FFFD in `text`; character i begins at byte `offsets[i]`."""

    text: str
    offsets: tuple[int, ...]
    codec: str


def decode_page(data: bytes) -> Page:
    """The characters of `data` by its byte order mark, its own declaration, UTF-8 or Windows-1252; never fails."""
    marked, length = strip_mark(data)
    codec = marked or _declared(data) or _fallback(data)
    raw = _decode(data[length:], codec)
    width = {c: _width(c, codec) for c in set(raw)}
    offsets = tuple(accumulate((width[c] for c in raw), initial=length))
    return Page("".join("\ufffd" if "\udc80" <= c <= "\udcff" else c for c in raw) if not raw.isascii() else raw, offsets, codec)


def _decode(data: bytes, codec: str) -> str:
    """`data` with one surrogate for each byte that the codec does not know, so that offsets stay exact."""
    try:
        return data.decode(codec, "surrogateescape")
    except UnicodeError:  # wide codecs escape no single bytes; offsets behind the damage are checked by the aligner
        return data.decode(codec, "replace")


def _width(character: str, codec: str) -> int:
    try:
        return len(character.encode(codec, "surrogateescape"))
    except UnicodeError:
        return 1


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_LOOK])
    if found is None:
        return None
    try:
        name = codecs.lookup((found[1] or found[2]).decode("ascii")).name
        b"".decode(name)
    except (LookupError, UnicodeError):
        return None
    if name in _WESTERN:
        return "cp1252"  # as every browser does
    return None if name.startswith(("utf-16", "utf-32", "utf-7")) else name  # declared in ASCII, so it cannot be those


def _fallback(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
