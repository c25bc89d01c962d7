"""Channels: the phrases that tell through what something was said (`in a statement`, `on state television`, `by telephone`)."""

from __future__ import annotations

from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.relate.function_words import AUXILIARIES, OPENERS, PRONOUNS, STOPS
from dateline.relate.statements.ground import Ground, lower, quotation_at, span_of, time_at
from dateline.text import split_words

LEADS = frozenset("in on via at by through over during".split())
REACH = 7
"""Words between the preposition and its channel noun: `in a rare televised evening address`."""
LENGTH = 14
"""Words a channel phrase may have in all."""
EXTENDERS = frozenset("to with on from for by of at about published posted sent issued released given carried read made".split())


@cache
def _nouns() -> frozenset[str]:
    singular = load_lexicon("cues")["channels"]["nouns"]
    return frozenset(singular) | frozenset(n + "s" for n in singular)


@cache
def _media() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(s.of(m).lower() for s in split_words(m)) for m in load_lexicon("cues")["channels"]["media"])


def channel_at(ground: Ground, i: int, ceiling: int) -> Span | None:
    """The channel phrase that begins with the preposition at word `i` and ends before character `ceiling`; None where none does.

    `at` and `during` ask for a noun of speaking (`at a press conference`); `by` and `on` take media without article.
    """
    if lower(ground, i) not in LEADS:
        return None
    if i + 1 < len(ground.words) and time_at(ground, ground.words[i + 1].span.start):
        return None
    medium = _medium_after(ground, i) if lower(ground, i) != "at" else 0
    end = medium or _noun_after(ground, i, ceiling) or _programme_after(ground, i, ceiling)
    if not end:
        return None
    last = _extend(ground, end, i, ceiling)
    return span_of(ground, range(i, last))


def is_channel_noun(ground: Ground, i: int) -> bool:
    """Whether word `i` is a noun of speaking or writing: `statement`, `letter`."""
    return lower(ground, i) in _nouns()


def _medium_after(ground: Ground, i: int) -> int:
    start = i + 1 + (lower(ground, i + 1) in {"the", "his", "her", "its", "their", "own"})
    start += lower(ground, start) in {"own", "social", "state"} and (lower(ground, start), lower(ground, start + 1)) not in _media()
    for length in (3, 2, 1):
        words = tuple(lower(ground, start + k) for k in range(length))
        capital = words != ("x",) or ground.words[start].text == "X"
        if words in _media() and capital and (words[0] not in {"air", "record", "oath"} or lower(ground, i) == "on"):
            return start + length + (lower(ground, start + length) in {"page", "account", "profile", "feed", "channel", "wall"})
    return 0


@cache
def _outlets() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(name.split()) for name in load_lexicon("cues")["outlets"]["names"])


def _programme_after(ground: Ground, i: int, ceiling: int) -> int:
    """The word after a broadcaster and its programme (`on CNN`, `on NBC’s Night Desk`); 0 where none stands behind `on`."""
    if lower(ground, i) != "on":
        return 0
    k = next((i + 1 + n for n in (3, 2, 1) if tuple(w.text for w in ground.words[i + 1 : i + 1 + n]) in _outlets()), 0)
    if not k or lower(ground, k) not in {"'s", "’s", "'", "’"}:
        return k
    quotation = quotation_at(ground, ground.words[k + 1].span.start) if k + 1 < len(ground.words) else None
    k += 1
    while k < len(ground.words) and ground.words[k].span.end <= ceiling:
        if not (ground.words[k].text[0].isupper() or lower(ground, k) in {"the", "of", "and"}) and not (
            quotation and quotation.holds(ground.words[k].span)
        ):
            break
        k += 1
    return k


def _noun_after(ground: Ground, i: int, ceiling: int) -> int:
    """The word after the channel noun of the phrase at `i`, 0 where it has none before a verb, a mark or a date."""
    dated = 0
    for k in range(i + 1, min(i + 1 + REACH, len(ground.words))):
        word, timex = lower(ground, k), time_at(ground, ground.words[k].span.start)
        dated = max(dated, timex.span.end if timex is not None and k > i + 1 else 0)
        if ground.words[k].span.end <= dated:
            continue  # `in a Nov. 24 statement`
        if (
            ground.words[k].span.end > ceiling
            or word in STOPS
            or word in OPENERS
            or word in AUXILIARIES
            or word in {"that", "to", "and", "but"}
        ):
            return 0
        if word in _nouns() and k > i + (lower(ground, i) != "in") and not _more_follows(ground, k):
            return k + 1
        if (word in PRONOUNS and word != "her") or (ground.words[k].pos == "VERB" and not word.endswith(("ed", "ing"))):
            return 0
    return 0


def _more_follows(ground: Ground, k: int) -> bool:
    """`a news conference`, `a video message`: the noun is only part of the channel's name, not `an interview broadcast on Tuesday`."""
    carried = lower(ground, k + 1) in {"broadcast", "post"} and lower(ground, k + 2) in {"on", "by", "at", "in", "late"}
    return lower(ground, k + 1) in _nouns() and not carried


def _extend(ground: Ground, last: int, first: int, ceiling: int) -> int:
    """Take in what belongs to the channel: `to Lisbon newspapers`, `with CNN`, `on social media platform X`."""
    if lower(ground, last) not in EXTENDERS or lower(ground, first) == "by":
        return last
    k = last + 1
    if k < len(ground.words) and time_at(ground, ground.words[k].span.start):
        return last
    while k < len(ground.words) and k - first < LENGTH and ground.words[k].span.end <= ceiling:
        word, pos = lower(ground, k), ground.words[k].pos
        if (
            word in STOPS
            or word in OPENERS
            or (word in AUXILIARIES and pos != "PART")
            or word in PRONOUNS
            or word in {"that", "and", "but"}
            or pos in {"VERB", "SCONJ"}
        ):
            break
        if time_at(ground, ground.words[k].span.start) or (
            word in {"on", "in"} and k + 1 < len(ground.words) and time_at(ground, ground.words[k + 1].span.start)
        ):
            break
        k += 1
    return k
