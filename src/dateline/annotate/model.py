"""The bundled encoder: an ONNX graph, small pairing heads and a vocabulary, checked against their manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from dateline.annotate.wordpiece import WordPieces, read_vocabulary
from dateline.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

FloatArray = NDArray[np.float32]


SLOW_FUSION = "SkipLayerNormFusion"
"""A sum and its layer normalisation in one operator, which takes three times as long as the two on processors."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is needed to annotate: `columns` says where each part stands in the output; `heads` are the pairing heads' weights."""

    session: InferenceSession
    vocabulary: WordPieces
    columns: Mapping[str, tuple[int, int]]
    heads: Mapping[str, FloatArray]
    version: str


def bundled_folder() -> Path:
    """Where the package keeps its model."""
    return Path(str(resources.files("dateline") / "data" / "model"))


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder. Raises ModelError where there is none."""
    try:
        found: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the model in {folder} has no readable manifest ({error}); install dateline again") from error
    return found


def model_version(folder: Path | None = None) -> str:
    """Name and short hash of the bundled model, `minilm6-multi 1a2b3c4d5e6f`, without loading it."""
    manifest = read_manifest(folder or bundled_folder())
    return f"{manifest['name']} {manifest['files']['encoder.onnx'][:12]}"


@cache
def load_model(folder: Path | None = None, threads: int = 1) -> Model:
    """Load a model folder once. Raises ModelError where a file does not match its hash.

    One thread: on windows this small a second one makes reading slower by a tenth and takes twice the processor; 0 lets the runtime choose.
    """
    import onnxruntime  # here, because importing dateline must stay cheap

    where = folder or bundled_folder()
    manifest = read_manifest(where)
    for name, digest in manifest["files"].items():
        path = where / name
        if not path.exists() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(f"{path} is missing or not the file that its manifest names; install dateline again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        str(where / "encoder.onnx"), options, providers=["CPUExecutionProvider"], disabled_optimizers=[SLOW_FUSION]
    )
    heads = np.load(where / "heads.npz")
    return Model(
        session=session,
        vocabulary=read_vocabulary(where / "vocabulary.txt"),
        columns={name: (start, stop) for name, start, stop in manifest["columns"]},
        heads={name: heads[name].astype(np.float32) for name in heads.files},
        version=model_version(where),
    )
