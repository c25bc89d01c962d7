"""The record: who says what happened, as FORMAT.md defines it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateline.model.layers import Layers
from dateline.model.readings import Actor, Party, Readings, Reason, Words
from dateline.model.spans import Json, Span


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
