"""Which of several rival figures a cell is given that holds only one; a policy is chosen at export and never stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from dateline.errors import UsageError
from dateline.export.source import BEST, LATEST, LOWEST, POLICIES
from dateline.export.verdicts import verdict_of_value
from dateline.model import Cell, Incident, Value
from dateline.model.incidents import REJECTED

PREFIX = "figure."
_Bounds: TypeAlias = tuple[float | None, float | None]
_Told: TypeAlias = tuple[Value, _Bounds]


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of an incident: `number` by the policy, `low` and `high` over all values that stand, `told` as the chosen one tells it."""

    what: str
    number: float
    low: float
    high: float | None
    told: str
    value: Value


def check_policy(policy: str | None, habit: str) -> str:
    """The policy asked for, else the format's habit. Raises UsageError for one there is not."""
    if policy is not None and policy not in POLICIES:
        raise UsageError(f"there is no policy {policy!r} for figures; choose {', '.join(POLICIES)}")
    return policy or habit


def count(incident: Incident, what: str, policy: str) -> Count | None:
    """The figure for `what` (`killed`, `wounded`, …); None where nobody tells one.

    A value that later reports replaced is history: only the last one stands. What a person rejected does not stand either.
    """
    cell = next((c for c in incident.cells if c.name == PREFIX + what), None)
    standing = standing_values(cell) if cell else ()
    told = _of_all([(value, bounds) for value in standing if (bounds := bounds_of(value)) is not None])
    if not told:
        return None
    chosen, bounds = min(told, key=_ORDERS[policy])
    known = max((high for _, (_, high) in told if high is not None), default=None)
    open_above = max((_number(b) for _, b in told if b[1] is None), default=0)
    return Count(
        what,
        _number(bounds),
        min(_number(b) for _, b in told),
        known if known is not None and known >= open_above else None,
        chosen.told,
        chosen,
    )


def _of_all(told: list[_Told]) -> list[_Told]:
    """Values that count the same people: those of everybody where there are such, without smaller ones of a part (`three gendarmes`)
    of them; else those that count what the largest counts."""
    whole = [(value, bounds) for value, bounds in told if not _part(value)]
    if whole:
        most = max(_number(bounds) for _, bounds in whole)
        return whole + [(value, bounds) for value, bounds in told if _part(value) and _number(bounds) > most]
    largest = max(told, key=lambda one: _number(one[1]), default=None)
    return [one for one in told if largest and _part(one[0]) & _part(largest[0])]


def _part(value: Value) -> frozenset[str]:
    """Stems of the nouns that a value counts more closely than everybody."""
    return frozenset(str(value.data.get("of") or "").split()) if isinstance(value.data, dict) else frozenset()


def standing_values(cell: Cell) -> tuple[Value, ...]:
    """The values of a cell that neither time nor a person has put aside."""
    kept = tuple(value for value in cell.values if verdict_of_value(value) != REJECTED)
    return (max(kept, key=_last_day),) if cell.state == "history" and kept else kept


def bounds_of(value: Value) -> _Bounds | None:
    """Inclusive bounds of a figure's value; None where it holds no number."""
    data = value.data
    if isinstance(data, bool):
        return None
    if isinstance(data, int | float):
        return data, data
    pair: Sequence[object] = (data.get("low"), data.get("high")) if isinstance(data, dict) else data if isinstance(data, list) else ()
    low, high = (_plain(n) for n in pair) if len(pair) == 2 else (None, None)
    return None if low is None and high is None else (low, high)


def _plain(number: object) -> float | None:
    return number if isinstance(number, int | float) and not isinstance(number, bool) else None


def _number(bounds: _Bounds) -> float:
    """The least that a value tells; where it only bounds from above, that bound."""
    low, high = bounds
    found = low if low is not None else high
    assert found is not None
    return found


def _last_day(value: Value) -> date:
    return max((w.published for w in value.witnesses if w.published), default=date.min)


_ORDERS: dict[str, Callable[[_Told], tuple[float, ...]]] = {
    LOWEST: lambda told: (_number(told[1]), -told[0].voices),
    BEST: lambda told: (-told[0].voices, -_last_day(told[0]).toordinal(), _number(told[1])),
    LATEST: lambda told: (-_last_day(told[0]).toordinal(), -told[0].voices, _number(told[1])),
}
"""What comes first under each policy; ties go to the value with more voices, then to the lower one."""


def whats_of(incident: Incident) -> list[str]:
    """What an incident has figures for, in the order of its cells."""
    return [cell.name.removeprefix(PREFIX) for cell in incident.cells if cell.name.startswith(PREFIX)]
