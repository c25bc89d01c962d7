"""A toy model of some KB with the inputs, outputs and manifest of the real one: `python -m training.toy --out tests/annotate/toy`.

Its graph is a table look-up: each word piece says by itself what it is. So unit tests of windows and decoding run without the trained
weights, and break only when decoding does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from dateline.annotate.labels import DISTANCES, PAIR, ROLES, TAGS
from training.export import write_manifest
from training.network import layout

SURE = 8.0
"""Logit of what a word says; everything else is 0."""
SAYS: dict[str, dict[str, str]] = {
    "police": {"pos": "NOUN", "word.attribution": "B-source"},
    "said": {"pos": "VERB", "cue": "B-cue", "predicate": "predicate", "act": "say"},
    "denied": {"pos": "VERB", "cue": "B-cue", "predicate": "predicate", "act": "deny"},
    "rebels": {"pos": "NOUN", "word.attribution": "B-content", "word.event": "B-agent"},
    "shelled": {"pos": "VERB", "word.attribution": "I-content", "predicate": "predicate", "event": "attack", "status": "happened"},
    "goma": {"pos": "PROPN", "word.attribution": "I-content", "name": "B-place", "word.event": "B-place"},
    "friday": {"pos": "PROPN", "time": "B-time", "word.event": "B-when"},
    "three": {"pos": "NUM", "word.figure": "B-figure"},
    "soldiers": {"pos": "NOUN", "word.event": "B-target", "word.figure": "I-figure"},
}
"""What the toy knows: for each word its labels by head; words that it does not list are nothing."""
MARKS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", ",")


def table_of(pieces: list[str]) -> np.ndarray:
    """[pieces, columns]: what each piece says, in the columns of the real output."""
    columns = {s.name: s for s in layout()}
    table = np.zeros((len(pieces), layout()[-1].stop), dtype=np.float32)
    for head in ("cue", "attribution", "name", "time", "event", "predicate"):
        table[:, columns[f"tag.{head}"].start] = SURE / 2
    for row, piece in enumerate(pieces):
        for head, label in SAYS.get(piece, {}).items():
            if head.startswith("word."):
                unit = ROLES[head.removeprefix("word.")].index(label)
                table[row, columns[head].start + unit] = SURE
            else:
                table[row, columns[f"tag.{head}"].start + TAGS[head].index(label)] = SURE
    return table


def write_graph(table: np.ndarray, path: Path) -> None:
    """pieces, features, mask, firsts -> words: the rows of `table` at each word's first piece."""
    shape = lambda name: [f"rows_{name}", f"length_{name}"]  # noqa: E731
    inputs = [helper.make_tensor_value_info(n, TensorProto.INT64, shape(n)) for n in ("pieces", "features", "firsts")]
    inputs.append(helper.make_tensor_value_info("mask", TensorProto.FLOAT, shape("mask")))
    nodes = [
        helper.make_node("GatherElements", ["pieces", "firsts"], ["of_words"], axis=1),
        helper.make_node("Gather", ["table", "of_words"], ["small"], axis=0),
        helper.make_node("Cast", ["small"], ["words"], to=TensorProto.FLOAT),
    ]
    output = helper.make_tensor_value_info("words", TensorProto.FLOAT, ["rows", "words", table.shape[1]])
    graph = helper.make_graph(nodes, "toy", inputs, [output], [numpy_helper.from_array(table.astype(np.int8), "table")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, str(path))


def write_heads(path: Path) -> None:
    """Pairing heads that pass each unit through to the label of its number."""
    found = {}
    for kind, labels in ROLES.items():
        weight = np.zeros((PAIR, len(labels)), dtype=np.float16)
        np.fill_diagonal(weight, 1)
        bias = np.zeros(len(labels), dtype=np.float16)
        bias[0] = SURE / 2
        found |= {f"distance.{kind}": np.zeros((DISTANCES, PAIR), dtype=np.float16), f"weight.{kind}": weight, f"bias.{kind}": bias}
    np.savez_compressed(path, **found)


def main() -> None:
    """Write the toy's folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("tests/annotate/toy"))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = [*MARKS, *SAYS]
    write_graph(table_of(pieces), args.out / "encoder.onnx")
    write_heads(args.out / "heads.npz")
    (args.out / "vocabulary.txt").write_text("\n".join(pieces), encoding="utf-8")
    write_manifest(args.out, "toy")


if __name__ == "__main__":
    main()
