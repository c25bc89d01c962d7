"""Compressed pieces -> bytes, with caps on how much comes out, so that a small message cannot fill the memory."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from dateline.errors import TooLarge, Unreadable

MAX_RATIO = 200
"""Decoded bytes to one compressed byte. Text reaches about 10, markup 40; a bomb of zeros 1,000."""

GRACE = 1_000_000
"""Bytes that may come out before the ratio counts: little files of white space compress better than any text."""

MAX_DEPTH = 2
"""Codings that may lie within one another; servers that compress what is compressed already stop at two."""

_STEP = 65_536
_IDENTITY = ("", "identity")
_KNOWN = ("gzip", "x-gzip", "deflate")


def inflate(pieces: Iterable[bytes], codings: str, origin: str, most: int) -> bytes:
    """The bytes that `pieces` hold under HTTP's Content-Encoding `codings`, at most `most` of them.

    Raises TooLarge over `most`, over MAX_RATIO or over MAX_DEPTH, and Unreadable for a coding that Dateline does not read, for broken
    data and for data that break off, naming `origin`.

    >>> inflate([zlib.compress(b"Rain fell.")], "deflate", "example", 100)
    b'Rain fell.'
    """
    names = [n for n in (c.strip().lower() for c in codings.split(",")) if n not in _IDENTITY]
    if len(names) > MAX_DEPTH:
        raise TooLarge(origin, f"is compressed {len(names)} times over", "look at what is in it")
    if unknown := next((n for n in names if n not in _KNOWN), None):
        raise Unreadable(origin, f"is compressed with {unknown[:20]!r}, which Dateline does not read", "save its page and read that")
    stream = iter(pieces)
    for name in reversed(names):
        stream = _inflate_one(stream, name, origin)
    out = bytearray()
    for piece in stream:
        out += piece
        if len(out) > most:
            raise TooLarge(origin, f"holds more than {most / 1_000_000:g} MB", "split it into its reports")
    return bytes(out)


def _inflate_one(pieces: Iterator[bytes], name: str, origin: str) -> Iterator[bytes]:
    engine, came, went = _Engine(name, origin), 0, 0
    for data in pieces:
        came += len(data)
        for piece in engine.push(data):
            went += len(piece)
            if went > GRACE and went > MAX_RATIO * came:
                raise TooLarge(origin, f"decompresses to more than {MAX_RATIO} times its size", "look at what is in it")
            yield piece
    if came and not engine.done:
        raise Unreadable(origin, "is compressed and breaks off", "fetch it again")


class _Engine:
    """A decompressor that goes on with the next gzip member; what follows the last one and is none is padding."""

    def __init__(self, name: str, origin: str) -> None:
        self._name, self._origin = name, origin
        self._zlib: zlib._Decompress | None = None
        self._head = b""

    @property
    def done(self) -> bool:
        return self._zlib is not None and self._zlib.eof

    def push(self, data: bytes) -> Iterator[bytes]:
        data, self._head = self._head + data, b""
        while data:
            if self._zlib is None or self._zlib.eof:
                if len(data) < 2 and self._zlib is None:
                    self._head = data
                    return
                if self._zlib is not None and (self._name == "deflate" or not data.startswith(b"\x1f")):
                    return
                self._zlib = _start(self._name, data)
            piece = self._step(data)
            yield piece
            data = self._zlib.unused_data if self._zlib.eof else self._zlib.unconsumed_tail
            while len(piece) == _STEP and not data and not self._zlib.eof:  # all is put in, and not yet out
                piece = self._step(b"")
                yield piece

    def _step(self, data: bytes) -> bytes:
        assert self._zlib is not None
        try:
            return self._zlib.decompress(data, _STEP)
        except zlib.error as error:
            raise Unreadable(self._origin, f"is compressed and broken ({error})", "fetch it again") from error


def _start(name: str, data: bytes) -> zlib._Decompress:
    """A decompressor; `deflate` means zlib's format, which some servers send without its two bytes of header."""
    if name != "deflate":
        return zlib.decompressobj(wbits=31)
    wrapped = data[0] & 0x0F == 8 and int.from_bytes(data[:2], "big") % 31 == 0
    return zlib.decompressobj(wbits=15 if wrapped else -15)
