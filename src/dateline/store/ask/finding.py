"""Where in a text the words of a search stand, and what to show around them: always exact characters of the untouched text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Span
from dateline.store.ask.words import Term
from dateline.store.passages import fold

WIDTH = 220
"""Characters of a text that are shown around what was found."""
_MOST = 60
"""Places of one term that are looked at in one text."""


def cut_out(text: str, terms: Sequence[Term]) -> tuple[Span, tuple[Span, ...]] | None:
    """The stretch of `text` that has most of the terms, cut at spaces, and where they stand in it; None where none is there."""
    places = sorted((span, number) for number, term in enumerate(terms) for span in find_term(text, term))
    if not places:
        return None
    first = max(places, key=lambda p: (len({n for s, n in places if p[0].start <= s.start and s.end <= p[0].start + WIDTH}), -p[0].start))[
        0
    ]
    shown = _around(text, first, [s.end for s, _ in places if first.start <= s.start and s.end <= first.start + WIDTH])
    return shown, _apart([s for s, _ in places if shown.holds(s)])


def find_term(text: str, term: Term) -> list[Span]:
    """Where a term stands in `text`, at most `_MOST` places."""
    pattern = re.compile(_pattern(term), re.IGNORECASE)
    found = [Span(*m.span()) for _, m in zip(range(_MOST), pattern.finditer(text), strict=False)]
    return found or _find_folded(text, pattern)


def _pattern(term: Term) -> str:
    if term.part is not None:
        return r"\s+".join(map(re.escape, term.part.split()))
    return r"(?<![^\W_])" + r"[\W_]+".join(map(re.escape, term.words)) + ("" if term.prefix else r"(?![^\W_])")


def _find_folded(text: str, pattern: re.Pattern[str]) -> list[Span]:
    """As `find_term`, in a folded copy whose characters remember where they come from."""
    pieces = [fold(character) for character in text]
    folded = "".join(pieces)
    origin = [number for number, piece in enumerate(pieces) for _ in piece]
    found = []
    for _, match in zip(range(_MOST), pattern.finditer(folded), strict=False):
        if match.end() > match.start():
            end = origin[match.end() - 1] + 1
            while end < len(text) and not pieces[end]:  # marks over the last letter belong to it
                end += 1
            found.append(Span(origin[match.start()], end))
    return found


def _around(text: str, first: Span, ends: Sequence[int]) -> Span:
    last = max(ends, default=first.end)
    spare = max(0, WIDTH - (last - first.start))
    start, end = max(0, first.start - spare // 3), min(len(text), last + spare - spare // 3)
    paragraph = text.rfind("\n\n", start, first.start)
    start = paragraph + 2 if paragraph >= 0 else start
    if (close := text.find("\n\n", last, end)) >= 0:
        end = close
    while 0 < start < first.start and not text[start - 1].isspace():
        start += 1
    while last < end < len(text) and not text[end].isspace():
        end -= 1
    return Span(start, end)


def _apart(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Spans that do not overlap, the earlier and longer first."""
    out: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not out or out[-1].end <= span.start:
            out.append(span)
    return tuple(out)
