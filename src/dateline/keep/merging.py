"""Incidents and stories around reports that came, went or were judged; what is far from them is not looked at.

Everything here is computed from records and judgements, and is the same whatever the order and the batches in which they came:
subjects are compared with those they share a block with, judged by the two alone, and what hangs together is joined anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from sqlalchemy import Connection, delete, insert, select, update

from dateline.keep.comparing import Pair, compare, forget, judgements_among, reach
from dateline.keep.library import Library, cut, report_of
from dateline.keep.parties import refresh_parties
from dateline.keep.retelling import replace_incidents
from dateline.merge.copies import bands_of_report, judge_copies
from dateline.merge.events import blocks_of_events, judge_events
from dateline.merge.join import join
from dateline.merge.stories import blocks_of_report, judge_reports
from dateline.model import Judgement, Record
from dateline.model.incidents import story_id
from dateline.store.opening import Store
from dateline.store.schema import event, incident_event, pending, report, story_report

JudgeRecords: TypeAlias = Callable[[Record, Record], Judgement]
CHUNK = 64
"""Reports a transaction."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One transaction's work: the reports touched, and of them those that are there (latest versions)."""

    connection: Connection
    library: Library
    touched: tuple[str, ...]
    here: dict[str, Record]


def refresh(store: Store, library: Library | None = None) -> int:
    """Computes incidents anew around all reports that are pending; returns how many there were. What a crash left is taken up."""
    library, done = library or Library(), 0
    while True:
        with store.engine.connect() as connection:
            if connection.execute(select(pending.c.report).limit(1)).first() is None:
                return done
        with store.writing() as connection:
            names = tuple(connection.execute(select(pending.c.report).order_by(pending.c.report).limit(CHUNK)).scalars())
            _refresh(_Work(connection, library, names, library.records(connection, names)))
            connection.execute(delete(pending).where(pending.c.report.in_(names)))
            done += len(names)


def _refresh(work: _Work) -> None:
    connection = work.connection
    refresh_parties(connection, work.library, work.touched)
    moved = _refresh_reports(work)
    keys = _refresh_events(work) | _events_of(connection, set(work.touched) | moved)
    replace_incidents(connection, work.library, keys)


# ---------------------------------------------------------------- copies and stories


def _refresh_reports(work: _Work) -> set[str]:
    """Who is a copy of whom, and which reports tell the same main occurrence; returns the reports whose voice or story changed."""
    connection = work.connection
    gone = set(work.touched) - work.here.keys()
    mates = _mates(connection, work.touched)
    connection.execute(delete(story_report).where(story_report.c.report.in_(gone)))
    placed = set(connection.execute(select(story_report.c.report).where(story_report.c.report.in_(work.here))).scalars())
    new = [{"report": name, "story": story_id(name), "voice": name} for name in sorted(work.here.keys() - placed)]
    if new:
        connection.execute(insert(story_report), new)
    moved = _regroup(work, "copy", bands_of_report, judge_copies, mates)
    return moved | _regroup(work, "story", blocks_of_report, judge_reports, mates) | {row["report"] for row in new}


def _regroup(work: _Work, kind: str, blocks_of: Callable[[Record], tuple[str, ...]], judge: JudgeRecords, mates: set[str]) -> set[str]:
    def judge_pairs(pairs: Sequence[Pair]) -> Iterator[Judgement]:
        for some in cut(pairs, 1000):
            records = work.library.records(work.connection, {name for pair in some for name in pair})
            yield from (judge(records[a], records[b]) for a, b in some if a in records and b in records)

    connection = work.connection
    starts = forget(connection, kind, work.touched) | mates | work.here.keys()
    starts |= compare(connection, kind, {name: blocks_of(one) for name, one in work.here.items()}, judge_pairs)
    days = _days_of(connection, starts)
    moved: set[str] = set()
    for together in reach(connection, kind, days):
        days |= _days_of(connection, together - days.keys())
        keys = together & days.keys()
        for group in join(keys, judgements_among(connection, kind, keys)):
            moved |= _write_group(connection, kind, sorted(group, key=lambda name: (days[name] or "9999", name)))
    return moved


def _write_group(connection: Connection, kind: str, group: Sequence[str]) -> set[str]:
    """Names a group by its first report; returns those of it that were named otherwise."""
    column, value = (story_report.c.voice, group[0]) if kind == "copy" else (story_report.c.story, story_id(group[0]))
    moved: set[str] = set()
    for some in cut(group):
        moved |= set(connection.execute(select(story_report.c.report).where(story_report.c.report.in_(some), column != value)).scalars())
    for some in cut(sorted(moved)):
        connection.execute(update(story_report).where(story_report.c.report.in_(some)).values({column: value}))
    return moved


def _mates(connection: Connection, names: Sequence[str]) -> set[str]:
    """Reports that were in one story or of one voice with `names`: without them they may fall apart."""
    mine = select(story_report.c.story, story_report.c.voice).where(story_report.c.report.in_(names))
    rows = connection.execute(mine).all()
    found: set[str] = set()
    for column, values in (story_report.c.story, {r.story for r in rows}), (story_report.c.voice, {r.voice for r in rows}):
        for some in cut(sorted(values)):
            found |= set(connection.execute(select(story_report.c.report).where(column.in_(some))).scalars())
    return found


def _days_of(connection: Connection, names: Iterable[str]) -> dict[str, str | None]:
    """The days of publication of those reports that are the latest of their series."""
    found: dict[str, str | None] = {}
    for some in cut(sorted(names)):
        rows = connection.execute(select(report.c.id, report.c.published).where(report.c.latest, report.c.id.in_(some)))
        found |= {row.id: row.published for row in rows}
    return found


# ---------------------------------------------------------------- events


def _refresh_events(work: _Work) -> set[str]:
    """Which events are the same occurrence; returns the keys around which incidents are to be told anew."""
    connection = work.connection
    starts = forget(connection, "event", work.touched)

    def judge_pairs(pairs: Sequence[Pair]) -> Iterator[Judgement]:
        for some in cut(pairs, 1000):
            seen = work.library.sightings(connection, {report_of(key) for pair in some for key in pair})
            yield from (judge_events(seen[a], seen[b]) for a, b in some if a in seen and b in seen)

    blocks: dict[str, tuple[str, ...]] = {}
    for one in work.here.values():
        blocks |= blocks_of_events(one)
    return starts | compare(connection, "event", blocks, judge_pairs)


def _events_of(connection: Connection, names: Iterable[str]) -> set[str]:
    """The events of reports, as they are and as they stood in incidents."""
    found: set[str] = set()
    for some in cut(sorted(names)):
        found |= set(connection.execute(select(event.c.key).where(event.c.report.in_(some))).scalars())
    for name in names:
        old = select(incident_event.c.event).where(incident_event.c.event >= name + "@", incident_event.c.event < name + "A")
        found |= set(connection.execute(old).scalars())
    return found
