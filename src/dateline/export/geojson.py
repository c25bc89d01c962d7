"""GeoJSON (RFC 7946): a feature an incident, `[longitude, latitude]`, and no geometry where no place has coordinates."""

from __future__ import annotations

import json

from dateline.export.days import interval, precision
from dateline.export.figures import check_policy, count, whats_of
from dateline.export.places import country_row, extent
from dateline.export.source import BEST, Losses, Options, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.model import Incident, Json


def write_geojson(source: Source, options: Options) -> Writing:
    """One FeatureCollection; unplaced incidents stay in it with a null geometry and are counted."""
    policy, losses, between = check_policy(options.figures, BEST), Losses(), ""
    yield b'{"type":"FeatureCollection","features":['
    for incident in source.incidents:
        feature = _feature(incident, source, policy)
        if feature["geometry"] is None:
            losses.add("geometries", "no coordinates are known: the feature is there, its geometry is null")
        yield (between + "\n" + json.dumps(feature, ensure_ascii=False, allow_nan=False, separators=(",", ":"))).encode()
        between = ","
    yield b"\n]}\n"
    return losses.told()


def _feature(incident: Incident, source: Source, policy: str) -> dict[str, Json]:
    place = incident.place
    placed = place is not None and place.lat is not None and place.lon is not None
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and placed else None,
        "properties": _properties(incident, policy) | {"permalink": source.link("incident", incident.id)},
    }


def _properties(incident: Incident, policy: str) -> dict[str, Json]:
    place, when = incident.place, incident.when
    counts = [c for what in whats_of(incident) if (c := count(incident, what, policy)) is not None]
    return {
        "title": incident.title,
        "type": incident.type,
        "mode": incident.mode,
        "status": incident.status,
        "time": interval(when) or None,
        "time_precision": precision(when),
        "place": place.name if place else None,
        "place_precision": extent(place),
        "country": place.country if place else None,
        "country_name": country_row(place.country).get("name") if place else None,
        "agents": list(incident.agents),
        "targets": list(incident.targets),
        "figures": {c.what: {"figure": c.number, "low": c.low, "high": c.high, "told": c.told} for c in counts},
        "disputed": incident.disputed,
        "disputed_cells": [c.name for c in incident.cells if c.state == "disputed"],
        "grade": incident.grade or None,
        "voices": incident.voices,
        "reports": list(incident.reports),
        "verdict": verdict_of(incident),
        "verdicts": seen_cells(incident) or None,
    }
