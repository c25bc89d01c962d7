"""What somebody said over time, and what a search found, for a reader."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from dateline.model import Span
from dateline.serve.incident_page import name_cell
from dateline.serve.listing import GUTTER, count
from dateline.serve.phrases import clip, say_on, visible

if TYPE_CHECKING:
    from dateline.store.ask import Change, Found, Said, StatementHit, TextHit

_LONGEST = 320
"""Characters of a statement that the page shows; the JSON has all."""
_ACTS = {
    "say": "said", "confirm": "confirmed", "deny": "denied", "claim": "claimed", "announce": "announced", "accuse": "accused",
    "threaten": "threatened", "warn": "warned", "demand": "demanded", "promise": "promised", "praise": "praised", "believe": "believed",
    "report": "reported",
}  # fmt: skip


def render_who(said: Sequence[Said], changes: Sequence[Change], *, earlier: bool = False) -> RenderableType:
    """What somebody said, the earliest first, after what changed; `earlier` tells that there is more before."""
    names = list(dict.fromkeys(visible(s.name) for s in said))
    reports = len({s.report for s in said})
    head = Text().append(", ".join(names[:6]) + (" …" if len(names) > 6 else ""), "bold cyan")
    head.append(f"  {count(len(said), 'statement')} in {count(reports, 'report')}", "dim")
    parts: list[RenderableType] = [Rule(characters="━", style="dim"), Padding(head, (0, 1))]
    if changes:
        parts += [Text(), _section("What changed"), *map(_change, changes)]
    parts += [Text(), _section("Over time")]
    if earlier:
        parts.append(Padding(Text("earlier statements are not shown: use --most N", "dim"), (0, 1)))
    return Group(*parts, *_by_day(said, len(names) > 1), Text())


def _section(title: str) -> RenderableType:
    return Padding(Rule(Text(title, "bold"), align="left", characters="─", style="dim"), (0, 1))


def _change(change: Change) -> RenderableType:
    line = Text().append(visible(change.title), "bold").append(f"  {change.incident}", "dim").append(f"\n{name_cell(change.cell)}: ")
    for number, turn in enumerate(change.turns):
        line.append(" → " if number else "", "dim").append(visible(turn.told), "green")
        line.append(f" ({', '.join(x for x in (turn.day and say_on(turn.day), visible(turn.outlet or '')) if x)})", "dim")
    return Padding(line, (1, 1, 0, 1))


def _by_day(said: Sequence[Said], several: bool) -> Iterator[RenderableType]:
    ordered = sorted(said, key=lambda s: (s.said or "9999", s.report))
    for day, some in groupby(ordered, key=lambda s: s.said):
        grid = _grid()
        for number, one in enumerate(some):
            margin = Text(say_on(day) if day else "undated") if not number else Text()
            grid.add_row(margin, _statement(one, several))
        yield Padding(grid, (1, 1, 0, 1))


def _statement(one: Said, several: bool) -> Text:
    line = Text()
    if several:
        line.append(f"{visible(one.name)} ", "cyan")
    line.append(f"{_ACTS.get(one.act, one.act)}: ", "red" if one.act == "deny" else "dim").append(clip(visible(one.content), _LONGEST))
    return line.append(f"\n{visible(one.outlet or 'outlet unknown')}  {one.report} {one.local}", "dim")


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    grid.add_column(width=GUTTER)
    grid.add_column(ratio=1)
    return grid


# ---------------------------------------------------------------- search


def render_found(found: Found) -> RenderableType:
    """What a search found, group by group."""
    parts: list[RenderableType] = []
    if found.actors:
        parts += [_group("Actors", len(found.actors), "actor" in found.more), *_actors(found)]
    if found.statements:
        parts += [_group("Statements", len(found.statements), "statement" in found.more), *_rows(map(_statement_hit, found.statements))]
    if found.texts:
        parts += [_group("Reports", len(found.texts), "text" in found.more), *_rows(map(_text_hit, found.texts))]
    return Group(*parts, Text())


def _group(title: str, number: int, more: bool) -> RenderableType:
    head = Text(title, "bold").append(f"  the best {number} of more" if more else f"  {number}", "dim not bold")
    return Padding(Rule(head, align="left", characters="─", style="dim"), (1, 1, 0, 1))


def _actors(found: Found) -> Iterator[RenderableType]:
    for hit in found.actors:
        line = Text().append(visible(hit.name), "cyan").append(f"  {hit.kind}{f', {hit.country}' if hit.country else ''}", "dim")
        yield Padding(line.append(f"  {count(hit.reports, 'report')}", "dim"), (0, 1))


def _rows(rows: Iterable[tuple[Text, Text]]) -> Iterator[RenderableType]:
    for margin, body in rows:
        grid = _grid()
        grid.add_row(margin, body)
        yield Padding(grid, (1, 1, 0, 1))


def _statement_hit(hit: StatementHit) -> tuple[Text, Text]:
    line = Text().append(f"{visible(hit.speaker or 'nobody named')} ", "cyan" if hit.speaker else "dim")
    line.append(f"{_ACTS.get(hit.act, hit.act)}: ", "dim").append(clip(visible(hit.content), _LONGEST))
    return _day(hit.said), line.append(f"\n{visible(hit.outlet or 'outlet unknown')}  {hit.report} {hit.local}", "dim")


def _text_hit(hit: TextHit) -> tuple[Text, Text]:
    line = Text().append(visible(hit.title), "bold").append("\n") if hit.title else Text()
    if hit.span is not None:
        line.append("…" if hit.span.start else "").append_text(_marked(hit.quote, hit.span, hit.marks)).append(" …", "dim").append("\n")
    where = f" [{hit.span.start}–{hit.span.end}]" if hit.span else ""
    return _day(hit.published), line.append(f"{visible(hit.outlet or 'outlet unknown')}  {hit.report}{where}", "dim")


def _marked(quote: str, span: Span, marks: Sequence[Span]) -> Text:
    """The quotation with what was sought standing out."""
    out, at = Text(), span.start
    for mark in marks:
        out.append(_plain(quote[at - span.start : mark.start - span.start]))
        out.append(_plain(quote[mark.start - span.start : mark.end - span.start]), "bold underline")
        at = mark.end
    return out.append(_plain(quote[at - span.start :]))


def _plain(words: str) -> str:
    """`visible`, but with the blanks at the ends kept."""
    inner = visible(words)
    return (" " if words[:1].isspace() else "") + inner + (" " if inner and words[-1:].isspace() else "")


def _day(day: str | None) -> Text:
    return Text(say_on(day) if day else "undated")
