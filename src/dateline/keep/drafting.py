"""What people decided, as drafts for training: records put right, and pairs that are the same or not.

A draft is no gold: somebody still reads it against the report before it joins a corpus.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dateline.codec import encode_record
from dateline.keep.correcting import WHOLE, put_value
from dateline.keep.library import report_of
from dateline.model import Event, Record
from dateline.model.incidents import ACCEPTED, CORRECTED, REJECTED, event_keys
from dateline.store import Store, ask

_PROGRAM = frozenset(("model", "version", "sha256"))
"""Cells of a document that gold files leave out, as FORMAT.md has it; of statements and events it is `plover` and `why`."""


def drafts(store: Store) -> Iterator[dict[str, Any]]:
    """A draft for each report with decided events, in the order of their ids, then one for each judged pair."""
    decided: dict[str, list[ask.Decision]] = {}
    pairs: list[ask.Decision] = []
    for one in ask.decisions(store):
        if one.what == "judgement":
            pairs.append(one)
        elif one.verdict in (ACCEPTED, CORRECTED, REJECTED):
            decided.setdefault(report_of(one.first), []).append(one)
    for name in sorted(decided):
        yield _draft_record(ask.get_record(store, name), decided[name])
    yield from map(_draft_pair, pairs)


def _draft_pair(one: ask.Decision) -> dict[str, Any]:
    return {
        "draft": "pair", "kind": one.cell, "first": one.first, "second": one.second, "same": one.verdict == "same",
        "by": one.by, "at": one.at, "why": one.why,
    }  # fmt: skip


def _draft_record(record: Record, said: list[ask.Decision]) -> dict[str, Any]:
    """The record with what people put right, and which of its events nobody has looked at."""
    words: dict[str, dict[str, ask.Decision]] = {}
    for one in said:
        words.setdefault(one.first, {})[one.cell] = one
    keys = event_keys(record)
    events: list[Event] = []
    for event in record.events:
        record, kept = _put_right(record, event, words.get(keys[event.id], {}))
        events += [kept] if kept else []
    unseen = [e.id for e in events if keys[e.id] not in words]
    whole = _as_gold(json.loads(encode_record(replace(record, events=tuple(events)))))
    return {"draft": "record", "record": whole, "unseen": unseen, "decided": [_told(one) for one in said]}


def _put_right(record: Record, event: Event, said: Mapping[str, ask.Decision]) -> tuple[Record, Event | None]:
    """The event as people have it, None where they say that there is none."""
    if WHOLE in said and said[WHOLE].verdict == REJECTED:
        return record, None
    for cell, one in sorted(said.items()):
        if cell != WHOLE and one.verdict in (CORRECTED, REJECTED):
            value = json.loads(one.value) if one.value and one.verdict == CORRECTED else None
            record, event = put_value(record, event, cell, value)
    return record, event


def _told(one: ask.Decision) -> dict[str, Any]:
    machine, value = (json.loads(line) if line else None for line in (one.machine, one.value))
    whole = {"event": one.first, "cell": one.cell, "verdict": one.verdict, "machine": machine, "value": value}
    return whole | {"by": one.by, "at": one.at, "why": one.why}


def _as_gold(record: dict[str, Any]) -> dict[str, Any]:
    document = {name: value for name, value in record["document"].items() if name not in _PROGRAM}
    bare = {part: [_without(one) for one in record[part]] for part in ("statements", "events")}
    return record | {"document": document} | bare


def _without(one: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if name not in ("plover", "why")}
