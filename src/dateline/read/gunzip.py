"""Gzip as a stream with caps, so that a small file cannot fill the memory."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from dateline.errors import TooLarge, Unreadable
from dateline.inflate import GRACE, MAX_RATIO

GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 65_536


class Gunzip(io.RawIOBase):
    """A readable stream over the decompressed bytes of `source`; members that follow one another are one stream.

    Raises TooLarge where decompression grows beyond the cap and Unreadable for broken gzip, both naming `origin`.
    """

    def __init__(self, source: BinaryIO, origin: str) -> None:
        self._source, self._origin = source, origin
        self._inflate = zlib.decompressobj(wbits=31)
        self._waiting = b""
        self._came, self._went = 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = self._next(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def _next(self, size: int) -> bytes:
        while True:
            if self._inflate.eof and not self._begin_member():
                return b""
            if not self._waiting:
                self._waiting = self._source.read(_CHUNK)
                self._came += len(self._waiting)
            ended = not self._waiting
            piece = self._inflate_some(size)
            if piece:
                return piece
            if ended and not self._inflate.eof:
                raise Unreadable(self._origin, "is gzip that breaks off", "fetch the file again")

    def _inflate_some(self, size: int) -> bytes:
        try:
            piece = self._inflate.decompress(self._waiting, size)
        except zlib.error as error:
            raise Unreadable(self._origin, f"is broken gzip ({error})", "fetch the file again") from error
        self._waiting = self._inflate.unconsumed_tail
        self._went += len(piece)
        if self._went > GRACE and self._went > MAX_RATIO * self._came:
            raise TooLarge(self._origin, f"decompresses to more than {MAX_RATIO} times its size", "look at what is in it")
        return piece

    def _begin_member(self) -> bool:
        rest = self._inflate.unused_data
        while len(rest) < len(GZIP_MAGIC) and (more := self._source.read(_CHUNK)):
            self._came += len(more)
            rest += more
        if not rest.startswith(GZIP_MAGIC):
            if rest.strip(b"\x00"):
                raise Unreadable(self._origin, "has bytes behind its gzip data that are none; it may be cut", "fetch the file again")
            return False  # padding behind the last member, as tape archives leave it
        self._inflate = zlib.decompressobj(wbits=31)
        self._waiting = rest
        return True
