"""Which statement stands inside which, who speaks in it, and the order of ids."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Span
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, lower, words_in

FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our"})


def find_outer(drafts: Sequence[Draft]) -> list[int | None]:
    """For each of the ordered drafts the index of the innermost one in whose content it stands."""
    spans = sorted(((c, i) for i, d in enumerate(drafts) for c in d.content), key=lambda x: (x[0].start, -x[0].end))
    anchors = sorted(
        ((d.cue or (d.content[0] if d.content else Span(0, 0)), i) for i, d in enumerate(drafts)), key=lambda x: (x[0].start, -x[0].end)
    )
    outer: list[int | None] = [None] * len(drafts)
    stack: list[tuple[Span, int]] = []
    at = 0
    for anchor, i in anchors:
        while at < len(spans) and spans[at][0].start <= anchor.start:
            stack.append(spans[at])
            at += 1
        stack = [s for s in stack if s[0].end > anchor.start]
        holding = [s for s in stack if s[1] != i and s[0].holds(anchor) and _is_outer(drafts, s, i, anchor)]
        outer[i] = min(holding, key=lambda s: (s[0].end - s[0].start, -s[1]))[1] if holding else None
    for i, draft in enumerate(drafts):
        if i and "quoted-by-another" in draft.rules and drafts[i - 1].content == draft.content:
            outer[i] = i - 1
    return outer


def _is_outer(drafts: Sequence[Draft], held: tuple[Span, int], i: int, anchor: Span) -> bool:
    """Whether the content that holds the anchor is truly around draft `i`, not the same words as its own."""
    outer, inner = drafts[held[1]], drafts[i]
    if inner.cue is not None:
        speaker = inner.speaks() if "subject-shared" in inner.rules else inner.source
        apart = speaker is not None and not any(c.meets(speaker) for c in outer.content)
        return not apart and not _is_around(inner, outer)
    return held[0] != anchor and drafts[held[1]].content != drafts[i].content


def _is_around(inner: Draft, outer: Draft) -> bool:
    """Whether it is the other way round: `The dam holds, he thinks, said an aide`, where both seem to stand in each other's content."""
    if outer.cue is None or not inner.content or not outer.content or not any(c.holds(outer.cue) for c in inner.content):
        return False
    return inner.content[0].start < outer.content[0].start


def find_actors(ground: Ground, drafts: Sequence[Draft], outer: Sequence[int | None]) -> list[str | None]:
    """Who says each draft; `I` and `we` are the speaker of the quotation they stand in, or the issuer of the release."""
    found: list[str | None] = [None] * len(drafts)
    known: dict[Span, str] = {}
    issuer = issuer_of(ground)
    for i in sorted(range(len(drafts)), key=lambda k: _depth(outer, k)):
        words = drafts[i].speaks()
        if words is None:
            continue
        actor = _person_in(ground, words) or ground.readings.cast.actor_of(words)
        if words.of(ground.text).lower() in FIRST_PERSON:
            over = outer[i]
            speaker = found[over] if over is not None else issuer
            actor = speaker or actor
        found[i] = known.get(words, actor)
        if actor is not None:
            known.setdefault(words, actor)
    return found


ANOTHERS = frozenset("and or of for by with to from against near".split())
"""Words before a name that make it another's: `the ministers of A and B`, `a lawyer for Ana Reyes`."""


def _person_in(ground: Ground, words: Span) -> str | None:
    """The person whose name the source begins with, before an apposition (`Ana Reyes, commander`), or ends with, after titles."""
    persons = [
        (mention, actor)
        for i in words_in(ground, words)
        for mention, actor in ground.named.get(ground.starts[i], ())
        if ground.actors[actor].kind == "person" and ground.actors[actor].named == "named"
    ]
    if len({actor for _, actor in persons}) != 1:
        return None
    mention, actor = persons[0]
    begins = mention.start == words.start and mention.end < words.end and ground.text[mention.end] == ","
    before = lower(ground, words_in(ground, mention).start - 1) if mention.start > words.start else ""
    ends = mention.end == words.end and "," not in words.of(ground.text) and before not in ANOTHERS
    return actor if begins or ends else None


def _depth(outer: Sequence[int | None], i: int) -> int:
    depth, at = 0, outer[i]
    while at is not None and depth < 20:
        depth, at = depth + 1, outer[at]
    return depth


def issuer_of(ground: Ground) -> str | None:
    """The actor that is the outlet itself: a release speaks for who issues it."""
    outlet = (ground.report.outlet or "").lower().removeprefix("the ")
    for actor in ground.readings.cast.actors:
        if outlet and actor.name.lower().removeprefix("the ") == outlet:
            return actor.id
    return None
