"""Report -> Layers: the encoder and the decoding of each of its layers, nothing else."""

from dateline.annotate.encode import annotate
from dateline.annotate.model import Model, load_model, model_version

__all__ = ["Model", "annotate", "load_model", "model_version"]
