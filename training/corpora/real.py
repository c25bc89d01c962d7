"""Real reports that we annotated ourselves: marks from `corpus/standoff/`, words from the corpora that have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from corpus.notation.compile import compile_draft
from corpus.notation.draft import Draft
from corpus.notation.problems import Rejected
from corpus.notation.standoff import attach, head_of
from dateline.annotate.wordpiece import WordPieces
from training.corpora.own import read_record
from training.corpora.rows import read_rows
from training.docs import Doc

MARKS = Path(__file__).resolve().parents[2] / "corpus" / "standoff"


def load_real(folder: Path, split: str, vocabulary: WordPieces) -> Iterator[Doc]:
    """Every annotated report of `corpus/standoff/`; all of them train, none is for development."""
    if split == "train":
        for draft in join(folder):
            yield read_record(compile_draft(draft), draft.key, vocabulary)


def join(folder: Path, marks: Path = MARKS) -> Iterator[Draft]:
    """The marks with their texts, which `folder` has; Rejected where a text is missing or the marks do not hold."""
    paths = sorted(marks.glob("*.marks"))
    texts = _texts(folder, {str(head_of(path).url) for path in paths})
    for path in paths:
        url = str(head_of(path).url)
        if url not in texts:
            raise Rejected(f"{path.name}: {folder} has no {url}")
        draft = attach(path, texts[url])
        if draft.problems:
            raise Rejected(f"{path.name}:{draft.problems[0].line}: {draft.problems[0].what}")
        yield draft


def _texts(folder: Path, wanted: set[str]) -> dict[str, str]:
    found = {}
    for name in sorted({url.split("#")[0] for url in wanted}):
        for row in read_rows(folder / name):
            url = f"{name}#{row.get('doc') or row['id']}"
            if url in wanted:
                found[url] = row["text"]
    return found
