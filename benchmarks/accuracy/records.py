"""Record scores: gold records read again from their texts and compared fact by fact with `record/score.py`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from dateline.annotate import Model, annotate
from dateline.codec import encode_record
from dateline.model import Record, Report
from dateline.relate import relate
from dateline.resolve import resolve
from record import score as scorer

Rows = dict[str, dict[str, float]]


def gold_files(where: Path) -> list[Path]:
    """The gold records of a folder, or the one file."""
    return sorted(where.glob("*.json")) if where.is_dir() else [where]


def report_of(gold: dict[str, Any]) -> Report:
    """The report that a gold record was made from."""
    document = gold["document"]
    published = date.fromisoformat(document["published"]) if document.get("published") else None
    names = ("outlet", "title", "url", "key")
    return Report(text=document["text"], published=published, **{n: document.get(n) for n in names})


def read_with(model: Model, report: Report) -> Record:
    """The record of a report, as the pipeline makes it but with any model."""
    layers = annotate(report, model)
    return relate(report, layers, resolve(report, layers))


def score_folder(where: Path, model: Model, keep: Path | None = None) -> Rows:
    """Precision, recall and F1 of every kind of fact over the gold records; `keep` is a folder for what was read."""
    total = scorer.Tally()
    for path in gold_files(where):
        gold = json.loads(path.read_text(encoding="utf-8"))
        read = encode_record(read_with(model, report_of(gold)))
        if keep:
            keep.mkdir(parents=True, exist_ok=True)
            (keep / path.name).write_text(read, encoding="utf-8")
        scorer.score(gold, json.loads(read), total)
    rows: Rows = scorer.summary(total)
    return rows


def lines(rows: Rows) -> Iterator[str]:
    """The table, a line a kind of fact."""
    yield f"{'':20}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'got':>7}"
    for kind, r in rows.items():
        yield f"{kind:20}{r['precision']:7.3f}{r['recall']:7.3f}{r['f1']:7.3f}{r['gold']:7.0f}{r['predicted']:7.0f}"
