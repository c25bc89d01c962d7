"""What a time expression tells, and what it is seen from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Told:
    """A resolved time: TIMEX3 `value` and `type`, the inclusive days it covers, and how fine it is.

    `grain` is day, week, month, season, quarter, half, year, decade, century or empty (no calendar unit). `rule` says how it was resolved.
    `fixed` tells that the words alone give the year, so that other times of a narrative may lean on it; `base` is the time inside an
    open bound.
    """

    value: str | None
    first: date | None
    last: date | None
    grain: str = ""
    type: str = "DATE"
    bound: str | None = None
    rule: str = ""
    fixed: bool = False
    base: Told | None = None

    def because(self, rule: str) -> Told:
        """The same time with another reason."""
        return replace(self, rule=rule)


def _past() -> str:
    return "past"


@dataclass(frozen=True, slots=True)
class Frame:
    """Whence an expression is seen: publication, the last day told before it, the sentence's tense, the order of `04/05/2019`.

    `look` reads the tense; `reference` what `the next day` leans on; `day_first` None where it is unknown;
    `nation` the outlet's country where its name tells (for national days); `near` the last time told in the same sentence; `day` the last
    one that is a day; `lean` one that names its year and runs on into this one (`in May 2011 and released in August`);
    `week` a week told before in the sentence.
    """

    published: date | None
    reference: Told | None = None
    look: Callable[[], str] = _past
    day_first: bool | None = None
    nation: str | None = None
    near: Told | None = None
    day: Told | None = None
    lean: Told | None = None
    week: Told | None = None

    @property
    def tense(self) -> str:
        """The sentence's tense at the time: past, perfect, present or future; read only when it is asked for."""
        return self.look()

    @property
    def ahead(self) -> bool:
        """Whether the sentence looks to the future."""
        return self.tense == "future"

    def seen_from(self, day: date | None, tense: str = "past") -> Frame:
        """The same frame, seen from another day."""
        return replace(self, published=day, look=lambda: tense)


Tell: TypeAlias = Callable[[Frame], Told | None]
"""An expression that is read but not yet resolved."""


def nothing(rule: str, *, type_: str = "DATE", value: str | None = None) -> Told:
    """A time that has no place in the calendar, or none that is known."""
    return Told(value, None, None, type=type_, rule=rule)
