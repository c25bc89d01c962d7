"""One report with all that steps ask of it: words and tree, statements, actors, times, places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.model import Layers, Party, Readings, Report, Span, Statement
from dateline.relate.events_tree import Tree


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a report before its events are."""

    report: Report
    layers: Layers
    readings: Readings
    statements: tuple[Statement, ...]
    tree: Tree
    told: tuple[tuple[Span, str], ...]
    """Pieces of statements' contents with the statement's id, the narrowest first."""
    cues: frozenset[int]
    """Indices of words that are cues of statements."""
    people: tuple[tuple[Span, str], ...]
    """Mentions of actors in text order."""

    def statement(self, identifier: str) -> Statement:
        """The statement with this id."""
        return next(s for s in self.statements if s.id == identifier)

    def teller(self, span: Span) -> str | None:
        """Id of the innermost statement in whose content `span` stands; None for the narrator."""
        return next((identifier for piece, identifier in self.told if piece.holds(span)), None)

    def actor_at(self, index: int) -> tuple[Span, str] | None:
        """The mention of an actor that the word `index` heads or stands in; the narrowest that has it as its head first."""
        word = self.tree.words[index].span
        around = [(span, actor) for span, actor in self._near(word) if span.holds(word)]
        headed = [pair for pair in around if self.tree.top(pair[0]) == index]
        chosen = headed or ([] if self.tree.words[index].relation in {"compound", "nmod", "amod"} else around)
        return min(chosen, key=lambda pair: pair[0].end - pair[0].start, default=None)

    def _near(self, span: Span) -> list[tuple[Span, str]]:
        at = bisect_right(self.people, span.end, key=lambda pair: pair[0].start)
        return list(self.people[max(at - 12, 0) : at])

    def parties(self, index: int) -> list[Party]:
        """Actors that a nominal and the other members of its list name."""
        found: list[Party] = []
        for member in self.tree.conjuncts(index):
            pair = self.actor_at(member)
            if pair is None:
                continue
            span, actor = pair
            if all(party.actor != actor for party in found):
                found.append(Party(span, span.of(self.report.text), actor))
        return found


def see(report: Report, layers: Layers, readings: Readings, statements: Sequence[Statement]) -> Scene:
    """Index a report for the steps that follow."""
    told = sorted(
        ((piece.span, s.id) for s in statements for piece in s.content if piece.span),
        key=lambda pair: (pair[0].end - pair[0].start, pair[0].start, pair[1]),
    )
    tree = Tree(layers.words, layers.sentences)
    cues = frozenset(i for s in statements if s.cue and s.cue.span for i in tree.inside(s.cue.span))
    mentions = {(span, actor) for span, actor in readings.cast.mentions}
    mentions |= {(m.span, a.id) for a in readings.cast.actors for m in a.mentions if m.span}
    return Scene(report, layers, readings, tuple(statements), tree, tuple(told), cues, tuple(sorted(mentions)))
