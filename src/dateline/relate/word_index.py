"""The words of a report by position: lower-cased, found by the characters they stand in, and by the word that they hang on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Span, Word
from dateline.relate.function_words import ADVERBS, AUXILIARIES, CLAUSE_WORDS, PREPOSITIONS, PRONOUNS

CLOSED = frozenset({"ADP", "AUX", "DET", "INTJ", "PART", "PUNCT", "SCONJ", "SYM"})
"""Tags of closed classes, whose words are few and known: a longer word that has one is a tagger's slip."""
CLAUSAL = frozenset({"root", "ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis", "conj"})
"""Relations in which such a word is a verb."""
NAMING = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "nmod", "appos", "punct"})
"""Relations in which it is a noun."""
FUNCTION = ADVERBS | AUXILIARIES | CLAUSE_WORDS | PREPOSITIONS | PRONOUNS
SHORT = 4
"""Letters from which a word is long enough to be none of a closed class that is not listed."""


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


def mend_tags(words: Sequence[Word]) -> tuple[Word, ...]:
    """Words with the tags of closed classes that content words have by a slip (`bombed` as a particle) put right by their relation."""
    return tuple(_mended(word) if word.pos in CLOSED else word for word in words)


def _mended(word: Word) -> Word:
    if len(word.text) < SHORT or not word.text.isalpha() or word.text.lower() in FUNCTION:
        return word
    pos = "VERB" if word.relation in CLAUSAL else "NOUN" if word.relation in NAMING and word.pos != "DET" else word.pos
    return replace(word, pos=pos)
