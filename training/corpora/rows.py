"""Reading the corpora's JSON Lines and joining sentences into documents."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from dateline.model import Span

Row = dict[str, Any]


def read_rows(path: Path) -> Iterator[Row]:
    """Every row of a gzip JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def join_documents(rows: Iterator[Row], most: int = 40) -> Iterator[tuple[str, list[Row], list[Span]]]:
    """Neighbouring rows of one `doc` and `split` as one text, at most `most` sentences; spans say where each row stands."""
    for _, group in groupby(rows, key=lambda r: (r["doc"], r.get("split"))):
        every = list(group)
        for at in range(0, len(every), most):
            part = every[at : at + most]
            text, spans = "", []
            for row in part:
                text += ("\n" if row.get("par") else " ") if text else ""
                spans.append(Span(len(text), len(text) + len(row["text"])))
                text += row["text"]
            yield text, part, spans
