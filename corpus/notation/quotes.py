"""The quotations of a text, for the check that a statement's content covers each."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONG = 4  # words from which a quotation must be somebody's statement (NOTATION.md)
PARAGRAPH = re.compile(r"[^\n]+(?:\n(?![ \t]*\n)[^\n]+)*")
# An opening mark, and what closes it: a single closing mark is no apostrophe inside or before a word.
PAIRS = (
    (re.compile(r"“"), re.compile(r"”"), True),
    (re.compile(r"(?<!\w)\"(?=\S)"), re.compile(r"\""), True),
    (re.compile(r"‘(?=\w)"), re.compile(r"’(?!\w)"), False),
    (re.compile(r"(?<![\w.,!?])'(?=[^\W\d_])"), re.compile(r"'(?!\w)"), False),
)


def quotations(text: str) -> list[tuple[int, int]]:
    """`[start, end)` of every quotation with its marks, in text order; one that its paragraph does not
    close (a quote that goes on in the next) ends with the paragraph, where its marks are double."""
    return sorted({span for p in PARAGRAPH.finditer(text) for span in _in_paragraph(text, *p.span())})


def _in_paragraph(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for opening, closing, may_run_on in PAIRS:
        at = start
        while first := opening.search(text, at, end):
            last = closing.search(text, first.end(), end)
            if last is None and not may_run_on:
                break
            at = last.end() if last else end
            yield first.start(), at


def must_be_said(quotation: str) -> bool:
    """Whether a quotation is long enough to be a statement, and no title (`“War and the Long Peace”`)."""
    words = re.findall(r"\w[\w’'-]*", quotation)
    capital = all(w[0].isupper() or w[0].isdigit() for w in words if len(w) > LONG)
    return len(words) >= LONG and not (capital and words[0][0].isupper() and words[-1][0].isupper())
