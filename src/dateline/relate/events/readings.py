"""What words may tell of events, as the lexicon and the encoder read them, and the clues for and against each reading."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from dateline.lexicon import load_lexicon
from dateline.model import Predicate, Span
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import NOMINAL, Tree
from dateline.relate.events.trigger_lexicon import Hit, find_hits, has_company, is_verbal, span_of
from dateline.relate.function_words import ARTICLES, DEFINITE, POSSESSIVES, PREPOSITIONS

DOCUMENTS = frozenset("resolution order decree directive regulation act law convention protocol treaty".split())
"""Nouns of papers, which a number behind them names."""
FUNCTIONAL = frozenset({"ADP", "CCONJ", "DET", "PUNCT"})
"""Tags of words that tell of nothing by themselves."""
EVENT_NAMES = frozenset({"event", "other"})
"""Types of names that may be those of occurrences."""
UNSEEN = 0.02
"""Probability given to types that the encoder did not offer for a word; it is as sure of nothing at the other end."""
CROWD = 3.0
"""Readings of one type, in the encoder's probability, after which more of them say nothing new."""
ROOMY, UNTOLD = 10, 1.0
"""Sentences in which a report has room to tell of an event more than once, and what a text without room is credited with instead."""
ENDINGS = ("ings", "ing", "ions", "ion", "ed", "es", "s", "e")
SHORTEST = 3
"""Letters that a word keeps when its ending is taken off."""
WORD = 0.5
"""How strongly a word itself is a clue: half as strongly as others, as each is seen far more seldom."""
DETERMINERS = {
    **dict.fromkeys(DEFINITE, "definite"),
    **dict.fromkeys(ARTICLES - DEFINITE, "indefinite"),
    **dict.fromkeys(POSSESSIVES - {"whose"}, "possessed"),  # `whose` opens a clause
}
"""What a noun's determiner says of it, by which a clue is named."""


@dataclass(frozen=True, slots=True)
class Reading:
    """Words `first` to `end` (exclusive) read as an event of `type`; `hit` is the lexicon's row, None where it has none of this type."""

    first: int
    end: int
    head: int
    span: Span
    type: str
    hit: Hit | None
    predicate: Predicate | None
    """The encoder's, where it says anything of these words."""
    probability: float
    """The encoder's for this type, 0 where it offers another or none."""
    otherwise: bool
    """Whether the lexicon knows these words with other types alone."""


def find_readings(scene: Scene) -> list[Reading]:
    """Every reading that the lexicon or the encoder offers, in no order; words may have several."""
    tree = scene.tree
    believed = {p.word: p for p in scene.layers.predicates}
    hits: dict[tuple[int, int], list[Hit]] = defaultdict(list)
    for hit in find_hits(tree):
        hits[(hit.first, hit.end)].append(hit)
    known = {i for first, end in hits for i in range(first, end)}
    found = [reading for (first, end), some in hits.items() for reading in _known(scene, (first, end), some, believed)]
    telling = [p for p in believed.values() if p.type and p.word not in known and not _functional(tree, p.word)]
    found += [_encoded(tree, p, False) for p in telling if not _compounded(tree, p.word)]
    return found


def _functional(tree: Tree, index: int) -> bool:
    """Whether a word tells of nothing by itself, as the particle of `sending in`."""
    return tree.words[index].pos in FUNCTIONAL or tree.lower[index] in PREPOSITIONS


def _known(scene: Scene, place: tuple[int, int], hits: Sequence[Hit], believed: Mapping[int, Predicate]) -> Iterator[Reading]:
    """Readings of words that the lexicon knows: its own, one a type, and the encoder's where that has another."""
    first, end = place
    tree = scene.tree
    if _compounded(tree, first) or _in_name(scene, first, end) or _numbered(tree, end):
        return
    here = [believed[i] for i in range(first, end) if i in believed]
    if end == first + 1:
        hits = [h for h in hits if has_company(tree, first, h.type)]
        here = [p for p in here if p.type is None or has_company(tree, first, p.type)]
    best: dict[str, Hit] = {}
    for hit in hits:
        if hit.type not in best or _worth(hit) > _worth(best[hit.type]):
            best[hit.type] = hit
    predicate = max(here, key=lambda p: p.type_score if p.type else -p.type_score - 1, default=None)
    for kind, hit in best.items():
        probability = max((p.type_score for p in here if p.type == kind), default=0.0)
        yield Reading(first, end, hit.head, span_of(tree, hit), kind, hit, predicate, probability, False)
    if end == first + 1 or not hits:
        yield from (_encoded(tree, p, bool(hits)) for p in here if p.type and p.type not in best)


def _worth(hit: Hit) -> tuple[int, int, bool]:
    """Of two rows of one type the surer tells more, then the one that has the company it asks for, then the one with a mode."""
    return (hit.rank, hit.near, hit.mode is not None)


def _encoded(tree: Tree, predicate: Predicate, otherwise: bool) -> Reading:
    """A reading that only the encoder offers."""
    first, end = predicate.word, max(tree.inside(predicate.span), default=predicate.word) + 1
    return Reading(first, end, first, predicate.span, str(predicate.type), None, predicate, predicate.type_score, otherwise)


class Crowd:
    """How much the encoder sees of each type of event in a report."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._by_type: dict[str, dict[int, float]] = defaultdict(dict)
        for reading in readings:
            places = self._by_type[reading.type]
            places[reading.first] = max(reading.probability, places.get(reading.first, 0.0))
        self._sum = {kind: math.fsum(places.values()) for kind, places in self._by_type.items()}
        self._top = {kind: nlargest(2, places, key=lambda first: places[first]) for kind, places in self._by_type.items()}

    def beside(self, reading: Reading) -> tuple[float, float]:
        """The highest probability of the type of `reading` at other words, and the sum of all there."""
        places = self._by_type[reading.type]
        highest = max((places[first] for first in self._top[reading.type] if first != reading.first), default=0.0)
        return highest, self._sum[reading.type] - places[reading.first]


def tell_clues(scene: Scene, reading: Reading, crowd: Crowd) -> dict[str, float]:
    """The clues that a reading shows, by name, in the `crowd` of all readings of its report."""
    sure = _logit(reading.probability)
    clues = {"base": 1.0, "encoder": sure, f"type-{reading.type}": 1.0}
    if reading.hit is None:
        clues |= {"encoder-alone": sure, "lexicon-none": 1.0, "lexicon-otherwise": float(reading.otherwise)}
    else:
        clues |= {f"lexicon-{reading.hit.confidence}": 1.0, "mode-told": float(reading.hit.mode is not None)}
    clues |= _of_form(scene, reading)
    if reading.hit is None or reading.hit.confidence != "sure":  # of sure words enough is known
        clues[f"word-{stem(scene.tree.lower[reading.head])}-{reading.type}"] = WORD
    highest, total = crowd.beside(reading)
    short = max(0.0, 1 - len(scene.tree.sentences) / ROOMY)
    clues |= {"type-elsewhere": max(highest, short * UNTOLD), "type-often": min(max(total, 0.0), CROWD) / CROWD}
    roles = {a.role for a in reading.predicate.args} if reading.predicate else set()
    return clues | {f"has-{role}": 1.0 for role in ("agent", "target") if role in roles}


def _of_form(scene: Scene, reading: Reading) -> dict[str, float]:
    """Clues of grammar: a noun with its article, a noun that sorts another, the cue of a statement."""
    tree = scene.tree
    clues = {"sorting": float(only_sorts(tree, reading.first, reading.end))}
    clues["cue"] = float(not scene.cues.isdisjoint(range(reading.first, reading.end)))
    if is_verbal(tree, reading.head):
        return clues | {"verb": 1.0}
    before = {tree.lower[i] for i in tree.premodifiers(reading.first)}
    clues |= {f"noun-{DETERMINERS[word]}": 1.0 for word in sorted(before & DETERMINERS.keys())}
    return clues | {"noun-bare": float(not before), "noun-compound": float(tree.words[reading.head].relation == "compound")}


def stem(word: str) -> str:
    """What the forms of a word have in common, nearly: an ending off, a letter doubled before it too.

    >>> stem("strikes"), stem("striking"), stem("shipped"), stem("visit"), stem("use")
    ('strik', 'strik', 'ship', 'visit', 'use')
    """
    ending = next((e for e in ENDINGS if word.endswith(e) and len(word) - len(e) >= SHORTEST), "")
    cut = word.removesuffix(ending)
    doubled = bool(ending) and len(cut) > SHORTEST and cut[-1] == cut[-2] and cut[-1] not in "ls"
    return cut[:-1] if doubled else cut


def _logit(probability: float) -> float:
    held = min(max(probability, UNSEEN), 1 - UNSEEN)
    return math.log(held / (1 - held))


def _compounded(tree: Tree, first: int) -> bool:
    """Whether a word only ends a compound with a name or noun: `Iran-backed`, `British-led`."""
    if first < 2 or tree.lower[first - 1] != "-" or tree.words[first - 2].span.end != tree.words[first].span.start - 1:
        return False
    return tree.words[first - 2].pos in NOMINAL or tree.words[first - 2].text[:1].isupper()


def only_sorts(tree: Tree, first: int, end: int) -> bool:
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
