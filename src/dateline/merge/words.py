"""Words as merging sees them: folded, cut to their stems, and each with a fixed rarity.

Rarity is read from a table that is shipped, never counted over the reports at hand: the same two reports are judged alike whatever else
is stored and in whatever order it came.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from dateline.lexicon import load_data

_TERM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "’": "'"})
WORDS_A_REPORT = 300
"""Words of a usual report; turns a frequency per word into the share of reports that hold the word."""
UNKNOWN = 25
"""Frequency (tenths of Zipf's scale, log10 per thousand million words) of a word that the table has not: below its rarest."""

_NUMBERS = {1: 55, 2: 50, 4: 48}
"""The same for numbers, by their digits; four are mostly years."""


@cache
def _frequencies() -> dict[str, int]:
    return {word: int(rank) for rank, words in load_data("merging", "frequencies")["words"].items() for word in words.split()}


@lru_cache(maxsize=50_000)
def fold(words: str) -> str:
    """Lower case, without accents.

    >>> fold("N’Djaména"), fold("Łódź")
    ("n'djamena", 'lodz')
    """
    if words.isascii():
        return words.lower()
    plain = unicodedata.normalize("NFKD", words).casefold().translate(_LETTERS)
    return "".join(c for c in plain if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A folded word without the endings of number, tense and person, so that `bombings`, `bombed` and `bombing` meet.

    >>> [stem(w) for w in ("bombings", "bombed", "cities", "killing", "was", "stopped", "crises")]
    ['bomb', 'bomb', 'city', 'kill', 'was', 'stop', 'cris']
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) > 4 and word.endswith(("ies", "ied")):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= 3 and re.search("[aeiouy]", word[: -len(ending)]):
            word = word[: -len(ending)]
            return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz" else word
    return word[:-1] if len(word) > 4 and word.endswith("e") else word


@cache
def _stemmed() -> dict[str, int]:
    """Stem -> frequency of its most frequent word."""
    found: dict[str, int] = {}
    for word, rank in _frequencies().items():
        key = stem(fold(word))
        found[key] = max(found.get(key, 0), rank)
    return found


@lru_cache(maxsize=100_000)
def rarity(term: str) -> float:
    """How much a shared term says: the log of how many usual reports there are to one that holds it; 0 for `the`, about 8 for a rare name.

    >>> rarity("the") < 0.2 < rarity(stem("police")) < rarity("ferry") < rarity("nouadhibou")
    True
    """
    rank = _stemmed().get(term, UNKNOWN) if term[:1].isalpha() else _NUMBERS.get(len(term), 40)
    per_word = 10 ** (rank / 10 - 9)
    return -math.log(1 - math.exp(-WORDS_A_REPORT * per_word))


def terms(text: str) -> list[str]:
    """Stems of the words and numbers of a text, in order.

    >>> terms("Two ferries sank, killing 1,200")
    ['two', 'ferry', 'sank', 'kill', '1200']
    """
    return [_term(found) for found in _TERM.findall(text)]


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    return word.replace(",", "") if word[0].isdigit() else stem(fold(word))


def weigh_terms(counted: Mapping[str, float]) -> dict[str, float]:
    """Terms with their counts -> a vector of length one: log of the count times rarity."""
    raw = {term: (1 + math.log(count)) * rarity(term) if count >= 1 else count * rarity(term) for term, count in counted.items()}
    length = math.sqrt(sum(v * v for v in raw.values()))
    return {term: v / length for term, v in raw.items()} if length > 0 else {}


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How alike two vectors of `weigh_terms` are, 0 to 1."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    return min(1.0, math.fsum(v * large[t] for t, v in small.items() if t in large))


def rarest(shared: Iterable[str], most: int = 4) -> list[str]:
    """The terms that say most, rarest first; for blocks and for sentences to an editor."""
    return sorted(set(shared), key=lambda t: (-rarity(t), t))[:most]
