"""`The Lantern quoted a clerk as saying that …`: two statements of the same words, the outlet's report and the clerk's saying."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Span
from dateline.relate.statements.cues import cues_at
from dateline.relate.statements.drafts import Draft
from dateline.relate.statements.ground import Ground, clause_at, lower, span_of, words_in
from dateline.relate.statements.noun_phrases import before_verb, is_passive, phrase_back, phrase_on

QUOTES = frozenset("quote quotes quoted cite cites cited".split())
REACH = 18
"""Words between the verb that quotes and what the quoted one says."""


def split_quoted(ground: Ground, drafts: Sequence[Draft]) -> list[Draft]:
    """`drafts` with the report of whoever quotes beside the words of whom it quotes."""
    found: list[Draft] = []
    dropped: set[int] = set()
    for draft in drafts:
        verb = _verb_of(ground, draft)
        parties = _parties(ground, draft, verb) if verb >= 0 else None
        if parties is None:
            found.append(draft)
            continue
        outlet, quoted = parties
        hit = next((h for h in cues_at(ground, verb) if h.family.name == "quoting" and h.last == verb + 1), None)
        found.append(Draft(outlet, ground.words[verb].span, draft.content, hit, act="report", rules=("quoted-in-report",)))
        found.append(replace(draft, source=quoted or draft.source, speaker=None if quoted else draft.speaker))
        dropped.add(ground.words[verb].span.start)
    return [d for d in found if "quoted-in-report" in d.rules or d.cue is None or d.cue.start not in dropped]


def _verb_of(ground: Ground, draft: Draft) -> int:
    """The verb that quotes, where the draft's cue stands behind its `as`; -1 for none."""
    if draft.cue is None or draft.hit is None or draft.hit.form != "ing" or lower(ground, draft.hit.first - 1) != "as":
        return -1
    floor = clause_at(ground, draft.cue.start).start
    back = range(draft.hit.first - 2, max(draft.hit.first - REACH, -1), -1)
    return next((i for i in back if lower(ground, i) in QUOTES and ground.words[i].span.start >= floor), -1)


def _parties(ground: Ground, draft: Draft, verb: int) -> tuple[Span, Span | None] | None:
    """Who quotes, and who is quoted (None where that is the subject, which the cue has already); None where nobody is told to quote."""
    if draft.hit is None:
        return None
    end = ground.words[draft.hit.first - 1].span.start
    if is_passive(ground, verb):
        by = span_of(ground, phrase_on(ground, verb + 2, end, ("as",))) if lower(ground, verb + 1) == "by" else None
        return (by, None) if by else None
    quoted = Span(ground.words[verb + 1].span.start, ground.words[draft.hit.first - 2].span.end)
    subject = phrase_back(ground, before_verb(ground, verb), clause_at(ground, end).start)
    return (subject, quoted) if subject and len(words_in(ground, quoted)) and quoted.end > quoted.start else None
