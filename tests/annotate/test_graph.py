"""The graph that reads at run time against the network that is trained: the same numbers, but for the rounding to bytes."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch: Any = pytest.importorskip("torch", reason="the trained network is not compared: torch is not installed")
pytest.importorskip("onnx", reason="no graph is written: onnx is not installed")
import onnxruntime  # noqa: E402

from training.graph import quantise, write_graph  # noqa: E402
from training.network import Network  # noqa: E402

PIECES = 60


@pytest.fixture(scope="module")
def network():
    torch.manual_seed(0)
    found = Network(vocabulary=PIECES, dropout=0.0).eval()
    torch.nn.init.normal_(found.encoder.feature.weight, std=0.1)  # zero at the start, and so no test
    return found


def run(path: Path, feed: dict[str, np.ndarray]) -> np.ndarray:
    return onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"]).run(["words"], feed)[0]


def window(pieces: int, words: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(pieces)
    return {
        "pieces": rng.integers(0, PIECES, (1, pieces)),
        "features": rng.integers(0, 16, (1, pieces)),
        "firsts": np.sort(rng.choice(np.arange(1, pieces - 1), (1, words), replace=False)),
    }


def seen(network: Any, feed: dict[str, np.ndarray]) -> np.ndarray:
    pieces, features, firsts = (torch.from_numpy(feed[name]) for name in ("pieces", "features", "firsts"))
    with torch.no_grad():
        return network(pieces, features, torch.ones(pieces.shape), firsts).numpy()


@pytest.mark.parametrize(("int8", "off"), [(False, 1e-4), (True, 0.03)])
def test_the_graph_gives_what_the_network_gives(network, tmp_path, int8, off):
    write_graph(network, tmp_path / "encoder.onnx", int8)
    for feed in (window(3, 1), window(40, 25), window(224, 180)):
        want = seen(network, feed)
        assert np.abs(run(tmp_path / "encoder.onnx", feed) - want).mean() < off * np.abs(want).mean()


def test_the_same_network_gives_the_same_bytes(network, tmp_path):
    for name in ("one", "other"):
        write_graph(network, tmp_path / name, int8=True)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_bytes_and_scales_give_the_matrix_back():
    matrix = np.array([[1.0, -0.02], [-0.5, 0.0]], dtype=np.float32)
    values, scales = quantise(matrix, axis=0)
    assert values.dtype == np.int8
    assert np.abs(values * scales - matrix).max() <= scales.max() / 2
