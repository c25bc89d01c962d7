"""How a cue stands in its clause: who says, to whom or against whom, and where the content begins and ends.

This reads the surface (and the encoder's syntax where there is one) and serves the cues for which the encoder gives no spans,
and the cells that attributions do not carry.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Span
from dateline.relate.statements_bounds import content_before, content_on, second_part
from dateline.relate.statements_channel import channel_at
from dateline.relate.statements_cues import Hit
from dateline.relate.statements_ground import Ground, clause_at, lower, paragraph_at, span_of, time_at, words_in
from dateline.relate.statements_phrases import (
    CLOSERS,
    DETERMINERS,
    OPENERS,
    PRONOUNS,
    before_verb,
    clean_source,
    is_adverb,
    is_passive,
    phrase_back,
    phrase_on,
    subject_of,
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a cue. `kind` is the content's: quote, that, clause, infinitive, link, phrase or none; `object` the
    noun phrase right after the cue (or the passive subject); `shared` that the subject must be an earlier cue's."""

    source: Span | None
    content: tuple[Span, ...]
    object: Span | None
    kind: str
    passive: bool = False
    shared: bool = False


@dataclass(frozen=True, slots=True)
class _After:
    object: Span | None
    content: Span | None
    kind: str
    end: int


def read_frame(ground: Ground, hit: Hit) -> Frame:
    """The frame of any cue; empty content where the clause has none for it."""
    if hit.family.kind == "phrase":
        return _read_according(ground, hit)
    if hit.family.kind == "adverb":
        return _read_adverb(ground, hit)
    if hit.family.kind == "noun":
        return _read_noun(ground, hit)
    if hit.form in {"ed", "part"} and is_passive(ground, hit.first) and hit.family.kind == "verb":
        return _read_passive(ground, hit)
    if hit.form in {"ed", "part"} and _is_reduced(ground, hit):
        return _read_reduced(ground, hit)
    if _is_inverted(ground, hit):
        return _read_inverted(ground, hit)
    return _read_active(ground, hit)


def _read_active(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    source, shared = _subject(ground, hit, clause)
    after = _read_after(ground, hit, clause)
    if source is not None and after.content is None and lower(ground, after.end) == ":" and ground.words[after.end].span.end == paragraph_at(ground, hit.span.start).end:
        return Frame(source, (ground.words[after.end].span,), after.object, "block")
    if source is not None and after.content is None:
        before = content_before(ground, source.start, clause)
        if before is not None:
            more = second_part(ground, after.end, clause, before)
            return Frame(source, (before, more) if more else (before,), after.object, _before_kind(ground, before))
    if source is not None and after.kind == "clause" and _closed_before(ground, source.start):
        before = content_before(ground, source.start, clause)
        if before is not None:
            return Frame(source, (before,), after.object, _before_kind(ground, before))
    content = (after.content,) if after.content else ()
    if after.object is not None and hit.family.object in {"aimed", "asked"} and after.kind in {"none", "phrase", "clause"} | ({"infinitive"} if hit.family.object == "aimed" else set()):
        whole = content_on(ground, hit, words_in(ground, after.object).start, clause, "phrase")
        return Frame(source, (whole,) if whole else (), after.object, "phrase", shared=shared)
    if hit.family.object == "theme" and after.object and content:
        content = (after.object, *content)
    return Frame(source, content, after.object, after.kind if content else "none", shared=shared)


def _before_kind(ground: Ground, before: Span) -> str:
    return "quote" if ground.text[before.end - 1] in CLOSERS else "before"


def _closed_before(ground: Ground, at: int) -> bool:
    """Whether a closing quotation mark stands before character `at`: the attribution follows its quote."""
    return ground.text[:at].rstrip()[-1:] in CLOSERS if at < 400 else ground.text[at - 400 : at].rstrip()[-1:] in CLOSERS


def _subject(ground: Ground, hit: Hit, clause: Span) -> tuple[Span | None, bool]:
    """Who stands before the cue as its subject, and whether the cue shares an earlier one's (`… and urged`, `…, saying`)."""
    found = subject_of(ground, hit.first) if ground.parsed else None
    if found is not None and clause.holds(found):
        return found, False
    last = before_verb(ground, hit.first)
    if last < 0 or ground.words[last].span.start < clause.start:
        return None, True
    word = lower(ground, last)
    if word in {"and", "but", "or", "then", "to"} or hit.form == "ing":
        return None, True
    if ground.parsed and ground.words[hit.first].relation == "acl":
        return None, False
    if word in {"who", "which"}:
        return phrase_back(ground, last - 1 - (lower(ground, last - 1) == ","), clause.start), False
    if word == ",":
        return _around_apposition(ground, last, clause), False
    if word == ")":
        while last > 0 and lower(ground, last) != "(":
            last -= 1
        last -= 1
    return phrase_back(ground, last, clause.start), False


def _around_apposition(ground: Ground, comma: int, clause: Span) -> Span | None:
    """`A spokesman, John Doe, said`; `Its delegate, who asked for peace, said`: from the noun phrase before the first comma."""
    for k in range(comma - 1, max(comma - 40, 0), -1):
        if ground.words[k].span.start < clause.start or lower(ground, k) in CLOSERS:
            return None
        if lower(ground, k) == ",":
            head = phrase_back(ground, k - 1, clause.start)
            return clean_source(ground.text, Span(head.start, ground.words[comma - 1].span.end)) if head else None
    return None


def _is_inverted(ground: Ground, hit: Hit) -> bool:
    """`“…,” said the mayor`; `…, says Ms Kerr.`: a mark before the cue, a noun phrase after it that ends the clause or is a name."""
    before, after = lower(ground, hit.first - 1), lower(ground, hit.last)
    if before not in CLOSERS and before != ",":
        return False
    if hit.form not in {"ed", "s", "past", "base"} or after in OPENERS or after in {"that", "to", ",", ":", ".", ""} or is_adverb(ground, hit.last):
        return False
    clause = clause_at(ground, hit.span.start)
    phrase = phrase_on(ground, hit.last, clause.end)
    if not len(phrase) or (hit.family.object != "none" and before == ","):
        return False
    return before in CLOSERS or lower(ground, phrase.stop) in {".", ",", "", ";", "?"} or time_at(ground, ground.words[phrase.stop].span.start) is not None


def _read_inverted(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    phrase = phrase_on(ground, hit.last, clause.end)
    source = span_of(ground, phrase)
    before = content_before(ground, hit.span.start, clause)
    if before is None:
        return Frame(source, (), None, "none")
    more = second_part(ground, phrase.stop, clause, before)
    return Frame(source, (before, more) if more else (before,), None, _before_kind(ground, before))


def _read_passive(ground: Ground, hit: Hit) -> Frame:
    """`was urged to …`, `were criticised by … for …`, `is believed to be`, `no injuries were reported`."""
    clause = clause_at(ground, hit.span.start)
    subject, _ = _subject(ground, hit, clause)
    return _read_participle(ground, hit, clause, subject)


def _is_reduced(ground: Ground, hit: Hit) -> bool:
    """`an attack claimed by rebels`, `the man, believed to be abroad`."""
    after, before = lower(ground, hit.last), lower(ground, before_verb(ground, hit.first))
    if before in {"and", "but", "who", "which", "that"}:
        return False
    by = after == "by" and hit.family.object in {"content", "aimed", "asked"} and channel_at(ground, hit.last, len(ground.text)) is None
    return by or (hit.family.impersonal and after == "to" and hit.form != "base" and (before == "," or ground.words[hit.first].relation in {"acl", "amod"}))


def _read_reduced(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    last = hit.first - 1
    while last > 0 and (is_adverb(ground, last) or lower(ground, last) == ","):
        last -= 1
    return _read_participle(ground, hit, clause, phrase_back(ground, last, clause.start))


def _read_participle(ground: Ground, hit: Hit, clause: Span, subject: Span | None) -> Frame:
    i, source = hit.last, None
    if lower(ground, i) == "by":
        phrase = phrase_on(ground, i + 1, clause.end, hit.family.link)
        source, i = span_of(ground, phrase), phrase.stop
    after = _complement(ground, hit, i, clause)
    if hit.family.object in {"hearer", "asked", "aimed"}:
        content = (after.content,) if after.content else ((subject,) if subject and hit.family.object == "aimed" else ())
        return Frame(source, content, subject, after.kind, passive=True)
    if lower(ground, hit.first - 1) in {"it", "is", "was"} and after.kind == "that" and after.content:
        return Frame(source, (after.content,), None, "that", passive=True)
    spans = [s for s in (subject, after.content if hit.family.impersonal and source is None else None) if s]
    return Frame(source, tuple(spans), None, after.kind if len(spans) > 1 else "phrase", passive=True)


def _read_after(ground: Ground, hit: Hit, clause: Span) -> _After:
    """The object and content after an active cue."""
    i = skip_adjuncts(ground, hit.last, clause.end)
    found = None
    word = lower(ground, i)
    takes = hit.family.object in {"hearer", "asked", "aimed", "theme"} and word not in {"that", "to", "not", ",", ":", *hit.family.link}
    if hit.family.object == "none" and word == "to" and ground.words[min(i + 1, len(ground.words) - 1)].pos != "VERB" and hit.family.act == "say":
        takes, i = True, i + 1
    takes = takes or (hit.family.act == "promise" and word in {"us", "them", "me", "him", "you"})
    if takes and word not in OPENERS:
        phrase = phrase_on(ground, i, clause.end, hit.family.link)
        found, i = span_of(ground, phrase), phrase.stop
        i = skip_adjuncts(ground, i, clause.end)
    rest = _complement(ground, hit, i, clause)
    return _After(found, rest.content, rest.kind, rest.end)


def _complement(ground: Ground, hit: Hit, i: int, clause: Span) -> _After:
    """The content that begins at word `i`."""
    i = skip_adjuncts(ground, i, clause.end)
    word, after = lower(ground, i), lower(ground, i + 1)
    if i >= len(ground.words) or ground.words[i].span.start >= clause.end or word in {".", "!", "?", ";", "and", "but", "or"} or word in CLOSERS:
        return _After(None, None, "none", i)
    if word in {",", ":"}:
        if after not in OPENERS and not (word == ":" and ground.words[i + 1 : i + 2] and ground.words[i + 1].span.end <= clause.end):
            return _After(None, None, "none", i)
        return _After(None, content_on(ground, hit, i + 1, clause, "quote"), "quote", i)
    if word in OPENERS:
        return _After(None, content_on(ground, hit, i, clause, "quote"), "quote", i)
    if word == "that" and after not in {".", ",", ""} and clause.end - ground.words[i].span.end > 12:
        return _After(None, content_on(ground, hit, i + 1, clause, "that"), "that", i)
    if word in hit.family.link:
        return _After(None, content_on(ground, hit, i + 1, clause, "link"), "link", i)
    if word == "to" or (word == "not" and after == "to"):
        return _After(None, content_on(ground, hit, i, clause, "infinitive"), "infinitive", i)
    kind = "clause" if _is_clause(ground, i, clause) else "phrase"
    return _After(None, content_on(ground, hit, i, clause, kind), kind, i)


def _is_clause(ground: Ground, i: int, clause: Span) -> bool:
    """Whether a subject and its verb begin at word `i`."""
    if lower(ground, i) in PRONOUNS - {"him", "her", "them", "us", "me"} or lower(ground, i) in {"there", "if", "whether", "how", "why"}:
        return True
    phrase = phrase_on(ground, i, clause.end)
    nxt = phrase.stop
    while nxt < len(ground.words) and is_adverb(ground, nxt):
        nxt += 1
    return len(phrase) > 0 and nxt < len(ground.words) and ground.words[nxt].span.end <= clause.end and (
        ground.words[nxt].pos in {"VERB", "AUX"} or lower(ground, nxt) in {"is", "are", "was", "were", "had", "has", "have", "would", "will", "could", "did", "does"}
    )


def skip_adjuncts(ground: Ground, i: int, ceiling: int) -> int:
    """The word after the adverbs, dates and channel phrases that begin at word `i`."""
    while i < len(ground.words) and ground.words[i].span.start < ceiling:
        word = lower(ground, i)
        comma = word == ","
        k = i + 1 if comma else i
        if k >= len(ground.words):
            break
        lead = k + (lower(ground, k) in {"on", "in", "at", "late", "early", "last"} and k + 1 < len(ground.words) and time_at(ground, ground.words[k + 1].span.start) is not None)
        timex, channel = time_at(ground, ground.words[lead].span.start), channel_at(ground, k, ceiling)
        end = timex.span.end if timex and timex.type in {"DATE", "TIME"} else channel.end if channel else 0
        if end:
            i = next((n for n in range(k, len(ground.words)) if ground.words[n].span.start >= end), len(ground.words))
        elif not comma and is_adverb(ground, i) and word not in {"not", "all", "no", "both", "neither", "nor", "n't", "once"} and word not in DETERMINERS:
            i += 1
        else:
            break
    return i


def _read_according(ground: Ground, hit: Hit) -> Frame:
    clause = clause_at(ground, hit.span.start)
    phrase = phrase_on(ground, hit.last, clause.end)
    source = span_of(ground, phrase)
    before = ground.text[clause.start : hit.span.start].strip(" \t,\"“‘")
    if before and before.lower() not in {"and", "but"}:
        lead = content_before(ground, hit.span.start, clause, comma=False)
        more = second_part(ground, phrase.stop, clause, lead) if lead else None
        spans = tuple(s for s in (lead, more) if s)
        return Frame(source, spans, None, "clause" if spans else "none")
    i = phrase.stop
    k = next((n for n in range(i, min(i + 40, len(ground.words))) if lower(ground, n) == ","), i)
    start = k + 1 if lower(ground, k) == "," and (lower(ground, i) == "," or lower(ground, i) in {"to", "on", "in"}) else i
    content = content_on(ground, hit, skip_adjuncts(ground, start, clause.end), clause, "clause")
    return Frame(source, (content,) if content else (), None, "clause" if content else "none")


def _read_adverb(ground: Ground, hit: Hit) -> Frame:
    """`The general reportedly fled`: the subject and what follows the adverb."""
    clause = clause_at(ground, hit.span.start)
    last = before_verb(ground, hit.first)
    subject = phrase_back(ground, last, clause.start) if last >= 0 else None
    rest = content_on(ground, hit, hit.last, clause, "clause")
    spans = tuple(s for s in (subject, rest) if s)
    return Frame(None, spans, None, "clause" if rest else "none")


def _read_noun(ground: Ground, hit: Hit) -> Frame:
    """`reports that …`, `its claim of …`: the possessor before the noun is the source."""
    clause = clause_at(ground, hit.span.start)
    word = lower(ground, hit.last)
    if word not in hit.family.link:
        return Frame(None, (), None, "none")
    kind = "that" if word == "that" else "infinitive" if word == "to" else "link"
    content = content_on(ground, hit, hit.last + (word != "to"), clause, kind)
    owner = None
    if lower(ground, hit.first - 1) in {"his", "her", "their", "its", "my", "our"}:
        owner = ground.words[hit.first - 1].span
    elif lower(ground, hit.first - 1) in {"'s", "’s"}:
        owner = phrase_back(ground, hit.first - 2, clause.start)
    return Frame(owner, (content,) if content else (), None, kind if content else "none")
