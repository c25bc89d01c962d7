"""When events happened: the time expressions that are told with their triggers, resolved; or what else dates them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dateline.model import Reason, Span, Timex, When
from dateline.relate.events_scene import Scene
from dateline.relate.events_tree import VERBAL
from dateline.relate.events_triggers import Trigger

TIME_ROLES = frozenset({"when", "ARGM-TMP"})
DATED = frozenset({"DATE", "TIME", "DURATION"})


def find_when(scene: Scene, triggers: Sequence[Trigger], status: str) -> tuple[When | None, Reason | None]:
    """The dates of an event: the narrowest interval that its mentions tell, else what its tense gives."""
    told = [(timex, rule) for trigger in triggers for timex, rule in times_of(scene, trigger)]
    if told:
        timex, rule = min(told, key=lambda pair: (_width(pair[0]), _order(pair[1])))
        return _bounded(timex, status, scene.report.published), Reason("when", rule, timex.text)
    return _untold(scene, status)


def _untold(scene: Scene, status: str) -> tuple[When | None, Reason | None]:
    """News of what happened, with no other clue, happened by the day it was published."""
    published = scene.report.published
    if status == "happened" and published is not None:
        return When(None, published, None, None), Reason("when", "happened-by-publication", published.isoformat())
    return None, None


def _bounded(timex: Timex, status: str, published: date | None) -> When:
    """The interval of a time expression; what happened since a day happened by publication."""
    latest = timex.latest
    if latest is None and status == "happened" and timex.bound == "since":
        latest = published
    return When(timex.earliest, latest, timex.span, timex.text)


def _width(timex: Timex) -> int:
    """Days that a time expression covers; open ones count as long."""
    if timex.earliest is None or timex.latest is None:
        return 100_000
    return (timex.latest - timex.earliest).days


def _order(rule: str) -> int:
    return ["time-role", "hangs-on-trigger", "hangs-on-clause", "same-clause"].index(rule)


def times_of(scene: Scene, trigger: Trigger) -> list[tuple[Timex, str]]:
    """The time expressions that one mention tells, by the first way that finds one."""
    usable = [t for t in scene.readings.times if t.type in DATED and (t.earliest or t.latest)]
    teller = scene.teller(trigger.span)
    usable = [t for t in usable if _same_voice(scene, t.span, teller)]
    linked = [a.span for p in [trigger.predicate] if p for a in p.args if a.role in TIME_ROLES]
    found = [(t, "time-role") for t in usable if any(s.meets(t.span) for s in linked)]
    if found:
        return found
    for carriers, rule in _carriers(scene, trigger):
        found = [(t, rule) for t in usable if _hangs(scene, t.span, carriers)]
        if found:
            return found
    return []


def _same_voice(scene: Scene, span: Span, teller: str | None) -> bool:
    """Whether a time stands inside what the same statement says: `said on Friday` dates the saying."""
    return scene.teller(span) == teller


def _carriers(scene: Scene, trigger: Trigger) -> list[tuple[set[int], str]]:
    """Words on which a time of this trigger may hang: itself; the verb that carries it."""
    tree, head = scene.tree, trigger.head
    ways = [({head}, "hangs-on-trigger")]
    above = tree.verb_above(head)
    if above is None:
        return ways
    relation = tree.words[head].relation
    light = tree.words[head].pos not in VERBAL and relation in {"obj", "nsubj", "nsubj:pass", "obl", "xcomp", "conj"}
    if light or relation in {"xcomp", "conj"}:
        ways.append(({above}, "hangs-on-clause"))
    return ways


def _hangs(scene: Scene, span: Span, carriers: set[int]) -> bool:
    """Whether a time's head is a child of one of the words, directly or through its preposition's noun."""
    top = scene.tree.top(span)
    if top is None:
        return False
    above = scene.tree.words[top].head
    return top in carriers or above in carriers
