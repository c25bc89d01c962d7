"""Windows of documents as tensors: a mixture of corpora by weight, cut at random sentences."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import torch
from torch import Tensor

from dateline.annotate.labels import ROLES, TAGS, distance_buckets
from dateline.annotate.pieces import Window, cut_windows, pack
from training.docs import IGNORE, Doc

ENDS = (101, 102)
"""[CLS] and [SEP] in MiniLM's vocabulary."""
MOST_ANCHORS = 14
"""Anchors of one kind that a window trains on: more cost time and teach little."""


@dataclass(slots=True)
class Anchors:
    """N anchors of one kind: row of the batch [N], word [N], labels [N, W], distance buckets [N, W]."""

    row: Tensor
    word: Tensor
    labels: Tensor
    distance: Tensor


@dataclass(slots=True)
class Links:
    """M later words of one kind: row [M], word [M], candidates [M, W] and truth [M, W + 1]; the last column is `none`."""

    row: Tensor
    word: Tensor
    candidates: Tensor
    truth: Tensor


@dataclass(slots=True)
class Batch:
    """Tensors of one step; `words` is [B, W], True where a word is."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    tags: dict[str, Tensor]
    factuality: Tensor
    heads: Tensor
    sentence: Tensor
    anchors: dict[str, Anchors]
    links: dict[str, Links]


def random_windows(docs: list[Doc], limit: int, rng: random.Random) -> Iterator[tuple[Doc, Window]]:
    """Windows of all documents in random order and with random cuts, for ever."""
    while True:
        found = []
        for doc in rng.sample(docs, len(docs)):
            size = rng.choice((limit, limit, limit * 3 // 4, limit // 2))
            found += [(doc, w) for w in cut_windows(doc.wording, size, rng.choice((0, 24, 48)))]
            if len(found) > 200:
                rng.shuffle(found)
                yield from found
                found = []
        yield from found


def collate(items: list[tuple[Doc, Window]], rng: random.Random) -> Batch:
    """Pad windows to one batch and gather what is known of them."""
    packed = [pack(doc.wording, w, ENDS, "polnear" if doc.source == "polnear" else "record") for doc, w in items]
    most_pieces, most_words = max(len(p[0]) for p in packed), max(len(p[2]) for p in packed)
    fill = lambda rows, width, value: torch.tensor([[*r, *[value] * (width - len(r))] for r in rows])  # noqa: E731
    cut = lambda values, w: [int(x) for x in values[w.first : w.last]]  # noqa: E731
    heads = [[h - w.first if w.first <= h < w.last else IGNORE for h in doc.heads[w.first : w.last]] for doc, w in items]
    return Batch(
        pieces=fill([p[0] for p in packed], most_pieces, 0),
        features=fill([p[1] for p in packed], most_pieces, 0),
        mask=fill([[True] * len(p[0]) for p in packed], most_pieces, False),
        firsts=fill([p[2] for p in packed], most_words, 0),
        words=fill([[True] * len(p[2]) for p in packed], most_words, False),
        tags={k: fill([cut(doc.tags[k], w) for doc, w in items], most_words, IGNORE) for k in TAGS},
        factuality=fill([[float(x) for x in doc.factuality[w.first : w.last]] for doc, w in items], most_words, float("nan")),
        heads=fill(heads, most_words, IGNORE),
        sentence=fill([list(doc.wording.sentence[w.first : w.last]) for doc, w in items], most_words, -1),
        anchors={k: a for k in ROLES if (a := _anchors(items, k, most_words, rng)) is not None},
        links={k: a for k in ("mention", "event") if (a := _links(items, k, most_words)) is not None},
    )


def move(batch: Batch, device: torch.device) -> Batch:
    """The same batch in the memory of a device."""
    moved: Batch = _moved(batch, device)
    return moved


def _moved(part: Any, device: torch.device) -> Any:
    if isinstance(part, Tensor):
        return part.to(device)
    if isinstance(part, dict):
        return {name: _moved(inner, device) for name, inner in part.items()}
    return type(part)(*(_moved(getattr(part, f.name), device) for f in fields(part)))


def _anchors(items: list[tuple[Doc, Window]], kind: str, width: int, rng: random.Random) -> Anchors | None:
    rows, words, labels, distances = [], [], [], []
    for row, (doc, w) in enumerate(items):
        here = [a for a in doc.anchored if a.kind == kind and w.first <= a.anchor < w.last]
        for a in rng.sample(here, min(len(here), MOST_ANCHORS)):
            line = np.full(width, IGNORE)
            first, last = max(a.first, w.first), min(a.last, w.last)
            line[first - w.first : last - w.first] = [a.labels.get(i, 0) for i in range(first, last)]
            sentence = np.array(doc.wording.sentence[w.first : w.last])
            bucket = np.zeros(width, dtype=np.int64)
            bucket[: w.last - w.first] = distance_buckets(a.anchor, np.arange(w.first, w.last), sentence == doc.wording.sentence[a.anchor])
            rows.append(row), words.append(a.anchor - w.first), labels.append(line), distances.append(bucket)
    if not rows:
        return None
    return Anchors(torch.tensor(rows), torch.tensor(words), torch.from_numpy(np.stack(labels)), torch.from_numpy(np.stack(distances)))


def _links(items: list[tuple[Doc, Window]], kind: str, width: int) -> Links | None:
    rows, words, candidates, truths = [], [], [], []
    for row, (doc, w) in enumerate(items):
        inside = [c - w.first for c in doc.candidates.get(kind, ()) if w.first <= c < w.last]
        chain_of = {x - w.first: n for n, c in enumerate(doc.chains) if c.kind == kind for x in c.words if w.first <= x < w.last}
        for n, word in enumerate(inside):
            line, truth = np.zeros(width, dtype=bool), np.zeros(width + 1, dtype=bool)
            line[inside[:n]] = True
            same = [x for x in inside[:n] if chain_of.get(x) == chain_of.get(word) is not None]
            truth[same or [width]] = True
            rows.append(row), words.append(word), candidates.append(line), truths.append(truth)
    if not rows:
        return None
    return Links(torch.tensor(rows), torch.tensor(words), torch.from_numpy(np.stack(candidates)), torch.from_numpy(np.stack(truths)))
