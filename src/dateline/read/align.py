"""A page's article text -> where each run of its characters stands in the page's bytes.

Extraction drops tags, folds white space and reads entities, so the text is no substring of the page. Both sides are
compared without white space, line by line: long lines first, in the page's order, as anchors; short ones then only
between their neighbours. What is not found so has no piece. Every step is linear but for `str.find`, which the
standard library keeps so.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from dateline.model import Piece, Span
from dateline.read.encoding import Page
from dateline.text import split_paragraphs

_SKIP = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(script|style|title|svg)\b[^>]*(?<!/)>.*?(?:</\1\s*>|\Z)"
    r"|<[!/?a-z][^>]*(?:>|\Z)"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)",
    re.S | re.I,
)
LONG = 24
"""Characters without white space from which a line is an anchor; shorter ones (`Share`, `Read more`) stand in many places."""
REACH = 20_000
"""Characters of the page in which the parts of a line that is not found whole are looked for."""
WORDS = 5
"""Words of such a part."""


@dataclass(slots=True)
class _Dense:
    """Characters without white space; `first` and `last` are where each begins and ends in what they were taken from."""

    text: str
    first: Sequence[int]
    last: Sequence[int]


def align(text: str, page: Page, data: bytes) -> tuple[Piece, ...]:
    """Where `text` stands in `data`: pieces in order of the text, each of characters of equal width.

    For every piece, `html.unescape(data[first:last].decode(codec)) == text[start:start + length]`, and its k-th
    character stands at `first + k * (last - first) // length`.
    """
    shown, words = _shown(page), _dense(text)
    places = _match(text, words, shown)
    runs = _join(_cells(text, words, shown, places, page))
    return tuple(p for p in runs if unescape(data[p.first : p.last].decode(page.codec, "replace")) == text[p.start : p.start + p.length])


def page_bytes(pieces: Sequence[Piece], span: Span) -> Span | None:
    """The bytes of the page from the first to the last character of `span` that stands in it, None where none does."""
    met = [p for p in pieces if p.start < span.end and span.start < p.start + p.length]
    if not met:
        return None
    head, tail = met[0], met[-1]
    first = head.first + max(span.start - head.start, 0) * ((head.last - head.first) // head.length)
    last = tail.last - max(tail.start + tail.length - span.end, 0) * ((tail.last - tail.first) // tail.length)
    return Span(first, last)


def _shown(page: Page) -> _Dense:
    """The characters of the page that a reader may see, entities read."""
    kept: list[str] = []
    first, last = array("L"), array("L")
    at = 0
    for skip in _SKIP.finditer(page.text):
        _take(page.text, Span(at, skip.start()), kept, first, last)
        at = skip.end()
        if skip["entity"]:
            character = unescape(skip["entity"])
            if len(character) == 1 and not character.isspace():
                kept.append(character)
                first.append(skip.start())
                last.append(at)
            elif character == skip["entity"]:  # AT&T: no entity at all
                _take(page.text, Span(skip.start(), at), kept, first, last)
    _take(page.text, Span(at, len(page.text)), kept, first, last)
    return _Dense("".join(kept), first, last)


def _take(text: str, span: Span, kept: list[str], first: array[int], last: array[int]) -> None:
    for i in range(*span):
        if not text[i].isspace():
            kept.append(text[i])
            first.append(i)
            last.append(i + 1)


def _dense(text: str) -> _Dense:
    at = [i for i, c in enumerate(text) if not c.isspace()]
    return _Dense("".join(text[i] for i in at), at, [i + 1 for i in at])


def _match(text: str, words: _Dense, shown: _Dense) -> array[int]:
    """For each dense character of the text its index in `shown`, -1 for none."""
    places = array("l", [-1]) * len(words.text)
    lines = _lines(text, words)
    cursor, anchors = 0, dict[int, Span]()
    for i, line in enumerate(lines):
        if line.end - line.start >= LONG:
            found = _find(words.text[slice(*line)], shown.text, cursor)
            if found >= 0:
                anchors[i] = _place(places, line, found)
                cursor = anchors[i].end
    before = 0
    for i, line in enumerate(lines):
        if i in anchors:
            before = anchors[i].end
            continue
        after = next((anchors[k].start for k in range(i + 1, min(i + 50, len(lines))) if k in anchors), before + REACH)
        before = _match_parts(words.text, line, shown.text, Span(before, max(after, before)), places)
    return places


def _find(words: str, shown: str, cursor: int) -> int:
    """Where a whole line stands from `cursor` on, or else anywhere: extraction sometimes moves one."""
    found = shown.find(words, cursor)
    return found if found >= 0 else shown.find(words)


def _place(places: array[int], line: Span, found: int) -> Span:
    for k in range(line.start, line.end):
        places[k] = found + k - line.start
    return Span(found, found + line.end - line.start)


def _match_parts(words: str, line: Span, shown: str, within: Span, places: array[int]) -> int:
    """Places what of `line` stands between two anchors, whole or in parts; returns where the search got to."""
    within = Span(within.start, min(within.end, within.start + REACH))
    size = line.end - line.start if line.end - line.start < LONG else WORDS * 5
    cursor, at = within.start, line.start
    while at < line.end:
        part = Span(at, min(at + size, line.end))
        found = shown.find(words[slice(*part)], cursor, within.end)
        if found >= 0:
            cursor = _place(places, part, found).end
        at = part.end
    return cursor


def _lines(text: str, words: _Dense) -> list[Span]:
    """The text's lines as spans of its dense characters."""
    found, at = [], 0
    for line in split_paragraphs(text):
        start = at
        while at < len(words.text) and words.first[at] < line.end:
            at += 1
        found.append(Span(start, at))
    return found


def _cells(text: str, words: _Dense, shown: _Dense, places: array[int], page: Page) -> Iterator[Piece]:
    """One piece a character, those of white space included where the page has the very same."""
    for k, place in enumerate(places):
        if place < 0:
            continue
        if k and place and places[k - 1] == place - 1:
            inner, outer = Span(words.last[k - 1], words.first[k]), Span(shown.last[place - 1], shown.first[place])
            if inner.of(text) == outer.of(page.text):
                for n in range(inner.end - inner.start):
                    yield _cell(inner.start + n, Span(outer.start + n, outer.start + n + 1), page)
        yield _cell(words.first[k], Span(shown.first[place], shown.last[place]), page)


def _cell(start: int, stands: Span, page: Page) -> Piece:
    return Piece(start, 1, page.offsets[stands.start], page.offsets[stands.end])


def _join(cells: Iterator[Piece]) -> Iterator[Piece]:
    """Cells that follow one another on both sides, all of one width, as one piece."""
    open_piece: Piece | None = None
    for cell in cells:
        width = cell.last - cell.first
        if (
            open_piece
            and (open_piece.start + open_piece.length, open_piece.last) == (cell.start, cell.first)
            and (open_piece.last - open_piece.first) == width * open_piece.length
        ):
            open_piece = Piece(open_piece.start, open_piece.length + 1, open_piece.first, cell.last)
        else:
            if open_piece:
                yield open_piece
            open_piece = cell
    if open_piece:
        yield open_piece
