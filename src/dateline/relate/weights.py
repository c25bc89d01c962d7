"""What clues count: a table that `training/relating` learns from annotated reports, for each question one weight a clue.

A question is answered by the logistic of the weighted sum of its clues, so that the answer reads as a belief from 0 to 1.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from dateline.lexicon import load_data


def weigh(question: str, clues: Mapping[str, float]) -> float:
    """The weighted sum (logits) of clues by name, each with its strength: above 0 they speak for yes; unknown ones count nothing."""
    weights: dict[str, float] = load_data("relating", "weights")[question]
    return math.fsum(weights.get(name, 0.0) * value for name, value in clues.items())


def believe(question: str, clues: Mapping[str, float]) -> float:
    """How probable (0 to 1) it is that `question` is to be answered with yes."""
    return 1 / (1 + math.exp(-weigh(question, clues)))
