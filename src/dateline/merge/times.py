"""When an incident was: what the reports agree on, and which times exclude each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.merge.cells import Told, build_cell
from dateline.merge.titles import say_when
from dateline.merge.voices import voucher_of, witness
from dateline.model import Cell, Sighting, Value, When


def when_cell(rows: Sequence[Sighting]) -> Cell:
    """The cell `when`; a time that no words of a report tell, which the reader inferred, is no rival of one that is told."""
    inferred = _inferred(rows)

    def exclude(a: Value, b: Value) -> bool:
        return _exclude(a, b) and not inferred & {_key(*bounds(a)), _key(*bounds(b))}

    def vague(value: Value) -> tuple[float, ...]:
        return (_key(*bounds(value)) in inferred, _width(value))

    return build_cell("when", [_tell(s, s.event.when) for s in rows if s.event.when], exclude, vague=vague)


def _inferred(rows: Sequence[Sighting]) -> frozenset[str]:
    """Times without words of their own in any report."""
    whens = [s.event.when for s in rows if s.event.when]
    every = {_key(*_days(w)): False for w in whens} | {_key(*_days(w)): True for w in whens if w.span is not None}
    return frozenset(key for key, told in every.items() if not told)


def _days(when: When) -> tuple[date, date]:
    return when.earliest or date.min, when.latest or date.max


def _key(first: date, last: date) -> str:
    return f"{first}/{last}"


def _tell(sighting: Sighting, when: When) -> Told:
    first, last = (d.isoformat() if d else None for d in (when.earliest, when.latest))
    row = witness(sighting, *voucher_of(sighting, when.span), (when.span, when.text))
    return Told(_key(*_days(when)), say_when(when) or "unknown", {"earliest": first, "latest": last}, row)


def _exclude(a: Value, b: Value) -> bool:
    """Whether two intervals have no day in common; a day apart is the difference between the deed and the morning after.

    A bound (`by Friday`, `since Monday`) tells when something was known or went on, and excludes no day.
    """
    (first, last), (begin, end) = bounds(a), bounds(b)
    if date.min in (first, begin) or date.max in (last, end):
        return False
    return (max(first, begin) - min(last, end)).days > 1


def bounds(value: Value) -> tuple[date, date]:
    """First and last possible day of a value."""
    data = value.data if isinstance(value.data, dict) else {}
    first, last = data.get("earliest"), data.get("latest")
    return (date.fromisoformat(str(first)) if first else date.min, date.fromisoformat(str(last)) if last else date.max)


def when_of(rows: Sequence[Sighting], cells: Sequence[Cell]) -> When | None:
    """The agreed time: of those told in words, the narrowest value that is compatible with most voices, as its first witness tells it."""
    cell = next(c for c in cells if c.name == "when")
    if not cell.values:
        return None
    inferred = _inferred(rows)
    best = min(cell.values, key=lambda v: (_key(*bounds(v)) in inferred, -_support(v, cell.values), _width(v), bounds(v)))
    agreeing = [s.event.when for s in rows if s.event.when and _days(s.event.when) == bounds(best)]
    return next((w for w in agreeing if w.span is not None), agreeing[0] if agreeing else None)


def _support(value: Value, values: Sequence[Value]) -> int:
    return sum(v.voices for v in values if not _exclude(value, v))


def _width(value: Value) -> int:
    first, last = bounds(value)
    return (last - first).days
