"""Coreference scores of chains: MUC, B³, CEAF with entity similarity (Luo 2005) and their mean, CoNLL-2012's F1.

A chain is a set of mentions; mentions are compared for equality, and the two sides may have different ones (predicted mentions), which
`coreference`, the scorer of merging over given mentions, does not take. Chains of one mention count where the caller leaves them in.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chain = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Parts:
    """Recall and precision as sums, so that documents can be added up: numerators and denominators."""

    found: float
    gold: float
    kept: float
    got: float

    def __add__(self, other: Parts) -> Parts:
        return Parts(self.found + other.found, self.gold + other.gold, self.kept + other.kept, self.got + other.got)

    @property
    def f1(self) -> float:
        """Harmonic mean of recall `found/gold` and precision `kept/got`."""
        recall, precision = self.found / self.gold if self.gold else 0.0, self.kept / self.got if self.got else 0.0
        return 2 * recall * precision / (recall + precision) if recall + precision else 0.0


NOTHING = Parts(0, 0, 0, 0)


def score_chains(documents: Iterable[tuple[Sequence[Chain], Sequence[Chain]]]) -> dict[str, float]:
    """F1 by measure over (gold, found) of each document, and their mean under `CoNLL`.

    >>> gold = [frozenset("abc"), frozenset("de")]
    >>> score_chains([(gold, gold)])["CoNLL"]
    1.0
    >>> round(score_chains([(gold, [frozenset("ab"), frozenset("cde")])])["CoNLL"], 3)
    0.733
    """
    sums = dict.fromkeys(MEASURES, NOTHING)
    for gold, found in documents:
        for name, measure in MEASURES.items():
            sums[name] += measure(gold, found)
    scores = {name: total.f1 for name, total in sums.items()}
    return scores | {"CoNLL": sum(scores.values()) / len(scores)}


def muc(gold: Sequence[Chain], found: Sequence[Chain]) -> Parts:
    """Links: how many of a chain's links the other side keeps (Vilain et al. 1995)."""
    return Parts(*_links(gold, found), *_links(found, gold))


def _links(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    of = {m: n for n, chain in enumerate(others) for m in chain}
    right = whole = 0
    for chain in chains:
        parts = len({of[m] for m in chain if m in of}) + sum(m not in of for m in chain)
        right, whole = right + len(chain) - parts, whole + len(chain) - 1
    return right, whole


def b_cubed(gold: Sequence[Chain], found: Sequence[Chain]) -> Parts:
    """Mentions: how much of its chain each shares with the other side's (Bagga, Baldwin 1998)."""
    return Parts(*_shares(gold, found), *_shares(found, gold))


def _shares(chains: Sequence[Chain], others: Sequence[Chain]) -> tuple[float, float]:
    of = {m: chain for chain in others for m in chain}
    right = sum(len(chain & of[m]) / len(chain) for chain in chains for m in chain if m in of)
    return right, sum(map(len, chains))


def ceaf_e(gold: Sequence[Chain], found: Sequence[Chain]) -> Parts:
    """Chains: the best one-to-one match of chains by the Dice coefficient of their mentions (Luo 2005, phi 4)."""
    if not gold or not found:
        return Parts(0, len(gold), 0, len(found))
    alike = np.array([[2 * len(g & f) / (len(g) + len(f)) for f in found] for g in gold])
    best = float(alike[linear_sum_assignment(-alike)].sum())
    return Parts(best, len(gold), best, len(found))


MEASURES = {"MUC": muc, "B3": b_cubed, "CEAFe": ceaf_e}
