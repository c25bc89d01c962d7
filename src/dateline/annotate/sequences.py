"""Decoding label sequences: the best path that obeys BIO, and the spans it says. Numpy only, many sequences at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
IntArray = NDArray[np.int64]
FORBIDDEN = -1e9


def log_softmax(logits: FloatArray) -> FloatArray:
    """Logarithms of probabilities over the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    found: FloatArray = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return found


def best_paths(scores: FloatArray, labels: tuple[str, ...]) -> IntArray:
    """The best legal label sequences: scores [N, T, L] -> labels [N, T], where `I-x` follows `B-x` or `I-x` alone.

    `labels` are `O`, then `B-x`, `I-x` for each name, so that only the step into an `I-x` has to be looked at closely: every other
    label takes the best of all that went before.
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
        paths[:, t - 1] = np.where((here > 0) & (here % 2 == 0), continued, top[t])
    return paths


def runs_of(path: Sequence[int] | IntArray, labels: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    """Each labelled stretch of a legal path as (name, first word, one past the last)."""
    start, name = -1, ""
    for i, index in enumerate([*path, 0]):
        label = labels[index]
        if start >= 0 and not label.startswith("I-"):
            yield name, start, i
            start = -1
        if label.startswith("B-"):
            start, name = i, label[2:]


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
    count = len(scores)
    root = int(np.diagonal(scores).argmax())
    heads = [int(h) for h in scores.argmax(axis=1)]
    heads = [root if h == i else h for i, h in enumerate(heads)]
    heads[root] = -1
    for i in range(count):
        seen, at = set(), i
        while at != -1 and at not in seen:
            seen.add(at)
            at = heads[at]
        if at != -1:
            heads[i] = root
    return heads
