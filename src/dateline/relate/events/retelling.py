"""Whether a mention tells of what was just told, by the build of its sentence: `it was the worst attack`, `revenge for the killing`."""

from __future__ import annotations

from itertools import islice

from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import Tree
from dateline.relate.events.triggers import Trigger

TOLD_JUST = 2
"""Sentences back to what `it` stands for."""
ANSWERS = ("reveng", "retaliat", "repris", "respon", "retribut", "vengeance", "aveng")
"""Beginnings of words for what is done because of what hangs on them."""
ABOVE = 3
"""Words over a mention among which the verb of its relative clause stands."""


def retells(scene: Scene, a: Trigger, b: Trigger) -> list[str]:
    """The clues of a pair, `a` told first: `predicated` for one occurrence, `another` against."""
    tree = scene.tree
    apart = tree.sentence[b.head] - tree.sentence[a.head]
    subjects = {tree.lower[i] for i in tree.kids(b.head, "nsubj")} if tree.kids(b.head, "cop") else set()
    if subjects & {"it", "this", "that"} and 0 < apart <= TOLD_JUST:
        return ["predicated"]
    above = next(tree.climb(b.head), -1)
    answers = above >= 0 and tree.lower[above].startswith(ANSWERS) and apart == 0
    reported = scene.teller(a.span) or scene.teller(b.span)
    background = reported is None and _looks_back(tree, a.head) != _looks_back(tree, b.head)
    return ["another"] if answers or background else []


def _looks_back(tree: Tree, head: int) -> bool:
    """Whether a mention stands in a relative clause of what had been done before: `a gunman who had killed seven`."""
    above = [head, *islice(tree.climb(head), ABOVE)]
    return any(tree.words[i].relation == "acl:relcl" and any(tree.lower[k] == "had" for k in tree.auxiliaries(i)) for i in above)
