"""Who did it, and whom or what it was done to: from the encoder's roles and from the syntax around triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Party, Reason
from dateline.relate.events.accused import belongs_to_deed, find_culprit
from dateline.relate.events.grammar import is_symmetric, roles_by_syntax, subject_role, takes_object
from dateline.relate.events.scene import Scene
from dateline.relate.events.triggers import Trigger

SUFFERED = frozenset({"death", "accident", "disaster"})
"""Nobody does these; who is told of is a victim."""
UNSURE = frozenset({"modifier", "possessor", "carrier-subject", "propbank-doer", "subject"})
"""Rules that take those about whom an election is told for those who vote."""
BODIES = frozenset({"state", "government", "military", "armed-group", "organisation"})
"""Kinds of actors whose names stand before what they do: `the Navy raid`."""
PARTY_ROLES = {"agent": "agent", "target": "target"}


def find_roles(scene: Scene, triggers: Sequence[Trigger]) -> tuple[tuple[Party, ...], tuple[Party, ...], list[Reason]]:
    """Agents and targets of an event, one entry per actor, with reasons.

    The encoder's roles of all mentions go first; syntax is asked, mention by mention, only for a side that none has told.
    """
    found: dict[str, list[Party]] = {"agent": [], "target": []}
    reasons: list[Reason] = []
    every = [(trigger, parties_of(scene, trigger)) for trigger in triggers]
    rounds = [[(t, row) for t, rows in every for row in rows if row[2].startswith("encoder-")]]
    rounds += [[(t, row) for row in rows if not row[2].startswith("encoder-") and _pays(scene, t, row)] for t, rows in every]
    for rows in rounds:
        told = {role for role in found if found[role]} if rows is not rounds[0] else set()
        for trigger, (role, party, rule) in rows:
            if role in told or (role == "target" and _is_ground(scene, trigger, party)):
                continue
            if all(p.actor != party.actor for side in found.values() for p in side):
                found[role].append(party)
                reasons.append(Reason(f"{role}s", rule, party.text or ""))
    return tuple(found["agent"]), tuple(found["target"]), reasons


def _pays(scene: Scene, trigger: Trigger, row: tuple[str, Party, str]) -> bool:
    """Whether syntax alone may name a party.

    Not who stands about a vote; a word before a noun only where it names a body.
    """
    _, party, rule = row
    if trigger.type == "vote" and rule in UNSURE:
        return False
    if rule == "modifier":
        kind, named = next(((a.kind, a.named) for a in scene.readings.cast.actors if a.id == party.actor), ("unknown", "described"))
        return named == "named" and kind in BODIES
    return True


def _is_ground(scene: Scene, trigger: Trigger, party: Party) -> bool:
    """Whether what is taken is a place alone, which is where it happened: `the liberation of the town`."""
    if (trigger.type, trigger.mode) != ("seize", "territory") or party.span is None:
        return False
    held = [t.span for t in scene.places.get(scene.tree.sentence[trigger.head], ()) if party.span.holds(t.span)]
    top = scene.tree.top(party.span)
    return top is not None and any(span.holds(scene.tree.words[top].span) for span in held)


def parties_of(scene: Scene, trigger: Trigger) -> list[tuple[str, Party, str]]:
    """The parties that one mention tells, with role and rule; the encoder's word for a role goes before syntax's."""
    learned = [(_mend(trigger, role), party, rule) for role, party, rule in _learned(scene, trigger)]
    learned = [row for row in learned if row[0] != "target" or not _of_deed(scene, trigger, row[1])]
    told = {role for role, _, _ in learned}
    found = list(learned)
    found += [(role, party, rule) for role, party, rule in _propbank(scene, trigger) if role not in told]
    found = [row for row in found if row[0] != "target" or not _of_deed(scene, trigger, row[1])]
    told |= {role for role, _, _ in found}
    for role, index, rule in roles_by_syntax(scene.tree, trigger):
        mended = _mend(trigger, role)
        if mended not in told and (rule != "modifier" or _does(scene, trigger, index)):
            found += [(mended, party, rule) for party in scene.parties(index) or _owners(scene, index, mended)]
    told = {role for role, _, _ in found}
    if "agent" not in told:
        found += [("agent", party, "accused") for i in find_culprit(scene, trigger) for party in scene.parties(i)]
    return found


def _of_deed(scene: Scene, trigger: Trigger, party: Party) -> bool:
    """Whether a party belongs to the deed for which a charge or a trial is, not to the charge."""
    top = scene.tree.top(party.span) if party.span else None
    return top is not None and belongs_to_deed(scene, trigger, top)


def _does(scene: Scene, trigger: Trigger, index: int) -> bool:
    """Whether a word before a trigger noun is its doer, not a part of its name or its place: `the army raid`, not `the Madrid raid`."""
    word = scene.tree.words[index].span
    if any(e.span.holds(word) and e.span.holds(trigger.span) for e in scene.entities_meeting(word)):
        return False
    near = (*scene.places.get(scene.tree.sentence[index], ()), *scene.sorting.get(scene.tree.sentence[index], ()))
    return not any(t.span.holds(word) and (t.kind != "country" or trigger.mode == "war") for t in near)


def _owners(scene: Scene, index: int, role: str) -> list[Party]:
    """Whom a thing belongs to that is struck, seized or raided: `the party's website`, `their boats`."""
    if role != "target":
        return []
    tree = scene.tree
    return [party for i in (*tree.possessors(index), *tree.modifiers(index)) for party in scene.parties(i)]


def _mend(trigger: Trigger, role: str) -> str:
    """Symmetric events have agents only; what nobody does has victims only."""
    if is_symmetric(trigger):
        return "agent"
    return "target" if trigger.type in SUFFERED else role


def _learned(scene: Scene, trigger: Trigger) -> Iterator[tuple[str, Party, str]]:
    if trigger.predicate is None:
        return
    for argument in trigger.predicate.args:
        role = PARTY_ROLES.get(argument.role)
        if role:
            for party in scene.parties_in(argument.span):
                mended = _by_preposition(scene, party, trigger) or role
                yield (mended, party, f"encoder-{role}" if mended == role else "encoder-party-by-preposition")


def _by_preposition(scene: Scene, party: Party, trigger: Trigger) -> str | None:
    """`against` and `by` right before a party outweigh the encoder's guess at its role."""
    before = scene.tree.inside(party.span).start - 1 if party.span else -1
    word = scene.tree.lower[before] if before >= 0 else ""
    return {"against": "target", "by": "agent"}.get(word) if trigger.type in {"attack", "seize", "arrest", "coerce", "sanction"} else None


def _propbank(scene: Scene, trigger: Trigger) -> Iterator[tuple[str, Party, str]]:
    """PropBank's doer and undergoer of a verb, where the type gives its verbs both."""
    if trigger.predicate is None or not trigger.verbal or trigger.predicate.word != trigger.head:
        return
    spans = {name: [a.span for a in trigger.predicate.args if a.role == name] for name in ("ARG0", "ARG1")}
    for span in spans["ARG0"]:
        role = _mend(trigger, subject_role(scene.tree, trigger, bool(spans["ARG1"])))
        yield from ((role, party, "propbank-doer") for party in scene.parties_in(span))
    if takes_object(trigger):
        for span in spans["ARG1"]:
            top = scene.tree.top(span)
            parties = scene.parties_in(span) or ([] if top is None else _owners(scene, top, "target"))
            yield from ((_mend(trigger, "target"), party, "propbank-undergoer") for party in parties)
