"""Real reports that we annotated ourselves: marks from `corpus/standoff/`, words from the corpora that have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.notation.build import part
from corpus.notation.compile import compile_draft
from corpus.notation.joining import join
from dateline.annotate.wordpiece import WordPieces
from training.corpora.own import read_record
from training.docs import Doc

MARKS = Path(__file__).resolve().parents[2] / "corpus" / "standoff"


def load_real(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """The annotated reports of `corpus/standoff/`; as with our own, every seventh is for development."""
    for draft in join(folder, MARKS):
        if part(draft.key) == split:
            yield read_record(compile_draft(draft), draft.key, vocabulary)
