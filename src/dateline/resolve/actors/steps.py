"""The cast of a report: who takes part or speaks, each party once, with every phrase that tells of it.

Phrases are read one by one in the order of the text (`actors_phrases`, `actors_naming`, `actors_bodies`); a phrase joins a party told
before where a rule says so (`actors_joining`, `actors_describing`, `actors_pronouns`), else it opens a new one. Each joining leaves a
`Reason`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Actor, Cast, Layers, Reason, Report, Span, Toponym, Words
from dateline.resolve.actors.describing import find_same
from dateline.resolve.actors.documents import find_author
from dateline.resolve.actors.following import name_after
from dateline.resolve.actors.joining import Draft, first_span
from dateline.resolve.actors.lists import split_parties
from dateline.resolve.actors.naming import read_phrase
from dateline.resolve.actors.nouns import country_of, kind_of_name
from dateline.resolve.actors.page import Page, Phrase, see_page
from dateline.resolve.actors.phrases import Candidate, find_candidates
from dateline.resolve.actors.principals import find_principal
from dateline.resolve.actors.pronouns import Told, find_antecedent, find_speaker
from dateline.resolve.actors.recognising import recognise
from dateline.resolve.actors.registry import Entry, load_registry
from dateline.resolve.places.gazetteer import load_countries

MOST = 40
"""Descriptions of one party that are compared for a name."""
LONGEST = 9
"""Words beyond which a description is cut for a name."""
_NEXT = re.compile(r"\s+(?:who|which|that|whose|where|when|after|in|on|with|at|from|by|for|through|against|to|as|were|was|had|have|and)\b")
_OF = re.compile(r"\s+of\s+(?:[\w’'-]+\s*){1,5}")
_APPOSED = re.compile(r",\s+(?:\d{1,2},\s+)?(?:(?:then|now|once|formerly|also|currently)\s+)?$")
_CLOSES = re.compile(r"(?:\s+(?:of|for|in|at|to)\s[^,.;\n]{1,40})?(?:[,.;]|\s+(?:who|whose|which)\b|$)")
"""What stands between a name and a description that is said of it, and behind the description."""
NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"})
FIRST_PERSON = frozenset({"i", "we"})
CROWDS = frozenset("thousands hundreds dozens scores tens crowds groups members some many most one two three".split())
"""Heads of phrases with `of` that are no party beside it."""
NESTED = 6
"""Mentions back in which the phrase is sought that another one stands in."""


def resolve_actors(report: Report, layers: Layers, places: Sequence[Toponym], known: tuple[Entry, ...] = ()) -> Cast:
    """Everybody whom the report names or describes; more than its record needs. `known` are a user's entries of the registry."""
    page = see_page(report, layers, places, load_registry(known))
    gathering = Gathering(page)
    for candidate in find_candidates(page):
        gathering.take(candidate)
    gathering.resolve_first_persons()
    return gathering.close()


class Gathering:
    """The parties of one report while its phrases are read."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.drafts: list[Draft] = []
        self.order: list[Draft] = []
        self.told: list[Told] = []
        self.by_span: dict[Span, Draft] = {}
        self.nobody: list[Span] = []
        self.why: list[tuple[Span, Reason]] = []
        self.waiting: list[Phrase] = []
        self.known: set[str] = set()

    def take(self, candidate: Candidate) -> None:
        """Read one candidate and tie it to its party."""
        parts = split_parties(self.page, candidate)
        first: Draft | None = None
        for part in parts:
            draft = self._tied(part) or self._settle(read_phrase(self.page, part))
            first = first or draft
        if len(parts) > 1 and first is not None:
            self.by_span[candidate.span] = first

    def _tied(self, part: Candidate) -> Draft | None:
        """The party of a phrase that is tied already: a name inside a longer phrase, or the number of `thousands of students`."""
        draft = self.by_span.get(part.span)
        last = next((t for t in reversed(self.told[-NESTED:]) if t.phrase.span.holds(part.span)), None)
        counts = part.span.of(self.page.text).lower() in CROWDS and self.page.text.startswith(" of ", part.span.end)
        if draft is None and counts and last and last.phrase.form == "description" and last.phrase.span.start == part.span.start:
            draft = self.by_span[part.span] = last.draft
        if draft is not None and last is not None and last.draft is draft and part.part == "source" != last.phrase.part:
            self.told[self.told.index(last)] = replace(last, phrase=replace(last.phrase, part="source"))
        return draft

    def _settle(self, phrase: Phrase) -> Draft | None:
        if phrase.form == "nobody" or (phrase.head in ("you", "other") and phrase.form == "pronoun"):
            self.nobody.append(phrase.span)
            return None
        if phrase.form == "pronoun" and phrase.head in FIRST_PERSON:
            self.waiting.append(phrase)
            return None
        phrase = recognise(self.page, name_after(self.page, phrase) or phrase)
        if phrase.form == "pronoun":
            found = find_antecedent(self.page, self.told, phrase)
        elif phrase.form == "document":
            found = find_author(self.page, self.told, phrase, self._settle)
        else:
            found = self._apposed(phrase) or find_same(self._others(phrase), phrase)
        if found is None and phrase.form in ("pronoun", "document"):
            self.nobody.append(phrase.span)
            return None
        return self._tie(phrase, found)

    def _others(self, phrase: Phrase) -> list[Draft]:
        """The parties told of, without the one whose own phrase begins with this one as its owner: `Haddad's cousin, Omar Haddad`."""
        if self.page.text[phrase.span.end :][:2] not in ("'s", "’s"):
            return self.order
        owned = [t.draft for t in self.told[-NESTED:] if t.phrase.span.start == phrase.span.start and t.phrase.span.end > phrase.span.end]
        return [d for d in self.order if d not in owned] if owned else self.order

    def _apposed(self, phrase: Phrase) -> tuple[Draft, str] | None:
        """The person whom a description right after the name is said of: `Ana Ruiz, 41, the mayor of Cali,`."""
        text = self.page.text
        gap = _APPOSED.search(text[max(0, phrase.span.start - 20) : phrase.span.start])
        closes = _CLOSES.match(text[phrase.span.end : phrase.span.end + 60])
        if phrase.form != "description" or phrase.several or gap is None or closes is None:
            return None
        end = phrase.span.start - len(gap.group())
        named = next(
            (t for t in reversed(self.told[-6:]) if t.phrase.span.end == end and t.phrase.form == "name" and t.phrase.kind == "person"),
            None,
        )
        return (named.draft, "apposition") if named else None

    def _tie(self, phrase: Phrase, found: tuple[Draft, str] | None) -> Draft:
        if found is None:
            draft, rule = self._open(), "new"
        else:
            draft, rule = found
        draft.add(phrase)
        self.order.remove(draft) if len(self.order) < 400 else None
        self.order.append(draft)
        self.told.append(Told(phrase, draft, self.page.sentence(phrase.span.start)))
        self.by_span[phrase.span] = draft
        if phrase.name_span and phrase.name_span not in self.by_span:
            self.by_span[phrase.name_span] = draft
        for role in phrase.roles:  # `the firm` of `the firm that runs the pier, Karo Storage`
            if role.start == phrase.span.start:
                self.by_span.setdefault(role, draft)
        if phrase.entry and phrase.entry.name not in self.known:
            self.known.add(phrase.entry.name)
            self.why.append((phrase.span, Reason("actor", "registry", phrase.entry.name)))
        if rule != "new":
            self.why.append((phrase.span, Reason("actor", rule, _label(draft, self.page))))
        return draft

    def _open(self) -> Draft:
        draft = Draft(len(self.drafts))
        self.drafts.append(draft)
        self.order.append(draft)
        return draft

    def resolve_first_persons(self) -> None:
        """`I` and `we`, once all who speak are known; `we` who do something are those for whom the speaker speaks."""
        for phrase in self.waiting:
            found = find_speaker(self.page, self.told, self.by_span, phrase)
            if found is None:
                issuer = self._issuer()
                found = (issuer, "issuer") if issuer else None
            if found is None:
                self.nobody.append(phrase.span)
                continue
            draft, rule = found
            if phrase.head == "we" and phrase.part != "source":
                principal = find_principal(self.page, self.told, self.by_span, draft)
                draft, rule = (principal, "speaks-for") if principal else (draft, rule)
            draft.phrases.append(phrase)
            self.by_span[phrase.span] = draft
            self.why.append((phrase.span, Reason("actor", rule, _label(draft, self.page))))

    def _issuer(self) -> Draft | None:
        """The outlet as a party, which a release in its own voice is by."""
        name = self.page.report.outlet
        if not name:
            return None
        kind, country = kind_of_name(name, self.page.roster)
        span = Span(0, 0)
        phrase = Phrase(
            span,
            "source",
            "name",
            name.split()[-1].lower(),
            re.sub(r"^(?:the|The)\s+", "", name),
            None,
            kind or "organisation",
            country or country_of(name),
        )
        phrase = recognise(self.page, phrase)
        found = find_same(self.order, phrase)
        draft = found[0] if found else self._open()
        if phrase.name not in draft.names:
            draft.add(phrase)
        return draft

    def close(self) -> Cast:
        """The finished cast, parties numbered by first mention."""
        real = [d for d in self.drafts if d.phrases]
        ranked = sorted(real, key=lambda d: (first_span(d).start, d.number))
        ids = {d.number: f"a{i + 1}" for i, d in enumerate(ranked)}
        mentions = sorted((span, ids[d.number]) for span, d in self.by_span.items())
        actors = tuple(_actor(self.page, d, ids[d.number]) for d in ranked)
        known = {span for span, _ in mentions}
        return Cast(
            actors,
            tuple(mentions),
            tuple(sorted(self.why, key=lambda w: (w[0], w[1].cell, w[1].rule, w[1].detail))),
            tuple(sorted({s for s in self.nobody if s not in known})),
        )


def _actor(page: Page, draft: Draft, identifier: str) -> Actor:
    name, named = _name(page, draft)
    spans = sorted({p.span for p in draft.phrases if p.span.end > p.span.start})
    roles: dict[str, Words] = {}
    for phrase in draft.phrases:
        for role in phrase.roles:
            roles.setdefault(role.of(page.text).lower(), Words(role, role.of(page.text)))
    country = draft.country
    return Actor(identifier, name, draft.kind, country, named, tuple(roles.values()), tuple(Words(s, s.of(page.text)) for s in spans))


def _name(page: Page, draft: Draft) -> tuple[str, str]:
    """The fullest name, or the best description."""
    if draft.kind == "state" and draft.country:
        usual = load_countries().table[draft.country]["name"]
        plain = [n for n in draft.names if n in (usual,)] or [n for n in draft.names if load_countries().of_name(n) and not _is_short(n)]
        return (plain or draft.names or [usual])[0], "named"
    if draft.names:
        return max(_plain_names(draft), key=lambda n: (not _is_short(n), len(n.split()) if draft.kind == "person" else len(n), n)), "named"
    told = [p for p in draft.phrases if p.form == "description"] or draft.phrases
    names = [_describe(page, p) for p in told]
    name = _most_alike(names)
    if draft.kind == "organisation" and " " not in name:  # `company` says less than `company that runs the terminal`
        name = next((n for n in names if name.lower() in n.lower().split() and len(n.split()) <= LONGEST), name)
    return name, "described"


def _most_alike(names: Sequence[str]) -> str:
    """The description that shares most words with the others, so that one odd phrase names nobody; of two the first."""
    told = [frozenset(n.lower().split()) for n in names[:MOST]]
    alike = [sum(len(a & b) / len(a | b) for b in told) for a in told]
    return names[max(range(len(told)), key=lambda i: (round(alike[i], 6), -i))]


def _plain_names(draft: Draft) -> list[str]:
    """A party's names without those that go on after a name told more often (`Ana Ruiz On Trade`, `Ruiz-Orr`), as headlines make them."""
    told = Counter(p.name for p in draft.phrases)

    def runs_on(name: str) -> bool:
        if set(name) & set('“”"'):
            return True
        return any(name.startswith((f"{n} " if " " in n else f"{n}-", f"{n}-")) and told[n] > told[name] for n in draft.names)

    return [n for n in draft.names if draft.kind != "person" or not runs_on(n)] or draft.names


def _is_short(name: str) -> bool:
    return name.replace(".", "").isupper() and " " not in name


def _describe(page: Page, phrase: Phrase) -> str:
    """The words of a description without its article: a source's own words whole, others up to the head and its `of`."""
    text = page.text
    start, end = phrase.span
    if phrase.core and (phrase.part != "source" or len(phrase.span.of(text).split()) > LONGEST):
        end = phrase.core.end
        of = _OF.match(text, end, max(phrase.span.end, _goes_on_to(page, end)))
        end += len(re.split(_NEXT, of.group(), maxsplit=1)[0].rstrip()) if of else 0
    words = re.split(r",\s|\s+[-–—]\s|\s+to [a-z]+\b", text[start:end].lstrip("-–—•* "), maxsplit=1)[0]
    plain = " ".join(re.sub(r"^(?:the|this|that|these|those)\s+", "", words, flags=re.IGNORECASE).split())
    told = plain or words.strip() or " ".join(phrase.span.of(text).split())  # nobody is nameless, whatever the encoder marked
    return told[0].lower() + told[1:] if plain and phrase.determiner in ("a", "an") else told


def _goes_on_to(page: Page, at: int) -> int:
    """Where the nouns end that a head is `of`, which the encoder may leave out of its phrase: `thousands` + ` of young residents`."""
    words, first = page.layers.words, bisect_left(page.starts, at)
    if first >= len(words) or page.words[first].of(page.text) != "of":
        return at
    end = of = page.words[first].end
    for word in words[first + 1 : first + 6]:
        if word.pos not in NOMINAL or page.text[end : word.span.start] != " ":
            break
        end = word.span.end
    return end if end > of else at


def _label(draft: Draft, page: Page) -> str:
    return draft.names[0] if draft.names else draft.phrases[0].span.of(page.text)
