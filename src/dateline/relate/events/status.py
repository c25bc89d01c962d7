"""Whether a mention tells of what happened, goes on, is planned, threatened, possible, denied or did not happen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Reason, Statement
from dateline.relate.events.scene import Scene
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.events.triggers import Trigger
from dateline.relate.function_words import HAVE

STRONG, FAIR, FAINT = 1.0, 0.6, 0.3
"""Votes of rules: the words themselves say so; they mostly do; a default."""
EXPLICIT = 1.3
"""Vote of words that leave no doubt, whatever the encoder guesses: `failed to agree`."""
ENCODER = 1.25
"""Vote of the encoder's guess, times its probability: where a rule says something else, the encoder is right far more often."""
ACTS = {"demand": "hypothetical", "threaten": "threatened", "warn": "threatened", "announce": "planned", "promise": "planned"}
"""What an act makes of what its content tells as not yet done."""
UNDONE = frozenset({"planned", "hypothetical", "threatened"})
"""Statuses of what lies ahead."""
LASTING = frozenset(
    {
        ("attack", "war"),
        ("cooperate", "military"),
        ("aid", "military"),
        ("coerce", "blockade"),
        ("coerce", "curfew"),
        ("disaster", "outbreak"),
    }
)
"""Types and modes that nouns tell of as going on, with no other clue."""
FUTURE = frozenset({"will", "shall", "'ll", "wo"})
MODAL = frozenset({"would", "could", "may", "might", "should", "must", "can", "ought", "ca", "'d"})
MAYBE = frozenset({"may", "might", "could"})
"""Modals whose perfect leaves open whether something was done."""
FAILING = ("fail", "refus")
"""Beginnings of words under which nothing was done."""
AVERTING = ("avert", "forestall")
"""Beginnings of verbs whose object did not come about: a plot that was foiled was at least planned."""
REFUSING = ("reject", "oppos", "spurn", "rebuff", "turn", "object", "resist", "veto", "refus")
"""Beginnings of cues that turn a thing down."""
NOBODY = frozenset({"nobody", "none", "neither"})
PRESENT = frozenset({"is", "are", "am", "'re", "'m", "be"})
PAST = frozenset({"was", "were"})
Vote = tuple[str, float, str]
"""A status, the weight behind it, and the rule with what it saw."""


@cache
def _frames() -> dict[str, dict[str, frozenset[str]]]:
    frames = load_lexicon("triggers")["frames"]
    return {name: {kind: frozenset(words) for kind, words in frame.items()} for name, frame in frames.items() if name != "light"}


def _framed(kind: str, word: str) -> str | None:
    """The status that a governing word of `kind` (verbs, nouns, adjectives, prepositions) gives."""
    return next((name for name, frame in _frames().items() if word in frame[kind]), None)


def judge_status(scene: Scene, triggers: Sequence[Trigger]) -> tuple[str, Reason]:
    """The status of an event by all its mentions: the votes of words and of the encoder are added up."""
    votes: Counter[str] = Counter()
    seen: dict[str, str] = {}
    for trigger in triggers:
        for status, weight, rule in mention_votes(scene, trigger):
            votes[status] += weight  # type: ignore[assignment]
            seen.setdefault(status, f"{rule} ({trigger.span.of(scene.report.text)})")
    order = list(_frames())
    status = max(votes, key=lambda s: (votes[s], -order.index(s) if s in order else -9))
    return status, Reason("status", "status-votes", seen[status])


def mention_votes(scene: Scene, trigger: Trigger) -> list[Vote]:
    """What one mention says of the status."""
    votes: list[Vote] = []
    predicate = trigger.predicate
    if predicate is not None and predicate.status is not None:
        votes.append((_denied(scene, trigger, predicate.status), ENCODER * predicate.status_score, "encoder"))
    tree, head = scene.tree, trigger.head
    told = _by_noun(tree, trigger) if not trigger.verbal else _by_verb(tree, head)
    if told[2] in {"infinitive", "gerund"} and (trigger.type, trigger.mode) in LASTING:
        told = ("ongoing", FAIR, "lasting-by-nature")
    votes.append(_within_statement(scene, trigger, _backshifted(scene, trigger, told)))
    return votes


def _denied(scene: Scene, trigger: Trigger, guess: str) -> str:
    """What somebody denies is denied, where the encoder only sees that it is told as not done."""
    statement = scene.stated(trigger.span)
    return "denied" if guess == "not" and statement is not None and statement.act == "deny" else guess


def _backshifted(scene: Scene, trigger: Trigger, vote: Vote) -> Vote:
    """In reported words `would` is a future and `was leaving` a present; `have fled since May` goes on wherever it stands."""
    status, weight, rule = vote
    tree = scene.tree
    reported = scene.teller(trigger.span) is not None
    if rule.endswith("would"):
        return ("planned", FAIR, "reported-future") if reported else vote
    if rule.endswith("past-progressive") and reported:
        return ("ongoing", FAIR, "reported-present")
    if rule.endswith("perfect") and status == "happened" and any(tree.lower[i] == "since" for i in tree.bounds(trigger.head)):
        return ("ongoing", FAIR, "perfect-since")
    return (status, weight, rule)


def _within_statement(scene: Scene, trigger: Trigger, vote: Vote) -> Vote:
    """What is not yet done takes the colour of the statement that tells it: demanded, threatened, announced."""
    statement = scene.stated(trigger.span)
    if statement is None:
        return vote
    act = statement.act
    status, weight, _ = vote
    if act == "deny" and not trigger.verbal and _turned_down(statement):
        return ("hypothetical", FAIR, "turned-down")
    if act == "deny" and (status in {"happened", "ongoing"} or vote[2].startswith("governed-by-den")):
        return ("denied", FAIR, "denied-content")
    if act in ACTS and (status in UNDONE or (weight <= FAINT and act != "warn")):
        return (ACTS[act], STRONG, f"told-by-{act}")
    if act == "believe" and weight <= FAINT:
        return ("hypothetical", FAINT, "told-by-believe")
    return vote


def _turned_down(statement: Statement) -> bool:
    """Whether a denial turns down what somebody wants, not what somebody says: `rejected the deal`, `opposes the ban`."""
    return statement.cue is not None and (statement.cue.text or "").lower().startswith(REFUSING)


def _by_verb(tree: Tree, verb: int) -> Vote:
    """Tense, modality and the governing verb."""
    if tree.negated(verb):
        return ("not", STRONG, "negated")
    if any(tree.negated(i) or tree.lower[i] in NOBODY for i in tree.kids(verb, "nsubj", "nsubj:pass")):
        return ("not", FAIR, "negated-subject")
    if _undone(tree, verb):
        return ("not", STRONG, "undone")
    aux = {tree.lower[i] for i in tree.auxiliaries(verb)}
    if any(tree.lower[i] in {"if", "unless", "whether"} for i in tree.kids(verb, "mark")) or _inverted(tree, verb):
        return ("hypothetical", STRONG, "conditional")
    if aux & FUTURE:
        return ("planned", STRONG, "future")
    if aux & MODAL == {"'d"} and ("been" in aux or tree.lower[verb].endswith(("ed", "en"))):
        return ("happened", STRONG, "perfect")
    if aux & MODAL:
        if "have" in aux:
            return ("hypothetical" if aux & MAYBE else "happened", FAIR, "modal-perfect")
        return ("hypothetical", FAIR, "would" if {"would", "'d"} & aux else "modal")
    head = tree.words[verb].head
    twin = tree.words[verb].relation == "conj" and 0 <= head < verb and tree.lower[head].endswith("ing")
    if "to" in aux or (not aux and tree.lower[verb].endswith("ing") and not twin):
        return _by_governor(tree, verb)
    if not aux and tree.words[verb].relation == "conj" and 0 <= head < verb and tree.words[head].pos == "VERB":
        return _by_verb(tree, head)
    return _by_tense(aux, tree.lower[verb]) or _by_form(tree, verb)


def _undone(tree: Tree, verb: int) -> bool:
    """`yet to attack`, `short of attacking`, `nearly attacked`: words right before a verb that say it was not done."""
    start = tree.bounds(verb).start
    before = [word for word in tree.lower[max(start, verb - 4) : verb] if word not in {"be", "been", "have", "being"}]
    return before[-2:] in (["yet", "to"], ["short", "of"]) or before[-1:] in (["nearly"], ["almost"])


def _inverted(tree: Tree, verb: int) -> bool:
    """`Should the army attack`, `Had the army attacked`: a condition without `if`, which opens its sentence and is no question."""
    sentence = tree.bounds(verb)
    first = sentence.start
    opens = tree.lower[first] in {"should", "had", "were"} and first + 1 < verb and tree.lower[sentence.stop - 1] not in {"?", "”", '"'}
    return opens and "," not in tree.lower[first:verb] and "," in tree.lower[verb : sentence.stop]


def _by_tense(aux: set[str], word: str) -> Vote | None:
    """What auxiliaries of tense say; None without any."""
    progressive = word.endswith("ing") or "being" in aux
    if aux & HAVE:
        return ("ongoing", FAIR, "perfect-progressive") if "been" in aux and progressive else ("happened", STRONG, "perfect")
    if aux & PRESENT:
        return ("ongoing", STRONG if progressive else FAIR, "present-auxiliary")
    if aux & PAST:
        return ("happened", FAIR if progressive else STRONG, "past-progressive" if progressive else "past-auxiliary")
    return None


def _by_form(tree: Tree, verb: int) -> Vote:
    """A finite verb without auxiliary, or a participle before a noun."""
    word = tree.lower[verb]
    if word.endswith("s") and not word.endswith("ss"):
        headline = tree.sentence[verb] == 0
        return ("happened" if headline else "ongoing", FAINT if headline else FAIR, "headline-present" if headline else "present")
    if word.endswith(("ed", "t", "n", "k", "d", "g", "w", "ght")) and not word.endswith("ing"):
        return ("happened", FAIR, "past")
    return ("happened", FAINT, "bare-verb")


def _by_governor(tree: Tree, index: int) -> Vote:
    """An infinitive or gerund means what the word that governs it makes of it: `plans to`, `the threat to`, `accused of`."""
    for above in tree.climb(index):
        word, pos = tree.lower[above], tree.words[above].pos
        kind = "verbs" if pos in VERBAL else "adjectives" if pos == "ADJ" else "nouns"
        status = _framed(kind, word)
        if status is not None:
            if tree.negated(above):
                return ("happened" if status == "not" else "not", FAINT, f"negated-{word}")
            if word.startswith(FAILING):
                return (status, EXPLICIT, f"governed-by-{word}")
            return (status, STRONG if status != "happened" else FAIR, f"governed-by-{word}")
        if pos in VERBAL:
            break
    infinitive = any(tree.lower[i] == "to" for i in tree.auxiliaries(index))
    return ("planned" if infinitive else "happened", FAINT, "infinitive" if infinitive else "gerund")


def _by_noun(tree: Tree, trigger: Trigger) -> Vote:
    """A noun takes its status from its determiner, its adjectives, its preposition, and from the verb over it."""
    head = trigger.head
    if tree.negated(head):
        return ("not", STRONG, "negated")
    if _inverted(tree, head):  # a verb that the parser took for a noun
        return ("hypothetical", STRONG, "conditional")
    for child in tree.kids(head, "amod", "compound", "advmod", "acl"):
        status = _framed("adjectives", tree.lower[child])
        if status is not None:
            return (status, STRONG, f"adjective-{tree.lower[child]}")
    for case in tree.cases(head):
        status = _framed("prepositions", case.split(" ")[0])
        if status is not None:
            return (status, FAIR, f"preposition-{case}")
    told = _by_light_verb(tree, head)
    if (trigger.type, trigger.mode) in LASTING and told[0] not in UNDONE and not tree.words[head].text[:1].isupper():
        return ("ongoing", FAIR, "lasting-by-nature")
    return told


def _by_light_verb(tree: Tree, head: int) -> Vote:
    """The verb that has the noun as object or subject: a light one lends its tense, others say what they make of it."""
    word = tree.words[head]
    above = word.head
    if not 0 <= above < len(tree.words) or word.relation not in {"obj", "nsubj", "nsubj:pass", "obl", "nmod", "conj", "xcomp"}:
        return ("happened", FAINT, "noun")
    pos = tree.words[above].pos
    kind = "verbs" if pos in VERBAL else "adjectives" if pos == "ADJ" else "nouns"
    status = _framed(kind, tree.lower[above])
    bare = word.relation == "obl" and not tree.cases(head)  # an object that the parser took for more
    if pos in VERBAL and (bare or word.relation in {"obj", "nsubj:pass", "nsubj", "xcomp"}):
        if status in {None, "happened", "ongoing"}:
            told, weight, rule = _by_verb(tree, above)
            return (told, weight if weight == EXPLICIT else min(weight, FAIR), f"verb-{rule}")
        if status == "not" and _by_verb(tree, above)[0] == "not":  # not ruled out, failed to prevent
            return ("hypothetical" if tree.lower[above].startswith("rul") else "happened", STRONG, f"not-{tree.lower[above]}")
        explicit = status == "not" and tree.lower[above].startswith(AVERTING)
        return (status or "happened", EXPLICIT if explicit else FAIR, f"object-of-{tree.lower[above]}")
    if status in UNDONE and word.relation in {"nmod", "obl", "obj"}:
        return (status, FAIR, f"hangs-on-{tree.lower[above]}")
    return ("happened", FAINT, "noun")
