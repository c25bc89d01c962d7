"""Incidents told anew: events are grouped, each group that changed is told, and its rows replace those that were there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dateline.codec import encode_incident
from dateline.keep.comparing import choose_among
from dateline.keep.correcting import Correction, correct_sighting, corrections_of, is_rejected, show_corrections
from dateline.keep.library import Library, cut, report_of
from dateline.keep.regrouping import Standing, regroup
from dateline.merge.incidents import tell_incident
from dateline.model import Incident, Judgement, Sighting
from dateline.model.incidents import MACHINE, REJECTED, incident_id
from dateline.store.indexing import LONGEST
from dateline.store.passages import fold
from dateline.store.schema import event, incident, incident_actor, incident_event, story_report

SHOWN = 2
"""Machine judgements an incident shows for each of its sightings: its surest ties. All others stay in the table."""
AT_ONCE = 400
"""Sightings whose records are at hand at a time."""


def replace_incidents(connection: Connection, library: Library, touched: Iterable[str], moved: Iterable[str] = ()) -> None:
    """Groups events anew around `touched`; tells all incidents that change by it or hold one of them. Events that are gone leave theirs.

    Incidents that hold one of `moved`, whose report has another voice or story, are told anew as they stand.
    """
    starts = set(touched)
    mates = partial(_mates, connection)
    groups = regroup(connection, Standing("event", mates, partial(_alive, connection)), starts)
    told = [set(group) for group in groups]
    held = {key for group in told for key in group}
    standing: dict[str, set[str]] = {}
    for key, name in mates(set(moved) - held).items():
        standing.setdefault(name, set()).add(key)
    told += [standing[name] for name in sorted(standing) if standing[name].isdisjoint(held)]
    _drop(connection, starts.union(*told))
    for some in _bundle(told):
        _write(connection, library, some)


def _mates(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """All events, with their incident, of the incidents that hold one of `keys`."""
    names: set[str] = set()
    for some in cut(sorted(keys)):
        names |= set(connection.execute(select(incident_event.c.incident).where(incident_event.c.event.in_(some))).scalars())
    found: dict[str, str] = {}
    for some in cut(sorted(names)):
        rows = connection.execute(select(incident_event.c.event, incident_event.c.incident).where(incident_event.c.incident.in_(some)))
        found |= {row.event: row.incident for row in rows}
    return found


def _alive(connection: Connection, keys: Iterable[str]) -> set[str]:
    """Those events that are there and that no person rejected."""
    there = _existing(connection, set(keys))
    said = corrections_of(connection, {report_of(key) for key in there})
    return {key for key in there if not is_rejected(said.get(key, {}))}


def _existing(connection: Connection, keys: set[str]) -> set[str]:
    found: set[str] = set()
    for some in cut(sorted(keys)):
        found |= set(connection.execute(select(event.c.key).where(event.c.key.in_(some))).scalars())
    return found


def _drop(connection: Connection, keys: set[str]) -> None:
    names: set[str] = set()
    for some in cut(sorted(keys)):
        names |= set(connection.execute(select(incident_event.c.incident).where(incident_event.c.event.in_(some))).scalars())
    for some in cut(sorted(names)):
        connection.execute(delete(incident).where(incident.c.id.in_(some)))
        connection.execute(delete(incident_event).where(incident_event.c.incident.in_(some)))
        connection.execute(delete(incident_actor).where(incident_actor.c.incident.in_(some)))


def _bundle(groups: Iterable[set[str]]) -> Iterator[list[set[str]]]:
    """Groups that are told together, so that memory stays bounded."""
    some: list[set[str]] = []
    for group in groups:
        if group:
            some.append(group)
        if sum(map(len, some)) >= AT_ONCE:
            yield some
            some = []
    if some:
        yield some


def _write(connection: Connection, library: Library, groups: Sequence[set[str]]) -> None:
    """Tells each group, and writes its rows."""
    for table, rows in zip((incident, incident_event, incident_actor), rows_of_incidents(connection, library, groups), strict=True):
        if rows:
            connection.execute(insert(table), rows)


def rows_of_incidents(connection: Connection, library: Library, groups: Sequence[set[str]]) -> tuple[list[dict[str, Any]], ...]:
    """The rows of `incident`, `incident_event` and `incident_actor` for groups of events that are the same occurrence."""
    reports = {report_of(key) for group in groups for key in group}
    seen, said, stories = library.sightings(connection, reports), corrections_of(connection, reports), _stories(connection, reports)
    made: list[Incident] = []
    for group in groups:
        if members := sorted(key for key in group if key in seen):
            shown = choose_among(connection, "event", members, _choose)
            made.append(_tell_one([seen[key] for key in members], shown, said, stories))
    events = [{"event": key, "incident": one.id, "founding": incident_id(key)} for one in made for key in one.members]
    return [_row(one) for one in made], events, [row for one in made for row in _actor_rows(one)]


def _tell_one(
    sightings: Sequence[Sighting],
    shown: Sequence[Judgement],
    said: Mapping[str, Mapping[str, Correction]],
    stories: Mapping[str, str],
) -> Incident:
    corrected = [correct_sighting(s, said[s.key]) if s.key in said else s for s in sightings]
    told = show_corrections(tell_incident(corrected, shown), sightings, said)
    return replace(told, story=stories.get(report_of(told.members[0])))


def _choose(found: Sequence[Judgement]) -> list[Judgement]:
    """What people judged, and for each sighting its surest ties."""
    ties: dict[str, int] = {}
    chosen = [j for j in found if j.by != MACHINE]
    for one in sorted((j for j in found if j.by == MACHINE and j.same), key=lambda j: (-j.score, j.first, j.second)):
        if ties.get(one.first, 0) < SHOWN or ties.get(one.second, 0) < SHOWN:
            chosen.append(one)
            ties[one.first], ties[one.second] = ties.get(one.first, 0) + 1, ties.get(one.second, 0) + 1
    return chosen


def _stories(connection: Connection, reports: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in cut(sorted(reports)):
        rows = connection.execute(select(story_report.c.report, story_report.c.story).where(story_report.c.report.in_(some)))
        found |= {row.report: row.story for row in rows}
    return found


# ---------------------------------------------------------------- rows


def _row(one: Incident) -> dict[str, Any]:
    when, place = one.when, one.place
    return {
        "id": one.id, "title": one.title, "type": one.type, "mode": one.mode, "status": one.status,
        "earliest": when and when.earliest and when.earliest.isoformat(), "latest": when and when.latest and when.latest.isoformat(),
        "country": place and place.country, "place": place and place.name, "lat": place and place.lat, "lon": place and place.lon,
        "disputed": one.disputed, "grade": one.grade, "reports": len(one.reports), "voices": one.voices, "story": one.story,
        "json": encode_incident(one),
    }  # fmt: skip


def _actor_rows(one: Incident) -> list[dict[str, str]]:
    """Who is in the incident as `agent`, `target` or `source` (whoever says something of it), each once in a role; and where it was."""
    names = [("agent", name) for name in one.agents] + [("target", name) for name in one.targets]
    told = {w.speaker for c in one.cells for v in c.values for w in v.witnesses} | {
        w.speaker for w in (*one.claims, *one.denials, *one.blames)
    }
    names += [("source", name) for name in sorted(n for n in told if n)]
    names += _places(one)
    rows: dict[tuple[str, str], str] = {}
    for role, name in names:
        rows.setdefault((role, fold(name)[:LONGEST]), name)
    return [{"incident": one.id, "folded": folded, "role": role, "name": name} for (role, folded), name in rows.items()]


def _places(one: Incident) -> list[tuple[str, str]]:
    """Its `place`, and `also` every other that somebody tells and the words that reports have for them."""
    told = [v for c in one.cells if c.name == "place" for v in c.values if any(w.verdict != REJECTED for w in v.witnesses)]
    names = [("place", one.place.name)] if one.place else []
    return names + [("also", name) for v in told for name in (v.told, *(w.text for w in v.witnesses)) if name]
