"""Everything recomputed: the testimony, and the index and the incidents that follow from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Table, select

from dateline.codec import decode_record, encode_reasons
from dateline.keep.comparing import to_judgement
from dateline.keep.library import Library, cut, report_of
from dateline.keep.retelling import rows_of_incidents
from dateline.merge.copies import judge_copies
from dateline.merge.events import judge_events
from dateline.merge.stories import judge_reports
from dateline.model import Judgement
from dateline.model.incidents import MACHINE
from dateline.store.checking import Checked, Fault, check_testimony, stream, to_its_end
from dateline.store.indexing import rows_of_record
from dateline.store.opening import Store
from dateline.store.schema import actor, event, incident, incident_actor, incident_event, judgement, record, report, statement

AT_ONCE = 200
_AGAIN = "`dateline doctor --rebuild` makes all of it anew"


def verify(store: Store, *, noted: str | None = None, quick: bool = False, advance: Callable[[int], None] = lambda _: None) -> Checked:
    """All faults of the store: in testimony, and (unless `quick`) in what was computed from it.

    One view of the store from beginning to end; others may write meanwhile. `noted` is a chain that was noted before and must still
    be in the log. Not covered are the words of the full-text index, which nothing else rests on.
    """
    with store.reading() as connection:
        found = check_testimony(connection, noted=noted, advance=advance)
        return found if quick else check_computed(connection, found)


def check_computed(connection: Connection, found: Checked) -> Checked:
    """What was found of testimony, with what is found of the index, the judgements and the incidents."""
    parts = {
        "index": _index(connection),
        "judgement": _judgements(connection),
        "incident": _incidents(connection, found.counts),
    }
    faults = [fault for what, part in parts.items() for fault in to_its_end(what, part)]
    return Checked(found.counts, (*found.faults, *faults), found.chain)


def _index(connection: Connection) -> Iterator[Fault]:
    """Events, statements and actors as rows, against the records; and rows that belong to none."""
    tables = {"actor": actor, "statement": statement, "event": event}
    tail = record.join(report, record.c.report == report.c.id)
    wanted = select(record.c.report, record.c.json).select_from(tail).where(record.c.current, report.c.latest).order_by(record.c.report)
    counted = dict.fromkeys(tables, 0)
    for row in stream(connection, wanted):
        try:
            expected = rows_of_record(decode_record(row.json))
        except Exception:  # told already, as a fault of the record
            continue
        for what, table in tables.items():
            held = _plain(table, connection.execute(select(table).where(table.c.report == row.report)).mappings(), {"id", "party"})
            made = _plain(table, expected[what], {"id", "party"})
            counted[what] += len(held)
            if held != made:
                yield Fault(
                    "index", f"{what}s of {row.report}", "are not what the record says; `dateline doctor --rebuild` makes them anew"
                )
    for what, table in tables.items():
        number = sum(1 for _ in stream(connection, select(table.c.report)))
        if number != counted[what]:
            yield Fault("index", f"{what}s", f"some belong to no report; {_AGAIN}")


def _plain(table: Table, rows: Iterable[Mapping[Any, Any]], without: set[str]) -> list[tuple[Any, ...]]:
    names = [c.name for c in table.columns if c.name not in without]
    return sorted((tuple(row[name] for name in names) for row in rows), key=repr)


# ---------------------------------------------------------------- judgements


def _judgements(connection: Connection) -> Iterator[Fault]:
    """What the machine judged, judged again."""
    library, some = Library(), list[Judgement]()
    for row in stream(connection, select(judgement).where(judgement.c.by == MACHINE).order_by(judgement.c.first)):
        try:
            some.append(to_judgement(row._mapping))
        except Exception as error:
            yield Fault("judgement", f"{row.first} {row.second}", f"cannot be read ({error})")
        if len(some) >= AT_ONCE:
            yield from _judge_again(connection, library, some)
            some = []
    yield from _judge_again(connection, library, some)


def _judge_again(connection: Connection, library: Library, some: list[Judgement]) -> Iterator[Fault]:
    names = {report_of(key) for one in some for key in (one.first, one.second)}
    try:
        records, seen = library.records(connection, names), library.sightings(connection, names)
    except Exception:  # told already, as a fault of the record
        return
    for one in some:
        made: Judgement | None = None
        if one.kind == "event" and one.first in seen and one.second in seen:
            made = judge_events(seen[one.first], seen[one.second])
        elif one.kind in ("copy", "story") and one.first in records and one.second in records:
            made = (judge_copies if one.kind == "copy" else judge_reports)(records[one.first], records[one.second])
        elif one.kind == "actor":
            continue
        if made is None or (made.same, made.score, encode_reasons(made.reasons)) != (one.same, one.score, encode_reasons(one.reasons)):
            yield Fault("judgement", f"{one.first} {one.second}", f"is not what this version judges; {_AGAIN}")


# ---------------------------------------------------------------- incidents


def _incidents(connection: Connection, counts: dict[str, int]) -> Iterator[Fault]:
    """Incidents told again from their members, and the rows that stand for them."""
    library, counts["incidents"] = Library(), 0
    members: dict[str, set[str]] = {}
    for row in stream(connection, select(incident_event).order_by(incident_event.c.incident)):
        members.setdefault(row.incident, set()).add(row.event)
    for some in cut(sorted(members), AT_ONCE):
        counts["incidents"] += len(some)
        try:
            made = rows_of_incidents(connection, library, [members[name] for name in some])
        except Exception as error:  # a record that cannot be read is told already; anything else is worth a line
            yield Fault("incident", f"{some[0]} … {some[-1]}", f"cannot be told again ({type(error).__name__})")
            continue
        for table, expected in zip((incident, incident_event, incident_actor), made, strict=True):
            column = table.c.id if table is incident else table.c.incident
            held = connection.execute(select(table).where(column.in_(some))).mappings()
            wrong = set(_plain(table, held, set())) ^ set(_plain(table, expected, set()))
            for name in sorted({str(row[list(table.columns.keys()).index(column.name)]) for row in wrong}):
                yield Fault("incident", name, f"is not what its reports say; {_AGAIN}")
    for table in (incident, incident_actor):
        column = table.c.id if table is incident else table.c.incident
        for name in sorted(set(connection.execute(select(column).distinct()).scalars()) - members.keys()):
            yield Fault("incident", name, "has no events")
