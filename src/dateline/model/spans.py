"""Places in a report's text, and what JSON can hold."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Span(NamedTuple):
    """Characters `[start, end)` of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand here."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside (or is) this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class SpanIndex:
    """Spans in any order, found by where they stand; a look-up costs no more in a long report than in a short one."""

    __slots__ = ("_order", "_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        rows = sorted((span.start, span.end, number) for number, span in enumerate(spans))
        self._starts = [start for start, _, _ in rows]
        self._reach = list(accumulate((end for _, end, _ in rows), max))
        self._order = [(number, end) for _, end, number in rows]

    def meeting(self, span: Span) -> list[int]:
        """Numbers of the spans that share a character with `span`, in the order in which they were given."""
        at = bisect_left(self._starts, span.end) - 1
        found = []
        while at >= 0 and self._reach[at] > span.start:
            number, end = self._order[at]
            if end > span.start:
                found.append(number)
            at -= 1
        return sorted(found)
