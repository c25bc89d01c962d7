"""Lists for a reader: incidents, a timeline of them, and stories."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.model import When
from dateline.serve.phrases import say_day, say_long_day, say_when, visible

if TYPE_CHECKING:
    from dateline.store.ask import IncidentRow, ReportRow, StoryRow

GUTTER = 15
"""Columns of the left margin, as on a report's page."""
_BEFORE = "Begun before"
_GRADES = {"contested": "red", "single": "yellow", "corroborated": "green", "confirmed": "green"}
"""Colours of the grades; each is also told in words."""


def render_incidents(rows: Sequence[IncidentRow]) -> RenderableType:
    """Incidents, a few lines each."""
    return Group(*(_framed(Text(_when(row)), render_incident_lines(row)) for row in rows), Text())


def render_timeline(rows: Sequence[IncidentRow], since: date | None = None) -> RenderableType:
    """Incidents under the days on which they begin; under one head those that began before `since` and reach into the time asked for."""
    parts: list[RenderableType] = []
    for head, some in groupby(rows, key=lambda row: _head(row.earliest or row.latest or "", since)):
        parts.append(Padding(Rule(Text(head, "bold"), align="left", style="dim"), (1, 1, 0, 1)))
        parts += [_framed(Text(_when(row) if head == _BEFORE else _until(row), "dim"), render_incident_lines(row)) for row in some]
    return Group(*parts, Text())


def _head(day: str, since: date | None) -> str:
    first = date.fromisoformat(day)
    return _BEFORE if since and first < since else say_long_day(first)


def render_incident_lines(row: IncidentRow) -> Text:
    """Title, and how well it is attested."""
    line = Text().append(visible(row.title), "bold").append("\n")
    line.append(row.grade, _GRADES.get(row.grade, "")).append(f" · {count(row.reports, 'report')}, {count(row.voices, 'voice')}", "dim")
    if row.disputed:
        line.append(" · ", "dim").append("? disputed", "yellow")
    return line.append(f" · {row.id}", "dim")


def _framed(margin: Text, body: RenderableType) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=GUTTER)
    grid.add_column(ratio=1)
    grid.add_row(margin, body)
    return Padding(grid, (1, 1, 0, 1))


def _when(row: IncidentRow) -> str:
    return say_when(_interval(row), row.status)


def _interval(row: IncidentRow) -> When | None:
    first, last = (date.fromisoformat(d) if d else None for d in (row.earliest, row.latest))
    return When(first, last, None, None) if first or last else None


def _until(row: IncidentRow) -> str:
    """What a timeline says in the margin of an incident that is not of one day."""
    if row.earliest == row.latest:
        return ""
    if row.earliest is None:
        return "by this day"
    return f"to {say_day(date.fromisoformat(row.latest))}" if row.latest else "and on"


def render_stories(rows: Sequence[StoryRow]) -> RenderableType:
    """Stories with their reports, the earliest first."""
    return Group(*(_framed(Text(_spell(row.reports)), _story(row)) for row in rows), Text())


def _story(row: StoryRow) -> RenderableType:
    head = Text().append(visible(row.title), "bold").append("\n")
    head.append(f"{count(len(row.reports), 'report')}, {count(row.voices, 'voice')} · {row.id}", "dim")
    return Group(head, *(_story_line(one) for one in row.reports)) if len(row.reports) > 1 else head


def _story_line(row: ReportRow) -> Text:
    line = Text(overflow="ellipsis", no_wrap=True)
    line.append(f"{say_day(date.fromisoformat(row.published)) if row.published else 'undated':>11}  {row.id}  ", "dim")
    line.append(visible(row.outlet or "outlet unknown"), "cyan" if row.outlet else "dim")
    return line.append(f"  {visible(row.title or '')}")


def _spell(reports: Sequence[ReportRow]) -> str:
    days = [date.fromisoformat(r.published) for r in reports if r.published]
    return say_when(When(min(days), max(days), None, None)) if days else "undated"


def count(number: int, noun: str) -> str:
    """A number and its noun: `1 report`, `12 reports`, `2 stories`."""
    plural = f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"
