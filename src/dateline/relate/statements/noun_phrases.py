"""Noun phrases around a cue: who stands before it as its subject, whom it is addressed to after it.

By the encoder's syntax where it has one, else by closed classes of words: a phrase ends at punctuation, a complementiser, a
finite verb or the words that begin another clause.
"""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.relate.function_words import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    BE,
    CLAUSE_WORDS,
    CLOSERS,
    DETERMINERS,
    FINITE,
    NEGATIONS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
)
from dateline.relate.statements.channels import channel_at
from dateline.relate.statements.cues import cues_at
from dateline.relate.statements.ground import Ground, lower, sentence_at, span_of, time_at, time_ending

ASIDE = 16
"""Words, with its commas, that an apposition or relative clause between a subject and its verb has at most."""
MAX_PHRASE = 40
"""Words after which a noun phrase is cut: no name or description of a speaker is longer."""


def is_auxiliary(ground: Ground, i: int) -> bool:
    """Whether word `i` carries no more than tense, mood or voice."""
    return lower(ground, i) in AUXILIARIES and not (lower(ground, i) in {"'s", "’s"} and ground.words[i].pos == "PART")


def is_adverb(ground: Ground, i: int) -> bool:
    """Whether word `i` only colours the verb: `also`, `repeatedly`, `not`."""
    word = lower(ground, i)
    return word in ADVERBS or word in NEGATIONS or (len(word) > 4 and word.endswith("ly") and ground.words[i].pos in {"ADV", "X"})


def before_verb(ground: Ground, i: int) -> int:
    """The word before the auxiliaries, adverbs and dates that stand before word `i`: the subject's last word or a mark; -1 for none."""
    j = i - 1
    while j >= 0:
        timex = time_ending(ground, ground.words[j].span.end)
        if timex is not None and timex.type in {"DATE", "TIME"} and not is_auxiliary(ground, j):
            while j >= 0 and ground.words[j].span.start >= timex.span.start:
                j -= 1
            j -= lower(ground, j) in {"on", "in", "at", "early", "late"}
        elif is_auxiliary(ground, j) or is_adverb(ground, j):
            j -= 1
        else:
            break
    return j


def is_passive(ground: Ground, i: int) -> bool:
    """Whether the participle at word `i` has a form of `be` before it (`was urged`, `has been widely condemned`)."""
    j = i - 1
    while j >= 0 and is_adverb(ground, j):
        j -= 1
    return (lower(ground, j) in BE or lower(ground, j) == "'s") and not (lower(ground, j) in {"'s", "’s"} and ground.words[j].pos == "PART")


def phrase_back(ground: Ground, last: int, floor: int) -> Span | None:
    """The noun phrase that ends with word `last`, not reaching before character `floor`; None where there is none."""
    if last < 0 or ground.words[last].span.start < floor:
        return None
    if lower(ground, last) in PRONOUNS:
        return ground.words[last].span
    if _is_border(ground, last):
        return None
    first = last
    while first > max(0, last - MAX_PHRASE) and ground.words[first - 1].span.start >= floor and not _is_border(ground, first - 1):
        first -= 1
    return _without_lead(ground, first, last)


def _ends_sentence(ground: Ground, i: int) -> bool:
    """Whether the stop at word `i` ends its sentence, not an abbreviation (`Maj. Ruiz`)."""
    end = ground.words[i].span.end
    return ground.text[end : end + 1] != " " or sentence_at(ground, end - 1).end <= end


def noun_back(ground: Ground, last: int, floor: int) -> Span | None:
    """The noun phrase that ends with word `last` without what governs it: it begins behind the last preposition other than `of`."""
    whole = phrase_back(ground, last, floor)
    first = last
    while first > max(0, last - MAX_PHRASE) and ground.words[first - 1].span.start >= floor and not _is_border(ground, first - 1):
        if lower(ground, first - 1) in PREPOSITIONS - {"of", "for"}:
            break
        first -= 1
    return span_of(ground, range(first, last + 1)) if whole is None and not _is_border(ground, last) and first <= last else whole


def _is_border(ground: Ground, i: int) -> bool:
    word, pos = lower(ground, i), ground.words[i].pos
    if word == "." and not _ends_sentence(ground, i):
        return False
    if word == "-" and ground.text[max(0, ground.words[i].span.start - 1)] == " ":
        return True
    if word in STOPS or word in CLAUSE_WORDS or (word in OPENERS or word in CLOSERS):
        return word not in {"’", "‘"} or pos == "PUNCT"
    if word in {"'s", "’s"}:
        return False
    if word in {"and", "or"}:
        return i > 0 and (lower(ground, i - 1) in STOPS or ground.words[i - 1].pos in {"VERB", "ADJ", "ADV"})
    return word in AUXILIARIES or pos in {"AUX", "SCONJ"} or (pos == "VERB" and not _is_modifier(ground, i))


def _is_modifier(ground: Ground, i: int) -> bool:
    """Participles within a noun phrase: `armed men`, `soldiers wounded in it`, `drivers arriving there`."""
    return ground.words[i].relation in {"amod", "acl", "compound"}


def _without_lead(ground: Ground, first: int, last: int) -> Span | None:
    """Drop what only stands before the phrase: `and`, an adverb, a preposition with its own phrase (`After the vote officials`)."""
    while first <= last and (
        lower(ground, first) in {"and", "or", "so", "yet", "also", "meanwhile", "then"} or ground.words[first].pos == "CCONJ"
    ):
        first += 1
    while first <= last and lower(ground, first) in PREPOSITIONS:
        timex = time_at(ground, ground.words[min(first + 1, last)].span.start)
        cut = first + 1
        while cut <= last and (timex is not None and ground.words[cut].span.start < timex.span.end):
            cut += 1
        if timex is None:
            cut = next((k for k in range(first + 2, last + 1) if _begins_phrase(ground, k)), last + 1)
        if cut > last:
            return None
        first = cut
    return span_of(ground, range(first, last + 1))


def _begins_phrase(ground: Ground, i: int) -> bool:
    """Whether a fresh noun phrase begins at word `i`: a determiner or pronoun that no preposition governs."""
    return (lower(ground, i) in DETERMINERS or lower(ground, i) in PRONOUNS) and lower(ground, i - 1) not in PREPOSITIONS


def phrase_on(ground: Ground, first: int, ceiling: int, links: tuple[str, ...] = ()) -> range:
    """The words of the noun phrase that begins at word `first`, up to character `ceiling`; empty where none begins.

    It ends before punctuation, `that`, `to` with a verb, a date, an opening quotation, one of `links`, a finite verb or a fresh `the`.
    """
    i = first
    while i < min(len(ground.words), first + MAX_PHRASE) and ground.words[i].span.end <= ceiling:
        if lower(ground, i) == "(" and i > first and ")" in (closing := [lower(ground, k) for k in range(i, i + 8)]):
            i += closing.index(")") + 1
            continue
        if _stops_before(ground, i, links) or (i > first and _stops_within(ground, i, ceiling)):
            break
        i += 1
        if lower(ground, i - 1) in PRONOUNS and lower(ground, i - 1) != "who" and not _owns(ground, i - 1):
            break
    while i > first and lower(ground, i - 1) in {"and", "or"}:
        i -= 1
    return range(first, i)


def _owns(ground: Ground, i: int) -> bool:
    """Whether the pronoun at word `i` only begins a phrase: `her economy minister`."""
    return lower(ground, i) == "her" and i + 1 < len(ground.words) and ground.words[i + 1].pos in {"NOUN", "ADJ", "PROPN"}


def _stops_before(ground: Ground, i: int, links: tuple[str, ...]) -> bool:
    """Whether no noun phrase can begin with, or go on over, word `i`."""
    word, pos = lower(ground, i), ground.words[i].pos
    if word == "to":
        nxt = i + 1 + (i + 2 < len(ground.words) and is_adverb(ground, i + 1))
        return "to" in links or nxt >= len(ground.words) or ground.words[nxt].pos in {"VERB", "AUX", "X", "PUNCT"}
    border = _is_border(ground, i) and word not in {"and", "or"}
    if word == "and" and pos == "X":
        border = any(hit.family.kind == "verb" and hit.form == "ed" for hit in cues_at(ground, i + 1))
    return border or word in links or word in OPENERS or (word in NEGATIONS and pos in {"X", "PART", "ADV"})


def _stops_within(ground: Ground, i: int, ceiling: int) -> bool:
    """Whether a phrase that has begun ends before word `i`: a date, a channel, a pronoun, a second article."""
    word, before = lower(ground, i), lower(ground, i - 1)
    within = before in ARTICLES and i + 1 < len(ground.words) and ground.words[i + 1].pos in {"NOUN", "PROPN"}  # `the weekly Lantern`
    if (time_at(ground, ground.words[i].span.start) and not within) or (word in {"on", "in"} and _dates(ground, i + 1)):
        return True
    if word in {"by", "in", "on", "via"} and channel_at(ground, i, ceiling) is not None:
        return True
    if before in PREPOSITIONS or before in {"and", "or", "of", "all", "both", "half", "'s"}:
        return False
    return word in PRONOUNS or word in ARTICLES or (word in PREPOSITIONS and before in PRONOUNS)


def _dates(ground: Ground, i: int) -> bool:
    return i < len(ground.words) and time_at(ground, ground.words[i].span.start) is not None


def is_clause(ground: Ground, i: int, clause: Span, *, aside: bool = False) -> bool:
    """Whether a subject and its finite verb begin at word `i`; with `aside` also where commas part the two."""
    word = lower(ground, i)
    if word in {"there", "if", "whether", "how", "why", "i", "he", "she", "we", "they", "who", "what", "when", "where"}:
        return True
    if word in PREPOSITIONS or ground.words[i].pos in {"VERB", "AUX"}:
        return False
    phrase = phrase_on(ground, i, clause.end)
    nxt = _behind_aside(ground, phrase.stop, clause) if aside else phrase.stop
    while nxt < len(ground.words) and is_adverb(ground, nxt):
        nxt += 1
    if not len(phrase) or nxt >= len(ground.words) or ground.words[nxt].span.end > clause.end:
        return False
    return is_finite(ground, nxt)


def _behind_aside(ground: Ground, i: int, clause: Span) -> int:
    """The word behind what stands between commas after a subject (`the pilot, who had slept, …`); `i` where nothing does."""
    if lower(ground, i) != "," or lower(ground, i + 1) in {"and", "or", "but"}:
        return i
    for k in range(i + 1, min(i + ASIDE, len(ground.words))):
        if ground.words[k].span.end > clause.end or lower(ground, k) in OPENERS:
            return i
        if lower(ground, k) == ",":
            return k + 1
    return i


def is_finite(ground: Ground, i: int) -> bool:
    """Whether word `i` is a verb that can carry a clause: no `-ing`, no participle that modifies a noun."""
    word = ground.words[i]
    if word.pos == "AUX" or lower(ground, i) in FINITE:
        return True
    return word.pos == "VERB" and not lower(ground, i).endswith("ing") and word.relation not in {"amod", "acl"}


_RELATIVE = re.compile(
    r",?\s+(?:who|whom|whose|which)\s|\s*[,;:]\s*$|,\s+(?:speaking|citing|quoting|referring|writing|after|before|when|while|amid|as)\s"
    r"|,\s+(?:seen|obtained|reviewed|quoted|cited|published|released|posted|carried|dated|leaked)\s+(?:by|on|in|to|late|\d|[A-Z])"
    r"|,\s+(?:in|during|on|at|through|via)\s+(?:an?|his|her|its|their|remarks|comments|the)\s"
)


def clean_source(text: str, span: Span) -> Span | None:
    """A source without the relative clause after it, punctuation at its ends or a leading conjunction; None where nothing is left."""
    words = span.of(text)
    relative = _RELATIVE.search(words)
    if relative and relative.start() > 0:
        words = words[: relative.start()]
    lead = re.match(r"(?:[\s,;:.(–—-]|(?:and|but|that|by|while|as|when|to|from|because|if)\s+)*", words, re.IGNORECASE)
    start = span.start + (lead.end() if lead else 0)
    end = span.start + len(words.rstrip(" ,;:(–—-\n\t"))
    return Span(start, end) if start < end else None


def subject_of(ground: Ground, verb: int) -> Span | None:
    """The subject that hangs on word `verb` in the encoder's syntax, without relative clauses; None where it has none."""
    for child in ground.children[verb]:
        if ground.words[child].relation in {"nsubj", "nsubj:pass"} and child < verb:
            extent = ground.extents[child]
            relative = (c for c in ground.children[child] if ground.words[c].relation == "acl:relcl" and child < c)
            stop = min([ground.extents[c].start for c in relative if ground.extents[c].start > child], default=extent.end)
            found = span_of(ground, range(extent.start, min(stop, verb)))
            return clean_source(ground.text, found) if found else None
    return None
