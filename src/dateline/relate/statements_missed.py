"""Statements that the encoder missed: cues of the lexicon whose frame is beyond doubt."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.relate.statements_cues import Hit, cues_at, find_cues
from dateline.relate.statements_draft import Draft
from dateline.relate.statements_frames import Frame, read_frame
from dateline.relate.statements_ground import Ground, lower, quotation_at
from dateline.relate.statements_phrases import NEGATIONS, is_adverb, is_auxiliary

POSSIBLE = frozenset("could may might should must can would will shall 'll ’ll 'd ’d to if".split())
"""Words that make a saying merely possible (`may announce`, `to confirm`)."""
THOUGHT = frozenset({"believe", "demand", "promise", "threaten"})


def draft_missed(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of the sure cues that none of `drafts` has."""
    taken = {i for d in drafts if d.hit for i in range(d.hit.first, d.hit.last)}
    spans = [d.cue for d in drafts if d.cue and not d.hit]
    found = []
    for hit in find_cues(ground):
        if hit.first in taken or any(s.meets(hit.span) for s in spans):
            continue
        draft = _first_sure(ground, hit)
        if draft is not None:
            found.append(draft)
    return found


def _first_sure(ground: Ground, hit: Hit) -> Draft | None:
    """The first reading of the cue (its phrase as a whole, then its single word) whose frame is sure."""
    for one in cues_at(ground, hit.first):
        frame = read_frame(ground, one)
        if frame.content and is_sure(ground, one, frame):
            return Draft(frame.source, one.span, frame.content, one, frame, rules=("cue-lexicon",))
    return None


def is_sure(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """Whether cue and frame suffice for a statement without the encoder's word."""
    family = hit.family
    if family.kind == "verb" and lower(ground, hit.first - 1) in {"who", "which"} and frame.kind in {"phrase", "clause", "infinitive"}:
        return False
    if family.kind == "verb" and frame.kind not in {"quote", "block"} and not _is_actual(ground, hit):
        return False
    if frame.passive and frame.source is None and family.object == "content" and not family.impersonal and family.act not in {"announce", "confirm"}:
        return False
    if family.sure == "any":
        named = frame.source is not None or frame.shared or frame.passive or family.kind in {"noun", "adverb"}
        return named and frame.kind != "none"
    if family.sure == "that":
        own = frame.source is not None and frame.source.of(ground.text).lower() in {"i", "we"}
        return frame.kind in {"that", "quote", "before", "block"} or (frame.kind == "clause" and (ground.parsed or own))
    if family.sure == "quote":
        return frame.kind in {"quote", "block"} or (frame.kind != "none" and _has_quotation(ground, frame))
    return frame.kind != "none" and _has_quotation(ground, frame)


def _has_quotation(ground: Ground, frame: Frame) -> bool:
    """Whether a quotation of some length is part of the content."""
    return any(
        (q := quotation_at(ground, at)) is not None and q.end - q.start > 12 and s.start <= q.start and q.end <= s.end
        for s in frame.content
        for at in (s.start, s.end - 1)
    )


def _is_actual(ground: Ground, hit: Hit) -> bool:
    """Whether it was said, not merely could be, was refused or was not said; thoughts may be negated (`do not believe`)."""
    i = hit.first - 1
    while i >= 0 and (is_adverb(ground, i) or is_auxiliary(ground, i)):
        if lower(ground, i) in POSSIBLE or (lower(ground, i) in NEGATIONS and hit.family.act not in THOUGHT):
            return False
        i -= 1
    return lower(ground, i) not in {"to", "if", "unless"}
