"""Who stands before a cue as its subject, appositions and relative clauses included."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, lower, words_in
from dateline.relate.statements.noun_phrases import before_verb, clean_source, is_adverb, is_passive, noun_back, phrase_back, subject_of

ASIDES = frozenset("however meanwhile though too instead nevertheless nonetheless therefore moreover".split())
"""Adverbs that stand between commas behind a subject."""


def find_subject(ground: Ground, hit: Hit, clause: Span) -> tuple[Span | None, bool]:
    """Who stands before the cue as its subject, and whether the cue shares an earlier one's (`… and urged`, `…, saying`)."""
    last = before_verb(ground, hit.first)
    if last < 0 or ground.words[last].span.start < clause.start:
        return None, True
    word = lower(ground, last)
    if word in {"and", "but", "or", "then", "to"} or (hit.form == "ing" and not is_passive(ground, hit.first)):
        return None, True
    if ground.parsed and ground.words[hit.first].relation == "acl":
        return None, False
    if word in {"who", "which"}:
        return noun_back(ground, last - 1 - (lower(ground, last - 1) == ","), clause.start), False
    if word == ",":
        whole = _around_apposition(ground, last, clause)
        return (_with_name(ground, whole, clause) if whole else None), False
    if word == ")":
        while last > 0 and lower(ground, last) != "(":
            last -= 1
        last -= 1
    near = phrase_back(ground, last, clause.start)
    far = subject_of(ground, hit.first) if ground.parsed and (near is None or _is_within_relative(ground, hit, near)) else None
    found = far if far is not None and clause.holds(far) else near
    return (_with_name(ground, _without_participle(ground, found), clause) if found else None), False


def _is_within_relative(ground: Ground, hit: Hit, near: Span) -> bool:
    """`The firm that built the dam said`: the phrase next to the cue is the object of a relative clause."""
    subject = subject_of(ground, hit.first)
    if subject is None or subject.end >= near.start:
        return False
    between = words_in(ground, Span(subject.end, near.start))
    return len(between) > 0 and lower(ground, between[0] + (lower(ground, between[0]) == ",")) in {"that", "who", "which"}


def _without_participle(ground: Ground, source: Span) -> Span:
    """`Speaking today Mr Lund` without `Speaking today`: the last party that the phrase ends with."""
    first = words_in(ground, source).start
    if not lower(ground, first).endswith("ing") or ground.words[first].pos != "VERB" or ground.words[first].relation == "amod":
        return source
    starts = [m.start for i in words_in(ground, source) for m, _ in ground.named.get(ground.starts[i], ()) if m.end == source.end]
    return Span(min(starts), source.end) if starts else source


def _ends_with_name(ground: Ground, source: Span) -> bool:
    """Whether the phrase is or ends with a person's own name."""
    mentions = (pair for i in words_in(ground, source) for pair in ground.named.get(ground.starts[i], ()))
    return any(m.end == source.end and ground.actors[a].named == "named" and ground.actors[a].kind == "person" for m, a in mentions)


def _with_name(ground: Ground, source: Span, clause: Span) -> Span:
    """`Ana Reyes, commander of the port said`: the name before an apposition that no second comma closes."""
    comma = words_in(ground, source).start - 1
    if lower(ground, comma) != "," or ground.words[comma].span.start < clause.start or _ends_with_name(ground, source):
        return source
    end = ground.words[comma].span.start
    persons = [
        mention.start
        for i in words_in(ground, Span(max(clause.start, end - 60), end))
        for mention, actor in ground.named.get(ground.starts[i], ())
        if mention.end == end and ground.actors[actor].kind == "person" and ground.actors[actor].named == "named"
    ]
    return Span(min(persons), source.end) if persons else source


def _is_aside(ground: Ground, first: int, comma: int) -> bool:
    """Whether between two commas stands an age or an adverb (`, however,`, `, 43,`), which is none of the source's."""
    return comma - first == 1 and (lower(ground, first).isdigit() or is_adverb(ground, first) or lower(ground, first) in ASIDES)


def _around_apposition(ground: Ground, comma: int, clause: Span) -> Span | None:
    """`A spokesman, John Doe, said`; `Its delegate, who asked for peace, said`: from the noun phrase before the first comma."""
    for k in range(comma - 1, max(comma - 40, 0), -1):
        if ground.words[k].span.start < clause.start or lower(ground, k) in CLOSERS:
            return None
        if lower(ground, k) == ",":
            if any(
                ground.words[n].relation in {"root", "conj", "ccomp", "advcl", "parataxis"} and ground.words[n].pos == "VERB"
                for n in range(k + 1, comma)
            ):
                return None
            head = phrase_back(ground, k - 1, clause.start)
            if head is None or head.of(ground.text)[0].isdigit():
                continue
            if _is_aside(ground, k + 1, comma):
                return clean_source(ground.text, head)
            return clean_source(ground.text, Span(head.start, ground.words[comma - 1].span.end)) if head else None
    return None
