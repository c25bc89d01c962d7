"""How well groups agree with gold groups: B³, MUC, CEAFe and their mean (CoNLL F1).

The two sides may have different keys, as predicted mentions do: a key that the other side lacks stands there in no group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

import numpy as np
from scipy.optimize import linear_sum_assignment

Key = TypeVar("Key", bound=Hashable)
Labels = Mapping[Key, Hashable]


class Score(NamedTuple):
    """Precision, recall and F1, 0 to 1."""

    precision: float
    recall: float
    f1: float


def score_of(precision: float, recall: float) -> Score:
    """Precision and recall with their harmonic mean."""
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0)


def groups_of(labels: Labels[Key]) -> list[frozenset[Key]]:
    """Keys by label."""
    held: dict[Hashable, set[Key]] = defaultdict(set)
    for key, label in labels.items():
        held[label].add(key)
    return [frozenset(group) for group in held.values()]


def b_cubed(gold: Labels[Key], found: Labels[Key]) -> Score:
    """B³ (Bagga, Baldwin 1998): for each key how much of its group is right and how much of its gold group was found."""
    mine = {key: group for group in groups_of(found) for key in group}
    true = {key: group for group in groups_of(gold) for key in group}
    shared = {key: len(mine[key] & true[key]) for key in gold if key in found}
    right = sum(n / len(mine[key]) for key, n in shared.items())
    return score_of(_part(right, len(found)), _part(sum(n / len(true[key]) for key, n in shared.items()), len(gold)))


def muc(gold: Labels[Key], found: Labels[Key]) -> Score:
    """MUC (Vilain et al. 1995): links kept."""

    def kept(groups: Iterable[frozenset[Key]], labels: Labels[Key]) -> float:
        every = list(groups)
        parts = sum(len({labels[k] for k in g if k in labels}) + sum(k not in labels for k in g) for g in every)
        return _part(sum(map(len, every)) - parts, sum(len(g) - 1 for g in every))

    return score_of(kept(groups_of(found), gold), kept(groups_of(gold), found))


def ceaf_e(gold: Labels[Key], found: Labels[Key]) -> Score:
    """CEAFe (Luo 2005): the best one-to-one pairing of groups, each pair worth twice what they share over their sizes."""
    true, mine = groups_of(gold), groups_of(found)
    total = 0.0
    for block in _blocks(true, mine):
        worth = np.array(block)
        total += float(worth[linear_sum_assignment(-worth)].sum())
    return score_of(_part(total, len(mine)), _part(total, len(true)))


def _part(right: float, whole: int) -> float:
    return right / whole if whole else 0.0


def _blocks(true: list[frozenset[Key]], mine: list[frozenset[Key]]) -> Iterable[list[list[float]]]:
    """Worths of groups that touch, component by component: only there can a pair be worth anything."""
    of = {key: n for n, group in enumerate(mine) for key in group}
    back = {key: n for n, group in enumerate(true) for key in group}
    seen: set[int] = set()
    for start in range(len(true)):
        if start in seen:
            continue
        rows, columns, edge = {start}, set[int](), [start]
        while edge:
            for column in {of[key] for key in true[edge.pop()] if key in of} - columns:
                columns.add(column)
                new = {back[key] for key in mine[column] if key in back} - rows
                rows |= new
                edge += new
        seen |= rows
        if columns:
            yield [[2 * len(true[r] & mine[c]) / (len(true[r]) + len(mine[c])) for c in sorted(columns)] for r in sorted(rows)]


def conll(gold: Labels[Key], found: Labels[Key]) -> float:
    """Mean F1 of MUC, B³ and CEAFe.

    >>> gold = dict(zip("abcde", (1, 1, 1, 2, 2)))
    >>> conll(gold, gold), round(conll(gold, dict(zip("abcde", (1, 1, 2, 2, 2)))), 3), conll(gold, {"x": 1})
    (1.0, 0.733, 0.0)
    """
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_e(gold, found).f1) / 3


def without_singletons(gold: Labels[Key], found: Labels[Key]) -> tuple[dict[Key, Hashable], dict[Key, Hashable]]:
    """Both without the keys that stand alone in the gold."""
    kept = {key for group in groups_of(gold) if len(group) > 1 for key in group}
    return {k: v for k, v in gold.items() if k in kept}, {k: v for k, v in found.items() if k in kept}
