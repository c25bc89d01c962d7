"""`/incidents/ID`: what all reports together say of one occurrence, cell by cell, and why they are taken together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from dateline.codec import encode_incident
from dateline.model import Cell, Incident, Judgement, Witness
from dateline.model.incidents import MACHINE
from dateline.serve.web.answers import Answer
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import found
from dateline.serve.web.people import signer
from dateline.serve.web.steps import Chart, draw_steps
from dateline.serve.web.telling import RIVAL, address_of, cell_label, cell_order, speaker_of
from dateline.store import ask

MOST_PAIRS = 40
"""Judgements that are listed; the JSON twin has all."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell for the page: its name in words, whether it begins open, and its chart where it is a figure."""

    cell: Cell
    label: str
    open: bool
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class Pair:
    """A judgement on two events, each told by its outlet and day."""

    judgement: Judgement
    first: str
    second: str
    human: bool


def show(request: Request, desk: Desk) -> Answer:
    """The incident of an id, of an id it once had, or of an event's key."""
    incident = found(ask.get_incident, desk.store, request.path_params["id"])
    reports = ask.get_reports(desk.store, incident.reports)
    story = found(ask.get_story, desk.store, incident.reports[0]) if incident.reports else None
    view: dict[str, Any] = {
        "incident": incident,
        "cells": [_shown(c) for c in sorted(incident.cells, key=cell_order) if c.state != "open"],
        "silent": [cell_label(c.name) for c in incident.cells if c.state == "open"],
        "stances": [(name, rows) for name in ("claims", "denials", "blames") if (rows := _once(getattr(incident, name)))],
        "reports": [reports[r] for r in incident.reports if r in reports],
        "groups": _groups(incident, reports),
        "pairs": _pairs(incident.judgements[:MOST_PAIRS], reports),
        "more_pairs": max(0, len(incident.judgements) - MOST_PAIRS),
        "story": story,
        "address_of": address_of,
        "speaker_of": speaker_of,
        "person": signer(request, desk),
    }
    return Answer("incident.html", incident.title, view, json.loads(encode_incident(incident)), "incidents")


def _shown(cell: Cell) -> Shown:
    return Shown(cell, cell_label(cell.name), cell.state in RIVAL, draw_steps(cell) if cell.name.startswith("figure.") else None)


def _once(witnesses: Sequence[Witness]) -> list[Witness]:
    """Each speaker once a report."""
    return list({(w.speaker, w.report, w.stance): w for w in reversed(witnesses)}.values())[::-1]


def _groups(incident: Incident, reports: Mapping[str, ask.ReportRow]) -> list[list[ask.ReportRow]]:
    """Reports by independent voice: those of one text stand together."""
    voices: dict[str, dict[str, None]] = {}
    for cell in incident.cells:
        for value in cell.values:
            for witness in value.witnesses:
                voices.setdefault(witness.voice or witness.report, {})[witness.report] = None
    return [[reports[r] for r in sorted(names) if r in reports] for _, names in sorted(voices.items())]


def _pairs(judgements: Sequence[Judgement], reports: Mapping[str, ask.ReportRow]) -> list[Pair]:
    """Judgements, people's first, then the weakest: those are worth looking at."""
    ordered = sorted(judgements, key=lambda j: (j.by == MACHINE, j.score, j.first, j.second))
    return [Pair(j, _name(j.first, reports), _name(j.second, reports), j.by != MACHINE) for j in ordered]


def _name(key: str, reports: Mapping[str, ask.ReportRow]) -> str:
    row = reports.get(key.partition("@")[0])
    return " · ".join(x for x in ((row.outlet or row.title or row.id), row.published or "") if x) if row else key
