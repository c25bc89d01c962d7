"""Who did it, and whom or what it was done to: from the encoder's roles and from the syntax around triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from dateline.model import Party, Reason, Span
from dateline.relate.events.accused import belongs_to_deed, find_culprit
from dateline.relate.events.grammar import FOILING, is_flight, is_symmetric, roles_by_syntax, subject_role, takes_object
from dateline.relate.events.scene import Scene
from dateline.relate.events.triggers import Trigger

SUFFERED = frozenset({"death", "accident", "disaster"})
"""Nobody does these; who is told of is a victim."""
UNSURE = frozenset({"modifier", "possessor", "carrier-subject", "propbank-doer", "subject"})
"""Rules that take those about whom an election is told for those who vote."""
BODIES = frozenset({"state", "government", "military", "armed-group", "organisation"})
"""Kinds of actors whose names stand before what they do: `the Navy raid`."""
TELLING = frozenset({"say", "report", "confirm"})
"""Acts whose source does not govern what is told: unlike `threatened to attack`."""
MEDIATING = ("broker", "mediat", "facilitat", "sponsor", "guarantee", "witness", "hosted", "oversee", "overse")
"""Beginnings of verbs for what others do for those who agree."""
WEAPONS = frozenset(
    "missile missiles rocket rockets jet jets warplane warplanes plane planes aircraft drone drones artillery gun guns gunboats helicopter "
    "helicopters bomber bombers tank tanks shells warship warships submarine".split()
)
"""What strikes for its owner."""
WHERE = frozenset({"in", "at", "near", "into", "around", "inside", "outside", "across"})
"""Prepositions of place that open no party."""
Row: TypeAlias = tuple[str, Party, str]
"""A role, who has it, and the rule that says so."""
PARTY_ROLES = {"agent": "agent", "target": "target"}


def find_roles(scene: Scene, triggers: Sequence[Trigger]) -> tuple[tuple[Party, ...], tuple[Party, ...], list[Reason]]:
    """Agents and targets of an event, one entry per actor, with reasons.

    The encoder's roles of all mentions go first; syntax is asked, mention by mention, only for a side that none has told.
    """
    found: dict[str, list[Party]] = {"agent": [], "target": []}
    reasons: list[Reason] = []
    every = without_parts([(trigger, parties_of(scene, trigger)) for trigger in triggers])
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


def without_parts(every: Sequence[tuple[Trigger, Sequence[Row]]]) -> list[tuple[Trigger, list[Row]]]:
    """The parties without doers that are only a piece of whom it was done to: `Quds Force` of `struck Iran's Quds Force`."""
    suffered = [party.span for _, rows in every for role, party, _ in rows if role == "target" and party.span]

    def is_part(row: Row) -> bool:
        role, party, _ = row
        return role == "agent" and party.span is not None and any(s != party.span and s.holds(party.span) for s in suffered)

    return [(trigger, [row for row in rows if not is_part(row)]) for trigger, rows in every]


def _pays(scene: Scene, trigger: Trigger, row: Row) -> bool:
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


def parties_of(scene: Scene, trigger: Trigger) -> list[Row]:
    """The parties that one mention tells, with role and rule; the encoder's word for a role goes before syntax's."""
    learned = [(_mend(scene, trigger, role), party, rule) for role, party, rule in _learned(scene, trigger)]
    learned = [row for row in learned if row[0] != "target" or not _of_deed(scene, trigger, row[1])]
    told = {role for role, _, _ in learned}
    found = list(learned)
    found += [(role, party, rule) for role, party, rule in _propbank(scene, trigger) if role not in told]
    found = [row for row in found if row[0] != "target" or not _of_deed(scene, trigger, row[1])]
    told |= {role for role, _, _ in found}
    for role, index, rule in roles_by_syntax(scene.tree, trigger):
        mended = _mend(scene, trigger, _by_owner(scene, trigger, role, index) if rule == "possessor" else role)
        if mended not in told and (rule != "modifier" or _does(scene, trigger, index)):
            found += [(mended, party, rule) for party in scene.parties(index) or _owners(scene, index, mended)]
    found = [row for row in found if _stands_apart(scene, trigger, row)]
    told = {role for role, _, _ in found}
    if "agent" not in told:
        found += [("agent", party, "accused") for i in find_culprit(scene, trigger) for party in scene.parties(i)]
    return found


def _stands_apart(scene: Scene, trigger: Trigger, row: Row) -> bool:
    """Whether a party is neither the phrase that holds the trigger itself, nor who only speaks of the deed or kept it from being done.

    `Ukraine accuses it of shelling`, `called for a strike`, `the invasion was condemned by France`, `guards foiled an attack`.
    """
    role, party, rule = row
    if party.span is not None and party.span.holds(trigger.span):
        return False
    statement = scene.stated(trigger.span)
    suspects = statement is not None and statement.cue is not None and (statement.cue.text or "").lower().startswith("suspect")
    outside = statement and (suspects or statement.act == "accuse" or (statement.act == "demand" and not is_symmetric(trigger)))
    if role == "agent" and statement and outside and party.actor and party.actor == statement.source.actor:
        return False
    if rule == "subject" and statement and statement.act in TELLING and party.span == statement.source.span:
        return False  # the clause has lost its own subject: `said 156 had been killed and 246 detained`
    if role == "agent" and party.span and (_foiled_by(scene, trigger, party.span) or _mediates(scene, trigger, party.span)):
        return False
    return rule != "carried-by" or scene.tree.words[trigger.head].head not in scene.cues


def _by_owner(scene: Scene, trigger: Trigger, role: str, index: int) -> str:
    """Forces and armed groups own what they do: `the group's last bombing`, where `the town's bombing` is done to it."""
    kinds = {a.id: a.kind for a in scene.readings.cast.actors}
    doers = [party for party in scene.parties(index) if kinds.get(party.actor or "") in {"military", "armed-group"}]
    return "agent" if doers and trigger.type == "attack" and trigger.mode != "assassination" else role


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
    """Whom a thing belongs to that is struck, seized or raided, or that strikes: `the party's website`, `their boats`, `its missiles`."""
    tree = scene.tree
    if role != "target" and tree.lower[index] not in WEAPONS:
        return []
    return [party for i in (*tree.possessors(index), *tree.modifiers(index)) for party in scene.parties(i)]


def _mend(scene: Scene, trigger: Trigger, role: str) -> str:
    """Symmetric events have agents only; what nobody does has victims only, and who flees is displaced."""
    if is_symmetric(trigger):
        return "agent"
    return "target" if trigger.type in SUFFERED or (role == "agent" and is_flight(scene.tree, trigger)) else role


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
        role = _mend(scene, trigger, subject_role(scene.tree, trigger, bool(spans["ARG1"])))
        top = scene.tree.top(span)
        doers = scene.parties_in(span) or ([] if top is None else _owners(scene, top, role))
        yield from ((role, party, "propbank-doer") for party in doers)
    if takes_object(trigger):
        for span in (s for s in spans["ARG1"] if not _opens_with_place(scene, s)):
            top = scene.tree.top(span)
            parties = scene.parties_in(span) or ([] if top is None else _owners(scene, top, "target"))
            yield from ((_mend(scene, trigger, "target"), party, "propbank-undergoer") for party in parties)


def _mediates(scene: Scene, trigger: Trigger, span: Span) -> bool:
    """Whether a party only brought others to agree: `a deal brokered by Orvania`."""
    first = scene.tree.inside(span).start
    words = scene.tree.lower[max(first - 2, 0) : first]
    return trigger.type == "agree" and words[-1:] == ("by",) and words[0].startswith(MEDIATING)


def _foiled_by(scene: Scene, trigger: Trigger, span: Span) -> bool:
    tree = scene.tree
    foiled = next((i for i in tree.climb(trigger.head) if tree.lower[i].startswith(FOILING)), None)
    return foiled is not None and (subject := tree.subject(foiled)) is not None and subject in tree.inside(span)


def _opens_with_place(scene: Scene, span: Span) -> bool:
    """Whether an argument begins with a preposition of place, which names where and nobody: `fought in Syria`."""
    return any(scene.tree.lower[i] in WHERE for i in scene.tree.inside(span)[:1])
