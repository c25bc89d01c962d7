"""Who stands before a cue as its subject, appositions and relative clauses included."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, lower
from dateline.relate.statements.noun_phrases import before_verb, clean_source, noun_back, phrase_back, subject_of


def find_subject(ground: Ground, hit: Hit, clause: Span) -> tuple[Span | None, bool]:
    """Who stands before the cue as its subject, and whether the cue shares an earlier one's (`… and urged`, `…, saying`)."""
    last = before_verb(ground, hit.first)
    if last < 0 or ground.words[last].span.start < clause.start:
        return None, True
    word = lower(ground, last)
    if word in {"and", "but", "or", "then", "to"} or hit.form == "ing":
        return None, True
    if ground.parsed and ground.words[hit.first].relation == "acl":
        return None, False
    if word in {"who", "which"}:
        return noun_back(ground, last - 1 - (lower(ground, last - 1) == ","), clause.start), False
    if word == ",":
        return _around_apposition(ground, last, clause), False
    if word == ")":
        while last > 0 and lower(ground, last) != "(":
            last -= 1
        last -= 1
    near = phrase_back(ground, last, clause.start)
    far = subject_of(ground, hit.first) if ground.parsed and near is None else None
    return (far if far is not None and clause.holds(far) else near), False


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
            return clean_source(ground.text, Span(head.start, ground.words[comma - 1].span.end)) if head else None
    return None
