"""All training documents and all development documents, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dateline.annotate.wordpiece import WordPieces
from training.corpora.news import load_ecb, load_geneva, load_names, load_polnear, load_silver
from training.corpora.own import load_own
from training.corpora.real import load_open, load_real
from training.corpora.treebanks import load_ewt, load_gum
from training.docs import Doc

Loader = Callable[[Path, str, WordPieces], Iterator[Doc]]
LOADERS: dict[str, Loader] = {
    "polnear": load_polnear, "silver": load_silver, "ewt": load_ewt, "gum": load_gum, "names": load_names, "geneva": load_geneva,
    "ecb": load_ecb, "real": load_real, "open": load_open,
}  # fmt: skip


def load_split(corpora: Path, own: Path, split: str, vocabulary: WordPieces) -> dict[str, list[Doc]]:
    """Documents of `split` (`train` or `dev`) by corpus; `own` is the folder that `make corpus` writes."""
    docs = {name: list(load(corpora, split, vocabulary)) for name, load in LOADERS.items()}
    docs["own"] = list(load_own(own / split, vocabulary))
    return docs
