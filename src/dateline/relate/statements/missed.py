"""Statements that the encoder missed: cues of the lexicon whose frame is beyond doubt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dateline.relate.statements.complements import Frame
from dateline.relate.statements.cues import Hit, cues_at, find_cues
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.evidence import is_sure
from dateline.relate.statements.frames import read_frame
from dateline.relate.statements.ground import Ground, words_in
from dateline.text import locate

CROWD = 24
"""Cues in one sentence above which it is no prose but a list of words; the densest of our corpus has three statements."""

DOUBTED = frozenset({"findings", "thinking", "spoken promises", "describing", "pretence"})
"""Families whose words tell deeds and duties as often as words (`found a rifle`, `is supposed to`): where an encoder has
read the report it must have marked them too."""


def draft_missed(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts of the sure cues that none of `drafts` has."""
    taken = {i for d in drafts if d.hit for i in range(d.hit.first, d.hit.last)}
    taken |= {i for d in drafts if d.cue and not d.hit for i in words_in(ground, d.cue)}
    found = []
    hits = find_cues(ground)
    crowd = Counter(locate(ground.sentences, hit.span.start) for hit in hits)
    for hit in hits:
        if crowd[locate(ground.sentences, hit.span.start)] > CROWD or hit.first in taken:
            continue
        draft = _first_sure(ground, hit)
        if draft is not None:
            found.append(draft)
    return found


def _is_unmarked(ground: Ground, frame: Frame) -> bool:
    """Whether nothing but the words' order tells a content from the narrator's clause: no `that`, no mark, not `I hope the rain stops`.

    Of such cues that an encoder left alone two in three were no statements.
    """
    own = frame.source is not None and frame.source.of(ground.text).lower() in {"i", "we"}
    return frame.kind == "before" or (frame.kind == "clause" and not own)


def _is_loose(hit: Hit, frame: Frame) -> bool:
    """`Success encourages them to stay`, `commitment to help`: what urges is often no party, and an undertaking is nobody's words."""
    return not frame.passive if hit.family.kind == "verb" else frame.source is None


def _first_sure(ground: Ground, hit: Hit) -> Draft | None:
    """The first reading of the cue (its phrase as a whole, then its single word) whose frame is sure."""
    for one in cues_at(ground, hit.first):
        frame = read_frame(ground, one)
        if ground.parsed and (one.family.name in DOUBTED or _is_unmarked(ground, frame)):
            continue
        if one.family.sure == "doing" and frame.kind == "infinitive" and _is_loose(one, frame):
            continue
        if frame.content and is_sure(ground, one, frame):
            return Draft(frame.source, one.span, frame.content, one, frame, rules=("cue-lexicon",))
    return None
