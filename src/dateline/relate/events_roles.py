"""Who did it, and whom or what it was done to: from the encoder's roles and from the syntax around triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.model import Party, Reason
from dateline.relate.events_scene import Scene
from dateline.relate.events_tree import VERBAL, Tree
from dateline.relate.events_triggers import HARM, Trigger

SYMMETRIC = frozenset({("agree", None), ("consult", None), ("cooperate", None), ("attack", "battle")})
"""Both sides are agents; None stands for every mode."""
SUFFERED = frozenset({"death", "accident", "disaster"})
"""Nobody does these; who is told of is a victim."""
ADVERSE = frozenset({"suffer", "suffered", "suffers", "suffering", "face", "faced", "faces", "facing", "survive", "survived", "receive", "received",
                     "endured", "faced", "sustained", "undergo", "underwent", "await", "awaits", "get", "got", "escaped"})  # fmt: skip
"""Verbs whose subject has the noun done to them: `faces trial`, `suffered an attack`."""
ATTAINING = frozenset({"become", "becomes", "became", "becoming", "win", "wins", "won", "winning", "victory", "take", "takes", "took", "taking", "succeed",
                       "succeeds", "succeeded", "assume", "assumed", "assumes", "return", "returned", "re-election", "win"})  # fmt: skip
"""Words that tell of somebody who comes into an office by his own doing: he is whom the appointment is done to."""
PATIENT_NOUNS = frozenset({
    ("arrest", None), ("seize", "abduction"), ("release", "people"), ("death", None), ("office", "appointment"), ("displace", None), ("trial", "trial"),
    ("trial", "verdict"), ("trial", "execution"), ("coerce", "expulsion"), ("attack", "assassination"), ("aid", "rescue"), ("aid", "asylum"),
    ("seize", "territory"), ("seize", "property"), ("accident", None), ("disaster", None), ("attack", "sexual"),
})  # fmt: skip
"""Types whose nouns belong to the one they are done to: `his arrest`, `the release of`."""
PATIENT_WORDS = frozenset("ouster dismissal removal sacking impeachment murder killing assassination overthrow suspension isolation defeat massacre "
                          "bombing shelling bombardment siege invasion kidnapping looting destruction beating lynching poisoning stabbing".split())  # fmt: skip
OBJECTLESS = frozenset({"agree", "law", "vote", "protest", "retreat", "mobilise", "trial"})
"""Types whose grammatical object is the matter itself (`adopted a law`, `withdrew troops`), save for persons who are tried."""
TOWARDS = frozenset({"on", "against", "at", "upon", "over"})
PARTY_ROLES = {"agent": "agent", "target": "target"}
Role = tuple[str, int, str]
"""`agent` or `target`, the word that names the party, and the rule that says so."""


def find_roles(scene: Scene, triggers: Sequence[Trigger]) -> tuple[tuple[Party, ...], tuple[Party, ...], list[Reason]]:
    """Agents and targets of an event, one entry per actor, with reasons."""
    found: dict[str, list[Party]] = {"agent": [], "target": []}
    reasons: list[Reason] = []
    for trigger in triggers:
        for role, index, rule in roles_of(scene, trigger):
            for party in scene.parties(index):
                if all(p.actor != party.actor for side in found.values() for p in side):
                    found[role].append(party)
                    reasons.append(Reason(f"{role}s", rule, party.text or ""))
    return tuple(found["agent"]), tuple(found["target"]), reasons


def roles_of(scene: Scene, trigger: Trigger) -> list[Role]:
    """The parties that one mention tells; the encoder's word for a role goes before syntax's."""
    learned = [_mend(trigger, role) for role in _learned(scene, trigger)]
    syntactic = [_mend(trigger, role) for role in _syntactic(scene.tree, trigger)]
    told = {role for role, _, _ in learned}
    return learned + [role for role in syntactic if role[0] not in told]


def _mend(trigger: Trigger, role: Role) -> Role:
    """Symmetric events have agents only; what nobody does has victims only."""
    if is_symmetric(trigger):
        return ("agent", *role[1:])
    if trigger.type in SUFFERED:
        return ("target", *role[1:])
    return role


def is_symmetric(trigger: Trigger) -> bool:
    """Whether both sides of the event are its agents."""
    return (trigger.type, None) in SYMMETRIC or (trigger.type, trigger.mode) in SYMMETRIC


def _learned(scene: Scene, trigger: Trigger) -> Iterator[Role]:
    if trigger.predicate is None:
        return
    for argument in trigger.predicate.args:
        role = PARTY_ROLES.get(argument.role)
        top = scene.tree.top(argument.span)
        if role and top is not None:
            yield (role, top, f"encoder-{role}")


def _syntactic(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    if tree.words[trigger.head].pos in VERBAL or tree.kids(trigger.head, "aux", "nsubj:pass"):
        yield from _of_verb(tree, trigger)
    else:
        yield from _of_noun(tree, trigger)


def _of_verb(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    verb = trigger.head
    subject = tree.subject(verb)
    if tree.passive(verb):
        if subject is not None and _takes_object(tree, trigger, subject):
            yield ("target", subject, "passive-subject")
        yield from (("agent", i, "passive-by") for i in tree.oblique(verb, "by"))
        return
    objects = [i for i in tree.objects(verb) if _takes_object(tree, trigger, i)]
    if subject is not None:
        yield (_subject_role(tree, trigger, bool(objects)), subject, "subject")
    yield from (("target", i, "object") for i in objects)
    if is_symmetric(trigger):
        yield from (("agent", i, "with") for i in tree.oblique(verb, "with"))
    if trigger.type in {"attack", "aid", "protest"}:
        yield from (("target", i, "towards") for i in tree.oblique(verb, *TOWARDS))
    if trigger.type == "aid":
        yield from (("target", i, "to") for i in (*tree.oblique(verb, "to"), *tree.kids(verb, "iobj")))


def _takes_object(tree: Tree, trigger: Trigger, index: int) -> bool:
    """Whether the object of a verb is a party at all."""
    if trigger.type not in OBJECTLESS:
        return True
    return trigger.type in {"trial", "mobilise"} and trigger.mode != "inquiry"


def _subject_role(tree: Tree, trigger: Trigger, has_object: bool) -> str:
    if trigger.type == "displace":
        return "agent" if has_object else "target"
    if trigger.type == "office" and trigger.mode == "appointment":
        return "target" if not has_object or tree.lower[trigger.head] in ATTAINING else "agent"
    return "agent"


def _of_noun(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    noun = trigger.head
    patient = _patient(tree, trigger)
    for i in tree.possessors(noun):
        yield ("target" if patient else "agent", i, "possessor")
    for i in tree.modifiers(noun):
        if not trigger.first <= i < trigger.end:
            yield ("agent", i, "modifier")
    for i in tree.oblique(noun, "of"):
        yield ("target" if patient or trigger.type in {"attack", "coerce"} else "agent", i, "of")
    yield from (("agent", i, "by") for i in tree.oblique(noun, "by"))
    yield from (("target", i, "towards") for i in tree.oblique(noun, *TOWARDS))
    if trigger.type in {"aid", "sanction"}:
        yield from (("target", i, "to") for i in tree.oblique(noun, "to", "for"))
    if is_symmetric(trigger) or trigger.mode == "war":
        yield from (("agent", i, "between") for i in tree.oblique(noun, "with", "between", "among"))
    yield from _by_carrier(tree, trigger, patient)


def _patient(tree: Tree, trigger: Trigger) -> bool:
    types = {(trigger.type, None), (trigger.type, trigger.mode)}
    return bool(types & PATIENT_NOUNS) or tree.lower[trigger.head] in PATIENT_WORDS


def _by_carrier(tree: Tree, trigger: Trigger, patient: bool) -> Iterator[Role]:
    """Parties of the verb that carries a noun: `carried out a raid`, `the raid killed two`, `was held by`."""
    word = tree.words[trigger.head]
    above = word.head
    if not 0 <= above < len(tree.words) or tree.words[above].pos not in VERBAL:
        return
    if tree.lower[above] in HARM and word.relation in {"nsubj", "obl"}:
        yield from (("target", i, "harmed") for i in tree.objects(above))
        return
    if word.relation == "acl" or tree.kids(trigger.head, "acl"):
        for participle in tree.kids(trigger.head, "acl"):
            yield from (("agent", i, "participle-by") for i in tree.oblique(participle, "by"))
    if word.relation == "nsubj:pass":
        yield from (("agent", i, "carried-by") for i in tree.oblique(above, "by"))
    if word.relation == "obj":
        subject = tree.subject(above)
        if subject is not None:
            yield ("target" if tree.lower[above] in ADVERSE else "agent", subject, "carrier-subject")
        if is_symmetric(trigger):
            yield from (("agent", i, "carrier-with") for i in tree.oblique(above, "with"))
