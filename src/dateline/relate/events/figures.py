"""What numbers count, and which events carry them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Figure, Quantity, Reason, Span
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import HURTING, Trigger
from dateline.text import locate

Group = Sequence[Trigger]
HARMING = HURTING | {"seize", "death"}
CARRIERS: dict[str, frozenset[str]] = {
    "killed": HARMING,
    "wounded": HARMING,
    "missing": HARMING,
    "damaged": HURTING,
    "displaced": frozenset({"displace", "disaster", "attack", "coerce", "accident"}),
    "detained": frozenset({"arrest", "protest", "attack"}),
    "abducted": frozenset({"seize"}),
    "released": frozenset({"release"}),
    "deployed": frozenset({"mobilise"}),
    "votes": frozenset({"vote", "office"}),
    "participants": frozenset({"protest", "vote", "consult", "mobilise"}),
    "targets": frozenset({"attack"}),
    "money": frozenset({"aid", "crime", "trial", "sanction", "release", "arrest", "seize", "protest", "law"}),
}
"""Types of events that carry a figure of each kind."""
BY_TYPE = {
    ("arrest", "arrest"): "detained",
    ("seize", "abduction"): "abducted",
    ("displace", "flight"): "displaced",
    ("displace", "evacuation"): "displaced",
    ("release", "people"): "released",
    ("mobilise", "deployment"): "deployed",
    ("protest", "demonstration"): "participants",
    ("protest", "strike"): "participants",
    ("vote", "resolution"): "votes",
    ("retreat", "surrender"): "participants",
    ("retreat", "disarm"): "participants",
    ("arrest", "raid"): "targets",
    ("protest", "riot"): "participants",
    ("mobilise", "exercise"): "participants",
}
"""What a number of people counts who are party to an event of a type and mode."""
THINGS = frozenset({"aid", "seize", "trial", "consult", "agree", "coerce", "retreat"})
"""Types that carry the number of what else they are about: `seized 12 rifles`, `named five companies in the suit`."""
FIRED = frozenset({"airstrike", "shelling", "drone"})
"""Modes of attack whose shells, targets and fighters are counted; of others the hurt alone are."""
LISTED = frozenset("count counts poll polls survey surveys".split())
"""Words that may evoke an event and whose number counts something else: `two counts of murder` are one charge."""
LOSING = frozenset("lose loses lost losing claim claims claimed claiming cost costs costing take takes took taking".split())
"""Verbs that kill with `lives` as their object."""
TOLL_WORDS = 10
"""Words in front of a bare number among which `toll` says that it counts the dead."""
CONVERTED = 4
"""Characters between a sum and what it makes in another currency."""
STATES = frozenset({"killed", "wounded", "missing", "displaced"})
"""What becomes of people: told right beside their number more often than not."""
TOLL_REACH = 3
"""Sentences back to which a toll may belong."""
UNCOUNTED = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds decade decades century centuries time "
    "times percent degree degrees km kilometre kilometres kilometer kilometers mile miles metre metres meter meters feet foot "
    "point points night nights weekend age aged rd th st nd phase stage round part half third quarter mph magnitude floor story "
    "storey grade class section article resolution delegate delegates ".split()
)
"""Nouns of durations, distances, ages and ranks, and of what a vote is worth, which are no figures of events."""


@cache
def _counts() -> dict[str, dict[str, frozenset[str]]]:
    return {name: {kind: frozenset(words) for kind, words in frame.items()} for name, frame in load_lexicon("triggers")["counts"].items()}


def find_figures(scene: Scene, groups: Sequence[Group]) -> dict[int, list[tuple[Figure, Reason]]]:
    """The figures of each event, by its index in `groups`."""
    owner = {t.key: number for number, group in enumerate(groups) for t in group}
    nearby: dict[int, list[Trigger]] = defaultdict(list)
    for trigger in sorted((t for group in groups for t in group), key=lambda t: t.first):
        nearby[scene.tree.sentence[trigger.head]].append(trigger)
    found: dict[int, list[tuple[Figure, Reason]]] = defaultdict(list)
    for quantity in scene.readings.quantities:
        read = _attach(scene, quantity, nearby)
        if read is None:
            continue
        trigger, what, rule = read
        figure = _figure(scene, quantity, what)
        known = found[owner[trigger.key]]
        if not any(_same(figure, other) for other, _ in known):
            known.append((figure, Reason("figures", rule, figure.text or "")))
    return found


def _same(a: Figure, b: Figure) -> bool:
    return (a.what, a.low, a.high, a.by) == (b.what, b.low, b.high, b.by)


def _figure(scene: Scene, quantity: Quantity, what: str) -> Figure:
    span = quantity.span
    unit = quantity.unit if what == "money" else None
    return Figure(
        what,
        _whole(quantity.low),
        _whole(quantity.high),
        span,
        span.of(scene.report.text),
        scene.teller(quantity.number),
        unit,
        quantity.approx,
    )


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value


def _attach(scene: Scene, quantity: Quantity, nearby: Mapping[int, Sequence[Trigger]]) -> tuple[Trigger, str, str] | None:
    """The trigger that carries a number, what it counts there, and why; None for numbers that are no figures."""
    if quantity.unit == "%" or (quantity.noun or "") in UNCOUNTED or _dates(scene, quantity):
        return None
    if quantity.low is None and quantity.high is None:
        return None
    tree = scene.tree
    top = tree.top(quantity.span)
    if top is None:
        return None
    near = nearby.get(tree.sentence[top], ())
    if quantity.unit:
        return None if _only_worth(scene, quantity) else _nearest(tree, near, top, "money")
    whats = [*_by_toll(tree, quantity, top), *_by_touch(tree, tree.inside(quantity.span)), *_by_words(tree, top)]
    for what in dict.fromkeys(whats):
        carrier = _nearest(tree, near, top, what) or _earlier(tree, nearby, top, what)
        if carrier:
            return carrier
    return _counted(tree, quantity, near, top)


def _only_worth(scene: Scene, quantity: Quantity) -> bool:
    """Whether a sum only converts the one before it (`2m euros ($2.6m)`), or is a reward that is offered."""
    text = scene.report.text
    opened = text[max(quantity.span.start - 3, 0) : quantity.span.start].rstrip().endswith("(")
    near = scene.readings.quantities if opened else ()
    converts = any(q.unit not in {None, "%"} and 0 < quantity.span.start - q.span.end <= CONVERTED for q in near)
    return converts or text[quantity.span.end : quantity.span.end + 12].lower().startswith((" reward", " bounty"))


def _dates(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is part of a time expression."""
    here = scene.times.get(locate(scene.layers.sentences, quantity.number.start), ())
    return any(t.span.meets(quantity.number) for t in here)


def _by_toll(tree: Tree, quantity: Quantity, top: int) -> list[str]:
    """The dead told by what they lost or by a sum: `claimed 40 lives`, `six who lost their lives`, `the toll has reached 59`."""
    over = tree.words[top].head
    if over >= 0 and tree.lower[over] in LOSING:
        lost = {tree.lower[top], *(tree.lower[i] for i in tree.kids(over, "obj"))}
    else:
        lost = {tree.lower[j] for i in tree.kids(top, "acl:relcl", "acl") if tree.lower[i] in LOSING for j in tree.kids(i, "obj")}
    bare = quantity.noun is None and "toll" in tree.lower[max(top - TOLL_WORDS, tree.bounds(top).start) : top]
    return ["killed"] if "lives" in lost or bare else []


def _by_touch(tree: Tree, counted: range) -> list[str]:
    """What a number counts by the words that touch it, whatever the parser made of them.

    A state right behind it (`left three soldiers dead`) goes before a verb right before it (`killed at least nine`).
    """
    if not counted:
        return []
    here = tree.sentence[counted.start]
    beside = [(counted.stop, "adjectives"), (counted.start - 1, "verbs")]
    inside = [(tree.lower[i], kind) for i, kind in beside if 0 <= i < len(tree.words) and tree.sentence[i] == here]
    return [what for word, kind in inside for what, frame in _counts().items() if what in STATES and word in frame[kind]]


def _by_words(tree: Tree, top: int) -> list[str]:
    """What a number counts by its own noun, then by the words over it and its adjectives."""
    chain = [top, *list(tree.climb(top))[:2]]
    found: list[str] = []
    for step, index in enumerate(chain):
        word = tree.lower[index]
        kinds = ("nouns", "adjectives") if step == 0 else ("verbs", "adjectives", "nouns")
        related = step < 2 or tree.words[chain[step - 1]].relation in {
            "conj",
            "nmod",
            "nummod",
            "obj",
            "nsubj",
            "nsubj:pass",
            "amod",
            "xcomp",
        }
        for what, frame in _counts().items():
            if related and any(word in frame[kind] for kind in kinds) and what not in found and _party(tree, chain, step):
                found.append(what)
        if step and tree.words[index].pos in VERBAL:
            break
    for child in tree.children[top]:
        found += [w for w, frame in _counts().items() if tree.lower[child] in frame["adjectives"] and w not in found]
    return found


def _party(tree: Tree, chain: Sequence[int], step: int) -> bool:
    """Whether the counted noun is what the verb is done to (or who does it, for verbs that take nobody): not `after 3 days`."""
    if step == 0:
        return True
    counted = chain[step - 1]
    relation = tree.words[counted].relation
    if relation in {"obl", "nsubj"} and counted > chain[step] and not tree.cases(counted):
        return True  # an object that the parser took for something else
    if tree.words[chain[step]].pos not in VERBAL:
        return relation in {"nsubj", "nsubj:pass", "nmod", "nummod", "amod", "conj", "obj", "compound", "appos"}
    if relation == "nsubj":
        return not tree.kids(chain[step], "obj")
    return relation in {"obj", "nsubj:pass", "conj", "xcomp", "iobj", "nummod"}


def _nearest(tree: Tree, near: Sequence[Trigger], top: int, what: str) -> tuple[Trigger, str, str] | None:
    """The carrier in the same sentence: one over the number before one beside it."""
    fit = [t for t in near if t.type in CARRIERS[what]]
    if not fit:
        return None
    above = set(tree.climb(top))
    best = min(fit, key=lambda t: (t.head not in above and t.head != top, abs(t.head - top)))
    return best, what, f"counts-{what}"


def _earlier(tree: Tree, nearby: Mapping[int, Sequence[Trigger]], top: int, what: str) -> tuple[Trigger, str, str] | None:
    """A toll may stand in a sentence of its own: it goes to what the sentences before it told last."""
    if what not in {"killed", "wounded", "displaced"}:
        return None
    for back in range(1, TOLL_REACH + 1):
        fit = [t for t in nearby.get(tree.sentence[top] - back, ()) if t.type in CARRIERS[what]]
        if fit:
            return fit[-1], what, f"counts-{what}-of-before"
    return None


def _counted(tree: Tree, quantity: Quantity, near: Sequence[Trigger], top: int) -> tuple[Trigger, str, str] | None:
    """A number of triggers (`eight strikes`), or of what is party to one (`36 shells`, `dozens of villages`)."""
    for trigger in near:
        if trigger.first <= top < trigger.end:
            return None if tree.lower[top] in LISTED else (trigger, "other", "counts-mentions")
        linked = trigger.predicate and any(a.role in {"figure", "target"} and a.span.meets(quantity.number) for a in trigger.predicate.args)
        over = tree.words[top].head
        relation = tree.words[top].relation if trigger.first <= over < trigger.end else ""
        if linked or relation in {"obj", "nsubj:pass", "nsubj"}:
            what = _party_kind(trigger, relation)
            return (trigger, what, "counts-party") if what else None
    return None


def _party_kind(trigger: Trigger, relation: str) -> str | None:
    """What a number of those who are party to an event counts; None where its type has no such figure."""
    people = relation != "obj" or trigger.type not in {"mobilise", "protest"}
    if people or trigger.mode == "deployment":
        what = BY_TYPE.get((trigger.type, trigger.mode or ""))
        if what:
            return what
    return "other" if trigger.type in THINGS or trigger.mode in FIRED else None


def victims(figures: Sequence[Figure]) -> list[Span]:
    """Where an event's figures name the hurt."""
    return [
        f.span for f in figures if f.what in {"killed", "wounded", "missing", "abducted", "detained"} and f.span is not None and f.high != 0
    ]
