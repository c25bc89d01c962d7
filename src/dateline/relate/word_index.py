"""The words of a report by position: lower-cased, found by the characters they stand in, and by the word that they hang on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from dateline.model import Span, Word


def lower_words(words: Sequence[Word]) -> tuple[str, ...]:
    """Each word in lower case with straight apostrophes, as the lexicons are written."""
    return tuple(word.text.lower().replace("’", "'") for word in words)


def words_within(words: Sequence[Word], starts: Sequence[int], span: Span) -> range:
    """Indices of the words that share a character with `span`; `starts` are where the words begin."""
    first = max(bisect_right(starts, span.start) - 1, 0)
    if words and words[first].span.end <= span.start:
        first += 1
    return range(first, max(bisect_left(starts, span.end), first))


def list_dependents(words: Sequence[Word]) -> tuple[tuple[int, ...], ...]:
    """For each word the indices of those that hang on it, in text order."""
    lists: list[list[int]] = [[] for _ in words]
    for index, word in enumerate(words):
        if 0 <= word.head < len(words) and word.head != index:
            lists[word.head].append(index)
    return tuple(tuple(found) for found in lists)
