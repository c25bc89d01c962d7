"""Which word pieces the model keeps: those that any of 6 million words of news, web text and releases use, and all single characters.

A piece that is dropped is never lost: its word is cut into smaller ones.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from dateline.annotate.wordpiece import WordPieces
from dateline.text import split_words
from training.corpora.rows import read_rows

TEXTS = ("polnear", "ewt", "gum", "ner", "geneva", "coref/ecb", "clusters", "place", "time", "plover", "workload/releases-01")
SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def kept_pieces(corpora: Path, own: Path, vocabulary: WordPieces, fewest: int = 1) -> list[str]:
    """Pieces to keep, in the old order; `fewest` is how often a piece must have been used."""
    words: Counter[str] = Counter()
    for name in TEXTS:
        for row in read_rows(corpora / f"{name}.jsonl.gz"):
            words.update(s.of(row["text"]) for s in split_words(row["text"]))
    for path in sorted(own.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words.update(s.of(text) for s in split_words(text))
    used: Counter[int] = Counter()
    for word, times in words.items():
        for piece in vocabulary.cut(word):
            used[piece] += times
    keep = lambda p, i: used[i] >= fewest or p in SPECIAL or (len(p.removeprefix("##")) == 1 and ord(p[-1]) < 0x2E80)  # noqa: E731
    return [p for p, i in vocabulary.vocabulary.items() if keep(p, i)]
