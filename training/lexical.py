"""What merging knows of words: `python -m training.lexical --corpora DIR --pretrained DIR`, into `src/dateline/data/merging/`.

`frequencies.json`: how frequent words are in openly licensed texts (government releases, web texts, Wikipedia, our own reports).
`kin.json`: which words are used alike (`died`, `death`), by the angle between their rows in the pretrained encoder's embedding table, and
the irregular forms of our own lexicons with the word they are forms of.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml

from dateline.annotate.wordpiece import read_vocabulary
from dateline.merge.words import fold, stem
from training.corpora.rows import read_rows
from training.encoder import read_safetensors

OUT = Path("src/dateline/data/merging")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
LEAST = 3
"""Occurrences below which a word is left out: it is as rare as any unknown one."""
ALIKE = 0.36
"""Cosine from which two words are kin; below, neighbours share a topic and no meaning."""
SHORT = {"die": ["died", "dying"], "lie": ["lied", "lying"], "tie": ["tied", "tying"]}
"""Regular words too short for the rules of `stem`."""
MOST = 12
"""Kin a word keeps."""
COMMON = 3
"""Main directions of the table that are taken out: they tell frequency and form, not meaning (Mu, Viswanath 2018)."""


def text_groups(corpora: Path, reports: Path) -> Iterator[tuple[str, Iterator[str]]]:
    """Texts by kind; each kind counts alike, so that no one's favourite words rule."""
    yield "releases", (r["text"] for r in read_rows(corpora / "workload/releases-01.jsonl.gz") if not r["ocr"])
    yield "web", (r["text"] for r in read_rows(corpora / "ewt.jsonl.gz"))
    yield "GUM", (r["text"] for r in read_rows(corpora / "gum.jsonl.gz"))
    yield "Wikipedia", (r["text"] for r in read_rows(corpora / "ner.jsonl.gz") if r["corpus"] in {"wikigold", "crossner-politics"})
    yield "reports", (json.loads(p.read_text(encoding="utf-8"))["document"]["text"] for p in sorted(reports.glob("*/*.json")))


def count_words(corpora: Path, reports: Path) -> dict[str, float]:
    """Share of each word, the mean over the kinds of text."""
    shares: dict[str, float] = defaultdict(float)
    kept: Counter[str] = Counter()
    groups = [Counter(w.lower() for t in texts for w in WORD.findall(t)) for _, texts in text_groups(corpora, reports)]
    for counted in groups:
        kept.update(counted)
        total = sum(counted.values())
        for word, count in counted.items():
            shares[word] += count / total / len(groups)
    return {word: share for word, share in shares.items() if kept[word] >= LEAST}


def frequency_table(shares: dict[str, float]) -> dict[str, str]:
    """Tenths of Zipf's scale -> the words of that frequency."""
    by_rank: dict[int, list[str]] = defaultdict(list)
    for word, share in shares.items():
        by_rank[round((math.log10(share) + 9) * 10)].append(word)
    return {str(rank): " ".join(sorted(by_rank[rank])) for rank in sorted(by_rank, reverse=True)}


def embedded_words(pretrained: Path, shares: dict[str, float]) -> tuple[list[str], np.ndarray]:
    """Whole words of the vocabulary that the texts hold, and their directions [words, 384]."""
    table = read_safetensors(pretrained / "model.safetensors")["embeddings.word_embeddings.weight"].numpy()
    vocabulary = read_vocabulary(pretrained / "vocab.txt").vocabulary
    words = [w for w in vocabulary if w.isascii() and w.isalpha() and len(w) > 2 and w in shares]
    rows = table[[vocabulary[w] for w in words]]
    rows = rows - rows.mean(axis=0)
    _, _, main = np.linalg.svd(rows, full_matrices=False)
    rows = rows - (rows @ main[:COMMON].T) @ main[:COMMON]
    return words, rows / np.linalg.norm(rows, axis=1, keepdims=True)


def irregular_forms(lexicons: Path) -> dict[str, str]:
    """Irregular forms of verbs and nouns -> the word they are forms of, where the stems do not meet; `left` and `found` stay words."""
    triggers = yaml.safe_load((lexicons / "triggers.yml").read_text(encoding="utf-8"))
    cues = yaml.safe_load((lexicons / "cues.yml").read_text(encoding="utf-8"))
    rows = {verb: forms.split() for verb, forms in triggers["irregular verbs"].items()}
    rows |= {noun: forms.split() for noun, forms in triggers["irregular nouns"].items() if " " not in noun + forms}
    rows |= dict(cues["irregular"]) | SHORT
    pairs = ((form, word) for word, forms in rows.items() for form in forms)
    return dict(sorted((form, word) for form, word in pairs if form not in rows and stem(form) != stem(word)))


def kin_table(words: list[str], rows: np.ndarray, irregular: dict[str, str]) -> dict[str, str]:
    """Stem -> its kin with the cosine in hundredths, `death 54`, of the nearest pair of their forms."""
    stems = [stem(irregular.get(w, w)) for w in map(fold, words)]
    nearest: dict[str, dict[str, float]] = defaultdict(dict)
    for i, own in enumerate(stems):
        alike = rows @ rows[i]
        for j in np.flatnonzero(alike >= ALIKE):
            if stems[j] != own:
                nearest[own][stems[j]] = max(nearest[own].get(stems[j], 0.0), float(alike[j]))
    best = {s: sorted(kin.items(), key=lambda x: (-x[1], x[0]))[:MOST] for s, kin in nearest.items()}
    return {s: ",".join(f"{other} {round(100 * value)}" for other, value in kin) for s, kin in sorted(best.items())}


def write(name: str, source: str, unit: str, words: dict[str, str], **more: dict[str, str]) -> None:
    """One table with what it was made from."""
    out = OUT / f"{name}.json"
    out.write_text(json.dumps({"source": source, "unit": unit, "words": words, **more}, ensure_ascii=False, indent=0), encoding="utf-8")
    print(out, f"{out.stat().st_size / 1000:.0f} kB,", len(words), "rows")


def main() -> None:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--reports", type=Path, default=Path("build/corpus"))
    parser.add_argument("--pretrained", type=Path, required=True)
    args = parser.parse_args()
    shares = count_words(args.corpora, args.reports)
    counted = "PM Transcripts (CC BY 3.0 AU), UD English EWT (CC BY-SA 4.0), GUM, wikigold, CrossNER (CC BY, CC BY-SA), our own reports"
    write("frequencies", counted, "tenths of Zipf's scale: log10 of occurrences per thousand million words", frequency_table(shares))
    words, rows = embedded_words(args.pretrained, shares)
    irregular = irregular_forms(Path("lexicons"))
    kin = kin_table(words, rows, irregular)
    write("kin", "word embeddings of MiniLM-L6-H384-uncased (Apache-2.0)", "hundredths of the cosine", kin, irregular=irregular)


if __name__ == "__main__":
    main()
