"""A WARC archive (ISO 28500) -> its records, each checked to be whole: what breaks off or was altered is told, never passed over."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from dateline.errors import ReportError, Unreadable
from dateline.read.limits import MAX_BYTES

_VERSION = re.compile(rb"WARC/\d\.\d+\s*\Z")
_LENGTH = re.compile(r"\d{1,18}\Z")
_LONGEST_LINE = 65_536
_LONGEST_HEAD = 262_144
"""Bytes of a record's header; real ones have under 2,000."""
_STEP = 1_000_000
_ADVICE = "fetch the archive again"
CONTENT = ("response", "resource", "conversion")
"""Types of records that hold what was fetched; a `revisit` carries the digests of the record that it refers to."""
_DIGESTS = ("md5", "sha1", "sha256", "sha384", "sha512")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its header with names in lower case and its block, of which no more than MAX_BYTES and one are kept."""

    header: dict[str, str]
    block: bytes
    length: int
    origin: str

    @property
    def kind(self) -> str:
        """The record's type: `response`, `resource`, `request`, …"""
        return self.header.get("warc-type", "").strip().lower()


def read_records(stream: BinaryIO, origin: str) -> Iterator[WarcRecord | ReportError]:
    """The records of `stream` in order; one that is broken comes as its error, and the search for the next one goes on behind it.

    An archive that ends within a record is told as an error, also where only the two line ends behind the last record are missing.
    """
    number = 0
    try:
        line, _ = _next_line(stream)
        while line:
            number += 1
            found = _read_record(stream, line, f"{origin}, record {number}")
            yield found
            if isinstance(found, ReportError) and not isinstance(found, Altered):
                line = _next_version(stream)
                continue
            line, ends = _next_line(stream)
            if not line and ends < 2:
                problem = f"ends right behind record {number}, without the line ends that close it; it may be cut"
                yield Unreadable(origin, problem, _ADVICE)
    except ReportError as error:  # of the compression around it
        yield error


def digest_matches(written: str | None, data: bytes) -> bool | None:
    """Whether `data` has the digest `written` (`sha1:` and base 32, base 64 or hexadecimal); None where nothing can be compared.

    >>> digest_matches("md5:" + hashlib.md5(b"Rain").hexdigest(), b"Rain"), digest_matches("xyz:1", b"Rain")
    (True, None)
    """
    name, _, value = (written or "").strip().partition(":")
    name, value = name.lower().replace("-", ""), value.strip()
    if name not in _DIGESTS or not value:
        return None
    digest = hashlib.new(name, data, usedforsecurity=False).digest()
    plain = value.rstrip("=")
    ways = (base64.b64encode, base64.urlsafe_b64encode)
    return (
        plain.upper() == base64.b32encode(digest).decode().rstrip("=")
        or plain.lower() == digest.hex()
        or any(plain == way(digest).decode().rstrip("=") for way in ways)
    )


def _read_record(stream: BinaryIO, line: bytes, origin: str) -> WarcRecord | ReportError:
    if not _VERSION.match(line):
        return Unreadable(origin, "is no WARC record", _ADVICE)
    header = _read_header(stream)
    if header is None:
        return Unreadable(origin, "breaks off in its header, or has none that is one", _ADVICE)
    written = header.get("content-length", "").strip()
    if not _LENGTH.match(written):
        return Unreadable(origin, "does not tell its length", _ADVICE)
    length = int(written)
    block, came = _read_block(stream, length)
    if came < length:
        return Unreadable(origin, f"breaks off: {came:,} of its {length:,} bytes are there", _ADVICE)
    record = WarcRecord(header, block, length, origin)
    if record.kind in CONTENT and came == len(block) and digest_matches(header.get("warc-block-digest"), block) is False:
        return Altered(origin, "holds other bytes than were archived (its digest differs)", _ADVICE)
    return record


class Altered(Unreadable):
    """A record of the right length whose bytes are not those that were archived."""


def _read_header(stream: BinaryIO) -> dict[str, str] | None:
    """The header's fields up to its blank line; None where the archive ends before it or a line is no field."""
    found: dict[str, str] = {}
    name, size = "", 0
    while line := stream.readline(_LONGEST_LINE):
        size += len(line)
        if size > _LONGEST_HEAD or not line.endswith(b"\n"):
            return None
        text = line.decode("utf-8", "replace").rstrip("\r\n")
        if not text:
            return found
        if text[0] in " \t" and name:
            found[name] += " " + text.strip()
            continue
        name, colon, value = text.partition(":")
        name = name.strip().lower()
        if not colon:
            return None
        found.setdefault(name, value.strip())
    return None


def _read_block(stream: BinaryIO, length: int) -> tuple[bytes, int]:
    """The first MAX_BYTES + 1 bytes of a block, and how many bytes it had."""
    kept, came = bytearray(), 0
    while came < length and (piece := stream.read(min(_STEP, length - came))):
        came += len(piece)
        kept += piece[: MAX_BYTES + 1 - len(kept)]
    return bytes(kept), came


def _next_line(stream: BinaryIO) -> tuple[bytes, int]:
    """The next line that is not blank, empty at the end, and how many line ends came before it."""
    ends = 0
    while line := stream.readline(_LONGEST_LINE):
        if line.strip():
            return line, ends
        ends += line.endswith(b"\n")
    return b"", ends


def _next_version(stream: BinaryIO) -> bytes:
    """The next line that begins a record, empty where there is none."""
    while line := stream.readline(_LONGEST_LINE):
        if _VERSION.match(line):
            return line
    return b""
