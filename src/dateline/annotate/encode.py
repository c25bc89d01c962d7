"""Reports -> Layers: windows through the encoder one by one, decoded some at a time, joined in text order."""

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

TOGETHER = 8
"""Windows that are decoded together."""
APART = 10_000
"""Added to the sentences' numbers from window to window: more sentences than a window holds, so that they rise and never meet."""
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
INNER = frozenset({"compound", "flat", "amod", "nummod", "case", "det"})


def annotate(report: Report, model: Model | None = None, guideline: str = "record") -> Layers:
    """Everything the encoder sees in one report; `guideline` is one of GUIDELINES, others than the record's serve for scoring.

    Raises ModelError where the bundled model is damaged.
    """
    engine = model or load_model()
    sentences = split_sentences(report.text)
    wording = word_text(report.text, sentences, engine.vocabulary)
    parts = [_read_windows(_see(report.text, wording, windows, output, engine)) for windows, output in _encode(wording, engine, guideline)]
    return _join(parts, Layers(sentences=tuple(sentences)))


def _encode(wording: Wording, engine: Model, guideline: str) -> Iterator[tuple[Sequence[Window], FloatArray]]:
    """Windows, some at a time, with the encoder's output [W, columns] for their words end to end, in text order."""
    windows = list(cut_windows(wording))
    for at in range(0, len(windows), TOGETHER):
        some = windows[at : at + TOGETHER]
        yield some, np.concatenate([_run(*pack(wording, w, engine.vocabulary.ends, guideline), engine) for w in some])


def _run(pieces: list[int], features: list[int], firsts: list[int], engine: Model) -> FloatArray:
    """The encoder's output for one window [W, columns].

    One window a call: nothing is padded, and the int8 scales are the window's own, so that it says the same whatever stands beside it.
    """
    feed: dict[str, NDArray[Any]] = {
        "pieces": np.array([pieces], dtype=np.int64),
        "features": np.array([features], dtype=np.int64),
        "mask": np.ones((1, len(pieces)), dtype=np.float32),
        "firsts": np.array([firsts], dtype=np.int64),
    }
    output: FloatArray = engine.session.run(["words"], feed)[0][0]
    return output


@dataclass(frozen=True, slots=True)
class Part:
    """What the windows of one call say of their own words."""

    layers: Layers
    mentions: Sequence[Pointer]
    events: Sequence[Pointer]


def _see(text: str, wording: Wording, windows: Sequence[Window], output: FloatArray, engine: Model) -> View:
    place = np.concatenate([np.arange(w.first, w.last) for w in windows])
    sizes = [w.last - w.first for w in windows]
    number = np.repeat(np.arange(len(windows)), sizes)
    return View(
        text=text,
        output=output,
        spans=[wording.spans[i] for i in place.tolist()],
        sentence=np.array(wording.sentence)[place] + APART * number,
        begins=np.diff(number, prepend=-1) > 0,
        own=place >= np.repeat([w.core for w in windows], sizes),
        place=place,
        model=engine,
    )


def _read_windows(view: View) -> Part:
    words, predicates = read_words(view), read_predicates(view)
    layers = Layers(
        words=tuple(words),
        entities=tuple(read_names(view)),
        times=tuple(read_times(view)),
        attributions=tuple(read_attributions(view)),
        predicates=tuple(predicates),
    )
    own: list[int] = np.flatnonzero(view.own).tolist()
    index = dict(zip(view.place[own].tolist(), own, strict=True))
    nominal = [i for i, w in zip(own, words, strict=True) if w.pos in NOMINAL and w.relation not in INNER]
    triggers = [index[p.word] for p in predicates if p.type]
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
