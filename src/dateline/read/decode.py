"""Bytes -> text: byte order marks, UTF-8, UTF-16 and UTF-32, else Windows-1252; binary files are refused by name."""

from __future__ import annotations

import codecs

from dateline.errors import TooLarge, Unreadable
from dateline.model import Json
from dateline.read.limits import MAX_BYTES

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a ZIP or Office file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"filedesc://", "an ARC archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
)
_SAMPLE = 65_536
_ADVICE = "save it as plain text in UTF-8"


def strip_mark(data: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark tells and the mark's length, or None and 0.

    >>> strip_mark(b"\\xef\\xbb\\xbfThe")
    ('utf-8', 3)
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name, len(mark)
    return None, 0


def decode(data: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """The text of `data` without its byte order mark, and what a reader should know of how it was decoded.

    Line ends stay as they are. Raises TooLarge over the cap and Unreadable for binary data, both naming `origin`.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(origin, f"holds more than {MAX_BYTES // 1_000_000} MB", "split it into its reports")
    name, length = strip_mark(data)
    if name is None:
        _refuse_signatures(data, origin)
        name = _guess(data)
    if name is None:
        raise Unreadable(origin, "is binary data, not text", _ADVICE)
    try:
        text = data[length:].decode(name)
    except UnicodeDecodeError as error:
        raise Unreadable(origin, f"is no valid {name.upper()} at byte {error.start + length}", _ADVICE) from error
    if _is_noise(text):
        raise Unreadable(origin, "is binary data, not text", _ADVICE)
    return text, (("is not UTF-8; read as Windows-1252",) if name in ("latin-1", "cp1252") else ())


def mend_surrogates(text: str) -> str:
    """`text` with every lone surrogate replaced by U+FFFD, character for character, so that it can be written again.

    >>> mend_surrogates("a\\ud800b")
    'a\ufffdb'
    """
    if text.isascii():
        return text
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    return text


def mend_json(value: Json) -> Json:
    """`value` with mend_surrogates done to every string in it."""
    if isinstance(value, str):
        return mend_surrogates(value)
    if isinstance(value, list):
        return [mend_json(v) for v in value]
    if isinstance(value, dict):
        return {mend_surrogates(k): mend_json(v) for k, v in value.items()}
    return value


def _guess(data: bytes) -> str | None:
    """The encoding of bytes without a mark; None for binary data."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return _wide(data) or "utf-8"  # ASCII letters in UTF-16 are valid UTF-8, full of NULs
    wide = _wide(data)
    if wide or b"\x00" in data:
        return wide
    return "latin-1" if any(b in data for b in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")) else "cp1252"


def _wide(data: bytes) -> str | None:
    """UTF-16 without a mark: Latin letters there leave every other byte NUL."""
    sample = data[:_SAMPLE]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if high > 0.6 * pairs and low < 0.1 * pairs:
        return "utf-16-le"
    if low > 0.6 * pairs and high < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_noise(text: str) -> bool:
    """Whether more than a tenth of the beginning are control characters, which no text has."""
    sample = text[:_SAMPLE]
    controls = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f") or "\x7f" <= c <= "\x9f")
    return controls > 0.1 * len(sample)


def _refuse_signatures(data: bytes, origin: str) -> None:
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            raise Unreadable(origin, f"is {kind}, not text", _ADVICE)
