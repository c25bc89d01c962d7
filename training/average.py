"""One model from several runs: `python -m training.average --out RUN/checkpoint.pt CHECKPOINT[=WEIGHT]…`.

Runs that went on from the same weights lie close enough together for the mean of their weights to do the work of both: what one
learned more of is kept in part, and what it forgot comes back in part (Wortsman et al. 2022, Model soups).
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor


def average(parts: Sequence[tuple[Path, float]]) -> dict[str, Tensor]:
    """The weighted mean of the running averages of checkpoints; what is no number is taken from the first."""
    total = sum(weight for _, weight in parts)
    mean: dict[str, Tensor] = {}
    for path, weight in parts:
        for name, value in torch.load(path, map_location="cpu")["average"].items():
            if not value.dtype.is_floating_point:
                mean.setdefault(name, value)
            else:
                mean[name] = mean.get(name, torch.zeros_like(value)) + value * (weight / total)
    return mean


def checkpoint(text: str) -> tuple[Path, float]:
    """`CHECKPOINT=WEIGHT` of the command line; the weight is one where none is told."""
    path, _, weight = text.partition("=")
    return Path(path), float(weight or 1)


def main() -> None:
    """Average and write."""
    parser = argparse.ArgumentParser(prog="python -m training.average", description=__doc__)
    parser.add_argument("checkpoints", nargs="+", type=checkpoint)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"average": average(args.checkpoints)}, args.out)


if __name__ == "__main__":
    main()
