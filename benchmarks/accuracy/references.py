"""Coreference within a report on GUM's development news: `python -m benchmarks.accuracy.references [--corpora DIR] [--model DIR]`.

Mentions are predicted, and stand for the same when they have the same head word, as in CorefUD's main score; mentions that nothing else
refers to are left out on both sides. Beside it: the baseline that joins nouns of one lower-cased form.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.accuracy.coreference import b_cubed, ceaf_e, conll, muc
from dateline.annotate import Model, annotate, load_model
from dateline.annotate.encode import NOMINAL
from dateline.model import Layers, Report
from training.corpora.rows import read_rows

Chain = frozenset[object]
BELIEVED = 0.3
"""Belief over which a link counts; chosen on these documents, where 0.2 to 0.5 differ by two points."""


def gold_chains(row: dict[str, list[list[object]]]) -> list[Chain]:
    """GUM's chains of two and more mentions, each mention by the first character of its head."""
    chains: dict[object, set[object]] = defaultdict(set)
    for mention in row["mentions"]:
        chains[mention[3]].add(mention[7][0])  # type: ignore[index]
    return [frozenset(c) for c in chains.values() if len(c) > 1]


def linked_chains(layers: Layers, same_form: bool) -> list[Chain]:
    """Each word joined to the earlier one it most likely means, and with `same_form` to the last noun or name of its form."""
    likeliest: dict[int, tuple[float, int]] = {}
    for link in layers.links:
        likeliest[link.later] = max(likeliest.get(link.later, (BELIEVED, -1)), (link.score, link.earlier))
    links = [(later, earlier) for later, (_, earlier) in likeliest.items() if earlier >= 0]
    if same_form:
        links += _same_forms(layers)
    return [frozenset(layers.words[i].span.start for i in chain) for chain in join_links(links)]


def _same_forms(layers: Layers) -> Iterator[tuple[int, int]]:
    last: dict[str, int] = {}
    for i, word in enumerate(layers.words):
        if word.pos in NOMINAL and word.pos != "PRON":
            form = word.text.lower()
            if form in last:
                yield i, last[form]
            last[form] = i


def same_word_chains(layers: Layers) -> list[Chain]:
    """Nouns and names of one form."""
    chains = join_links(_same_forms(layers))
    return [frozenset(layers.words[i].span.start for i in chain) for chain in chains]


def join_links(links: Iterable[tuple[int, int]]) -> list[set[int]]:
    """Words that links hold together, directly or through others."""
    chain_of: dict[int, set[int]] = {}
    for later, earlier in links:
        joined = chain_of.get(later, {later}) | chain_of.get(earlier, {earlier})
        for word in joined:
            chain_of[word] = joined
    return list({id(c): c for c in chain_of.values()}.values())


def read_documents(corpora: Path, model: Model | None) -> Iterator[tuple[list[Chain], Layers]]:
    """Gold chains and layers of each development news document."""
    for row in read_rows(corpora / "gum-docs.jsonl.gz"):
        if row["split"] == "dev" and row["genre"] == "news":
            yield gold_chains(row), annotate(Report(text=row["text"]), model)


def labels_of(documents: Iterable[list[Chain]]) -> dict[tuple[int, object], tuple[int, int]]:
    """The chains of all documents as labels of their mentions."""
    return {(d, m): (d, n) for d, chains in enumerate(documents) for n, chain in enumerate(chains) for m in chain}


def score_coreference(corpora: Path, model: Model | None) -> dict[str, dict[str, float]]:
    """F1 by system and measure."""
    documents = list(read_documents(corpora, model))
    gold = labels_of(chains for chains, _ in documents)
    systems = {
        "links and same form": labels_of(linked_chains(layers, True) for _, layers in documents),
        "the encoder's links": labels_of(linked_chains(layers, False) for _, layers in documents),
        "same form": labels_of(same_word_chains(layers) for _, layers in documents),
    }
    return {
        name: {"MUC": muc(gold, found).f1, "B3": b_cubed(gold, found).f1, "CEAFe": ceaf_e(gold, found).f1, "CoNLL": conll(gold, found)}
        for name, found in systems.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--model", type=Path, help="a model folder; the bundled one by default")
    args = parser.parse_args()
    print(f"{'':20}{'MUC':>8}{'B3':>8}{'CEAFe':>8}{'CoNLL':>8}")
    for name, scores in score_coreference(args.corpora, load_model(args.model)).items():
        print(f"{name:20}" + "".join(f"{scores[k]:8.3f}" for k in ("MUC", "B3", "CEAFe", "CoNLL")))


if __name__ == "__main__":
    main()
