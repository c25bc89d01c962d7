"""Incidents and stories around reports that came, went or were judged; what is far from them is not looked at.

Everything here is computed from records and judgements, and is the same whatever the order and the batches in which they came:
subjects are compared with those they share a block with, judged by the two alone, and grouped anew as far as that changes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from sqlalchemy import Column, Connection, delete, insert, select, update

from dateline.keep.comparing import Pair, compare, forget
from dateline.keep.library import Library, cut, report_of
from dateline.keep.parties import refresh_parties
from dateline.keep.regrouping import Standing, regroup
from dateline.keep.retelling import replace_incidents
from dateline.merge.copies import bands_of_report, judge_copies
from dateline.merge.events import blocks_of_events, judge_events
from dateline.merge.stories import blocks_of_report, judge_reports
from dateline.merge.weights import method
from dateline.model import Judgement, Record
from dateline.model.incidents import story_id
from dateline.store.opening import Store
from dateline.store.schema import event, incident_event, meta, pending, report, story_report

JudgeRecords: TypeAlias = Callable[[Record, Record], Judgement]
CHUNK = 64
"""Reports a transaction."""
MERGING = "merging"
"""Name under which a store notes the way of merging."""


@dataclass(frozen=True, slots=True)
class _Work:
    """One transaction's work: the reports touched, of them those that are there (latest versions), and those that were merged before."""

    connection: Connection
    library: Library
    touched: tuple[str, ...]
    here: dict[str, Record]
    before: set[str]


def refresh(store: Store, library: Library | None = None) -> int:
    """Computes incidents anew around all reports that are pending; returns how many there were. What a crash left is taken up."""
    library, done = library or Library(), 0
    while True:
        with store.engine.connect() as connection:
            if connection.execute(select(pending.c.report).limit(1)).first() is None:
                return done
        with store.writing() as connection:
            names = tuple(connection.execute(select(pending.c.report).order_by(pending.c.report).limit(CHUNK)).scalars())
            placed = select(story_report.c.report).where(story_report.c.report.in_(names))
            before = set(connection.execute(placed).scalars())
            if connection.execute(select(story_report.c.report).limit(1)).first() is None:
                _note_method(connection)
            _refresh(_Work(connection, library, names, library.records(connection, names), before))
            connection.execute(delete(pending).where(pending.c.report.in_(names)))
            done += len(names)


def is_merged_otherwise(store: Store) -> bool:
    """Whether the store's incidents were begun by another way of merging than this one's; `rebuild` makes them anew."""
    with store.reading() as connection:
        if connection.execute(select(story_report.c.report).limit(1)).first() is None:
            return False
        return connection.execute(select(meta.c.value).where(meta.c.name == MERGING)).scalar_one_or_none() != method()


def _note_method(connection: Connection) -> None:
    connection.execute(delete(meta).where(meta.c.name == MERGING))
    connection.execute(insert(meta).values(name=MERGING, value=method()))


def _refresh(work: _Work) -> None:
    connection = work.connection
    refresh_parties(connection, work.library, work.touched)
    moved = _refresh_reports(work)
    _refresh_events(work)
    touched = _events_of(connection, work.touched)
    replace_incidents(connection, work.library, touched, _events_of(connection, moved - set(work.touched)))


# ---------------------------------------------------------------- copies and stories


def _refresh_reports(work: _Work) -> set[str]:
    """Who is a copy of whom, and which reports tell the same main occurrence; returns the reports whose voice or story changed."""
    connection = work.connection
    new = [{"report": name, "story": story_id(name), "voice": name} for name in sorted(work.here.keys() - work.before)]
    if new:
        connection.execute(insert(story_report), new)
    moved = _regroup(work, "copy", bands_of_report, judge_copies) | _regroup(work, "story", blocks_of_report, judge_reports)
    connection.execute(delete(story_report).where(story_report.c.report.in_(set(work.touched) - work.here.keys())))
    return moved | {row["report"] for row in new}


def _regroup(work: _Work, kind: str, blocks_of: Callable[[Record], tuple[str, ...]], judge: JudgeRecords) -> set[str]:
    def judge_pairs(pairs: Sequence[Pair]) -> Iterator[Judgement]:
        for some in cut(pairs, 1000):
            records = work.library.records(work.connection, {name for pair in some for name in pair})
            yield from (judge(records[a], records[b]) for a, b in some if a in records and b in records)

    connection = work.connection
    forget(connection, kind, work.before)
    compare(connection, kind, {name: blocks_of(one) for name, one in work.here.items()}, judge_pairs)
    column = story_report.c.voice if kind == "copy" else story_report.c.story
    standing = Standing(kind, partial(_mates, connection, column), lambda names: _days_of(connection, names).keys() & set(names))
    groups = regroup(connection, standing, work.touched)
    days = _days_of(connection, {name for group in groups for name in group})
    firsts = {name: min(group, key=lambda one: (days[one] or "9999", one)) for group in groups for name in group}
    return _write(connection, column, firsts if kind == "copy" else {name: story_id(first) for name, first in firsts.items()})


def _write(connection: Connection, column: Column[str], values: Mapping[str, str]) -> set[str]:
    """Gives reports their story or voice; returns those that had another."""
    moved: dict[str, list[str]] = {}
    for some in cut(sorted(values)):
        for row in connection.execute(select(story_report.c.report, column.label("held")).where(story_report.c.report.in_(some))):
            if row.held != values[row.report]:
                moved.setdefault(values[row.report], []).append(row.report)
    for value, names in sorted(moved.items()):
        for some in cut(names):
            connection.execute(update(story_report).where(story_report.c.report.in_(some)).values({column: value}))
    return {name for names in moved.values() for name in names}


def _mates(connection: Connection, column: Column[str], names: Iterable[str]) -> dict[str, str]:
    """All reports, with their story (or voice), that have one with some of `names`."""
    values: set[str] = set()
    for some in cut(sorted(names)):
        values |= set(connection.execute(select(column).where(story_report.c.report.in_(some))).scalars())
    found: dict[str, str] = {}
    for some in cut(sorted(values)):
        found |= {row[0]: row[1] for row in connection.execute(select(story_report.c.report, column).where(column.in_(some)))}
    return found


def _days_of(connection: Connection, names: Iterable[str]) -> dict[str, str | None]:
    """The days of publication of those reports that are the latest of their series."""
    found: dict[str, str | None] = {}
    for some in cut(sorted(names)):
        rows = connection.execute(select(report.c.id, report.c.published).where(report.c.latest, report.c.id.in_(some)))
        found |= {row.id: row.published for row in rows}
    return found


# ---------------------------------------------------------------- events


def _refresh_events(work: _Work) -> None:
    """Judges which events are the same occurrence."""
    connection = work.connection
    forget(connection, "event", work.before)

    def judge_pairs(pairs: Sequence[Pair]) -> Iterator[Judgement]:
        for some in cut(pairs, 1000):
            seen = work.library.sightings(connection, {report_of(key) for pair in some for key in pair})
            yield from (judge_events(seen[a], seen[b]) for a, b in some if a in seen and b in seen)

    blocks: dict[str, tuple[str, ...]] = {}
    for one in work.here.values():
        blocks |= blocks_of_events(one)
    compare(connection, "event", blocks, judge_pairs)


def _events_of(connection: Connection, names: Iterable[str]) -> set[str]:
    """The events of reports, as they are and as they stood in incidents."""
    found: set[str] = set()
    for some in cut(sorted(names)):
        found |= set(connection.execute(select(event.c.key).where(event.c.report.in_(some))).scalars())
    for name in names:
        old = select(incident_event.c.event).where(incident_event.c.event >= name + "@", incident_event.c.event < name + "A")
        found |= set(connection.execute(old).scalars())
    return found
