"""Whether a statement is told in somebody's own words, in the narrator's or in both."""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, lower, quotation_at, words_in
from dateline.text import inside

MARKS = re.compile(r"[\W_]+")
SINGLE = re.compile(r"(?<!\w)[‘'](?=\w)[^‘’'\n]{3,400}[’'](?!\w)")
"""A passage in single marks."""
DOUBLE = re.compile(r"“[^”\n]{3,400}”")
TITLE = re.compile(r"(?:[A-Z0-9][\w’'.-]*|a|an|and|at|by|for|from|in|of|on|or|the|to|with)(?:[ -](?=\S)|$)")
TITLE_WORDS = 6
"""Words of the longest quotation that is taken for a title or nickname where all its words have capitals."""


def form_of(ground: Ground, draft: Draft) -> str:
    """direct where all content is quoted, indirect where none is, else mixed; a quote around the cue itself does not count."""
    if draft.block or _is_tail(ground, draft):
        return "direct"
    around = quotation_at(ground, draft.cue.start) if draft.cue else None
    quoted = plain = 0
    for span in draft.content:
        parts = _marked(ground, span, around=around is not None)
        parts = [p for p in parts if p != around and not _is_name(ground, p, span)]
        covered = sum(count_letters(ground.text[max(p.start, span.start) : min(p.end, span.end)]) for p in parts)
        quoted, plain = quoted + covered, plain + count_letters(span.of(ground.text)) - covered
    return "indirect" if not quoted else "mixed" if plain > 0 else "direct"


def count_letters(words: str) -> int:
    """Letters and digits among `words`."""
    return len(MARKS.sub("", words))


def _marked(ground: Ground, span: Span, *, around: bool) -> list[Span]:
    """The quoted passages of a content: in a quotation those in other marks."""
    words = span.of(ground.text)
    found = [] if around else [ground.quotations[i] for i in inside(ground.quotations, span)]
    if found:
        return found
    patterns = (SINGLE, DOUBLE) if around else (SINGLE,)
    return [Span(span.start + m.start(), span.start + m.end()) for pattern in patterns for m in pattern.finditer(words)]


def _is_tail(ground: Ground, draft: Draft) -> bool:
    """Whether the one content is the end of a quotation that opened before it: `It is calm now,” the guard said`."""
    if draft.cue is None or len(draft.content) != 1 or draft.content[0].end > draft.cue.start or quotation_at(ground, draft.cue.start):
        return False
    words = draft.content[0].of(ground.text).rstrip()
    return words[-1:] in CLOSERS - {"“", "«"} and words[-2:-1] in {",", ".", "!", "?"} and not any(m in words[:-1] for m in '“”"')


def _is_name(ground: Ground, quotation: Span, content: Span) -> bool:
    """`a robot named “Better Idea”`, `the film “Night”`: a title, quoted by the narrator."""
    if quotation.start <= content.start:
        return False
    words = MARKS.sub(" ", quotation.of(ground.text)).strip()
    if len(words.split()) <= TITLE_WORDS and quotation.end < content.end and not TITLE.sub("", words):
        return True
    before = words_in(ground, Span(max(content.start, quotation.start - 24), quotation.start))
    return any(lower(ground, i) in {"named", "titled", "entitled", "nicknamed", "codenamed"} for i in before[-2:])
