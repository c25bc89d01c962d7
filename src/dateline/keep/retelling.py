"""Incidents told anew: what hangs together is joined, each group is told, and its rows replace those that were there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from dateline.codec import encode_incident
from dateline.keep.comparing import choose_among, judgements_among, reach
from dateline.keep.correcting import Correction, correct_sighting, corrections_of, is_rejected, show_corrections
from dateline.keep.library import Library, cut, report_of
from dateline.merge.incidents import tell_incident
from dateline.merge.join import join
from dateline.model import Incident, Judgement, Sighting
from dateline.model.incidents import MACHINE, incident_id
from dateline.store.indexing import LONGEST
from dateline.store.passages import fold
from dateline.store.schema import event, incident, incident_actor, incident_event, story_report

SHOWN = 2
"""Machine judgements an incident shows for each of its sightings: its surest ties. All others stay in the table."""
AT_ONCE = 400
"""Sightings whose records are at hand at a time."""


def replace_incidents(connection: Connection, library: Library, keys: Iterable[str]) -> None:
    """Tells all incidents anew that hold, or are to hold, one of the events `keys`; events that are gone leave theirs."""
    groups = reach(connection, "event", keys)
    there = _existing(connection, {key for group in groups for key in group})
    _drop(connection, {key for group in groups for key in group})
    for some in _bundle([group & there for group in groups]):
        _tell(connection, library, some)


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


def _tell(connection: Connection, library: Library, groups: Sequence[set[str]]) -> None:
    """Joins what hangs together, tells each group, and writes its rows."""
    said = corrections_of(connection, {report_of(key) for group in groups for key in group})
    joined: list[set[str]] = []
    for group in groups:
        keys = {key for key in group if not is_rejected(said.get(key, {}))}
        joined += [set(members) for members in join(keys, judgements_among(connection, "event", keys))]
    for table, rows in zip((incident, incident_event, incident_actor), rows_of_incidents(connection, library, joined), strict=True):
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
    """Who is in the incident as `agent`, `target` or `source` (whoever says something of it), each once in a role; and its `place`."""
    names = [("agent", name) for name in one.agents] + [("target", name) for name in one.targets]
    told = {w.speaker for c in one.cells for v in c.values for w in v.witnesses} | {
        w.speaker for w in (*one.claims, *one.denials, *one.blames)
    }
    names += [("source", name) for name in sorted(n for n in told if n)]
    names += [("place", one.place.name)] if one.place else []  # found by name, whatever its case and accents
    rows: dict[tuple[str, str], str] = {}
    for role, name in names:
        rows.setdefault((role, fold(name)[:LONGEST]), name)
    return [{"incident": one.id, "folded": folded, "role": role, "name": name} for (role, folded), name in rows.items()]
