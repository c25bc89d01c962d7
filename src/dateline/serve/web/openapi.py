"""The API described in OpenAPI 3.1, as data: what `/api/openapi.json` gives and `/api` shows."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from dateline.model.vocabulary import STATUSES
from dateline.serve.web.filters import GRADES

MOST = 200
"""Rows of a list at most."""
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 2_000}
_NAME: dict[str, Any] = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"^[^\x00-\x1f\x7f]*\S[^\x00-\x1f\x7f]*$"}
_CELLS = ("type", "status", "when", "place", "agent", "target", "figure.WHAT")
_OBJECT: dict[str, Any] = {"type": "object"}
_CURSOR: dict[str, Any] = {"type": ["string", "null"], "description": "What to ask for the next page with; null at the end."}


@cache
def document() -> dict[str, Any]:
    """The whole description."""
    from dateline import __version__

    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Who says what happened, read from dated news reports. It tells what was reported, not what is true.",
        },
        "paths": {**_lists(), **_things(), **_deeds()},
        "components": {
            "schemas": {"Error": _error()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "Only on a desk that others can reach."}},
        },
        "security": [{}, {"token": []}],
    }


def _error() -> dict[str, Any]:
    names = {"status": {"type": "integer"}} | {name: {"type": "string"} for name in ("code", "title", "detail", "advice")}
    inner = {"type": "object", "required": list(names), "properties": names, "additionalProperties": False}
    return {"type": "object", "required": ["error"], "properties": {"error": inner}, "additionalProperties": False}


_FAULTS = {
    "400": "Something in the request makes no sense", "401": "No token, or one that is not in force",
    "403": "Not from here, or not with this token", "404": "Nothing has that name", "409": "Somebody else was first", "413": "Too long",
    "414": "Too long an address", "415": "Not JSON", "422": "The text cannot be read",
    "503": "The store cannot answer now",
}  # fmt: skip


def _responses(told: str, schema: dict[str, Any], status: str, faults: Sequence[str]) -> dict[str, Any]:
    wrong = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
    good = {"description": told, "content": {"application/json": {"schema": schema}}}
    return {status: good} | {code: {"description": _FAULTS[code], "content": wrong} for code in sorted({"401", "403", "503", *faults})}


def _get(name: str, told: str, parameters: Sequence[dict[str, Any]], schema: dict[str, Any], *faults: str) -> dict[str, Any]:
    responses = _responses(told, schema, "200", ("400", "414", *faults))
    return {"get": {"operationId": name, "summary": told, "parameters": list(parameters), "responses": responses}}


def _asked(name: str, told: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": told, "required": required, "schema": schema}


def _page() -> list[dict[str, Any]]:
    most = {"type": "integer", "minimum": 1, "maximum": MOST, "default": 50}
    return [_asked("after", "The cursor that the page before gave", {"type": "string", "pattern": "^[!-}]*~[!-}]+$", "maxLength": 200}),
            _asked("most", "Rows at most", most)]  # fmt: skip


def _rows(name: str) -> dict[str, Any]:
    return {"type": "object", "required": [name, "after"], "properties": {name: {"type": "array", "items": _OBJECT}, "after": _CURSOR}}


def _filters() -> list[dict[str, Any]]:
    day = {"type": "string", "pattern": r"^(19|20)\d\d(-(0[1-9]|1[0-2])(-(0[1-9]|1\d|2[0-8]))?)?$"}
    yes_no = {"type": "string", "enum": ["yes", "no"]}
    plain = {
        "text": "Words in the reports", "place": "Name of a place", "country": "ISO alpha-3", "actor": "Who did it, or to whom",
        "by": "Who says so", "kind": "Type, or type/mode", "story": "Id of a story",
    }  # fmt: skip
    return [
        *(_asked(name, told, _NAME) for name, told in plain.items()),
        _asked("since", "Not over before this day, month or year", day),
        _asked("until", "Begun by this day, month or year", day),
        _asked("status", "Whether it happened", {"type": "string", "enum": list(STATUSES)}),
        _asked("grade", "How well it is vouched for", {"type": "string", "enum": list(GRADES)}),
        _asked("disputed", "Whether accounts part", yes_no),
        _asked("dated", "Whether it has a day", yes_no),
        _asked("placed", "Whether it has a point", yes_no),
        _asked(
            "near",
            "Latitude,longitude in degrees",
            {"type": "string", "pattern": r"^-?[1-8]?\d(\.\d{1,4})?,-?(1[0-7]|[1-9])?\d(\.\d{1,4})?$"},
        ),
        _asked("within", "Kilometres around `near`, 50 where not told", {"type": "string", "pattern": r"^\d{1,4}(\.\d)?$"}),
    ]


def _lists() -> dict[str, Any]:
    query = _asked("q", "Words; “quotation marks” keep words together", {**_NAME, "maxLength": 400}, required=True)
    found = {"type": "object", "required": ["reports", "statements", "actors", "more"]}
    by = _asked("by", "A name, or an actor's key `r…/a1`", _NAME, required=True)
    called = _asked("name", "A name, or an actor's key `r…/a1`", _NAME, required=True)
    actors = {"type": "object", "required": ["actors"], "properties": {"actors": {"type": "array", "items": _OBJECT}}}
    formats = {"type": "object", "required": ["formats"]}
    return {
        "/api/incidents": _get("listIncidents", "Incidents, the latest first", [*_page(), *_filters()], _rows("incidents")),
        "/api/reports": _get("listReports", "Reports, the latest first", _page(), _rows("reports")),
        "/api/stories": _get("listStories", "Stories, the latest first", _page(), _rows("stories")),
        "/api/statements": _get("listStatements", "What somebody said, the latest first", [by, *_page()], _rows("statements"), "404"),
        "/api/actors": _get("listActors", "The actors that a name means, party by party", [called, _page()[1]], actors, "404"),
        "/api/search": _get("search", "Passages, statements and actors that have the words", [query], found),
        "/api/queue": _get("listQueue", "Events that wait for a decision, the most disputed first", _page(), _rows("waiting")),
        "/api/formats": _get("listFormats", "What /export/file?format=… writes", [], formats),
    }


def _things() -> dict[str, Any]:
    def one(name: str, told: str, of: str, *keys: str) -> dict[str, Any]:
        path = {
            "name": "id",
            "in": "path",
            "required": True,
            "description": of,
            "schema": {"type": "string", "pattern": "^[A-Za-z0-9@._~-]{2,80}$"},
        }
        return _get(name, told, [path], {"type": "object", "required": list(keys)}, "404")

    return {
        "/api/incidents/{id}": one(
            "getIncident", "One incident with every cell and witness", "Id, old id, or an event's key", "id", "cells"
        ),
        "/api/reports/{id}": one(
            "getReport", "A report and its record (FORMAT.md)", "Short id, sha256: id, or the outlet's key", "report", "record"
        ),
        "/api/stories/{id}": one("getStory", "A story with its reports", "Id of a story, or of a report in it", "id", "reports"),
    }


def _post(name: str, told: str, how: tuple[str, Sequence[str]], fields: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    (status, required) = how
    body = {"type": "object", "properties": fields, "additionalProperties": False} | ({"required": list(required)} if required else {})
    faults = ("400", "404", "409", "413", "414", "415") + (("422",) if name == "readText" else ())
    responses = _responses(told, given, status, faults)
    content = {"application/json": {"schema": body}}
    return {"post": {"operationId": name, "summary": told, "requestBody": {"required": True, "content": content}, "responses": responses}}


def _deeds() -> dict[str, Any]:
    from dateline.serve.web.deeds import VERDICTS

    by = {**_NAME, "maxLength": 80, "description": "Who signs; with a token its holder does"}
    why = {"type": "string", "maxLength": 2_000, "description": "Kept with it"}
    text = {"type": "string", "minLength": 1, "maxLength": 1_000_000}
    day = {"type": "string", "format": "date"}
    known = {"text": text, "published": day, "outlet": _TEXT, "title": _TEXT, "url": _TEXT, "force": {"type": "boolean"}}
    verdict = {
        "event": _NAME, "cell": {"type": "string", "maxLength": 80, "description": f"{', '.join(_CELLS)}; empty for the whole"},
        "verdict": {"type": "string", "enum": list(VERDICTS)}, "value": {"description": "As typed, or as the cell's data; for `corrected`"},
        "why": why, "by": by,
        "edition": {"type": "integer", "minimum": 0, "maximum": 99_999_999, "description": "The last that you saw, 0 for none"},
    }  # fmt: skip
    side = {**_NAME, "description": "An event's key or an incident, a report, or an actor's key `r…/a1`; both of one sort"}
    pair = {"first": side, "second": side, "same": {"type": "boolean"}, "why": why, "by": by}
    taken = {"type": "object", "required": ["taken_back"]}
    made = {"type": "object", "required": ["event", "cell", "edition"]}
    judged = {"type": "object", "required": ["first", "second", "same"]}
    return {
        "/api/read": _post(
            "readText", "The record of a text; nothing is stored", ("200", ["text"]), known, {"type": "object", "required": ["record"]}
        ),
        "/api/decisions": _post("decide", "A verdict on a cell", ("201", ["event", "verdict", "edition"]), verdict, made),
        "/api/judgements": _post("judge", "The same, or not the same", ("201", ["first", "second", "same"]), pair, judged),
        "/api/undo": _post("undo", "Take back your last decision", ("200", []), {"by": by}, taken),
    }
