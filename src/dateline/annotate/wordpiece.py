"""Word pieces: BERT's lower-casing greedy cut of one word at a time, with what was cut before remembered.

Written here because the library that does it brings four times its own size with it, and because words are already cut:
what is left is a table look-up.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

UNKNOWN_PIECE = "[UNK]"
LONGEST = 100
"""Characters over which a word is unknown, as in BERT."""
REMEMBERED = 200_000
"""Words whose pieces are kept: a newspaper year has fewer."""


@dataclass(frozen=True, slots=True)
class WordPieces:
    """A vocabulary (piece -> id; `##` begins pieces inside a word) and the words cut so far."""

    vocabulary: Mapping[str, int]
    seen: dict[str, tuple[int, ...]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def ends(self) -> tuple[int, int]:
        """Ids of the pieces that stand around every window."""
        return self.vocabulary["[CLS]"], self.vocabulary["[SEP]"]

    def cut(self, word: str) -> tuple[int, ...]:
        """Ids of the pieces of a word without white space; at least one.

        >>> WordPieces({"[UNK]": 0, "strike": 1, "##s": 2, "'": 3, "s": 4}).cut("Strikes")
        (1, 2)
        """
        found = self.seen.get(word)
        if found is None:
            found = tuple(i for part in split_marks(fold(word)) for i in self._greedy(part)) or (self.vocabulary[UNKNOWN_PIECE],)
            if len(self.seen) < REMEMBERED:
                self.seen[word] = found
        return found

    def _greedy(self, part: str) -> list[int]:
        if len(part) > LONGEST:
            return [self.vocabulary[UNKNOWN_PIECE]]
        found, start = [], 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = ("##" if start else "") + part[start:end]
                if piece in self.vocabulary:
                    break
                end -= 1
            if end == start:
                return [self.vocabulary[UNKNOWN_PIECE]]
            found.append(self.vocabulary[piece])
            start = end
        return found


def read_vocabulary(path: Path) -> WordPieces:
    """A vocabulary file, one piece a line."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return WordPieces({piece: i for i, piece in enumerate(lines) if piece})


def fold(word: str) -> str:
    """Lower-cased, without accents and control characters."""
    if word.isascii():
        return word.lower()
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if unicodedata.category(c) not in {"Mn", "Cc", "Cf", "Co", "Cs"})


def split_marks(word: str) -> list[str]:
    """Runs of letters and digits, each punctuation mark and each Chinese character for itself.

    >>> split_marks("u.s.-led")
    ['u', '.', 's', '.', '-', 'led']
    """
    if word.isalnum() and word.isascii():
        return [word]
    parts: list[str] = []
    joins = False
    for c in word:
        alone = (not c.isascii() and 0x3400 <= ord(c) <= 0x9FFF) or _is_mark(c)
        if alone or not joins:
            parts.append(c)
        else:
            parts[-1] += c
        joins = not alone
    return parts


def _is_mark(c: str) -> bool:
    return (c.isascii() and not c.isalnum()) or unicodedata.category(c).startswith("P")
