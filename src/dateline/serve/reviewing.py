"""Going through what waits, one event a screen: most decisions are one key, the longest are three."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from dateline.errors import EditConflict, UsageError
from dateline.keep import deciding
from dateline.keep.deciding import Person
from dateline.model import Cell
from dateline.model.incidents import event_keys
from dateline.serve.incident_page import name_cell
from dateline.serve.phrases import visible
from dateline.serve.review_page import Case, cells_of, own_values, render_case, render_choices, rivals
from dateline.store import Store, ask

NEAR = 7
"""Days around an event within which another incident is offered to be joined with it."""
_OFFERED = 200
"""Incidents of those days that are looked at."""
_STAY, _GO = False, True


@dataclass(frozen=True, slots=True)
class Terminal:
    """How a review speaks with the person: shows a page, waits for a key, asks for a line."""

    show: Callable[[RenderableType], None]
    key: Callable[[], str]
    line: Callable[[str], str]


@dataclass(slots=True)
class Session:
    """A review under way; `decided` counts the decisions in force of this sitting."""

    store: Store
    person: Person
    terminal: Terminal
    decided: int = 0
    after: str | None = None
    back: list[str | None] = field(default_factory=list)


def review(session: Session) -> int:
    """Shows one waiting event after another until nothing waits or the person stops; returns how many decisions were made."""
    while True:
        page = ask.queue(session.store, after=session.after, most=1)
        if not page.rows:
            if session.after is None:
                session.terminal.show(Text("Nothing waits for a decision.", "dim"))
                return session.decided
            session.terminal.show(Text("That was the last; what was passed over comes again.", "dim"))
            session.after = None
            if not _again(session):
                return session.decided
            continue
        waiting = page.rows[0]
        case, records = _case(session, waiting)
        session.terminal.show(render_case(case, records))
        while True:
            done = _answer(session, case)
            if done is None:
                return session.decided
            if done:
                break


def _again(session: Session) -> bool:
    session.terminal.show(Text(" n once more from the top   q quit", "dim"))
    while (key := session.terminal.key()) not in ("n", "q", "\x04", ""):
        pass
    return key == "n"


def _case(session: Session, waiting: ask.Waiting) -> tuple[Case, Mapping[str, Any]]:
    incident = ask.get_incident(session.store, waiting.event)
    records = ask.get_records(session.store, incident.reports)
    record = records[waiting.report]
    keys = event_keys(record)
    event = next(e for e in record.events if keys[e.id] == waiting.event)
    return Case(waiting.event, event, record, incident, waiting.why), records


def _answer(session: Session, case: Case) -> bool | None:
    """Does what one key says; whether the next event is to be shown, None to stop."""
    key = session.terminal.key()
    if key in ("q", "\x04", ""):
        return None
    acts: dict[str, Callable[[Session, Case], bool]] = {
        "n": _next, "a": _accept, "r": _reject, "c": _correct, "s": _split, "j": _join, "o": _note, "u": _undo,
    }  # fmt: skip
    act = acts.get(key)
    if act is None:
        return _STAY
    try:
        return act(session, case)
    except (UsageError, EditConflict) as error:
        session.terminal.show(Text(f" {visible(str(error))}", "red"))
        return _STAY


def _next(session: Session, case: Case) -> bool:
    session.after = f"{case.incident.id}~{case.key}"
    return _GO


def _accept(session: Session, case: Case) -> bool:
    deciding.accept(session.store, session.person, [case.key])
    return _decided(session, "accepted")


def _reject(session: Session, case: Case) -> bool:
    deciding.reject(session.store, session.person, [case.key])
    return _decided(session, "rejected")


def _decided(session: Session, what: str) -> bool:
    session.decided += 1
    session.terminal.show(Text(f" {what}; u takes it back", "dim"))
    return _GO


# ---------------------------------------------------------------- correcting


def _correct(session: Session, case: Case) -> bool:
    cells = cells_of(case)
    session.terminal.show(Text(f" which cell? 1–{len(cells)}", "bold"))
    cell = _chosen(session, cells)
    if cell is None:
        return _STAY
    value = _value(session, case, cell)
    if value is None:
        return _STAY
    deciding.put_right(session.store, session.person, deciding.correction(session.person, case.key, cell.name, value[0]))
    return _decided(session, f"{name_cell(cell.name)} corrected")


def _value(session: Session, case: Case, cell: Cell) -> tuple[Any] | None:
    """The value that is to stand there (None in it: nobody tells), or None where the person thought better of it."""
    others = rivals(cell, case.key)
    told = ", ".join(v.told for v in own_values(cell, case.key))
    title = f"{name_cell(cell.name)}, now {told}: what instead?"
    session.terminal.show(render_choices(title, [v.told for v in others], "t type it   0 nobody tells   any other key: leave it"))
    key = session.terminal.key()
    if key == "0":
        return (None,)
    if key == "t":
        typed = session.terminal.line(f"{name_cell(cell.name)}: ").strip()
        return (read_value(cell.name, typed),) if typed else None
    return (others[int(key) - 1].data,) if key.isdecimal() and 0 < int(key) <= len(others) else None


def read_value(cell: str, typed: str) -> Any:
    """What somebody types for a cell, in the shape of its data: `12`, `10-15`, `20+` for figures; `2024-02-02`, `2024-02-01/2024-02-05`
    for days; JSON anywhere; else the words themselves.

    >>> read_value("figure.killed", "20+"), read_value("when", "2024-02-02"), read_value("place", "Goma")
    ({'low': 20.0, 'high': None}, '2024-02-02', 'Goma')
    """
    if typed[:1] in "{[":
        try:
            return json.loads(typed)
        except ValueError as error:
            raise UsageError(f"{typed!r} is no JSON ({error})") from error
    if cell.startswith("figure."):
        return _figure(typed)
    if cell == "when" and "/" in typed:
        first, _, last = (part.strip() or None for part in typed.partition("/"))
        return {"earliest": first, "latest": last}
    return typed


def _figure(typed: str) -> dict[str, float | None]:
    low, dash, high = typed.replace(",", "").replace("–", "-").partition("-")
    try:
        if low.endswith("+") and not dash:
            return {"low": float(low[:-1]), "high": None}
        return {"low": float(low), "high": float(high or low)}
    except ValueError:
        raise UsageError(f"{typed!r} is no figure: write 12, 10-15 or 20+") from None


def _chosen(session: Session, cells: tuple[Cell, ...]) -> Cell | None:
    key = session.terminal.key()
    return cells[int(key) - 1] if key.isdecimal() and 0 < int(key) <= len(cells) else None


# ---------------------------------------------------------------- the rest


def _split(session: Session, case: Case) -> bool:
    others = deciding.split(session.store, session.person, case.key)
    if not others:
        session.terminal.show(Text(" it stands alone already", "dim"))
        return _STAY
    return _decided(session, f"parted from {len(others)}")


def _join(session: Session, case: Case) -> bool:
    found = near(session.store, case)
    if not found:
        session.terminal.show(Text(f" no other incident of this type within {NEAR} days", "dim"))
        return _STAY
    session.terminal.show(render_choices("the same as which?", [f"{r.title}  ({r.reports} reports, {r.id})" for r in found]))
    key = session.terminal.key()
    if not (key.isdecimal() and 0 < int(key) <= len(found)):
        return _STAY
    deciding.same(session.store, session.person, (case.key, found[int(key) - 1].id))
    return _decided(session, "joined")


def near(store: Store, case: Case, most: int = 9) -> tuple[ask.IncidentRow, ...]:
    """Other incidents of the event's type about its days, those at its place and of the nearest day first."""
    told = case.incident
    days = [day for day in ((told.when.earliest, told.when.latest) if told.when else ()) if day]
    if not days:
        return ()
    first, last = days[0], days[-1]
    wanted = ask.Filter(kind=told.type, since=_moved(first, -NEAR), until=_moved(last, NEAR))
    rows = [r for r in ask.find_incidents(store, wanted, most=_OFFERED).rows if r.id != told.id]
    place = told.place.name if told.place else None

    def distance(row: ask.IncidentRow) -> tuple[bool, bool, int, str]:
        day = date.fromisoformat(row.earliest or row.latest or first.isoformat())
        return place is not None and row.place != place, row.mode != told.mode, abs((day - first).days), row.id

    return tuple(sorted(rows, key=distance)[:most])


def _moved(day: date, days: int) -> date:
    """A day so many days away, no further than the calendar goes."""
    number = min(max(day.toordinal() + days, date.min.toordinal()), date.max.toordinal())
    return day + timedelta(number - day.toordinal())


def _note(session: Session, case: Case) -> bool:
    words = session.terminal.line("note: ").strip()
    if words:
        deciding.note(session.store, session.person, case.key, words)
        session.terminal.show(Text(" noted", "dim"))
    return _STAY


def _undo(session: Session, case: Case) -> bool:
    taken = deciding.undo(session.store, session.person)
    if not taken:
        session.terminal.show(Text(" there is nothing of yours to take back", "dim"))
        return _STAY
    session.decided = max(0, session.decided - 1)
    one = taken[0]
    session.terminal.show(Text(f" taken back: {one.first} {one.second or one.cell} {one.verdict}", "dim"))
    session.after = None
    return _GO
