"""Which descriptions tell of a party told before: `the official`, `the group`, `the ministry`, bare plurals told again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dateline.resolve.actors.joining import Draft, find_named, same_forces
from dateline.resolve.actors.nouns import load_nouns, tails
from dateline.resolve.actors.page import Phrase
from dateline.resolve.places.gazetteer import fold

REACH = 120
"""Parties, most recently told first, among which an antecedent is sought: more than a long report has, and a bound for a hostile one."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})


def find_same(drafts: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party, most recent first, that a name or description tells of again, and the rule that says so."""
    recent = drafts[-REACH:][::-1]
    return find_named(recent, phrase) if phrase.form == "name" else _find_described(recent, phrase)


def _find_described(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    modifiers = {w for w in phrase.words if not w.isdigit()} - set(re.findall(r"\w+", phrase.head))
    definite = phrase.determiner in DEFINITE
    if len(phrase.holders) == 1 and (held := _holder(recent, phrase)):
        return held
    for draft in recent:
        if _clashes(draft, phrase):
            continue
        if same_forces(draft, phrase) and len(modifiers) <= 1:
            return draft, "same-head"
        if not definite and not _says_same(draft, phrase):
            continue
        if phrase.head in draft.heads and modifiers <= draft.words:
            return draft, "same-head"
        if definite and _holds_role(draft, phrase, modifiers):
            return draft, "role"
    if phrase.determiner == "the" and (held := _holder(recent, phrase)):
        return held
    if not definite:
        return next(((d, "same-class") for d in recent if not _clashes(d, phrase) and _shares_class(d, phrase, modifiers)), None)
    loose = {"two", "three", "rebel", "armed", "militant", "terrorist", "same"}
    fitting = [d for d in recent if not _clashes(d, phrase) and modifiers <= d.words | loose]
    named = next((d for d in fitting if _in_name(d, phrase)), None)
    if named is not None:
        return named, "head-in-name"
    return next(
        ((d, "same-class" if _in_class(d, phrase) else "kind") for d in fitting if _in_class(d, phrase) or _in_kind(d, phrase)), None
    )


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
    kinds = frozenset({draft.kind, phrase.kind})
    return len(kinds) == 2 and "unknown" not in kinds and kinds not in load_nouns().alike


def _says_same(draft: Draft, phrase: Phrase) -> bool:
    """An indefinite plural told again in the same or fewer words; one of many (`a man`) is always new."""
    nouns = load_nouns()
    if phrase.determiner in nouns.whole:
        return phrase.words == draft.phrases[0].words
    if phrase.determiner in nouns.counting:
        return False
    if any(w.isdigit() or w in nouns.counting for w in phrase.words | draft.phrases[0].words) or (
        phrase.kind == "person" and not phrase.determiner
    ):
        return False
    return phrase.several and draft.several


def _holds_role(draft: Draft, phrase: Phrase, modifiers: set[str]) -> bool:
    head = set(re.findall(r"\w+", phrase.head))
    told = any(head <= p.words for p in draft.phrases if p.form == "name" and p.kind == "person")
    return bool(head) and modifiers <= draft.words and (told or any(phrase.head in tails(h.split()) for h in draft.heads))


def _shares_class(draft: Draft, phrase: Phrase, modifiers: set[str]) -> bool:
    """`Iran-backed militias` and `Iran-backed militants`: heads of one class with a told modifier in common."""
    classes = load_nouns().classes
    shared = any(classes.get(phrase.head, frozenset()) & classes.get(h, frozenset()) for h in draft.heads)
    return (
        shared
        and phrase.several
        and draft.several
        and bool(modifiers)
        and modifiers - {"groups", "group", "armed"} <= draft.words
        and _says_same(draft, phrase)
    )


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
