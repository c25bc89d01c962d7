"""Who is who beyond one report: the registry of known actors, dated, and the files by which users extend it (docs/actors.md).

A registry never names anybody in a record: it tells kind and country of actors that a report names, which of its names are one
actor's, and who held an office on a day.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from dateline.lexicon import load_lexicon

SAME = {"premier": "prime minister", "defense minister": "defence minister"}
"""Offices by another word, as the registry has them."""
LEADING = frozenset(
    {"president", "prime minister", "chancellor", "king", "queen", "emir", "taoiseach", "leader", "supreme leader", "junta leader"}
)
"""Offices whose holder is also called the country's leader."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `since` to `until`, both inclusive; None: open."""

    since: date | None = None
    until: date | None = None

    def begun(self, day: date | None) -> bool:
        """Whether it had begun by a day; an unknown day is any."""
        return day is None or self.since is None or self.since <= day

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; an unknown day is any."""
        return self.begun(day) and (day is None or self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office, in lower case with blanks for hyphens, and when it was held; `whole` has its body too (`un secretary general`)."""

    office: str
    whole: str
    when: Stretch

    def is_called(self, office: str, of_country: bool = False) -> bool:
        """Whether words for an office mean this one; with a country told it is no international body's (`the Italian president`)."""
        return office == self.whole or (office == "leader" and self.whole in LEADING) or (office == self.office and not of_country)


@dataclass(frozen=True, slots=True)
class Entry:
    """One known actor."""

    name: str
    kind: str
    country: str | None = None
    aliases: tuple[str, ...] = ()
    valid: Stretch = Stretch()
    offices: tuple[Tenure, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The main name and the others."""
        return self.name, *self.aliases

    def holds(self, office: str, day: date | None, of_country: bool = False) -> bool:
        """Whether the actor held an office on a day."""
        return any(t.is_called(office, of_country) and t.when.holds(day) for t in self.offices)

    def tenures(self, day: date | None) -> list[Tenure]:
        """What the actor was on a day."""
        return [t for t in self.offices if t.when.holds(day)]

    def begun(self, day: date | None) -> bool:
        """Whether the actor was anything by a day."""
        return self.valid.begun(day) and (not self.offices or any(t.when.begun(day) for t in self.offices))


@dataclass(frozen=True, slots=True)
class Registry:
    """Known actors by name, by last word of a person's name, and by office."""

    entries: tuple[Entry, ...]
    named: Mapping[str, tuple[Entry, ...]]
    families: Mapping[str, tuple[Entry, ...]]
    offices: Mapping[str, tuple[Entry, ...]]


def index_entries(entries: Iterable[Entry]) -> Registry:
    """A registry of entries, those of one name in the order given."""
    every = tuple(entries)
    named, families, offices = (defaultdict[str, list[Entry]](list) for _ in range(3))
    for entry in every:
        for name in dict.fromkeys(plain_name(n) for n in entry.names):
            named[name].append(entry)
        if entry.kind == "person":
            families[entry.name.split()[-1]].append(entry)
        for office in dict.fromkeys(o for t in entry.offices for o in (t.office, t.whole)):
            offices[office].append(entry)
            if office in LEADING and entry not in offices["leader"]:
                offices["leader"].append(entry)
    frozen = ({key: tuple(found) for key, found in table.items()} for table in (named, families, offices))
    return Registry(every, *frozen)


def extend_registry(base: Registry, more: Iterable[Entry]) -> Registry:
    """A registry with more entries, which take the place of those that bear one of their names."""
    added = tuple(more)
    taken = {plain_name(n) for entry in added for n in entry.names}
    kept: list[Entry] = []
    for entry in base.entries:
        if plain_name(entry.name) in taken:
            continue
        free = tuple(a for a in entry.aliases if plain_name(a) not in taken)
        kept.append(entry if free == entry.aliases else Entry(entry.name, entry.kind, entry.country, free, entry.valid, entry.offices))
    return index_entries((*added, *kept))


def plain_name(name: str) -> str:
    """A name as the registry knows it: no article, straight apostrophes, `US` for `U.S.`.

    >>> plain_name("the U.S. Army"), plain_name("People’s Army")
    ('US Army', "People's Army")
    """
    bare = re.sub(r"^(?:the|The)\s+", "", name) if name[:3] in ("the", "The") else name
    return bare.replace("’", "'").replace("U.S.", "US").replace("U.N.", "UN")


@lru_cache(maxsize=4)
def load_registry(more: tuple[Entry, ...] = ()) -> Registry:
    """The bundled registry, read once, with a user's entries before it."""
    if more:
        return extend_registry(load_registry(), more)
    return index_entries(entry_of(row) for row in load_lexicon("actors")["actors"])


def entry_of(row: Mapping[str, Any]) -> Entry:
    """An entry of a checked row: dates as `YYYY-MM-DD` or None."""
    stretches = [Stretch(*(date.fromisoformat(d) if d else None for d in pair)) for pair in (row["valid"], *(o[1] for o in row["offices"]))]
    tenures = [_tenure(office, when) for (office, _), when in zip(row["offices"], stretches[1:], strict=True)]
    return Entry(row["name"], row["kind"], row["country"], tuple(row["aliases"]), stretches[0], tuple(tenures))


def _tenure(office: str, when: Stretch) -> Tenure:
    bare = re.sub(r"^(?:[A-Z][\w’'-]*\s+(?:of\s+(?=[A-Z]))?)+", "", office)
    return Tenure(plain_office(bare), plain_office(office), when)


def plain_office(words: str) -> str:
    """An office as it is compared: lower case, blanks for hyphens, one word for one office.

    >>> plain_office("Secretary-General"), plain_office("Premier")
    ('secretary general', 'prime minister')
    """
    plain = " ".join(words.lower().replace("-", " ").replace("u.n.", "un").replace("u.s.", "us").split())
    return SAME.get(plain, plain)
