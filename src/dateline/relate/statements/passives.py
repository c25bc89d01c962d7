"""Cues in the passive: `was urged to`, `claimed by`, `is believed to`, `was stopped and told to`."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import PRONOUNS
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.complements import Frame, read_complement
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, clause_at, lower, span_of
from dateline.relate.statements.noun_phrases import before_verb, is_adverb, is_finite, is_passive, noun_back, phrase_on
from dateline.relate.statements.subjects import find_subject


def is_elliptic(ground: Ground, hit: Hit) -> bool:
    """`was stopped and told to turn back`: a passive whose subject and auxiliary stand with an earlier verb."""
    bare = {"telling": {"that", "to", "not"}, "informing": {"that"}}.get(
        hit.family.name, {"to", "not"} if hit.family.object == "asked" else set()
    )
    if lower(ground, hit.last) not in bare:
        return False
    head = ground.words[hit.first].head
    if ground.words[hit.first].relation == "conj" and 0 <= head < hit.first and not is_passive(ground, head):
        return False
    return lower(ground, before_verb(ground, hit.first)) in {"and", "but", "or"}


def read_passive(ground: Ground, hit: Hit) -> Frame:
    """`was urged to …`, `were criticised by … for …`, `is believed to be`, `no injuries were reported`."""
    clause = clause_at(ground, hit.span.start)
    subject, _ = find_subject(ground, hit, clause)
    return read_participle(ground, hit, clause, subject)


def is_reduced(ground: Ground, hit: Hit) -> bool:
    """`an attack claimed by rebels`, `the man, believed to be abroad`."""
    after, before = lower(ground, hit.last), lower(ground, before_verb(ground, hit.first))
    if before in {"and", "but", "who", "which", "that"}:
        return False
    by = after == "by" and hit.family.object in {"content", "aimed", "asked"} and channel_at(ground, hit.last, len(ground.text)) is None
    return by or (
        hit.family.impersonal
        and after == "to"
        and hit.form != "base"
        and (before == "," or ground.words[hit.first].relation in {"acl", "amod"})
    )


def read_reduced(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    last = hit.first - 1
    while last > 0 and (is_adverb(ground, last) or lower(ground, last) == ","):
        last -= 1
    head = ground.words[hit.first].head
    if ground.words[hit.first].relation == "acl" and 0 <= head <= last and not any(is_finite(ground, k) for k in range(head, last + 1)):
        return read_participle(ground, hit, clause, noun_at(ground, head, last))
    return read_participle(ground, hit, clause, noun_back(ground, last, clause.start))


def noun_at(ground: Ground, head: int, last: int) -> Span | None:
    """The noun phrase with its head at word `head`: its own determiners and modifiers before it, and what follows up to word `last`."""
    first = head
    while (
        first > 0
        and (ground.words[first - 1].pos in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PART"} or ground.words[first - 1].relation == "amod")
        and lower(ground, first - 1) not in PRONOUNS
    ):
        first -= 1
    return span_of(ground, range(first, last + 1))


def read_participle(ground: Ground, hit: Hit, clause: Span, subject: Span | None) -> Frame:
    i, source = hit.last, None
    if lower(ground, i) == "by":
        phrase = phrase_on(ground, i + 1, clause.end, hit.family.link)
        source, i = span_of(ground, phrase), phrase.stop
    after = read_complement(ground, hit, i, clause, loose=True)
    if hit.family.object in {"hearer", "asked", "aimed"}:
        content = (after.content,) if after.content else ((subject,) if subject and hit.family.object == "aimed" else ())
        return Frame(source, content, subject, after.kind, passive=True)
    if lower(ground, hit.first - 1) in {"it", "is", "was"} and after.kind == "that" and after.content:
        return Frame(source, (after.content,), None, "that", passive=True)
    named = hit.family.object == "theme" and source is not None and after.kind == "link"
    spans = [s for s in (subject, after.content if named or (hit.family.impersonal and source is None) else None) if s]
    return Frame(source, tuple(spans), None, after.kind if len(spans) > 1 else "phrase", passive=True)
