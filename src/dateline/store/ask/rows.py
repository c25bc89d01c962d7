"""What questions to the store give back: rows of lists, frozen and light; the whole of a thing comes from `get_…`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeVar

from sqlalchemy import Engine

from dateline.model import Span

T = TypeVar("T")


class HasEngine(Protocol):
    """What questions need of an open store."""

    @property
    def engine(self) -> Engine: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What incidents are wanted; None asks for nothing.

    `since` and `until` are inclusive days that the incident must meet; one of which only the first day is told goes on while it is
    `ongoing`. `place` is a place's name, `country` its ISO alpha-3 code; `near` a point (latitude, longitude in degrees) with
    `within_km` around it; `actor` who did it or to whom, `by` who says so; `kind` is a type (`attack`) or type and mode
    (`attack/drone`); `text` are words that a report of it has; `dated` and `placed` tell whether it must have a day and a point.
    """

    text: str | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    country: str | None = None
    near: tuple[float, float] | None = None
    within_km: float | None = None
    actor: str | None = None
    kind: str | None = None
    status: str | None = None
    disputed: bool | None = None
    grade: str | None = None
    by: str | None = None
    story: str | None = None
    dated: bool | None = None
    placed: bool | None = None


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows of a list, and the cursor with which the next are asked for; None at the end."""

    rows: tuple[T, ...]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident as a list shows it; days are ISO, `reports` and `voices` are counts."""

    id: str
    title: str
    type: str
    mode: str | None
    status: str
    earliest: str | None
    latest: str | None
    country: str | None
    place: str | None
    lat: float | None
    lon: float | None
    disputed: bool
    grade: str
    reports: int
    voices: int
    story: str | None


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A stored report without its text; `versions` counts the versions of it that are kept."""

    id: str
    document: str
    series: str
    version: int
    latest: bool
    key: str | None
    outlet: str | None
    title: str | None
    url: str | None
    published: str | None
    language: str | None
    origin: str
    added: str
    versions: int = 1


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A story with its reports in order of publication."""

    id: str
    title: str
    reports: tuple[ReportRow, ...]
    voices: int


@dataclass(frozen=True, slots=True)
class Said:
    """One statement by somebody: what, when and where it is told; `key` is the speaker's actor key."""

    key: str
    name: str
    report: str
    local: str
    act: str
    form: str
    said: str | None
    content: str
    outlet: str | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Turn:
    """One value that somebody gave for a cell, when and in which report."""

    told: str
    day: str | None
    report: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """A cell of an incident for which somebody gave more than one value: `9 killed`, then `13 killed`; or whose stance changed."""

    incident: str
    title: str
    speaker: str
    cell: str
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class TextHit:
    """A report whose text or title has the words.

    `quote` is the stretch of the text at `span` that has most of them, and `marks` where they stand in the text; where only the title
    has them, `quote` is the title and `span` None.
    """

    report: str
    key: str | None
    outlet: str | None
    published: str | None
    title: str | None
    quote: str
    span: Span | None
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementHit:
    """A statement whose content has the words."""

    report: str
    local: str
    speaker: str | None
    act: str
    said: str | None
    content: str
    outlet: str | None


@dataclass(frozen=True, slots=True)
class ActorHit:
    """An actor whose name has the words, with the number of reports in which that name stands."""

    name: str
    folded: str
    kind: str
    country: str | None
    reports: int


@dataclass(frozen=True, slots=True)
class ActorRow:
    """An actor of one report; those who are the same across reports have one `party`."""

    party: str
    key: str
    name: str
    kind: str
    country: str | None
    named: bool
    report: str
    outlet: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class Party:
    """Actors of single reports who are taken for the same: how many there are, in how many reports, and the first of them.

    `place` counts parties in their order, from 1; `cursor` is where a page that ends with this one goes on.
    """

    name: str
    size: int
    reports: int
    rows: tuple[ActorRow, ...]
    place: int = 1
    cursor: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search finds, grouped; `more` names the groups that hold more than is given."""

    texts: tuple[TextHit, ...] = ()
    statements: tuple[StatementHit, ...] = ()
    actors: tuple[ActorHit, ...] = ()
    more: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many incidents begin in a stretch of time, `start` being a day, a month (`2024-02`) or a year, and how many are disputed."""

    start: str
    incidents: int
    disputed: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """One event of one report that waits for a person's decision, the incident it is in, and why it stands where it stands."""

    event: str
    report: str
    local: str
    incident: IncidentRow
    why: str
