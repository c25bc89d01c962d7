"""Which words tell of events, and of what type and mode: the encoder's belief, the lexicon and the words around, weighed together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.lexicon import load_lexicon
from dateline.model import Predicate, Span
from dateline.relate.events.readings import Crowd, Reading, find_readings, only_sorts, tell_clues
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import Tree
from dateline.relate.events.trigger_lexicon import is_verbal
from dateline.relate.weights import believe

FLOOR = 0.4
"""Belief from which words are a trigger: an event with its cells pays from about one right in three on."""
FLOOR_PHRASE = 0.28
"""The same for a phrase of several words that the lexicon is sure of: `recalled its ambassador`."""
FLOOR_SORTING = 0.5
"""The encoder's probability from which a noun that only sorts the next one (`fraud squad`), or a count of votes, is looked at."""
HURTING = frozenset({"attack", "accident", "disaster", "protest"})
"""Types of events that damage things and hurt people."""
CAUSES = HURTING | {"seize"}
"""Types whose victims are told by `killed` and `died`: deaths that an event causes are its figures, not events."""
HARM = frozenset(
    "kill kills killed killing die dies died dying wound wounds wounded wounding injure injures injured injuring injuries hurt dead "
    "deaths death casualties fatalities toll perished victims".split()
)
HARM_KEPT = 0.95
"""The encoder's probability from which even such a word is a trigger."""
HARM_REACH = 2
"""Sentences back in which the cause of a death may stand."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that evoke an event: `first` to `end` (exclusive) index the words, `head` carries the syntax."""

    first: int
    end: int
    head: int
    span: Span
    type: str
    mode: str | None
    score: float
    """The encoder's probability of the type."""
    rule: str
    predicate: Predicate | None = None
    verbal: bool = False
    belief: float = 1.0
    """How probable it is, all in all, that the words tell an event of this type."""

    @property
    def key(self) -> tuple[int, int]:
        """Where it stands."""
        return (self.first, self.end)


def find_triggers(scene: Scene) -> list[Trigger]:
    """All triggers of a report in text order; no two share a word."""
    readings = offer_readings(scene)
    crowd = Crowd(readings)
    found = [_trigger(scene.tree, r, believe("trigger", tell_clues(scene, r, crowd))) for r in readings]
    return _without_harm(
        scene.tree, _without_carriers(scene.tree, _untangle([t for t in found if t.belief >= (FLOOR_PHRASE if _fixed(t) else FLOOR)]))
    )


def offer_readings(scene: Scene) -> list[Reading]:
    """The readings that are weighed: all but of nouns that only sort the next one, unless the encoder is sure."""
    return [r for r in find_readings(scene) if r.probability >= FLOOR_SORTING or not only_sorts(scene.tree, r.first, r.end)]


def _trigger(tree: Tree, reading: Reading, belief: float) -> Trigger:
    hit = reading.hit
    encoded = reading.predicate is not None and reading.predicate.type is not None
    rule = f"lexicon-{hit.confidence}{'-encoder' if encoded else ''}" if hit else "encoder"
    verbal = is_verbal(tree, reading.head)
    return Trigger(
        reading.first, reading.end, reading.head, reading.span, reading.type, hit.mode if hit else None,
        reading.probability, rule, reading.predicate, verbal, belief,
    )  # fmt: skip


def _fixed(trigger: Trigger) -> bool:
    return trigger.end > trigger.first + 1 and trigger.rule.startswith("lexicon-sure")


def _untangle(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Where triggers share words, the longer one stays, then the more probable."""
    taken: set[int] = set()
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (-(t.end - t.first), -t.belief, t.first, t.type)):
        words = set(range(trigger.first, trigger.end))
        if not words & taken:
            taken |= words
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.first)


def _without_carriers(tree: Tree, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Without verbs that only carry a noun, where the noun tells of an event of another type: `launched an offensive`."""
    light = set(load_lexicon("triggers")["frames"]["light"]["verbs"])
    nouns = {t.head: t.type for t in triggers if not t.verbal}
    return [t for t in triggers if tree.lower[t.head] not in light or t.end > t.first + 1 or not _carries(tree, t, nouns)]


def _carries(tree: Tree, trigger: Trigger, nouns: Mapping[int, str]) -> bool:
    objects = {*tree.kids(trigger.head, "obj", "nsubj:pass"), tree.nominal_after(trigger.head)}
    return trigger.verbal and any(nouns.get(i, trigger.type) != trigger.type for i in objects if i is not None)


def _without_harm(tree: Tree, triggers: Sequence[Trigger]) -> list[Trigger]:
    """Without words of death and injury where the sentence, or those just before, tell what caused them."""
    causes = {tree.sentence[t.head] for t in triggers if t.type in CAUSES and tree.lower[t.head] not in HARM}
    return [
        t
        for t in triggers
        if t.type not in {"attack", "death"} or tree.lower[t.head] not in HARM or t.score >= HARM_KEPT or not _caused(tree, t, causes)
    ]


def _caused(tree: Tree, trigger: Trigger, causes: set[int]) -> bool:
    sentence = tree.sentence[trigger.head]
    return any(sentence - back in causes for back in range(HARM_REACH + 1))
