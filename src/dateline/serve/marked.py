"""The report itself with its spans marked: by colour on a terminal, by brackets where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from dateline.model import Record, Span
from dateline.serve.page import render_head
from dateline.serve.phrases import visible_text

_STYLES = {
    "said": "italic",
    "place": "bright_blue",
    "time": "green",
    "figure": "green underline",
    "speaker": "cyan",
    "cue": "cyan underline",
    "event": "bold magenta",
}
"""Kinds of spans in the order in which they are laid over one another: the later wins a character's colour."""


def render_marked(record: Record, *, colour: bool, origin: str = "", warnings: Sequence[str] = ()) -> RenderableType:
    """The report's head and text with the spans of its record; without `colour`, cues and events stand in brackets with their ids."""
    head = render_head(record, origin, warnings)
    if not colour:
        return Group(head, Padding(Text(_bracketed(record)), (1, 1)))
    text = Text(visible_text(record.document.text))
    for kind, span in sorted(_spans(record), key=lambda s: list(_STYLES).index(s[0])):
        text.stylize(_STYLES[kind], span.start, span.end)
    legend = Text("  ").join(Text(kind, style) for kind, style in reversed(_STYLES.items()))
    return Group(head, Padding(Group(legend, Text(), text), (1, 1)))


def _spans(record: Record) -> Iterator[tuple[str, Span]]:
    for statement in record.statements:
        cells = [("said", c.span) for c in statement.content]
        cells += [("speaker", statement.source.span), ("cue", statement.cue.span if statement.cue else None)]
        yield from ((kind, span) for kind, span in cells if span)
    for event in record.events:
        marked = [("event", m.span) for m in event.mentions] + [("place", p.span) for p in event.places]
        marked += [("figure", f.span) for f in event.figures] + [("time", event.when.span if event.when else None)]
        yield from ((kind, span) for kind, span in marked if span)


def _bracketed(record: Record) -> str:
    """The text with `[e1 strikes]` around what evokes an event and `[s1 said]` around what carries a statement."""
    opened: dict[int, list[str]] = {}
    closed: dict[int, int] = {}
    marks = [(s.cue.span, s.id) for s in record.statements if s.cue and s.cue.span]
    marks += [(m.span, e.id) for e in record.events for m in e.mentions if m.span]
    for span, name in marks:
        opened.setdefault(span.start, []).append(f"[{name} ")
        closed[span.end] = closed.get(span.end, 0) + 1
    text, out, at = visible_text(record.document.text), [], 0
    for cut in sorted({*opened, *closed}):
        out += [text[at:cut], "]" * closed.get(cut, 0), *opened.get(cut, ())]
        at = cut
    return "".join([*out, text[at:]])
