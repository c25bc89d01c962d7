"""What is wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One reason to reject a file; `line` counts from 1."""

    line: int
    what: str


class Rejected(Exception):
    """One line or label does not follow NOTATION.md; the message says how."""
