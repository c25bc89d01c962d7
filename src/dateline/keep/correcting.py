"""What people say of cells, and what follows: a rejected event leaves its incident, a corrected cell stands beside the machine's."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from dateline.errors import UsageError
from dateline.keep.library import cut
from dateline.merge.incidents import tell_incident
from dateline.model import Actor, Cell, Event, Figure, Incident, Party, Place, Record, Sighting, Value, When, Witness
from dateline.model.incidents import ACCEPTED, CORRECTED, DISPUTED, MACHINE, REJECTED
from dateline.model.vocabulary import MODES, STATUSES
from dateline.store.schema import correction

WHOLE = ""
"""The cell that stands for the whole event."""
FIGURE = "figure."


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody said of one cell of an event: a verdict, with the value in its place where it is `corrected` (JSON)."""

    event: str
    cell: str
    edition: int
    verdict: str
    machine: str | None
    value: str | None
    by: str
    at: str
    why: str


def corrections_of(connection: Connection, reports: Iterable[str]) -> dict[str, dict[str, Correction]]:
    """By event and cell, the last word in force on it."""
    found: dict[str, dict[str, Correction]] = {}
    for some in cut(sorted(set(reports))):
        wanted = select(correction).where(correction.c.report.in_(some), correction.c.revoked.is_(None))
        for row in connection.execute(wanted.order_by(correction.c.event, correction.c.cell, correction.c.edition)):
            one = Correction(row.event, row.cell, row.edition, row.verdict, row.machine, row.value, row.by, row.at, row.why)
            found.setdefault(row.event, {})[row.cell] = one
    return found


def is_rejected(said: Mapping[str, Correction]) -> bool:
    """Whether a person said that there is no such event."""
    return WHOLE in said and said[WHOLE].verdict == REJECTED


# ---------------------------------------------------------------- values


def correct_sighting(sighting: Sighting, said: Mapping[str, Correction]) -> Sighting:
    """The sighting with the cells that people corrected, and without those they rejected; the record in the store stays as it is."""
    record, event = sighting.record, sighting.event
    for cell in sorted(said):
        one = said[cell]
        if cell != WHOLE and one.verdict in (CORRECTED, REJECTED):
            record, event = put_value(record, event, cell, json.loads(one.value) if one.value and one.verdict == CORRECTED else None)
    return replace(sighting, record=record, event=event)


def put_value(record: Record, event: Event, cell: str, value: Any) -> tuple[Record, Event]:
    """The event with `value` (in the shape of the cell's `data`; None for no value) in one cell. Raises UsageError for another shape."""
    try:
        if cell in ("type", "status"):
            if value not in (None, *(STATUSES if cell == "status" else MODES)):
                raise ValueError
            kept = value or (event.type if cell == "type" else event.status)
            return record, replace(event, type=kept) if cell == "type" else replace(event, status=kept)
        if cell == "mode":
            if value is not None and all(value not in modes for modes in MODES.values()):
                raise ValueError
            return record, replace(event, mode=None if value is None else str(value))
        if cell == "when":
            return record, replace(event, when=None if value is None else _when(value))
        if cell == "place":
            return record, replace(event, places=() if value is None else (_place(value),))
        if cell in ("agent", "target"):
            record, parties = _parties(record, value)
            return record, replace(event, agents=parties) if cell == "agent" else replace(event, targets=parties)
        if cell.startswith(FIGURE):
            return record, replace(event, figures=_figures(event, cell.removeprefix(FIGURE), value))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        problem = f"{json.dumps(value, ensure_ascii=False)} is no value for the cell {cell!r}"
        raise UsageError(f"{problem}; {_say_shape(cell)}") from error
    raise UsageError(f"an event has no cell {cell!r}; cells are type, mode, status, when, place, agent, target and figure.WHAT")


def _say_shape(cell: str) -> str:
    """What to write instead."""
    if cell in ("type", "status"):
        return f"say one of {', '.join(STATUSES if cell == 'status' else MODES)}"
    if cell == "mode":
        return f"say one of {', '.join(sorted({mode for modes in MODES.values() for mode in modes}))}"
    return {"when": "write a day as 2024-03-09, or - for none", "place": "write its name, or - for none"}.get(cell, "write it anew")


def _when(value: Any) -> When:
    first, last = (value, value) if isinstance(value, str) else (value["earliest"], value["latest"])
    days = tuple(date.fromisoformat(d) if d else None for d in (first, last))
    if days[0] and days[1] and days[0] > days[1]:
        raise ValueError
    return When(days[0], days[1], None, None)


def _place(value: Any) -> Place:
    told = {"name": value} if isinstance(value, str) else value
    lat, lon = (None if told.get(n) is None else float(told[n]) for n in ("lat", "lon"))
    if not str(told["name"]).strip() or (lat is not None and abs(lat) > 90) or (lon is not None and abs(lon) > 180):
        raise ValueError
    return Place(None, None, str(told["name"]), told.get("country"), lat, lon)


def _parties(record: Record, value: Any) -> tuple[Record, tuple[Party, ...]]:
    """Parties by name: actors of the report where it names them, else actors that the correction brings in."""
    told = [] if value is None else value if isinstance(value, list) else [value]
    names = [str(one["name"] if isinstance(one, dict) else one) for one in told]
    if not all(name.strip() for name in names):
        raise ValueError
    parties: list[Party] = []
    for name in names:
        known = next((a for a in record.actors if a.name == name), None)
        if known is None:
            known = Actor(f"person{len(record.actors) + 1}", name, "unknown", None, "named")
            record = replace(record, actors=(*record.actors, known))
        parties.append(Party(None, name, known.id))
    return record, tuple(parties)


def _figures(event: Event, what: str, value: Any) -> tuple[Figure, ...]:
    kind, _, unit = what.partition(".")
    kept = tuple(f for f in event.figures if f.what != kind or (f.unit or "") != unit)
    if value is None:
        return kept
    told = {"low": value, "high": value} if isinstance(value, int | float) else value
    low, high = (None if told[n] is None else float(told[n]) for n in ("low", "high"))
    if (low is None and high is None) or (low is not None and high is not None and low > high):
        raise ValueError
    return (*kept, Figure(kind, low, high, None, None, unit=unit or None, approx=bool(told.get("approx"))))


# ---------------------------------------------------------------- showing


def show_corrections(told: Incident, sightings: Sequence[Sighting], said: Mapping[str, Mapping[str, Correction]]) -> Incident:
    """The incident with people's verdicts on its witnesses, and with the machine's values that they put others in the place of."""
    judged = [s for s in sightings if said.get(s.key)]
    if not judged:
        return told
    cells = {c.name: c for c in told.cells}
    for sighting in judged:
        words = said[sighting.key]
        machine = {c.name: c for c in tell_incident([sighting]).cells}
        for name in sorted({*cells, *machine}):
            word = words.get(name) or words.get(WHOLE)
            if word is not None:
                cells[name] = _show(cells.get(name) or Cell(name, "open", (), "no report tells"), machine.get(name), sighting.key, word)
    order = [c.name for c in told.cells]
    return replace(told, cells=tuple(cells[n] for n in (*order, *sorted(cells.keys() - set(order)))))


def _show(cell: Cell, machine: Cell | None, event: str, word: Correction) -> Cell:
    verdict = word.verdict if word.verdict != REJECTED or word.cell != WHOLE else MACHINE
    values = tuple(replace(v, witnesses=tuple(_mark(w, event, verdict) for w in v.witnesses)) for v in cell.values)
    reason, state = cell.reason, cell.state
    if word.cell != WHOLE and word.verdict in (CORRECTED, REJECTED) and machine:
        values += tuple(_rejected(v) for v in machine.values if all(v.data != kept.data for kept in values))
        reason = f"{reason}; {word.by} {'put another value in its place' if word.verdict == CORRECTED else 'took the value out'}"
    if word.verdict == DISPUTED and values:
        state, reason = DISPUTED, f"{reason}; {word.by} leaves it open"
    return replace(cell, values=values, state=state, reason=f"{reason}: {word.why}" if word.why and reason != cell.reason else reason)


def _mark(witness: Witness, event: str, verdict: str) -> Witness:
    return replace(witness, verdict=verdict) if witness.event == event and verdict in (ACCEPTED, CORRECTED, DISPUTED) else witness


def _rejected(value: Value) -> Value:
    """What the machine read, which nobody vouches for any more."""
    return replace(value, witnesses=tuple(replace(w, verdict=REJECTED) for w in value.witnesses), voices=0)
