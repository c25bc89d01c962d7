"""What follows a cue: whom it is addressed to or aimed at, adjuncts, and the content with its kind."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Span
from dateline.relate.function_words import CLOSERS, DETERMINERS, OPENERS
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.contents import content_on
from dateline.relate.statements.cues import Hit
from dateline.relate.statements.ground import Ground, lower, span_of, time_at, words_in
from dateline.relate.statements.noun_phrases import is_adverb, is_clause, is_finite, phrase_on

ALWAYS_HEARD = frozenset({"telling", "informing", "assuring", "quoting", "lying"})
"""Families whose object is always whom it is said to."""
OBJECTS = frozenset({"him", "them", "us", "me"})
"""Pronouns that are no subjects."""


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
class After:
    object: Span | None
    content: Span | None
    kind: str
    end: int


def read_after(ground: Ground, hit: Hit, clause: Span) -> After:
    """The object and content after an active cue."""
    i = skip_adjuncts(ground, hit.last, clause.end)
    found = None
    word = lower(ground, i)
    takes = hit.family.object in {"hearer", "asked", "aimed", "theme"} and word not in {"that", "to", "not", ",", ":", *hit.family.link}
    if (
        hit.family.object == "none"
        and word == "to"
        and ground.words[min(i + 1, len(ground.words) - 1)].pos != "VERB"
        and hit.family.act == "say"
    ):
        takes, i = True, i + 1
    takes = takes or (hit.family.act == "promise" and word in {"us", "them", "me", "him", "you"})
    if takes and word not in OPENERS and word not in {"of", "about", "against"}:
        phrase = phrase_on(ground, i, clause.end, hit.family.link)
        if not _is_subject(ground, hit, phrase, clause):
            found, i = span_of(ground, phrase), phrase.stop
            i = skip_adjuncts(ground, i, clause.end)
    if found is not None and hit.family.object == "aimed" and lower(ground, i) == "that" and _is_relative(ground, i + 1):
        return After(found, None, "none", i)
    rest = read_complement(ground, hit, i, clause)
    return After(found, rest.content, rest.kind, rest.end)


def _is_relative(ground: Ground, i: int) -> bool:
    """Whether the `that` before word `i` stands for the phrase before it: `threatened the paper that first told of it`."""
    while i < len(ground.words) and is_adverb(ground, i):
        i += 1
    return i < len(ground.words) and is_finite(ground, i)


def _is_subject(ground: Ground, hit: Hit, phrase: range, clause: Span) -> bool:
    """Whether the phrase behind a cue that may go without a hearer begins a clause: `warned it would retaliate`, `urged it be done`."""
    verb = phrase.stop
    while verb < len(ground.words) and is_adverb(ground, verb):
        verb += 1
    if not len(phrase) or hit.family.object not in {"hearer", "asked"} or hit.family.name in ALWAYS_HEARD or verb >= len(ground.words):
        return False
    return ground.words[verb].span.end <= clause.end and is_finite(ground, verb) and lower(ground, phrase.start) not in OBJECTS


def read_complement(ground: Ground, hit: Hit, i: int, clause: Span, *, loose: bool = False) -> After:
    """The content that begins at word `i`; a `loose` one is no clause of its own but the rest of a passive."""
    i = skip_adjuncts(ground, i, clause.end)
    word, after = lower(ground, i), lower(ground, i + 1)
    if (
        i >= len(ground.words)
        or ground.words[i].span.start >= clause.end
        or word in {".", "!", "?", ";", "and", "but", "or"}
        or word in CLOSERS
    ):
        return After(None, None, "none", i)
    if word == "," and (that := _that_behind(ground, i)):
        return After(None, content_on(ground, hit, that + 1, clause, "that"), "that", i)
    if word in {",", ":"}:
        if after not in OPENERS and not (word == ":" and ground.words[i + 1 : i + 2] and ground.words[i + 1].span.end <= clause.end):
            return After(None, None, "none", i)
        return After(None, content_on(ground, hit, i + 1, clause, "quote"), "quote", i)
    if colon := _colon_ahead(ground, i, clause):
        return After(None, content_on(ground, hit, colon + 1, clause, "quote"), "quote", i)
    if word in OPENERS:
        return After(None, content_on(ground, hit, i, clause, "quote"), "quote", i)
    if word == "that" and _only_points(ground, i, clause):
        return After(None, content_on(ground, hit, i, clause, "phrase"), "phrase", i)
    if word == "that" and after not in {".", ",", ""} and clause.end - ground.words[i].span.end > 12:
        return After(None, content_on(ground, hit, i + 1, clause, "that"), "that", i)
    if word in hit.family.link:
        return After(None, content_on(ground, hit, i + 1, clause, "link"), "link", i)
    if (word == "to" and after not in DETERMINERS) or (word == "not" and after == "to"):
        return After(None, content_on(ground, hit, i, clause, "infinitive"), "infinitive", i)
    kind = "clause" if not loose and is_clause(ground, i, clause, aside=hit.family.sure == "any") else "phrase"
    return After(None, content_on(ground, hit, i, clause, kind), kind, i)


def _only_points(ground: Ground, i: int, clause: Span) -> bool:
    """Whether the `that` at word `i` opens no clause: `disputed that account`."""
    end = ground.words[i].span.end
    return ground.parsed and end < clause.end and not any(is_finite(ground, k) for k in words_in(ground, Span(end, clause.end)))


def _colon_ahead(ground: Ground, i: int, clause: Span) -> int:
    """The colon before a quotation that follows within a few words (`said of the rescue: “…”`); 0 where there is none."""
    for k in range(i, min(i + 12, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in {",", *OPENERS} or is_finite(ground, k):
            return 0
        if lower(ground, k) == ":":
            return k if lower(ground, k + 1) in OPENERS else 0
    return 0


def _that_behind(ground: Ground, comma: int) -> int:
    """The `that` behind a parenthesis which opens at `comma` (`explained, in a note, that`); 0 where there is none."""
    for k in range(comma + 1, min(comma + 12, len(ground.words))):
        if lower(ground, k) == ",":
            return k + 1 if lower(ground, k + 1) == "that" else 0
        if lower(ground, k) in OPENERS or lower(ground, k) == ".":
            return 0
    return 0


def skip_adjuncts(ground: Ground, i: int, ceiling: int) -> int:
    """The word after the adverbs, dates and channel phrases that begin at word `i`."""
    while i < len(ground.words) and ground.words[i].span.start < ceiling:
        word = lower(ground, i)
        comma = word == ","
        k = i + 1 if comma else i
        if k >= len(ground.words):
            break
        lead = k + (
            lower(ground, k) in {"on", "in", "at", "late", "early", "last"}
            and k + 1 < len(ground.words)
            and time_at(ground, ground.words[k + 1].span.start) is not None
        )
        timex, channel = time_at(ground, ground.words[lead].span.start), channel_at(ground, k, ceiling)
        end = timex.span.end if timex and timex.type in {"DATE", "TIME"} else channel.end if channel else 0
        if end and ground.text[end : end + 1] in {"'", "’"}:
            break
        if end:
            i = next((n for n in range(k, len(ground.words)) if ground.words[n].span.start >= end), len(ground.words))
        elif (
            not comma
            and is_adverb(ground, i)
            and ground.words[i].pos != "ADJ"
            and word not in {"not", "all", "no", "both", "neither", "nor", "n't", "once"}
            and word not in DETERMINERS
        ):
            i += 1
        else:
            break
    return i
