"""Noun phrases around a cue: who stands before it as its subject, whom it is addressed to after it.

By the encoder's syntax where it has one, else by closed classes of words: a phrase ends at punctuation, a complementiser, a
finite verb or the words that begin another clause.
"""

from __future__ import annotations

import re

from dateline.model import Span
from dateline.relate.statements_ground import Ground, lower, span_of, time_at, time_ending

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should may might can could must 's 've 're 'd 'll 'm "
    "’s ’ve ’re ’d ’ll ’m get gets got".split()
)
BE = frozenset("is are was were be been being am 's 're 'm get gets got".split())
NEGATIONS = frozenset("not n't never neither nor no".split())
ADVERBS = frozenset(
    "also only again later since still now then earlier today yesterday tonight once just even ever yet already soon further thus therefore "
    "however meanwhile always often so far too instead both all first rather much long".split()
)
PRONOUNS = frozenset("i we he she it they you who someone somebody everyone everybody nobody anyone me us him her them".split())
OPENERS = frozenset("\"“‘«")
CLOSERS = frozenset("\"”’»")
CLAUSE_WORDS = frozenset(
    "that which who whom whose because when while as but if although though after before since until unless where whether than what how why "
    "whereas despite".split()
)
PREPOSITIONS = frozenset(
    "in on at by to from with for of about into over under after before during through against between among near via amid within without "
    "behind beyond across outside inside upon toward towards since until despite throughout per".split()
)
STOPS = frozenset(", . ; : ! ? ( ) [ ] – — … -- \" “ ” « »".split())
DETERMINERS = frozenset("the a an his her its their our my your this these those some one two three several many no both all".split())


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
    return lower(ground, j) in BE and not (lower(ground, j) in {"'s", "’s"} and ground.words[j].pos == "PART")


def phrase_back(ground: Ground, last: int, floor: int) -> Span | None:
    """The noun phrase that ends with word `last`, not reaching before character `floor`; None where there is none."""
    if last < 0 or ground.words[last].span.start < floor:
        return None
    if lower(ground, last) in PRONOUNS:
        return ground.words[last].span
    if _is_border(ground, last):
        return None
    first = last
    while first > 0 and ground.words[first - 1].span.start >= floor and not _is_border(ground, first - 1):
        first -= 1
    return _without_lead(ground, first, last)


def _is_border(ground: Ground, i: int) -> bool:
    word, pos = lower(ground, i), ground.words[i].pos
    if word == "-" and ground.text[max(0, ground.words[i].span.start - 1)] == " ":
        return True
    if word in STOPS or word in CLAUSE_WORDS or (word in OPENERS or word in CLOSERS):
        return word not in {"’", "‘"} or pos == "PUNCT"
    if word in {"'s", "’s"}:
        return False
    if word in {"and", "or"}:
        return i > 0 and (lower(ground, i - 1) in STOPS or ground.words[i - 1].pos == "VERB")
    return word in AUXILIARIES or pos in {"AUX", "SCONJ"} or (pos == "VERB" and not _is_modifier(ground, i))


def _is_modifier(ground: Ground, i: int) -> bool:
    """Participles within a noun phrase: `armed men`, `soldiers wounded in it`, `drivers arriving there`."""
    return ground.words[i].relation in {"amod", "acl", "compound"}


def _without_lead(ground: Ground, first: int, last: int) -> Span | None:
    """Drop what only stands before the phrase: `and`, an adverb, a preposition with its own phrase (`After the vote officials`)."""
    while first <= last and (lower(ground, first) in {"and", "or", "so", "yet", "also", "meanwhile", "then"} or ground.words[first].pos == "CCONJ"):
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

    It ends before punctuation, `that`, `to`, a date, an opening quotation, one of `links` or a finite verb.
    """
    i = first
    while i < len(ground.words) and ground.words[i].span.end <= ceiling:
        word, pos = lower(ground, i), ground.words[i].pos
        if word in {"to", *links} or (_is_border(ground, i) and not _joins(ground, i, first)) or word in OPENERS:
            break
        if i > first and (time_at(ground, ground.words[i].span.start) or (word in {"on", "in"} and _dates(ground, i + 1))):
            break
        if word in NEGATIONS and pos in {"X", "PART", "ADV"}:
            break
        if i > first and (word in PRONOUNS or (word in PREPOSITIONS and lower(ground, i - 1) in PRONOUNS)) and lower(ground, i - 1) not in PREPOSITIONS:
            break
        i += 1
        if word in PRONOUNS and word != "who":
            break
    return range(first, i)


def _joins(ground: Ground, i: int, first: int) -> bool:
    return i > first and lower(ground, i) in {"and", "or"}


def _dates(ground: Ground, i: int) -> bool:
    return i < len(ground.words) and time_at(ground, ground.words[i].span.start) is not None


_RELATIVE = re.compile(r",?\s+(?:who|whom|whose|which)\s|\s*[,;:]\s*$|,\s+(?:speaking|citing|quoting|referring|writing)\s")


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
            found = span_of(ground, range(extent.start, min(extent.end, verb)))
            return clean_source(ground.text, found) if found else None
    return None
