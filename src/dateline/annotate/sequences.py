"""Decoding label sequences: the best path that obeys BIO, and the spans it says. Numpy only, many sequences laid end to end at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]
FORBIDDEN = -1e9


def log_softmax(logits: FloatArray) -> FloatArray:
    """Logarithms of probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    found: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


def best_path(scores: FloatArray, begins: BoolArray) -> IntArray:
    """The best legal labels of sequences laid end to end: scores [P, L] -> labels [P], where `I-x` follows `B-x` or `I-x` alone.

    `begins` marks where a sequence begins. Labels are `O`, then `B-x`, `I-x` for each name. Taken one by one the best labels are legal
    nearly everywhere, and then they are the best path; only the stretches where they are not have to be searched.
    """
    path: IntArray = scores.argmax(axis=1)
    before = np.append(0, path[:-1])
    before[begins] = 0
    wrong = _goes_on(path) & (before != path) & (before != path - 1)
    if wrong.any():
        first = np.flatnonzero(begins | _stands_alone(scores, begins))
        chosen = np.unique(np.searchsorted(first, np.flatnonzero(wrong), side="right") - 1)
        last = np.append(first[1:], len(path))[chosen]
        first = first[chosen]
        places = first[:, None] + np.arange((last - first).max())
        inside = places < last[:, None]
        padded = np.full((*places.shape, scores.shape[1]), FORBIDDEN, dtype=scores.dtype)
        padded[..., 0] = 0
        padded[inside] = scores[places[inside]]
        path[places[inside]] = _search(padded)[inside]
    return path


def _goes_on(path: IntArray) -> BoolArray:
    """Which labels are an `I-x`."""
    found: BoolArray = (path > 0) & (path % 2 == 0)
    return found


def _stands_alone(scores: FloatArray, begins: BoolArray) -> BoolArray:
    """Places at which no best path has an `I-x`, whatever stands before them, so that a search may begin there afresh.

    For each name, either `B-x` is worth more than `I-x`, or `O` is, even where the place after it must then be `B-x` in place of `I-x`.
    """
    begun, inside = scores[:, 1::2], scores[:, 2::2]
    cost = np.maximum(inside - begun, 0)
    cost[begins] = 0
    ahead = np.concatenate((cost[1:], np.zeros_like(cost[:1])))
    found: BoolArray = (np.maximum(begun, scores[:, :1] - ahead) > inside).all(axis=1)
    return found


def _search(scores: FloatArray) -> IntArray:
    """The best legal paths of many sequences of one length at once: scores [N, T, L] -> labels [N, T].

    Only the step into an `I-x` has to be looked at closely: every other label takes the best of all that went before.
    """
    count, length, width = scores.shape
    steps = np.ascontiguousarray(scores.transpose(1, 0, 2))
    top = np.zeros((length, count), dtype=np.int64)
    goes_on = np.zeros((length, count, width // 2), dtype=bool)
    best = steps[0].copy()
    best[:, 2::2] = FORBIDDEN
    rows = np.arange(count)
    for t in range(1, length):
        top[t] = best.argmax(axis=1)
        begun, inside = best[:, 1::2], best[:, 2::2]
        goes_on[t] = inside > begun
        following = np.maximum(begun, inside)
        best = best[rows, top[t]][:, None] + steps[t]
        best[:, 2::2] = following + steps[t][:, 2::2]
    paths = np.zeros((count, length), dtype=np.int64)
    paths[:, -1] = best.argmax(axis=1)
    for t in range(length - 1, 0, -1):
        here = paths[:, t]
        name = np.maximum((here - 1) // 2, 0)
        continued = 2 * name + 1 + goes_on[t, rows, name]
        paths[:, t - 1] = np.where(_goes_on(here), continued, top[t])
    return paths


def runs_of(path: IntArray, begins: BoolArray, labels: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Each labelled stretch of legal paths laid end to end as (name, first place, one past the last)."""
    first = np.flatnonzero(path % 2 == 1)
    stops = np.append(np.flatnonzero(begins | ~_goes_on(path)), len(path))
    last = stops[np.searchsorted(stops, first, side="right")]
    for index, a, b in zip(path[first].tolist(), first.tolist(), last.tolist(), strict=True):
        yield labels[index][2:], a, b


def join_neighbours(runs: Iterable[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Stretches of one name that touch, as one: a role is seldom told twice without a word between.

    >>> join_neighbours([("when", 3, 4), ("when", 4, 5), ("place", 5, 6)])
    [('when', 3, 5), ('place', 5, 6)]
    """
    joined: list[tuple[str, int, int]] = []
    for name, first, last in runs:
        if joined and joined[-1][0] == name and joined[-1][2] == first:
            joined[-1] = (name, joined[-1][1], last)
        else:
            joined.append((name, first, last))
    return joined


def best_tree(scores: FloatArray) -> list[int]:
    """Heads of a sentence's words from scores [W, W] (own index: a root); words in a circle are hung on the root.

    Greedy: each word takes its best head, which is a tree nearly always and costs nothing.
    """
    root = int(np.diagonal(scores).argmax())
    heads: list[int] = scores.argmax(axis=1).tolist()
    heads = [root if h == i else h for i, h in enumerate(heads)]
    heads[root] = -1
    hung = {-1}  # words that are known to lead to the root
    for i in range(len(heads)):
        path, at = [], i
        while at not in hung and at not in path:
            path.append(at)
            at = heads[at]
        if at in hung:
            hung.update(path)
        else:
            heads[i] = root
            hung.add(i)
    return heads
