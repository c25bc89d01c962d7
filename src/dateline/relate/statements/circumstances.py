"""Cells beside the content: through what channel and to whom something was said."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Span
from dateline.relate.statements.aims import asked_in, linked_in, party_at
from dateline.relate.statements.channels import LEADS, channel_at, is_channel_noun
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, quotation_at, span_of, words_in
from dateline.relate.statements.noun_phrases import phrase_on
from dateline.relate.statements.passives import noun_at


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
            if phrase is not None and is_free(ground, draft, phrase, others, clause):
                found.append(phrase)
    return _issued(ground, draft) or min(found, key=lambda p: distance(p, draft.cue), default=None)


def _issued(ground: Ground, draft: Draft) -> Span | None:
    """What was issued or sent, where the cue tells its words: `published a letter urging`, `issued a statement, warning that`."""
    if draft.hit is None or draft.hit.form != "ing" or draft.source is not None:
        return None
    first = draft.hit.first
    head = ground.words[first].head if ground.words[first].relation in {"acl", "advcl", "xcomp"} else first - 1
    if 0 <= head < first and ground.words[head].pos == "VERB":
        sent = [c for c in ground.children[head] if head < c < first and ground.words[c].relation == "obj"]
        head = sent[0] if sent else -1
    elif lower(ground, first - 1) == ",":
        return None
    return noun_at(ground, head, head) if 0 <= head < first and is_channel_noun(ground, head) else None


def distance(span: Span, cue: Span | None) -> int:
    if cue is None:
        return 0
    return max(span.start - cue.end, cue.start - span.end, 0)


def is_free(ground: Ground, draft: Draft, span: Span, others: Sequence[Draft], clause: Span) -> bool:
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


def recipient_of(ground: Ground, draft: Draft, act: str) -> Span | None:
    """Whom it was said to: the object of `told`, of asking and of thanks, `to reporters`, who is called on to act."""
    hit, frame = draft.hit, draft.frame
    if frame is not None and frame.object is not None and hit is not None and hit.family.object == "asked" and act in {"praise", "say"}:
        return frame.object
    told = linked_in(ground, draft) if act == "praise" else []
    asked = told[0] if told else asked_in(ground, draft, act)
    if asked is not None and (frame is None or frame.object is None):
        return asked if party_at(ground, asked) else None
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
    if (
        draft.hit is None
        or lower(ground, draft.hit.last) != "to"
        or draft.hit.family.act not in {"say", "promise", "confirm", "announce", "demand"}
    ):
        return None
    first = draft.hit.last + 1
    if (
        first >= len(ground.words)
        or ground.words[first].pos == "VERB"
        or any(c.start <= ground.words[first].span.start < c.end for c in draft.content)
    ):
        return None
    return span_of(ground, phrase_on(ground, first, clause_at(ground, draft.start).end))
