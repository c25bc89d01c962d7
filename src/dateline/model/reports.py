"""What was read: a dated report with its untouched text."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.spans import Json


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of a report's text from `start`, which stand in the page's bytes `[first, last)`."""

    start: int
    length: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated report, as it was read; `text` is never changed afterwards.

    `origin` says where it came from, for messages (`news.jsonl, line 7`); `sha256` is of the bytes that were read;
    `extra` are the caller's own fields; `pages` maps the text to the page's bytes where there is a page.
    """

    text: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    key: str | None = None
    extra: tuple[tuple[str, Json], ...] = ()
    sha256: str | None = None
    origin: str = "text"
    pages: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()
