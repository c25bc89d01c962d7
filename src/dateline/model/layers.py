"""What the encoder sees in a report."""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model.spans import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its universal part of speech, its syntactic head (index into `Layers.words`, -1 for a root) and relation."""

    span: Span
    text: str
    pos: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: `type` is person, organisation, place, people, facility, event, work or other; `score` 0 to 1."""

    span: Span
    text: str
    type: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """Words that tell a time, not yet resolved."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words or thoughts: one cue with its source and content, each possibly in several pieces.

    `act` is the encoder's guess at FORMAT.md's act, None where it has none.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    act: str | None = None
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Argument:
    """A role of a predicate. PropBank's (`ARG0`, `ARGM-TMP`, …) or, for event triggers, `agent`, `target`, `place`, `when`, `figure`."""

    role: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that tells of an action, state or event.

    `type` is FORMAT.md's event type or None, `type_score` its probability (or that of no event where `type` is None);
    `status` the encoder's guess at the event's status; `negated` is told by the words; `factuality` runs from -3
    (certainly did not happen) to 3 (certainly did). `word` indexes `Layers.words`; `verb` tells that the word is a
    predicate of PropBank's kind, not only a possible trigger.
    """

    span: Span
    text: str
    word: int
    type: str | None = None
    type_score: float = 0.0
    status: str | None = None
    status_score: float = 0.0
    negated: bool = False
    factuality: float | None = None
    args: tuple[Argument, ...] = ()
    verb: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """The encoder's belief (0 to 1) that word `later` refers to the same as word `earlier`; indices into `Layers.words`.

    A later word may have several; their beliefs and that in none of them add up to one.
    """

    later: int
    earlier: int
    score: float


@dataclass(frozen=True, slots=True)
class Layers:
    """Everything the encoder sees in one report, in text order."""

    sentences: tuple[Span, ...] = ()
    words: tuple[Word, ...] = ()
    entities: tuple[Entity, ...] = ()
    times: tuple[TimeSpan, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    predicates: tuple[Predicate, ...] = ()
    links: tuple[Link, ...] = ()
    event_links: tuple[Link, ...] = ()
