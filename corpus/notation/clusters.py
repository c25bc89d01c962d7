"""What the reports of a cluster say of the same occurrence: which events are one, which only look alike, and what is disputed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from corpus.notation.compile import compile_draft
from corpus.notation.draft import Draft

Named = list[str]
"""A report's key and the id of one of its events."""


def judge_clusters(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """Every cluster: `same` are pairs that tell one occurrence, `different` pairs of one type that do not, `disputed` its rival cells."""
    members: dict[str, list[Draft]] = defaultdict(list)
    for draft in sorted(drafts, key=lambda d: d.key):
        if draft.head.cluster:
            members[draft.head.cluster].append(draft)
    return [_judge(name, group) for name, group in sorted(members.items())]


def _judge(name: str, group: Sequence[Draft]) -> dict[str, Any]:
    told: dict[str, list[Named]] = defaultdict(list)
    for draft in group:
        for event, line in draft.table.events.items():
            told[line.same or f"{draft.key} {event}"].append([draft.key, event])
    occurrences = [events for _, events in sorted(told.items())]
    cells = _cells(group)
    return {
        "cluster": name,
        "reports": [d.key for d in group],
        "same": [list(two) for events in occurrences for two in combinations(events, 2)],
        "different": _different(occurrences, cells),
        "disputed": [found for events in occurrences if len(events) > 1 and (found := _disputed(events, cells))],
    }


def _cells(group: Sequence[Draft]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(draft.key, event["id"]): event for draft in group for event in compile_draft(draft)["events"]}


def _different(occurrences: Sequence[Sequence[Named]], cells: Mapping[tuple[str, str], Mapping[str, Any]]) -> list[list[Named]]:
    """Pairs of events of one type in different reports that are not the same occurrence."""
    pairs = ((a, b) for one, two in combinations(occurrences, 2) for a in one for b in two)
    return [[a, b] for a, b in pairs if a[0] != b[0] and cells[a[0], a[1]]["type"] == cells[b[0], b[1]]["type"]]


def _disputed(events: Sequence[Named], cells: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, Any] | None:
    """The cells in which the accounts of one occurrence part: status, day, figures, and whether somebody denies it."""
    told: dict[str, set[str]] = defaultdict(set)
    for named in events:
        event = cells[named[0], named[1]]
        told["status"].add(event["status"])
        when = event["when"]
        if when:
            told["when"].add(f"{when['earliest'] or ''}/{when['latest'] or ''}")
        for figure in event["figures"]:
            told[f"figure {figure['what']}"].add(
                f"{'' if figure['low'] is None else figure['low']}..{'' if figure['high'] is None else figure['high']}"
            )
        told["denied by somebody"].update("yes" for account in event["accounts"] if account["stance"] == "denies")
    parted = {cell: sorted(values) for cell, values in sorted(told.items()) if len(values) > 1 or (cell == "denied by somebody" and values)}
    return {"events": list(events), "cells": parted} if parted else None
