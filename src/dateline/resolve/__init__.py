"""Layers -> Readings: what dates, places, figures and names mean. Deterministic; every answer says by which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dateline.model import Layers, Readings, Report

if TYPE_CHECKING:
    from dateline.resolve.actors.registry import Entry


def resolve(report: Report, layers: Layers, actors: tuple[Entry, ...] = ()) -> Readings:
    """What the spans of one report mean: times against its publication date, places, quantities and the cast of actors.

    `actors` are known ones beside the bundled, as a user's file gives them.
    """
    from dateline.resolve.actors import resolve_actors
    from dateline.resolve.dates import resolve_times
    from dateline.resolve.figures import read_quantities
    from dateline.resolve.places import resolve_places

    spans = [t.span for t in layers.times]
    places = resolve_places(report.text, layers.entities, layers.words)
    return Readings(
        times=resolve_times(report.text, spans, report.published, layers.sentences, report.outlet),
        places=places,
        quantities=read_quantities(report.text, layers.words, report.outlet),
        cast=resolve_actors(report, layers, places, actors),
    )
