"""Cues that share a subject told once: `condemned X and called for Y`, `confirmed the raid, saying …`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Span
from dateline.relate.function_words import POSSESSIVES
from dateline.relate.statements.aims import party_at
from dateline.relate.statements.channels import is_channel_noun
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, sentence_at, words_in
from dateline.relate.statements.noun_phrases import phrase_back, phrase_on, subject_of
from dateline.relate.statements.passives import noun_at

GIVING = frozenset(
    "make makes made making give gives gave giving issue issues issued issuing extend extends extended extending offer offers offered "
    "offering repeat repeats repeated repeating renew renews renewed renewing voice voices voiced voicing "
    "lodge lodges lodged lodging level levels levelled leveled".split()
)
"""Verbs with which somebody puts a noun of saying forward: `issued a warning`, `repeated the charge`."""

FAR = 3
"""Adjectives between an owner and the noun at most."""


def share_subjects(ground: Ground, ordered: Sequence[Draft]) -> list[Draft]:
    """Drafts with their speakers: a cue without subject takes the one that governs it, else the earlier cue's of its clause."""
    done: list[Draft] = []
    for draft in ordered:
        if draft.hit is not None and draft.hit.family.name == "quoting":
            draft = _quoted_source(ground, draft, done)
        if (
            draft.frame is not None
            and draft.hit is not None
            and draft.frame.passive
            and draft.frame.object is None
            and draft.cue is not None
        ):
            told = (
                _governor(ground, draft.hit) or _clause_subject(ground, draft) if draft.hit.family.object in {"hearer", "asked"} else None
            )
            draft = replace(draft, frame=replace(draft.frame, object=told)) if told else draft
        if draft.source is None and draft.cue is not None and draft.hit is not None and _wants_subject(draft):
            speaker = (
                _modified(ground, draft.hit)
                or _earlier(ground, draft, done)
                or _governor(ground, draft.hit)
                or _clause_subject(ground, draft)
            )
            draft = replace(draft, speaker=speaker, rules=(*draft.rules, "subject-shared")) if speaker else draft
        if draft.source is None and draft.hit is not None and draft.hit.family.kind == "noun":
            owner = _owner(ground, draft)
            draft = replace(draft, speaker=owner, rules=(*draft.rules, "noun-owned")) if owner else draft
        done.append(draft)
    return done


def _owner(ground: Ground, draft: Draft) -> Span | None:
    """Whose a noun of saying is: `the crew’s repeated claims`, `police allegations`, `she made an offer`."""
    if draft.hit is None or draft.cue is None or not ground.parsed:
        return None
    noun, before = draft.hit.last - 1, draft.hit.first - 1
    while before >= 0 and draft.hit.first - before <= FAR and ground.words[before].pos in {"ADJ", "ADV"}:
        before -= 1
    if lower(ground, before) in POSSESSIVES - {"your", "whose"}:
        return ground.words[before].span
    if lower(ground, before) in {"'s", "’s", "'", "’", "”"} and ground.text[ground.starts[before]] in "'’":
        return phrase_back(ground, before - 1, clause_at(ground, draft.start).start)
    if party_at(ground, ground.words[before].span):
        return ground.words[before].span
    head = ground.words[noun].head
    if ground.words[noun].relation == "obj" and 0 <= head < draft.hit.first and lower(ground, head) in GIVING:
        return subject_of(ground, head) or _governor(ground, draft.hit, via=noun)
    return None


def _quoted_source(ground: Ground, draft: Draft, done: Sequence[Draft]) -> Draft:
    """`According to X, quoting Y, …`: Y says the same as X."""
    if draft.frame is None or draft.frame.object is None or draft.frame.kind == "quote":
        return draft
    outer = next((d for d in reversed(done[-4:]) if d.cue and sentence_at(ground, d.start) == sentence_at(ground, draft.start)), None)
    content = outer.content if outer else draft.content
    return replace(draft, source=draft.frame.object, content=content, rules=(*draft.rules, "quoted-by-another"))


def _wants_subject(draft: Draft) -> bool:
    if draft.hit is None or draft.frame is None:
        return False
    return draft.hit.family.kind in {"verb", "adjective"} and not draft.frame.passive


def _modified(ground: Ground, hit: Hit) -> Span | None:
    """Whom a participle right behind its noun describes: `reports urging reform`; the issuer of `a statement warning that`."""
    head = ground.words[hit.first].head
    if hit.form != "ing" or ground.words[hit.first].relation != "acl" or not 0 <= head < hit.first or lower(ground, hit.first - 1) == ",":
        return None
    if is_channel_noun(ground, head):
        issued = _governor(ground, hit, via=head)
        if issued is not None:
            return issued
    return noun_at(ground, head, head)


def _governor(ground: Ground, hit: Hit, via: int = -1) -> Span | None:
    """The subject of the verb that this one (or the noun at word `via`) is joined to or hangs on, in the encoder's syntax."""
    if not ground.parsed:
        return None
    at, steps = hit.first, 0
    if via >= 0 and ground.words[via].relation in {"obj", "obl"} and ground.words[via].head >= 0:
        at = ground.words[via].head
        if (own := subject_of(ground, at)) is not None:
            return own
    while steps < 4 and ground.words[at].relation in {"conj", "advcl", "xcomp", "parataxis", "ccomp"} and ground.words[at].head >= 0:
        at, steps = ground.words[at].head, steps + 1
        found = subject_of(ground, at)
        if found is not None and found.end <= hit.span.start:
            return found
    return None


def _earlier(ground: Ground, draft: Draft, done: Sequence[Draft]) -> Span | None:
    """The speaker of the nearest earlier cue of the same clause whose content does not hold this one."""
    if draft.cue is None:
        return None
    clause = clause_at(ground, draft.cue.start)
    for other in reversed(done[-8:]):
        if other.cue is None or not clause.holds(other.cue):
            continue
        if not any(c.holds(draft.cue) for c in other.content) and other.speaks() is not None:
            return other.speaks()
    return None


def _clause_subject(ground: Ground, draft: Draft) -> Span | None:
    """The noun phrase that begins the clause, where nothing better is known."""
    if draft.cue is None:
        return None
    clause = clause_at(ground, draft.cue.start)
    words = words_in(ground, Span(max(clause.start, sentence_at(ground, clause.start).start), draft.cue.start))
    if not len(words):
        return None
    phrase = phrase_on(ground, words.start, draft.cue.start)
    if not len(phrase) or (lower(ground, phrase.start) in {"the", ""} and len(phrase) == 1):
        return None
    return Span(ground.words[phrase.start].span.start, ground.words[phrase.stop - 1].span.end)
