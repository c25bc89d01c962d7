"""How probable it is that an event is told to lie at a place: what the encoder links, grammar and distance, weighed together.

The weights are learnt from annotated real reports by `training/relating`: rules alone trust every phrase of place alike, and tell
nothing of places that hang on another word of the sentence.
"""

from __future__ import annotations

from dateline.model import Entity, Toponym
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import Trigger
from dateline.relate.weights import believe

FLOOR = 0.4
"""Belief from which a place that no rule tells is the event's."""
DOUBT = 0.3
"""Belief under which even a place that a rule tells is not."""
PLACE_ROLES = frozenset({"place", "ARGM-LOC"})
"""Roles by which the encoder links a place to a word."""
CLIMBED = 4
"""Steps up the tree after which a place hangs on nothing that tells of the event."""
SPANS = (2, 4, 8, 16)
"""Bounds of distances, in words."""
BESIDE = 4
"""Words between the beginnings of two places that are told together."""
NAMELIKE = frozenset({"DET", "ADJ", "PROPN", "NOUN", "NUM"})
JOINTS = frozenset({"PUNCT", "CCONJ", "SCONJ"})
"""Parts of speech that part two phrases or clauses."""


def is_sited(scene: Scene, trigger: Trigger, place: Toponym | Entity, rule: str) -> float:
    """How far belief in a place is above what it takes, `rule` being the one that tells it, or empty; negative where it is not told."""
    return believe("place", tell_clues(scene, trigger, place, rule)) - (DOUBT if rule else FLOOR)


def tell_clues(scene: Scene, trigger: Trigger, place: Toponym | Entity, rule: str) -> dict[str, float]:
    """The clues that a place in a trigger's sentence shows, by name; `rule` is the one by which it is told, or empty."""
    tree = scene.tree
    inside = tree.inside(place.span)
    top = tree.top(place.span)
    sort = f"{place.use}-{place.kind}" if isinstance(place, Toponym) else f"entity-{place.type}"
    told, before = rule or "unruled", _before(tree, inside.start)
    clues = {"base": 1.0, f"rule-{told}": 1.0, f"sort-{sort}": 1.0, f"sort-{sort}-{told}": 1.0, f"rule-{told}-{trigger.type}": 1.0}
    clues |= {f"type-{trigger.type}-{sort}": 1.0, f"before-{before}": 1.0}
    clues |= {f"before-{before}-{trigger.type}": 1.0, f"before-{before}-{told}": 1.0}
    clues |= _of_tree(tree, trigger, inside.start if top is None else top)
    return clues | _of_order(scene, trigger, inside) | _of_company(scene, trigger, place, inside)


def _before(tree: Tree, first: int) -> str:
    """The word before a name, articles and adjectives apart, where it is a preposition or mark; else its part of speech."""
    start = tree.bounds(first).start
    at = first - 1
    while at >= start and tree.words[at].pos in NAMELIKE:
        at -= 1
    if at < start:
        return "start"
    return tree.lower[at] if tree.words[at].pos in {"ADP", *JOINTS} else tree.words[at].pos.lower()


def _of_tree(tree: Tree, trigger: Trigger, at: int) -> dict[str, float]:
    """Clues of how a place hangs on a trigger: the steps up from each to what stands over both, and what they cross."""
    relation, sort = tree.words[at].relation, "verb" if trigger.verbal else "noun"
    ups = [at, *tree.climb(at)][: CLIMBED + 1]
    downs = [trigger.head, *tree.climb(trigger.head)][: CLIMBED + 1]
    over = next((i for i in ups if i in downs), None)
    if over is None:
        return {"way-far": 1.0, f"relation-{relation}": 1.0, sort: 1.0}
    up, down = ups.index(over), downs.index(over)
    way = f"way-{up}-{down}"
    clues = {way: 1.0, f"{way}-{relation}": 1.0, f"{way}-{sort}": 1.0, f"relation-{relation}": 1.0, sort: 1.0}
    return clues | {f"crosses-{tree.words[i].relation}": 1.0 for i in (*ups[:up], *downs[:down])}


def _of_order(scene: Scene, trigger: Trigger, inside: range) -> dict[str, float]:
    """Clues of where a place stands to a trigger, and of what stands between."""
    tree = scene.tree
    side = "behind" if inside.start >= trigger.end else "before"
    between = range(trigger.end, inside.start) if side == "behind" else range(inside.stop, trigger.first)
    verbs = min(sum(tree.words[i].pos in VERBAL for i in between), 2)
    events = min(sum(p.word in between for p in scene.layers.predicates if p.type), 2)
    clues = {f"{side}-{sum(len(between) >= bound for bound in SPANS)}": 1.0, f"{side}-verbs-{verbs}": 1.0, f"{side}-events-{events}": 1.0}
    clues |= {f"{side}-over-{tree.lower[i]}": 1.0 for i in between if tree.words[i].pos in JOINTS}
    own, other = scene.teller(tree.words[trigger.head].span), scene.teller(tree.words[inside.start].span)
    return clues | {"other-voice": float(own != other)}


def _of_company(scene: Scene, trigger: Trigger, place: Toponym | Entity, inside: range) -> dict[str, float]:
    """Clues of what else is there: the encoder's links, other places, a party of that name, the word behind it."""
    tree = scene.tree
    args = trigger.predicate.args if trigger.predicate else ()
    roles = {a.role for a in args if a.span.holds(place.span)}
    named = [p.span for p in scene.places.get(tree.sentence[trigger.head], ())]
    beside = any(span != place.span and abs(tree.inside(span).start - inside.start) <= BESIDE for span in named)
    clues = {f"role-{role}": 1.0 for role in sorted(roles)}
    clues |= {
        "sure": trigger.predicate.type_score if trigger.predicate and trigger.predicate.type == trigger.type else 0.0,
        "linked-elsewhere": float(any(a.role in PLACE_ROLES for a in args) and not roles & PLACE_ROLES),
        "party": float(any(span.holds(place.span) for span, _ in scene.people)),
        "alone": float(len(named) <= 1),
        "beside": float(beside),
    }
    return clues | {f"followed-{_behind(tree, inside)}": 1.0}


def _behind(tree: Tree, inside: range) -> str:
    """The mark behind a name, or the part of speech of the word there."""
    if inside.stop >= tree.bounds(inside.start).stop:
        return "end"
    word = tree.words[inside.stop]
    return tree.lower[inside.stop] if word.pos in {"PUNCT", "PART", "CCONJ"} else word.pos.lower()
