"""What is learned: for each question of `dateline.relate.weights` the clues of every candidate, and whether it is right."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.model import Entity, Toponym
from dateline.relate.events import readings, siting
from dateline.relate.events.coreference import join_mentions
from dateline.relate.events.scene import Scene, see
from dateline.relate.events.triggers import Trigger, find_triggers, offer_readings
from dateline.relate.events.where import offer_places
from dateline.relate.statements import beliefs, relate_statements
from dateline.relate.statements.attributions import offer_attributions
from dateline.relate.statements.drafts import Candidate, Draft
from dateline.relate.statements.ground import Ground, lay_ground
from dateline.relate.statements.missed import offer_missed
from training.relating.reports import Sample

Clues = dict[str, float]
Row = tuple[Clues, bool]
SHARED = 0.3
"""Share of the characters that a candidate's content and the annotated one have in common, from which the candidate is right."""
LATER = frozenset({"block", "none"})
"""Frames whose content is found only later."""


@dataclass(frozen=True, slots=True)
class Question:
    """How weights are learned: `ridge` (in examples) holds them near nothing, and a clue counts that is seen `often` and weighs as
    much as `slight`; both hold for names that begin with `rare` alone. Chosen by leaving out a fifth of the reports at a time."""

    name: str
    rows: Callable[[Sample], Iterator[Row]]
    ridge: float
    often: int
    slight: float
    rare: str = ""


def ask_statements(sample: Sample) -> Iterator[Row]:
    """The candidates for statements."""
    ground = lay_ground(sample.report, sample.layers, sample.readings)
    for candidate in _offered(ground, sample):
        right = any(_is_statement(candidate.draft, told) for told in sample.record["statements"])
        yield beliefs.tell_clues(ground, candidate), right


def _offered(ground: Ground, sample: Sample) -> Iterator[Candidate]:
    marked = offer_attributions(ground, sample.layers.attributions)
    yield from marked
    for some in offer_missed(ground, [c.draft for c in marked], sample.layers.attributions):
        yield from some


def _is_statement(draft: Draft, told: dict[str, Any]) -> bool:
    """Whether an annotated statement has the draft's cue and, by and large, its content."""
    if (draft.cue is None) != (told["cue"] is None):
        return False
    if draft.cue is not None and not (told["cue"]["span"][0] < draft.cue.end and draft.cue.start < told["cue"]["span"][1]):
        return False
    if draft.frame is not None and draft.frame.kind in LATER:
        return True
    mine = {i for span in draft.content for i in range(span.start, span.end)}
    theirs = {i for words in told["content"] for i in range(*words["span"])}
    return len(mine & theirs) >= SHARED * len(mine | theirs)


def ask_triggers(sample: Sample) -> Iterator[Row]:
    """The readings of words as telling an event of a type."""
    scene = _see(sample)
    told = [(*mention["span"], event["type"]) for event in sample.record["events"] for mention in event["mentions"]]
    offered = offer_readings(scene)
    crowd = readings.Crowd(offered)
    for one in offered:
        right = any(kind == one.type and start < one.span.end and one.span.start < end for start, end, kind in told)
        yield readings.tell_clues(scene, one, crowd), right


def ask_places(sample: Sample) -> Iterator[Row]:
    """The places beside the mentions of events."""
    scene = _see(sample)
    for group in join_mentions(scene, find_triggers(scene)):
        told = _places_of(group, sample.record["events"])
        for trigger in group:
            for place, rule in offer_places(scene, trigger):
                yield siting.tell_clues(scene, trigger, place, rule), any(_is_place(place, other) for other in told)


def _see(sample: Sample) -> Scene:
    told = relate_statements(sample.report, sample.layers, sample.readings)
    return see(sample.report, sample.layers, sample.readings, told)


def _places_of(group: Sequence[Trigger], events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places of the annotated event that shares most mentions with a group; of its type before others."""

    def shared(event: dict[str, Any]) -> float:
        spans = [mention["span"] for mention in event["mentions"]]
        common = sum(any(start < t.span.end and t.span.start < end for t in group) for start, end in spans)
        return common / len(spans) + (event["type"] == group[0].type) if common else 0.0

    best = max(events, key=shared, default=None)
    return list(best["places"]) if best is not None and shared(best) else []


def _is_place(place: Toponym | Entity, told: dict[str, Any]) -> bool:
    """Whether an annotated place has the name of a place read, or its words."""
    name = place.name if isinstance(place, Toponym) else place.text
    start, end = told["span"] or (0, 0)
    return name.lower() == (told["name"] or "").lower() or (start < place.span.end and place.span.start < end)


QUESTIONS = (
    Question("statement", ask_statements, ridge=4.0, often=3, slight=0.02),
    Question("trigger", ask_triggers, ridge=2.0, often=3, slight=0.05, rare="word-"),
    Question("place", ask_places, ridge=16.0, often=4, slight=0.02),
)
"""In the order in which the reader asks them: each is learned with the weights of those before it in place."""
