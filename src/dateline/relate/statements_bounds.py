"""Where contents begin and end: whole quotations, clauses without their final stop, without the attribution that follows."""

from __future__ import annotations

from dateline.model import Span
from dateline.relate.statements_channel import channel_at
from dateline.relate.statements_cues import Hit, cues_at
from dateline.relate.statements_ground import Ground, lower, quotation_at
from dateline.relate.statements_phrases import CLOSERS, OPENERS, before_verb, is_adverb, phrase_back

FINAL = " \t\r\n.,;:"
"""What a content outside quotation marks never ends with."""


def trim_content(text: str, span: Span) -> Span | None:
    """`span` without white space, leading commas and final stops (a stop inside closing marks or of `U.S.` stays); None for nothing."""
    start, end = span
    while start < end and (text[start] in FINAL or text[start] in "–—"):
        start += 1
    while end > start and text[end - 1] in " \t\r\n,;:–—":
        end -= 1
    if end > start and text[end - 1] == "." and not text[max(start, end - 4) : end].replace(".", "").isupper() and not text[start:end].endswith(("...", "a.m.", "p.m.")):
        end -= 1
    return Span(start, end) if start < end else None


def content_on(ground: Ground, hit: Hit, i: int, clause: Span, kind: str) -> Span | None:
    """The content that begins at word `i` and runs to the end of the clause, the quotation or the attribution that follows."""
    if i >= len(ground.words) or ground.words[i].span.start >= clause.end:
        return None
    start = ground.words[i].span.start
    quotation = quotation_at(ground, start)
    if quotation is not None and quotation.start == start and kind == "quote" and not _goes_on(ground, quotation, clause):
        return quotation
    end = _content_end(ground, hit, i, clause, kind)
    return trim_content(ground.text, Span(start, end)) if end > start else None


def _goes_on(ground: Ground, quotation: Span, clause: Span) -> bool:
    """Whether words of the same clause follow the quotation: `“encouraging news” had come`."""
    rest = ground.text[quotation.end : max(clause.end, quotation.end)].strip(" .,;:")
    return bool(rest) and ground.text[quotation.end - 2 : quotation.end - 1] not in {",", ".", "?", "!"} and not rest.startswith(("and ", "but ", "according"))


def _content_end(ground: Ground, hit: Hit, i: int, clause: Span, kind: str) -> int:
    inside = quotation_at(ground, hit.span.start)
    k = i
    while k < len(ground.words) and ground.words[k].span.start < clause.end:
        quotation = quotation_at(ground, ground.words[k].span.start)
        if quotation is not None and quotation != inside:
            if quotation.end > clause.end:
                return quotation.end
            while k < len(ground.words) and ground.words[k].span.start < quotation.end:
                k += 1
            continue
        if k > i and kind == "phrase" and inside is None and channel_at(ground, k, clause.end) is not None:
            return ground.words[k].span.start
        if lower(ground, k) == ";" or (k > i and _is_end(ground, hit, k, kind, clause)):
            return ground.words[k].span.start
        k += 1
    return clause.end


def _is_end(ground: Ground, hit: Hit, k: int, kind: str, clause: Span) -> bool:
    """Whether another attribution begins at word `k`, so that the content of `hit` ends before it."""
    word = lower(ground, k)
    if word == "according" and lower(ground, k + 1) == "to":
        return True
    if word in {"and", "but", "while"}:
        return _joins_cue(ground, hit, k + 1, kind)
    if word != ",":
        return False
    nxt = k + 1
    while nxt < len(ground.words) and (is_adverb(ground, nxt) or lower(ground, nxt) in {"and", "but"}):
        nxt += 1
    if lower(ground, k + 1) in {"and", "but", "while"}:
        return _joins_cue(ground, hit, nxt, kind, comma=True) or _attributes_anew(ground, k + 2, clause)
    if lower(ground, hit.first - 1) in {"who", "which"}:
        return True
    hits = cues_at(ground, nxt)
    if hits and hits[0].form == "ing" and hits[0].family.sure != "never":
        return True
    return _attributes_back(ground, k, clause)


def _attributes_anew(ground: Ground, i: int, clause: Span) -> bool:
    """Whether a clause with its own attribution begins at word `i`: `…, and a retired major wrote that`."""
    for k in range(i + 1, min(i + 8, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in {",", "that", *OPENERS}:
            return False
        if any(h.family.kind == "verb" and h.form in {"ed", "s", "past"} and h.family.sure == "any" for h in cues_at(ground, k)):
            return phrase_back(ground, before_verb(ground, k), ground.words[i].span.start) is not None
    return False


def _joins_cue(ground: Ground, hit: Hit, i: int, kind: str, *, comma: bool = False) -> bool:
    """Whether a second cue with the same subject stands at word `i`: `… and threatened to`."""
    while i < len(ground.words) and is_adverb(ground, i):
        i += 1
    for other in cues_at(ground, i):
        if other.family.kind != "verb" or other.form != hit.form or other.family.sure == "never":
            continue
        if ground.parsed and ground.words[i].relation == "conj":
            return ground.words[i].head in range(hit.first, hit.last)
        return kind not in {"that", "clause"} or (comma and lower(ground, other.last) == "that")
    return False


def _attributes_back(ground: Ground, comma: int, clause: Span) -> bool:
    """Whether `, X said` follows and closes the clause: it takes in all that stands before it."""
    for k in range(comma + 1, min(comma + 14, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in {",", "that", *OPENERS}:
            return False
        for other in cues_at(ground, k):
            if other.family.kind == "verb" and other.form in {"ed", "s", "past", "base"} and other.family.sure in {"any", "that"}:
                subject = phrase_back(ground, before_verb(ground, k), ground.words[comma].span.end)
                closed = lower(ground, other.last) in {".", ",", ""} or other.family.object == "hearer"
                if subject is not None and closed and lower(ground, comma + 1) not in {"and", "but", "which", "who"}:
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
    if comma and not head.endswith((",", "?", "!", "”", '"')):
        return None
    return trim_content(ground.text, Span(clause.start, stop))


def _sentence_start(ground: Ground, quotation: Span) -> int:
    from bisect import bisect_right

    i = bisect_right(ground.sentences, quotation.start, key=lambda s: s.start) - 1
    return ground.sentences[i].start if i >= 0 else 0


def second_part(ground: Ground, i: int, clause: Span, first: Span) -> Span | None:
    """What goes on after an attribution in the middle: `“…,” he said, “…”`; `The effect, they write, vanishes`.

    None where a new sentence begins, or where what follows is the narrator's (`, and …`, `, who …`).
    """
    if lower(ground, i) != "," or i + 1 >= len(ground.words):
        return None
    start = ground.words[i + 1].span.start
    quotation = quotation_at(ground, start)
    if quotation is not None and quotation.start == start:
        return quotation
    if start >= clause.end or ground.text[first.end - 1] in CLOSERS:
        return None
    hits = cues_at(ground, i + 1)
    if lower(ground, i + 1) in {"and", "but", "while", "as", "who", "which", "after", "with", "although", "though", "a", "when"} or (hits and hits[0].form == "ing"):
        return None
    return trim_content(ground.text, Span(start, clause.end))
