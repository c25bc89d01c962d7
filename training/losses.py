"""The loss of every head on one batch."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from dateline.annotate.labels import ARC, LINK, TAGS
from training.batches import Anchors, Batch, Links
from training.docs import IGNORE
from training.network import Network

WEIGHTS = {
    "cue": 1.0, "attribution": 0.7, "predicate": 0.5, "name": 1.0, "time": 0.6, "event": 1.5, "status": 0.4, "act": 0.3, "pos": 0.4,
    "relation": 0.4, "arc": 0.6, "factuality": 0.4, "roles.attribution": 2.0, "roles.argument": 2.0, "roles.event": 1.5,
    "roles.figure": 0.7, "link.mention": 0.6, "link.event": 0.4,
}  # fmt: skip
"""Relative weights: layers that the record rests on count more; set once by hand, see docs/model-card.md."""


def losses(network: Network, output: Tensor, batch: Batch) -> dict[str, Tensor]:
    """Mean loss of each head that knows something of this batch."""
    found = {}
    for name in TAGS:
        truth = batch.tags[name]
        if bool((truth != IGNORE).any()):
            logits = network.part(output, f"tag.{name}")
            found[name] = F.cross_entropy(logits.flatten(0, 1), truth.flatten(), ignore_index=IGNORE)
    known = ~batch.factuality.isnan()
    if bool(known.any()):
        guess = network.part(output, "factuality").squeeze(-1)
        found["factuality"] = F.smooth_l1_loss(guess[known], batch.factuality[known])
    if bool((batch.heads != IGNORE).any()):
        found["arc"] = F.cross_entropy(arc_scores(network, output, batch).flatten(0, 1), batch.heads.flatten(), ignore_index=IGNORE)
    for kind, anchors in batch.anchors.items():
        logits = role_logits(network, output, kind, anchors)
        found[f"roles.{kind}"] = F.cross_entropy(logits.flatten(0, 1), anchors.labels.flatten(), ignore_index=IGNORE)
    for kind, links in batch.links.items():
        found[f"link.{kind}"] = link_loss(network, output, kind, links)
    return found


def arc_scores(network: Network, output: Tensor, batch: Batch) -> Tensor:
    """[B, W, W]: how much each word takes each other word of its sentence for its head (itself: a root)."""
    scores = network.part(output, "arc.word") @ network.part(output, "arc.head").transpose(1, 2) / ARC**0.5
    same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
    return scores.masked_fill(~same, -1e4)


def role_logits(network: Network, output: Tensor, kind: str, anchors: Anchors) -> Tensor:
    """[N, W, labels of the kind]."""
    words = network.part(output, f"word.{kind}")[anchors.row]
    anchor = network.part(output, f"anchor.{kind}")[anchors.row, anchors.word]
    return network.role[kind](F.relu(words + anchor[:, None] + network.distance[kind][anchors.distance]))


def link_scores(network: Network, output: Tensor, kind: str, links: Links) -> Tensor:
    """[M, W + 1]: belief in each candidate, and in none of them."""
    later = network.part(output, f"link.later.{kind}")[links.row, links.word]
    earlier = network.part(output, f"link.earlier.{kind}")[links.row]
    scores = torch.einsum("md,mwd->mw", later, earlier) / LINK**0.5
    none = network.part(output, f"link.none.{kind}")[links.row, links.word]
    return torch.cat([scores.masked_fill(~links.candidates, -1e4), none], dim=1)


def link_loss(network: Network, output: Tensor, kind: str, links: Links) -> Tensor:
    """Minus the log of the belief that falls on any true antecedent."""
    beliefs = torch.log_softmax(link_scores(network, output, kind, links), dim=1)
    return -torch.logsumexp(beliefs.masked_fill(~links.truth, -1e4), dim=1).mean()
