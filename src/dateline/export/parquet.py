"""Tables as Parquet, typed column by column; needs pyarrow, the extra `parquet`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from itertools import islice
from typing import IO, Any

from dateline.errors import UsageError
from dateline.export.sheets import Cell, Column

ROWS = 10_000
"""Rows of a group: enough for columns to pack well, little enough for memory."""


def write_parquet(heads: Sequence[Column], rows: Iterable[Sequence[Cell]], target: IO[bytes]) -> None:
    """Writes a table; unknown cells are null. Raises UsageError where pyarrow is not installed."""
    arrow, files = _load()
    schema = arrow.schema([(head.name, _type(arrow, head.kind)) for head in heads])
    waiting: Iterator[Sequence[Cell]] = iter(rows)
    with files.ParquetWriter(target, schema, compression="zstd") as writer:
        while some := list(islice(waiting, ROWS)):
            parts = [[_fit(row[i], head.kind) for row in some] for i, head in enumerate(heads)]
            writer.write_table(arrow.table([arrow.array(part, type=schema.field(i).type) for i, part in enumerate(parts)], schema=schema))


def _load() -> tuple[Any, Any]:
    try:
        pyarrow, files = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow; install it with `pip install 'dateline[parquet]'`, or export as csv") from error
    return pyarrow, files


def _type(arrow: Any, kind: str) -> Any:
    return {"text": arrow.string(), "whole": arrow.int64(), "number": arrow.float64(), "day": arrow.date32(), "flag": arrow.bool_()}[kind]


def _fit(cell: Cell, kind: str) -> Cell:
    return int(cell) if kind == "whole" and isinstance(cell, float) else cell
