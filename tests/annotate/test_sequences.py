"""Decoding obeys BIO and finds the best legal path; trees have one root and no circles."""

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from dateline.annotate.sequences import FORBIDDEN, best_path, best_tree, log_softmax, runs_of

LABELS = ("O", "B-a", "I-a", "B-b", "I-b")
SCORES = hnp.arrays(np.float32, (8, len(LABELS)), elements=st.floats(-5, 5, width=32))
BEGINS = np.array([True, False, False, False, True, False, False, True])


def worth(scores, path):
    follows = ["O", *(LABELS[p] for p in path)]
    illegal = sum(b.startswith("I-") and a[1:] != b[1:] for a, b in itertools.pairwise(follows))
    return illegal * FORBIDDEN + sum(scores[t, label] for t, label in enumerate(path))


@given(SCORES)
def test_the_best_legal_path_is_found_for_each_sequence(scores):
    path = best_path(scores, BEGINS)
    for start, stop in ((0, 4), (4, 7), (7, 8)):
        best = max(itertools.product(range(len(LABELS)), repeat=stop - start), key=lambda p: worth(scores[start:stop], p))
        assert np.isclose(worth(scores[start:stop], path[start:stop].tolist()), worth(scores[start:stop], best), atol=1e-4)


def test_a_path_that_must_change_far_back_is_found():
    scores = np.zeros((12, len(LABELS)), dtype=np.float32)
    scores[0] = [2, 1.5, 0, 0, 0]  # alone it is outside, but all that follows wants an `a` begun here
    scores[1:] = [0, -9, 3, 0, 0]
    assert best_path(scores, np.arange(12) == 0).tolist() == [1, *[2] * 11]


def test_runs():
    begins = np.arange(9) % 7 == 0
    path = np.array([0, 1, 2, 1, 3, 4, 3, 1, 2])
    assert list(runs_of(path, begins, LABELS)) == [("a", 1, 3), ("a", 3, 4), ("b", 4, 6), ("b", 6, 7), ("a", 7, 9)]


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
