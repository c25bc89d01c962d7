"""Who is accused, tried and sentenced, and for which deed: `was convicted of killing two clerks`."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.relate.events.scene import DEEDS, Scene
from dateline.relate.events.tree import NOMINAL, VERBAL
from dateline.relate.events.triggers import Trigger

LEGAL = frozenset({"arrest", "trial"})
"""Types of what is done to somebody for a deed."""
BLAMING = tuple("accus convict charg suspect sentenc guilt jail indict arrest prosecut imprison acquit plead pled conviction".split())
"""Beginnings of words that tie somebody to a deed."""


def belongs_to_deed(scene: Scene, trigger: Trigger, index: int) -> bool:
    """Whether a party stands with the deed for which somebody is charged or tried, not with the charge: `charged with killing Ana`."""
    if trigger.type not in LEGAL or trigger.mode in {"inquiry", "lawsuit"}:
        return False
    tree = scene.tree
    if any(i in scene.deeds for i in range(trigger.end, index)) and tree.sentence[index] == tree.sentence[trigger.head]:
        return True
    above = next(iter(tree.climb(index)), -1)
    return above >= 0 and above != trigger.head and not trigger.first <= above < trigger.end and above in scene.deeds


def find_culprit(scene: Scene, trigger: Trigger) -> Iterator[int]:
    """Words for who is accused of a deed: `was convicted of killing`, `pleaded guilty to fraud`, `accused him of theft`."""
    tree = scene.tree
    if trigger.type not in DEEDS:
        return
    for above in tree.climb(trigger.head):
        if tree.lower[above].startswith(BLAMING):
            yield from _undergoer(scene, above)
            return


def _undergoer(scene: Scene, index: int) -> Iterator[int]:
    """Upon whom a word of blame is: the subject of a passive, the object of an active verb, the owner of a noun or its clause's subject."""
    tree = scene.tree
    word = tree.words[index]
    if word.pos in NOMINAL:
        owners = tree.possessors(index)
        above = next((i for i in tree.climb(index) if tree.words[i].pos in VERBAL), None)
        yield from owners or ([] if above is None else _undergoer(scene, above))
        return
    active = tree.lower[index].startswith(BLAMING) and not tree.passive(index) and word.pos in VERBAL
    objects = tree.objects(index) if active and not tree.lower[index].startswith("pl") else []
    subject = tree.subject(index)
    yield from objects[:1] or ([] if subject is None else [subject])
