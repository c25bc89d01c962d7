"""MiniLM's encoder in plain torch: BERT layers over word pieces with a casing and quotation feature.

Shapes: pieces, features [B, P] int64; mask [B, P] bool; result [B, P, H].
"""

from __future__ import annotations

import json
import struct
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from dateline.annotate.pieces import FEATURES

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT does it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(HIDDEN, 3 * HIDDEN)
        self.out = nn.Linear(HIDDEN, HIDDEN)
        self.norm1 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.up = nn.Linear(HIDDEN, INNER)
        self.down = nn.Linear(INNER, HIDDEN)
        self.norm2 = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, HIDDEN // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) * (HIDDEN // HEADS) ** -0.5 + bias.to(q.dtype)
        mixed = torch.softmax(scores, dim=-1) @ v  # written out: torch's fused backward is half as fast in bfloat16 on CPUs
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, HIDDEN)))
        return self.norm2(x + self.drop(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Embeddings and six layers; `features` is a small table added to the word embeddings, zero at the start."""

    def __init__(self, vocabulary: int = 30522, features: int = 2 * FEATURES, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(vocabulary, HIDDEN)
        self.position = nn.Embedding(POSITIONS, HIDDEN)
        self.feature = nn.Embedding(features, HIDDEN)
        nn.init.zeros_(self.feature.weight)
        self.norm = nn.LayerNorm(HIDDEN, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.drop = nn.Dropout(dropout)

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.word(pieces) + self.position(places)[None] + self.feature(features)
        x = self.drop(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -30000.0
        for layer in self.layers:
            x = layer(x, bias)
        return x


def read_safetensors(path: Path) -> dict[str, Tensor]:
    """Every float32 tensor of a safetensors file, by name."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    found = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            first, last = (8 + size + x for x in entry["data_offsets"])
            found[name] = torch.frombuffer(bytearray(raw[first:last]), dtype=torch.float32).view(entry["shape"])
    return found


def load_pretrained(encoder: Encoder, folder: Path) -> None:
    """Fill `encoder` from MiniLM's `model.safetensors`; the token-type row of BERT is folded into the positions."""
    source = {k.removeprefix("bert."): v for k, v in read_safetensors(folder / "model.safetensors").items()}
    own = encoder.state_dict()
    own["word.weight"] = source["embeddings.word_embeddings.weight"]
    own["position.weight"] = source["embeddings.position_embeddings.weight"] + source["embeddings.token_type_embeddings.weight"][0]
    for kind in ("weight", "bias"):
        own[f"norm.{kind}"] = source[f"embeddings.LayerNorm.{kind}"]
        for i in range(LAYERS):
            there, here = f"encoder.layer.{i}", f"layers.{i}"
            own[f"{here}.qkv.{kind}"] = torch.cat([source[f"{there}.attention.self.{x}.{kind}"] for x in ("query", "key", "value")])
            own[f"{here}.out.{kind}"] = source[f"{there}.attention.output.dense.{kind}"]
            own[f"{here}.norm1.{kind}"] = source[f"{there}.attention.output.LayerNorm.{kind}"]
            own[f"{here}.up.{kind}"] = source[f"{there}.intermediate.dense.{kind}"]
            own[f"{here}.down.{kind}"] = source[f"{there}.output.dense.{kind}"]
            own[f"{here}.norm2.{kind}"] = source[f"{there}.output.LayerNorm.{kind}"]
    encoder.load_state_dict(own)
