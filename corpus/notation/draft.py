"""A file taken apart: head, marked text and table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from corpus.notation.marks import Anchor, Head, Marked, parse_head, parse_text
from corpus.notation.problems import Problem, Rejected
from corpus.notation.table import Table, parse_table


@dataclass(frozen=True, slots=True)
class Draft:
    """One report as it was written; `key` is the file's stem."""

    key: str
    head: Head
    marked: Marked
    table: Table
    problems: tuple[Problem, ...] = ()

    def anchors(self, owner: str, role: str) -> tuple[Anchor, ...]:
        """What is marked `owner.role`, in text order."""
        return tuple(a for a in self.marked.anchors if a.label.owner == owner and a.label.role == role)


def parse(raw: str, key: str) -> Draft:
    """The three parts of a file, with the problems of form found on the way."""
    lines = raw.split("\n")
    rules = [i for i, line in enumerate(lines) if re.fullmatch(r"-{3,}\s*", line)]
    if len(rules) != 2:
        raise Rejected(f"a file has three parts, between two lines of hyphens; this one has {len(rules)} such lines")
    head, problems = parse_head(lines[: rules[0]])
    start, end = _trim(lines, rules[0] + 1, rules[1])
    marked = parse_text("\n".join(lines[start:end]), start + 1)
    table = parse_table(lines[rules[1] + 1 :], rules[1] + 2)
    return Draft(key, head, marked, table, (*problems, *marked.problems, *table.problems))


def _trim(lines: list[str], start: int, end: int) -> tuple[int, int]:
    """The lines of the text without the blank ones at its ends."""
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return start, end


def read(path: Path) -> Draft:
    """The file as a draft."""
    return parse(path.read_text(encoding="utf-8"), path.stem)
