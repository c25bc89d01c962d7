"""Learning what merging weighs: `python -m training.merging [--shared DIR] [story occurrence event]`; numpy only.

Writes src/dateline/data/merging/weights.json. Logistic regression on pairs:
- `story`: pairs of our own reports (in one cluster or not) and of ECB+ articles of training topics (of one subtopic or not);
- `occurrence`: pairs of ECB+ articles within one training topic, which are all about similar things;
- `event`: pairs of annotated ECB+ mentions within one training topic, and of gold events within our own clusters.
Weights of `copy` and `actor`, and one of `story`, are set by hand: there is no annotation to learn them from.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.accuracy.coreference import b_cubed, conll
from dateline.merge.compare import compare_events
from dateline.merge.join import join
from dateline.merge.occurrences import compare_occurrences
from dateline.merge.stories import compare_reports
from dateline.merge.weights import KEEP
from dateline.model import Document, Judgement
from dateline.pipeline import read_report
from training.corpora.chains import Article, Mention, ecb_articles, ecb_mentions, is_dev, own_articles, own_pairs

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/dateline/data/merging/weights.json"
Numbers = NDArray[np.float64]
Values = dict[str, float]
SLACK = 0.005
"""F1 that the chosen threshold may lie below the best: of the thresholds so good on training material the lowest is taken, because
reports written by many hands differ more among themselves than ours."""


class Pairs:
    """Pairs with feature values, whether they are the same, and how much each counts."""

    def __init__(self) -> None:
        self.rows: list[Values] = []
        self.same: list[bool] = []
        self.worth: list[float] = []

    def add(self, rows: Iterable[tuple[Callable[[], Values], bool]], share: float, keep: int = 1) -> None:
        """Adds pairs that count `share` together; of those that are not the same only every `keep`-th is compared and counts as many."""
        kept = [(compare(), same) for n, (compare, same) in enumerate(rows) if same or n % keep == 0]
        worth = [1.0 if same else float(keep) for _, same in kept]
        self.rows += [v for v, _ in kept]
        self.same += [same for _, same in kept]
        self.worth += [share * w / sum(worth) for w in worth]

    def fit(self, ridge: float) -> tuple[float, Values]:
        """Bias and weights."""
        names = sorted({name for row in self.rows for name in row})
        table = np.array([[row.get(name, 0.0) for name in names] for row in self.rows])
        worth = np.array(self.worth) / np.mean(self.worth)
        theta = regress(table, np.array(self.same, float), worth, ridge)
        return float(theta[0]), {name: float(w) for name, w in zip(names, theta[1:], strict=True)}


def regress(table: Numbers, same: Numbers, worth: Numbers, ridge: float) -> Numbers:
    """Logistic regression by Newton's method with halved steps where one would overshoot; the bias comes first and is not held small."""
    x = np.hstack([np.ones((len(table), 1)), table])
    hold = ridge * worth.sum() * np.r_[0, np.ones(table.shape[1])]
    share = (worth * same).sum() / worth.sum()
    theta = np.r_[np.log(share / (1 - share)), np.zeros(table.shape[1])]

    def loss(at: Numbers) -> float:
        z = x @ at
        return float((worth * (np.logaddexp(0, z) - same * z)).sum() + 0.5 * (hold * at * at).sum())

    before = loss(theta)
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(x @ theta, -50, 50)))
        slope = x.T @ (worth * (p - same)) + hold * theta
        curve = (x * (worth * p * (1 - p))[:, None]).T @ x + np.diag(hold + 1e-6)
        step, size = np.linalg.solve(curve, slope), 1.0
        while loss(theta - size * step) > before and size > 1e-6:
            size /= 2
        theta = theta - size * step
        after = loss(theta)
        if before - after < 1e-7 * abs(before):
            break
        before = after
    return theta


# ---------------------------------------------------------------- thresholds


def scored(kind: str, keys: tuple[str, str], total: float) -> Judgement:
    """A judgement with the logistic of `total` as its score."""
    score = round(1 / (1 + math.exp(-max(-60.0, min(60.0, total)))), 4)
    return Judgement(kind, *sorted(keys), score >= 0.5, score)


def choose_shift(shifts: Sequence[float], quality: dict[float, float]) -> float:
    """The highest shift of the bias (the lowest threshold) that is nearly as good as the best."""
    best = max(quality.values())
    return max(s for s in shifts if quality[s] >= best - SLACK)


def label(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Key -> its group's first key."""
    return {key: group[0] for group in groups for key in group}


FAR = -7.0
"""Weighted sum (logit) below which no shift of the bias makes a pair worth keeping."""
FOLDS = 3
"""Parts of ECB+'s training topics; those of one part are judged by weights learned on the others."""
SPARED = 3
"""Of pairs that are not the same every third is learned from."""
BY_HAND = {"house.later": -4.0}
"""Weights of `story` for which no corpus has pairs: no outlet has two of our own reports of one story, and ECB+ names no outlets. Set so
that hardly any two releases of one government over three months apart are one story (`python -m benchmarks.accuracy.merging releases`)."""
SHIFTS = [round(0.25 * n, 2) for n in range(-4, 21)]


def fit_story(shared: Path) -> dict[str, Any]:
    """Weights of `story`; the threshold by B³ F1 over our own reports."""
    own = own_articles(ROOT / "build/corpus")
    ecb = [a for a in ecb_articles(shared / "corpora/coref/ecb.jsonl.gz") if not is_dev(int(a.topic))]
    pairs = Pairs()
    pairs.add(_articles(own), 1.0)
    pairs.add(_articles(ecb), 1.0, keep=5)
    bias, weights = pairs.fit(1e-4)
    weights |= BY_HAND
    totals = [(a, b, bias + sum(weights[n] * v for n, v in compare_reports(a.document, b.document).items())) for a, b in _two(own)]
    gold = {a.document.id: a.story for a in own}
    quality = {}
    for shift in SHIFTS:
        found = [scored("story", (a.document.id, b.document.id), z + shift) for a, b, z in totals]
        quality[shift] = b_cubed(gold, label(join(gold, [j for j in found if j.score >= KEEP]))).f1
    shift = choose_shift(SHIFTS, quality)
    return _table(bias + shift, weights, f"B3 F1 {quality[shift]:.3f} on our own reports (best {max(quality.values()):.3f})")


def _two(rows: Sequence[Article]) -> Iterable[tuple[Article, Article]]:
    return ((a, b) for n, a in enumerate(rows) for b in rows[:n])


def _articles(rows: Sequence[Article]) -> Iterable[tuple[Callable[[], Values], bool]]:
    return ((partial(_learned, a.document, b.document), a.story == b.story) for a, b in _two(rows))


def _learned(a: Document, b: Document) -> Values:
    """The values of two reports whose weights are learned."""
    return {name: value for name, value in compare_reports(a, b).items() if name not in BY_HAND}


def fit_occurrence(shared: Path) -> dict[str, Any]:
    """Weights of `occurrence`, within training topics of ECB+."""
    ecb = [a for a in ecb_articles(shared / "corpora/coref/ecb.jsonl.gz") if not is_dev(int(a.topic))]
    pairs = Pairs()
    pairs.add(((partial(compare_occurrences, a.document, b.document), a.story == b.story) for a, b in _two(ecb) if a.topic == b.topic), 1.0)
    bias, weights = pairs.fit(1e-3)
    return _table(bias, weights, "pairs of articles within ECB+ training topics; a feature of `event`")


def fit_event(shared: Path) -> dict[str, Any]:
    """Weights of `event`; the threshold by CoNLL F1 over ECB+'s training topics, each judged by weights learned without it."""
    cache = ROOT / "build/read/ecb-mentions.pkl"
    mentions = [m for m in ecb_mentions(shared / "corpora/coref/ecb.jsonl.gz", cache, read_report) if not is_dev(m.topic)]
    rows = [(a, b, compare_events(a.sighting, b.sighting)) for a, b in mention_pairs(mentions)]
    own = [(compare_events(a, b), same) for a, b, same, _ in own_pairs(ROOT / "build/corpus")]
    totals = []
    for fold in range(FOLDS):
        bias, weights = _learn(own, [r for r in rows if r[0].topic % FOLDS != fold])
        held = (r for r in rows if r[0].topic % FOLDS == fold)
        weighed = ((a, b, bias + sum(weights.get(n, 0.0) * x for n, x in values.items())) for a, b, values in held)
        totals += [row for row in weighed if row[2] > FAR]
    gold = {m.sighting.key: m.chain for m in mentions}
    quality = {}
    for shift in [s for s in SHIFTS if 0 <= s <= 2]:
        found = [scored("event", (a.sighting.key, b.sighting.key), z + shift) for a, b, z in totals]
        quality[shift] = conll(gold, label(join(gold, [j for j in found if j.score >= KEEP])))
    best = max(quality, key=lambda s: quality[s])
    bias, weights = _learn(own, rows)
    return _table(bias + best, weights, f"CoNLL F1 {quality[best]:.3f} on ECB+ training topics, each left out in turn")


def _learn(own: Sequence[tuple[Values, bool]], rows: Sequence[tuple[Mention, Mention, Values]]) -> tuple[float, Values]:
    """Bias and weights from our own pairs and ECB+'s; a topic counts by its mentions and not by its pairs, which are their square."""
    topics: dict[int, list[tuple[Mention, Mention, Values]]] = {}
    for row in rows:
        topics.setdefault(row[0].topic, []).append(row)
    sizes = {topic: math.sqrt(len(part)) for topic, part in topics.items()}
    pairs = Pairs()
    for topic, part in topics.items():
        given = ((partial(_given, values), a.chain == b.chain) for a, b, values in part)
        pairs.add(given, sizes[topic] / sum(sizes.values()), keep=SPARED)
    pairs.add(((partial(_given, values), same) for values, same in own), 0.15)
    return pairs.fit(1e-5)


def _given(values: Values) -> Values:
    return values


def mention_pairs(mentions: Sequence[Mention]) -> Iterable[tuple[Mention, Mention]]:
    """Mentions of one topic, two by two."""
    topics: dict[int, list[Mention]] = {}
    for mention in mentions:
        topics.setdefault(mention.topic, []).append(mention)
    return ((a, b) for topic in sorted(topics) for n, a in enumerate(topics[topic]) for b in topics[topic][:n])


def _table(bias: float, weights: Values, chosen: str) -> dict[str, Any]:
    features = {name: {"weight": round(weights[name], 3), "unit": "logit"} for name in sorted(weights)}
    return {"bias": round(bias, 3), "threshold": 0.5, "chosen": f"python -m training.merging: {chosen}", "features": features}


def main() -> None:
    """Fits the kinds that are named, all by default, and writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("kinds", nargs="*", default=["story", "occurrence", "event"])
    args = parser.parse_args()
    fits = {"story": fit_story, "occurrence": fit_occurrence, "event": fit_event}
    for kind in [k for k in fits if k in args.kinds]:
        table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
        table[kind] = fits[kind](args.shared)
        WEIGHTS.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
        print(kind, table[kind]["bias"], table[kind]["chosen"], {n: r["weight"] for n, r in table[kind]["features"].items()})


if __name__ == "__main__":
    main()
