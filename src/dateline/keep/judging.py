"""What people decide: same or not the same, and what a cell really says. All of it is kept, signed, revocable and logged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from dateline.errors import EditConflict, UsageError
from dateline.keep.comparing import judgement_row
from dateline.keep.correcting import WHOLE, Correction, put_value
from dateline.keep.identities import is_sort
from dateline.keep.library import Library, report_of
from dateline.keep.merging import refresh
from dateline.keep.retelling import replace_incidents
from dateline.model import Judgement
from dateline.model.incidents import CORRECTED, MACHINE, VERDICTS, event_keys
from dateline.store.chain import append, entry
from dateline.store.opening import Store
from dateline.store.schema import correction, judgement, report
from dateline.store.testimony import mark

KINDS = ("event", "story", "copy", "actor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What somebody says of one cell of an event (its key): a verdict; `value`, in the shape of the cell's data, where it is corrected."""

    event: str
    cell: str = WHOLE
    verdict: str
    by: str
    value: Any = None
    why: str = ""


# ---------------------------------------------------------------- same or not


def save_judgement(store: Store, one: Judgement, now: str) -> int:
    """Keeps what a person judged of two subjects and computes anew what hangs on it; returns its number, with which it is revoked.

    Takes the place of what the same person said of the two before. Raises UsageError for subjects that are not there.
    """
    return save_judgements(store, [one], now)[0]


def save_judgements(store: Store, judged: Iterable[Judgement], now: str) -> tuple[int, ...]:
    """As `save_judgement` for all that one decision says: all of it is kept or none, and what hangs on it is computed anew once."""
    with store.writing() as connection:
        numbers = tuple(_save(connection, one, now) for one in judged)
    refresh(store)
    return numbers


def _save(connection: Connection, one: Judgement, now: str) -> int:
    _check_judgement(one)
    first, second = sorted((one.first, one.second))
    names = _reports_of(first, second)
    _require_reports(connection, names)
    pair = (judgement.c.kind == one.kind, judgement.c.first == first, judgement.c.second == second)
    mine = select(judgement.c.id).where(*pair, judgement.c.by == one.by, judgement.c.revoked.is_(None))
    for old in connection.execute(mine).scalars().all():
        _revoke(connection, "judgement", old, now)
    row = judgement_row(replace(one, first=first, second=second, made=now, revoked=None))
    made = connection.execute(insert(judgement).values(**row)).inserted_primary_key
    assert made is not None
    number = int(made[0])
    append(connection, [entry("judgement", row | {"id": number})], now)
    for name in names:
        mark(connection, name)
    return number


def take_back(store: Store, now: str, *, judgements: Iterable[int] = (), cells: Iterable[tuple[str, str]] = ()) -> None:
    """Takes back judgements, by number, and the last words in force on cells (event and cell): all or none, and computes anew once.

    Raises UsageError where one of them is not in force.
    """
    with store.writing() as connection:
        for number in judgements:
            _take_judgement(connection, number, now)
        replace_incidents(connection, Library(), [_take_correction(connection, event, cell, now) for event, cell in cells])
    refresh(store)


def _take_judgement(connection: Connection, number: int, now: str) -> None:
    wanted = select(judgement).where(judgement.c.id == number, judgement.c.by != MACHINE, judgement.c.revoked.is_(None))
    row = connection.execute(wanted).first()
    if row is None:
        raise UsageError(f"there is no judgement {number} by a person that is in force")
    _revoke(connection, "judgement", number, now)
    for name in _reports_of(row.first, row.second):
        mark(connection, name)


def _check_judgement(one: Judgement) -> None:
    if one.by == MACHINE or not one.by.strip():
        raise UsageError("a judgement needs the name of the person who makes it")
    if one.kind not in KINDS:
        raise UsageError(f"{one.kind!r} cannot be judged; kinds are {', '.join(KINDS)}")
    if one.first == one.second:
        raise UsageError("a judgement is of two different subjects")


def _reports_of(*subjects: str) -> list[str]:
    """The reports that subjects stand in; a name of many reports stands in none."""
    return sorted({report_of(subject) for subject in subjects if not is_sort(subject)})


def _require_reports(connection: Connection, names: Iterable[str]) -> None:
    for name in names:
        if connection.execute(select(report.c.id).where(report.c.id == name)).first() is None:
            raise UsageError(f"there is no report {name} in the store")


def _revoke(connection: Connection, what: str, number: int, now: str) -> None:
    table = judgement if what == "judgement" else correction
    connection.execute(update(table).where(table.c.id == number).values(revoked=now))
    append(connection, [entry(f"revoked {what}", {"id": number, "revoked": now})], now)


# ---------------------------------------------------------------- cells


def correct(store: Store, edit: Edit, *, edition: int, now: str) -> Correction:
    """Keeps what a person says of a cell; `edition` is the last edition that the person has seen, 0 for none.

    The machine's value is kept beside it. Raises EditConflict where somebody else was first, UsageError for a cell or value that is none.
    """
    if edit.verdict not in VERDICTS:
        raise UsageError(f"{edit.verdict!r} is no verdict; say one of {', '.join(VERDICTS)}")
    if not edit.by.strip() or edit.by == MACHINE:
        raise UsageError("a correction needs the name of the person who makes it")
    name = report_of(edit.event)
    with store.writing() as connection:
        _require_reports(connection, [name])
        last = _last_edition(connection, edit)
        if last != edition:
            raise EditConflict(
                store.address, f"{edit.event} {edit.cell or 'as a whole'} was edited meanwhile", "read it again and decide anew"
            )
        made = Correction(
            edit.event, edit.cell, last + 1, edit.verdict, _machine_value(connection, edit),
            json.dumps(edit.value, ensure_ascii=False) if edit.verdict == CORRECTED else None, edit.by, now, edit.why,
        )  # fmt: skip
        row = _correction_row(connection, name, made)
        connection.execute(insert(correction), [row])
        append(connection, [entry("correction", row)], now)
        replace_incidents(connection, Library(), [edit.event])  # what is compared is what sources said, which no correction changes
    return made


def revoke_correction(store: Store, event: str, cell: str, now: str) -> None:
    """Takes back the last word in force on a cell; the one before it holds again. Raises UsageError where there is none."""
    take_back(store, now, cells=[(event, cell)])


def _take_correction(connection: Connection, event: str, cell: str, now: str) -> str:
    """Takes it back; returns the event, whose incident is to be told anew."""
    wanted = select(correction.c.id).where(correction.c.event == event, correction.c.cell == cell, correction.c.revoked.is_(None))
    number = connection.execute(wanted.order_by(correction.c.edition.desc()).limit(1)).scalar_one_or_none()
    if number is None:
        raise UsageError(f"nobody has said anything of {event} {cell or 'as a whole'} that is in force")
    _revoke(connection, "correction", number, now)
    return event


def edition_of(store: Store, event: str, cell: str = WHOLE) -> int:
    """The number of the last edition of a cell, 0 for none: what `correct` asks for."""
    with store.reading() as connection:
        return _last(connection, event, cell)


def _last_edition(connection: Connection, edit: Edit) -> int:
    return _last(connection, edit.event, edit.cell)


def _last(connection: Connection, event: str, cell: str) -> int:
    wanted = select(func.max(correction.c.edition)).where(correction.c.event == event, correction.c.cell == cell)
    return int(connection.execute(wanted).scalar_one() or 0)


def _correction_row(connection: Connection, name: str, one: Correction) -> dict[str, Any]:
    number = (connection.execute(select(func.max(correction.c.id))).scalar_one() or 0) + 1
    return {
        "id": number, "report": name, "event": one.event, "cell": one.cell, "edition": one.edition, "verdict": one.verdict,
        "machine": one.machine, "value": one.value, "by": one.by, "at": one.at, "why": one.why, "revoked": None,
    }  # fmt: skip


def _machine_value(connection: Connection, edit: Edit) -> str | None:
    """What the machine reads in the cell, as JSON; also checks that there is such an event and that the value fits."""
    record = Library().records(connection, [report_of(edit.event)]).get(report_of(edit.event))
    if record is None or "@" not in edit.event:
        return None  # an older version, or a statement: kept as said
    event = next((e for e in record.events if event_keys(record)[e.id] == edit.event), None)
    if event is None:
        raise UsageError(f"there is no event {edit.event} in the store")
    if edit.cell == WHOLE:
        return None
    if edit.verdict == CORRECTED:
        put_value(record, event, edit.cell, edit.value)
    from dateline.merge.incidents import tell_incident
    from dateline.model import Sighting

    cells: Mapping[str, Any] = {c.name: c for c in tell_incident([Sighting(edit.event, record, event)]).cells}
    if edit.cell not in cells and not edit.cell.startswith("figure."):
        put_value(record, event, edit.cell, None)
    values = [v.data for v in cells[edit.cell].values] if edit.cell in cells else []
    return json.dumps(values, ensure_ascii=False) if values else None
