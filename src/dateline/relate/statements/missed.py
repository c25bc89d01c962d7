"""Statements that the encoder missed or was unsure of: cues of the lexicon as their frames read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from dateline.model import Attribution
from dateline.relate.statements.complements import Frame
from dateline.relate.statements.cues import Hit, cues_at, find_cues
from dateline.relate.statements.drafts import Candidate, Draft
from dateline.relate.statements.evidence import is_sure
from dateline.relate.statements.frames import read_frame
from dateline.relate.statements.ground import Ground, words_in
from dateline.text import locate

CROWD = 24
"""Cues in one sentence above which it is no prose but a list of words; the densest of our corpus has three statements."""

DOUBTED = frozenset({"findings", "thinking", "spoken promises", "describing", "pretence"})
"""Families whose words tell deeds and duties as often as words (`found a rifle`, `is supposed to`): where an encoder has
read the report it must have marked them too."""


def offer_missed(ground: Ground, drafts: Sequence[Draft], attributions: Sequence[Attribution]) -> list[list[Candidate]]:
    """For every cue of the lexicon that none of `drafts` has its readings: its phrase as a whole, then its single word."""
    taken = {i for d in drafts if d.hit for i in range(d.hit.first, d.hit.last)}
    taken |= {i for d in drafts if d.cue and not d.hit for i in words_in(ground, d.cue)}
    marks = {i: a for a in sorted(attributions, key=lambda a: a.score) for c in a.cue for i in words_in(ground, c)}
    hits = find_cues(ground)
    crowd = Counter(locate(ground.sentences, hit.span.start) for hit in hits)
    return [
        [c for one in cues_at(ground, hit.first) if (c := _offer(ground, one, marks)) is not None]
        for hit in hits
        if crowd[locate(ground.sentences, hit.span.start)] <= CROWD and hit.first not in taken
    ]


def _offer(ground: Ground, hit: Hit, marks: Mapping[int, Attribution]) -> Candidate | None:
    """One reading of a cue, where its frame has a content."""
    frame = read_frame(ground, hit)
    if not frame.content:
        return None
    draft = Draft(frame.source, hit.span, frame.content, hit, frame, rules=("cue-lexicon",))
    mark = next((marks[i] for i in range(hit.first, hit.last) if i in marks), None)
    return Candidate(draft, _is_ruled(ground, hit, frame), mark)


def _is_unmarked(ground: Ground, frame: Frame) -> bool:
    """Whether nothing but the words' order tells a content from the narrator's clause: no `that`, no mark, not `I hope the rain stops`.

    Of such cues that an encoder left alone two in three were no statements.
    """
    own = frame.source is not None and frame.source.of(ground.text).lower() in {"i", "we"}
    return frame.kind == "before" or (frame.kind == "clause" and not own)


def _is_loose(hit: Hit, frame: Frame) -> bool:
    """`Success encourages them to stay`, `commitment to help`: what urges is often no party, and an undertaking is nobody's words."""
    return not frame.passive if hit.family.kind == "verb" else frame.source is None


def _is_ruled(ground: Ground, hit: Hit, frame: Frame) -> bool:
    """Whether the rules hold the reading for a statement without the encoder's word."""
    if ground.parsed and (hit.family.name in DOUBTED or _is_unmarked(ground, frame)):
        return False
    if hit.family.sure == "doing" and frame.kind == "infinitive" and _is_loose(hit, frame):
        return False
    return is_sure(ground, hit, frame)
