"""PLOVER 1.3 as JSON Lines: the field names of the PLOVER manual, its flags beside the mode, and where the words stand."""

from __future__ import annotations

import json

from dateline.export.coded import Coded, code_all
from dateline.export.crosswalk import QUADS, sector_of
from dateline.export.figures import check_policy
from dateline.export.places import country_row
from dateline.export.source import BEST, Losses, Options, Source, Writing
from dateline.export.view import Somebody
from dateline.model import Json, Place

CODEBOOK = "plover-base-1.3"


def write_plover(source: Source, options: Options) -> Writing:
    """A line an incident that PLOVER has a root for, then a line a verbal statement."""
    losses = Losses()
    for coded in code_all(source, check_policy(options.figures, BEST), losses):
        yield (json.dumps(_row(coded), ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()
    return losses.told()


def _row(coded: Coded) -> dict[str, Json]:
    """A record; fields that nobody tells are left out, as the manual allows for all that is not required."""
    document = coded.document
    row: dict[str, Json] = {
        "id": coded.id,
        "date": coded.first.isoformat(),
        "enddate": coded.last.isoformat() if coded.last else None,
        "actor": [_actor(party) for party in coded.actors],
        "event": [coded.root],
        "recipient": [_actor(party) for party in coded.recipients],
        "event_loc": _location(coded.place),
        "event_text": list(coded.words),
        "quad_code": QUADS.get(coded.root),
        "mode": [*([coded.mode] if coded.mode else []), *coded.flags],
        "context": list(coded.contexts),
        "size": dict(coded.size) or None,
        "text": coded.span.of(document.text) if coded.span else None,
        "text_info": {"start": coded.span.start, "end": coded.span.end, "report": coded.report} if coded.span else None,
        "cite_info": _citation(coded),
        "kind": coded.kind,
        "verdict": coded.verdict,
        "verdicts": coded.verdicts or None,
        "permalink": coded.permalink,
    }
    return {name: value for name, value in row.items() if value is not None}


def _actor(party: Somebody) -> dict[str, Json]:
    told: dict[str, Json] = {
        "code": party.country,
        "sector": sector_of(party),
        "actor_text": party.text or party.name,
        "identifier_text": party.name,
        "office": "; ".join(party.roles) or None,
    }
    return {name: value for name, value in told.items() if value is not None}


def _location(place: Place | None) -> Json:
    if place is None:
        return None
    row: dict[str, Json] = {"name": place.name, "latitude": place.lat, "longitude": place.lon, "cc3": place.country}
    row["country code"] = country_row(place.country).get("iso2")
    return {name: value for name, value in row.items() if value is not None}


def _citation(coded: Coded) -> dict[str, Json]:
    document = coded.document
    told = (document.outlet, document.title, document.published.isoformat() if document.published else None, document.url)
    row: dict[str, Json] = {
        "citation": ", ".join(part for part in told if part) or coded.report,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": document.outlet,
        "coder": f"dateline {document.version}" if document.version else "dateline",
        "codebook": CODEBOOK,
    }
    return {name: value for name, value in row.items() if value is not None}
