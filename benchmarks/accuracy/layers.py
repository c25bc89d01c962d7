"""Scores of the encoder's layers on the development parts of the corpora: `python -m benchmarks.accuracy.layers`.

Spans count as right where both ends agree (white space and a final stop aside); `lenient` content is found where more than
30 % of its characters are covered. Nothing here uses gold sentences or gold words: texts go in as a user's would.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from dateline.annotate import Model, annotate, load_model
from dateline.model import Layers, Report, Span
from dateline.text import trim
from training.corpora.rows import read_rows

Row = dict[str, Any]
Key = tuple[Any, ...]
TYPES = {"PER": "person", "ORG": "organisation", "LOC": "place", "MISC": "other"}
GUM_TYPES = {"person": "person", "organization": "organisation", "place": "place"}


@dataclass
class Tally:
    """Right, expected and found, by kind."""

    right: Counter[str]
    gold: Counter[str]
    found: Counter[str]

    def count(self, kind: str, gold: Iterable[Key], found: Iterable[Key]) -> None:
        """Count two sets of things that are right where they are equal."""
        a, b = set(gold), set(found)
        self.right[kind] += len(a & b)
        self.gold[kind] += len(a)
        self.found[kind] += len(b)

    def f1(self, kind: str) -> float:
        """F1 of a kind, 0 where there is nothing."""
        both = self.gold[kind] + self.found[kind]
        return 2 * self.right[kind] / both if both else 0.0


def new_tally() -> Tally:
    """An empty tally."""
    return Tally(Counter(), Counter(), Counter())


def tidy(text: str, span: Iterable[int]) -> Key:
    """A span without white space and stops at its ends, for comparison."""
    start, end = trim(text, Span(*span))
    while end > start and text[end - 1] in ".,;: ":
        end -= 1
    while start < end and text[start] in ",;: ":
        start += 1
    return (start, end)


def score_attributions(corpora: Path, model: Model, tally: Tally, most: int) -> None:
    """PolNeAR's development articles."""
    rows = [r for r in read_rows(corpora / "polnear.jsonl.gz") if r["split"] == "dev"]
    for row in rows[:most]:
        text = row["text"]
        layers = annotate(Report(text=text), model, "polnear")
        gold = [{k: tuple(sorted(tidy(text, s) for s in a[k])) for k in ("source", "cue", "content")} for a in row["attributions"]]
        found = [
            {k: tuple(sorted(tidy(text, s) for s in getattr(a, k))) for k in ("source", "cue", "content")} for a in layers.attributions
        ]
        for k in ("source", "cue", "content"):
            tally.count(k, (s for a in gold for s in a[k]), (s for a in found for s in a[k]))
        tally.count("triple", (tuple(a.values()) for a in gold), (tuple(a.values()) for a in found))
        _score_lenient(gold, found, tally)


def _score_lenient(gold: list[Row], found: list[Row], tally: Tally) -> None:
    chars = lambda spans: {i for s in spans for i in range(*s)}  # noqa: E731
    a, b = [chars(g["content"]) for g in gold], [chars(f["content"]) for f in found]
    every_a, every_b = set().union(*a), set().union(*b)
    tally.gold["content lenient"] += len(a)
    tally.found["content lenient"] += len(b)
    hit_gold = sum(len(x & every_b) > 0.3 * len(x) for x in a)
    hit_found = sum(len(x & every_a) > 0.3 * len(x) for x in b)
    tally.right["content lenient"] += (hit_gold + hit_found) // 2


def documents(rows: Iterable[Row]) -> Iterator[tuple[str, list[tuple[Row, int]]]]:
    """Sentences of one document as one text, each row with its offset."""
    by_doc: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_doc[row["doc"]].append(row)
    for every in by_doc.values():
        text, placed = "", []
        for row in every:
            text += ("\n" if row.get("par") else " ") if text else ""
            placed.append((row, len(text)))
            text += row["text"]
        yield text, placed


def score_predicates(corpora: Path, model: Model, tally: Tally, most: int) -> list[tuple[float, float]]:
    """EWT's development sentences: predicates, arguments, syntax; returns pairs of gold and found factuality."""
    rows = (r for r in read_rows(corpora / "ewt.jsonl.gz") if r["split"] == "dev")
    pairs: list[tuple[float, float]] = []
    for text, placed in list(documents(rows))[:most]:
        layers = annotate(Report(text=text), model)
        at = {p.span.start: p for p in layers.predicates}
        words = {w.span.start: w for w in layers.words}
        for row, offset in placed:
            chars = [(a + offset, b + offset) for a, b in row["tokens"]]
            _score_syntax(row, chars, layers, words, tally)
            if "frames" in row:
                _score_frames(text, row, chars, layers, tally)
            for item in row.get("factuality", ()):
                p = at.get(chars[item["token"]][0])
                if p is not None and p.factuality is not None:
                    pairs.append((item["value"], p.factuality))
    return pairs


def _score_frames(text: str, row: Row, chars: list[Key], layers: Layers, tally: Tally) -> None:
    inside = Span(chars[0][0], chars[-1][1])
    found = [p for p in layers.predicates if inside.holds(p.span) and p.verb]
    gold = {chars[f["predicate"]][0]: f for f in row["frames"]}
    tally.count("predicate", ((s,) for s in gold), ((p.span.start,) for p in found))
    roles = lambda args: ((r, *tidy(text, s)) for r, s in args if r != "C-V")  # noqa: E731
    want = [(s, *x) for s, f in gold.items() for x in roles([(r, (chars[a][0], chars[b][1])) for r, a, b in f["args"]])]
    have = [(p.span.start, *x) for p in found for x in roles([(a.role, a.span) for a in p.args if not a.role.islower()])]
    tally.count("argument", want, have)


def _score_syntax(row: Row, chars: list[Key], layers: Layers, words: dict[int, Any], tally: Tally) -> None:
    for t, (start, _) in enumerate(chars):
        word = words.get(start)
        if word is None or row["upos"][t] == "PUNCT":
            continue
        head = row["head"][t]
        own = -1 if word.head < 0 else layers.words[word.head].span.start
        want = -1 if head < 0 else chars[head][0]
        for kind, right in (("UAS", own == want), ("POS", word.pos == row["upos"][t])):
            tally.gold[kind] += 1
            tally.found[kind] += 1
            tally.right[kind] += right


def score_names(corpora: Path, model: Model, tally: Tally) -> None:
    """wikigold's development documents, and the proper names of GUM's development news."""
    from training.corpora.treebanks import name_span

    wiki = (r for r in read_rows(corpora / "ner.jsonl.gz") if r["split"] == "dev" and r["corpus"] == "wikigold")
    for text, placed in documents(wiki):
        found = annotate(Report(text=text), model).entities
        gold = [(a + o, b + o, TYPES[k]) for row, o in placed for a, b, k in row["spans"]]
        tally.count("names wikigold", gold, ((*e.span, _four(e.type)) for e in found))
    gum = (r for r in read_rows(corpora / "gum.jsonl.gz") if r["split"] == "dev")
    for text, placed in documents(gum):
        layers = annotate(Report(text=text), model)
        gold_names, gold_times = [], []
        for row, o in placed:
            chars = lambda a, b, row=row, o=o: (row["tokens"][a][0] + o, row["tokens"][b][1] + o)  # noqa: E731
            gold_times += [chars(d["first"], d["last"]) for d in row.get("dates", ())]
            for m in row.get("entities", ()):
                name = name_span(row, m)
                if name and m["type"] != "time":
                    gold_names.append((*chars(*name), GUM_TYPES.get(m["type"], "other")))
        if placed[0][0]["genre"] == "news":
            tally.count("names GUM news", gold_names, ((*e.span, _four(e.type)) for e in layers.entities))
        tally.count("time spans GUM (found dates)", gold_times, (s for t in layers.times if (s := tuple(t.span)) in set(gold_times)))


def _four(kind: str) -> str:
    return kind if kind in {"person", "organisation", "place"} else "other"


def score_events(own: Path, model: Model, tally: Tally) -> None:
    """Typed triggers, their status, and nested statements' cues, on our own development reports."""
    for path in sorted((own / "dev").glob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        layers = annotate(Report(text=record["document"]["text"]), model)
        ends = lambda s: s[1]  # noqa: E731
        gold = {(ends(m["span"]), e["type"]): e["status"] for e in record["events"] for m in e["mentions"]}
        found = {(p.span.end, p.type): p.status for p in layers.predicates if p.type and p.type_score >= 0.5}
        tally.count("event triggers, typed (ours)", gold, found)
        tally.count(
            "status of found triggers (ours)",
            ((k, v) for k, v in gold.items() if k in found),
            ((k, v) for k, v in found.items() if k in gold),
        )
        cues = [tuple(s["cue"]["span"]) for s in record["statements"] if s["cue"]]
        tally.count("cues (ours)", cues, (tuple(c) for a in layers.attributions for c in a.cue))
        nested = [tuple(s["cue"]["span"]) for s in record["statements"] if s["cue"] and s["within"]]
        have = {tuple(c) for a in layers.attributions for c in a.cue}
        tally.count("cues nested, recall (ours)", nested, (c for c in nested if c in have))


def score_all(corpora: Path, own: Path, model: Model, most: int = 10_000) -> dict[str, float]:
    """Every layer's score by name."""
    tally = new_tally()
    score_attributions(corpora, model, tally, most)
    pairs = score_predicates(corpora, model, tally, most)
    score_names(corpora, model, tally)
    score_events(own, model, tally)
    found = {kind: round(tally.f1(kind), 3) for kind in tally.gold}
    a, b = np.array(pairs).T
    found["factuality (Pearson r)"] = round(float(np.corrcoef(a, b)[0, 1]), 3)
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--own", type=Path, default=Path("build/corpus"))
    parser.add_argument("--model", type=Path, help="a model folder; the bundled one by default")
    parser.add_argument("--most", type=int, default=10_000, help="documents of each large corpus")
    args = parser.parse_args()
    model = load_model(args.model)
    print(model.version)
    for kind, value in score_all(args.corpora, args.own, model, args.most).items():
        print(f"{kind:40}{value:8.3f}")


if __name__ == "__main__":
    main()
