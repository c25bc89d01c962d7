"""What a number counts, told by the words about it: the dead, the hurt, those held, votes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Quantity
from dateline.relate.events.tree import VERBAL, Tree
from dateline.relate.function_words import AUXILIARIES, BE

LOSING = frozenset("lose loses lost losing claim claims claimed claiming cost costs costing take takes took taking".split())
"""Verbs that kill with `lives` as their object."""
LOST = frozenset("lose loses lost losing".split())
FIGHTERS = frozenset("men soldiers fighters troops guards sailors pilots policemen guerrillas militiamen marines comrades".split())
"""Those of whom a side says that it lost so many when they are dead; fishermen are lost when they are missing."""
TOLL_WORDS = 10
"""Words in front of a bare number among which `toll` says that it counts the dead."""
VOTE_WORDS = 4
"""Words in front of a bare number among which `voted` says that it counts votes."""
VOTED = frozenset("vote votes voted voting".split())
CROWDS = frozenset("crowd crowds attendance turnout number numbers".split())
"""What a bare number of those who took part is told of: `put the crowd at 20,000`."""
STATES = frozenset({"killed", "wounded", "missing", "displaced", "detained", "abducted", "released", "damaged"})
"""What becomes of people and things: told right beside their number more often than not."""
SUFFERED = STATES - {"missing", "displaced"}
"""States that somebody else brings about: who kills is not killed."""
PASSED = frozenset(
    "who that which feared believed confirmed reported reportedly presumed listed thought known said understood as to still left remain "
    "remains remained "
    "either made rendered seriously critically badly slightly lightly".split()
)
"""Words that may stand between a number and what became of those it counts: `were feared dead`, `remain in custody`."""
MAX_PASSED, MAX_INSERTED = 6, 14
"""Words that are passed, and that an insertion between commas may have."""
INTRANSITIVE = frozenset(
    "die dies died dying perish perished drown drowned suffocated disappear disappeared vanish vanished flee flees fled".split()
)
"""Verbs that tell what became of their subject without an auxiliary."""
BOUNDS = frozenset({("at", "least"), ("more", "than"), ("up", "to"), ("as", "many"), ("fewer", "than"), ("close", "to"), ("dozens", "of")})
"""What may open an object that is counted."""
PARTAKE = frozenset({("took", "part"), ("taken", "part"), ("taking", "part")})
RELATED = frozenset({"conj", "nmod", "nummod", "obj", "nsubj", "nsubj:pass", "amod", "xcomp"})
"""Relations over which the word above a counted noun tells what is counted."""


@cache
def _counts() -> dict[str, dict[str, frozenset[str]]]:
    return {name: {kind: frozenset(words) for kind, words in frame.items()} for name, frame in load_lexicon("triggers")["counts"].items()}


def counted_noun(tree: Tree, quantity: Quantity) -> int | None:
    """The word that a counted phrase hangs by: its noun where that governs it, because parsers make heads of numerals."""
    inside = tree.inside(quantity.span)
    nouns = [i for i in inside if tree.lower[i] == quantity.noun and tree.words[i].head not in inside]
    return nouns[-1] if nouns else tree.top(quantity.span)


def counted_kinds(tree: Tree, quantity: Quantity, top: int) -> list[str]:
    """What a number may count, the surest first: by a sum it gives, by the words that touch it, by those over it."""
    inside = tree.inside(quantity.span)
    found = [*_by_sum(tree, quantity, top, inside), *_by_touch(tree, inside), *_by_words(tree, top)]
    return list(dict.fromkeys(found))


def _by_sum(tree: Tree, quantity: Quantity, top: int, inside: range) -> list[str]:
    """`claimed 40 lives`, `six who lost their lives`, `lost three men`; bare numbers: `the toll has reached 59`, `voted 14-0`."""
    if _costs_lives(tree, top, inside) or (quantity.noun in FIGHTERS and _is_lost(tree, top)):
        return ["killed"]
    return _by_lead(tree, inside) if quantity.noun is None and inside else []


def _costs_lives(tree: Tree, top: int, inside: range) -> bool:
    """Whether it is lives that are counted, or those who lost them, or whose lives were taken (`took the lives of 12 miners`)."""
    over = tree.words[top].head
    if over >= 0 and tree.lower[over] in LOSING:
        return "lives" in {tree.lower[top], *(tree.lower[i] for i in tree.kids(over, "obj"))}
    before = tree.lower[max(inside.start - 5, tree.bounds(top).start) : inside.start] if inside else ()
    if before[-2:] == ("lives", "of"):
        return bool(LOSING & set(before))
    return any(
        tree.lower[i] in LOSING and "lives" in {tree.lower[j] for j in tree.kids(i, "obj")} for i in tree.kids(top, "acl:relcl", "acl")
    )


def _is_lost(tree: Tree, top: int) -> bool:
    """Whether somebody lost those who are counted, as an army loses men."""
    over = tree.words[top].head
    return over >= 0 and tree.lower[over] in LOST and tree.words[top].relation == "obj" and not tree.passive(over)


def _by_lead(tree: Tree, inside: range) -> list[str]:
    """What a bare number counts by the sum, crowd or vote told of before it."""
    start = tree.bounds(inside.start).start
    before = tree.lower[max(inside.start - TOLL_WORDS, start) : inside.start]
    if VOTED & set(before[-VOTE_WORDS:]):
        return ["votes"]
    if "toll" in before:
        return ["killed"]
    at = next((k for k in range(len(before) - 1, -1, -1) if before[k] in CROWDS), None)
    if at is None:
        return []
    if before[at + 1 : at + 2] != ("of",):
        return ["participants"]
    of = before[at + 2 : at + 6]
    return [what for word in of for what, frame in _counts().items() if any(word in words for words in frame.values())]


def _by_touch(tree: Tree, inside: range) -> list[str]:
    """What a number counts by the words that touch it, whatever the parser made of them.

    A state in it or right behind it (`left three soldiers dead`, `five were injured`) goes before a verb right before it (`killed nine`).
    """
    if not inside:
        return []
    found = _states(tree.lower[inside.stop - 1], "adjectives") + _behind(tree, inside.stop, tree.bounds(inside.start).stop)
    before = inside.start - 1
    if before >= 0 and tree.sentence[before] == tree.sentence[inside.start]:
        shot = tree.words[before - 1].pos in VERBAL and before > tree.bounds(before).start  # shot dead nine
        found += _states(tree.lower[before], "verbs") or (_states(tree.lower[before], "adjectives") if shot else [])
    return found


def _past_insertion(tree: Tree, at: int, end: int) -> int:
    """Behind what is put in between commas (`53 people, most of them women, died`), or the comma that closes it; else `at`."""
    if at + 1 >= end or tree.lower[at] != ",":
        return at
    if tree.lower[at + 1] in AUXILIARIES:
        return at + 1
    closing = next((i for i in range(at + 1, min(at + MAX_INSERTED, end - 1)) if tree.lower[i] == ","), None)
    follows = closing is not None and (tree.lower[closing + 1] in AUXILIARIES or tree.lower[closing + 1] in INTRANSITIVE)
    return closing + 1 if closing is not None and follows else at


def _behind(tree: Tree, at: int, end: int) -> list[str]:
    """What became of those whose number ends before `at`: `were injured`, `died`, `remain in custody`."""
    at = _past_insertion(tree, at, end)
    passive, begin = False, at
    while at < min(end, begin + MAX_PASSED) and (tree.words[at].pos == "ADV" or tree.lower[at] in AUXILIARIES | PASSED):
        passive = passive or tree.lower[at] in BE
        at += 1
    if at >= end:
        return []
    word = tree.lower[at]
    if (word, *tree.lower[at + 1 : at + 2]) in PARTAKE:
        return ["participants"]
    if word == "in":
        return _states(tree.lower[at + 1], "nouns") + _states(tree.lower[at + 1], "adjectives") if at + 1 < end else []
    if not passive and _takes(tree, at, end):
        return []
    return _states(word, "adjectives") + (_states(word, "verbs") if passive or word in INTRANSITIVE else [])


def _takes(tree: Tree, at: int, end: int) -> bool:
    """Whether a form in -ed has an object, and so is no participle: `two bombers killed 38 people`, not `two people killed in Lagos`."""
    follows = tree.lower[at + 1 : min(at + 3, end)]
    objects = bool(follows) and tree.words[at + 1].pos in {"NUM", "DET", "NOUN", "PROPN", "PRON"}
    return bool(_states(tree.lower[at], "verbs")) and (objects or follows in BOUNDS)


def _states(word: str, kind: str) -> list[str]:
    return [what for what, frame in _counts().items() if what in STATES and word in frame[kind]]


def _by_words(tree: Tree, top: int) -> list[str]:
    """What a number counts by its own noun, then by the words over it and its adjectives."""
    chain = [top, *list(tree.climb(top))[:2]]
    found: list[str] = []
    for step, index in enumerate(chain):
        word = tree.lower[index]
        kinds = ("nouns", "adjectives") if step == 0 else ("verbs", "adjectives", "nouns")
        related = step < 2 or tree.words[chain[step - 1]].relation in RELATED
        for what, frame in _counts().items():
            if related and any(word in frame[kind] for kind in kinds) and what not in found and _party(tree, chain, step, what):
                found.append(what)
        ends = step and tree.words[chain[step - 1]].relation in {"nsubj", "nsubj:pass"}
        if step and (ends or tree.words[index].pos in VERBAL):
            break
    for child in [i for i in tree.children[top] if not _takes(tree, i, tree.bounds(i).stop)]:
        found += [w for w, frame in _counts().items() if tree.lower[child] in frame["adjectives"] and w not in found]
    return found


def _party(tree: Tree, chain: Sequence[int], step: int, what: str) -> bool:
    """Whether the counted noun is what the verb is done to (or who does it, for verbs that take nobody): not `after 3 days`."""
    if step == 0:
        return True
    counted, verb = chain[step - 1], chain[step]
    if what in SUFFERED and counted < verb and not tree.kids(verb, "aux:pass") and _takes(tree, verb, tree.bounds(verb).stop):
        return False  # gunmen killed nine
    relation = tree.words[counted].relation
    if relation in {"obl", "nsubj"} and counted > verb and not tree.cases(counted):
        return True  # an object that the parser took for something else
    if tree.words[verb].pos not in VERBAL:
        return relation in {"nsubj", "nsubj:pass", "nmod", "nummod", "amod", "conj", "obj", "compound", "appos"}
    if relation == "nsubj":
        return not tree.kids(verb, "obj") and (what not in SUFFERED or tree.lower[verb] in INTRANSITIVE or tree.passive(verb))
    return relation in {"obj", "nsubj:pass", "conj", "xcomp", "iobj", "nummod"}
