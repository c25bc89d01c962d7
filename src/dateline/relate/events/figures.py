"""What numbers count, and which events carry them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from dateline.model import Figure, Quantity, Reason, Span
from dateline.relate.events.counting import counted_kinds, counted_noun
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import Tree
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
    "votes": frozenset({"vote", "office", "law"}),
    "participants": frozenset({"protest", "vote", "consult", "mobilise"}),
    "targets": frozenset({"attack"}),
    "money": frozenset(
        {"aid", "crime", "trial", "sanction", "release", "arrest", "seize", "protest", "law", "agree", "disaster", "accident"}
    ),
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
CONVERTED = 4
"""Characters between a sum and what it makes in another currency."""
OF_BEFORE = {
    **{what: CARRIERS[what] for what in ("killed", "wounded", "missing", "displaced", "damaged")},
    "participants": frozenset({"protest"}),
}
"""Types of events told before that carry a figure of each kind from a sentence of its own."""
_PART_OF = re.compile(r" of (?:the|its|their|those|these|some)(?: \w+)? $")
TOLL_REACH = 3
"""Sentences back to which a toll may belong."""
UNCOUNTED = frozenset(
    "year years month months week weeks day days hour hours minute minutes second seconds decade decades century centuries time "
    "times percent degree degrees km kilometre kilometres kilometer kilometers mile miles metre metres meter meters feet foot "
    "point points night nights weekend age aged rd th st nd phase stage round part half third quarter mph magnitude floor story "
    "storey grade class section article resolution delegate delegates ".split()
)
"""Nouns of durations, distances, ages and ranks, and of what a vote is worth, which are no figures of events."""


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
    if (quantity.low is None and quantity.high is None) or _has_part(scene, quantity):
        return None
    tree = scene.tree
    top = counted_noun(tree, quantity)
    if top is None:
        return None
    near = nearby.get(tree.sentence[top], ())
    if quantity.unit:
        return None if _only_worth(scene, quantity) else _nearest(tree, near, top, "money")
    for what in counted_kinds(tree, quantity, top):
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


def _has_part(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is the whole of which another is the part that counts: `139 of the nearly 500 peacekeepers`."""
    lead = _PART_OF.search(scene.report.text[max(quantity.span.start - 12, 0) : quantity.span.start])
    at = quantity.span.start - len(lead.group()) if lead else -1
    return any(q.number.end == at for q in scene.readings.quantities)


def _dates(scene: Scene, quantity: Quantity) -> bool:
    """Whether a number is part of a time expression."""
    here = scene.times.get(locate(scene.layers.sentences, quantity.number.start), ())
    return any(t.span.meets(quantity.number) for t in here)


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
    carriers = OF_BEFORE.get(what, frozenset())
    for back in range(1, TOLL_REACH + 1):
        fit = [t for t in nearby.get(tree.sentence[top] - back, ()) if t.type in carriers]
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
