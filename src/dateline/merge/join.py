"""Groups from judgements: average linkage inside what hangs together, with people's word above the machine's.

The groups depend on the judgements alone, never on the order in which anything came. Two groups are joined while the mean score over all
pairs between them is at least the threshold; a pair that was never compared, or whose score was too low to keep, counts as `UNJUDGED`.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from dateline.merge.weights import threshold
from dateline.model import Judgement
from dateline.model.incidents import MACHINE

UNJUDGED = 0.01
"""Score of a pair that nobody judged: such pairs share no block, and of those hardly one is the same."""
FLAT = 2.0
"""By what a score's logit is divided before it counts in a mean. One sure pair must not outweigh many doubtful ones: on our own reports
flattened scores group better over a wider range of thresholds (`python -m training.merging`)."""
Pair = tuple[str, str]


def join(keys: Iterable[str], judgements: Iterable[Judgement]) -> tuple[tuple[str, ...], ...]:
    """`keys` in groups that are the same; each group sorted, groups by their first key; keys that no judgement names stand alone.

    Judgements of keys that are not among `keys`, and revoked ones, are passed over. A person's not-same keeps two keys apart whatever
    stands between them; a person's same joins two keys unless that would join what a person keeps apart (`overruled` tells which).
    Two events of one report, which its reader told apart, join only where they themselves were judged the same, never through a third.
    """
    names = sorted(set(keys))
    scores, together, apart = _sort_out(set(names), judgements)
    groups = _Groups(names, apart)
    for first, second in sorted(together):
        groups.unite(first, second)
    groups.keep_apart(_of_one_report(names, scores))
    for component, held in _deal(_components(scores, groups), scores, groups):
        _link(component, held, groups)
    return tuple(sorted(tuple(sorted(g)) for g in groups.all()))


def overruled(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """People's `same` that `join` does not follow, because a person keeps the two, or what hangs on them, apart."""
    held = [j for j in judgements if j.by != MACHINE and j.revoked is None]
    names = {k for j in held for k in (j.first, j.second)}
    _, together, apart = _sort_out(names, held)
    groups = _Groups(sorted(names), apart)
    for first, second in sorted(together):
        groups.unite(first, second)
    lost = [j for j in held if j.same and groups.of[j.first] != groups.of[j.second]]
    return tuple(sorted(lost, key=lambda j: (j.first, j.second, j.by)))


def _sort_out(names: set[str], judgements: Iterable[Judgement]) -> tuple[dict[Pair, tuple[float, float]], set[Pair], set[Pair]]:
    """Machine scores with their thresholds by pair, and what people put together and keep apart."""
    scores: dict[Pair, tuple[float, float]] = {}
    together: set[Pair] = set()
    apart: set[Pair] = set()
    for j in judgements:
        pair = (j.first, j.second) if j.first <= j.second else (j.second, j.first)
        if j.revoked is not None or pair[0] == pair[1] or not names.issuperset(pair):
            continue
        if j.by != MACHINE:
            (together if j.same else apart).add(pair)
        else:
            scores[pair] = max(scores.get(pair, (0.0, 0.0)), (flatten(j.score), flatten(threshold(j.kind))))
    return scores, together - apart, apart


def _of_one_report(names: Sequence[str], scores: dict[Pair, tuple[float, float]]) -> Iterator[Pair]:
    """Events (`REPORT@PLACE`) of one report that were not judged the same."""
    held: dict[str, list[str]] = {}
    for name in names:
        report, at, _ = name.partition("@")
        if at:
            held.setdefault(report, []).append(name)
    for keys in held.values():
        for pair in combinations(keys, 2):
            score, least = scores.get(pair, (0.0, 1.0))
            if score < least:
                yield pair


@lru_cache(maxsize=20_000)
def flatten(score: float) -> float:
    """A score as it counts in a mean; 0.5 stays 0.5."""
    held = min(max(score, 0.0001), 0.9999)
    return 1 / (1 + math.exp(-math.log(held / (1 - held)) / FLAT))


class _Groups:
    """Groups of keys under what people keep apart; a group is named by its first key."""

    def __init__(self, names: Sequence[str], apart: set[Pair]) -> None:
        self.of = {name: name for name in names}
        self.members = {name: [name] for name in names}
        self.foes: dict[str, set[str]] = {name: set() for name in names}
        self.keep_apart(apart)

    def keep_apart(self, pairs: Iterable[Pair]) -> None:
        """From now on the groups of these keys are not united; pairs that are in one group already stay."""
        for a, b in ((self.of[first], self.of[second]) for first, second in pairs):
            if a != b:
                self.foes[a].add(b)
                self.foes[b].add(a)

    def all(self) -> list[list[str]]:
        return list(self.members.values())

    def unite(self, first: str, second: str) -> str | None:
        """Makes one group of the two that hold the keys; its name, None where they are one already or people keep them apart."""
        a, b = sorted((self.of[first], self.of[second]))
        if a == b or b in self.foes[a]:
            return None
        for key in self.members[b]:
            self.of[key] = a
        self.members[a] += self.members.pop(b)
        for foe in self.foes.pop(b):
            self.foes[foe].discard(b)
            self.foes[foe].add(a)
            self.foes[a].add(foe)
        return a


def _components(scores: dict[Pair, tuple[float, float]], groups: _Groups) -> list[list[str]]:
    """Groups (by name) that a pair over the threshold, or a chain of such, connects; only inside one can anything be joined."""
    parent = {name: name for name in groups.members}

    def root(name: str) -> str:
        while parent[name] != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for (first, second), (score, least) in scores.items():
        if score >= least:
            a, b = sorted((root(groups.of[first]), root(groups.of[second])))
            parent[b] = a
    found: dict[str, list[str]] = {}
    for name in sorted(parent):
        found.setdefault(root(name), []).append(name)
    return [found[k] for k in sorted(found) if len(found[k]) > 1]


def _deal(
    components: Sequence[list[str]], scores: dict[Pair, tuple[float, float]], groups: _Groups
) -> list[tuple[list[str], dict[Pair, tuple[float, float]]]]:
    """Each component with the scores inside it, so that none looks through those of all others."""
    place = {name: n for n, component in enumerate(components) for name in component}
    held: list[dict[Pair, tuple[float, float]]] = [{} for _ in components]
    for pair, row in scores.items():
        a, b = (place.get(groups.of[key]) for key in pair)
        if a is not None and a == b:
            held[a][pair] = row
    return list(zip(components, held, strict=True))


def _link(component: Sequence[str], scores: dict[Pair, tuple[float, float]], groups: _Groups) -> None:
    """Average linkage: the pair of groups with the highest mean score first, ties by name."""
    sums, least = _sum_up(component, scores, groups)
    heap = [(-_mean(row, len(groups.members[a]) * len(groups.members[b])), a, b) for a in sums for b, row in sums[a].items() if a < b]
    heapq.heapify(heap)
    while heap:
        worst, a, b = heapq.heappop(heap)
        if -worst < least:
            return
        if a not in sums or b not in sums.get(a, {}) or worst != -_mean(sums[a][b], len(groups.members[a]) * len(groups.members[b])):
            continue  # a row from before one of the two grew
        if groups.unite(a, b) is None:
            continue
        for other, row in _absorb(sums, a, b).items():
            mean = _mean(row, len(groups.members[a]) * len(groups.members[other]))
            heapq.heappush(heap, (-mean, min(a, other), max(a, other)))


Sums = dict[str, dict[str, tuple[float, int]]]


def _sum_up(component: Sequence[str], scores: dict[Pair, tuple[float, float]], groups: _Groups) -> tuple[Sums, float]:
    """For each two groups the sum of the scores between them and how many there are; and the threshold."""
    held = set(component)
    sums: Sums = {name: {} for name in component}
    least = 0.0
    for (first, second), (score, limit) in sorted(scores.items()):
        a, b = groups.of[first], groups.of[second]
        if a == b or a not in held or b not in held:
            continue
        total, count = sums[a].get(b, (0.0, 0))
        sums[a][b] = sums[b][a] = (total + score, count + 1)
        least = max(least, limit)
    return sums, least


def _mean(row: tuple[float, int], pairs: int) -> float:
    """Mean score over `pairs` pairs of which only some were judged; rounded, so that the order of adding cannot show."""
    return round((row[0] + flatten(UNJUDGED) * (pairs - row[1])) / pairs, 9)


def _absorb(sums: Sums, a: str, b: str) -> dict[str, tuple[float, int]]:
    """Adds the rows of `b` to those of `a`, which stands for both from now on; the rows of `a`."""
    for other, (total, count) in sums.pop(b).items():
        del sums[other][b]
        if other == a:
            continue
        mine = sums[a].get(other, (0.0, 0))
        sums[a][other] = sums[other][a] = (mine[0] + total, mine[1] + count)
    return sums[a]
