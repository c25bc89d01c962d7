"""Words and phrases of a report that the lexicon of triggers knows, with the confidence that their sentences leave them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.relate.events.tree import VERBAL, Tree

RANK = {"weak": 0, "likely": 1, "sure": 2}
REACH = 60
"""Words on either side of a trigger in which its conditions are looked for: a sentence of common length; longer ones are cut."""
GAP = 4
"""Words that may stand in a phrase's gap: `took two nuns hostage`."""
_PARTS = {
    "noun": frozenset({"NOUN", "PROPN", "X"}),
    "verb": frozenset({"VERB", "AUX", "ADJ", "X"}),
    "adj": frozenset({"ADJ", "VERB", "X"}),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """Words `first` to `end` (exclusive) of a report as an event of `type` and `mode`; `head` is the word that carries the syntax."""

    first: int
    end: int
    head: int
    type: str
    mode: str | None
    pos: str
    confidence: str
    near: int = 0
    """1 where the row asks for words in the sentence and finds them, 0 where it asks for none, -1 where it misses them.

    The first knows more than the second, the last less: of `fell` without a building near, that it was no collapse.
    """

    @property
    def rank(self) -> int:
        """0 weak, 1 likely, 2 sure."""
        return RANK[self.confidence]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_lexicon("triggers")["sets"].items()}


@cache
def _bases() -> frozenset[str]:
    return frozenset(load_lexicon("triggers")["bases"])


def find_hits(tree: Tree) -> list[Hit]:
    """Every reading of every known word and phrase, in text order, with phrases that only carry a trigger noun reduced to it."""
    found: list[Hit] = []
    for sentence in _sentences(tree):
        idle = _idle(tree, sentence)
        hits = [
            hit for at in range(len(sentence)) for hit in _hits_at(tree, sentence, at) if not idle.issuperset(range(hit.first, hit.end))
        ]
        found += [_reduce(tree, hit, hits) for hit in hits]
    return sorted(set(found), key=lambda h: (h.first, h.end, h.type, h.mode or "", -h.rank))


def has_company(tree: Tree, at: int, kind: str) -> bool:
    """Whether a noun may be of type `kind` in its sentence: some need a certain company, as `fire` needs guns to be an attack."""
    needed = load_lexicon("triggers")["company"].get(tree.lower[at], {}).get(kind)
    if needed is None or tree.words[at].pos in VERBAL:
        return True
    words = {tree.lower[i] for i in range(max(at - REACH, 0), min(at + REACH, len(tree.words))) if tree.sentence[i] == tree.sentence[at]}
    return any(words & _sets()[name] for name in needed)


def _sentences(tree: Tree) -> Iterator[list[int]]:
    """Word indices of each sentence without hyphens and bare apostrophes, as phrases of the lexicon are written."""
    current: list[int] = []
    for index, word in enumerate(tree.lower):
        if current and tree.sentence[index] != tree.sentence[current[-1]]:
            yield current
            current = []
        if word not in {"-", "–", "'"}:
            current.append(index)
    if current:
        yield current


def _idle(tree: Tree, sentence: list[int]) -> set[int]:
    """Words of phrases that tell of nothing, whatever their words tell elsewhere: `under fire over the budget`, `steer clear of`."""
    phrases = load_lexicon("triggers")["idle"]
    found: set[int] = set()
    for at, index in enumerate(sentence):
        for phrase in phrases.get(tree.lower[index], ()):
            end = _match(tree, sentence, at, phrase)
            found |= set(range(index, sentence[end - 1] + 1)) if end else set()
    return found


def _hits_at(tree: Tree, sentence: list[int], at: int) -> Iterator[Hit]:
    table = load_lexicon("triggers")
    word = tree.lower[sentence[at]]
    matches = [(at + 1, number) for number in table["forms"].get(word, ()) if _fits(tree, sentence[at], table["rows"][number][2])]
    for phrase, number in table["phrases"].get(word, ()):
        end = _match(tree, sentence, at, phrase)
        if end and (table["rows"][number][2] != "verb" or _opens(tree, sentence[at])):
            matches.append((end, number))
    for end, number in matches:
        row = table["rows"][number]
        confidence, near = _weigh(row, tree, sentence, (at, end))
        if confidence:
            first, last = sentence[at], sentence[end - 1]
            yield Hit(first, last + 1, _head(tree, first, last + 1), row[0], row[1], row[2], confidence, near)


def _fits(tree: Tree, index: int, pos: str) -> bool:
    """Whether a single word's part of speech allows a row; words in -ing may be nouns or verbs, whatever the tagger says.

    Adjectives are verbs as participles alone: `wounded`, but neither `free` nor `clear`.
    """
    have = tree.words[index].pos
    if pos == "verb" and have == "ADJ" and tree.lower[index] in _bases():
        return False
    if tree.words[index].text == "March":
        return False
    if tree.lower[index].endswith("ing") and have in {"NOUN", "VERB", "ADJ"}:
        return True
    if pos == "adj" and have == "VERB":
        return tree.words[index].relation == "amod"
    return not have or have in _PARTS[pos]


def _opens(tree: Tree, index: int) -> bool:
    """Whether a word may begin a verb phrase: as a verb, or as what a hyphen ties to one (`re-taking`)."""
    tied = tree.lower[index + 1 : index + 2] == ("-",) and index + 2 < len(tree.words)
    return _fits(tree, index, "verb") or (tied and _fits(tree, index + 2, "verb"))


def _match(tree: Tree, sentence: list[int], at: int, phrase: list[str]) -> int:
    """Where a phrase that begins at `at` ends, 0 where it does not stand there."""
    here = at
    for position, word in enumerate(phrase):
        if word == "…":
            following = phrase[position + 1]
            reach = range(here, min(here + GAP + 1, len(sentence)))
            here = next((i for i in reach if tree.lower[sentence[i]] == following), -1)
            if here < 0:
                return 0
            continue
        if here >= len(sentence) or tree.lower[sentence[here]] != word:
            return 0
        here += 1
    return here


def _head(tree: Tree, first: int, end: int) -> int:
    """The word of a phrase that governs its others."""
    outer = [i for i in range(first, end) if not first <= tree.words[i].head < end]
    telling = [i for i in outer if tree.words[i].pos in {"VERB", "NOUN", "PROPN"}]
    return (telling or outer or [first])[0]


def _weigh(row: list[Any], tree: Tree, sentence: list[int], at: tuple[int, int]) -> tuple[str | None, int]:
    """The confidence that a sentence leaves a row, None where a condition switches it off; and `Hit.near`."""
    conditions = row[4]
    if not conditions:
        return str(row[3]), 0
    first, end = at
    around = {
        "near": (*range(max(first - REACH, 0), first), *range(end, min(end + REACH, len(sentence)))),
        "after": range(end, min(end + 5, len(sentence))),
        "before": range(max(first - 4, 0), first),
        "beside": (*range(max(first - 1, 0), first), *range(end, min(end + 1, len(sentence)))),
    }
    around["off"] = around["near"]
    met = {
        sign: any(tree.lower[sentence[i]] in _sets().get(name, (name,)) for name in names for i in around[sign])
        for sign, names in conditions.items()
    }
    if met.get("off") or met.get("beside") or not met.get("after", True) or not met.get("before", True):
        return None, 0
    return (str(row[3]) if met.get("near", True) else "weak"), {True: 1, False: -1, None: 0}[met.get("near")]


def _reduce(tree: Tree, hit: Hit, hits: list[Hit]) -> Hit:
    """`carried out air strikes` is told by `air strikes`: the noun is the mention where the lexicon knows it by itself."""
    if hit.end - hit.first < 2 or hit.pos != "verb":
        return hit
    if any(tree.words[i].pos in {"ADP", "SCONJ"} for i in range(hit.first + 2, hit.end)) or tree.lower[hit.first + 1] in {
        "on",
        "to",
        "in",
        "into",
        "from",
    }:
        return hit  # `gone on strike` is told by the whole phrase
    inner = [h for h in hits if h.first > hit.first and h.end <= hit.end and h.type == hit.type and h.pos == "noun" and h.rank]
    if not inner:
        return hit
    best = max(inner, key=lambda h: (h.end - h.first, h.rank))
    return Hit(best.first, best.end, best.head, hit.type, best.mode or hit.mode, "noun", hit.confidence, hit.near)


def is_verbal(tree: Tree, head: int) -> bool:
    """Whether a trigger is a verb: by the lexicon where it knows the word as one thing only, else by the tagger."""
    table = load_lexicon("triggers")
    known = {table["rows"][number][2] for number in table["forms"].get(tree.lower[head], ())}
    if known in ({"noun"}, {"verb"}):
        return known == {"verb"}
    return tree.words[head].pos in VERBAL


def span_of(tree: Tree, hit: Hit) -> Span:
    """The characters of a hit; of a phrase with a gap only its first word."""
    return Span(tree.words[hit.first].span.start, tree.words[hit.end - 1].span.end)
