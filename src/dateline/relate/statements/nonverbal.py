"""Cues that are no verbs: `according to`, `reportedly`, `reports that`."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.function_words import DETERMINERS, FINITE, POSSESSIVES
from dateline.relate.statements.complements import Frame, skip_adjuncts
from dateline.relate.statements.contents import content_before, content_on, second_part
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, clause_at, lower, span_of, time_ending
from dateline.relate.statements.noun_phrases import before_verb, is_finite, phrase_back, phrase_on

ISSUED = frozenset(
    "released published issued obtained seen reviewed quoted cited posted carried dated leaked conducted commissioned".split()
)
"""Participles that tell between commas where a source comes from."""


def read_according(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    phrase = phrase_on(ground, hit.last, clause.end)
    source = span_of(ground, phrase)
    before = ground.text[clause.start : hit.span.start].strip(' \t,"“‘')
    if before and before.split()[-1].lower() not in {"and", "but", "that", "which"}:
        lead = content_before(ground, hit.span.start, clause, comma=False)
        more = second_part(ground, phrase.stop, clause, lead) if lead else None
        spans = tuple(s for s in (lead, more) if s)
        return Frame(source, spans, None, "clause" if spans else "none")
    i = phrase.stop
    comma = next((n for n in range(i, min(i + 25, len(ground.words))) if lower(ground, n) == "," or lower(ground, n) in FINITE), i)
    if lower(ground, comma) == "," and (lower(ground, comma + 1).endswith("ing") or lower(ground, comma + 1) in ISSUED):
        comma = next((n for n in range(comma + 1, min(comma + 30, len(ground.words))) if lower(ground, n) == ","), comma)
    comma = _behind_name(ground, comma, clause)
    start = comma + 1 if lower(ground, comma) == "," and ground.words[comma].span.end <= clause.end else i
    content = content_on(ground, hit, skip_adjuncts(ground, start, clause.end), clause, "clause")
    return Frame(source, (content,) if content else (), None, "clause" if content else "none")


def _behind_name(ground: Ground, comma: int, clause: Span) -> int:
    """The comma behind a name that stands in apposition after `comma` (`the coach, Ali Mehr, in …`); `comma` where there is none."""
    for k in range(comma + 1, min(comma + 8, len(ground.words))):
        if lower(ground, k) == "," and k > comma + 1 and ground.words[k].span.end < clause.end:
            return k
        if ground.words[k].pos not in {"PROPN", "X"} or not ground.words[k].text[0].isupper():
            break
    return comma


def read_adverb(ground: Ground, hit: Hit) -> Frame:
    """`The general reportedly fled`: the subject and what follows the adverb."""
    clause = clause_at(ground, hit.span.start)
    last = before_verb(ground, hit.first)
    subject = phrase_back(ground, last, clause.start) if last >= 0 else None
    rest = content_on(ground, hit, hit.last, clause, "phrase")
    spans = tuple(s for s in (subject, rest) if s)
    return Frame(None, spans, None, "clause" if rest else "none")


def read_noun(ground: Ground, hit: Hit) -> Frame:
    """`reports that …`, `its claim of …`: the possessor before the noun is the source."""
    clause = clause_at(ground, hit.span.start)
    word = lower(ground, hit.last)
    if hit.family.name == "reports" and hit.form == "one" and word == "of":
        return Frame(None, (), None, "none")
    if word not in hit.family.link or _is_channel(ground, hit) or _leads_off(ground, hit, word):
        return Frame(None, (), None, "none")
    kind = "that" if word == "that" else "infinitive" if word == "to" else "link"
    content = content_on(ground, hit, hit.last + (word != "to"), clause, kind)
    owner = None
    if lower(ground, hit.first - 1) in POSSESSIVES - {"your", "whose"}:
        owner = ground.words[hit.first - 1].span
    elif lower(ground, hit.first - 1) in {"'s", "’s"}:
        owner = phrase_back(ground, hit.first - 2, clause.start) if not _is_date(ground, hit.first - 2) else None
    return Frame(owner, (content,) if content else (), None, kind if content else "none")


def _is_date(ground: Ground, i: int) -> bool:
    """`today’s news`: nobody's."""
    timex = time_ending(ground, ground.words[i].span.end)
    return timex is not None and timex.type in {"DATE", "TIME"}


def _leads_off(ground: Ground, hit: Hit, word: str) -> bool:
    """Whether the link leads to no content: `claims that failed`, `to` before a noun or gerund, a name (`Lake News that`)."""
    nxt = min(hit.last + 1, len(ground.words) - 1)
    if word == "to":
        return ground.words[nxt].pos not in {"VERB", "AUX", "X"} or lower(ground, nxt).endswith(("ing", "ed"))
    named = ground.words[hit.first].text[0].isupper() and ground.words[hit.first - 1].text[0].isupper() and hit.first > 0
    described = any(ground.words[c].relation == "acl:relcl" for c in ground.children[hit.last - 1] if c > hit.last)
    if word == "that" and described and lower(ground, hit.first - 1) in {"a", "an"} and lower(ground, hit.first - 2) == ",":
        return True
    return (word == "that" and (is_finite(ground, nxt) or lower(ground, nxt) == ",")) or (named and ground.words[hit.first].pos == "PROPN")


def _is_channel(ground: Ground, hit: Hit) -> bool:
    """Whether the noun only tells through what a verb's content came: `denied in a statement that`."""
    i = hit.first - 1
    while i >= 0 and (ground.words[i].pos in {"DET", "ADJ", "NUM"} or lower(ground, i) in DETERMINERS):
        i -= 1
    return lower(ground, i) == "in"
