"""FollowTheMoney as JSON Lines: Event entities, with the parties that are involved and the articles that prove them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date

from dateline.export.places import country_row
from dateline.export.prose import summary
from dateline.export.source import Losses, Options, Seen, Source, Writing
from dateline.export.verdicts import seen_cells, verdict_of
from dateline.export.view import Somebody, View, view
from dateline.model import Document, Incident, Json

SCHEMAS = {
    "person": "Person", "state": "PublicBody", "government": "PublicBody", "military": "PublicBody", "armed-group": "Organization",
    "organisation": "Organization",
}  # fmt: skip
"""FollowTheMoney's schema of a kind of actor; crowds and the unnamed are told in words only."""


def write_entities(source: Source, options: Options) -> Writing:
    """An Event an incident, after the parties and before the Articles that it refers to; each entity once."""
    del options
    losses, seen = Losses(), Seen(source)
    written: set[str] = set()
    for incident in source.incidents:
        seen.add(incident)
        shown = view(incident, source)
        for entity in _entities(shown, source, losses):
            if str(entity["id"]) not in written:
                written.add(str(entity["id"]))
                yield _line(entity)
    for report in seen.reports():
        yield _line(_article(report, source.record_of(report).document, source))
    return losses.told()


def _line(entity: dict[str, Json]) -> bytes:
    return (json.dumps(entity, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n").encode()


def _entities(shown: View, source: Source, losses: Losses) -> Iterator[dict[str, Json]]:
    incident = shown.incident
    involved: list[str] = []
    for party in (*shown.agents, *shown.targets):
        schema = SCHEMAS.get(party.kind or "")
        if schema is None or not party.named:
            losses.add("parties", "FollowTheMoney's entities have names: crowds and the unnamed stand in the summary only")
            continue
        name = _party_id(party, incident)
        if name not in involved:
            involved.append(name)
            yield _entity(name, schema, {"name": [party.name], "country": _country(party.country)})
    yield _entity(f"dateline-{incident.id}", "Event", _event(shown, source) | {"involved": involved})


def _event(shown: View, source: Source) -> dict[str, list[str]]:
    incident = shown.incident
    when, place = incident.when, incident.place
    days = sorted({day for day in (when.earliest, when.latest) if day}) if when else []
    first, last = (when.earliest, when.latest) if when else (None, None)
    documents = [source.record_of(report).document for report in incident.reports]
    row = country_row(place.country) if place else {}
    judged = seen_cells(incident)
    return {
        "name": [incident.title],
        "date": [day.isoformat() for day in days],
        "startDate": _day(first) if len(days) == 2 else [],
        "endDate": _day(last) if len(days) == 2 else [],
        "location": [place.name if place.name == row.get("name") or not row else f"{place.name}, {row['name']}"] if place else [],
        "country": _country(place.country) if place else [],
        "summary": [summary(shown)],
        "keywords": list(dict.fromkeys(word for word in (incident.type, incident.mode, incident.status) if word)),
        "notes": [f"status: {verdict_of(incident)}{f' ({judged})' if judged else ''}; permalink: {source.link('incident', incident.id)}"],
        "recordId": [incident.id],
        "sourceUrl": _web([d.url for d in documents] or []),
        "publisher": list(dict.fromkeys(d.outlet for d in documents if d.outlet)),
        "proof": [f"dateline-{report}" for report in incident.reports],
    }


def _article(report: str, document: Document, source: Source) -> dict[str, Json]:
    told = {
        "title": [document.title or report],
        "publishedAt": _day(document.published),
        "publisher": [document.outlet] if document.outlet else [],
        "sourceUrl": _web([document.url]),
        "notes": [f"report {report}, read by machine; permalink: {source.link('report', report)}"],
    }
    return _entity(f"dateline-{report}", "Article", told)


def _entity(name: str, schema: str, properties: dict[str, list[str]]) -> dict[str, Json]:
    told: dict[str, Json] = {key: list(values) for key, values in properties.items() if values}
    return {"id": name, "schema": schema, "properties": told}


def _party_id(party: Somebody, incident: Incident) -> str:
    """One id for a state or body wherever it is named; a person is one within an incident only, because two may share a name."""
    scope = incident.id if party.kind == "person" else ""
    told = "\n".join((scope, party.kind or "", party.country or "", party.name.casefold()))
    return "dateline-p" + hashlib.sha256(told.encode()).hexdigest()[:16]


def _country(code: str | None) -> list[str]:
    found = country_row(code).get("iso2")
    return [found.lower()] if found else []


def _day(day: date | None) -> list[str]:
    return [day.isoformat()] if day else []


def _web(addresses: list[str | None]) -> list[str]:
    return list(dict.fromkeys(a for a in addresses if a and a.startswith(("http://", "https://"))))
