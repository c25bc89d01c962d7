"""What several reports together say: sightings, judgements, incidents, stories.

A record is never changed by merging. A `Sighting` is one event as one report tells it. A `Judgement` says that two sightings (or
two reports, or two actors) are the same or not, by whom and why. An `Incident` is computed from both: what is agreed, and cell by
cell the rival values with who says so.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from dateline.model.record import Event, Place, Record, When
from dateline.model.spans import Json, Span

MACHINE, ACCEPTED, CORRECTED, REJECTED, DISPUTED = "machine", "accepted", "corrected", "rejected", "disputed"
VERDICTS = (MACHINE, ACCEPTED, CORRECTED, REJECTED, DISPUTED)
"""What people have said of a cell: nothing yet, that it is right, what is right instead, that it is wrong, that it is open."""


def report_id(document_id: str) -> str:
    """The short public name of a report: `r` and twelve digits of its `sha256:` id.

    >>> report_id("sha256:1a2b3c4d5e6f7788")
    'r1a2b3c4d5e6f'
    """
    return "r" + document_id.removeprefix("sha256:")[:12]


def event_keys(record: Record) -> dict[str, str]:
    """Event id -> its key across reports: `REPORT@CHARACTER` of the first mention, with `.2` where two events begin there.

    A key outlives a newer model that numbers the events otherwise, because it is anchored in the untouched text.
    """
    keys: dict[str, str] = {}
    taken: dict[str, int] = {}
    for event in record.events:
        start = min((m.span.start for m in event.mentions if m.span), default=0)
        name = f"{report_id(record.document.id)}@{start}"
        taken[name] = taken.get(name, 0) + 1
        keys[event.id] = name if taken[name] == 1 else f"{name}.{taken[name]}"
    return keys


def incident_id(founder: str) -> str:
    """The name of the incident whose earliest sighting has the key `founder`: `i` and ten hexadecimal digits."""
    return "i" + hashlib.sha256(founder.encode()).hexdigest()[:10]


def story_id(founder: str) -> str:
    """The name of the story whose earliest report is `founder`: `s` and ten hexadecimal digits."""
    return "s" + hashlib.sha256(founder.encode()).hexdigest()[:10]


@dataclass(frozen=True, slots=True)
class Sighting:
    """One event of one report, with all that is needed to compare it; `voice` is the name of the group of copies the report is in."""

    key: str
    record: Record
    event: Event
    voice: str = ""

    @property
    def report(self) -> str:
        return report_id(self.record.document.id)

    @property
    def published(self) -> date | None:
        return self.record.document.published


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that two sightings have in common or not: its weight in the sum, and a sentence for an editor."""

    name: str
    value: float
    weight: float
    sentence: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """That `first` and `second` (keys in rising order) are the same occurrence, report, story or actor, or are not.

    `kind` is `event`, `story`, `copy` or `actor`; `by` is `machine` or a person's name; `score` is the machine's belief, 0 to 1.
    """

    kind: str
    first: str
    second: str
    same: bool
    score: float
    by: str = MACHINE
    reasons: tuple[Feature, ...] = ()
    made: str | None = None
    note: str = ""
    revoked: str | None = None


@dataclass(frozen=True, slots=True)
class Witness:
    """Who gives a value: a report (short id), its event, and the statement in it, or the narrator where `by` is None."""

    report: str
    event: str
    outlet: str | None
    published: date | None
    by: str | None
    speaker: str | None
    named: bool
    stance: str
    span: Span | None
    text: str | None
    voice: str
    verdict: str = MACHINE
    repeated: bool = False
    """The same source gives the same value again in a later report: it stands by it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a cell, ready to print as `told` and as data, with who gives it; `voices` counts independent ones."""

    told: str
    data: Json
    witnesses: tuple[Witness, ...]
    voices: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of an incident: `type`, `status`, `when`, `place`, `agent`, `target`, `mode`, `figure.killed`, …

    `state` is `agreed` (one value), `single` (one voice), `history` (a value that later reports of it replaced), `disputed` (rival
    values at once) or `open` (nobody tells); `reason` says in a sentence why.
    """

    name: str
    state: str
    values: tuple[Value, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Incident:
    """What all reports together say of one occurrence; computed, never stored as truth."""

    id: str
    title: str
    type: str
    mode: str | None
    status: str
    when: When | None
    place: Place | None
    agents: tuple[str, ...]
    targets: tuple[str, ...]
    cells: tuple[Cell, ...]
    claims: tuple[Witness, ...]
    denials: tuple[Witness, ...]
    blames: tuple[Witness, ...]
    members: tuple[str, ...]
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    voices: int
    sources: int
    grade: str
    grade_reason: str
    judgements: tuple[Judgement, ...] = ()
    story: str | None = None

    @property
    def disputed(self) -> bool:
        return any(c.state == DISPUTED for c in self.cells)


@dataclass(frozen=True, slots=True)
class Story:
    """Reports (short ids, in order of publication) that tell the same main occurrence."""

    id: str
    title: str
    reports: tuple[str, ...]
    incidents: tuple[str, ...] = ()
