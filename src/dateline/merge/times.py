"""When an incident was: what the reports agree on, and which times exclude each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.merge.cells import Told, build_cell
from dateline.merge.titles import say_when
from dateline.merge.voices import voucher_of, witness
from dateline.model import Cell, Sighting, Value, When


def when_cell(rows: Sequence[Sighting]) -> Cell:
    """The cell `when`."""
    return build_cell("when", [_tell(s, s.event.when) for s in rows if s.event.when], _exclude)


def _tell(sighting: Sighting, when: When) -> Told:
    first, last = (d.isoformat() if d else None for d in (when.earliest, when.latest))
    row = witness(sighting, *voucher_of(sighting, when.span), (when.span, when.text))
    return Told(f"{first}/{last}", say_when(when) or "unknown", {"earliest": first, "latest": last}, row)


def _exclude(a: Value, b: Value) -> bool:
    """Whether two intervals have no day in common; a day apart is the difference between the deed and the morning after."""
    (first, last), (begin, end) = bounds(a), bounds(b)
    return (max(first, begin) - min(last, end)).days > 1


def bounds(value: Value) -> tuple[date, date]:
    """First and last possible day of a value."""
    data = value.data if isinstance(value.data, dict) else {}
    first, last = data.get("earliest"), data.get("latest")
    return (date.fromisoformat(str(first)) if first else date.min, date.fromisoformat(str(last)) if last else date.max)


def when_of(rows: Sequence[Sighting], cells: Sequence[Cell]) -> When | None:
    """The agreed time: the narrowest value that is compatible with most voices, as its first witness tells it."""
    cell = next(c for c in cells if c.name == "when")
    if not cell.values:
        return None
    best = min(cell.values, key=lambda v: (-_support(v, cell.values), _width(v), bounds(v)))
    first, last = bounds(best)
    for sighting in rows:
        when = sighting.event.when
        if when and (when.earliest or date.min, when.latest or date.max) == (first, last):
            return when
    return None


def _support(value: Value, values: Sequence[Value]) -> int:
    return sum(v.voices for v in values if not _exclude(value, v))


def _width(value: Value) -> int:
    first, last = bounds(value)
    return (last - first).days
