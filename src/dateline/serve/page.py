"""A record as a page that a reporter reads: what happened, in order of time, and who said what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.model import Actor, Event, Figure, Party, Record, Statement
from dateline.serve.accounts import Witness, doubt_of, doubt_of_source, is_disputed, witnesses
from dateline.serve.phrases import clip, say_event, say_figure, say_long_day, say_on, say_place, say_roles, say_status, say_when, visible

_STATUS_STYLE = {"planned": "yellow", "threatened": "yellow", "hypothetical": "yellow", "denied": "red", "not": "red", "happened": "dim"}
_DOUBT = "yellow"
_GUTTER = 15
"""Columns of the left margin: the widest common date, `since 28 Jan 2024`, may wrap; `28 Jan 2024` must not."""
_LONGEST = 320
"""Characters of a statement that the page shows; the record has all."""


def render_page(record: Record, origin: str = "", warnings: Sequence[str] = ()) -> RenderableType:
    """The whole page of one record; `origin` and `warnings` are what reading the report told."""
    parts: list[RenderableType] = [render_head(record, origin, warnings)]
    if record.events:
        parts += [Text(), _section("What happened"), *_events(record)]
    if record.statements:
        parts += [Text(), _section("Who said what"), *_speakers(record)]
    if not record.events and not record.statements:
        parts += [Text(), Text(" Nothing that Dateline records: no events and no statements.", "dim")]
    return Group(*parts, Text())


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title, "bold"), align="left", characters="─", style="dim"), (0, 1))


# ---------------------------------------------------------------- the head


def render_head(record: Record, origin: str, warnings: Sequence[str]) -> RenderableType:
    """A line across, then title, outlet, day and where the report came from."""
    document = record.document
    if document.title:
        title = Text(visible(document.title), "bold")
    else:  # the beginning of the text, as much as fits the line
        title = Text(visible(document.text[:400]), "bold italic", no_wrap=True, overflow="ellipsis")
    where = [Text(visible(x), "dim", no_wrap=True, overflow="ellipsis") for x in (document.url, origin) if x]
    doubts = [Text(f"? {visible(w)}", _DOUBT) for w in warnings]
    return Group(Rule(characters="━", style="dim"), Padding(Group(title, _byline(record), *where, *doubts), (0, 1)))


def _byline(record: Record) -> Text:
    outlet = visible(record.document.outlet) if record.document.outlet else "outlet unknown"
    day = record.document.published
    line = Text().append(outlet, "cyan" if record.document.outlet else "dim").append(" · ", "dim")
    line.append(say_long_day(day) if day else "no date", "" if day else _DOUBT)
    counts = f" · {_count(len(record.events), 'event')}, {_count(len(record.statements), 'statement')}"
    return line.append(counts, "dim")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# ---------------------------------------------------------------- what happened


def _events(record: Record) -> Iterator[RenderableType]:
    actors = {a.id: a for a in record.actors}
    statements = {s.id: s for s in record.statements}
    for event in sorted(record.events, key=_time_order):
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=_GUTTER)
        grid.add_column(ratio=1)
        grid.add_row(_margin(event), Group(*_told(event, actors, statements)))
        yield Padding(grid, (1, 1, 0, 1))


def _time_order(event: Event) -> tuple[date, date]:
    """By the first day that is known, then by the last; the undated behind all others."""
    when = event.when
    first = (when.earliest or when.latest) if when else None
    last = (when.latest or when.earliest) if when else None
    return first or date.max, last or date.max


def _margin(event: Event) -> RenderableType:
    when = event.when
    said = say_when(when, event.status)
    lines = [Text(said, "dim" if said == "undated" else "")]
    if when and when.text:
        lines.append(Text(f"“{visible(when.text)}”", "dim italic"))
    elif when and (when.earliest or when.latest):
        lines.append(Text("inferred", "dim italic"))
    return Group(*lines)


def _told(event: Event, actors: dict[str, Actor], statements: dict[str, Statement]) -> Iterator[RenderableType]:
    yield _headline(event)
    if event.agents or event.targets:
        yield _who(event, actors)
    for figure in event.figures:
        yield _figure(figure, actors, statements)
    for witness in witnesses(event, statements, actors):
        yield Padding(_witness(witness), (0, 0, 0, 2))
    if is_disputed(event):
        yield Text("? disputed: some say so, some deny it", _DOUBT)
    if doubt := doubt_of(event, statements, actors):
        yield Text(f"? {doubt}", _DOUBT)


def _headline(event: Event) -> Text:
    line = Text().append(say_event(event), "bold")
    places = list(dict.fromkeys(visible(say_place(p)) for p in event.places))
    if places:
        line.append(" · ", "dim").append(_listed(places), "bright_blue")
    mark = "? " if event.status in ("threatened", "hypothetical") else ""
    line.append(" · ", "dim").append(mark + say_status(event.status), _STATUS_STYLE.get(event.status, ""))
    words = list(dict.fromkeys(clip(visible(m.text or ""), 40).lower() for m in event.mentions))
    return line.append(f"  “{'”, “'.join(words[:2])}”{' …' if len(words) > 2 else ''}", "dim italic")


def _who(event: Event, actors: dict[str, Actor]) -> Text:
    line = Text().append(_listed(_names(event.agents, actors)), "cyan")
    if event.targets:
        line.append("→ " if not event.agents else " → ", "dim").append(_listed(_names(event.targets, actors)), "cyan")
    return line


def _names(parties: Sequence[Party], actors: dict[str, Actor]) -> list[str]:
    """The parties' full names, each once."""
    names = (actors[p.actor].name if p.actor in actors else p.text or "unknown" for p in parties)
    return list(dict.fromkeys(map(visible, names)))


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _figure(figure: Figure, actors: dict[str, Actor], statements: dict[str, Statement]) -> Text:
    line = Text().append(say_figure(figure), "green")
    if figure.text and figure.text not in line.plain.split():
        line.append(f"  “{clip(visible(figure.text), 80)}”", "dim italic")
    source = statements[figure.by].source if figure.by in statements else None
    if source:
        line.append(f"  {_speaker(source, actors)}", "dim")
    return line


def _speaker(source: Party, actors: dict[str, Actor]) -> str:
    if source.actor in actors:
        return f"says {visible(actors[source.actor].name)}"
    return f"says {visible(source.text)}" if source.text else "source not named"


def _witness(witness: Witness) -> Text:
    line = Text().append(witness.verb, "red" if witness.against else "")
    line.append(" by ").append(visible(witness.name), "cyan" if witness.named else "")
    return line.append("".join(f", {visible(detail)}" for detail in witness.details), "dim")


# ---------------------------------------------------------------- who said what


def _speakers(record: Record) -> Iterator[RenderableType]:
    actors = {a.id: a for a in record.actors}
    statements = {s.id: s for s in record.statements}
    groups: dict[str | None, list[Statement]] = {}
    for statement in record.statements:
        groups.setdefault(statement.source.actor or _unknown(statement), []).append(statement)
    for speaker, said in groups.items():
        grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
        grid.add_column(width=_GUTTER, justify="right")
        grid.add_column(ratio=1)
        for statement in said:
            grid.add_row(Text(visible(statement.cue.text or "") if statement.cue else "…", "dim"), _content(statement, actors, statements))
        yield Padding(Group(_speaker_head(speaker, said[0], actors), grid), (1, 1, 0, 1))


def _unknown(statement: Statement) -> str | None:
    return f"?{statement.source.text}" if statement.source.text else None


def _speaker_head(speaker: str | None, first: Statement, actors: dict[str, Actor]) -> Text:
    actor = actors.get(speaker or "")
    if actor is None:
        line = Text().append(visible(first.source.text) if first.source.text else "Nobody named", "bold")
        return line.append("  ? source unclear", _DOUBT)
    line = Text().append(visible(actor.name), "bold cyan")
    if roles := say_roles(actor.name, [visible(r.text) for r in actor.roles if r.text]):
        line.append(f"  {clip(roles, 90)}", "dim")
    doubt = doubt_of_source(first.source, actors)
    return line.append(f"  ? {doubt}", _DOUBT) if doubt else line


def _content(statement: Statement, actors: dict[str, Actor], statements: dict[str, Statement]) -> Text:
    words = " … ".join(visible(c.text or "") for c in statement.content)
    line = Text(clip(words, _LONGEST))
    details = list(_details(statement, actors, statements))
    return line.append("\n" + " · ".join(details), "dim italic") if details else line


def _details(statement: Statement, actors: dict[str, Actor], statements: dict[str, Statement]) -> Iterator[str]:
    if statement.via and statement.via.text:
        yield visible(statement.via.text)
    if statement.to:
        yield f"to {_listed(_names([statement.to], actors))}"
    if statement.at and statement.at.actor != (statement.to.actor if statement.to else None):
        yield f"about {_listed(_names([statement.at], actors))}"
    if statement.on:
        yield f"on {say_on(statement.on)}"
    outer = statements[statement.within].source if statement.within in statements else None
    if outer and (outer.actor or outer.text) and outer.actor != statement.source.actor:
        yield f"as told by {_listed(_names([outer], actors))}"
