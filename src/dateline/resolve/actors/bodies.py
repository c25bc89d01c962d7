"""Phrases that name no person: bodies, states and their seats, peoples, documents, and parties that are only described."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from dateline.model import Span
from dateline.resolve.actors.nouns import REMEMBERED, country_of, kind_of_name, load_nouns, read_head, tails
from dateline.resolve.actors.page import Page, Phrase, country_in, entities_in
from dateline.resolve.actors.phrases import Candidate
from dateline.resolve.places.gazetteer import fold, load_countries

OF = re.compile(
    r"\s+(?:of|in|from|for|with|by|at|on|to|near|under|over|inside|outside|within|against|across|around|between|among|aboard|along|behind"
    r"|after|before|like|as)\b"
)
_PARTICIPLE = re.compile(
    r"\s+(?:[a-z]+ing|found|based|led|loyal|backed by|held|made|killed|wounded|injured|armed|suspected|accused|displaced by|now)\b(?=\s)"
)
DETERMINER = re.compile(
    r"(the|a|an|this|that|these|those|his|her|its|their|our|my|your|some|any|all|both|one|two|three|several|many|another|other|no|each|every|more)\s+",
    re.IGNORECASE,
)
NAME = re.compile(
    r"(?<!\w)(?:(?:al|el|ul|bin|ibn|abu|de|del|van|von|der|da|di|la|le|du)[- ])?[A-ZÀ-Þ][\w’'-]*"
    r"(?:[ \u00a0\u200e]+(?:(?:of the|of|for|and|in the|in|the|de|del|de la|van|von|der|den|da|di|bin|ibn|al|el|ul|la|le|du|to)[ -]"
    r"(?:and[ ])?)?(?:(?:al|el|ad|ar|as|an|ez|ul)-)?[A-ZÀ-Þ0-9][\w’'.-]*)*$"
)
_SMALL = frozenset("the a an of in for and to at on by from with his her its their our this these those".split())
_DOTTED_US = re.compile(r"\bu\.s\.")
_OWNING = re.compile(r"['’]s\b")
_WORD = re.compile(r"\w+")
_GOVERNMENT = re.compile(r"(?:federal |central |national )?[Gg]overnment (?:and people )?of (?:the )?(.+)")
_THEIR_GOVERNMENT = re.compile(r"(.+?)(?:['’]s)? (?:[Gg]overnment|state)")
_BRACKET = re.compile(r"\s*\(([A-Z][\w’'-]{1,11})\)")
_POSSESSIVE = re.compile(r"['’]s?\s+(?=\S)")


def read_body(page: Page, candidate: Candidate, piece: Span) -> Phrase:
    """A piece that names no person: a body, a state, a people, or a description."""
    text = page.text
    determiner = DETERMINER.match(text, piece.start, piece.end)
    start = determiner.end() if determiner else piece.start
    body = Span(start, piece.end)
    article = determiner.group(1).lower() if determiner else ""
    whole = re.sub(r"[\u200e\u200f]", "", body.of(text)).rstrip(" ,")
    if known := _known_party(page, candidate, body, whole, article):
        return known
    core = _core(page, body)
    words = core.of(text).rstrip(" ,")
    bracket = _BRACKET.search(text, core.start, min(core.end + 16, len(text)))
    plain = _BRACKET.sub("", words)
    base = Phrase(
        candidate.span,
        candidate.part,
        "description",
        "",
        core=Span(piece.start, core.end),
        determiner=article,
        country=country_in(page, body),
        abbreviation=bracket.group(1) if bracket else None,
        words=_content(body.of(text)),
    )
    named = [e.span for e in entities_in(page, core, ("organisation", "facility"))]
    owner = [m for m in _POSSESSIVE.finditer(text, core.start, core.end) if not any(n.start < m.start() and m.end() < n.end for n in named)]
    if owner:
        base = replace(base, owner=Span(core.start, owner[-1].start()))
    return _name_or_description(page, base, core, plain)


def _core(page: Page, body: Span) -> Span:
    """The phrase up to its first preposition or participle that stands in no name."""
    text = page.text
    names = [e.span for e in entities_in(page, body, ("organisation", "person", "people", "place", "work", "event", "other"))]
    ends = [m.start() for m in OF.finditer(text, body.start + 1, body.end)]
    ends += [m.start() for m in _PARTICIPLE.finditer(text, body.start + 1, body.end) if _is_headed(text[body.start : m.start()])]
    for end in sorted(ends):
        if any(n.start < end < n.end for n in names) or _joins_capitals(text, end, body):
            continue
        return Span(body.start, end)
    return body


def _is_headed(words: str) -> bool:
    """Whether words already have their noun, so that `-ing` after them is a participle: `youths throwing`, but not `peacekeeping force`."""
    last = words.split()[-1] if words.split() else ""
    return (
        bool(read_head(words.lower().split()))
        or (last[:1].isupper() and len(words.split()) > 1)
        or (last.endswith("s") and not last.endswith("ss"))
    )


def _joins_capitals(text: str, end: int, body: Span) -> bool:
    """`Church of Scientology`, `Ministry for Health`: a preposition inside a name."""
    before = text[body.start : end].split()
    after = re.match(r"\s+(?:of|for|in|to)(?: the)?\s+([A-Z]\w*)", text[end : body.end])
    if not (before and before[-1][0].isupper() and after):
        return False
    joint = re.match(r"\s+(of|for|in|to)", text[end : body.end])
    if joint and joint.group(1) in ("in", "to"):
        return before[-1] in ("Resistance", "State", "Doctors", "Interim", "Front", "Médecins")
    nouns = load_nouns()
    return before[-1].lower() not in nouns.plurals and before[-1].lower() not in nouns.offices


def _known_party(page: Page, candidate: Candidate, body: Span, whole: str, article: str) -> Phrase | None:
    """A phrase that is as a whole a listed party, a country, its people, or a seat of government."""
    plain = re.sub(r"['’]s?$", "", whole)
    last = plain.split()[-1].lower() if plain else ""
    base = Phrase(candidate.span, candidate.part, "name", last, plain, body, determiner=article, words=_content(plain))
    party = page.roster.body(plain)
    if party:
        return replace(base, kind=party.kind, country=party.country)
    if code := load_countries().of_name(plain):
        return replace(base, kind="state", country=code)
    if code := _governed(whole):
        return replace(base, kind="state", country=code, head="government")
    before, _, people = plain.rpartition(" ")
    if before.islower() and people.endswith("s") and load_countries().people.get(fold(people), ("", ""))[1] == "many":
        return replace(_seat_or_people(base, people) or base, words=base.words)  # `other Malians`, `young Malians`
    return _seat_or_people(base, plain) if plain[:1].isupper() else None


def _governed(words: str) -> str | None:
    """The country whose government as a whole the words tell of."""
    countries = load_countries()
    if "overnment" not in words and not words.endswith("state"):
        return None
    of = _GOVERNMENT.fullmatch(words)
    if of:
        return countries.of_name(of.group(1))
    adjective = _THEIR_GOVERNMENT.fullmatch(words)
    return countries.of_people(adjective.group(1)) or countries.of_name(adjective.group(1)) if adjective else None


def _seat_or_people(base: Phrase, plain: str) -> Phrase | None:
    """`the Kremlin`, `Moscow`, `Syrians`."""
    countries, folded = load_countries(), fold(plain)
    if folded in countries.seats:
        return replace(base, kind=countries.seats[folded][1], country=countries.seats[folded][0])
    if folded in countries.capitals:
        return replace(base, kind="state", country=countries.capitals[folded], head="capital")
    if folded not in countries.people or not countries.of_people(plain):
        return None
    code, number = countries.people[folded]
    kind = "people" if number == "many" else "person"
    return replace(base, form="description", name=None, kind=kind, country=code, head=plain.lower(), several=number == "many")


def _name_or_description(page: Page, base: Phrase, core: Span, plain: str) -> Phrase:
    lowered = re.findall(r"[\w’'.-]+", plain.lower())
    if group := _group_of(page, base, core, lowered):
        return group
    head = read_head(lowered)
    start = base.owner.end + 2 if base.owner else core.start
    rest = page.text[start : core.end].strip(" ,") if base.owner else plain
    rest = _BRACKET.sub("", rest).strip()
    if not (_is_office(rest) or (head and head[0] == rest.lower() and not page.roster.body(rest)) or _is_sentence_case(page, core, rest)):
        named = _proper(page, core, rest, head[1] if head else None)
        if named:
            return _as_name(base, page, named, core, rest)
    return _described(base, lowered, head)


def _is_office(rest: str) -> bool:
    """Whether words with capitals end in an office of state, and so name no body: `Malian Prime Minister`, `County Attorney`."""
    nouns = load_nouns()
    office = next((t for t in tails(rest.lower().split()) if t in nouns.offices), None)
    return office is not None and nouns.offices[office] in ("government", "military")


def _proper(page: Page, core: Span, rest: str, kind: str | None) -> str | None:
    """The proper name that a phrase ends in: a run of capitals, or what the encoder takes for a body's name."""
    tail = rest.split()[-1] if rest.split() else ""
    inside = entities_in(page, core, ("organisation", "place", "people", "other", "facility"))
    entity = next((e for e in inside if e.span.end >= core.end - 1), None)
    named = NAME.search(rest)
    fits = named and tail[:1].isupper() and tail.lower() not in load_nouns().plurals
    if named and fits and (named.start() == 0 or entity or tail.isupper() or kind_of_name(named.group(), page.roster)[0]):
        return named.group()
    if entity and entity.type == "organisation" and kind in (None, "organisation", "government", "military", "armed-group", "state"):
        return re.sub(r"^(?:the|The)\s+", "", entity.text)
    return None


def _described(base: Phrase, lowered: list[str], head: tuple[str, str, bool] | None) -> Phrase:
    nouns = load_nouns()
    if head is None:
        document = next((t for t in tails(lowered) if t in nouns.documents), None)
        if document:
            return replace(base, form="document", head=document)
        last = lowered[-1] if lowered else ""
        return replace(base, head=last, several=last.endswith("s") and not last.endswith("ss"))
    if head[0] in nouns.documents and head[1] != "person":
        return replace(base, form="document", head=head[0])
    return replace(base, head=head[0], kind=head[1], several=head[2], sex=nouns.sexes.get(head[0]))


def _is_sentence_case(page: Page, core: Span, rest: str) -> bool:
    """A single common noun with a capital because it begins its sentence (`Shares in`), or stands after a dateline's dash."""
    if " " in rest or not rest.istitle() or entities_in(page, core, ("person", "organisation", "place", "people")):
        return False
    begins = (bool(page.sentences) and core.start - page.sentences[page.sentence(core.start)].start <= 4) or bool(
        re.search(r"[-–—:“\"]\s*$", page.text[max(0, core.start - 3) : core.start])
    )
    words = page.layers.words
    at = page.words_in(core)
    proper = bool(words) and bool(at) and words[at[0]].pos == "PROPN"
    return begins and not proper


def _as_name(base: Phrase, page: Page, name: str, core: Span, rest: str) -> Phrase:
    at = page.text.find(name, core.start, core.end)
    kind, country = kind_of_name(name, page.roster)
    if at >= 0 and country and not page.roster.body(name):
        country = country_in(page, Span(at, at + len(name)))
    place = page.towns.get(Span(at, at + len(name)))
    if place is not None and kind is None and place.kind in ("city", "region"):
        kind, country = "government", place.country
    if kind is None and base.owner is None and _is_one_person(page, name, rest, base):
        kind = "person"
    span = Span(at, at + len(name)) if at >= 0 else core
    return replace(
        base,
        form="name",
        name=name,
        name_span=span,
        head=name.split()[-1].lower(),
        kind=kind or "organisation",
        country=country or base.country,
    )


def _is_one_person(page: Page, name: str, rest: str, base: Phrase) -> bool:
    return (
        not base.determiner
        and rest == name
        and 2 <= len(name.split()) <= 4
        and is_personal(page, name)
        and not any(w.isupper() for w in name.split())
    )


def _group_of(page: Page, base: Phrase, core: Span, lowered: list[str]) -> Phrase | None:
    """`ISIL fighters`, `Coalition aircraft`: people and things of a named group stand for the group."""
    nouns = load_nouns()
    tokens = core.of(page.text).split()
    for length in range(min(3, len(tokens) - 1), 0, -1):
        if " ".join(tokens[-length:]).lower() not in nouns.groups:
            continue
        before = re.sub(r"['’]s$", "", " ".join(tokens[:-length]))
        party = page.roster.body(before)
        if party and party.kind in ("armed-group", "military"):
            return replace(
                base,
                form="name",
                name=before,
                name_span=Span(core.start, core.start + len(before)),
                head=before.split()[-1].lower(),
                kind=party.kind,
                country=party.country,
                owner=None,
            )
    return None


@lru_cache(maxsize=REMEMBERED)
def _content(words: str) -> frozenset[str]:
    """Lower-cased words without articles and prepositions, to compare descriptions by."""
    plain = _DOTTED_US.sub("us", _OWNING.sub("", words.lower()))
    return frozenset(_WORD.findall(plain)) - _SMALL


def is_personal(page: Page, name: str) -> bool:
    """Whether capitalised words may be a person's name: no body's ending, no country, no office."""
    nouns = load_nouns()
    words = name.split()
    if page.roster.body(name) or country_of(name) or any(t in nouns.suffixes for t in tails(words)):
        return False
    return (
        not re.search(r"\b(?:of|for|and|the|in|to)\b", name)
        and words[-1].lower() not in nouns.heads
        and words[-1].lower() not in nouns.offices
    )
