"""The nouns of Dateline: frozen values with tuples inside, standard library only.

A `Report` is what was read. `Layers` is what the encoder sees in it. `Readings` is what spans of it mean: times,
places, figures and the cast of actors. A `Record` is who says what happened, as FORMAT.md defines it. Every span is
`[start, end)` in Unicode characters of the report's untouched text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import accumulate
from typing import NamedTuple, TypeAlias

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


class Span(NamedTuple):
    """Characters `[start, end)` of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The words that stand here."""
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        """Whether `other` lies inside (or is) this span."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Whether the two share a character."""
        return self.start < other.end and other.start < self.end


class SpanIndex:
    """Spans in any order, found by where they stand; a look-up costs no more in a long report than in a short one."""

    __slots__ = ("_order", "_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        rows = sorted((span.start, span.end, number) for number, span in enumerate(spans))
        self._starts = [start for start, _, _ in rows]
        self._reach = list(accumulate((end for _, end, _ in rows), max))
        self._order = [(number, end) for _, end, number in rows]

    def meeting(self, span: Span) -> list[int]:
        """Numbers of the spans that share a character with `span`, in the order in which they were given."""
        at = bisect_left(self._starts, span.end) - 1
        found = []
        while at >= 0 and self._reach[at] > span.start:
            number, end = self._order[at]
            if end > span.start:
                found.append(number)
            at -= 1
        return sorted(found)


# ---------------------------------------------------------------- what was read


@dataclass(frozen=True, slots=True)
class Piece:
    """`length` characters of a report's text from `start`, which stand in the page's bytes `[first, last)`."""

    start: int
    length: int
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One dated report, as it was read; `text` is never changed afterwards.

    `origin` says where it came from, for messages (`news.jsonl, line 7`); `sha256` is of the bytes that were read;
    `extra` are the caller's own fields; `pages` maps the text to the page's bytes where there is a page.
    """

    text: str
    published: date | None = None
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    language: str | None = None
    key: str | None = None
    extra: tuple[tuple[str, Json], ...] = ()
    sha256: str | None = None
    origin: str = "text"
    pages: tuple[Piece, ...] = ()
    warnings: tuple[str, ...] = ()


# ---------------------------------------------------------------- what the encoder sees


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


# ---------------------------------------------------------------- what spans mean


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell has its value: the rule's name and what it saw."""

    cell: str
    rule: str
    detail: str


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression, resolved: TIMEX3 `type` and `value`, and the inclusive interval it covers (None: open or unknown).

    `anchored` tells whether the interval rests on a date told or published; `bound` is `after`, `before`, `since`
    or `until` where the interval is open on a side for that reason.
    """

    span: Span
    text: str
    type: str
    value: str | None
    earliest: date | None
    latest: date | None
    rule: str = ""
    bound: str | None = None


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name with its place, or with nulls where the gazetteer has none. `use`: literal, metonymic, modifier.

    `kind` is country, region, city, area (sea, continent, world region) or facility; `geonames` is GeoNames' number.
    """

    span: Span
    text: str
    name: str
    country: str | None
    lat: float | None
    lon: float | None
    geonames: int | None
    use: str
    kind: str = "city"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its bounds (inclusive; None: open) and the noun it counts.

    `span` covers number, modifier and noun phrase (`more than 85 targets`); `number` the numeral alone;
    `noun` is the head noun, lower-cased (`targets`); `unit` a currency code for money, `%` for per cent.
    """

    span: Span
    text: str
    number: Span
    low: float | None
    high: float | None
    approx: bool = False
    noun: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of the record that is words of the text; both None where it stands nowhere."""

    span: Span | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Words that name an actor, and which one; `actor` None where nobody is named."""

    span: Span | None
    text: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class Actor:
    """One real-world party of the report; see FORMAT.md, actors."""

    id: str
    name: str
    kind: str
    country: str | None
    named: str
    roles: tuple[Words, ...] = ()
    mentions: tuple[Words, ...] = ()


class _Indexed:
    """A place for the index that a cast builds at the first question; no field, so neither equality nor JSON knows of it."""

    __slots__ = ("_index",)
    _index: tuple[SpanIndex, dict[Span, str], frozenset[Span]]


@dataclass(frozen=True, slots=True)
class Cast(_Indexed):
    """The actors of a report, more than the record will need.

    `mentions` ties every phrase that was resolved to its actor, in text order; `nobody` are phrases that name no party (`reports`, a
    document whose author is unknown).
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[tuple[Span, str], ...] = ()
    why: tuple[tuple[Span, Reason], ...] = ()
    nobody: tuple[Span, ...] = ()

    def actor_of(self, span: Span) -> str | None:
        """The actor that `span` tells of: of the same span, else of the mention that shares most with it; None for nobody."""
        places, exact, nobody = self._indexed()
        if span in exact:
            return exact[span]
        best, worth = None, 0.0
        for mention, actor in () if span in nobody else (self.mentions[i] for i in places.meeting(span)):
            likeness = _likeness(mention, span)
            if likeness > worth:
                best, worth = actor, likeness
        return best

    def _indexed(self) -> tuple[SpanIndex, dict[Span, str], frozenset[Span]]:
        """Mentions by place and by span (the first of each), and who is nobody; built once."""
        if not hasattr(self, "_index"):
            exact = dict(reversed(self.mentions))
            object.__setattr__(self, "_index", (SpanIndex(span for span, _ in self.mentions), exact, frozenset(self.nobody)))
        return self._index


def _likeness(mention: Span, span: Span) -> float:
    """How well a mention fits a phrase that is not quite the same: their common share; 0 where they do not meet."""
    shared = min(span.end, mention.end) - max(span.start, mention.start)
    if shared <= 0:
        return 0.0
    likeness = shared / (max(span.end, mention.end) - min(span.start, mention.start)) - (mention.start - span.start) / 1e6
    if abs(mention.start - span.start) <= 4 and mention.end <= span.end and shared > 3:
        likeness += 0.4  # an English phrase begins with what it is about: `the mayor of Cali`
    return likeness


@dataclass(frozen=True, slots=True)
class Readings:
    """What the spans of one report mean."""

    times: tuple[Timex, ...] = ()
    places: tuple[Toponym, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    cast: Cast = field(default_factory=Cast)


# ---------------------------------------------------------------- the record


@dataclass(frozen=True, slots=True)
class Document:
    """The report as the record tells it; see FORMAT.md, document."""

    id: str
    text: str
    published: date | None
    outlet: str | None
    title: str | None
    url: str | None
    language: str | None
    key: str | None
    extra: tuple[tuple[str, Json], ...] = ()
    model: str | None = None
    version: str | None = None
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One act of putting content forward; see FORMAT.md, statements. `on` is ISO, a day or `first/last`."""

    id: str
    source: Party
    cue: Words | None
    content: tuple[Words, ...]
    act: str
    form: str
    via: Words | None = None
    to: Party | None = None
    at: Party | None = None
    on: str | None = None
    within: str | None = None
    plover: str | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event happened; see FORMAT.md, places."""

    span: Span | None
    text: str | None
    name: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class When:
    """When an event happened: inclusive days, None where open."""

    earliest: date | None
    latest: date | None
    span: Span | None
    text: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A count that an event carries; `by` is the id of the statement that gives it, None for the narrator."""

    what: str
    low: float | None
    high: float | None
    span: Span | None
    text: str | None
    by: str | None = None
    unit: str | None = None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Who vouches for an event and how; `by` is a statement id, None for the narrator."""

    by: str | None
    stance: str


@dataclass(frozen=True, slots=True)
class Event:
    """One real-world occurrence; see FORMAT.md, events."""

    id: str
    type: str
    mode: str | None
    status: str
    mentions: tuple[Words, ...]
    agents: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    places: tuple[Place, ...] = ()
    when: When | None = None
    figures: tuple[Figure, ...] = ()
    accounts: tuple[Account, ...] = ()
    plover: str | None = None
    why: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """Who says what happened, in one report."""

    document: Document
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    layers: tuple[Layers, Readings] | None = None

    def to_json(self, *, layers: bool = False) -> str:
        """The record as one line of JSON, exactly FORMAT.md; with `layers`, what lies under it too."""
        from dateline.codec import encode_record

        return encode_record(self, layers=layers)
