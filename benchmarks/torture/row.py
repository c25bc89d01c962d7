"""What one part of the torture found."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """A fault or threat by its number in the plan, how often it was tried, how often Dateline held, and a figure."""

    threat: str
    what: str
    tried: int
    held: int
    figure: str
