"""The annotated real reports, each read with a model that has not seen it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.notation.build import part
from corpus.notation.compile import compile_draft
from corpus.notation.joining import join
from dateline.annotate import annotate, load_model
from dateline.model import Layers, Readings, Report
from dateline.resolve import resolve
from training.corpora.real import MARKS

Stretch = tuple[range, Path]
"""Numbers of reports, and the folder of an exported model that has not seen them."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An annotated record, and its report as the reader sees it before relating."""

    record: dict[str, Any]
    report: Report
    layers: Layers
    readings: Readings


def samples(corpora: Path, stretches: Sequence[Stretch]) -> Iterator[Sample]:
    """The annotated real reports of the training part that lie in a stretch."""
    for draft in join(corpora, MARKS):
        number = re.match(r"\d+", draft.key)
        for numbers, folder in stretches:
            if number and int(number[0]) in numbers and part(draft.key) == "train":
                yield _read(compile_draft(draft), folder)


def _read(record: dict[str, Any], folder: Path) -> Sample:
    document = record["document"]
    published = date.fromisoformat(document["published"])
    report = Report(text=document["text"], published=published, outlet=document["outlet"], title=document["title"], language="en")
    layers = annotate(report, load_model(folder))
    return Sample(record, report, layers, resolve(report, layers))
