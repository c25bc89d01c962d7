"""Which names tell of the same party: full and short ones, abbreviations, states and their metonyms."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import Span
from dateline.resolve.actors.nouns import load_nouns
from dateline.resolve.actors.page import Phrase
from dateline.resolve.actors.registry import Entry
from dateline.resolve.places.gazetteer import fold

_WORD = re.compile(r"\w+")
_FORCES = frozenset({"military", "forces", "troops", "army", "soldiers", "armed forces"})
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "de", "la", "el", "al"})


@dataclass(slots=True, eq=False)
class Draft:
    """A party while its phrases are being gathered."""

    number: int
    phrases: list[Phrase] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    kind: str = "unknown"
    country: str | None = None
    sex: str | None = None
    several: bool = False
    words: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    shorts: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    """Whom the registry knows by the party's names."""
    plural: bool | None = None
    """Whether the words that describe the party are plural, not collective (`rebels`, but not `the group`); None where none does."""

    def add(self, phrase: Phrase) -> None:
        """Take up one more phrase and what it says."""
        self.phrases.append(phrase)
        if phrase.form == "pronoun":
            self.sex = self.sex or (phrase.head if phrase.head in ("he", "she") else None)
            return
        if phrase.name and phrase.name not in self.names:
            self.names.append(phrase.name)
        if phrase.name and phrase.entry:
            self.entries[phrase.name] = phrase.entry
        if self.kind == "unknown" or (self.kind == "organisation" and phrase.form == "name" and phrase.kind not in ("unknown", "person")):
            self.kind = phrase.kind
        self.country, self.sex = self.country or phrase.country, self.sex or phrase.sex
        self.several = self.several or phrase.several
        self.words |= phrase.words | set(_WORD.findall((phrase.name or "").lower()))
        if phrase.form != "document":
            self.heads.add(phrase.head)
        if phrase.form == "description":
            self.plural = self.plural is not False and is_plural(phrase.head)
        if phrase.abbreviation:
            self.shorts.add(phrase.abbreviation)


def is_plural(head: str) -> bool:
    """Whether a head noun is a plural."""
    return (
        head in load_nouns().plurals
        or head in ("police", "people", "men", "women", "children")
        or (head.endswith("s") and not head.endswith("ss"))
    )


def find_named(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party, most recent first, that a name tells of again, and the rule that says so."""
    if phrase.kind == "person":
        return _by_person(recent, phrase)
    for draft in recent:
        if phrase.kind == "state" and draft.kind == "state" and draft.country == phrase.country and draft.names:
            return draft, "same-state"
    rules = (("same-name", _same_name), ("abbreviation", _abbreviates), ("part-of-name", _part_of_name))
    for rule, holds in rules:
        for draft in recent:
            clash = draft.country and phrase.country and draft.country != phrase.country
            if (
                draft.names
                and draft.kind != "person"
                and not clash
                and (draft.kind == "state") == (phrase.kind == "state")
                and holds(draft, phrase)
            ):
                return draft, rule
    return next(((d, "same-head") for d in recent if same_forces(d, phrase)), None)


def _by_person(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    tokens = _tokens(phrase.name or "")
    best: tuple[int, Draft, str] | None = None
    for draft in recent:
        if draft.kind != "person" or (draft.sex and phrase.sex and draft.sex != phrase.sex):
            continue
        for name in draft.names:
            worth, rule = _likeness(tokens, _tokens(name))
            if worth and (best is None or worth > best[0]):
                best = (worth, draft, rule)
    return (best[1], best[2]) if best else _by_office(recent, phrase)


def _held_before(draft: Draft, phrase: Phrase) -> bool:
    """Whether a party told only as `the Prime Minister` is the one now named with just that office: `Prime Minister Ruiz`."""
    if draft.names or draft.kind != "person" or draft.several or (draft.country and phrase.country and draft.country != phrase.country):
        return False
    offices = load_nouns().offices
    return any(
        p.determiner == "the" and offices.get(p.head) == "government" and p.words == phrase.words == set(p.head.split())
        for p in draft.phrases
    )


def _by_office(recent: Sequence[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party that was told of by an office which only the one now named held that day: `the French president … Ana Ruiz`."""
    office = next((d for d in recent if _held_before(d, phrase)), None)
    if office is not None:
        return office, "role"
    if phrase.entry is None:
        return None
    fits = [d for d in recent if not d.names and d.kind == "person" and any(p.holders == (phrase.entry,) for p in d.phrases)]
    return (fits[0], "office-holder") if len(fits) == 1 else None


def _tokens(name: str) -> list[str]:
    plain = [t for t in fold(name).split() if t not in ("jr", "sr", "ii", "iii")]
    return plain or [fold(name)]


def _likeness(new: list[str], old: list[str]) -> tuple[int, str]:
    """How surely two names are one person's: 3 the same, 2 the family name alone, 1 another part alone."""
    if new == old:
        return 3, "same-name"
    short, long = (new, old) if len(new) <= len(old) else (old, new)
    if len(short) == 1:
        if short[0] == long[-1]:
            return 2, "family-name"
        return (1, "given-name") if short[0] in long and len(short[0]) > 2 else (0, "")
    if short[-1] == long[-1] and (short[0] == long[0] or (short[0][0] == long[0][0] and min(len(short[0]), len(long[0])) == 1)):
        return 3, "same-name"
    if set(short) <= set(long):
        return 2, "part-of-name"
    return 0, ""


def _same_name(draft: Draft, phrase: Phrase) -> bool:
    wanted = _key(phrase.name or "", phrase.entry)
    return any(_key(name, draft.entries.get(name)) == wanted for name in draft.names)


def _key(name: str, entry: Entry | None) -> str:
    return fold(entry.name if entry else re.sub(r"^(?:the|The)\s+", "", name))


def _abbreviates(draft: Draft, phrase: Phrase) -> bool:
    name = phrase.name or ""
    if (phrase.abbreviation and phrase.abbreviation in draft.names) or name in draft.shorts:
        return True
    return any(_initials(a, b) or _initials(b, a) for a in draft.names for b in (name,))


def _initials(short: str, long: str) -> bool:
    """Whether capitals are the initials of a longer name: `SRTF` of `Syria Recovery Trust Fund`."""
    letters = short.replace(".", "")
    if not (2 <= len(letters) <= 7 and letters.isupper()) or long.replace(".", "").isupper():
        return False
    words = re.findall(r"[^\W_]+", long.replace("’", "'").replace("'s", ""))
    full = "".join(w[0].upper() for w in words)
    lean = "".join(w[0].upper() for w in words if w.lower() not in _SMALL)
    return letters in (full, lean)


def _part_of_name(draft: Draft, phrase: Phrase) -> bool:
    name = phrase.name or ""
    known = {**draft.entries, **({name: phrase.entry} if phrase.entry else {})}
    return any(_shortened(a, b, known) or _shortened(b, a, known) for a in draft.names for b in (name,))


def _shortened(short: str, long: str, known: Mapping[str, Entry]) -> bool:
    """`Board of Inquiry` of `UN Board of Inquiry`, `the Church` of `Church of Scientology`, `Scientology` of the same."""
    a, b = fold(short).split(), fold(long).split()
    if not a or len(a) >= len(b) or short in known:
        return False
    if b[-len(a) :] == a:
        return long not in known or len(a) > 1 or a[0] in load_nouns().heads
    joint = next((i for i, word in enumerate(b) if word in ("of", "for")), None)
    return joint is not None and (b[:joint] == a or (b[joint + 1 :] == a and len(b[:joint]) == 1 and b[0] in ("church", "kingdom")))


def names_forces(phrase: Phrase) -> bool:
    """Whether a phrase tells of a country's armed forces as a whole."""
    return bool(phrase.country) and phrase.kind == "military" and (phrase.head in _FORCES or " ".join(phrase.words) in _FORCES)


def same_forces(draft: Draft, phrase: Phrase) -> bool:
    """`US military` and `American forces`: one country's armed forces as a whole."""
    return draft.kind == "military" and draft.country == phrase.country and names_forces(phrase) and not draft.heads.isdisjoint(_FORCES)


def first_span(draft: Draft) -> Span:
    """Where the party is first told of."""
    return min(p.span for p in draft.phrases)
