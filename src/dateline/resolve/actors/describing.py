"""Which descriptions tell of a party told before: `the official`, `the group`, `the ministry`, bare plurals told again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from dateline.resolve.actors.joining import Draft, find_named, names_forces, same_forces
from dateline.resolve.actors.nouns import REMEMBERED, load_nouns, tails
from dateline.resolve.actors.page import Phrase
from dateline.resolve.places.gazetteer import fold, load_countries

REACH = 120
"""Parties, most recently told first, among which an antecedent is sought: more than a long report has, and a bound for a hostile one."""
_WORD = re.compile(r"\w+")
LESSER = frozenset({"vice", "deputy", "assistant", "under"})
"""Words that make an office another than the one that is told without them."""
LEADERS = frozenset({"leader", "statesman", "politician"})
"""Heads by which whoever holds an office of state may be told again."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def find_same(drafts: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party, most recent first, that a name or description tells of again, and the rule that says so."""
    recent = drafts[-REACH:][::-1]
    return find_named(recent, phrase) if phrase.form == "name" else _find_described(recent, phrase)


def _find_described(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    modifiers = {w for w in phrase.words if not w.isdigit()} - _words_of(phrase.head)
    definite = phrase.determiner in DEFINITE
    if len(phrase.holders) == 1 and (held := _holder(recent, phrase)):
        return held
    if not definite and not phrase.several and not names_forces(phrase) and not _may_recur(phrase):
        return None  # neither a head noun told again nor a class in common is asked for
    near = [d for d in recent if not _clashes(d, phrase)]
    if found := _find_head(near, phrase, modifiers, definite):
        return found
    if phrase.determiner == "the" and (held := _holder(recent, phrase)):
        return held
    if not definite:
        return next(((d, "same-class") for d in near if _shares_class(d, phrase, modifiers)), None)
    loose = {"two", "three", "rebel", "armed", "militant", "terrorist", "same"}
    fitting = [d for d in near if modifiers <= d.words | loose]
    named = next((d for d in fitting if _in_name(d, phrase)), None)
    if named is not None:
        return named, "head-in-name"
    return next(
        ((d, "same-class" if _in_class(d, phrase) else "kind") for d in fitting if _in_class(d, phrase) or _in_kind(d, phrase)), None
    )


def _find_head(near: Sequence[Draft], phrase: Phrase, modifiers: set[str], definite: bool) -> tuple[Draft, str] | None:
    """The party told of with the same head noun, or that has the role."""
    forces = len(modifiers) <= 1 and names_forces(phrase)
    if not (forces or definite or _may_recur(phrase)):
        return None
    for draft in near:
        if forces and same_forces(draft, phrase):
            return draft, "same-head"
        if phrase.head in draft.heads and modifiers <= draft.words and (definite or _says_same(draft, phrase)):
            return draft, "same-head"
        if definite and _holds_role(draft, phrase, modifiers):
            return draft, "role"
    return None


def _holder(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The only party told before that held the office on the report's day: `the French president`, `the president`."""
    if phrase.several or phrase.determiner in ("a", "an", "another", "no", "any", "some"):
        return None
    fits = [d for d in recent if any(e in phrase.holders for e in d.entries.values())]
    return (fits[0], "office-holder") if len(fits) == 1 else None


def _clashes(draft: Draft, phrase: Phrase) -> bool:
    if draft.country and phrase.country and draft.country != phrase.country:
        return True
    if draft.sex and phrase.sex and draft.sex != phrase.sex:
        return True
    return draft.kind != phrase.kind and _unlike(draft.kind, phrase.kind)


@cache
def _unlike(one: str, other: str) -> bool:
    """Whether no party is of both of two kinds."""
    kinds = frozenset({one, other})
    return "unknown" not in kinds and kinds not in load_nouns().alike


def _may_recur(phrase: Phrase) -> bool:
    """Whether an indefinite phrase may tell of somebody again: a whole, or an uncounted plural; one of many (`a man`) is always new."""
    nouns = load_nouns()
    if phrase.determiner in nouns.whole:
        return True
    return (
        phrase.several
        and phrase.determiner not in nouns.counting
        and not (phrase.kind == "person" and not phrase.determiner)
        and not _counts(phrase)
    )


def _counts(phrase: Phrase) -> bool:
    counting = load_nouns().counting
    return any(w.isdigit() or w in counting for w in phrase.words)


def _says_same(draft: Draft, phrase: Phrase) -> bool:
    """An indefinite phrase that may recur, told in the same or fewer words."""
    if phrase.determiner in load_nouns().whole:
        return phrase.words == draft.phrases[0].words
    return draft.several and _may_recur(phrase) and not _counts(draft.phrases[0])


def _holds_role(draft: Draft, phrase: Phrase, modifiers: set[str]) -> bool:
    if not {w for w in modifiers if not draft.country or _home_of(w) != draft.country} <= draft.words:
        return False
    head = _words_of(phrase.head)
    told = any(head <= p.held and p.held & LESSER <= phrase.words for p in draft.phrases if p.form == "name" and p.kind == "person")
    leads = phrase.head in LEADERS and any(load_nouns().offices.get(w) == "government" for p in draft.phrases for w in p.held)
    return bool(head) and (told or (leads and draft.kind == "person") or any(phrase.head in tails(h.split()) for h in draft.heads))


@lru_cache(maxsize=REMEMBERED)
def _home_of(word: str) -> str | None:
    """The country that a modifier tells: `Chadian` of `the Chadian president`."""
    return load_countries().of_people(word) or load_countries().of_name(word)


@lru_cache(maxsize=REMEMBERED)
def _words_of(head: str) -> frozenset[str]:
    return frozenset(_WORD.findall(head))


def _shares_class(draft: Draft, phrase: Phrase, modifiers: set[str]) -> bool:
    """`Iran-backed militias` and `Iran-backed militants`: heads of one class with a told modifier in common."""
    if not (phrase.several and draft.several and modifiers and modifiers - {"groups", "group", "armed"} <= draft.words):
        return False
    classes = load_nouns().classes
    shared = any(classes.get(phrase.head, frozenset()) & classes.get(h, frozenset()) for h in draft.heads)
    return shared and _says_same(draft, phrase)


def _in_name(draft: Draft, phrase: Phrase) -> bool:
    if (
        draft.kind != phrase.kind
        and "unknown" not in (draft.kind, phrase.kind)
        and {draft.kind, phrase.kind} != {"organisation", "government"}
    ):
        return False
    return bool(draft.names) and draft.kind != "person" and phrase.head in {w for n in draft.names for w in fold(n).split()}


def _in_class(draft: Draft, phrase: Phrase) -> bool:
    classes = load_nouns().classes
    mine = classes.get(phrase.head, frozenset())
    if draft.names and draft.kind != phrase.kind:
        return False
    return (
        bool(mine)
        and any(mine & classes.get(head, frozenset()) for head in draft.heads)
        and (draft.several == phrase.several or not draft.names)
    )


def _in_kind(draft: Draft, phrase: Phrase) -> bool:
    return bool(draft.names) and draft.kind in load_nouns().generic.get(phrase.head, frozenset())
