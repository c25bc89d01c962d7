"""A report's words as the encoder takes them: word pieces, a casing and quotation feature, windows of whole sentences.

The vocabulary is lower-cased, so casing reaches the encoder as a feature of each word, and so does whether the word
stands between quotation marks.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from dateline.annotate.wordpiece import REMEMBERED, WordPieces
from dateline.model import Span
from dateline.text import find_quotations, split_words

SHAPES = 8
FEATURES = 2 * SHAPES
"""Values of a word's feature: its casing, in or out of quotation marks."""
GUIDELINES = {"record": 0, "polnear": FEATURES}
"""What is added to the features to say by which guideline attributions are marked: FORMAT.md's, or PolNeAR's longer spans."""
WINDOW = 224
"""Pieces a window may hold: attention stays cheap and six to eight sentences are seen together."""
CONTEXT = 48
"""Pieces of the preceding sentences that a window repeats, so that a pronoun or `He added` has something to stand on."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a text in order, each with its pieces (at least one), feature (0 to 15) and sentence."""

    spans: tuple[Span, ...]
    pieces: tuple[tuple[int, ...], ...]
    features: tuple[int, ...]
    sentence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """Words `[first, last)` of a wording, of which those before `core` were seen better by the window before."""

    first: int
    core: int
    last: int


def word_text(text: str, sentences: Sequence[Span], vocabulary: WordPieces) -> Wording:
    """Cut `text` into words and their pieces, sentence by sentence."""
    quoted = _Inside(find_quotations(text))
    spans: list[Span] = []
    pieces: list[tuple[int, ...]] = []
    sentence: list[int] = []
    for number, whole in enumerate(sentences):
        found = split_words(text, whole)
        spans += found
        pieces += [vocabulary.cut(s.of(text)) for s in found]
        sentence += [number] * len(found)
    features = tuple(shape_of(s.of(text)) + SHAPES * quoted.at(s.start) for s in spans)
    return Wording(tuple(spans), tuple(pieces), features, tuple(sentence))


class _Inside:
    """Whether a character lies inside one of sorted spans, asked in rising order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans, self._next = spans, 0

    def at(self, place: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next].end <= place:
            self._next += 1
        return self._next < len(self._spans) and self._spans[self._next].start <= place


@lru_cache(maxsize=REMEMBERED)
def shape_of(word: str) -> int:
    """Casing class of a word, 0 to 7.

    >>> [shape_of(w) for w in ("strike", "Iran", "US", "McCain", "85", "F-16", ",", "“")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    if not any(c.isalnum() for c in word):
        return 7 if word in "\"'“”‘’«»„" else 6
    if any(c.isdigit() for c in word):
        return 5 if any(c.isalpha() for c in word) else 4
    if word.islower() or not any(c.isupper() for c in word):
        return 0
    if word[0].isupper() and (len(word) == 1 or word[1:].islower()):
        return 1
    return 2 if word.replace(".", "").isupper() else 3


def cut_windows(wording: Wording, limit: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Windows that together have every word in exactly one core; whole sentences unless one alone is over `limit` pieces."""
    starts = _starts(wording, limit)
    sizes = [sum(len(p) for p in wording.pieces[a:b]) for a, b in itertools.pairwise(starts)]
    at = 0
    while at < len(sizes):
        back, used = at, 0
        while back > 0 and used + sizes[back - 1] <= context:
            back -= 1
            used += sizes[back]
        end = at
        while end < len(sizes) and (end == at or used + sizes[end] <= limit):
            used += sizes[end]
            end += 1
        yield Window(starts[back], starts[at], starts[end])
        at = end


def _starts(wording: Wording, limit: int) -> list[int]:
    """Word indices at which a unit begins (a sentence, or a part of one that is over-long), and the number of words."""
    starts: list[int] = []
    used, last = 0, -1
    for i, (sentence, pieces) in enumerate(zip(wording.sentence, wording.pieces, strict=True)):
        if sentence != last or used + len(pieces) > limit - CONTEXT:
            starts.append(i)
            used, last = 0, sentence
        used += len(pieces)
    return [*starts, len(wording.spans)]


def pack(wording: Wording, window: Window, ends: tuple[int, int], guideline: str = "record") -> tuple[list[int], list[int], list[int]]:
    """Piece ids, their features, and for each word of the window the index of its first piece.

    `ends` are the ids of [CLS] and [SEP], which stand around.
    """
    ids, features, firsts, shift = [ends[0]], [GUIDELINES[guideline]], [], GUIDELINES[guideline]
    for i in range(window.first, window.last):
        firsts.append(len(ids))
        kept = wording.pieces[i][:32]  # a chain of punctuation or one endless word: its head is enough
        ids += kept
        features += [wording.features[i] + shift] * len(kept)
    return [*ids, ends[1]], [*features, shift], firsts
