"""The weight table: what each feature counts, from which score on two things are the same, and which run chose it.

`training/merging.py` writes it. A judgement's score is the logistic of the weighted sum, so it reads as a belief from 0 to 1.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from dateline.lexicon import load_data
from dateline.model import Feature, Judgement

KEEP = 0.02
"""Machine judgements that score less are not worth keeping: `join` takes a missing one for about as much."""
STRONG = 0.25
"""A feature's part of the sum (logits) from which on it is worth a sentence."""


METHOD = 3
"""Goes up when blocks, values or joining change what a store's reports come to."""


@cache
def method() -> str:
    """Which way of merging this is: a store tells it, so that incidents made another way are known.

    >>> method().startswith(f"{METHOD}-")
    True
    """
    table = json.dumps(load_data("merging", "weights"), sort_keys=True)
    return f"{METHOD}-{hashlib.sha256(table.encode()).hexdigest()[:12]}"


def threshold(kind: str) -> float:
    """The score (0 to 1) from which on two subjects of `kind` are the same."""
    return float(load_data("merging", "weights")[kind]["threshold"])


@cache
def _weights(kind: str) -> tuple[float, dict[str, float]]:
    table: dict[str, Any] = load_data("merging", "weights")[kind]
    return float(table["bias"]), {name: float(row["weight"]) for name, row in table["features"].items()}


def weigh(kind: str, values: Mapping[str, float]) -> float:
    """The weighted sum (logit) of feature values."""
    bias, weights = _weights(kind)
    return bias + math.fsum(weights.get(name, 0.0) * value for name, value in values.items())


Say = Callable[[], Iterable[tuple[str, str]]]


def judge(kind: str, keys: tuple[str, str], values: Mapping[str, float], say: Say | None = None) -> Judgement:
    """The machine's judgement on two keys from named feature values; `say` gives (feature, what an editor should read), on demand."""
    _, weights = _weights(kind)
    total = weigh(kind, values)
    score = round(1 / (1 + math.exp(-max(-60.0, min(60.0, total)))), 4)
    said = dict(say()) if say is not None and score >= KEEP else {}
    told = [Feature(n, round(v, 4), weights[n], said.get(n, "")) for n, v in values.items() if abs(v * weights.get(n, 0.0)) >= STRONG]
    told.sort(key=lambda r: (-abs(r.value * r.weight), r.name))
    first, second = sorted(keys)
    return Judgement(kind, first, second, score >= threshold(kind), score, reasons=tuple(told))
