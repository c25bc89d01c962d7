"""Export a checkpoint for run time: `python -m training.export --checkpoint FILE --pretrained DIR --corpora DIR --out DIR`.

Writes `encoder.onnx` (int8 matrices, int8 word embeddings by row), `heads.npz`, `vocabulary.txt` and `manifest.json`, and
prints how far the int8 graph stands from torch.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from dateline.annotate.labels import ROLES
from dateline.annotate.pieces import FEATURES
from dateline.annotate.wordpiece import WordPieces, read_vocabulary
from training.network import Network, layout
from training.outliers import MARK, calibration, set_outliers_apart
from training.vocabulary import kept_pieces


class Exported(nn.Module):
    """The network with a float mask, as the run time calls it."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        return self.network(pieces, features, mask, firsts)


def sample(rng: np.random.Generator, rows: int = 3, pieces: int = 90, words: int = 60) -> dict[str, np.ndarray]:
    """Random inputs of the graph."""
    mask = np.ones((rows, pieces), dtype=np.float32)
    mask[-1, pieces // 2 :] = 0
    return {
        "pieces": rng.integers(1000, 20000, (rows, pieces)),
        "features": rng.integers(0, 2 * FEATURES, (rows, pieces)),
        "mask": mask,
        "firsts": np.sort(rng.integers(0, pieces // 2, (rows, words)), axis=1),
    }


def export_graph(network: Network, path: Path) -> None:
    """The float graph, opset 17."""
    feed = sample(np.random.default_rng(0))
    free = {0: "rows"}
    torch.onnx.export(
        Exported(network),
        tuple(torch.from_numpy(v) for v in feed.values()),
        str(path),
        input_names=list(feed),
        output_names=["words"],
        dynamic_axes={**{k: {**free, 1: "words" if k == "firsts" else "pieces"} for k in feed}, "words": {**free, 1: "words"}},
        opset_version=17,
        dynamo=False,
    )


def shrink_embeddings(path: Path) -> None:
    """Keep the word embeddings as int8 rows with a scale each: Gather, Cast, Mul instead of a float table."""
    graph = onnx.load(str(path))
    table = max(graph.graph.initializer, key=lambda t: int(np.prod(t.dims)) if t.data_type == TensorProto.FLOAT else 0)
    values = numpy_helper.to_array(table)
    scales = (np.abs(values).max(axis=1, keepdims=True) / 127).astype(np.float32)
    rows = np.round(values / np.maximum(scales, 1e-12)).astype(np.int8)
    node = next(n for n in graph.graph.node if n.op_type == "Gather" and table.name in n.input)
    at = list(graph.graph.node).index(node)
    graph.graph.initializer.remove(table)
    graph.graph.initializer.extend([numpy_helper.from_array(rows, "word_rows"), numpy_helper.from_array(scales, "word_scales")])
    new = [
        helper.make_node("Gather", ["word_rows", node.input[1]], ["word_row_of"], axis=0),
        helper.make_node("Cast", ["word_row_of"], ["word_row_float"], to=TensorProto.FLOAT),
        helper.make_node("Gather", ["word_scales", node.input[1]], ["word_scale_of"], axis=0),
        helper.make_node("Mul", ["word_row_float", "word_scale_of"], [node.output[0]]),
    ]
    graph.graph.node.remove(node)
    for n, one in enumerate(new):
        graph.graph.node.insert(at + n, one)
    onnx.save(graph, str(path))


def write_heads(network: Network, path: Path) -> None:
    """The pairing heads' small matrices as float16 archives."""
    found = {}
    for kind in ROLES:
        found[f"distance.{kind}"] = network.distance[kind].detach().numpy().astype(np.float16)
        found[f"weight.{kind}"] = network.role[kind].weight.detach().numpy().T.astype(np.float16)
        found[f"bias.{kind}"] = network.role[kind].bias.detach().numpy().astype(np.float16)
    np.savez(path, **found)


def compare(network: Network, path: Path) -> tuple[float, float]:
    """Mean absolute difference of the graph to torch, and torch's mean absolute output."""
    feed = sample(np.random.default_rng(1))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    got = session.run(["words"], feed)[0]
    with torch.no_grad():
        want = network(*(torch.from_numpy(v) for v in feed.values())).numpy()
    return float(np.abs(got - want).mean()), float(np.abs(want).mean())


def load_pruned(checkpoint: Path, old: WordPieces, pieces: list[str]) -> Network:
    """The trained network with the embeddings of `pieces` alone."""
    weights = torch.load(checkpoint, map_location="cpu")["average"]
    rows = torch.tensor([old.vocabulary[p] for p in pieces])
    weights["encoder.word.weight"] = weights["encoder.word.weight"][rows]
    network = Network(vocabulary=len(pieces), dropout=0.0)
    network.load_state_dict(weights)
    return network.eval()


def export(checkpoint: Path, vocabulary: WordPieces, pieces: list[str], out: Path, name: str) -> None:
    """Write the whole model folder."""
    network = load_pruned(checkpoint, vocabulary, pieces)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        set_outliers_apart(network, calibration(Path("build/corpus/dev"), vocabulary_of(pieces)))
        export_graph(network, plain)
        print("float graph against torch: {:.2g} of {:.2g}".format(*compare(network, plain)))
        whole = [n.name for n in onnx.load(str(plain)).graph.node if n.op_type == "MatMul" and f"/{MARK}/" in n.name]
        quantize_dynamic(
            plain,
            out / "encoder.onnx",
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=whole,
            per_channel=True,
            weight_type=QuantType.QInt8,
        )
    shrink_embeddings(out / "encoder.onnx")
    print("int8 graph against torch: {:.2g} of {:.2g}".format(*compare(network, out / "encoder.onnx")))
    write_rest(network, pieces, out, name)


def export_float(checkpoint: Path, vocabulary: WordPieces, pieces: list[str], out: Path, name: str) -> None:
    """Write the same folder with the graph in float: what int8 costs is the difference of the two's scores."""
    network = load_pruned(checkpoint, vocabulary, pieces)
    out.mkdir(parents=True, exist_ok=True)
    export_graph(network, out / "encoder.onnx")
    write_rest(network, pieces, out, name)


def write_rest(network: Network, pieces: list[str], out: Path, name: str) -> None:
    """Write what stands beside the graph: heads, vocabulary, and last the manifest of all."""
    write_heads(network, out / "heads.npz")
    (out / "vocabulary.txt").write_text("\n".join(pieces), encoding="utf-8")
    write_manifest(out, name)


def vocabulary_of(pieces: list[str]) -> WordPieces:
    """The pruned vocabulary, ids by place."""
    return WordPieces({piece: i for i, piece in enumerate(pieces)})


def write_manifest(out: Path, name: str) -> None:
    """Hashes of the files, columns of the output, and what the name is."""
    files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(out.iterdir()) if p.name != "manifest.json"}
    manifest = {"name": name, "files": files, "columns": [[s.name, s.start, s.stop] for s in layout()]}
    (out / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    print({p.name: p.stat().st_size for p in sorted(out.iterdir())})


def main() -> None:
    """Parse the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, required=True, help="texts that say which word pieces are used")
    parser.add_argument("--out", type=Path, default=Path("src/dateline/data/model"))
    parser.add_argument("--name", default="minilm6-multi")
    parser.add_argument("--float", action="store_true", help="leave the graph in float, for comparison (four times as large)")
    args = parser.parse_args()
    vocabulary = read_vocabulary(args.pretrained / "vocab.txt")
    pieces = kept_pieces(args.corpora, Path("corpus/reports"), vocabulary)
    print(f"{len(pieces)} of {len(vocabulary.vocabulary)} pieces kept")
    write = export_float if args.float else export
    write(args.checkpoint, vocabulary, pieces, args.out, args.name)


if __name__ == "__main__":
    main()
