"""On which day something was said."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from dateline.model import Span, Timex
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.circumstances import distance, is_free
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, paragraph_at, words_in

OPENING = frozenset(
    {"", "on", "in", "at", "earlier", "late", "early", "late on", "early on", "but on", "and on", "but", "and", "also", "later", "last"}
)
"""What may stand between the beginning of a sentence (or the end of a content) and the date on which it was said."""
GOVERNED = frozenset("from by until since before after of for between till to than about around approximately".split())
"""Words after which a date bounds something else than the saying."""
REACH = 90
"""Characters from the cue within which a date or channel outside the content belongs to it."""
NAME = re.compile(r"(?<=[\w’'] )(?:This|Today|Tonight|Next)\b")
CLIMB = 5
"""Heads from a date up to the verb that it tells the day of (`on the night of 3 May`)."""


def day_of(ground: Ground, draft: Draft, others: Sequence[Draft]) -> tuple[str | None, Timex | None]:
    """The ISO day or interval on which it was said, from a date beside the cue and outside the content."""
    if draft.cue is None:
        return _day_posted(ground, draft) if "post-signed" in draft.rules else _day_before(ground, draft, others)
    clause = clause_at(ground, draft.cue.start)
    first = bisect_left(ground.times, clause.start, key=lambda t: t.span.start)
    last = bisect_left(ground.times, clause.end, key=lambda t: t.span.start)
    found = [t for t in ground.times[first:last] if _tells_day(ground, t) and _is_beside(ground, draft, t.span, others, clause)]
    best = min(found, key=lambda t: distance(t.span, draft.cue), default=None)
    if best is None and "subject-shared" in draft.rules:
        return _day_shared(ground, draft, others, clause)
    if best is None or best.earliest is None or best.latest is None:
        return None, None
    return _iso(best.earliest, best.latest), best


def _day_shared(ground: Ground, draft: Draft, others: Sequence[Draft], clause: Span) -> tuple[str | None, Timex | None]:
    """The day of the cue before this one in the clause, where both have the same speaker: `She spoke on Monday and warned that`."""
    for other in reversed([d for d in others if d.cue and draft.cue and d.cue.start < draft.cue.start]):
        if (
            other.cue
            and clause.holds(other.cue)
            and other.speaks() == draft.speaks()
            and not any(c.holds(draft.start_span()) for c in other.content)
        ):
            return day_of(ground, other, [d for d in others if d is not draft])
    return None, None


def _day_before(ground: Ground, draft: Draft, others: Sequence[Draft]) -> tuple[str | None, Timex | None]:
    """The day of the words of the same paragraph that a quotation without a cue goes on from."""
    before = [d for d in others if d is not draft and d.start < draft.start]
    if not before or draft.speaks() is None or before[-1].speaks() != draft.speaks():
        return None, None
    if paragraph_at(ground, before[-1].start) != paragraph_at(ground, draft.start):
        return None, None
    return day_of(ground, before[-1], before)


def _day_posted(ground: Ground, draft: Draft) -> tuple[str | None, Timex | None]:
    """The day that an embedded post is signed with: `Ana Reyes (@areyes) May 3, 2024`."""
    if draft.source is None:
        return None, None
    at = bisect_left(ground.times, draft.source.end, key=lambda t: t.span.start)
    signed = ground.times[at] if at < len(ground.times) and ground.times[at].span.start - draft.source.end <= REACH else None
    if signed is None or signed.earliest is None or signed.latest is None or "\n" in ground.text[draft.source.end : signed.span.start]:
        return None, None
    return _iso(signed.earliest, signed.latest), signed


def _verb_over(ground: Ground, span: Span) -> int:
    """The verb that a date hangs on, over prepositions and nouns; -1 where there is none near."""
    words = words_in(ground, span)
    at = next((i for i in words if ground.words[i].head not in words), words.start)
    for _ in range(CLIMB):
        at = ground.words[at].head
        if not 0 <= at < len(ground.words):
            return -1
        if ground.words[at].pos == "VERB":
            return at
    return -1


def _iso(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _tells_day(ground: Ground, timex: Timex) -> bool:
    """Whether a time expression says on which day (not since, until or by when, nor `Friday’s`, nor an hour alone)."""
    if timex.type not in {"DATE", "TIME"} or timex.earliest is None or timex.latest is None or timex.bound is not None:
        return False
    published = ground.report.published
    if NAME.match(ground.text, timex.span.start):
        return False
    if timex.text.lower() in {"now", "currently"} or (published is not None and timex.earliest > published):
        return False
    before = words_in(ground, Span(max(0, timex.span.start - 12), timex.span.start))
    governed = len(before) > 0 and lower(ground, before[-1]) in GOVERNED
    return not governed and ground.text[timex.span.end : timex.span.end + 1] not in {"'", "’"}


def _is_beside(ground: Ground, draft: Draft, span: Span, others: Sequence[Draft], clause: Span) -> bool:
    """Whether the date at `span` belongs to the cue: between source and cue, after the cue, behind the content, opening the sentence."""
    if draft.cue is None:
        return False
    if draft.source is not None and draft.source.holds(span):
        return _dates_source(ground, draft, span)
    if not is_free(ground, draft, span, others, clause):
        return False
    if ground.parsed and draft.hit is not None and _verb_over(ground, span) in range(draft.hit.first, draft.hit.last):
        return True
    if span.start >= draft.cue.end:
        return _follows(ground, draft, span)
    gap = ground.text[span.end : draft.cue.start]
    if draft.source is not None and span.end <= draft.source.start:
        lead = ground.text[clause.start : span.start].strip(" ,").lower()
        return lead in OPENING or (
            distance(span, draft.source) <= 3 and lead.split()[-1:] in (["on"], ["in"]) and lead.split()[:1] in (["in"], ["on"], ["at"])
        )
    since = ground.text[draft.source.end : draft.cue.start] if draft.source and draft.source.end <= draft.cue.start else gap
    joined = any(w in gap.split() for w in ("and", "but", "or", "while")) or any(w in since.split() for w in ("who", "which", "that"))
    return not joined and len(gap) <= REACH


def _dates_source(ground: Ground, draft: Draft, span: Span) -> bool:
    """Whether a date within the source tells when it spoke: `a poll released on Sunday`, not `the 2012 nominee`, `her 1996 book`."""
    if draft.source is None or (draft.hit is not None and draft.hit.family.kind == "phrase"):
        return False
    name = span.of(ground.text).isupper() or span.of(ground.text).isdigit()
    return not name and (span.end == draft.source.end or ground.words[words_in(ground, span)[-1] + 1].pos not in {"NOUN", "PROPN", "ADJ"})


def _follows(ground: Ground, draft: Draft, span: Span) -> bool:
    """Whether a date after the cue tells when it was said: before the content begins, or as the very next words after it ends."""
    later = [c for c in draft.content if c.start >= span.end]
    earlier = [c for c in draft.content if draft.cue is not None and draft.cue.end <= c.end <= span.start]
    if earlier:
        behind = words_in(ground, Span(earlier[-1].end, span.start))
        channel = channel_at(ground, behind[0], span.start) if len(behind) else None
        return ground.text[channel.end if channel else earlier[-1].end : span.start].strip(" ,").lower() in OPENING
    between = ground.text[draft.cue.end if draft.cue else span.start : span.start]
    joined = any(w in between.split() for w in ("and", "but", "who", "which", "that"))
    return not joined and (bool(later) or len(between) <= REACH)
