"""Where another clause goes on behind a cue's own: the main clause after a subordinate one, a verb joined to the cue, a date."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.cues import Hit, cues_at
from dateline.relate.statements.ground import Ground, lower, time_at, words_in
from dateline.relate.statements.noun_phrases import is_adverb

SUBORDINATE = frozenset("while although though when if since because despite once unless whereas until before after".split())
"""Words that open a clause which leads up to the main one."""

SUMS = frozenset(
    "phrase remark comment assertion statement figure view position stance line theory version charge claim allegation accusation "
    "suggestion description".split()
)
"""Nouns, beside those of saying, by which the narrator takes a content up again."""


def main_verb(ground: Ground, hit: Hit) -> int:
    """The word with which the main clause goes on behind a cue that is or describes its subject (`Calls for talks grew`); -1."""
    if hit.family.kind == "noun":
        return _predicate(ground, hit.last - 1, hit.last)
    head = ground.words[hit.first].head
    if ground.words[hit.first].relation != "acl" or not 0 <= head < hit.first or not ground.words[head].relation.startswith("nsubj"):
        return -1
    return _predicate(ground, head, hit.last)


def _predicate(ground: Ground, noun: int, last: int) -> int:
    """The first word of the predicate whose subject is word `noun`, from word `last` on; -1 where there is none."""
    verb = ground.words[noun].head
    if not ground.words[noun].relation.startswith("nsubj") or verb < last:
        return -1
    first = min([verb, *(c for c in ground.children[verb] if c > last and ground.words[c].pos == "AUX")])
    while first - 1 > last and is_adverb(ground, first - 1):
        first -= 1
    return first


def is_subordinate(ground: Ground, hit: Hit, clause: Span) -> bool:
    """Whether the cue stands in a clause that leads up to the main one: `While few said so, …`, `…, when it is expected to begin, …`."""
    for i in range(hit.first - 1, max(hit.first - 14, -1), -1):
        if ground.words[i].span.start < clause.start or lower(ground, i) in {",", *CLOSERS}:
            return False
        if lower(ground, i) in SUBORDINATE:
            return lower(ground, i - 1) in {",", "but", "and"} or ground.words[i].span.start == clause.start
    return False


def goes_on_as_cue(ground: Ground, hit: Hit, i: int) -> bool:
    """Whether the verb at word `i` is joined to the cue and stands in its form: `denies that it was hurt and goes on`."""
    word = ground.words[i] if i < len(ground.words) else None
    same = {"s": "s", "ed": "ed", "past": "ed"}.get(hit.form, "-")
    return (
        word is not None
        and word.pos == "VERB"
        and word.relation == "conj"
        and hit.first <= word.head < hit.last
        and word.text.endswith(same)
    )


def behind_date(ground: Ground, i: int) -> int:
    """The word behind the date that begins at word `i`, or after `on` or `late` there; `i` where there is none."""
    at = i + (lower(ground, i) in {"on", "in", "late", "early"})
    timex = time_at(ground, ground.words[at].span.start) if at < len(ground.words) else None
    return words_in(ground, timex.span).stop if timex is not None and timex.type in {"DATE", "TIME"} else i


def names_content(ground: Ground, i: int) -> bool:
    """Whether a noun at word `i` sums the content up for the narrator to comment on: `, a charge that Tehran denies`."""
    if lower(ground, i) not in {"a", "an"}:
        return False
    noun = next((k for k in range(i + 1, min(i + 4, len(ground.words))) if _is_saying(ground, k)), -1)
    return noun > 0 and lower(ground, noun + 1) in {"that", "which", "he", "she", "they", "the"}


def _is_saying(ground: Ground, k: int) -> bool:
    return lower(ground, k) in SUMS or any(h.family.kind == "noun" and h.form == "one" for h in cues_at(ground, k))


def denies_aside(ground: Ground, i: int) -> bool:
    """Whether what begins at word `i`, behind `, which`, is somebody's denial of all that was said: `, which the army denies`."""
    return any(
        h.family.act == "deny" and h.family.kind == "verb" for k in range(i, min(i + 6, len(ground.words))) for h in cues_at(ground, k)
    )
