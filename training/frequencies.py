"""The tables of words that merging reads: `python -m training.frequencies [--wordnet DIR]`; needs wordfreq and WordNet 3.0's files.

`frequencies.json`: how frequent English words are, from wordfreq (CC BY-SA 4.0); `senses.json`: which words can mean the same, from the
first senses of WordNet (Princeton University, WordNet licence). Both are shipped, so that no count over the reports at hand is needed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from dateline.merge.words import fold, stem

DATA = Path(__file__).parents[1] / "src/dateline/data/merging"
LEAST = 28
"""Tenths of Zipf's scale below which words are left out: about one word in a million and a half."""
LEAST_SENSE = 3.0
SENSES = {"verb": 3, "noun": 2}
"""First senses that count; later ones are rare."""
HAPPENINGS = frozenset((4, 10, 11, 19, 22, 26))
"""WordNet's lexicographer files of nouns for acts, communication, events, phenomena, processes and states."""
MOST = 150
"""A wider sense above more words than this says nothing."""
IRREGULAR = {"died": "die", "dying": "die", "tied": "tie", "tying": "tie", "lied": "lie", "lying": "lie"}


class Synset(NamedTuple):
    """One sense: lexicographer file and pointers (symbol, offset, part of speech)."""

    file: int
    pointers: tuple[tuple[str, str, str], ...]


def write_frequencies(wordfreq: Any) -> None:
    """Words by tenths of Zipf's scale."""
    ranks: dict[int, list[str]] = defaultdict(list)
    for word, share in wordfreq.get_frequency_dict("en", "large").items():
        rank = round((math.log10(share) + 9) * 10)
        if rank >= LEAST and re.fullmatch(r"[^\W\d_]+(?:'[^\W\d_]+)?", word):
            ranks[rank].append(word)
    table = {
        "source": "wordfreq 3.1.1 (Robyn Speer), English; CC BY-SA 4.0",
        "unit": "tenths of Zipf's scale: log10 of occurrences per thousand million words",
        "words": {str(rank): " ".join(sorted(ranks[rank])) for rank in sorted(ranks, reverse=True)},
    }
    (DATA / "frequencies.json").write_text(json.dumps(table, ensure_ascii=False, indent=0), encoding="utf-8")


def read_wordnet(folder: Path, part: str) -> tuple[dict[str, Synset], dict[str, list[str]]]:
    """Synsets by offset, and each lemma's offsets, most frequent sense first."""
    synsets, index = {}, {}
    for line in _lines(folder / f"data.{part}"):
        cells = line.split(" | ")[0].split()
        at = 4 + 2 * int(cells[3], 16)
        pointers = ((cells[at + 1 + 4 * i], cells[at + 2 + 4 * i], cells[at + 3 + 4 * i]) for i in range(int(cells[at])))
        synsets[cells[0]] = Synset(int(cells[1]), tuple(pointers))
    for line in _lines(folder / f"index.{part}"):
        cells = line.split()
        first = int(cells[3]) + 6
        index[cells[0]] = cells[first : first + int(cells[2])]
    return synsets, index


def _lines(path: Path) -> Iterable[str]:
    return (line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("  "))


def write_senses(wordnet: Path, wordfreq: Any) -> None:
    """Stems with the numbers of their senses and of the wider ones right above them."""
    verbs, nouns = read_wordnet(wordnet, "verb"), read_wordnet(wordnet, "noun")
    own, above = _collect(verbs, nouns, lambda w: wordfreq.zipf_frequency(w.replace("_", " "), "en", wordlist="large") >= LEAST_SENSE)
    used = Counter(s for senses in own.values() for s in set(senses)) + Counter(s for senses in above.values() for s in set(senses))
    numbers: dict[str, int] = {}
    words = {}
    for key in sorted(own):
        mine = sorted({numbers.setdefault(s, len(numbers)) for s in own[key] if used[s] > 1})
        over = sorted({numbers.setdefault(s, len(numbers)) for s in above[key] if 1 < used[s] < MOST} - set(mine))
        if mine or over:
            words[key] = " ".join(map(str, mine)) + ("|" + " ".join(map(str, over)) if over else "")
    irregular = {f: b for part in ("verb", "noun") for f, b in _exceptions(wordnet / f"{part}.exc", verbs[1], wordfreq)} | IRREGULAR
    table = {"source": "WordNet 3.0 (Princeton University; WordNet licence)", "words": words, "irregular": irregular}
    (DATA / "senses.json").write_text(json.dumps(table, separators=(",", ":")), encoding="utf-8")


Part = tuple[dict[str, Synset], dict[str, list[str]]]


def _collect(verbs: Part, nouns: Part, usual: Any) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Senses by stem; a noun's sense is that of the verb it is derived from (`death`: `die`)."""
    derived = {}
    for offset, synset in nouns[0].items():
        roots = [o for symbol, o, part in synset.pointers if symbol == "+" and part == "v"]
        if synset.file in HAPPENINGS and roots:
            derived["n" + offset] = "v" + roots[0]
    wider = {"v" + o: ["v" + p for symbol, p, part in s.pointers if symbol in "@*>$" and part == "v"] for o, s in verbs[0].items()}
    wider |= {"n" + o: ["n" + p for symbol, p, part in s.pointers if symbol == "@" and part == "n"] for o, s in nouns[0].items()}
    own: dict[str, list[str]] = defaultdict(list)
    for word in (w for w in verbs[1] if re.fullmatch(r"[a-z]+(?:_[a-z]+)?", w) and usual(w)):
        own[_key(word)] += ["v" + o for o in verbs[1][word][: SENSES["verb"]]]
    for word in (w for w in nouns[1] if re.fullmatch(r"[a-z]+", w) and usual(w)):
        kept = [o for o in nouns[1][word][: SENSES["noun"]] if nouns[0][o].file in HAPPENINGS]
        own[_key(word)] += [derived.get("n" + o, "n" + o) for o in kept]
    above = {key: [derived.get(w, w) for sense in set(senses) for w in wider.get(sense, [])] for key, senses in own.items()}
    return own, above


def _key(word: str) -> str:
    return " ".join(stem(fold(w)) for w in word.split("_"))


def _exceptions(path: Path, verbs: dict[str, list[str]], wordfreq: Any) -> Iterable[tuple[str, str]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        form, lemma = line.split()[:2]
        plain = re.fullmatch("[a-z]+", form) and re.fullmatch("[a-z]+", lemma)
        if (
            plain
            and form not in verbs
            and stem(form) != stem(lemma)
            and wordfreq.zipf_frequency(form, "en", wordlist="large") >= LEAST_SENSE
        ):
            yield form, lemma


def main() -> None:
    """Writes both tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wordnet", type=Path, default=Path("/usr/share/wordnet"))
    args = parser.parse_args()
    wordfreq = importlib.import_module("wordfreq")
    write_frequencies(wordfreq)
    write_senses(args.wordnet, wordfreq)


if __name__ == "__main__":
    main()
