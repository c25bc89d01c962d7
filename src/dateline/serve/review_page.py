"""One event that waits for a decision, on one screen: the report's words, the machine's cells, the rivals, the rest of its incident."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.model import Cell, Event, Incident, Record, Value
from dateline.serve.incident_page import name_cell
from dateline.serve.listing import GUTTER, count
from dateline.serve.phrases import clip, say_day, visible
from dateline.text import split_sentences

KEYS = "n next   a accept   r reject   c correct   s split   j join   o note   u undo   q quit"
MOST = 9
"""Choices that one key can name."""
_WORDS = 400
"""Characters of the sentence around an event that are shown."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is decided on: an event of a record, its incident, and why it waits."""

    key: str
    event: Event
    record: Record
    incident: Incident
    why: str


def cells_of(case: Case) -> tuple[Cell, ...]:
    """The cells that can be corrected with a key: those of the incident that this event tells, at most nine."""
    told = [c for c in case.incident.cells if any(w.event == case.key for v in c.values for w in v.witnesses)]
    return tuple(told[:MOST])


def own_values(cell: Cell, key: str) -> tuple[Value, ...]:
    """The values that this event gives to a cell."""
    return tuple(v for v in cell.values if any(w.event == key for w in v.witnesses))


def rivals(cell: Cell, key: str) -> tuple[Value, ...]:
    """The values that others give to a cell and this event does not, at most nine."""
    return tuple(v for v in cell.values if all(w.event != key for w in v.witnesses))[:MOST]


def render_case(case: Case, records: Mapping[str, Record]) -> RenderableType:
    """The screen of a case; `records` by short id are those of the incident's reports."""
    document = case.record.document
    head = Text().append(visible(case.incident.title), "bold").append(f"  {case.incident.id} · {case.incident.grade} · {case.why}", "dim")
    origin = Text().append(visible(document.outlet or "outlet unknown"), "cyan")
    if document.published:
        origin.append(f", {say_day(document.published)}")
    origin.append(f"  {visible(document.title or '')}").append(f"  {case.key}", "dim")
    parts: list[RenderableType] = [Rule(characters="━", style="dim"), Padding(Group(head, origin, Text(), _words(case)), (0, 1))]
    parts += [Text(), Padding(_cells(case), (0, 1))]
    if others := [key for key in case.incident.members if key != case.key]:
        parts += [Text(), Padding(_others(case, others, records), (0, 1))]
    return Group(*parts, Text(), Text(f" {KEYS}", "dim"))


def _words(case: Case) -> Text:
    """The sentence of the event's first mention, the mention standing out."""
    text = case.record.document.text
    first = next((m.span for m in case.event.mentions if m.span), None)
    if first is None:
        return Text()
    whole = next((s for s in split_sentences(text) if s.holds(first)), first)
    line = Text().append(visible(text[whole.start : first.start]) + " ").append(visible(first.of(text)), "bold magenta")
    line.append(" " + clip(visible(text[first.end : whole.end]), _WORDS))
    return line.append(f"  [{whole.start}–{whole.end}]", "dim")


def _cells(case: Case) -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=2, justify="right")
    grid.add_column(width=GUTTER)
    grid.add_column(ratio=1)
    for number, cell in enumerate(cells_of(case), 1):
        line = Text(", ".join(visible(v.told) for v in own_values(cell, case.key)), "green")
        for value in rivals(cell, case.key):
            line.append(f"\n? {visible(value.told)}", "yellow").append(f"  {_who(value)}", "dim")
        grid.add_row(Text(str(number), "bold"), Text(name_cell(cell.name)), line)
    return grid


def _who(value: Value) -> str:
    first = value.witnesses[0]
    return visible(", in ".join(x for x in (first.speaker, first.outlet or first.report) if x))


def _others(case: Case, others: Sequence[str], records: Mapping[str, Record]) -> RenderableType:
    lines = [Text(f"Taken for the same as {count(len(others), 'other event')}", "dim")]
    for key in others[:MOST]:
        record = records.get(key.partition("@")[0])
        lines.append(Text(f"  {_line(key, record)}", overflow="ellipsis", no_wrap=True))
    return Group(*lines)


def _line(key: str, record: Record | None) -> str:
    start = int(key.partition("@")[2].partition(".")[0] or 0)
    text = record.document.text if record else ""
    sentence = next((s for s in split_sentences(text) if s.start <= start < s.end), None)
    outlet = visible((record and record.document.outlet) or key)
    return f"{outlet}: {visible(sentence.of(text))}" if sentence else outlet


def render_choices(title: str, choices: Sequence[str], extra: str = "") -> RenderableType:
    """Numbered choices under a title, `extra` telling the other keys."""
    lines = [Text(f" {title}", "bold"), *(Text(f"  {n} {visible(one)}") for n, one in enumerate(choices[:MOST], 1))]
    return Group(*lines, *([Text(f"  {extra}", "dim")] if extra else []))
