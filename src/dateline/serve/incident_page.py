"""An incident for a reader: what is agreed, what is not, and every account with its words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.model import Account, Cell, Event, Incident, Judgement, Record, Span, Statement, Value, Witness
from dateline.model.incidents import MACHINE, event_keys, report_id
from dateline.serve.listing import GUTTER, count
from dateline.serve.phrases import say_day, say_event, say_stance, say_status, visible
from dateline.text import split_sentences

_STATES = {
    "agreed": ("agreed", "green"),
    "single": ("one voice", "dim"),
    "history": ("changed", "cyan"),
    "disputed": ("? disputed", "yellow"),
}
_NAMES = {"agent": "who did it", "target": "to whom", "when": "when", "place": "where", "type": "what", "mode": "how", "status": "status"}
_FEW = 6
"""Reasons for joining that the page shows; the JSON has all."""


@dataclass(frozen=True, slots=True)
class Told:
    """One account of the incident: who gives it in which report, and the exact words with where they stand."""

    report: str
    key: str | None
    outlet: str | None
    published: str | None
    event: str
    by: str | None
    speaker: str | None
    stance: str
    verb: str
    quotes: tuple[tuple[Span, str], ...]


def accounts_of(incident: Incident, records: Mapping[str, Record]) -> tuple[Told, ...]:
    """Every account of every member, report by report; reports that `records` lacks are left out."""
    told: list[Told] = []
    members = frozenset(incident.members)
    for name in incident.reports:
        record = records.get(name)
        keys = event_keys(record) if record else {}
        for event in record.events if record else ():
            if record and keys[event.id] in members:
                accounts = event.accounts or (Account(None, "asserts"),)
                told += [_told(record, event, account, keys[event.id]) for account in accounts]
    return tuple(told)


def _told(record: Record, event: Event, account: Account, key: str) -> Told:
    document = record.document
    statement = next((s for s in record.statements if s.id == account.by), None)
    day = document.published.isoformat() if document.published else None
    speaker = _speaker(statement, record) if statement else None
    quotes = _said(statement, document.text) if statement else _narrated(event, document.text)
    verb = say_stance(account.stance, statement) if statement else "told"
    return Told(
        report_id(document.id), document.key, document.outlet, day, key, account.by, speaker, account.stance, verb, quotes
    )  # fmt: skip


def _speaker(statement: Statement, record: Record) -> str:
    actor = next((a for a in record.actors if a.id == statement.source.actor), None)
    return actor.name if actor else statement.source.text or "somebody not named"


def _said(statement: Statement, text: str) -> tuple[tuple[Span, str], ...]:
    return tuple((c.span, c.span.of(text)) for c in statement.content if c.span)


def _narrated(event: Event, text: str) -> tuple[tuple[Span, str], ...]:
    """The sentence of the event's first mention."""
    first = next((m.span for m in event.mentions if m.span), None)
    if first is None:
        return ()
    sentence = next((s for s in split_sentences(text) if s.holds(first)), first)
    return ((sentence, sentence.of(text)),)


# ---------------------------------------------------------------- the page


def render_incident(incident: Incident, records: Mapping[str, Record]) -> RenderableType:
    """The whole page of an incident; `records` by short id are those of its reports."""
    parts: list[RenderableType] = [_head(incident), Text(), _section("What is told")]
    parts += [_cell(cell, records) for cell in incident.cells if cell.state != "open"]
    parts += [Text(), _section("Every account"), *_accounts(incident, records)]
    if incident.judgements:
        parts += [Text(), _section("Why these are one occurrence"), *_judgements(incident.judgements)]
    return Group(*parts, Text())


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title, "bold"), align="left", characters="─", style="dim"), (0, 1))


def _head(incident: Incident) -> RenderableType:
    title = Text(visible(incident.title), "bold")
    what = Event("", incident.type, incident.mode, incident.status, ())
    line = Text().append(say_event(what)).append(" · ", "dim").append(say_status(incident.status)).append(f" · {incident.id}", "dim")
    grade = (
        Text().append(incident.grade or "not graded", "bold").append(f": {visible(incident.grade_reason)}" if incident.grade_reason else "")
    )
    counts = [count(len(incident.reports), "report"), count(incident.voices, "independent voice"), count(incident.sources, "named source")]
    lines = [title, line, grade, Text(", ".join(counts), "dim")]
    if incident.outlets:
        lines.append(Text(visible(", ".join(incident.outlets)), "cyan"))
    if incident.story:
        lines.append(Text(f"in story {incident.story}", "dim"))
    return Group(Rule(characters="━", style="dim"), Padding(Group(*lines), (0, 1)))


def _cell(cell: Cell, records: Mapping[str, Record]) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=GUTTER)
    grid.add_column(ratio=1)
    word, style = _STATES.get(cell.state, (cell.state, ""))
    margin = Text().append(name_cell(cell.name), "bold").append(f"\n{word}", style)
    lines: list[RenderableType] = [line for value in cell.values for line in _value(value, cell, records)]
    if cell.state in ("disputed", "history"):
        lines.append(Text(visible(cell.reason), "yellow" if cell.state == "disputed" else "dim"))
    grid.add_row(margin, Group(*lines))
    return Padding(grid, (1, 1, 0, 1))


def name_cell(name: str) -> str:
    """A cell's name as a reader says it: `killed` for `figure.killed`."""
    return _NAMES.get(name, name.removeprefix("figure."))


def _value(value: Value, cell: Cell, records: Mapping[str, Record]) -> Iterator[RenderableType]:
    line = Text().append(visible(value.told), "green" if cell.name.startswith("figure.") else "")
    if value.voices > 1:
        line.append(f"  {count(value.voices, 'voice')}", "dim")
    yield line
    if cell.name in ("type", "mode") and len(cell.values) == 1:
        return  # all accounts below tell it
    for witness in value.witnesses:
        yield Padding(_witness(witness, records), (0, 0, 0, 2))


def _witness(witness: Witness, records: Mapping[str, Record]) -> Text:
    line = Text()
    if witness.speaker:
        line.append(visible(witness.speaker), "cyan" if witness.named else "").append(", in ", "dim")
    line.append(visible(witness.outlet or f"report {witness.report}"), "" if witness.speaker else "cyan")
    if witness.published:
        line.append(f", {say_day(witness.published)}", "dim")
    if witness.span:
        record = records.get(witness.report)
        words = witness.span.of(record.document.text) if record else witness.text or ""
        line.append(f"  “{visible(words)}” ", "italic").append(f"[{witness.report} {witness.span.start}–{witness.span.end}]", "dim")
    if witness.repeated:
        line.append("  stands by it", "dim")
    return line.append(f"  {witness.verdict}", "magenta") if witness.verdict != MACHINE else line


def _accounts(incident: Incident, records: Mapping[str, Record]) -> Iterator[RenderableType]:
    told = accounts_of(incident, records)
    for name in incident.reports:
        document = records[name].document if name in records else None
        head = Text().append(visible((document and document.outlet) or "outlet unknown"), "bold cyan")
        if document and document.published:
            head.append(f", {say_day(document.published)}")
        head.append(f"  {visible(document.title)}" if document and document.title else "").append(f"  {name}", "dim")
        yield Padding(Group(head, *(_account(one) for one in told if one.report == name)), (1, 1, 0, 1))


def _account(told: Told) -> RenderableType:
    line = Text().append(f"{told.verb} by ", "red" if told.stance in ("denies", "doubts") else "")
    line.append(visible(told.speaker) if told.speaker else "the report itself", "cyan").append(f"  {told.event}", "dim")
    for span, words in told.quotes:
        line.append(f"\n“{visible(words)}” ", "italic").append(f"[{span.start}–{span.end}]", "dim")
    return Padding(line, (0, 0, 0, 2))


def _judgements(judgements: Sequence[Judgement]) -> Iterator[RenderableType]:
    chosen = sorted(judgements, key=lambda j: (j.by == MACHINE, -j.score, j.first, j.second))
    for one in chosen[:_FEW]:
        head = Text().append(f"{one.first} and {one.second}: ", "dim").append("the same" if one.same else "not the same")
        head.append(f", {one.score:.2f}" if one.by == MACHINE else f", says {visible(one.by)}", "" if one.by == MACHINE else "magenta")
        foremost = sorted(one.reasons, key=lambda r: (-abs(r.value * r.weight), r.name))[:4]
        reasons = "; ".join(dict.fromkeys(part for r in foremost for part in visible(r.sentence).split("; ")))  # two that count together
        yield Padding(head.append(f"\n{reasons}", "dim") if reasons else head, (0, 1, 0, 1))
    if len(chosen) > _FEW:
        yield Padding(Text(f"{len(chosen) - _FEW} more with --json", "dim"), (0, 1, 0, 1))
