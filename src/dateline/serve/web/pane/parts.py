"""A text as blocks (its paragraphs, long ones cut) and parts (what one page holds), so that a book scrolls as a brief does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from dateline.model import Span

LONGEST_BLOCK = 2_400
"""Characters of a block: about what a tall screen shows, so that the browser need lay out little that is not seen."""
FULLEST_PART = 245_000
"""Bytes of a part before it is compressed, by estimate: pages stay under 300 kB, and the browser has little to lay out."""
_CHARACTER, _CELL = 5, 850
"""Bytes that a character of text and a cell of the record take on the page, with their marks; measured on the demonstration."""
_PARAGRAPH = re.compile(r"[^\n]*(?:\n+|\Z)")
_SENTENCE = re.compile(r"[.!?。！？…][\"'”’»)\]]*\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph with the line ends after it, or a piece of one: `goes_on` tells that it continues the block before."""

    span: Span
    goes_on: bool


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, in order, without a gap."""
    found: list[Block] = []
    for match in _PARAGRAPH.finditer(text):
        if match.end() > match.start():
            found += _pieces(text, Span(match.start(), match.end()))
    return tuple(found)


def _pieces(text: str, span: Span) -> Iterator[Block]:
    start = span.start
    while span.end - start > LONGEST_BLOCK:
        end = _last_end(text, start, start + LONGEST_BLOCK)
        yield Block(Span(start, end), start > span.start)
        start = end
    yield Block(Span(start, span.end), start > span.start)


def _last_end(text: str, start: int, end: int) -> int:
    """Where to cut `text[start:end]`: behind its last sentence, else its last blank, else at its end."""
    ends = [m.end() for m in _SENTENCE.finditer(text, start, end)]
    if ends:
        return ends[-1]
    blank = text.rfind(" ", start, end)
    return blank + 1 if blank > start else end


def parts_of(blocks: Sequence[Block], cells: Mapping[int, int]) -> tuple[tuple[Block, ...], ...]:
    """Blocks brought together in parts; at least one part, perhaps empty. `cells` tells how many cells begin in a block, by its start."""
    parts: list[list[Block]] = [[]]
    size = 0
    for block in blocks:
        weight = _CHARACTER * (block.span.end - block.span.start) + _CELL * cells.get(block.span.start, 0)
        if parts[-1] and size + weight > FULLEST_PART:
            parts.append([])
            size = 0
        parts[-1].append(block)
        size += weight
    return tuple(tuple(part) for part in parts)
