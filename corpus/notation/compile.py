"""A draft that holds -> the record of FORMAT.md, with exact offsets."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from corpus.notation.draft import Draft
from corpus.notation.marks import Anchor, Figure
from corpus.notation.table import EventLine, Interval, StatementLine

Cell = dict[str, Any]
ACTOR_ROLES = ("to", "at", "agent", "target")  # labels whose words mention the actor behind the colon


def compile_draft(draft: Draft) -> Cell:
    """The record; `draft` has passed `check_draft`."""
    ids = _statement_ids(draft)
    return {
        "format": "dateline-record/1",
        "document": _document(draft),
        "actors": [_actor(draft, name) for name in _in_order(draft.table.actors)],
        "statements": [_statement(draft, old, ids) for old in ids],
        "events": [_event(draft, name, ids) for name in _in_order(draft.table.events)],
    }


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: int(name[1:]))


def _document(draft: Draft) -> Cell:
    text, published = draft.marked.text, draft.head.published.isoformat()
    digest = hashlib.sha256(f"{published}\n{text}".encode()).hexdigest()
    return {
        "id": f"sha256:{digest}",
        "text": text,
        "published": published,
        "outlet": draft.head.outlet,
        "title": draft.head.title,
        "url": draft.head.url,
        "language": "en",
        "key": draft.key,
    }


def _cell(draft: Draft, anchor: Anchor | None) -> Cell:
    if anchor is None:
        return {"span": None, "text": None}
    return {"span": [anchor.start, anchor.end], "text": draft.marked.text[anchor.start : anchor.end]}


def _first(anchors: tuple[Anchor, ...]) -> Anchor | None:
    return anchors[0] if anchors else None


def _place_in_text(draft: Draft, statement: str) -> tuple[int, int, int]:
    """What statements are ordered by: the cue, or the content where there is none."""
    content = draft.anchors(statement, "con")[0]
    said = _first(draft.anchors(statement, "cue")) or content
    return said.start, content.start, int(statement[1:])


def _statement_ids(draft: Draft) -> dict[str, str]:
    """The ids of the file -> the ids of the record, in order of the record."""
    order = sorted(draft.table.statements, key=lambda name: _place_in_text(draft, name))
    return {old: f"s{number}" for number, old in enumerate(order, 1)}


def _mentions(draft: Draft, actor: str) -> list[Cell]:
    """The actor's own marks, and the words of every label that names it."""
    spans: dict[tuple[int, int], Anchor] = {}
    for anchor in draft.marked.anchors:
        label = anchor.label
        statement = draft.table.statements.get(label.owner)
        if (
            (label.owner == actor and label.role == "")
            or (label.role in ACTOR_ROLES and label.value == actor)
            or (label.role == "src" and statement is not None and statement.actor == actor)
        ):
            spans.setdefault((anchor.start, anchor.end), anchor)
    return [_cell(draft, spans[span]) for span in sorted(spans)]


def _actor(draft: Draft, name: str) -> Cell:
    line = draft.table.actors[name]
    return {
        "id": name,
        "name": line.name,
        "aliases": list(line.aliases),
        "kind": line.kind,
        "country": line.country,
        "named": line.named,
        "roles": [_cell(draft, anchor) for anchor in draft.anchors(name, "role")],
        "mentions": _mentions(draft, name),
    }


def _within(draft: Draft, name: str) -> str | None:
    """The innermost other statement whose one content span strictly holds the cue, or else all the content."""
    inner = draft.anchors(name, "cue") or draft.anchors(name, "con")
    start, end = min(a.start for a in inner), max(a.end for a in inner)
    around = [
        (anchor.end - anchor.start, other)
        for other in draft.table.statements
        if other != name
        for anchor in draft.anchors(other, "con")
        if anchor.start <= start and end <= anchor.end and (anchor.start, anchor.end) != (start, end)
    ]
    return min(around)[1] if around else None


def _optional(draft: Draft, name: str, role: str) -> Cell | None:
    anchor = _first(draft.anchors(name, role))
    if anchor is None:
        return None
    who = {"actor": anchor.label.value} if role in ACTOR_ROLES else {}
    return {**_cell(draft, anchor), **who}


def _statement(draft: Draft, old: str, ids: Mapping[str, str]) -> Cell:
    line: StatementLine = draft.table.statements[old]
    within = _within(draft, old)
    return {
        "id": ids[old],
        "source": {**_cell(draft, _first(draft.anchors(old, "src"))), "actor": line.actor},
        "cue": _optional(draft, old, "cue"),
        "content": [_cell(draft, anchor) for anchor in draft.anchors(old, "con")],
        "act": line.act,
        "form": line.form,
        "via": _optional(draft, old, "via"),
        "to": _optional(draft, old, "to"),
        "at": _optional(draft, old, "at"),
        "on": line.on,
        "within": ids[within] if within else None,
    }


def _roles(draft: Draft, name: str, role: str, listed: tuple[str, ...]) -> list[Cell]:
    marked = [{**_cell(draft, a), "actor": a.label.value} for a in draft.anchors(name, role)]
    return marked + [{**_cell(draft, None), "actor": actor} for actor in listed]


def _places(draft: Draft, name: str) -> list[Cell]:
    found = []
    for anchor in draft.anchors(name, "place"):
        line = draft.table.places[str(anchor.label.value)]
        known = {"name": line.name, "country": line.country, "lat": line.lat, "lon": line.lon}
        found.append({**_cell(draft, anchor), **known})
    return found


def _when(draft: Draft, name: str, when: Interval | None) -> Cell | None:
    if when is None:
        return None
    earliest, latest = (day.isoformat() if day else None for day in when)
    return {**_cell(draft, _first(draft.anchors(name, "when"))), "earliest": earliest, "latest": latest}


def _figures(draft: Draft, name: str, ids: Mapping[str, str]) -> list[Cell]:
    return [
        {**_cell(draft, anchor), **_amount(anchor.label.figure), "what": anchor.label.role, "by": by}
        for anchor in draft.marked.anchors
        if anchor.label.owner == name and anchor.label.figure
        for by in [ids[anchor.label.by] if anchor.label.by else None]
    ]


def _amount(figure: Figure) -> Cell:
    found: Cell = {"low": figure.low, "high": figure.high}
    if figure.unit:
        found["unit"] = figure.unit
    if figure.approx:
        found["approx"] = True
    return found


def _event(draft: Draft, name: str, ids: Mapping[str, str]) -> Cell:
    line: EventLine = draft.table.events[name]
    return {
        "id": name,
        "type": line.type,
        "mode": line.mode,
        "status": line.status,
        "mentions": [_cell(draft, anchor) for anchor in draft.anchors(name, "")],
        "agents": _roles(draft, name, "agent", line.agents),
        "targets": _roles(draft, name, "target", line.targets),
        "places": _places(draft, name),
        "when": _when(draft, name, line.when),
        "figures": _figures(draft, name, ids),
        "accounts": [{"by": ids[by] if by else None, "stance": stance} for by, stance in line.accounts],
    }
