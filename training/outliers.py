"""Inputs of a matrix that are far larger than the others, kept out of its int8 product.

Activations are quantised with one scale for a whole tensor, so a single input that reaches 30 where the others stay under 6 costs all of
them two bits. A handful of such inputs a layer is multiplied in float beside the int8 product (the decomposition of LLM.int8, Dettmers et
al. 2022, with inputs fixed from calibration texts instead of found at run time).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import torch
from torch import Tensor, nn

from dateline.annotate.pieces import cut_windows, pack, word_text
from dateline.annotate.wordpiece import WordPieces
from dateline.text import split_sentences
from training.network import Network

FEW = {"up": 4, "down": 2}
"""Inputs taken out of each kind of matrix in every layer. Mean error of the int8 outputs on reports, whose mean size is 0.95: 0.052
with none, 0.042 with `up` alone, 0.039 with `down` alone, 0.024 with both, 0.019 with more inputs and `qkv` too. Both cost a tenth of
the encoder's time."""
MARK = "few"
"""Part of the names of the float products, by which the export leaves them alone."""


class Split(nn.Module):
    """A linear layer as two: without some inputs, and of those alone."""

    def __init__(self, whole: nn.Linear, taken: Tensor) -> None:
        super().__init__()
        kept = torch.ones(whole.in_features)
        kept[taken] = 0
        self.register_buffer("kept", kept)
        self.register_buffer("taken", taken)
        self.most = nn.Linear(whole.in_features, whole.out_features)
        self.few = nn.Linear(len(taken), whole.out_features, bias=False)
        self.most.weight.data, self.most.bias.data = whole.weight.data * kept, whole.bias.data
        self.few.weight.data = whole.weight.data[:, taken].clone()

    def forward(self, x: Tensor) -> Tensor:
        return self.most(x * self.kept) + self.few(torch.index_select(x, 2, self.taken))


def calibration(folder: Path, vocabulary: WordPieces, most: int = 60) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor]]:
    """Inputs of the network from compiled reports of `folder`, a window each."""
    for path in sorted(folder.glob("*.json"))[:most]:
        text = json.loads(path.read_text(encoding="utf-8"))["document"]["text"]
        wording = word_text(text, split_sentences(text), vocabulary)
        for window in list(cut_windows(wording))[:1]:
            pieces, features, firsts = pack(wording, window, vocabulary.ends)
            yield torch.tensor([pieces]), torch.tensor([features]), torch.ones(1, len(pieces)), torch.tensor([firsts])


def set_outliers_apart(network: Network, feeds: Iterable[tuple[Tensor, Tensor, Tensor, Tensor]]) -> None:
    """Replace the matrices of FEW in every layer by two, by the largest inputs that `feeds` show."""
    largest: dict[tuple[int, str], Tensor] = {}

    def watch(layer: int, name: str) -> None:
        def keep(_: nn.Module, inputs: tuple[Tensor, ...], __: Tensor) -> None:
            top = inputs[0].detach().abs().flatten(0, 1).amax(0)
            largest[layer, name] = torch.maximum(largest.get((layer, name), top), top)

        hooks.append(getattr(network.encoder.layers[layer], name).register_forward_hook(keep))

    hooks: list[torch.utils.hooks.RemovableHandle] = []
    for layer in range(len(network.encoder.layers)):
        for name in FEW:
            watch(layer, name)
    with torch.no_grad():
        for feed in feeds:
            network(*feed)
    for hook in hooks:
        hook.remove()
    for (layer, name), top in largest.items():
        whole = getattr(network.encoder.layers[layer], name)
        setattr(network.encoder.layers[layer], name, Split(whole, top.topk(FEW[name]).indices.sort().values))
