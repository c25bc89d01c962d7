"""How well groups agree with gold groups: B³, MUC, CEAFe and their mean (CoNLL F1). All in plain Python."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import NamedTuple, TypeVar

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
    shared = {key: len(mine[key] & true[key]) for key in gold}
    return score_of(
        sum(n / len(mine[key]) for key, n in shared.items()) / len(gold), sum(n / len(true[key]) for key, n in shared.items()) / len(gold)
    )


def muc(gold: Labels[Key], found: Labels[Key]) -> Score:
    """MUC (Vilain et al. 1995): links kept."""

    def kept(groups: Iterable[frozenset[Key]], labels: Labels[Key]) -> float:
        every = list(groups)
        links = sum(len(g) - 1 for g in every)
        return sum(len(g) - len({labels[k] for k in g}) for g in every) / links if links else 0.0

    return score_of(kept(groups_of(found), gold), kept(groups_of(gold), found))


def ceaf_e(gold: Labels[Key], found: Labels[Key]) -> Score:
    """CEAFe (Luo 2005): the best one-to-one pairing of groups, each pair worth twice what they share over their sizes."""
    true, mine = groups_of(gold), groups_of(found)
    total = sum(best_pairing(block) for block in _blocks(true, mine))
    return score_of(total / len(mine), total / len(true))


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
            for column in {of[key] for key in true[edge.pop()]} - columns:
                columns.add(column)
                new = {back[key] for key in mine[column]} - rows
                rows |= new
                edge += new
        seen |= rows
        yield [[2 * len(true[r] & mine[c]) / (len(true[r]) + len(mine[c])) for c in sorted(columns)] for r in sorted(rows)]


def best_pairing(worth: list[list[float]]) -> float:
    """The highest sum of one-to-one pairs of rows and columns (Hungarian method with potentials).

    >>> best_pairing([[1.0, 0.9], [0.9, 0.0]])
    1.8
    """
    rows = worth if len(worth) <= len(worth[0]) else [list(column) for column in zip(*worth, strict=True)]
    n, m = len(rows), len(rows[0])
    over, under, match = [0.0] * (n + 1), [0.0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        match[0] = row
        _augment(rows, over, under, match)
    return sum(rows[match[c] - 1][c - 1] for c in range(1, m + 1) if match[c])


def _augment(rows: list[list[float]], over: list[float], under: list[float], match: list[int]) -> None:
    """One step of the Hungarian method: finds a place for the row in `match[0]`, changing potentials and matches in place."""
    m = len(under) - 1
    least, used, way, column = [float("inf")] * (m + 1), [False] * (m + 1), [0] * (m + 1), 0
    while True:
        used[column] = True
        row, delta, chosen = match[column], float("inf"), 0
        for c in range(1, m + 1):
            if used[c]:
                continue
            cost = -rows[row - 1][c - 1] - over[row] - under[c]
            if cost < least[c]:
                least[c], way[c] = cost, column
            if least[c] < delta:
                delta, chosen = least[c], c
        for c in range(m + 1):
            if used[c]:
                over[match[c]] += delta
                under[c] -= delta
            else:
                least[c] -= delta
        column = chosen
        if not match[column]:
            break
    while column:
        match[column], column = match[way[column]], way[column]


def conll(gold: Labels[Key], found: Labels[Key]) -> float:
    """Mean F1 of MUC, B³ and CEAFe."""
    return (muc(gold, found).f1 + b_cubed(gold, found).f1 + ceaf_e(gold, found).f1) / 3


def without_singletons(gold: Labels[Key], found: Labels[Key]) -> tuple[dict[Key, Hashable], dict[Key, Hashable]]:
    """Both without the keys that stand alone in the gold."""
    kept = {key for group in groups_of(gold) if len(group) > 1 for key in group}
    return {k: v for k, v in gold.items() if k in kept}, {k: v for k, v in found.items() if k in kept}
