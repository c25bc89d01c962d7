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


OPEN = ("re3d", "gum", "release")
"""Kinds of marks, the ends of their files' names, whose texts are openly licensed; those of the others are publishers'."""


def load_real(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """The annotated reports of `corpus/standoff/` whose texts are publishers'; as with our own, every seventh is for development."""
    return (doc for doc in _load(folder, split, vocabulary) if not _is_open(doc))


def load_open(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """Those whose texts are openly licensed."""
    return (doc for doc in _load(folder, split, vocabulary) if _is_open(doc))


def _load(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    for draft in join(folder, MARKS):
        if part(draft.key) == split:
            yield read_record(compile_draft(draft), draft.key, vocabulary)


def _is_open(doc: Doc) -> bool:
    return doc.name.endswith(OPEN)
