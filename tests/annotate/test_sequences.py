"""Decoding obeys BIO and finds the best legal path; trees have one root and no circles."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dateline.annotate.sequences import FORBIDDEN, best_paths, best_tree, log_softmax, runs_of

LABELS = ("O", "B-a", "I-a", "B-b", "I-b")
SCORES = hnp.arrays(np.float32, (2, 4, len(LABELS)), elements=st.floats(-5, 5, width=32))


def worth(scores, path):
    follows = ["O", *(LABELS[p] for p in path)]
    illegal = sum(b.startswith("I-") and a[1:] != b[1:] for a, b in itertools.pairwise(follows))
    return illegal * FORBIDDEN + sum(scores[t, label] for t, label in enumerate(path))


@given(SCORES)
def test_the_best_legal_path_is_found(scores):
    for row, path in zip(scores, best_paths(scores, LABELS), strict=True):
        best = max(itertools.product(range(len(LABELS)), repeat=4), key=lambda p: worth(row, p))
        assert np.isclose(worth(row, list(path)), worth(row, best), atol=1e-4)


def test_runs():
    assert list(runs_of([0, 1, 2, 1, 3, 4, 0], LABELS)) == [("a", 1, 3), ("a", 3, 4), ("b", 4, 6)]
    assert list(runs_of([1], LABELS)) == [("a", 0, 1)]


@given(hnp.arrays(np.float32, (6, 6), elements=st.floats(-5, 5, width=32)))
def test_trees_have_one_root_and_no_circle(scores):
    heads = best_tree(scores)
    assert heads.count(-1) == 1
    for i in range(6):
        steps, at = 0, i
        while at != -1:
            at, steps = heads[at], steps + 1
            assert steps <= 6


def test_log_softmax_sums_to_one():
    assert np.allclose(np.exp(log_softmax(np.array([[1.0, 2.0, 1000.0]], dtype=np.float32))).sum(), 1)
