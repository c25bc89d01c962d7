"""The verbs in order: a report is annotated, its spans are resolved, and who says what happened is related.

    Report ──annotate──▶ Layers ──resolve──▶ Readings ──relate──▶ Record

Steps are imported when the first report is read, because they load the encoder, the lexicons and the gazetteer.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dateline.model import Document, Record, Report


def read_report(report: Report, *, layers: bool = False) -> Record:
    """The record of one report; with `layers`, what lies under it is kept in the record.

    Raises ModelError where the bundled data are missing or damaged.
    """
    from dateline.annotate import annotate
    from dateline.relate import relate
    from dateline.resolve import resolve

    seen = annotate(report)
    readings = resolve(report, seen)
    record = relate(report, seen, readings)
    return replace(record, document=describe_document(report), layers=(seen, readings) if layers else None)


def describe_document(report: Report) -> Document:
    """The report as its record tells it, with the program and the model that read it."""
    from dateline import __version__

    digest = hashlib.sha256(f"{report.published}\n{report.text}".encode()).hexdigest()
    return Document(
        id=f"sha256:{digest}",
        text=report.text,
        published=report.published,
        outlet=report.outlet,
        title=report.title,
        url=report.url,
        language=report.language,
        key=report.key,
        extra=report.extra,
        model=model_version(),
        version=__version__,
        sha256=report.sha256,
    )


def model_version() -> str:
    """The bundled model's name and hash. Raises ModelError where it is missing or damaged."""
    from dateline.annotate import model_version as version

    return version()
