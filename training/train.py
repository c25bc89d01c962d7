"""Train the network: `python -m training.train --corpora DIR --pretrained DIR --out DIR [--pieces N] [--start FILE]`.

Resumable: a checkpoint every few hundred steps; the same command goes on from it. The schedule follows the pieces seen, not
the clock, so an interrupted run ends where an uninterrupted one does.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dateline.annotate.wordpiece import read_vocabulary
from training.batches import collate, random_windows
from training.corpora.prepare import load_split
from training.docs import Doc
from training.encoder import load_pretrained
from training.losses import WEIGHTS, losses
from training.network import Network

SHARES = {
    "polnear": 0.20, "silver": 0.08, "ewt": 0.15, "gum": 0.10, "names": 0.10, "geneva": 0.02, "ecb": 0.03, "own": 0.16, "real": 0.09,
    "open": 0.07,
}  # fmt: skip
"""Part of the windows that each corpus gives; `real` and `open` are annotated real reports, `open` those with an open licence."""
BUDGET = 2600
"""Pieces a step: as many windows as fit."""
LIMIT = 200
RATE, HEAD_RATE, DECAY, WARM = 2.5e-4, 1.5e-3, 0.9, 0.05
"""Learning rates of the top layer and of the heads, the factor from each layer to the one below, the part that warms up."""


def parameter_groups(network: Network) -> list[dict[str, Any]]:
    """Layers with falling rates, heads with their own; the word embeddings stay as they are."""
    network.encoder.word.weight.requires_grad_(False)
    groups = [{"params": list(layer.parameters()), "rate": RATE * DECAY ** (5 - i)} for i, layer in enumerate(network.encoder.layers)]
    low = [*network.encoder.norm.parameters(), *network.encoder.position.parameters()]
    groups.append({"params": low, "rate": RATE * DECAY**6})
    heads = [*network.out.parameters(), *network.distance.parameters(), *network.role.parameters(), *network.encoder.feature.parameters()]
    groups.append({"params": heads, "rate": HEAD_RATE})
    return groups


def schedule(done: float) -> float:
    """Factor of the rates after the part `done` of the run: up for the first twentieth, then straight down."""
    return done / WARM if done < WARM else max(0.02, (1 - done) / (1 - WARM))


def portions(left_out: Sequence[str] = (), other: Sequence[tuple[str, float]] = ()) -> dict[str, float]:
    """The shares, some of them given otherwise, with some corpora left out and the rest in proportion."""
    kept = {name: share for name, share in {**SHARES, **dict(other)}.items() if name not in left_out}
    return {name: share / sum(kept.values()) for name, share in kept.items()}


def share(text: str) -> tuple[str, float]:
    """`NAME=PART` of the command line."""
    name, _, part = text.partition("=")
    if name not in SHARES:
        raise argparse.ArgumentTypeError(f"no corpus is called {name!r}; there are {', '.join(SHARES)}")
    return name, float(part)


class Mixture:
    """Batches of windows from all corpora by their shares; the seed fixes all chance."""

    def __init__(self, docs: dict[str, list[Doc]], seed: int, shares: dict[str, float]) -> None:
        self.rng = random.Random(seed)
        self.shares = shares
        self.names = [n for n in self.shares if docs.get(n)]
        self.streams = {n: random_windows(docs[n], LIMIT, random.Random(f"{seed}{n}")) for n in self.names}

    def next(self) -> tuple[Any, int]:
        """A batch and the pieces in it."""
        items, longest = [], 0
        while True:
            name = self.rng.choices(self.names, [self.shares[n] for n in self.names])[0]
            doc, window = next(self.streams[name])
            size = sum(len(p) for p in doc.wording.pieces[window.first : window.last])
            if items and max(longest, size) * (len(items) + 1) > BUDGET:
                break
            items.append((doc, window))
            longest = max(longest, size)
        return collate(items, self.rng), longest * len(items)


def step(network: Network, batch: Any, optimiser: torch.optim.Optimizer, args: argparse.Namespace) -> dict[str, float]:
    """One update; returns each head's loss."""
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=args.bf16):
        output = network(batch.pieces, batch.features, batch.mask, batch.firsts)
    found = losses(network, output.float(), batch)
    total: Tensor = sum((WEIGHTS[k] * v for k, v in found.items() if k not in args.mute), torch.zeros(()))
    optimiser.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
    optimiser.step()
    return {k: v.item() for k, v in found.items()}


def average_into(average: dict[str, Tensor], network: Network, keep: float) -> None:
    """Move the running average of the weights towards the network."""
    for name, value in network.state_dict().items():
        if value.dtype.is_floating_point:
            average[name].lerp_(value, 1 - keep)


def run(args: argparse.Namespace) -> None:
    """Train from the last checkpoint, or from the pretrained encoder."""
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    vocabulary = read_vocabulary(args.pretrained / "vocab.txt")
    mixture = Mixture(load_split(args.corpora, args.own, "train", vocabulary), args.seed, portions(args.without, args.shares))
    network = Network()
    load_pretrained(network.encoder, args.pretrained)
    if args.start:
        network.load_state_dict(torch.load(args.start)["average"])
    groups = parameter_groups(network)
    optimiser = torch.optim.AdamW([{"params": g["params"], "lr": g["rate"]} for g in groups], weight_decay=0.01, betas=(0.9, 0.98))
    average = {k: v.clone() for k, v in network.state_dict().items()}
    seen, steps, started, sums = 0, 0, time.time(), {}
    checkpoint = args.out / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint)
        network.load_state_dict(state["network"]), optimiser.load_state_dict(state["optimiser"])
        average, seen, steps = state["average"], state["seen"], state["steps"]
    network.train()
    while seen < args.pieces and not (args.steps and steps >= args.steps):
        batch, size = mixture.next()
        for group, own in zip(optimiser.param_groups, groups, strict=True):
            group["lr"] = args.scale * own["rate"] * schedule(seen / args.pieces)
        for name, value in step(network, batch, optimiser, args).items():
            sums[name] = 0.97 * sums.get(name, value) + 0.03 * value
        average_into(average, network, min(0.998, steps / (steps + 10)))
        seen, steps = seen + size, steps + 1
        if steps % 50 == 0:
            report(
                args.out,
                {"steps": steps, "pieces": seen, "seconds": round(time.time() - started), **{k: round(v, 3) for k, v in sums.items()}},
            )
        if steps % 300 == 0 or seen >= args.pieces:
            save(checkpoint, network, optimiser, {"average": average, "seen": seen, "steps": steps})


def report(folder: Path, row: dict[str, Any]) -> None:
    """A line in the run's log."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def save(path: Path, network: Network, optimiser: torch.optim.Optimizer, rest: dict[str, Any]) -> None:
    """Write a checkpoint beside the old one, then put it in its place."""
    fresh = path.with_suffix(".new")
    torch.save({"network": network.state_dict(), "optimiser": optimiser.state_dict(), **rest}, fresh)
    fresh.replace(path)


def main() -> None:
    """Parse the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora's .jsonl.gz files")
    parser.add_argument("--own", type=Path, default=Path("build/corpus"), help="folder that `make corpus` wrote")
    parser.add_argument(
        "--without", nargs="*", default=(), choices=list(SHARES), help="corpora to leave out; the rest keep their proportions"
    )
    parser.add_argument(
        "--shares",
        nargs="*",
        default=(),
        type=share,
        metavar="NAME=PART",
        help="shares other than those in SHARES, before all are scaled to one",
    )
    parser.add_argument(
        "--mute", nargs="*", default=(), choices=list(WEIGHTS), help="heads whose loss does not count, to see what they bring"
    )
    parser.add_argument("--steps", type=int, help="stop after so many steps of the schedule of --pieces")
    parser.add_argument("--pretrained", type=Path, required=True, help="folder of MiniLM-L6 with model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a checkpoint to begin from, for a second stage")
    parser.add_argument("--pieces", type=int, default=5_000_000, help="pieces to see in all")
    parser.add_argument("--scale", type=float, default=1.0, help="factor of all learning rates")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    run(args)


if __name__ == "__main__":
    main()
