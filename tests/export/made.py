"""Incidents and records to export: the frozen records of our own samples, merged by hand where two tell the same, with corrections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from dateline.codec import decode_record
from dateline.export import Source
from dateline.merge import tell_incident
from dateline.model import Incident, Record, Sighting, Value
from dateline.model.incidents import event_keys, report_id

KEPT = Path(__file__).parents[1] / "records"
"""Records of our samples as an earlier model read them: kept, so that no new model changes what is exported here."""
BASE = "http://127.0.0.1:8000"


@cache
def records() -> dict[str, Record]:
    """The kept records by short id."""
    found = (decode_record(path.read_bytes()) for path in sorted(KEPT.glob("*.record.json")))
    return {report_id(record.document.id): record for record in found}


@cache
def incidents() -> tuple[Incident, ...]:
    """Every event of the samples as an incident of its own, but for the harbour: its two reports are merged."""
    sightings = [s for record in records().values() for s in sightings_of(record)]
    harbour = [s for record in list(records().values())[:2] for s in sightings_of(record)[:1]]
    return (tell_incident(harbour), *(tell_incident([s]) for s in sightings if s.key not in {h.key for h in harbour}))


def sightings_of(record: Record) -> list[Sighting]:
    """The events of a record as sightings."""
    keys = event_keys(record)
    return [Sighting(keys[event.id], record, event, report_id(record.document.id)) for event in record.events]


def link(kind: str, name: str) -> str:
    """Addresses as the web pages have them."""
    return f"{BASE}/{kind}s/{name}"


def source(told: Sequence[Incident] | None = None, *, known: dict[str, Record] | None = None) -> Source:
    """All incidents, or those given."""
    return Source(incidents() if told is None else tuple(told), (known or records()).__getitem__, link)


def changed(incident: Incident, cell: str, change: Callable[[Value], Value]) -> Incident:
    """The incident with the values of one cell changed."""
    cells = tuple(replace(c, values=tuple(map(change, c.values))) if c.name == cell else c for c in incident.cells)
    return replace(incident, cells=cells)


def judged(incident: Incident, cell: str, verdict: str) -> Incident:
    """The incident with a person's verdict on one cell."""
    return changed(incident, cell, lambda v: replace(v, witnesses=tuple(replace(w, verdict=verdict) for w in v.witnesses)))
