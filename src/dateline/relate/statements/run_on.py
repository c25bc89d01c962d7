"""Quotations that run on over paragraphs without a fresh mark: `“We waited.` / `Nobody came,” she said.`"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Span
from dateline.text import locate

REACH = 8
"""Paragraphs over which a quotation left open may run on."""
_MARK = re.compile('["“”]')
_LEADS_IN = re.compile(
    r"(?:\b(?:says?|said|saying|adds?|added|adding|asks?|asked|asking|tells?|told|writes?|wrote|writing|that|reads?),?|:)$"
)
"""What stands before a mark that opens a quotation, however the spaces beside it stand."""


def run_on(text: str, paragraphs: Sequence[Span], quotations: Sequence[Span]) -> list[Span]:
    """`quotations` with those that a paragraph leaves open carried on to the mark that closes them, in one piece a paragraph."""
    found: list[Span] = []
    done = -1
    for quotation in quotations:
        if quotation.start < done:
            continue
        at = locate(paragraphs, quotation.start)
        found.append(quotation)
        pieces = _carried(text, paragraphs, at + 1) if _is_left_open(text, quotation) else []
        if pieces:
            done = paragraphs[at + len(pieces)].end
            found += [*pieces, *_paired(text, Span(pieces[-1].end, done))]
    return found


def _is_left_open(text: str, quotation: Span) -> bool:
    """Whether no mark closes the double quotation within its paragraph."""
    return text[quotation.start] in '"“' and (text[quotation.end - 1] not in '"”' or quotation.end - quotation.start == 1)


def _carried(text: str, paragraphs: Sequence[Span], first: int) -> list[Span]:
    """The pieces of a quotation left open before paragraph `first`, up to the mark that closes it; none where none does."""
    pieces: list[Span] = []
    for paragraph in paragraphs[first : first + REACH]:
        marks = [m.start() for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
        if not marks:
            pieces.append(paragraph)
            continue
        if marks[0] == paragraph.start or not _closes(text, marks[0], paragraph) or len(marks) % 2 == 0:
            return []
        return [*pieces, Span(paragraph.start, marks[0] + 1)]
    return []


def _closes(text: str, at: int, paragraph: Span) -> bool:
    """Whether the mark at `at` can close a quotation: behind a stop or comma, and nothing before it leads in."""
    if text[at] == "“":
        return False
    before = text[paragraph.start : at].rstrip()
    return before[-1:] in set(",.?!…") and not _LEADS_IN.search(before[-16:])


def _paired(text: str, rest: Span) -> list[Span]:
    """The quotations in what remains of a paragraph whose first mark closes: every two marks pair up."""
    marks = [m.start() for m in _MARK.finditer(text, rest.start, rest.end)]
    return [Span(a, b + 1) for a, b in zip(marks[::2], marks[1::2], strict=True)]
