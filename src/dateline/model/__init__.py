"""The nouns of Dateline: frozen values with tuples inside, standard library only.

A `Report` is what was read. `Layers` is what the encoder sees in it. `Readings` is what spans of it mean: times,
places, figures and the cast of actors. A `Record` is who says what happened, as FORMAT.md defines it. Every span is
`[start, end)` in Unicode characters of the report's untouched text.
"""

from __future__ import annotations

from dateline.model.incidents import Cell, Feature, Incident, Judgement, Sighting, Story, Value, Witness
from dateline.model.layers import Argument, Attribution, Entity, Layers, Link, Predicate, TimeSpan, Word
from dateline.model.readings import Actor, Cast, Party, Quantity, Readings, Reason, Timex, Toponym, Words
from dateline.model.record import Account, Document, Event, Figure, Place, Record, Statement, When
from dateline.model.reports import Piece, Report
from dateline.model.spans import Json, Span, SpanIndex

__all__ = [
    "Account",
    "Actor",
    "Argument",
    "Attribution",
    "Cast",
    "Cell",
    "Document",
    "Entity",
    "Event",
    "Feature",
    "Figure",
    "Incident",
    "Json",
    "Judgement",
    "Layers",
    "Link",
    "Party",
    "Piece",
    "Place",
    "Predicate",
    "Quantity",
    "Readings",
    "Reason",
    "Record",
    "Report",
    "Sighting",
    "Span",
    "SpanIndex",
    "Statement",
    "Story",
    "TimeSpan",
    "Timex",
    "Toponym",
    "Value",
    "When",
    "Witness",
    "Word",
    "Words",
]
