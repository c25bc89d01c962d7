"""Records and sightings at hand: those that neighbours ask for again and again are decoded once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from sqlalchemy import Connection, select

from dateline.codec import decode_record
from dateline.model import Record, Sighting
from dateline.model.incidents import event_keys
from dateline.store.schema import record, report, story_report

REMEMBERED = 3000
"""Records that stay decoded: some 30 kB each, and the neighbours of a day's reports are mostly of that week."""
AT_ONCE = 500
"""Values in one list of a query; SQLite takes 32,766 in a statement, and short ones are planned as well as long ones."""
T = TypeVar("T")


class Library:
    """The current records of the latest versions, by short id, as one transaction sees them."""

    def __init__(self) -> None:
        self._records: OrderedDict[str, tuple[str, Record]] = OrderedDict()
        self._sightings: dict[str, Sighting] = {}

    def records(self, connection: Connection, names: Iterable[str]) -> dict[str, Record]:
        """The records of those reports among `names` that are the latest of their series; the others are left out."""
        found: dict[str, Record] = {}
        for some in cut(sorted(set(names))):
            tail = record.join(report, record.c.report == report.c.id)
            wanted = select(record.c.report, record.c.sha256).select_from(tail).where(record.c.current, report.c.latest)
            shas = {row.report: row.sha256 for row in connection.execute(wanted.where(record.c.report.in_(some)))}
            lacking = [name for name, sha in shas.items() if self._records.get(name, ("",))[0] != sha]
            self._fetch(connection, lacking)
            for name in sorted(shas):
                self._records.move_to_end(name)
                found[name] = self._records[name][1]
        while len(self._records) > REMEMBERED:
            self._records.popitem(last=False)
        return found

    def _fetch(self, connection: Connection, names: Sequence[str]) -> None:
        wanted = select(record.c.report, record.c.sha256, record.c.json).where(record.c.current, record.c.report.in_(names))
        for row in connection.execute(wanted) if names else ():
            self._records[row.report] = (row.sha256, decode_record(row.json))

    def sightings(self, connection: Connection, names: Iterable[str]) -> dict[str, Sighting]:
        """Every event of those reports as a sighting by its key; the same objects again while nothing about them changed."""
        wanted = sorted(set(names))
        records, voices, found = self.records(connection, wanted), _voices(connection, wanted), dict[str, Sighting]()
        for name, one in records.items():
            keys = event_keys(one)
            for event in one.events:
                key = keys[event.id]
                known = self._sightings.get(key)
                if known is None or known.record is not one or known.voice != voices.get(name, name):
                    known = self._sightings[key] = Sighting(key, one, event, voices.get(name, name))
                found[key] = known
        if len(self._sightings) > 20 * REMEMBERED:
            self._sightings.clear()
        return found


def _voices(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for some in cut(names):
        rows = connection.execute(select(story_report.c.report, story_report.c.voice).where(story_report.c.report.in_(some)))
        found |= {row.report: row.voice for row in rows}
    return found


def report_of(key: str) -> str:
    """The short id of the report that an event's or actor's key stands in.

    >>> report_of("r1a2b3c4d5e6f@120"), report_of("r1a2b3c4d5e6f/a1")
    ('r1a2b3c4d5e6f', 'r1a2b3c4d5e6f')
    """
    return key.partition("@")[0].partition("/")[0]


def cut(values: Sequence[T], size: int = AT_ONCE) -> Iterator[Sequence[T]]:
    """`values` in pieces of `size`, in order."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
