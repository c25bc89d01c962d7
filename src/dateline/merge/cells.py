"""The cells of an incident: rival values with who gives each, and whether that is a history or a dispute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dateline.merge.voices import count_voices, mark_repeated, say_voices
from dateline.merge.words import fold
from dateline.model import Cell, Json, Value, Witness


@dataclass(frozen=True, slots=True)
class Told:
    """One value as one witness gives it; `key` tells values apart, `data` is what is printed as data."""

    key: str
    told: str
    data: Json
    witness: Witness


Rival = Callable[[Value, Value], bool]
Vague = Callable[[Value], tuple[float, ...]]
"""How loosely a value is told: of values that agree the most precise is shown first."""
Replaces = Callable[[Value, Value], bool]
"""Whether the second value may take the first one's place with time, as a toll grows."""


def never(_a: Value, _b: Value) -> bool:
    """No two values are so related."""
    return False


def differ(a: Value, b: Value) -> bool:
    """Any two values are rivals."""
    return a.data != b.data


def equally(_value: Value) -> tuple[float, ...]:
    """Values of a cell that knows no precision."""
    return ()


def build_cell(name: str, rows: Iterable[Told], rival: Rival = differ, replaces: Replaces = never, vague: Vague = equally) -> Cell:
    """The cell `name` from what witnesses tell; values with most independent voices first, then the earliest.

    Values that agree (a day within a week, a figure within another's bounds) stand in order of precision, each with who gives it.
    """
    values = gather(rows)
    if not values:
        return Cell(name, "open", (), "no report tells")
    state, reason = _judge_values(values, rival, replaces)
    if state not in ("disputed", "history"):
        values = tuple(sorted(values, key=vague))
    return Cell(name, state, values, reason)


def gather(rows: Iterable[Told]) -> tuple[Value, ...]:
    """Values that are told, each with its witnesses."""
    held: dict[str, list[Told]] = {}
    for row in sorted(rows, key=lambda r: (r.key, r.told, r.witness.report, r.witness.event, r.witness.by or "")):
        held.setdefault(row.key, []).append(row)
    values = []
    for key in sorted(held):
        unique = {(r.witness.report, r.witness.by, r.witness.speaker, r.witness.stance): r.witness for r in reversed(held[key])}
        witnesses = mark_repeated(unique.values())
        values.append(Value(held[key][0].told, held[key][0].data, witnesses, count_voices(witnesses)))
    alone = len({w.report for v in values for w in v.witnesses}) == 1
    values.sort(key=lambda v: (-v.voices, first_day(v) or date.max, _first_word(v) if alone else 0, v.told))
    return tuple(values)


def _first_word(value: Value) -> int:
    """Where in its report a value is first told: one report's values stand in its own order."""
    return min((w.span.start for w in value.witnesses if w.span), default=1 << 60)


def first_day(value: Value) -> date | None:
    """The day on which a value was first published."""
    return min((w.published for w in value.witnesses if w.published), default=None)


def last_day(value: Value) -> date | None:
    """The day on which a value was last published."""
    return max((w.published for w in value.witnesses if w.published), default=None)


def _judge_values(values: Sequence[Value], rival: Rival, replaces: Replaces) -> tuple[str, str]:
    """State and reason: rivals at once are a dispute; rivals of which each gave way to the next are a history."""
    rivals = [(a, b) for i, a in enumerate(values) for b in values[i + 1 :] if rival(a, b) and not _of_one_mouth(a, b)]
    disputes = [(a, b) for a, b in rivals if not (gave_way(a, b, replaces) or gave_way(b, a, replaces))]
    if disputes:
        return "disputed", _say_dispute(disputes)
    if rivals:
        return "history", _say_history(values)
    every = [w for v in values for w in v.witnesses]
    note = say_voices(every)
    if count_voices(every) > 1:
        return "agreed", f"{count_voices(every)} independent voices, none against"
    return "single", note or "one voice only"


def _of_one_mouth(a: Value, b: Value) -> bool:
    """Whether all who give one of two values give the other in the same breath: nobody disputes with himself, he speaks of two things."""
    one, other = ({(w.report, w.by, w.speaker) for w in v.witnesses} for v in (a, b))
    return one <= other or other <= one


def gave_way(old: Value, new: Value, replaces: Replaces) -> bool:
    """Whether `new` took the place of `old`: told later only, and of a kind that replaces it, or by the same sources that gave it."""
    last, first = last_day(old), first_day(new)
    if last is None or first is None or last >= first:
        return False
    before, after = ({fold(w.speaker if w.speaker and w.named else w.outlet or w.report) for w in v.witnesses} for v in (old, new))
    return replaces(old, new) or before <= after


def _say_dispute(disputes: Sequence[tuple[Value, Value]]) -> str:
    a, b = disputes[0]
    first, second = sorted((a, b), key=lambda v: (first_day(v) or date.max, v.told))
    more = f"; {len(disputes) - 1} more such pair{'s' if len(disputes) > 2 else ''}" if len(disputes) > 1 else ""
    return f"{_who(first)} gives {first.told}, {_who(second)} gives {second.told}{more}"


def _say_history(values: Sequence[Value]) -> str:
    ordered = sorted(values, key=lambda v: (first_day(v) or date.max, v.told))
    return "told in turn: " + ", then ".join(f"{v.told} ({first_day(v)})" for v in ordered)


def _who(value: Value) -> str:
    """Who gives a value, in a few words."""
    row = value.witnesses[0]
    return row.speaker or row.outlet or f"report {row.report}"
