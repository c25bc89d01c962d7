"""Cells beside the content: through what channel, to whom, at whom and on which day something was said."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

from dateline.model import Span, Timex
from dateline.relate.function_words import CLAUSE_WORDS, DETERMINERS, OPENERS, PREPOSITIONS
from dateline.relate.statements.channels import LEADS, channel_at, is_channel_noun
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, quotation_at, span_of, words_in
from dateline.relate.statements.noun_phrases import phrase_on
from dateline.relate.statements.passives import noun_at

OPENING = frozenset(
    {"", "on", "in", "at", "earlier", "late", "early", "late on", "early on", "but on", "and on", "but", "and", "also", "later", "last"}
)
"""What may stand between the beginning of a sentence (or the end of a content) and the date on which it was said."""
GOVERNED = frozenset("from by until since before after of for between till to than about around approximately".split())
"""Words after which a date bounds something else than the saying."""
REACH = 90
"""Characters from the cue within which a date or channel outside the content belongs to it."""


def channel_of(ground: Ground, draft: Draft, others: Sequence[Draft]) -> Span | None:
    """The channel phrase in the cue's clause, outside the content and nearer to this cue than to another."""
    if draft.cue is None:
        return None
    clause = clause_at(ground, draft.cue.start)
    found = []
    told = draft.frame.object if draft.frame and draft.hit and draft.hit.family.object == "hearer" and not draft.frame.passive else None
    if told is not None and _is_gathering(ground, told):
        return told
    for i in words_in(ground, clause):
        if lower(ground, i) in LEADS and not any(c.start <= ground.starts[i] < c.end for c in draft.content):
            phrase = channel_at(ground, i, clause.end)
            if phrase is not None and _is_free(ground, draft, phrase, others, clause):
                found.append(phrase)
    return _issued(ground, draft) or min(found, key=lambda p: _distance(p, draft.cue), default=None)


def _issued(ground: Ground, draft: Draft) -> Span | None:
    """What was issued or sent, where the cue tells its words: `published a letter urging`, `issued a statement warning that`."""
    if draft.hit is None or draft.hit.form != "ing" or lower(ground, draft.hit.first - 1) == ",":
        return None
    head = ground.words[draft.hit.first].head if ground.words[draft.hit.first].relation == "acl" else draft.hit.first - 1
    if not 0 <= head < draft.hit.first or not is_channel_noun(ground, head) or draft.source is not None:
        return None
    return noun_at(ground, head, head)


def _distance(span: Span, cue: Span | None) -> int:
    if cue is None:
        return 0
    return max(span.start - cue.end, cue.start - span.end, 0)


def _is_free(ground: Ground, draft: Draft, span: Span, others: Sequence[Draft], clause: Span) -> bool:
    """Whether `span` stands outside every content in the clause and no other cue stands between it and this one."""
    if draft.cue is None or any(c.meets(span) for c in draft.content) or (draft.source and draft.source.meets(span)):
        return False
    own = draft.content
    for other in others:
        if other is draft or other.cue is None or not clause.holds(other.cue):
            continue
        if any(c.holds(span) and not c.holds(draft.cue) for c in other.content):
            return False
        between = min(span.end, draft.cue.end) <= other.cue.start <= max(span.start, draft.cue.start)
        if between and not any(c.holds(other.cue) for c in own):
            return False
    quotation = quotation_at(ground, span.start)
    return quotation is None or quotation == quotation_at(ground, draft.cue.start)


def day_of(ground: Ground, draft: Draft, others: Sequence[Draft]) -> tuple[str | None, Timex | None]:
    """The ISO day or interval on which it was said, from a date beside the cue and outside the content."""
    if draft.cue is None:
        return None, None
    clause = clause_at(ground, draft.cue.start)
    first = bisect_left(ground.times, clause.start, key=lambda t: t.span.start)
    last = bisect_left(ground.times, clause.end, key=lambda t: t.span.start)
    found = [t for t in ground.times[first:last] if _tells_day(ground, t) and _is_beside(ground, draft, t.span, others, clause)]
    best = min(found, key=lambda t: _distance(t.span, draft.cue), default=None)
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


def _iso(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"


def _tells_day(ground: Ground, timex: Timex) -> bool:
    """Whether a time expression says on which day (not since, until or by when, nor `Friday’s`, nor an hour alone)."""
    if timex.type not in {"DATE", "TIME"} or timex.earliest is None or timex.latest is None or timex.bound is not None:
        return False
    published = ground.report.published
    if timex.text.lower() == "now" or (published is not None and timex.earliest > published):
        return False
    before = words_in(ground, Span(max(0, timex.span.start - 12), timex.span.start))
    governed = len(before) > 0 and lower(ground, before[-1]) in GOVERNED
    return not governed and ground.text[timex.span.end : timex.span.end + 1] not in {"'", "’"}


def _is_beside(ground: Ground, draft: Draft, span: Span, others: Sequence[Draft], clause: Span) -> bool:
    """Whether the date at `span` belongs to the cue: between source and cue, after the cue, behind the content, opening the sentence."""
    if draft.cue is None:
        return False
    if draft.source is not None and draft.source.holds(span):
        return draft.hit is None or draft.hit.family.kind != "phrase"
    if not _is_free(ground, draft, span, others, clause):
        return False
    if span.start >= draft.cue.end:
        return _follows(ground, draft, span)
    gap = ground.text[span.end : draft.cue.start]
    if draft.source is not None and span.end <= draft.source.start:
        lead = ground.text[clause.start : span.start].strip(" ,").lower()
        return lead in OPENING or (
            _distance(span, draft.source) <= 3 and lead.split()[-1:] in (["on"], ["in"]) and lead.split()[:1] in (["in"], ["on"], ["at"])
        )
    since = ground.text[draft.source.end : draft.cue.start] if draft.source and draft.source.end <= draft.cue.start else gap
    joined = any(w in gap.split() for w in ("and", "but", "or", "while")) or any(w in since.split() for w in ("who", "which", "that"))
    return not joined and len(gap) <= REACH


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


def recipient_of(ground: Ground, draft: Draft) -> Span | None:
    """Whom it was said to: the object of `told` and of asking, `to reporters`."""
    hit, frame = draft.hit, draft.frame
    if hit is None or frame is None or hit.family.kind != "verb" or hit.family.name == "quoting":
        return None
    kind = hit.family.object
    if frame.object is not None and (kind in {"hearer", "asked"} or hit.family.act == "promise"):
        if _is_gathering(ground, frame.object):
            return None
        clear = not any(c.meets(frame.object) for c in draft.content)
        return frame.object if clear else None
    found = _after_to(ground, draft)
    if found is None and kind == "none" and frame.object is not None and not any(c.meets(frame.object) for c in draft.content):
        return frame.object
    return found


def _is_gathering(ground: Ground, span: Span) -> bool:
    """`told a news conference`: the occasion, which is a channel, not a recipient."""
    return any(lower(ground, i) in {"conference", "rally", "briefing", "inquest", "hearing"} for i in words_in(ground, span))


def _after_to(ground: Ground, draft: Draft) -> Span | None:
    """`said to reporters`, `promised to them`: a phrase after `to` beside the cue and before the content."""
    if draft.hit is None or lower(ground, draft.hit.last) != "to" or draft.hit.family.act not in {"say", "promise", "confirm", "announce"}:
        return None
    first = draft.hit.last + 1
    if (
        first >= len(ground.words)
        or ground.words[first].pos == "VERB"
        or any(c.start <= ground.words[first].span.start < c.end for c in draft.content)
    ):
        return None
    return span_of(ground, phrase_on(ground, first, clause_at(ground, draft.start).end))


def aim_of(draft: Draft, act: str) -> Span | None:
    """Whom it is aimed at: the accused, warned, asked, threatened, praised; only phrases that may name somebody."""
    hit, frame = draft.hit, draft.frame
    if hit is None or frame is None or frame.object is None or hit.family.kind != "verb":
        return None
    kind = hit.family.object
    if kind == "asked" or hit.family.act == "promise" or (kind == "hearer" and act in {"demand", "warn", "promise", "threaten"}):
        return frame.object if not any(c.meets(frame.object) for c in draft.content) else None
    return frame.object if kind == "aimed" else None


def owner_in(ground: Ground, span: Span) -> list[Span]:
    """The parties a praised or blamed thing belongs to: `the UN’s report`, `the decision of EU ministers`."""
    words = words_in(ground, span)
    found = []
    for i in words:
        if lower(ground, i) in {"'s", "’s", "'", "’"} and i > words.start:
            found.append(Span(span.start, ground.words[i - 1].span.end))
        elif lower(ground, i) in {"of", "by"} and i > words.start:
            phrase = span_of(ground, phrase_on(ground, i + 1, span.end, tuple(PREPOSITIONS | OPENERS)))
            if phrase:
                found.append(phrase)
    return found


def blamed_in(ground: Ground, draft: Draft, act: str) -> list[Span]:
    """Whom an accusation without an object of its own blames: the subject of its clause, or what criticism is `of`."""
    if act != "accuse" or not draft.content or draft.frame is None or draft.frame.kind not in {"that", "clause", "link"}:
        return []
    content = draft.content[-1]
    words = words_in(ground, content)
    if draft.frame.kind == "link" and lower(ground, words.start - 1) not in {"of", "against"}:
        return []
    phrase = span_of(ground, phrase_on(ground, words.start, content.end))
    return [phrase] if phrase else []


def party_at(ground: Ground, span: Span) -> str | None:
    """The actor that the phrase at `span` names as a whole: its head, not somebody mentioned in passing (`the attack on the army`)."""
    words = words_in(ground, span)
    if not len(words):
        return None
    first = ground.words[words.start + (lower(ground, words.start) in DETERMINERS and len(words) > 1)].span.start
    for mention, actor in (pair for start in sorted({span.start, first}) for pair in ground.named.get(start, ())):
        if mention.end > span.end + 2 or (actor in ground.actors and ground.actors[actor].kind == "unknown"):
            continue
        behind = words_in(ground, Span(mention.end, max(span.end, mention.end)))
        rest = lower(ground, behind.start) if len(behind) else ""
        if not rest or rest in PREPOSITIONS or rest in CLAUSE_WORDS or rest in {",", "(", "and", "or"}:
            return actor
    return None
