"""The words that tell of parties: titles, offices, head nouns, endings of names, well-known names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from dateline.lexicon import load_lexicon
from dateline.resolve.actors.roster import Roster, everyday_roster
from dateline.resolve.places.gazetteer import fold, load_countries

LONGEST = 5
"""Words in the longest office or title."""

REMEMBERED = 20_000
"""Phrases whose reading is kept: reports tell of the same parties again and again."""
_POSSESSIVE = re.compile(r"['’]s?$")
_TOKEN = re.compile(r"[\w.’'-]+")
_BACKED = re.compile(
    r"-(?:backed|led|allied|supported|sponsored|funded|trained|aligned|linked|held|controlled|occupied|style|born|based)\b"
)


@dataclass(frozen=True, slots=True)
class Nouns:
    """roles.yml and parties.yml, ready to ask."""

    titles: dict[str, str]
    offices: dict[str, str]
    plurals: dict[str, str]
    sexes: dict[str, str]
    given: dict[str, str]
    speakers: frozenset[str]
    groups: frozenset[str]
    heads: dict[str, str]
    suffixes: dict[str, str]
    prefixes: dict[str, str]
    classes: dict[str, frozenset[int]]
    documents: frozenset[str]
    nobody: frozenset[str]
    generic: dict[str, frozenset[str]]
    alike: frozenset[frozenset[str]]
    counting: frozenset[str]
    whole: frozenset[str]


@cache
def load_nouns() -> Nouns:
    """Both lexicons, read once."""
    roles, parties = load_lexicon("roles"), load_lexicon("parties")
    classes: dict[str, frozenset[int]] = {}
    for number, words in enumerate(parties["classes"]):
        for word in words:
            classes[word] = classes.get(word, frozenset()) | {number}
    documents = {*parties["documents"], *(d + "s" for d in parties["documents"] if not d.endswith("s"))}
    return Nouns(
        titles=roles["titles"],
        offices=roles["offices"],
        plurals=roles["plurals"],
        sexes=roles["sexes"],
        given=roles["given"],
        speakers=frozenset(roles["speakers"]),
        groups=frozenset(roles["groups"]),
        heads=parties["heads"],
        suffixes=parties["suffixes"],
        prefixes=parties["prefixes"],
        classes=classes,
        documents=frozenset(documents),
        nobody=frozenset(parties["nobody"]),
        generic={word: frozenset(kinds) for word, kinds in parties["generic"].items()},
        alike=frozenset(frozenset(pair) for pair in parties["alike"]),
        counting=frozenset(parties["counting"]),
        whole=frozenset(parties["whole"]),
    )


def tails(words: list[str]) -> Iterator[str]:
    """The last words of a phrase together, longest first: `chief of staff`, `of staff`, `staff`."""
    for length in range(min(LONGEST, len(words)), 0, -1):
        yield " ".join(words[-length:])


def read_head(words: list[str]) -> tuple[str, str, bool] | None:
    """The head noun that lower-cased words end in: noun, kind of party, and whether it is several or a body of people.

    >>> read_head(["two", "security", "officials"])
    ('officials', 'government', True)
    """
    return _head_of(tuple(words[-LONGEST:]))


@lru_cache(maxsize=REMEMBERED)
def _head_of(words: tuple[str, ...]) -> tuple[str, str, bool] | None:
    nouns = load_nouns()
    for tail in tails(list(words)):
        if tail in nouns.plurals and tail not in nouns.offices:
            return tail, nouns.heads.get(tail, nouns.plurals[tail]), True
        if tail in nouns.offices:
            return tail, "person", False
        if tail in nouns.heads:
            return tail, nouns.heads[tail], True
    return None


def office_kind(noun: str) -> str:
    """Whom somebody with this office speaks for."""
    nouns = load_nouns()
    return nouns.offices.get(noun) or nouns.plurals.get(noun) or "unknown"


def kind_of_name(name: str, roster: Roster | None = None) -> tuple[str | None, str | None]:
    """Kind and country that a party's name itself tells: by the registry, by ending, by beginning, by the country in it."""
    known = (roster or everyday_roster()).body(name)
    if known:
        return known.kind, known.country
    nouns, words = load_nouns(), name.split()
    kind = next((nouns.suffixes[t] for t in tails(words) if t in nouns.suffixes), None)
    if kind is None:
        kind = next((nouns.prefixes[p] for n in (4, 3, 2, 1) if (p := " ".join(words[:n])) in nouns.prefixes), None)
    return kind, country_of(name)


@lru_cache(maxsize=REMEMBERED)
def country_of(words: str) -> str | None:
    """The country that a phrase tells of by name or adjective (`Saudi Interior Ministry`, `Government of Iraq`), None for two."""
    countries = load_countries()
    tokens = _TOKEN.findall(words)
    found = []
    i = 0
    while i < len(tokens):
        for length in range(min(4, len(tokens) - i), 0, -1) if tokens[i][0].isupper() else ():
            piece = _POSSESSIVE.sub("", " ".join(tokens[i : i + length]))
            code = countries.of_name(piece) or countries.of_people(piece)
            if code is None and length <= 3 and fold(piece) in countries.seats:
                code = countries.seats[fold(piece)][0]
            if code and not (piece == "States" and i):  # `Economic Community of West African States`
                found.append(code)
                i += length - 1
                break
        i += 1
    return found[0] if len(set(found)) == 1 and not _BACKED.search(words) else None
