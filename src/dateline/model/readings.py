"""What the spans of a report mean: times, places, quantities, and the cast of actors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.model.spans import Span, SpanIndex


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
