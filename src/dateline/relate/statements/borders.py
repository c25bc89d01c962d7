"""Where another clause goes on behind a cue's own: the main clause after a subordinate one, a verb joined to the cue, a date."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import CLOSERS
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, lower, time_at, words_in

SUBORDINATE = frozenset("while although though when if since because despite once unless whereas until before after".split())
"""Words that open a clause which leads up to the main one."""


def main_verb(ground: Ground, hit: Hit) -> int:
    """The word with which the main clause goes on behind a cue that only describes its subject (`The man accused was freed`); -1."""
    head = ground.words[hit.first].head
    if ground.words[hit.first].relation != "acl" or not 0 <= head < hit.first or not ground.words[head].relation.startswith("nsubj"):
        return -1
    verb = ground.words[head].head
    if verb < hit.last:
        return -1
    return min([verb, *(c for c in ground.children[verb] if c > hit.last and ground.words[c].pos == "AUX")])


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
