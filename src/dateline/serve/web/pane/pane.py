"""One part of a report as the page shows it: its blocks cut into runs, and the cards that begin in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Record, Span, SpanIndex
from dateline.serve.web.pane.cells import Card, cards_of
from dateline.serve.web.pane.cut import Mark, Run, cut
from dateline.serve.web.pane.hidden import hidden_in
from dateline.serve.web.pane.parts import Block, blocks_of, parts_of


@dataclass(frozen=True, slots=True)
class Shown:
    """A block with its runs."""

    start: int
    goes_on: bool
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Pane:
    """Part `number` (from 1) of `parts`; `hidden` counts characters of the whole text that cannot be seen, by name."""

    number: int
    parts: int
    blocks: tuple[Shown, ...]
    cards: tuple[Card, ...]
    all_cards: tuple[Card, ...]
    hidden: dict[str, int]
    starts: frozenset[int]
    """Characters at which a cell's words begin: runs there carry an anchor."""
    sought: int = -1
    """The block (its first character) that holds the character that is looked for."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A whole report made ready to be shown in parts; what takes long for a book is done once."""

    record: Record
    cards: tuple[Card, ...]
    parts: tuple[tuple[Block, ...], ...]
    marks: tuple[Mark, ...]
    index: SpanIndex
    starts: frozenset[int]
    hidden: dict[int, str]


def lay(record: Record) -> Laid:
    """The report with its cards, its parts and all that stands on its words."""
    text, cards = record.document.text, cards_of(record)
    blocks = blocks_of(text)
    marks = tuple(_marks(cards))
    index, starts = SpanIndex(m.span for m in marks), frozenset(m.span.start for m in marks)
    return Laid(record, cards, parts_of(blocks, _cells_in(blocks, cards)), marks, index, starts, hidden_in(text))


def pane_of(laid: Laid, *, part: int = 1, at: str | int = "") -> Pane:
    """The pane of `part`, or of the part that holds the card or character `at` (`e3`, `s12`, 1200); the nearest where there is none."""
    wanted = at if isinstance(at, int) else next((c.at for c in laid.cards if c.id == at), None)
    number = part if wanted is None else _part_at(laid.parts, wanted)
    number = min(max(number, 1), len(laid.parts))
    chosen = laid.parts[number - 1]
    span = Span(chosen[0].span.start, chosen[-1].span.end) if chosen else Span(0, 0)
    here = tuple(c for c in laid.cards if _begins(c.at, span, number, len(laid.parts)))
    names = dict(Counter(laid.hidden.values()))
    return Pane(number, len(laid.parts), tuple(_shown(laid, chosen)), here, laid.cards, names, laid.starts, _block_at(chosen, at))


def _cells_in(blocks: Sequence[Block], cards: Sequence[Card]) -> dict[int, int]:
    """How many cells the cards that begin in each block have, by the block's start."""
    starts = [b.span.start for b in blocks]
    counts: dict[int, int] = {}
    for card in cards:
        start = starts[max(bisect_right(starts, card.at) - 1, 0)] if starts else 0
        counts[start] = counts.get(start, 0) + len(card.cells)
    return counts


def _block_at(blocks: Sequence[Block], at: str | int) -> int:
    return next((b.span.start for b in blocks if isinstance(at, int) and b.span.start <= at < b.span.end), -1)


def _begins(at: int, span: Span, number: int, parts: int) -> bool:
    return span.start <= at < span.end or (number == parts and at >= span.end)


def _part_at(parts: Sequence[Sequence[Block]], at: int) -> int:
    return next((n for n, part in enumerate(parts, 1) if part and part[-1].span.end > at), len(parts))


def _marks(cards: Sequence[Card]) -> Iterator[Mark]:
    for card in cards:
        for cell in card.cells:
            if cell.name.partition(".")[0] in ("account", "within"):
                continue  # their words are those of the statement, which marks them itself
            yield from (Mark(span, cell.kind, cell.number) for span in cell.spans if span.end > span.start)


def _shown(laid: Laid, blocks: Sequence[Block]) -> Iterator[Shown]:
    for block in blocks:
        start, end = block.span
        over = [laid.marks[i] for i in laid.index.meeting(block.span)]
        inside = {at: laid.hidden[at] for at in range(start, end) if at in laid.hidden} if laid.hidden else {}
        yield Shown(start, block.goes_on, tuple(cut(laid.record.document.text, block.span, over, inside)))
