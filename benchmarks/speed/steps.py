"""Where the time goes, in seconds of one processor: each step of the reader, and how near its encoder comes to the machine's int8 peak.

The encoder's matrices are looked up in its graph; the peak is what the same runtime does with a graph that holds one such product and
nothing else. Both run on one thread in the same run, and so can be compared on a machine that others use too.
"""

from __future__ import annotations

import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from dateline.annotate import annotate, load_model
from dateline.annotate.model import bundled_folder
from dateline.annotate.pieces import WINDOW, cut_windows, pack, word_text
from dateline.annotate.wordpiece import WordPieces
from dateline.model import Layers, Readings, Report
from dateline.relate.events import relate_events
from dateline.relate.record import compose
from dateline.relate.statements import relate_statements
from dateline.resolve.actors import resolve_actors
from dateline.resolve.dates import resolve_times
from dateline.resolve.figures import read_quantities
from dateline.resolve.places import resolve_places
from dateline.text import split_sentences

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

STEPS = ("words and word pieces", "encoder", "decoding", "places", "times", "figures", "actors", "statements", "events", "composing")
REPEATS = 7
"""Times that the peak is measured; the best counts."""
ROWS = 4 * WINDOW
"""Rows of the matrices for the peak: more than one call of the encoder has."""


class Clock:
    """Seconds of the processor spent so far, by step."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = time.process_time()

    def start(self) -> None:
        """Leave out what went before."""
        self._last = time.process_time()

    def stop(self, step: str) -> None:
        """Book on `step` what has passed."""
        now = time.process_time()
        self.spent[step] = self.spent.get(step, 0.0) + now - self._last
        self._last = now


class Watched:
    """An encoder's session that tells how long it ran, and over how many pieces and words."""

    def __init__(self, session: InferenceSession) -> None:
        self._session, self.seconds, self.pieces, self.words = session, 0.0, 0, 0

    def run(self, names: Sequence[str], feed: Mapping[str, Any]) -> list[Any]:
        """The session's own `run`, watched."""
        start = time.process_time()
        found: list[Any] = self._session.run(names, feed)
        self.seconds += time.process_time() - start
        self.pieces += feed["pieces"].size
        self.words += feed["firsts"].size
        return found


def measure_steps(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Rows for the steps of the reader over `texts`, and for the encoder's share of the peak."""
    loaded = load_model(None, 1)
    watched = Watched(loaded.session)
    engine, clock = replace(loaded, session=watched), Clock()
    for text in texts:
        report = Report(text=text, published=date(2020, 6, 1), language="en")
        clock.start()
        _tokenise(report, engine.vocabulary)
        clock.stop("words and word pieces")
        layers = annotate(report, engine)
        clock.stop("decoding")
        _finish(report, layers, _resolve(report, layers, clock), clock)
    tokenised, encoded = clock.spent["words and word pieces"], watched.seconds
    decoded = clock.spent["decoding"] - encoded - tokenised  # `annotate` cuts words itself
    spent = clock.spent | {"encoder": encoded, "decoding": decoded}
    words, total = sum(len(t.split()) for t in texts), sum(spent.values())
    rows = [(f"time in {step}", f"{100 * spent[step] / total:.0f} %, {1e6 * spent[step] / words:.0f} µs a word") for step in STEPS]
    return [*rows, *_measure_share(watched)]


def _tokenise(report: Report, vocabulary: WordPieces) -> None:
    wording = word_text(report.text, split_sentences(report.text), vocabulary)
    for window in cut_windows(wording):
        pack(wording, window, vocabulary.ends)


def _resolve(report: Report, layers: Layers, clock: Clock) -> Readings:
    places = resolve_places(report.text, layers.entities, layers.words)
    clock.stop("places")
    times = resolve_times(report.text, [t.span for t in layers.times], report.published, layers.sentences, report.outlet)
    clock.stop("times")
    quantities = read_quantities(report.text, layers.words, report.outlet)
    clock.stop("figures")
    cast = resolve_actors(report, layers, places)
    clock.stop("actors")
    return Readings(times=times, places=places, quantities=quantities, cast=cast)


def _finish(report: Report, layers: Layers, readings: Readings, clock: Clock) -> None:
    statements = relate_statements(report, layers, readings)
    clock.stop("statements")
    events = relate_events(report, layers, readings, statements)
    clock.stop("events")
    compose(report, readings.cast.actors, statements, events)
    clock.stop("composing")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The int8 products of an encoder: (rows of the weights, columns), those done for every piece and those for every word."""

    pieces: tuple[tuple[int, int], ...]
    words: tuple[tuple[int, int], ...]

    def products(self, pieces: int, words: int) -> int:
        """Multiply-adds for so many pieces and words; attention, which is not int8, is left out."""
        return pieces * sum(map(math.prod, self.pieces)) + words * sum(map(math.prod, self.words))


def read_shapes() -> Shapes:
    """The bundled encoder's products, in order; the last one is over words."""
    import onnx

    graph = onnx.load(str(bundled_folder() / "encoder.onnx")).graph
    weights = {w.name: tuple(w.dims) for w in graph.initializer}
    every = [weights[node.input[1]] for node in graph.node if node.op_type == "MatMulInteger"]
    return Shapes(tuple(every[:-1]), tuple(every[-1:]))


def measure_peak(shapes: Sequence[tuple[int, int]]) -> float:
    """The most int8 multiply-adds in a second that this machine's runtime does on one thread, with the best of these shapes."""
    return max(_product_rate(*shape) for shape in dict.fromkeys(shapes))


def _product_rate(inner: int, columns: int) -> float:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(_product_graph(inner, columns), options, providers=["CPUExecutionProvider"])
    feed = {"left": np.random.default_rng(0).integers(0, 255, (ROWS, inner), dtype=np.uint8)}
    best = math.inf
    for _ in range(REPEATS):
        start, runs = time.process_time(), 0
        while time.process_time() - start < 0.05:
            session.run(None, feed)
            runs += 1
        best = min(best, (time.process_time() - start) / runs)
    return ROWS * inner * columns / best


def _product_graph(inner: int, columns: int) -> bytes:
    """An ONNX graph of one product, as the encoder's are: unsigned bytes times constant signed bytes."""
    from onnx import TensorProto, helper, numpy_helper

    weights = np.random.default_rng(1).integers(-127, 127, (inner, columns), dtype=np.int8)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["left", "weights"], ["out"])],
        "product",
        [helper.make_tensor_value_info("left", TensorProto.UINT8, [ROWS, inner])],
        [helper.make_tensor_value_info("out", TensorProto.INT32, [ROWS, columns])],
        [numpy_helper.from_array(weights, "weights")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8  # what the oldest runtime that we allow reads
    found: bytes = model.SerializeToString()
    return found


def _measure_share(watched: Watched) -> list[tuple[str, str]]:
    """Rows for the encoder beside the peak."""
    try:
        shapes = read_shapes()
    except ImportError:
        return [("int8 peak", "not measured: pip install -r benchmarks/speed/requirements.txt")]
    rate, peak = shapes.products(watched.pieces, watched.words) / watched.seconds, measure_peak(shapes.pieces)
    return [
        ("int8 multiply-adds a word piece, millions", f"{sum(map(math.prod, shapes.pieces)) / 1e6:.1f}"),
        ("int8 peak of one core, billion multiply-adds/s", f"{peak / 1e9:.0f}"),
        ("encoder's share of that peak", f"{100 * rate / peak:.0f} %"),
    ]
