"""Marks that stand off and the texts they stand off from, brought together."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

from corpus.notation.draft import Draft
from corpus.notation.problems import Rejected
from corpus.notation.standoff import attach, head_of, paragraphs


def join(corpora: Path, marks: Path) -> Iterator[Draft]:
    """Every `.marks` file of the folder `marks` as a draft with its text from `corpora`; Rejected where one does not fit the other."""
    paths = sorted(marks.glob("*.marks"))
    texts = _texts(corpora, {str(head_of(path).url) for path in paths})
    for path in paths:
        url = str(head_of(path).url)
        if url not in texts:
            raise Rejected(f"{path.name}: {corpora} has no {url}")
        draft = attach(path, paragraphs(texts[url]))
        if draft.problems:
            raise Rejected(f"{path.name}:{draft.problems[0].line}: {draft.problems[0].what}")
        yield draft


def _texts(corpora: Path, wanted: set[str]) -> dict[str, str]:
    """Texts by `FILE#DOCUMENT`."""
    found = {}
    for name in sorted({url.split("#")[0] for url in wanted}):
        for key, text in _rows(corpora / name):
            if f"{name}#{key}" in wanted:
                found[f"{name}#{key}"] = text
    return found


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Documents of a file of JSON Lines, or of the table of page bodies."""
    if path.suffix == ".json":
        yield from ((key, page["articleBody"]) for key, page in json.loads(path.read_text(encoding="utf-8")).items())
        return
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row.get("doc") or row["id"], row["text"]
