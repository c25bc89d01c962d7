"""Marks cut at every boundary: a text becomes a row of pieces that never overlap, each knowing all the marks over it.

Marks of a record overlap as they please (a figure inside a statement inside a statement). Nested elements could not show that, and
would have to be closed in the right order for text written by strangers; pieces side by side are plain.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.model import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that a cell rests on: where, of which kind (a letter of `cells.KINDS`) and the cell's number."""

    span: Span
    kind: str
    cell: int


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one look: `kinds` in a fixed order, `depth` of statements over them, numbers of the cells, the innermost first."""

    start: int
    text: str
    kinds: tuple[str, ...] = ()
    depth: int = 0
    cells: tuple[int, ...] = ()
    hidden: str = ""


def cut(text: str, span: Span, marks: Sequence[Mark], hidden: dict[int, str]) -> Iterator[Run]:
    """The runs of `text[span]`, in order and without a gap; hidden characters of one sort side by side are a run of their own."""
    over = [m for m in marks if m.span.meets(span)]
    for start, end in _pairs(span, over, hidden):
        here = [m for m in over if m.span.start <= start and end <= m.span.end]
        here.sort(key=lambda m: (m.span.end - m.span.start, m.cell))
        kinds = tuple(sorted({m.kind for m in here}))
        depth = sum(m.kind == "c" for m in here)
        yield Run(start, text[start:end], kinds, depth, tuple(dict.fromkeys(m.cell for m in here)), _label(hidden.get(start), end - start))


def _label(name: str | None, count: int) -> str:
    return "" if name is None else name if count == 1 else f"{name}×{count:,}"


def _pairs(span: Span, marks: Sequence[Mark], hidden: dict[int, str]) -> Iterator[tuple[int, int]]:
    bounds = {span.start, span.end}
    for mark in marks:
        bounds |= {max(mark.span.start, span.start), min(mark.span.end, span.end)}
    for at, name in hidden.items():
        if hidden.get(at - 1) != name:
            bounds.add(at)
        if hidden.get(at + 1) != name:
            bounds.add(at + 1)
    yield from pairwise(sorted(bounds))
