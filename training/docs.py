"""A training document: words of a text with what the corpora say of each, -100 where they say nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from dateline.annotate.labels import ROLES, TAGS
from dateline.annotate.pieces import Wording, word_text
from dateline.annotate.wordpiece import WordPieces
from dateline.model import Span
from dateline.text import locate

IGNORE = -100


@dataclass(slots=True)
class Anchored:
    """Labels of the words in relation to an anchor word, of one kind of ROLES; words outside `[first, last)` are unknown."""

    kind: str
    anchor: int
    first: int
    last: int
    labels: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Chain:
    """Words that refer to the same, in order; `kind` is `mention` or `event`."""

    kind: str
    words: list[int]


@dataclass(slots=True)
class Doc:
    """One document with its labels; `tags[layer][i]` labels word i, `factuality[i]` is nan where unknown."""

    name: str
    source: str
    text: str
    wording: Wording
    tags: dict[str, np.ndarray]
    factuality: np.ndarray
    heads: np.ndarray
    anchored: list[Anchored] = field(default_factory=list)
    chains: list[Chain] = field(default_factory=list)
    candidates: dict[str, list[int]] = field(default_factory=dict)

    def words_of(self, span: Sequence[int]) -> range:
        """Indices of the words that begin inside `[span[0], span[1])`."""
        spans = self.wording.spans
        first = locate(spans, span[0])
        if first < 0 or spans[first].end <= span[0]:
            first += 1
        last = first
        while last < len(spans) and spans[last].start < span[1]:
            last += 1
        return range(first, last)

    def clear(self, layer: str) -> None:
        """Say that nothing is here, everywhere (`O`)."""
        self.tags[layer][:] = 0

    def mark(self, layer: str, span: Sequence[int], name: str) -> None:
        """Label the words of `span` with `name`, begin and inside."""
        for n, i in enumerate(self.words_of(span)):
            self.tags[layer][i] = TAGS[layer].index(f"{'I' if n else 'B'}-{name}")

    def hide(self, layer: str, span: Sequence[int], only_empty: bool = True) -> None:
        """Make the labels of `span` unknown (those that say `O`)."""
        for i in self.words_of(span):
            if not only_empty or self.tags[layer][i] == 0:
                self.tags[layer][i] = IGNORE

    def anchor(self, kind: str, word: int, reach: tuple[int, int], cells: Iterable[tuple[str, Sequence[int]]]) -> None:
        """Add an anchor at `word` whose `cells` are (role, characters); words of `reach` outside all cells are `O`."""
        made = Anchored(kind, word, *reach)
        for role, span in cells:
            for n, i in enumerate(self.words_of(span)):
                if reach[0] <= i < reach[1]:
                    made.labels[i] = ROLES[kind].index(f"{'I' if n else 'B'}-{role}")
        self.anchored.append(made)

    def sentence_reach(self, word: int, around: int = 0) -> tuple[int, int]:
        """Words of the sentence of `word` and of `around` sentences on either side."""
        numbers = self.wording.sentence
        first, last = word, word + 1
        while first > 0 and numbers[first - 1] >= numbers[word] - around:
            first -= 1
        while last < len(numbers) and numbers[last] <= numbers[word] + around:
            last += 1
        return first, last


def make_doc(name: str, source: str, text: str, sentences: Sequence[Span], vocabulary: WordPieces) -> Doc:
    """A document of which nothing is known yet."""
    wording = word_text(text, sentences, vocabulary)
    count = len(wording.spans)
    tags = {layer: np.full(count, IGNORE, dtype=np.int64) for layer in TAGS}
    return Doc(name, source, text, wording, tags, np.full(count, np.nan, dtype=np.float32), np.full(count, IGNORE, dtype=np.int64))
