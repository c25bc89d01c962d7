"""The same records again in other words: as many as are wanted, without their being copies of one another.

Each round puts another word of as many letters, about as rare, in the place of every word, the same one wherever it stands, so that all
anchors hold; days move and ids are new. What reads like nonsense has the shape of the real archive: as many names and events, as often
told of again. Which words a round has depends on its number alone.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from dateline.codec import decode_record
from dateline.merge.words import fold, rarity, stem
from dateline.model import Record

_WORDS = re.compile(r"(?<!\\)(?<!\\u)[A-Za-z]{4,}")  # not the letters of an escape
_TOLD = re.compile(r'("(?:text|title|name|detail|outlet)": ?")((?:[^"\\]|\\.)*)')
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_ID = re.compile(r'"sha256:[0-9a-f]{64}"')


def retell(lines: Sequence[str], days: int) -> Iterator[Record]:
    """The records of `lines` (as `dateline read --json` prints them), and then without end in other words, `days` later each time."""
    yield from map(decode_record, lines)
    kinds = _sort_words(lines)
    number = 1
    while True:
        words = {word: other for kind in kinds for word, other in _exchange(kind, number)}
        yield from (decode_record(_reword(line, words, (number, days))) for line in lines)
        number += 1


def _sort_words(lines: Sequence[str]) -> list[list[str]]:
    """All words of four letters and more, those of one length and about one rarity together."""
    every = {word.lower() for line in lines for told in _TOLD.finditer(line) for word in _WORDS.findall(told[2])}
    kinds: dict[tuple[int, int], list[str]] = {}
    for word in sorted(every):
        kinds.setdefault((len(word), round(rarity(stem(fold(word))))), []).append(word)
    return [kinds[k] for k in sorted(kinds)]


def _exchange(words: list[str], number: int) -> Iterator[tuple[str, str]]:
    others = list(words)
    random.Random(number).shuffle(others)
    return zip(words, others, strict=True)


def _reword(line: str, words: Mapping[str, str], moved: tuple[int, int]) -> str:
    number, days = moved

    def put(match: re.Match[str]) -> str:
        return match[1] + _WORDS.sub(lambda word: _like(word[0], words[word[0].lower()]), match[2])

    def move(match: re.Match[str]) -> str:
        try:
            return (date.fromisoformat(match[0]) + timedelta(days * number)).isoformat()
        except (ValueError, OverflowError):
            return match[0]

    line = _ID.sub(lambda m: f'"sha256:{hashlib.sha256(f"{m[0]} {number}".encode()).hexdigest()}"', line)
    return _DAY.sub(move, _TOLD.sub(put, line))


def _like(word: str, other: str) -> str:
    """`other`, in capitals as `word` is."""
    return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other
