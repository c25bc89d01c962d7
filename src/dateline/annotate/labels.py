"""The labels of every head, in the order of the model's outputs: the one place that names them, for training and reading."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
BoolArray = NDArray[np.bool_]

EVENT_TYPES = (
    "attack", "seize", "arrest", "coerce", "sanction", "mobilise", "retreat", "release", "agree", "consult", "cooperate",
    "aid", "protest", "vote", "office", "law", "trial", "crime", "disaster", "accident", "death", "displace",
)  # fmt: skip
STATUSES = ("happened", "ongoing", "planned", "threatened", "hypothetical", "denied", "not")
ACTS = (
    "say", "confirm", "deny", "claim", "announce", "accuse", "threaten", "warn", "demand", "promise", "praise", "believe", "report",
)  # fmt: skip
NAMES = ("person", "organisation", "place", "other")
POS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip
RELATIONS = (
    "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop", "csubj", "dep", "det",
    "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nsubj", "nummod", "obj", "obl",
    "orphan", "parataxis", "punct", "reparandum", "root", "vocative", "xcomp", "nsubj:pass", "aux:pass", "acl:relcl",
)  # fmt: skip


def bio(names: tuple[str, ...]) -> tuple[str, ...]:
    """`O`, then `B-x`, `I-x` for each name."""
    return ("O", *(f"{mark}-{name}" for name in names for mark in "BI"))


TAGS: dict[str, tuple[str, ...]] = {
    "cue": bio(("cue",)),
    "attribution": bio(("source", "cue", "content")),
    "predicate": ("O", "predicate"),
    "name": bio(NAMES),
    "time": bio(("time",)),
    "event": ("O", *EVENT_TYPES),
    "status": STATUSES,
    "act": ACTS,
    "pos": POS,
    "relation": RELATIONS,
}
"""Heads that say one thing of each word. `event` joins neighbours of one type; `status` counts on triggers, `act` on cues."""

ROLES: dict[str, tuple[str, ...]] = {
    "attribution": bio(("source", "content")),
    "argument": bio(
        (
            "ARG0", "ARG1", "ARG2", "ARG3", "ARG4", "ARGM-TMP", "ARGM-LOC", "ARGM-NEG", "ARGM-MOD", "ARGM-ADV", "ARGM-MNR", "ARGM-ADJ",
            "ARGM-DIS", "ARGM-EXT", "ARGM-PRP", "ARGM-CAU", "ARGM-PRR", "ARGM-LVB", "ARGM-DIR", "ARGM-PRD", "ARGM-GOL",
            "R-ARG0", "R-ARG1", "C-ARG1",
        )
    ),
    "event": bio(("agent", "target", "place", "when")),
    "figure": bio(("figure",)),
}  # fmt: skip
"""Heads that label words in relation to an anchor: a cue, a predicate, a trigger. Figures have their own, because the same words
(`20 people`) are often both an event's target and its figure."""

PAIR = 128
"""Width of a pairing layer: an anchor's and a word's projections are added, passed through a ramp and labelled."""
DISTANCES = 19
"""Buckets of signed distance in words between an anchor and a word; the last two are another sentence, before and after."""
LINK = 64
"""Width of the vectors whose product says that two words refer to the same."""
ARC = 128
"""Width of the vectors whose product says that one word is another's syntactic head."""


_EDGES = np.array([1, 2, 3, 4, 6, 10, 18])


def distance_buckets(anchor: int | IntArray, words: IntArray, same_sentence: BoolArray) -> IntArray:
    """Buckets of the signed distances from each `anchor` to `words` beside it, 0 to DISTANCES - 1.

    >>> distance_buckets(10, np.array([10, 9, 11, 4, 40]), np.array([True] * 5)).tolist()
    [0, 1, 9, 5, 16]
    """
    away = words - anchor
    step = np.searchsorted(_EDGES, np.abs(away))
    near = np.where(away == 0, 0, np.where(away < 0, 1 + step, 9 + step))
    far = np.where(away < 0, DISTANCES - 2, DISTANCES - 1)
    found: IntArray = np.where(same_sentence, near, far)
    return found
