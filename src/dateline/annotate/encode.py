"""Reports -> Layers: windows through the encoder in batches, each decoded as it comes, joined in text order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.decode import (
    Pointer,
    View,
    link_pointers,
    read_attributions,
    read_names,
    read_pointers,
    read_predicates,
    read_times,
    read_words,
)
from dateline.annotate.model import Model, load_model
from dateline.annotate.pieces import Window, Wording, cut_windows, pack, word_text
from dateline.annotate.sequences import FloatArray
from dateline.model import Layers, Report
from dateline.text import split_sentences

BATCH = 1600
"""Pieces in one call of the encoder: fills two cores and stays in their caches; more was no faster."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INNER = frozenset({"compound", "flat", "amod", "nummod", "case", "det"})


def annotate(report: Report, model: Model | None = None, guideline: str = "record") -> Layers:
    """Everything the encoder sees in one report; `guideline` is one of GUIDELINES, others than the record's serve for scoring. Raises ModelError where the bundled model is damaged."""
    engine = model or load_model()
    sentences = split_sentences(report.text)
    wording = word_text(report.text, sentences, engine.vocabulary)
    parts = [_read_window(report.text, wording, w, output, engine) for w, output in _encode(wording, engine, guideline)]
    return _join(parts, Layers(sentences=tuple(sentences)))


def _encode(wording: Wording, engine: Model, guideline: str) -> Iterator[tuple[Window, FloatArray]]:
    """Windows with the encoder's output [W, columns], in text order; neighbours of like length share a call."""
    windows = list(cut_windows(wording))
    packed = [pack(wording, w, engine.vocabulary.ends, guideline) for w in windows]
    at = 0
    while at < len(windows):
        end, longest = at, 0
        while end < len(windows) and (end == at or max(longest, len(packed[end][0])) * (end + 1 - at) <= BATCH):
            longest = max(longest, len(packed[end][0]))
            end += 1
        output = _run(packed[at:end], engine)
        for n in range(at, end):
            yield windows[n], output[n - at, : len(packed[n][2])]
        at = end


def _run(packed: Sequence[tuple[list[int], list[int], list[int]]], engine: Model) -> FloatArray:
    pieces, words = max(len(p[0]) for p in packed), max(len(p[2]) for p in packed)
    shape = (len(packed), pieces)
    feed: dict[str, NDArray[Any]] = {
        "pieces": np.zeros(shape, dtype=np.int64),
        "features": np.zeros(shape, dtype=np.int64),
        "mask": np.zeros(shape, dtype=np.float32),
        "firsts": np.zeros((len(packed), words), dtype=np.int64),
    }
    for row, (ids, features, firsts) in enumerate(packed):
        feed["pieces"][row, : len(ids)] = ids
        feed["features"][row, : len(ids)] = features
        feed["mask"][row, : len(ids)] = 1
        feed["firsts"][row, : len(firsts)] = firsts
    output: FloatArray = engine.session.run(["words"], feed)[0]
    return output


@dataclass(frozen=True, slots=True)
class Part:
    """What one window says of its own words."""

    layers: Layers
    mentions: Sequence[Pointer]
    events: Sequence[Pointer]


def _read_window(text: str, wording: Wording, window: Window, output: FloatArray, engine: Model) -> Part:
    view = View(
        text=text,
        output=output,
        spans=wording.spans[window.first : window.last],
        sentence=np.array(wording.sentence[window.first : window.last]),
        core=window.core - window.first,
        first=window.first,
        model=engine,
    )
    words, predicates = read_words(view), read_predicates(view)
    layers = Layers(
        words=tuple(words),
        entities=tuple(read_names(view)),
        times=tuple(read_times(view)),
        attributions=tuple(read_attributions(view)),
        predicates=tuple(predicates),
    )
    nominal = [view.core + n for n, w in enumerate(words) if w.pos in NOMINAL and w.relation not in INNER]
    triggers = [p.word - view.first for p in predicates if p.type]
    return Part(layers, read_pointers(view, "mention", nominal), read_pointers(view, "event", triggers))


def _join(parts: Sequence[Part], start: Layers) -> Layers:
    return Layers(
        sentences=start.sentences,
        words=tuple(x for p in parts for x in p.layers.words),
        entities=tuple(x for p in parts for x in p.layers.entities),
        times=tuple(x for p in parts for x in p.layers.times),
        attributions=tuple(x for p in parts for x in p.layers.attributions),
        predicates=tuple(x for p in parts for x in p.layers.predicates),
        links=tuple(link_pointers([x for p in parts for x in p.mentions])),
        event_links=tuple(link_pointers([x for p in parts for x in p.events])),
    )
