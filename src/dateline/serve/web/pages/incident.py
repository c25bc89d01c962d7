"""`/incidents/ID`: what all reports together say of one occurrence, cell by cell, and why they are taken together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from starlette.requests import Request

from dateline.codec import encode_incident
from dateline.model import Cell, Incident, Judgement, Value, Witness
from dateline.model.incidents import MACHINE
from dateline.serve.web.answers import Answer
from dateline.serve.web.decided import decided_of, name_event, reports_of, to_json
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import Refused, found
from dateline.serve.web.people import signer
from dateline.serve.web.requests import number_of
from dateline.serve.web.steps import Chart, draw_steps
from dateline.serve.web.telling import RIVAL, address_of, cell_label, cell_order, speaker_of
from dateline.store import ask

MOST_PAIRS, MOST_VOICES = 20, 100
"""Judgements and voices that are listed; the JSON twin has all."""
FIRST, ALL = 24, 400
"""Accounts of a cell that are listed among the other cells, and on its own page (`?cell=figure.killed`), before the next page."""


@dataclass(frozen=True, slots=True)
class Side:
    """A value of a cell with those of its witnesses that are listed."""

    value: Value
    witnesses: tuple[Witness, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell for the page: its name in words, whether it begins open, its chart where it is a figure, and its accounts as far as they
    are listed here; `more` are not."""

    cell: Cell
    label: str
    open: bool
    chart: Chart | None
    sides: tuple[Side, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A judgement of the machine on two events, each told by its outlet and day."""

    judgement: Judgement
    first: str
    second: str


def show(request: Request, desk: Desk) -> Answer:
    """The incident of an id, of an id it once had, or of an event's key."""
    incident = found(ask.get_incident, desk.store, request.path_params["id"])
    decided = decided_of(desk.store, incident.members)
    reports = ask.get_reports(desk.store, [*incident.reports, *reports_of(decided)])
    machine = [j for j in incident.judgements if j.by == MACHINE]
    groups = _groups(incident, reports)
    story = found(ask.get_story, desk.store, incident.reports[0]) if incident.reports else None
    alone, start = request.query_params.get("cell", ""), number_of(request, "from", 0)
    view: dict[str, Any] = {
        "incident": incident,
        "cells": _cells(incident, alone, start),
        "alone": alone,
        "further": start + ALL,
        "silent": [cell_label(c.name) for c in incident.cells if c.state == "open"],
        "stances": [] if alone else [(n, rows) for n in ("claims", "denials", "blames") if (rows := _once(getattr(incident, n)))],
        "reports": [reports[r] for r in incident.reports if r in reports],
        "groups": groups[:MOST_VOICES],
        "more_groups": max(0, len(groups) - MOST_VOICES),
        "decided": decided,
        "event_name": lambda key: name_event(key, reports),
        "pairs": _pairs(machine, reports),
        "more_pairs": max(0, len(machine) - MOST_PAIRS),
        "story": story,
        "address_of": address_of,
        "speaker_of": speaker_of,
        "person": signer(request, desk),
    }
    twin: dict[str, Any] = json.loads(encode_incident(incident)) | {"decided": to_json(decided)}
    return Answer("incident.html", incident.title, view, twin, "incidents")


def _cells(incident: Incident, alone: str, start: int) -> list[Shown]:
    """The cells that are told of, rival ones first; or one alone. Raises Refused (404) for one that there is not."""
    told = [c for c in sorted(incident.cells, key=cell_order) if c.state != "open" and alone in ("", c.name)]
    if not told and alone:
        raise Refused(404, "fault.unknown", alone[:80])
    return [_shown(c, bool(alone), start) for c in told]


def _shown(cell: Cell, alone: bool, start: int) -> Shown:
    """A cell with its first accounts, each value having its share; or, on its own page, with all from a number on."""
    chart = draw_steps(cell) if cell.name.startswith("figure.") else None
    count = sum(len(v.witnesses) for v in cell.values)
    if alone:
        rows = [(v, w) for v in cell.values for w in v.witnesses][start : start + ALL]
        sides = [Side(value, tuple(w for _, w in some)) for value, some in groupby(rows, key=itemgetter(0))]
        return Shown(cell, cell_label(cell.name), True, chart, tuple(sides), max(0, count - start - ALL))
    share = max(1, FIRST // max(len(cell.values), 1)) if count > FIRST else count
    sides = [Side(v, v.witnesses[:share]) for v in cell.values[:FIRST]]
    return Shown(cell, cell_label(cell.name), cell.state in RIVAL, chart, tuple(sides), count - sum(len(s.witnesses) for s in sides))


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
    """The weakest judgements: those are worth looking at."""
    ordered = sorted(judgements, key=lambda j: (j.score, j.first, j.second))[:MOST_PAIRS]
    return [Pair(j, name_event(j.first, reports), name_event(j.second, reports)) for j in ordered]
