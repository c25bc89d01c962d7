"""One report with all that steps ask of it: words and tree, statements, actors, times, places."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dateline.model import Cast, Entity, Layers, Party, Readings, Report, Span, SpanIndex, Statement, Timex, Toponym
from dateline.relate.events.tree import Tree
from dateline.relate.function_words import POSSESSIVES
from dateline.text import inside, locate

_Item = TypeVar("_Item", Timex, Toponym)


DEEDS = frozenset({"attack", "crime", "seize", "death"})
"""Types of events that somebody is accused of."""
COVERED = 0.35
"""Share of characters (of both together) from which a mention and a role's words are taken for the same party."""


def _shared(a: Span, b: Span) -> float:
    return max(0, min(a.end, b.end) - max(a.start, b.start)) / (max(a.end, b.end) - min(a.start, b.start))


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known of a report before its events are, found by sentence, so that long reports cost no more a sentence than short ones."""

    report: Report
    layers: Layers
    readings: Readings
    statements: Mapping[str, Statement]
    """By id."""
    tree: Tree
    told: Mapping[int, Sequence[tuple[Span, str]]]
    """By sentence: pieces of statements' contents with the statement's id, the narrowest first."""
    times: Mapping[int, Sequence[Timex]]
    """By sentence."""
    places: Mapping[int, Sequence[Toponym]]
    """By sentence: places that are told as places, not as actors or sorts."""
    sorting: Mapping[int, Sequence[Toponym]]
    """By sentence: places that only say which, before a noun: `the Madrid bombings`."""
    cues: frozenset[int]
    """Indices of words that are cues of statements."""
    people: tuple[tuple[Span, str], ...]
    """Mentions of actors in text order."""
    names: SpanIndex
    """Of the encoder's entities."""
    deeds: frozenset[int]
    """Indices of words by which the encoder tells what one may be accused of: attacks, crimes, seizures, deaths."""

    def teller(self, span: Span) -> str | None:
        """Id of the innermost statement in whose content `span` stands; None for the narrator."""
        pieces = self.told.get(locate(self.layers.sentences, span.start), ())
        return next((identifier for piece, identifier in pieces if piece.holds(span)), None)

    def stated(self, span: Span) -> Statement | None:
        """The innermost statement in whose content `span` stands."""
        teller = self.teller(span)
        return self.statements[teller] if teller else None

    def entities_meeting(self, span: Span) -> list[Entity]:
        """The encoder's names that share a character with `span`."""
        return [self.layers.entities[i] for i in self.names.meeting(span)]

    def actor_at(self, index: int) -> tuple[Span, str] | None:
        """The mention of an actor that the word `index` heads or stands in; the narrowest that has it as its head first."""
        word = self.tree.words[index].span
        around = [(span, actor) for span, actor in self._near(word) if span.holds(word)]
        headed = [pair for pair in around if self.tree.top(pair[0]) == index]
        chosen = headed or ([] if self._only_modifies(index) else around)
        return min(chosen, key=lambda pair: pair[0].end - pair[0].start, default=None)

    def _only_modifies(self, index: int) -> bool:
        """Whether a word stands before the noun it belongs to, like `US` in `the US military`."""
        following = self.tree.words[index + 1 : index + 2]
        return bool(following) and (following[0].pos in {"NOUN", "PROPN"} or following[0].text.lower() in {"'s", "’s", "-"})

    def _near(self, span: Span) -> list[tuple[Span, str]]:
        at = bisect_right(self.people, span.end, key=lambda pair: pair[0].start)
        return list(self.people[max(at - 12, 0) : at])

    def parties(self, index: int) -> list[Party]:
        """Actors that a nominal and the other members of its list name."""
        return self._named(pair for member in self.tree.conjuncts(index) if (pair := self.actor_at(member)))

    def parties_in(self, span: Span) -> list[Party]:
        """Actors that a role's words name: by their head, else by the mention that covers them or that they cover."""
        top = self.tree.top(span)
        found = self.parties(top) if top is not None else []
        near = [pair for pair in self._near(span) if pair[0].meets(span)]
        exact = next((pair for pair in near if pair[0] == span), None)
        owned = len(found) == 1 and found[0].span and self.report.text[found[0].span.end :][:2] in ("'s", "’s")
        if exact and owned and any(a.id == exact[1] and a.kind == "person" for a in self.readings.cast.actors):
            return self._named([exact])  # the parse took `Haiti` for the head of `Haiti's president, Ana Ruiz`
        if found:
            return found
        best = max(near, key=lambda pair: (_shared(pair[0], span), -pair[0].start), default=None)
        return self._named([best] if best and _shared(best[0], span) >= COVERED else [])

    def _named(self, pairs: Iterable[tuple[Span, str]]) -> list[Party]:
        found: list[Party] = []
        for span, actor in pairs:
            if all(party.actor != actor for party in found):
                found.append(Party(span, span.of(self.report.text), actor))
        return found


def _names(tree: Tree, span: Span) -> bool:
    """Whether a mention holds a word that can name somebody: no bare article or preposition."""
    return any(tree.words[i].pos in {"NOUN", "PROPN", "PRON", "NUM"} or tree.lower[i] in POSSESSIVES for i in tree.inside(span))


def see(report: Report, layers: Layers, readings: Readings, statements: Sequence[Statement]) -> Scene:
    """Index a report for the steps that follow."""
    tree = Tree(layers.words, layers.sentences)
    sentences = layers.sentences
    return Scene(
        report=report,
        layers=layers,
        readings=readings,
        statements={s.id: s for s in statements},
        tree=tree,
        told=_tell(sentences, statements),
        times=_by_sentence(sentences, readings.times),
        places=_by_sentence(sentences, [p for p in readings.places if p.use == "literal"]),
        sorting=_by_sentence(sentences, [p for p in readings.places if p.use == "modifier"]),
        cues=frozenset(i for s in statements if s.cue and s.cue.span for i in tree.inside(s.cue.span)),
        people=_people(tree, readings.cast),
        names=SpanIndex(e.span for e in layers.entities),
        deeds=frozenset(p.word for p in layers.predicates if p.type in DEEDS),
    )


def _tell(sentences: Sequence[Span], statements: Sequence[Statement]) -> dict[int, list[tuple[Span, str]]]:
    pieces = [(piece.span, s.id) for s in statements for piece in s.content if piece.span]
    found: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for span, identifier in sorted(pieces, key=lambda pair: (pair[0].end - pair[0].start, pair[0].start, pair[1])):
        for sentence in inside(sentences, span):
            found[sentence].append((span, identifier))
    return found


def _by_sentence(sentences: Sequence[Span], items: Iterable[_Item]) -> dict[int, list[_Item]]:
    found: dict[int, list[_Item]] = defaultdict(list)
    for item in items:
        found[locate(sentences, item.span.start)].append(item)
    return found


def _people(tree: Tree, cast: Cast) -> tuple[tuple[Span, str], ...]:
    """Mentions that can name a party: neither those of things (`progress`, `the area`) nor bare articles."""
    mentions = {(span, actor) for span, actor in cast.mentions}
    mentions |= {(m.span, a.id) for a in cast.actors for m in a.mentions if m.span}
    things = {a.id for a in cast.actors if a.kind == "unknown" and a.named == "described"}
    return tuple(sorted((span, actor) for span, actor in mentions if actor not in things and _names(tree, span)))
