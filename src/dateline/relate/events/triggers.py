"""Which words tell of events, and of what type and mode: the encoder's belief and the lexicon, weighed together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Predicate, Span
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import NOMINAL, Tree
from dateline.relate.events.trigger_lexicon import Hit, find_hits, has_company, is_verbal, span_of

FLOORS = {2: 0.0, 1: 0.0, 0: 0.35}
"""Probability of the type, by the encoder, from which a word of the lexicon is a trigger; by rank: sure, likely, weak.

Of words that the encoder does not see as events at all, the lexicon's sure ones were right in 65 of 100 cases and likely ones in
50 (34 reports); weak ones reach four in ten from 0.3 on. An event pays from about one right in three on.
"""
FLOOR_ALONE = 0.70
"""The same where the lexicon does not know the word."""
FLOOR_AGAINST = 0.75
"""The same where the lexicon knows the word, but not with this type: below, the encoder's type was right in 5 of 100 cases."""
FLOOR_SORTING = 0.5
"""The same for a noun that only sorts the next one (`aid workers`), and for a counted vote."""
DOCUMENTS = frozenset("resolution order decree directive regulation act law convention protocol treaty".split())
"""Nouns of papers, which a number behind them names."""
EVENT_NAMES = frozenset({"event", "other"})
"""Types of names that may be those of occurrences."""
FLOOR_CUE = 0.75
"""The same for a word that is the cue of a statement: speaking is no event."""
RANKED = {2: 0.5, 1: 0.25, 0: 0.0}
"""What the lexicon's confidence is worth, in the encoder's probability, where readings of one word compete."""
UNSEEN = 0.04
"""Probability given to types that the encoder did not offer for a word."""
HURTING = frozenset({"attack", "accident", "disaster", "protest"})
"""Types of events that damage things and hurt people."""
CAUSES = HURTING | {"seize"}
"""Types whose victims are told by `killed` and `died`: deaths that an event causes are its figures, not events."""
HARM = frozenset(
    "kill kills killed killing die dies died dying wound wounds wounded wounding injure injures injured injuring injuries hurt dead "
    "deaths death casualties fatalities toll perished victims".split()
)
HARM_KEPT = 0.95
"""Probability from which even such a word is a trigger."""


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
    rule: str
    predicate: Predicate | None = None
    verbal: bool = False

    @property
    def key(self) -> tuple[int, int]:
        """Where it stands."""
        return (self.first, self.end)


def find_triggers(scene: Scene) -> list[Trigger]:
    """All triggers of a report in text order; no two share a word."""
    tree = scene.tree
    predicates = {p.word: p for p in scene.layers.predicates}
    hits: dict[tuple[int, int], list[Hit]] = defaultdict(list)
    for hit in find_hits(tree):
        hits[(hit.first, hit.end)].append(hit)
    found = [_decide(scene, key, some, predicates) for key, some in hits.items()]
    known = {i for first, end in hits for i in range(first, end)}
    found += [_alone(scene, p) for p in scene.layers.predicates if p.word not in known]
    return _without_harm(tree, _untangle([t for t in found if t is not None]))


def _decide(scene: Scene, key: tuple[int, int], hits: Sequence[Hit], predicates: dict[int, Predicate]) -> Trigger | None:
    """The best reading of words that the lexicon knows, None where no reading is likely enough."""
    first, end = key
    if _compounded(scene.tree, first) or _in_name(scene, first, end) or _numbered(scene.tree, end):
        return None
    here = [predicates[i] for i in range(first, end) if i in predicates]
    predicate = max(here, key=lambda p: p.type_score if p.type else -p.type_score - 1, default=None)
    if end == first + 1:
        hits = [h for h in hits if has_company(scene.tree, first, h.type)]
        here = [p for p in here if p.type is None or has_company(scene.tree, first, p.type)]
    believed = [p for p in here if p.type is not None]
    if not hits:
        return None
    if predicate in believed and predicate.type not in {h.type for h in hits} and predicate.type_score >= FLOOR_AGAINST:
        return _alone(scene, predicate)
    best = max(hits, key=lambda h: (_probability(h, here) + RANKED[h.rank], h.near, h.mode is not None))
    floor = FLOOR_CUE if scene.cues & set(range(first, end)) else FLOORS[best.rank]
    score = _probability(best, here)
    if score < max(floor, FLOOR_SORTING if _only_sorts(scene.tree, first, end) else 0.0):
        return None
    same = [h for h in hits if h.type == best.type]
    mode = max(same, key=lambda h: (h.rank, h.near, h.mode is not None)).mode
    rule = f"lexicon-{best.confidence}" + ("-encoder" if believed else "")
    return Trigger(
        first, end, best.head, span_of(scene.tree, best), best.type, mode, score, rule, predicate, is_verbal(scene.tree, best.head)
    )


def _probability(hit: Hit, here: Sequence[Predicate]) -> float:
    """How probable the encoder finds a reading."""
    return max((p.type_score for p in here if p.type == hit.type), default=UNSEEN)


def _alone(scene: Scene, predicate: Predicate) -> Trigger | None:
    """A trigger that only the encoder knows."""
    floor = FLOOR_CUE if predicate.word in scene.cues else FLOOR_ALONE
    if predicate.type is None or predicate.type_score < floor or _compounded(scene.tree, predicate.word):
        return None
    first, end = predicate.word, max(scene.tree.inside(predicate.span), default=predicate.word) + 1
    return Trigger(
        first, end, first, predicate.span, predicate.type, None, predicate.type_score, "encoder", predicate, is_verbal(scene.tree, first)
    )


def _compounded(tree: Tree, first: int) -> bool:
    """Whether a word only ends a compound with a name or noun: `Iran-backed`, `British-led`."""
    if first < 2 or tree.lower[first - 1] != "-" or tree.words[first - 2].span.end != tree.words[first].span.start - 1:
        return False
    return tree.words[first - 2].pos in NOMINAL or tree.words[first - 2].text[:1].isupper()


def _only_sorts(tree: Tree, first: int, end: int) -> bool:
    """Whether a noun only says of what sort the next is (`fire brigade`), or is a number of votes."""
    if tree.lower[end - 1] in {"votes", "ballots"} and tree.words[end - 1].pos == "NOUN":
        return True
    if end >= len(tree.words) or tree.sentence[end] != tree.sentence[first]:
        return False
    before = tree.words[end - 1].relation in {"compound", "amod"} and tree.words[end - 1].head >= end
    if is_verbal(tree, end - 1):
        return before and tree.lower[end - 1].endswith("ing") and tree.lower[end] in _bearers()
    compound = before and tree.words[end - 1].relation == "compound" and tree.words[end].pos == "NOUN"
    return compound or tree.lower[end] in _bearers()


def _numbered(tree: Tree, end: int) -> bool:
    """Whether a number behind a noun makes it a document, not its making: `Resolution 2249`, `Executive Order 13582`."""
    number = tree.words[end : end + 1]
    return bool(number) and tree.lower[end - 1] in DOCUMENTS and number[0].text.isdigit() and tree.words[end - 1].text[:1].isupper()


@cache
def _bearers() -> frozenset[str]:
    return frozenset(load_lexicon("triggers")["bearers"])


def _in_name(scene: Scene, first: int, end: int) -> bool:
    """Whether words are a capitalised part of a longer name: `Board of Inquiry`, `Fair Trial Network`; names of events tell them.

    They end in their own noun, or a number stands behind it: `Korean War`, `World War II`.
    """
    words = scene.tree.words
    span = Span(words[first].span.start, words[end - 1].span.end)
    if not words[first].text[:1].isupper():
        return False
    around = [e for e in scene.entities_meeting(span) if e.type != "event" and e.span.holds(span) and e.span != span]
    return any(e.type not in EVENT_NAMES or not _ends(scene, e.span, span) for e in around)


def _ends(scene: Scene, name: Span, noun: Span) -> bool:
    """Whether a name ends in a noun, numbers apart."""
    rest = scene.report.text[noun.end : name.end].split()
    return all(word.isdigit() or not word.strip("IVX") for word in rest)


def _untangle(triggers: Sequence[Trigger]) -> list[Trigger]:
    """Where triggers share words, the longer one stays, then the more probable."""
    taken: set[int] = set()
    kept: list[Trigger] = []
    for trigger in sorted(triggers, key=lambda t: (-(t.end - t.first), -t.score, t.first)):
        words = set(range(trigger.first, trigger.end))
        if not words & taken:
            taken |= words
            kept.append(trigger)
    return sorted(kept, key=lambda t: t.first)


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
