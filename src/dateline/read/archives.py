"""A web archive -> its pages and feeds, as they stood at their address when they were fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.parser import HeaderParser
from typing import BinaryIO, TypeAlias

from dateline.errors import ReportError, TooLarge, Unreadable
from dateline.inflate import inflate
from dateline.read.limits import MAX_BYTES
from dateline.read.markup import web_address
from dateline.read.sniff import TEXT, kind_of_type
from dateline.read.warc import WarcRecord, digest_matches, read_records

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})[^\n]*\n")
_HEAD = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_SILENT = frozenset({"request", "warcinfo", "metadata"})
"""Records about others; nobody misses them."""


@dataclass(frozen=True, slots=True)
class Archived:
    """A page, feed or text as it came over the web: decoded bytes, address, time (UTC, ISO 8601), and doubts about them."""

    data: bytes
    kind: str
    origin: str
    size: int
    url: str | None
    fetched: str | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A record that holds nothing to read; `what` says of what kind, in the plural."""

    what: str


_Read: TypeAlias = "Archived | LeftOut | ReportError"


def read_archive(stream: BinaryIO, origin: str) -> Iterator[_Read]:
    """The pages, feeds and texts in a WARC archive, in order, with an error in the place of each record that is not whole."""
    for record in read_records(stream, origin):
        if isinstance(record, ReportError):
            yield record
        elif record.kind not in _SILENT:
            yield _open_record(record)


def _open_record(record: WarcRecord) -> _Read:
    try:
        if record.kind == "response" and record.block.startswith(b"HTTP/"):
            return _open_response(record)
        if record.kind in ("resource", "conversion"):
            return _open_resource(record)
    except ReportError as error:
        return error
    return LeftOut("revisits" if record.kind == "revisit" else "other types")


def _open_resource(record: WarcRecord) -> _Read:
    """A file, or the text that somebody made of a page, as WET archives hold it."""
    kind = kind_of_type(record.header.get("content-type", ""), record.block)
    if kind is None or (kind == TEXT and not _url_of(record)):  # an archiver's own log
        return LeftOut("other types")
    _check_size(record)
    return _archived(record, record.block, kind, ())


def _open_response(record: WarcRecord) -> _Read:
    status, headers, body = _split_response(record)
    if status != 200:
        return LeftOut("redirects and errors")
    plain, warnings = _dechunk(record, headers, body)
    kind = kind_of_type(headers.get("content-type", ""), plain)
    if kind is None or kind == TEXT:  # robots.txt and the like
        return LeftOut("other types")
    _check_size(record)
    doubts = (*warnings, *_check_payload(record, body, plain), *_check_length(headers, body, plain))
    codings = ", ".join(headers.get_all("content-encoding", []))
    data = inflate([plain], "" if _is_plain(plain, codings) else codings, record.origin, MAX_BYTES)
    return _archived(record, data, kind, doubts)


def _split_response(record: WarcRecord) -> tuple[int, Message, bytes]:
    status = _STATUS.match(record.block)
    if status is None:
        raise Unreadable(record.origin, "holds no HTTP answer", "fetch the archive again")
    end = _HEAD.search(record.block, status.end() - 2)
    cut = end.end() if end else len(record.block)
    head = record.block[status.end() : cut].decode("latin-1")  # HTTP's own charset; other bytes would come back as no text
    return int(status[1]), HeaderParser().parsestr(head), record.block[cut:]


def _dechunk(record: WarcRecord, headers: Message, body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """The body without its chunks' marks; many archives keep the header and not the marks, so that what is not chunked stays."""
    if "chunked" not in headers.get("transfer-encoding", "").lower() or not _CHUNK.match(body):
        return body, ()
    out, at = bytearray(), 0
    while found := _CHUNK.match(body, at):
        size = int(found[1], 16)
        if not size:
            return bytes(out), ()
        piece = body[found.end() : found.end() + size]
        out += piece
        at = found.end() + size
        at += len(b"\r\n") if body[at : at + 2] == b"\r\n" else body[at : at + 1] == b"\n"
    return bytes(out), ("was not received whole: its last chunk is missing",)


def _is_plain(data: bytes, codings: str) -> bool:
    """Whether data that are called compressed are not: some archives keep the header and decode the body."""
    return "gzip" in codings.lower() and not data.startswith(b"\x1f\x8b")


def _check_size(record: WarcRecord) -> None:
    if record.length > MAX_BYTES:
        raise TooLarge(record.origin, f"holds more than {MAX_BYTES // 1_000_000} MB", "take its page out of the archive")


def _check_payload(record: WarcRecord, body: bytes, plain: bytes) -> tuple[str, ...]:
    """A doubt where the payload's digest fits neither the body as it was sent nor without its chunks' marks."""
    written = record.header.get("warc-payload-digest")
    told = [digest_matches(written, data) for data in (body, plain)]
    return ("its payload's digest differs: other bytes than the server sent",) if False in told and True not in told else ()


def _check_length(headers: Message, body: bytes, plain: bytes) -> tuple[str, ...]:
    told = headers.get("content-length", "").strip()
    if not re.fullmatch(r"\d{1,18}", told) or plain is not body or len(body) >= int(told):
        return ()
    return (f"was not received whole: {len(body):,} of {int(told):,} bytes",)


def _archived(record: WarcRecord, data: bytes, kind: str, doubts: tuple[str, ...]) -> Archived:
    cut = record.header.get("warc-truncated")
    warnings = (*doubts, f"was cut when it was archived ({cut[:40]})") if cut else doubts
    return Archived(data, kind, record.origin, record.length, _url_of(record), _moment(record.header.get("warc-date", "")), warnings)


def _url_of(record: WarcRecord) -> str | None:
    return web_address(record.header.get("warc-target-uri", "").strip("<> "))


def _moment(written: str) -> str | None:
    """WARC-Date as UTC in ISO 8601, None where it is none."""
    try:
        moment = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).replace(microsecond=0).isoformat()
