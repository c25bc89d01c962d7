"""Where contents begin and end: whole quotations, clauses without their final stop, without the attribution that follows."""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.relate.function_words import CLOSERS, OPENERS, STOPS
from dateline.relate.statements.borders import behind_date, denies_aside, goes_on_as_cue, is_subordinate, main_verb, names_content
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.cues import Hit, cues_at
from dateline.relate.statements.ground import Ground, is_speech, lower, quotation_at, words_in
from dateline.relate.statements.noun_phrases import before_verb, is_adverb, is_clause, is_finite, phrase_back
from dateline.text import locate, skip_dateline

REFUSALS = frozenset("refused declined promised threatened vowed offered".split())
"""Words after which `but … to say` goes on with the same speaker."""
FINAL = " \t\r\n.,;:"
"""What a content outside quotation marks never ends with."""
CLAUSAL = frozenset({"that", "clause", "quote"})
"""Kinds of content that state something."""
TRAILING = frozenset("despite although though because after while following amid".split())
"""Words that open an adjunct of the whole sentence, behind a comma."""
REACH = 24
"""Words that an apposition and relative clause between a speaker's name and the rest of a quotation have at most."""
FINITE_FORMS = frozenset({"ed", "s", "past", "base"})
"""Forms of a cue that can carry the attributing clause."""


def trim_content(text: str, span: Span) -> Span | None:
    """`span` without white space, leading commas and final stops (a stop inside closing marks or of `U.S.` stays); None for nothing."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in FINAL or text[start] in "–—"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—" or _is_final_stop(text, start, end)):
        end -= 1
    return Span(start, end) if start < end else None


def _is_final_stop(text: str, start: int, end: int) -> bool:
    """Whether the character before `end` is the stop of a sentence, not of an ellipsis or an abbreviation in capitals."""
    if text[end - 1] != "." or text[max(start, end - 3) : end] == "..." or text[max(start, end - 4) : end] in {"a.m.", "p.m."}:
        return False
    return not _INITIALS.search(text[max(start, end - 6) : end])


_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Z]\.)+$")
"""An abbreviation in capitals with its stops (`U.S.`), not a word in capitals before one (`NATO.`)."""
_HOUR = re.compile(r"\d{1,2}[.:]\d\d ?[-–—]{1,2} ")


def without_dateline(ground: Ground, span: Span) -> Span:
    """`span` without the place and date that open an agency’s report (`LIMA, May 3 (ABC) - `) or the hour of a live entry."""
    hour = _HOUR.match(ground.text, span.start)
    start = hour.end() if hour else skip_dateline(ground.text, span.start)
    return Span(start, span.end) if start < span.end else span


def content_on(ground: Ground, hit: Hit, i: int, clause: Span, kind: str) -> Span | None:
    """The content that begins at word `i` and runs to the end of the clause, the quotation or the attribution that follows."""
    if i >= len(ground.words) or ground.words[i].span.start >= clause.end:
        return None
    start = ground.words[i].span.start
    quotation = quotation_at(ground, start)
    if quotation is not None and quotation.start == start and kind == "quote" and not _goes_on(ground, hit, quotation, clause):
        return quotation
    end = _content_end(ground, hit, i, clause, kind)
    return trim_content(ground.text, Span(start, end)) if end > start else None


def _goes_on(ground: Ground, hit: Hit, quotation: Span, clause: Span) -> bool:
    """Whether words of the same clause belong to the content after the quotation: `“encouraging news” had come`, `a “rogue” unit`."""
    after = next((i for i in words_in(ground, Span(quotation.end, max(clause.end, quotation.end)))), None)
    if after is None or hit.family.object == "theme" or ground.text[quotation.end - 2] in ",.?!":
        return False
    word = lower(ground, after)
    if word in STOPS or word in {"and", "but", "according", "as", "while", "after"}:
        return False
    return is_finite(ground, after) or not is_speech(ground, quotation)


def _content_end(ground: Ground, hit: Hit, i: int, clause: Span, kind: str) -> int:
    inside = quotation_at(ground, hit.span.start)
    k, limit = i, main_verb(ground, hit)
    while k < len(ground.words) and ground.words[k].span.start < clause.end:
        quotation = quotation_at(ground, ground.words[k].span.start)
        if quotation is not None and quotation != inside:
            if quotation.end > clause.end:
                return quotation.end
            while k < len(ground.words) and ground.words[k].span.start < quotation.end:
                k += 1
            continue
        if k == limit:
            return ground.words[k].span.start
        if k > i and kind == "phrase" and inside is None and channel_at(ground, k, clause.end) is not None:
            return ground.words[k].span.start
        if _is_semicolon(ground, k) or (k > i and _is_end(ground, hit, k, kind, clause)):
            return ground.words[k].span.start
        k += 1
    return clause.end


def _is_semicolon(ground: Ground, k: int) -> bool:
    """Whether word `k` is a semicolon between clauses, not what a page made of a mark (`the lake';s level`)."""
    return lower(ground, k) == ";" and not ground.text[ground.words[k].span.end : ground.words[k].span.end + 1].isalnum()


def _is_end(ground: Ground, hit: Hit, k: int, kind: str, clause: Span) -> bool:
    """Whether another attribution begins at word `k`, so that the content of `hit` ends before it."""
    word = lower(ground, k)
    if word == "according" and lower(ground, k + 1) == "to":
        return True
    if word == "and" and kind == "that" and goes_on_as_cue(ground, hit, k + 1):
        return True
    if word in {"and", "but", "while"}:
        return _joins_cue(ground, hit, k + 1, kind) or (
            kind not in CLAUSAL
            and (_joins_before(ground, hit, k + 1, kind) or lower(ground, k + 1) in {"he", "she", "they", "we", "i", "it"})
        )
    if kind not in CLAUSAL and (word == "because" or (word == "," and lower(ground, k + 1) in TRAILING)):
        return True
    return word == "," and _is_end_at_comma(ground, hit, k, kind, clause)


def _is_end_at_comma(ground: Ground, hit: Hit, k: int, kind: str, clause: Span) -> bool:
    """Whether the content ends before the comma at word `k`."""
    nxt = k + 1
    while nxt < len(ground.words) and (is_adverb(ground, nxt) or lower(ground, nxt) in {"and", "but"}):
        nxt += 1
    if lower(ground, k + 1) in {"and", "but", "while"}:
        if kind not in CLAUSAL and (is_clause(ground, k + 2, clause) or _joins_before(ground, hit, k + 2, kind)):
            return True
        return _joins_cue(ground, hit, nxt, kind, comma=True) or _attributes_anew(ground, k + 2, clause)
    if kind in CLAUSAL and names_content(ground, k + 1):
        return True
    if lower(ground, k + 1) == "which" and (kind in {"link", "infinitive"} or denies_aside(ground, k + 2)):
        return True
    if (kind == "phrase" and _comments(ground, k + 1, clause)) or (
        is_subordinate(ground, hit, clause) and is_clause(ground, k + 1, clause)
    ):
        return True
    reduced = kind == "infinitive" and hit.form in {"ed", "part"} and lower(ground, before_verb(ground, hit.first)) == ","
    if reduced:
        return True
    if kind != "quote" and hit.span.start == clause.start and hit.family.kind == "verb":
        return True
    if lower(ground, hit.first - 1) in {"who", "which"}:
        return True
    hits = cues_at(ground, nxt)
    if hits and hits[0].form == "ing" and hits[0].family.sure != "never":
        return True
    return _attributes_back(ground, k, clause)


def _comments(ground: Ground, i: int, clause: Span) -> bool:
    """Whether what follows a comma at word `i` only comments on a noun phrase: `, which …`, `, a measure last used …`, `, breaking …`."""
    word = lower(ground, i)
    if word in {"which", "who", "whose"} or (word.endswith("ing") and word != "including" and ground.words[i].pos == "VERB"):
        return True
    rest = Span(ground.words[i].span.start, clause.end) if i < len(ground.words) else clause
    return word in {"a", "an"} and " and " not in rest.of(ground.text)


def _joins_before(ground: Ground, hit: Hit, i: int, kind: str) -> bool:
    """Whether the verb at word `i` is joined to the cue or to what stands before it, not to a word of the content."""
    while i < len(ground.words) and (is_adverb(ground, i) or ground.words[i].pos == "AUX"):
        i += 1
    if kind == "infinitive" and not lower(ground, i).endswith(("ed", "s")):
        return False
    return (
        i < len(ground.words)
        and ground.words[i].pos == "VERB"
        and ground.words[i].relation == "conj"
        and 0 <= ground.words[i].head < hit.last
    )


def _attributes_anew(ground: Ground, i: int, clause: Span) -> bool:
    """Whether a clause with its own attribution begins at word `i`: `…, and a retired major wrote that`."""
    for k in range(i + 1, min(i + 14, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in {"that", *OPENERS}:
            return False
        for hit in cues_at(ground, k):
            if hit.family.kind == "verb" and hit.form in {"ed", "s", "past"} and hit.family.sure in {"any", "that"}:
                last = before_verb(ground, k)
                return lower(ground, last) == "," or phrase_back(ground, last, ground.words[i].span.start) is not None
    return False


def _joins_cue(ground: Ground, hit: Hit, i: int, kind: str, *, comma: bool = False) -> bool:
    """Whether a second cue with the same subject stands at word `i`: `… and threatened to`."""
    while i < len(ground.words) and is_adverb(ground, i):
        i += 1
    if ground.words[i : i + 1] and lower(ground, i + 1) == "to" and lower(ground, i) in REFUSALS:
        return kind not in {"that", "clause"} or lower(ground, i - 1) == "but"
    for other in cues_at(ground, i):
        alike = other.form == hit.form or ({other.form, hit.form} <= FINITE_FORMS and lower(ground, other.last) == "that")
        if other.family.kind != "verb" or not alike or other.family.sure == "never":
            continue
        if kind not in {"that", "clause"} or other.family.name == "saying":
            return True
        if comma and (lower(ground, other.last) == "that" or other.family.sure == "any"):
            return True
        bare = other.family.object in {"hearer", "asked"} and lower(ground, other.last) in {"to", "not", "by", ".", ","}
        return not bare and ground.words[i].relation == "conj" and ground.words[i].head in range(hit.first, hit.last)
    return False


def _attributes_back(ground: Ground, comma: int, clause: Span) -> bool:
    """Whether `, X said` follows and closes the clause: it takes in all that stands before it. X may have an apposition."""
    if lower(ground, comma + 1) in {"and", "but", "which", "who"}:
        return False
    for k in range(comma + 1, min(comma + 14, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in {"that", *OPENERS}:
            return False
        for other in cues_at(ground, k):
            if other.family.kind == "verb" and other.form in FINITE_FORMS and other.family.sure in {"any", "that"}:
                last = before_verb(ground, k)
                named = lower(ground, last) == "," or phrase_back(ground, last, ground.words[comma].span.end) is not None
                closed = lower(ground, behind_date(ground, other.last)) in {".", ",", ""} or other.family.object == "hearer"
                if named and closed and last > comma:
                    return True
    return False


def content_before(ground: Ground, end: int, clause: Span, *, comma: bool = True) -> Span | None:
    """The content that stands before an attribution which begins at character `end`: `“…,” said X`, `…, X said`.

    None where no comma or closing quotation mark (with `comma`) stands before it.
    """
    stop = len(ground.text[clause.start : end].rstrip()) + clause.start if end > clause.start else end
    head = ground.text[max(0, stop - 2) : stop]
    quotation = quotation_at(ground, stop - 1 - head.endswith(",")) if stop else None
    inside = quotation_at(ground, end)
    if quotation is not None and quotation != inside and quotation.end >= stop - 1:
        lead = ground.text[max(clause.start, _sentence_start(ground, quotation)) : quotation.start].strip()
        if not lead or lead[-1:] in ".?!:" or quotation.start < clause.start:
            return quotation
        return trim_content(ground.text, Span(max(clause.start, _sentence_start(ground, quotation)), quotation.end))
    if (comma and not head.endswith((",", "?", "!", "”", '"'))) or _is_participial(ground, clause, stop):
        return None
    cut = ground.text.rfind("; ", clause.start, stop)
    start = cut + 1 if cut >= 0 and quotation_at(ground, cut) in {None, inside} else clause.start
    return trim_content(ground.text, without_dateline(ground, Span(start, stop)))


def _is_participial(ground: Ground, clause: Span, stop: int) -> bool:
    """`Turning to the budget, he …`: a participle and what hangs on it say nothing by themselves."""
    words = words_in(ground, Span(clause.start, max(stop, clause.start)))
    first = words.start
    if not len(words) or not lower(ground, first).endswith("ing") or ground.words[first].pos != "VERB":
        return False
    return not any(is_finite(ground, i) for i in words)


def _sentence_start(ground: Ground, quotation: Span) -> int:
    i = locate(ground.sentences, quotation.start)
    return ground.sentences[i].start if i >= 0 else 0


def _behind_apposition(ground: Ground, comma: int, first: Span) -> Span | None:
    """The quotation that goes on with `first` behind what describes its speaker: `“…,” said Ana Reyes, a nurse, “and …”`."""
    head = ground.text[max(first.start, first.end - 2) : first.end + 1]
    if not set(head) & set(CLOSERS) or "," not in head:
        return None
    for k in range(comma + 2, min(comma + REACH, len(ground.words))):
        if lower(ground, k) in OPENERS:
            return quotation_at(ground, ground.words[k].span.start) if lower(ground, k - 1) == "," else None
        if lower(ground, k) in {".", ";", "?", "!"}:
            return None
    return None


def second_part(ground: Ground, i: int, clause: Span, first: Span) -> Span | None:
    """What goes on after an attribution in the middle: `“…,” he said, “…”`; `The effect, they write, vanishes`.

    None where a new sentence begins, or where what follows is the narrator's (`, and …`, `, who …`).
    """
    if lower(ground, i) != "," or i + 1 >= len(ground.words):
        return None
    start = ground.words[i + 1].span.start
    quotation = quotation_at(ground, start) or _behind_apposition(ground, i, first)
    if quotation is not None and quotation.start >= start:
        return quotation
    if start >= clause.end or ground.text[first.end - 1] in CLOSERS:
        return None
    hits = cues_at(ground, i + 1)
    if lower(ground, i + 1) in {"and", "but", "while", "as", "who", "which", "after", "with", "although", "though", "a", "when"} or (
        hits and hits[0].form == "ing"
    ):
        return None
    return trim_content(ground.text, Span(start, clause.end))
