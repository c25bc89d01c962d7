"""What there is to read: files, folders and standard input -> items in a fixed order, each the bytes of one report or feed."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeAlias, cast

from dateline.errors import NotFound, ReportError, TooLarge, Unreadable
from dateline.read.decode import decode
from dateline.read.gunzip import GZIP_MAGIC, Gunzip
from dateline.read.limits import MAX_BLANK, MAX_BYTES
from dateline.read.sniff import ARCHIVE, REACH, ROWS, kind_of_name, sniff


@dataclass(frozen=True, slots=True)
class Item:
    """Bytes that hold one report, or one feed of reports; `kind` is as in `sniff`, `size` the file's bytes they took.

    What comes from the web or an archive of it brings its address `url`, the time `fetched` (UTC, ISO 8601) at which it stood there,
    and what a reader should know of how it was kept.
    """

    data: bytes
    kind: str
    origin: str
    size: int = 0
    url: str | None = None
    fetched: str | None = None
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a user should know and that fails nothing."""

    origin: str
    text: str


Found: TypeAlias = Item | Note | ReportError
"""What a walk comes upon; errors are values here, so that one file that fails does not stop the others."""


def find_items(paths: Iterable[str], stdin: BinaryIO | None) -> Iterator[Found]:
    """The items of `paths` (files, folders, `-` for `stdin`) in the order given, folders in the order of their names.

    A file whose bytes were seen before is left out with a note.
    """
    seen: dict[str, str] = {}
    for path in paths:
        if path == "-" and stdin is not None:
            yield from _open_stream(stdin, "standard input", None)
        elif os.path.isdir(path):
            yield from _walk(path, seen)
        else:
            yield from _find_file(path, kind_of_name(path), seen)


def items_of_bytes(data: bytes, origin: str, kind: str | None = None) -> Iterator[Found]:
    """The items in bytes that are at hand."""
    yield from _open_stream(io.BytesIO(data), origin, kind)


def size_of(paths: Iterable[str]) -> int | None:
    """Bytes that a walk over `paths` will give, None where that cannot be told before (pipes, gzip)."""
    files: list[str] = []
    for path in paths:
        files += [p for p in _files_under(path) if kind_of_name(p)] if os.path.isdir(path) else [path]
    if not all(os.path.isfile(f) and not f.endswith(".gz") for f in files):
        return None
    return sum(map(os.path.getsize, files))


def _files_under(folder: str) -> Iterator[str]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        yield from (p for p in (os.path.join(here, n) for n in sorted(names) if not n.startswith(".")) if os.path.isfile(p))


def _walk(folder: str, seen: dict[str, str]) -> Iterator[Found]:
    skipped: Counter[str] = Counter()
    found = 0
    for path in _files_under(folder):
        kind = kind_of_name(path)
        if kind is None:
            skipped[Path(path).suffix.lower() or "no suffix"] += 1
            continue
        found += 1
        yield from _find_file(path, kind, seen)
    if skipped:
        kinds = ", ".join(sorted(skipped))
        yield Note(folder, f"left out {skipped.total()} file{'s' * (skipped.total() > 1)} of other kinds ({kinds}); name a file to read it")
    if not found:
        yield NotFound(folder, "has nothing to read", "Dateline reads .txt, .md, .jsonl, .html, .xml and .warc, each also as .gz")


def _find_file(path: str, kind: str | None, seen: dict[str, str]) -> Iterator[Found]:
    try:
        with open(path, "rb") as file:
            if os.path.isfile(path):  # a pipe can be read only once
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                if first := seen.get(digest):
                    yield Note(path, f"{'was named before' if first == path else f'has the same bytes as {first}'}; read once")
                    return
                seen[digest] = path
            yield from _open_stream(file, path, kind)
    except (FileNotFoundError, ValueError):  # a name that no file can have
        yield NotFound(path, "no such file or folder", "check the name")
    except OSError as error:
        yield Unreadable(path, f"cannot be opened ({(error.strerror or str(error)).lower()})", "check the file and its permissions")


def _open_stream(stream: BinaryIO, origin: str, kind: str | None) -> Iterator[Found]:
    try:
        head, stream = _peek(stream)
        for _ in range(2):  # gzip within gzip at most
            if head.startswith(GZIP_MAGIC):
                head, stream = _peek(cast(BinaryIO, Gunzip(stream, origin)))
        if (kind or sniff(head)) == ROWS and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
            yield from _rows_of(stream, origin)
            return
        if (kind or sniff(head)) == ARCHIVE:
            yield from _pages_of(stream, origin)
            return
        data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise TooLarge(origin, f"holds more than {MAX_BYTES // 1_000_000} MB", "split it into its reports")
        yield from _items_of(data, origin, kind)
    except ReportError as error:
        yield error


def _items_of(data: bytes, origin: str, kind: str | None) -> Iterator[Found]:
    sniffed = sniff(data[:REACH])
    if kind == ROWS:  # rows in UTF-16
        yield from _rows_of(io.BytesIO(decode(data, origin)[0].encode("utf-8", "replace")), origin)
    elif kind is None and _is_object(data):
        yield Item(data, "row", origin, len(data))
    else:
        changed = {sniffed, kind} == {"page", "feed"}  # XHTML in .xml, a feed in .html
        yield Item(data, sniffed if kind is None or changed else kind, origin, len(data))


def _is_object(data: bytes) -> bool:
    """Whether a file with a name that tells nothing is one row, written over several lines."""
    try:
        return data.lstrip()[:1] == b"{" and isinstance(json.loads(data), dict)
    except (ValueError, RecursionError):
        return False


def _rows_of(stream: BinaryIO, origin: str) -> Iterator[Found]:
    number, rows, blank = 0, 0, 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if not line.strip():
            blank += 1
            if blank > MAX_BLANK:
                raise TooLarge(origin, f"has more than {MAX_BLANK:,} blank lines", "look at what is in it")
            continue
        where = f"{origin}, line {number}"
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        size = len(line)
        if size > MAX_BYTES:
            while line and not line.endswith(b"\n"):
                line = stream.readline(MAX_BYTES)
            yield TooLarge(where, f"holds more than {MAX_BYTES // 1_000_000} MB", "split it into its reports")
        else:
            rows += 1
            yield Item(line.rstrip(b"\r\n"), "row", where, size)
    if not number or not rows:
        yield Unreadable(origin, "is empty", "give one JSON object a line, with `text` and `published`")


def _pages_of(stream: BinaryIO, origin: str) -> Iterator[Found]:
    from dateline.read.archives import LeftOut, read_archive

    left: Counter[str] = Counter()
    found = 0
    for page in read_archive(stream, origin):
        if isinstance(page, LeftOut):
            left[page.what] += 1
        elif isinstance(page, ReportError):
            found += 1
            yield page
        else:
            found += 1
            yield Item(page.data, page.kind, page.origin, page.size, page.url, page.fetched, page.warnings)
    if left:
        kinds = ", ".join(f"{what}: {count}" for what, count in sorted(left.items()))
        yield Note(origin, f"left out {left.total()} record{'s' * (left.total() > 1)} ({kinds})")
    if not found:
        yield NotFound(origin, "has no pages to read", "name an archive with responses in it")


def _peek(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes of `stream`, and a stream that still has them; one that breaks off gives what it has first."""
    head, failure = b"", None
    try:
        while len(head) < REACH and (more := stream.read(REACH - len(head))):
            head += more
    except ReportError as error:
        failure = error
    return head, cast(BinaryIO, io.BufferedReader(_Joined(head, stream, failure), REACH))


class _Joined(io.RawIOBase):
    """Bytes that were read already, then the rest of their stream, or the reason why there is none."""

    def __init__(self, head: bytes, rest: BinaryIO, failure: ReportError | None) -> None:
        self._head, self._rest, self._failure = head, rest, failure

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._failure and not self._head:
            raise self._failure
        piece = self._head[: len(buffer)] if self._head else self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)
