"""Which phrases tell of the same party: names, abbreviations, states and their metonyms, definite descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dateline.model import Span
from dateline.resolve.actors_nouns import know, load_nouns, tails
from dateline.resolve.actors_page import Phrase
from dateline.resolve.places_gazetteer import fold

REACH = 120
"""Parties, most recently told first, among which an antecedent is sought: more than a long report has, and a bound for a hostile one."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"})
OWNED = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_ALIKE: tuple[set[str], ...] = (
    {"organisation", "government"}, {"organisation", "armed-group"}, {"state", "government"}, {"military", "government"}, {"people", "government"}, {"people", "armed-group"},
    {"people", "organisation"},
)  # fmt: skip
"""Kinds between which head nouns do not decide (`the group`, `the authority`)."""
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands scores hundred thousand million half least about over around nearly some many several".split()
)
_SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "de", "la", "el", "al"})
_GENERIC = {
    **dict.fromkeys(("group", "organisation", "organization", "movement", "faction", "network"), ("armed-group", "organisation")),
    **dict.fromkeys(("militants", "rebels", "insurgents", "fighters", "guerrillas", "jihadists", "terrorists", "gunmen", "extremists", "rebel group", "militant group",
                     "terrorist group", "terror group", "armed group", "militia", "separatists", "islamists", "guerrilla group", "jihadist group", "islamist group"), ("armed-group",)),
    **dict.fromkeys(("company", "firm", "airline", "manufacturer", "operator", "retailer", "carrier", "bank", "charity", "union", "party", "newspaper", "broadcaster", "agency",
                     "paper", "lender", "news agency", "watchdog", "university", "club", "aid group", "rights group", "campaign group"), ("organisation",)),
    **dict.fromkeys(("country", "nation", "kingdom", "republic"), ("state",)),
}  # fmt: skip
"""Definite descriptions that any named party of these kinds may answer to."""


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
        if self.kind == "unknown" or (self.kind == "organisation" and phrase.form == "name" and phrase.kind not in ("unknown", "person")):
            self.kind = phrase.kind
        self.country, self.sex = self.country or phrase.country, self.sex or phrase.sex
        self.several = self.several or phrase.several
        self.words |= phrase.words | set(re.findall(r"\w+", (phrase.name or "").lower()))
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


def find_same(drafts: list[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    """The party, most recent first, that a name or description tells of again, and the rule that says so."""
    recent = drafts[-REACH:][::-1]
    if phrase.form == "name":
        return _by_name(recent, phrase)
    return _by_description(recent, phrase)


# ---------------------------------------------------------------- names


def _by_name(recent: list[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
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
    return next(((d, "same-head") for d in recent if _same_forces(d, phrase)), None)


def _by_person(recent: list[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    tokens = _tokens(phrase.name or "")
    best: tuple[int, Draft, str] | None = None
    for draft in recent:
        if draft.kind != "person" or (draft.sex and phrase.sex and draft.sex != phrase.sex):
            continue
        for name in draft.names:
            worth, rule = _likeness(tokens, _tokens(name))
            if worth and (best is None or worth > best[0]):
                best = (worth, draft, rule)
    return (best[1], best[2]) if best else None


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
    return any(_key(name) == _key(phrase.name or "") for name in draft.names)


def _key(name: str) -> str:
    known = know(name)
    return fold(known[0] if known else re.sub(r"^(?:the|The)\s+", "", name))


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
    return any(_shortened(a, b) or _shortened(b, a) for a in draft.names for b in (name,))


def _shortened(short: str, long: str) -> bool:
    """`Board of Inquiry` of `UN Board of Inquiry`, `the Church` of `Church of Scientology`, `Scientology` of the same."""
    a, b = fold(short).split(), fold(long).split()
    if not a or len(a) >= len(b) or know(short):
        return False
    if b[-len(a) :] == a:
        return not know(long) or len(a) > 1 or a[0] in load_nouns().heads
    joint = next((i for i, word in enumerate(b) if word in ("of", "for")), None)
    return joint is not None and (b[:joint] == a or (b[joint + 1 :] == a and len(b[:joint]) == 1 and b[0] in ("church", "kingdom")))


def _same_forces(draft: Draft, phrase: Phrase) -> bool:
    """`US military` and `American forces`: one country's armed forces as a whole."""
    whole = {"military", "forces", "troops", "army", "soldiers", "armed forces"}
    tail = {" ".join(phrase.words), phrase.head}
    return bool(
        phrase.country
        and draft.country == phrase.country
        and phrase.kind == draft.kind == "military"
        and tail & whole
        and draft.heads & whole
    )


# ---------------------------------------------------------------- descriptions


def _by_description(recent: list[Draft], phrase: Phrase) -> tuple[Draft, str] | None:
    modifiers = {w for w in phrase.words if not w.isdigit()} - set(re.findall(r"\w+", phrase.head))
    definite = phrase.determiner in DEFINITE
    for draft in recent:
        if _clashes(draft, phrase):
            continue
        if _same_forces(draft, phrase) and len(modifiers) <= 1:
            return draft, "same-head"
        if not definite and not _says_same(draft, phrase):
            continue
        if phrase.head in draft.heads and modifiers <= draft.words:
            return draft, "same-head"
        if definite and _holds_role(draft, phrase, modifiers):
            return draft, "role"
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


def _clashes(draft: Draft, phrase: Phrase) -> bool:
    if draft.country and phrase.country and draft.country != phrase.country:
        return True
    if draft.sex and phrase.sex and draft.sex != phrase.sex:
        return True
    kinds = {draft.kind, phrase.kind}
    return len(kinds) == 2 and "unknown" not in kinds and kinds not in _ALIKE


def _says_same(draft: Draft, phrase: Phrase) -> bool:
    """An indefinite plural told again in the same or fewer words; one of many (`a man`) is always new."""
    if phrase.determiner in (
        "a",
        "an",
        "another",
        "other",
        "one",
        "two",
        "three",
        "no",
        "more",
        "several",
        "some",
        "many",
        "any",
        "all",
        "every",
        "each",
    ):
        return bool(phrase.words == draft.phrases[0].words and phrase.determiner in ("any", "all", "every", "each"))
    if any(w.isdigit() or w in _NUMBERS for w in phrase.words | draft.phrases[0].words) or (
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
    return bool(draft.names) and draft.kind in _GENERIC.get(phrase.head, ())


def first_span(draft: Draft) -> Span:
    """Where the party is first told of."""
    return min(p.span for p in draft.phrases)
