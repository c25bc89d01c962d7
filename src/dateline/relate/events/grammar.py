"""Who does and who undergoes what a trigger tells, by the syntax around it alone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import HARM, Trigger
from dateline.relate.function_words import BE, NEGATIONS

SYMMETRIC = frozenset({("agree", None), ("consult", None), ("cooperate", None), ("attack", "battle")})
"""Both sides are agents; None stands for every mode."""
ADVERSE = frozenset(
    "suffer suffered suffers suffering face faced faces facing survive survived receive received endured sustained undergo "
    "underwent await awaits escaped".split()
)
"""Verbs whose subject has the noun done to them: `faces trial`, `suffered an attack`."""
ATTAINING = frozenset(
    "become becomes became becoming win wins won winning victory take takes took taking succeed succeeds succeeded assume assumed "
    "assumes return returned".split()
)
"""Words that tell of somebody who comes into an office by his own doing: he is whom the appointment is done to."""
PATIENT_NOUNS = frozenset(
    {
        ("arrest", None),
        ("seize", "abduction"),
        ("release", "people"),
        ("death", None),
        ("office", "appointment"),
        ("displace", None),
        ("trial", "trial"),
        ("trial", "verdict"),
        ("trial", "execution"),
        ("coerce", "expulsion"),
        ("attack", "assassination"),
        ("aid", "rescue"),
        ("aid", "asylum"),
        ("seize", "territory"),
        ("seize", "property"),
        ("accident", None),
        ("disaster", None),
        ("attack", "sexual"),
    }
)
"""Types whose nouns belong to the one they are done to: `his arrest`, `the release of`."""
PATIENT_WORDS = frozenset(
    "ouster dismissal removal sacking impeachment murder killing assassination overthrow suspension isolation defeat massacre "
    "bombing shelling bombardment siege invasion kidnapping looting destruction beating lynching "
    "poisoning stabbing".split()
)
OBJECTLESS = frozenset({"agree", "law", "vote", "protest", "retreat", "mobilise", "trial"})
"""Types whose grammatical object is the matter itself (`adopted a law`, `withdrew troops`), save for persons who are tried."""
FLEEING = ("flee", "fled", "leav", "left", "escap", "cross", "migrat", "emigrat", "walk", "defect", "arriv")
"""Beginnings of verbs of flight: who does them is displaced, and their object is a place."""
TOWARDS = frozenset({"on", "against", "upon"})
FOILING = ("avert", "foil", "thwart", "forestall")
"""Beginnings of verbs whose subject kept what hangs on them from being done."""
Role = tuple[str, int, str]
"""`agent` or `target`, the word that names the party, and the rule that says so."""


@cache
def _light() -> frozenset[str]:
    """Verbs that only carry a noun: their subject does what the noun tells."""
    frames = load_lexicon("triggers")["frames"]
    return frozenset(frames["light"]["verbs"])


def is_symmetric(trigger: Trigger) -> bool:
    """Whether both sides of the event are its agents."""
    return (trigger.type, None) in SYMMETRIC or (trigger.type, trigger.mode) in SYMMETRIC


def is_flight(tree: Tree, trigger: Trigger) -> bool:
    """Whether who does what a trigger tells is himself displaced: `fled`, `crossed the border`."""
    return trigger.type == "displace" and tree.lower[trigger.head].startswith(FLEEING)


def roles_by_syntax(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    if trigger.verbal or tree.kids(trigger.head, "aux", "nsubj:pass"):
        yield from _of_verb(tree, trigger)
    else:
        yield from _of_noun(tree, trigger)


def _of_verb(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    verb = trigger.head
    subject = tree.subject(verb)
    if tree.passive(verb):
        subject = tree.nominal_before(verb) if subject is None else subject
        if subject is not None and takes_object(trigger):
            yield ("target", subject, "passive-subject")
        doers = tree.oblique(verb, "by") or [i for i in [tree.by_after(verb)] if i is not None]
        yield from (("agent", i, "passive-by") for i in doers)
        return
    found = tree.objects(verb) or [i for i in [tree.nominal_after(trigger.end - 1)] if i is not None]
    objects = found if takes_object(trigger) and not tree.lower[verb].startswith(FLEEING) else []
    if subject is not None:
        yield (subject_role(tree, trigger, bool(objects)), subject, "subject")
    yield from (("target", i, "object") for i in objects)
    if is_symmetric(trigger):
        yield from (("agent", i, "with") for i in tree.oblique(verb, "with"))
    if trigger.type in {"attack", "aid", "protest"}:
        yield from (("target", i, "towards") for i in tree.oblique(verb, *TOWARDS))
    if trigger.type == "aid":
        yield from (("target", i, "to") for i in (*tree.oblique(verb, "to"), *tree.kids(verb, "iobj")))
    if trigger.type in {"seize", "crime"}:
        yield from (("target", i, "from") for i in tree.oblique(verb, "from"))


def takes_object(trigger: Trigger) -> bool:
    """Whether the object of a verb is a party at all."""
    if trigger.type not in OBJECTLESS:
        return True
    return trigger.type in {"trial", "mobilise"} and trigger.mode != "inquiry"


def subject_role(tree: Tree, trigger: Trigger, has_object: bool) -> str:
    if is_flight(tree, trigger):
        return "target"
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
    hung = {i: case for i in tree.kids(noun, "nmod", "obl") for case in tree.cases(i)}
    behind = tree.preposition_after(trigger.end - 1)
    if behind is not None:
        hung.setdefault(behind[1], behind[0])
    for i, case in sorted(hung.items()):
        role = _case_role(trigger, case, patient)
        if role:
            yield (role, i, f"noun-{case}")
    yield from (("agent", i, "held-responsible") for i in responsible_for(tree, noun))
    yield from _by_carrier(tree, trigger)


def responsible_for(tree: Tree, noun: int) -> list[int]:
    """Who is told to be `behind` what a noun tells or `responsible for` it, by position."""
    at = noun - 1 - len(tree.premodifiers(noun))
    if at > 0 and tree.lower[at - 1 : at + 1] in {("responsible", "for"), ("accountable", "for")}:
        at -= 1
    elif at < 0 or tree.lower[at] != "behind":
        return []
    before = tree.lower[max(at - 3, tree.bounds(noun).start) : at]
    subject = tree.nominal_before(at) if BE & set(before) and not NEGATIONS & set(before) else None
    return [] if subject is None else [subject]


def _case_role(trigger: Trigger, case: str, patient: bool) -> str | None:
    """What a preposition behind a trigger noun makes of the party after it."""
    if case == "of":
        if patient or trigger.type in {"attack", "coerce"}:
            return "target"
        return "agent" if is_symmetric(trigger) else None
    if case == "by":
        return "agent"
    if case in TOWARDS or (case in {"to", "for"} and trigger.type in {"aid", "sanction"}):
        return "target"
    if case in {"with", "between", "among"} and (is_symmetric(trigger) or trigger.mode == "war"):
        return "agent"
    return None


def _patient(tree: Tree, trigger: Trigger) -> bool:
    types = {(trigger.type, None), (trigger.type, trigger.mode)}
    return bool(types & PATIENT_NOUNS) or tree.lower[trigger.head] in PATIENT_WORDS


def _by_carrier(tree: Tree, trigger: Trigger) -> Iterator[Role]:
    """Parties of the verbs around a noun: `carried out a raid`, `the raid killed two`, `an attack that killed`, `was held by`."""
    for clause in tree.kids(trigger.head, "acl", "acl:relcl"):
        if tree.lower[clause] in HARM:
            yield from (("target", i, "harmed") for i in tree.objects(clause))
        else:
            yield from (("agent", i, "participle-by") for i in tree.oblique(clause, "by"))
    word = tree.words[trigger.head]
    above = word.head
    if not 0 <= above < len(tree.words) or tree.words[above].pos not in VERBAL:
        return
    if tree.lower[above] in HARM:
        yield from (("target", i, "harmed") for i in tree.objects(above) if i != trigger.head)
    elif word.relation == "nsubj:pass":
        yield from (("agent", i, "carried-by") for i in tree.oblique(above, "by"))
    elif word.relation in {"obj", "conj"}:
        yield from _of_light_verb(tree, trigger, above)


def _of_light_verb(tree: Tree, trigger: Trigger, verb: int) -> Iterator[Role]:
    """Who does, or undergoes, what the object of a verb tells: `launched a raid`, `face trial`."""
    subject = tree.subject(verb)
    if subject is not None and tree.lower[verb] in ADVERSE | _light():
        yield ("target" if tree.lower[verb] in ADVERSE else "agent", subject, "carrier-subject")
    if is_symmetric(trigger):
        yield from (("agent", i, "carrier-with") for i in tree.oblique(verb, "with"))
