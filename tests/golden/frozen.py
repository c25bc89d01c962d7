"""Layers as JSON files, so that everything after the encoder is tested on what one encoder saw once.

`python -m tests.golden.frozen layers` reads the samples with the bundled model and freezes their layers again (rarely: after a
better model); `python -m tests.golden.frozen records` writes the records that resolving and relating give now (after looking
at what changed: `git diff tests/golden`).
"""

from __future__ import annotations

import dataclasses
import json
import sys
import types
import typing
from datetime import date
from pathlib import Path
from typing import Any

from dateline.model import Layers, Report, Span

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"


def to_plain(value: Any) -> Any:
    """Dataclasses as objects, spans and tuples as lists, dates as ISO."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(x) for x in value]
    return value.isoformat() if isinstance(value, date) else value


def from_plain(kind: Any, value: Any) -> Any:
    """The value of type `kind` that `to_plain` wrote."""
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if value is None:
        return None
    if origin in (typing.Union, types.UnionType):
        return from_plain(next(a for a in args if a is not type(None)), value)
    if kind is Span:
        return Span(*value)
    if origin is tuple:
        inner = args if args[-1] is not Ellipsis else (args[0],) * len(value)
        return tuple(from_plain(a, v) for a, v in zip(inner, value, strict=True))
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: from_plain(hints[name], v) for name, v in value.items()})
    return date.fromisoformat(value) if kind is date else value


def load_frozen(path: Path) -> tuple[Report, Layers]:
    """A report and its frozen layers."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return from_plain(Report, stored["report"]), from_plain(Layers, stored["layers"])


def frozen_files() -> list[Path]:
    """The frozen layers, in order."""
    return sorted(HERE.glob("*.layers.json"))


def record_of(path: Path) -> Any:
    """What resolving and relating make of frozen layers, as JSON values, without the reasons' details."""
    from dateline.codec import encode_record
    from dateline.relate import relate
    from dateline.resolve import resolve

    report, layers = load_frozen(path)
    return json.loads(encode_record(relate(report, layers, resolve(report, layers))))


def freeze_layers() -> None:
    """Read every sample with the bundled model."""
    import dateline
    from dateline.annotate import annotate

    for report in dateline.load(SAMPLES):
        name = Path(report.origin).stem
        stored = {"report": to_plain(dataclasses.replace(report, origin=name, pages=())), "layers": to_plain(annotate(report))}
        (HERE / f"{name}.layers.json").write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def freeze_records() -> None:
    """Write the records that the frozen layers give now."""
    for path in frozen_files():
        name = path.name.replace(".layers.", ".record.")
        (HERE / name).write_text(json.dumps(record_of(path), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    {"layers": freeze_layers, "records": freeze_records}[sys.argv[1]]()
