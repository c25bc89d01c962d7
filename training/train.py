"""Train the network: `python -m training.train --corpora DIR --pretrained DIR --out DIR [--pieces N] [--start FILE]`.

Resumable: a checkpoint every few hundred steps; the same command goes on from it, with the batches and the chance that would have come
next. The schedule follows the pieces seen, not the clock, so an interrupted run ends where an uninterrupted one does.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from dateline.annotate.wordpiece import read_vocabulary
from training.batches import Batch, collate, move, random_windows
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

    def next(self) -> tuple[Batch, int]:
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


@dataclass(slots=True)
class Course:
    """A run as far as it has come: what learns, the running average of its weights, and how much it has seen."""

    network: Network
    optimiser: torch.optim.Optimizer
    rates: list[float]
    average: dict[str, Tensor]
    seen: int = 0
    steps: int = 0


def begin(args: argparse.Namespace, device: torch.device) -> Course:
    """A run at its start: the pretrained encoder with new heads, or the running average of another run."""
    network = Network()
    load_pretrained(network.encoder, args.pretrained)
    if args.start:
        network.load_state_dict(torch.load(args.start, map_location="cpu")["average"])
    network.to(device).train()
    groups = parameter_groups(network)
    optimiser = torch.optim.AdamW([{"params": g["params"], "lr": g["rate"]} for g in groups], weight_decay=0.01, betas=(0.9, 0.98))
    return Course(network, optimiser, [g["rate"] for g in groups], {k: v.clone() for k, v in network.state_dict().items()})


def take_up(course: Course, checkpoint: Path, device: torch.device) -> None:
    """Goes on from a checkpoint of the same run: weights, averages, and where chance stood."""
    state = torch.load(checkpoint, map_location=device)
    course.network.load_state_dict(state["network"])
    course.optimiser.load_state_dict(state["optimiser"])
    course.average, course.seen, course.steps = state["average"], state["seen"], state["steps"]
    torch.set_rng_state(state["chance"].cpu())
    if device.type == "cuda":
        torch.cuda.set_rng_state(state["chance.device"].cpu(), device)


def step(course: Course, batch: Batch, args: argparse.Namespace) -> dict[str, float]:
    """One update; returns each head's loss."""
    for group, rate in zip(course.optimiser.param_groups, course.rates, strict=True):
        group["lr"] = args.scale * rate * schedule(course.seen / args.pieces)
    with torch.autocast(batch.pieces.device.type, dtype=torch.bfloat16, enabled=args.bf16):
        output = course.network(batch.pieces, batch.features, batch.mask, batch.firsts)
    found = losses(course.network, output.float(), batch)
    total: Tensor = sum((WEIGHTS[k] * v for k, v in found.items() if k not in args.mute), torch.zeros(()))
    course.optimiser.zero_grad(set_to_none=True)
    total.backward()
    torch.nn.utils.clip_grad_norm_([p for g in course.optimiser.param_groups for p in g["params"]], 1.0)
    course.optimiser.step()
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
    device = torch.device(args.device)
    vocabulary = read_vocabulary(args.pretrained / "vocab.txt")
    mixture = Mixture(load_split(args.corpora, args.own, "train", vocabulary), args.seed, portions(args.without, args.shares))
    course, checkpoint = begin(args, device), args.out / "checkpoint.pt"
    if checkpoint.exists():
        take_up(course, checkpoint, device)
    for _ in range(course.steps):  # what the run has seen before it was interrupted
        mixture.next()
    started, sums = time.time(), dict[str, float]()
    while course.seen < args.pieces and course.steps != args.steps:
        batch, size = mixture.next()
        for name, value in step(course, move(batch, device), args).items():
            sums[name] = 0.97 * sums.get(name, value) + 0.03 * value
        average_into(course.average, course.network, min(0.998, course.steps / (course.steps + 10)))
        course.seen, course.steps = course.seen + size, course.steps + 1
        if course.steps % 50 == 0:
            told = {k: round(v, 3) for k, v in sums.items()}
            report(args.out, {"steps": course.steps, "pieces": course.seen, "seconds": round(time.time() - started), **told})
        if course.steps % 300 == 0:
            save(checkpoint, course)
    save(checkpoint, course)


def report(folder: Path, row: dict[str, Any]) -> None:
    """A line in the run's log."""
    with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
        log.write(json.dumps(row) + "\n")


def save(path: Path, course: Course) -> None:
    """Write a checkpoint beside the old one, then put it in its place."""
    fresh = path.with_suffix(".new")
    state = {"network": course.network.state_dict(), "optimiser": course.optimiser.state_dict(), "average": course.average}
    chance = {"chance": torch.get_rng_state()}
    if next(course.network.parameters()).is_cuda:
        chance["chance.device"] = torch.cuda.get_rng_state()
    torch.save({**state, **chance, "seen": course.seen, "steps": course.steps}, fresh)
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
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu", help="a GPU where there is one")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--bf16", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    run(args)


if __name__ == "__main__":
    main()
