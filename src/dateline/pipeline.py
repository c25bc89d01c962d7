"""The verbs in order: a report is annotated, its spans are resolved, and who says what happened is related.

    Report ──annotate──▶ Layers ──resolve──▶ Readings ──relate──▶ Record

Steps are imported when the first report is read, because they load the encoder, the lexicons and the gazetteer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dateline.model import Record, Report

if TYPE_CHECKING:
    from dateline.resolve.actors.registry import Entry


def read_report(report: Report, *, layers: bool = False, actors: tuple[Entry, ...] = ()) -> Record:
    """The record of one report; with `layers`, what lies under it is kept in the record. `actors` are known beside the bundled ones.

    Raises ModelError where the bundled data are missing or damaged.
    """
    from dateline import __version__
    from dateline.annotate import annotate
    from dateline.relate import relate
    from dateline.resolve import resolve

    seen = annotate(report)
    readings = resolve(report, seen, actors)
    record = relate(report, seen, readings)
    document = replace(record.document, model=model_version(actors), version=__version__)
    return replace(record, document=document, layers=(seen, readings) if layers else None)


def model_version(actors: tuple[Entry, ...] = ()) -> str:
    """The bundled model's name and hash, with the mark of `actors` where some are known beside the bundled ones.

    Raises ModelError where the model is missing or damaged.
    """
    from dateline.annotate import model_version as version

    if not actors:
        return version()
    from dateline.resolve.actors.packed import mark_model

    return mark_model(version(), actors)
