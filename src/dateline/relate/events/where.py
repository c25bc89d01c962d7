"""Where events happened: the places that are told with their triggers, as precise as told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.model import Entity, Place, Reason, Span, Toponym
from dateline.relate.events.scene import Scene
from dateline.relate.events.siting import PLACE_ROLES, is_sited
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import Trigger

IN = frozenset(
    "in at near outside inside off across around throughout within from on to into along between over above toward towards".split()
)
DIRECTED = frozenset({"from", "to", "into", "toward", "towards"})
"""Prepositions that tell where something went: a place only for events that move or are done to the place."""
QUIET = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "ADV", "ADP", "DET", "NUM", "PART", "CCONJ"})
"""Parts of speech that may stand between a trigger and its place."""
PASSIVE = frozenset({"vote", "disaster", "accident", "protest"})
"""Types that a country before their noun holds or suffers: `the Peru earthquake`; it is the doer of others."""
OBJECTS = dict.fromkeys(
    [("seize", "territory"), ("coerce", "blockade"), *(("attack", m) for m in ("airstrike", "shelling", "bombing", "drone", None))],
    ("nsubj:pass",),
)
"""Types and modes whose object may be the place itself: `retook the town`, `a raid on the port`."""
WIDE = frozenset({"country", "area"})
"""Places that are no spot on a map: the middle of a country is a wrong pin for what happened somewhere in it."""
SITES = frozenset({"place", "facility"})
"""Types of names that may be places which the gazetteer lacks."""
TOWN = 2
"""Grain of what is a town or less."""
_OUTSIDE = re.compile(r"\boutside (?:of )?(?:the )?$", re.IGNORECASE)
_LOCATES = re.compile(
    r",?\s+(?:(?:about|some|around|roughly|nearly|just|lying|located|situated)\s+)*"
    r"(?:[\d.,]+\s?(?:nautical )?(?:km|kms|kilomet(?:er|re)s|miles|mi)\b[^,.;]{0,20}?\s+)?"
    r"(?:to the\s+)?(?:north|south|east|west)(?:[- ]?(?:north|south)?[- ]?(?:east|west))?(?:ern)? of (?:the )?(?:[a-z]+ ){0,2}"
    r"|,? (?:an? |the )?(?:[a-z-]+ ){0,2}(?:district|suburb|neighbou?rhood|quarter|section|borough|outskirts|slum|part|town|village|city"
    r"|port)"
    r" (?:of|in|near|outside|just outside|on) "
    r"(?:the )?(?:[a-z-]+ ){0,3}"
)
"""What stands between a place and another that says where it lies."""
_DISTRICT = re.compile(
    r"(?:['’]s)? (?:[a-z-]+ ){0,2}(?:district|suburb|neighbou?rhood|quarter|section|borough|town|village|city) of (?:the )?"
)
"""What stands between a place and a part of it: `Lebanon's port city of`, `the Damascus suburb of`."""
GAP = 60
"""Characters between two places of which one only says where the other lies."""
REACH = 16
"""Characters before a place that may say so."""
NEAR = 12
"""Words between a trigger and the place behind it."""


def find_places(scene: Scene, triggers: Sequence[Trigger]) -> tuple[tuple[Place, ...], list[Reason]]:
    """The places of an event, with a reason each; a city and its country told together are the city."""
    best: dict[str, tuple[float, Toponym | Entity, str]] = {}
    for trigger in triggers:
        for place, rule, belief in _weigh(scene, trigger):
            if belief >= 0 and (_name(place) not in best or belief > best[_name(place)][0]):
                best[_name(place)] = (belief, place, rule)
    named = [p for _, p, _ in best.values()]
    kept = [(p, rule) for _, p, rule in best.values() if not _covered(p, named) and not _only_locates(scene.report.text, p, named)]
    return tuple(_place(p) for p, _ in kept), [Reason("places", rule or "told-beside", p.text) for p, rule in kept]


def _weigh(scene: Scene, trigger: Trigger) -> list[tuple[Toponym | Entity, str, float]]:
    """The places that a mention may tell, each with its rule and belief; those of the rules alone where no encoder has read the report."""
    if not scene.layers.predicates:
        return [(place, rule, 0.0) for place, rule in places_of(scene, trigger) if not _is_elsewhere(scene, trigger, place)]
    offered = ((place, rule) for place, rule in offer_places(scene, trigger) if not _is_elsewhere(scene, trigger, place))
    return [(place, rule, is_sited(scene, trigger, place, rule)) for place, rule in offered]


def _is_elsewhere(scene: Scene, trigger: Trigger, place: Toponym | Entity) -> bool:
    """`moved to a camp outside of Iraq`: not in that country or region; outside a town is near it. `flew to Rome from Oslo` met in Rome."""
    before = scene.report.text[max(0, place.span.start - REACH) : place.span.start]
    if trigger.type == "consult" and before.endswith((" from ", " from the ")):
        return True
    return isinstance(place, Toponym) and _grain(place) < TOWN and _OUTSIDE.search(before) is not None


def offer_places(scene: Scene, trigger: Trigger) -> list[tuple[Toponym | Entity, str]]:
    """Every place in a mention's sentence, with the rule that tells it as the event's, or an empty one."""
    ruled = places_of(scene, trigger)
    here = scene.tree.sentence[trigger.head]
    named: list[Toponym | Entity] = [*scene.places.get(here, ()), *scene.sorting.get(here, ())]
    known = [t.span for t in named]
    named += [e for e in scene.entities_meeting(scene.tree.sentences[here]) if e.type in SITES and not any(e.span.meets(s) for s in known)]
    told = {place.span for place, _ in ruled}
    return [*ruled, *((place, "") for place in named if place.span not in told)]


def places_of(scene: Scene, trigger: Trigger) -> list[tuple[Toponym | Entity, str]]:
    """The places that one mention tells: those the encoder links to it, then those that hang on it or its verb."""
    linked = [a.span for p in [trigger.predicate] if p for a in p.args if a.role in PLACE_ROLES]
    named = scene.places.get(scene.tree.sentence[trigger.head], ())
    found: list[tuple[Toponym | Entity, str]] = [(t, "place-role") for t in named if any(s.holds(t.span) for s in linked)]
    if linked and not found:
        held = dict.fromkeys(e for s in linked for e in scene.entities_meeting(s) if s.holds(e.span))
        lands = [t.span for t in scene.sorting.get(scene.tree.sentence[trigger.head], ()) if t.kind == "country"]
        sites = [e for e in sorted(held, key=lambda e: e.span) if _is_site(scene, e) and not any(s.holds(e.span) for s in lands)]
        found = [(e, "facility-role") for e in sites]
    known = {t.span for t, _ in found}
    hanging = _sites(scene, trigger)
    for toponym in named:
        if toponym.span in known:
            continue
        if any(s.holds(toponym.span) for s in hanging):
            found.append((toponym, "hangs-on-trigger"))
        elif _follows(scene, trigger, toponym.span):
            found.append((toponym, "follows-trigger"))
    return found or [(t, "names-trigger") for t in scene.sorting.get(scene.tree.sentence[trigger.head], ()) if _names(scene, trigger, t)]


def _names(scene: Scene, trigger: Trigger, place: Toponym) -> bool:
    """Whether a place before a trigger noun says which event it is: `the Madrid bombings`; a country may as well be its doer."""
    tree = scene.tree
    top = tree.top(place.span)
    if top is None or trigger.verbal or top >= trigger.first or tree.words[top].head != trigger.head:
        return False
    return _grain(place) > 0 or trigger.type in PASSIVE or (trigger.type, trigger.mode) == ("attack", "war")


def _follows(scene: Scene, trigger: Trigger, span: Span) -> bool:
    """Whether a place stands behind a trigger and a preposition of place, with no other verb or clause between."""
    tree = scene.tree
    first = tree.inside(span).start
    before = first - 1
    while before > trigger.end and tree.words[before].pos in {"DET", "ADJ"}:
        before -= 1
    if not trigger.end <= before or tree.lower[before] not in IN - DIRECTED or first - trigger.end > NEAR:
        return False
    return all(tree.words[i].pos in QUIET for i in range(trigger.end, before))


def _is_site(scene: Scene, entity: Entity) -> bool:
    """Whether a name that the gazetteer lacks is told as a place: behind a preposition of place, with or without article."""
    before = scene.tree.inside(entity.span).start - 1
    if before >= 0 and scene.tree.words[before].pos == "DET":
        before -= 1
    return entity.type in {"place", "facility"} and before >= 0 and scene.tree.lower[before] in IN


def _sites(scene: Scene, trigger: Trigger) -> list[Span]:
    """Phrases with a preposition of place that hang on a trigger, or on the verb that carries it."""
    tree = scene.tree
    carriers = [trigger.head]
    above = tree.words[trigger.head].head
    light = tree.words[trigger.head].relation in {"obj", "nsubj", "nsubj:pass", "obl", "xcomp"}
    if light and not trigger.verbal and 0 <= above < len(tree.words) and tree.words[above].pos in VERBAL:
        carriers.append(above)
    found = []
    for carrier in carriers:
        for child in tree.kids(carrier, "obl", "nmod", "advmod", "compound", "obj", *OBJECTS.get((trigger.type, trigger.mode), ())):
            cases = tree.cases(child)
            if (
                _taken(tree, trigger, child, cases)
                or any(case.split(" ")[0] in IN - DIRECTED for case in cases)
                or tree.words[child].relation == "compound"
            ):
                below = tree.below(child, frozenset({"acl", "acl:relcl", "advcl", "parataxis"}))
                found.append(Span(tree.words[below[0]].span.start, tree.words[below[-1]].span.end))
    return found


def _taken(tree: Tree, trigger: Trigger, child: int, cases: Sequence[str]) -> bool:
    """Whether a phrase is what is taken, shelled or besieged: `liberated the town`, `the siege of the port`."""
    if (trigger.type, trigger.mode) not in OBJECTS:
        return False
    if tree.words[child].relation in {"obj", "nsubj:pass"}:
        return child in tree.objects(trigger.head)
    return bool(set(cases) & {"of", "on"}) and not trigger.verbal


def _name(place: Toponym | Entity) -> str:
    return place.name if isinstance(place, Toponym) else place.text


def _covered(place: Toponym | Entity, others: Sequence[Toponym | Entity]) -> bool:
    """Whether a country or region only says where another place of the event lies, as in `in Mosul, Iraq`."""
    if not isinstance(place, Toponym):
        return False
    finer = [
        o for o in others if isinstance(o, Toponym) and o.country == place.country and o.span != place.span and _grain(o) > _grain(place)
    ]
    return any(abs(o.span.start - place.span.start) < 80 for o in finer)


def _only_locates(text: str, place: Toponym | Entity, others: Sequence[Toponym | Entity]) -> bool:
    """Whether a place only says where another one of the event lies: `in Arba, 20 km north of Bern`, `the Karo district of Bern`."""
    for other in others:
        if other.span.end <= place.span.start <= other.span.end + GAP and _LOCATES.fullmatch(text, other.span.end, place.span.start):
            return True
        if place.span.end <= other.span.start <= place.span.end + GAP and _DISTRICT.fullmatch(text, place.span.end, other.span.start):
            return True
    return False


def _grain(place: Toponym) -> int:
    return {"area": 0, "country": 0, "region": 1, "facility": 3}.get(place.kind, 2)


def _place(place: Toponym | Entity) -> Place:
    if isinstance(place, Toponym):
        pinned = place.kind not in WIDE
        return Place(place.span, place.text, place.name, place.country, place.lat if pinned else None, place.lon if pinned else None)
    return Place(place.span, place.text, place.text, None, None, None)
