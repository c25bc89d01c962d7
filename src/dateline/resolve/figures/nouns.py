"""The phrase that a number counts: where it ends, and its head noun.

With the encoder's words the head is the numeral's syntactic head; without them the words behind the number are read by their forms: the
first plural noun within a few words ends the phrase (`345 Muslim pilgrims`), and `dead`, `others`, `more` may stand for one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Span, Word
from dateline.resolve.figures.words import words_of

_NEXT = re.compile(r"[ \u00a0]((?:[A-Z]\.){2,}|[^\W\d_]+(?:['’.-][^\W_]+)*|[\"“‘](?=\w))")
_OF = re.compile(r"[ ]of[ ](?:(?:the|these|those|its|his|her|their|our|a|an)[ ])?", re.IGNORECASE)
_PRONOUN = re.compile(r"(?:them|us|you|those|these)\b", re.IGNORECASE)
MAX_WORDS = 6
"""Words behind a number that its phrase may have; more is another phrase."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Where a counted phrase ends, and its head noun in lower case (None: the number stands alone)."""

    end: int
    noun: str | None


def read_counted(text: str, number: Span, value: float, words: Sequence[Word]) -> Counted:
    """The phrase that the number at `number` counts."""
    told = _by_syntax(number, words)
    if told:
        return told
    of = _OF.match(text, number.end)
    if not of:
        return by_form(text, number.end, value)
    pronoun = _PRONOUN.match(text, of.end())
    if pronoun:
        return Counted(pronoun.end(), None)
    inner = by_form(text, of.end() - 1, 2)
    return inner if inner.noun else Counted(number.end, None)


def _by_syntax(number: Span, words: Sequence[Word]) -> Counted | None:
    """The numeral's head where the encoder gives one: a noun at most eight words behind."""
    index = _word_at(words, number.end - 1)
    if index is None or not 0 <= words[index].head < len(words):
        return None
    head = words[index].head
    if (
        words[index].relation.partition(":")[0] != "nummod"
        or words[head].pos not in ("NOUN", "PROPN", "ADJ")
        or not index < head <= index + 8
    ):
        return None
    noun = words[head]
    return Counted(noun.span.end, noun.text.lower())


def _word_at(words: Sequence[Word], at: int) -> int | None:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high) // 2
        if words[middle].span.end <= at:
            low = middle + 1
        else:
            high = middle
    return low if low < len(words) and words[low].span.start <= at else None


def by_form(text: str, end: int, value: float) -> Counted:
    """The phrase behind character `end`, by the forms of its words."""
    found = _words_after(text, end)
    if not found:
        return Counted(end, None)
    if value == 1:
        return _single(found, end)
    best = None
    for k, (word, at) in enumerate(found):
        lower = word.lower()
        if lower in words_of("standing") and (k == 0 or found[k - 1][0].lower() == "more"):
            best = Counted(at, None if lower == "more" else lower)
            if lower != "more":
                follows = k + 1 < len(found) and is_plural(found[k + 1][0])
                if not follows:
                    return best
            continue
        if is_plural(word):
            best = Counted(at, lower)
            if k + 1 >= len(found) or not is_plural(found[k + 1][0]) or found[k + 1][0].lower() in words_of("standing"):
                return best
    return best or Counted(end, None)


def _single(found: list[tuple[str, int]], end: int) -> Counted:
    """The phrase behind `one`: at most three words, up to a verb."""
    best = Counted(end, None)
    for k, (word, at) in enumerate(found[:3]):
        lower = word.lower()
        if k and (lower in words_of("standing") or lower.endswith("ed") or is_plural(word)):
            break
        best = Counted(at, None if lower == "more" else lower)
    return best


def _words_after(text: str, end: int) -> list[tuple[str, int]]:
    """Words behind `end` up to a stop, with where each ends; quotation marks that open are passed."""
    found: list[tuple[str, int]] = []
    at = end
    while len(found) < MAX_WORDS:
        match = _NEXT.match(text, at)
        if not match:
            break
        word = re.sub(r"['’]s?$", "", match.group(1))
        if word.lower() in words_of("stops"):
            break
        at = match.end()
        found.append((word, match.start(1) + len(word)))
        if len(word) != len(match.group(1)):
            break
    return found


def is_plural(word: str) -> bool:
    """Whether a word may be a plural noun by its form.

    >>> is_plural("targets"), is_plural("police"), is_plural("series")
    (True, True, False)
    """
    lower = word.lower().rsplit("-", 1)[-1]
    if lower in words_of("plurals"):
        return not word[:1].isupper() or lower not in ("french", "british", "irish", "dutch", "spanish", "polish")
    return len(lower) > 2 and lower.endswith("s") and not lower.endswith(("ss", "us", "is", "'s")) and lower not in words_of("singulars")
