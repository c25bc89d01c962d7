"""The network: one encoder, linear heads over each word's first piece, pairing heads, and vectors for arcs and links.

Everything that does not need an anchor is one matrix product over the words, so that the exported graph is the encoder and
one product; what pairs words is done outside of it (`losses.py` here, `dateline.annotate` at run time) from projections.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from dateline.annotate.labels import ARC, DISTANCES, LINK, PAIR, ROLES, TAGS
from training.encoder import HIDDEN, Encoder

LINKS = ("mention", "event")


@dataclass(frozen=True)
class Slice:
    """Columns `[start, stop)` of the output that belong to one part."""

    name: str
    start: int
    stop: int


def layout() -> list[Slice]:
    """The columns of the output, in order; the manifest of the exported model repeats it."""
    widths = [(f"tag.{name}", len(labels)) for name, labels in TAGS.items()]
    widths += [("factuality", 1)]
    for kind in ROLES:
        widths += [(f"word.{kind}", PAIR), (f"anchor.{kind}", PAIR)]
    widths += [("arc.word", ARC), ("arc.head", ARC)]
    for kind in LINKS:
        widths += [(f"link.later.{kind}", LINK), (f"link.earlier.{kind}", LINK), (f"link.none.{kind}", 1)]
    found, at = [], 0
    for name, width in widths:
        found.append(Slice(name, at, at + width))
        at += width
    return found


class Network(nn.Module):
    """Pieces and features [B, P], mask [B, P], firsts [B, W] -> [B, W, columns of `layout()`]."""

    def __init__(self, vocabulary: int = 30522, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, dropout=dropout)
        self.slices = {s.name: s for s in layout()}
        self.out = nn.Linear(HIDDEN, layout()[-1].stop)
        self.drop = nn.Dropout(dropout)
        self.distance = nn.ParameterDict({k: nn.Parameter(torch.zeros(DISTANCES, PAIR)) for k in ROLES})
        self.role = nn.ModuleDict({k: nn.Linear(PAIR, len(labels)) for k, labels in ROLES.items()})

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        states = self.encoder(pieces, features, mask)
        words = torch.gather(states, 1, firsts[..., None].expand(-1, -1, HIDDEN))
        return self.out(self.drop(words))

    def part(self, output: Tensor, name: str) -> Tensor:
        """The columns of one part."""
        found = self.slices[name]
        return output[..., found.start : found.stop]
