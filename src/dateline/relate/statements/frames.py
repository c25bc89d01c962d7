"""How a cue stands in its clause: who says, to whom or against whom, and where the content begins and ends.

This reads the surface (and the encoder's syntax where there is one) and serves the cues for which the encoder gives no spans,
and the cells that attributions do not carry.
"""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.relate.function_words import CLOSERS, OPENERS
from dateline.relate.statements.complements import After, Frame, read_after, skip_adjuncts
from dateline.relate.statements.contents import FINITE_FORMS, content_before, content_on, second_part
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, clause_at, lower, paragraph_at, quotation_at, span_of, time_at, words_in
from dateline.relate.statements.nonverbal import read_according, read_adverb, read_noun
from dateline.relate.statements.noun_phrases import is_adverb, is_clause, is_finite, is_passive, phrase_on
from dateline.relate.statements.passives import is_elliptic, is_reduced, noun_at, read_participle, read_passive, read_reduced
from dateline.relate.statements.subjects import find_subject

ADJUNCT = frozenset("amid after before as during following while when in on at".split())
"""Words that open an adjunct of saying."""


WRITES = frozenset("wrote writes tweeted tweets posted posts".split())
"""Verbs whose subject behind them ends before where it was written: `wrote Ana Reyes in The Lantern`."""


def read_frame(ground: Ground, hit: Hit) -> Frame:
    """The frame of any cue; empty content where the clause has none for it."""
    if hit.family.kind == "phrase":
        return read_according(ground, hit)
    if hit.family.kind == "adverb":
        return read_adverb(ground, hit)
    if hit.family.kind == "noun":
        return read_noun(ground, hit)
    if hit.form in {"ed", "part"} and is_passive(ground, hit.first) and hit.family.kind == "verb":
        return _read_active(ground, hit) if hit.family.object == "speaker" else read_passive(ground, hit)
    if hit.form == "ed" and is_elliptic(ground, hit):
        return read_participle(ground, hit, clause_at(ground, hit.span.start), None)
    if hit.form in {"ed", "part"} and is_reduced(ground, hit):
        return read_reduced(ground, hit)
    if _is_inverted(ground, hit):
        return _read_inverted(ground, hit)
    return _read_active(ground, hit)


def _read_active(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    source, shared = find_subject(ground, hit, clause)
    after = read_after(ground, hit, clause)
    antecedent = _antecedent(ground, hit, source, clause)
    if antecedent is not None and hit.family.object == "none":
        return Frame(source, (antecedent, after.content), None, "phrase") if after.content else Frame(source, (), None, "none")
    if antecedent is not None and after.kind in {"none", "link"} and (hit.family.object == "theme" or after.content is None):
        return Frame(source, (antecedent, *((after.content,) if after.content else ())), None, "phrase")
    if source is not None and ground.text[clause.start : source.start].strip().lower() == "as":
        return _read_as(ground, hit, clause, source)
    follows = source is not None and _closed_before(ground, source.start) and not _names_only(ground, source.start, after, clause)
    if source is not None and after.content is None and _ends_paragraph(ground, hit, after.end):
        return Frame(source, (ground.words[after.end].span,), after.object, "block")
    if (
        source is not None
        and (after.content is None or follows or _trails(ground, source, after, clause))
        and (after.object is None or hit.family.object == "hearer" or follows)
    ):
        before = content_before(ground, source.start, clause)
        if before is not None:
            more = second_part(ground, after.end, clause, before)
            return Frame(source, (before, more) if more else (before,), after.object, _before_kind(ground, before))
    if after.object is not None and (_holds_content(hit, after) or (hit.family.name == "describing" and after.content is None)):
        whole = content_on(ground, hit, words_in(ground, after.object).start, clause, "phrase")
        return Frame(source, (whole,) if whole else (), after.object, "phrase", shared=shared)
    content: tuple[Span, ...] = (after.content,) if after.content else ()
    if after.object and content and (hit.family.object == "theme" or (after.kind == "link" and _linked_by(ground, content[0]) == "as")):
        content = (after.object, *content)
    return Frame(source, content, after.object, after.kind if content else "none", shared=shared)


def _antecedent(ground: Ground, hit: Hit, source: Span | None, clause: Span) -> Span | None:
    """What a relative clause with a subject of its own is about: `the aid that they promised`, `a charge Moscow rejects`."""
    head = ground.words[hit.first].head
    if source is None or ground.words[hit.first].relation != "acl:relcl":
        return None
    if hit.family.object not in {"content", "theme", "aimed"} and not (hit.family.object == "none" and is_finite(ground, hit.last)):
        return None
    if not 0 <= head < hit.first or ground.words[head].span.end > source.start or ground.words[head].span.start < clause.start:
        return None
    return noun_at(ground, head, head)


def _read_as(ground: Ground, hit: Hit, clause: Span, source: Span) -> Frame:
    """`As the minister announced today, the road will close`: the content is the main clause."""
    comma = next((k for k in range(hit.last, min(hit.last + 25, len(ground.words))) if lower(ground, k) == ","), None)
    content = content_on(ground, hit, comma + 1, clause, "clause") if comma is not None else None
    return Frame(source, (content,) if content else (), None, "clause" if content else "none")


def _linked_by(ground: Ground, content: Span) -> str:
    """The word right before a content."""
    return lower(ground, words_in(ground, content).start - 1)


def _ends_paragraph(ground: Ground, hit: Hit, i: int) -> bool:
    """Whether a colon at word `i` ends the paragraph: what is said stands in the next ones."""
    return lower(ground, i) == ":" and ground.words[i].span.end == paragraph_at(ground, hit.span.start).end


def _holds_content(hit: Hit, after: After) -> bool:
    """Whether the noun phrase after the cue is itself what was condemned, praised or requested."""
    if hit.family.object not in {"aimed", "asked"}:
        return False
    return after.kind in {"none", "phrase", "clause"} or (
        after.kind == "infinitive" and hit.family.object == "aimed" and hit.family.act != "threaten"
    )


def _before_kind(ground: Ground, before: Span) -> str:
    return "quote" if ground.text[before.end - 1] in CLOSERS else "before"


def _closed_before(ground: Ground, at: int) -> bool:
    """Whether a quotation closes before character `at`: the attribution follows its quote. A quoted name alone does not count."""
    head = ground.text[max(0, at - 400) : at].rstrip()
    return bool(re.search(r"[,.?!…—–-]\s?[\"”’»]{1,2}$|[\"”’»],$", head))


def _names_only(ground: Ground, at: int, after: After, clause: Span) -> bool:
    """Whether the quotation that closes before `at` is a title, and the content follows: `On “Night Desk,” he said that`."""
    quotation = quotation_at(ground, len(ground.text[:at].rstrip(" ,")) - 1)
    if quotation is None or after.kind not in {"that", "clause"}:
        return False
    lead = ground.text[clause.start : quotation.start].rstrip()
    return bool(lead) and lead[-1] not in ",:;.—–-"


def _trails(ground: Ground, source: Span, after: After, clause: Span) -> bool:
    """Whether what follows the cue is an adjunct and the content went before: `The dam is safe, an engineer said amid fears of a flood`."""
    if after.content is None or after.kind != "phrase" or not ground.text[clause.start : source.start].rstrip().endswith(","):
        return False
    word = lower(ground, words_in(ground, after.content).start)
    return word in ADJUNCT and is_clause(ground, words_in(ground, clause).start, clause)


def _is_inverted(ground: Ground, hit: Hit) -> bool:
    """`“…,” said the mayor`; `…, says Ms Kerr.`: a mark before the cue, a noun phrase after it that ends the clause or is a name."""
    before, after = lower(ground, hit.first - 1), lower(ground, hit.last)
    if before not in CLOSERS and before != ",":
        return False
    if hit.form not in FINITE_FORMS or after in OPENERS or after in {"that", "to", ",", ":", ".", ""} or is_adverb(ground, hit.last):
        return False
    clause = clause_at(ground, hit.span.start)
    if skip_adjuncts(ground, hit.last, clause.end) > hit.last:
        return False
    phrase = phrase_on(ground, hit.last, clause.end)
    if not len(phrase) or (hit.family.object != "none" and before == ","):
        return False
    return (
        before in CLOSERS
        or lower(ground, phrase.stop) in {".", ",", "", ";", "?"}
        or time_at(ground, ground.words[phrase.stop].span.start) is not None
    )


def _read_inverted(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    phrase = phrase_on(ground, hit.last, clause.end)
    if lower(ground, hit.first) in WRITES:
        phrase = range(phrase.start, next((k for k in phrase if lower(ground, k) in {"in", "on"}), phrase.stop))
    phrase = _with_name_behind(ground, phrase)
    source = span_of(ground, phrase)
    before = content_before(ground, hit.span.start, clause)
    if before is None:
        return Frame(source, (), None, "none")
    more = second_part(ground, phrase.stop, clause, before)
    return Frame(source, (before, more) if more else (before,), None, _before_kind(ground, before))


def _with_name_behind(ground: Ground, phrase: range) -> range:
    """`said her spokesman, Ana Reyes`: the description with the name behind its comma; `phrase` itself where no name stands there."""
    comma = phrase.stop
    if not len(phrase) or lower(ground, comma) != "," or comma + 1 >= len(ground.words) or _names_person(ground, phrase):
        return phrase
    for mention, actor in ground.named.get(ground.starts[comma + 1], ()):
        stop = words_in(ground, mention).stop
        person = ground.actors[actor].kind == "person" and ground.actors[actor].named == "named"
        if person and lower(ground, stop) in {",", ".", ";", ""} and ground.words[comma + 1].text[0].isupper():
            return range(phrase.start, stop)
    return phrase


def _names_person(ground: Ground, phrase: range) -> bool:
    """Whether the phrase has a person's own name in it, or begins another clause than a description."""
    last = ground.words[phrase[-1]]
    return last.text[0].isupper() or lower(ground, phrase.start) in {"he", "she", "i", "they"}
