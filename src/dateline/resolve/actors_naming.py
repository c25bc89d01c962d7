"""What one phrase says of its party: a name, a description or a pronoun; kind, country, roles."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace

from dateline.model import Entity, Span
from dateline.resolve.actors_nouns import country_of, kind_of_name, know, load_nouns, read_head, tails
from dateline.resolve.actors_phrases import PRONOUNS, Candidate, Page
from dateline.resolve.places_gazetteer import fold, load_countries

_CUT = re.compile(
    r"[,\s]+(?:who|whom|whose|which|that|where|while|when|because|amid|including|such as|during|since|despite|due to|following|known as|called|named|aged|he|she|they|it)\b"
    r"|\s+[-–—]+\s+|[;:]|\s+\((?![A-Z][\w-]{1,9}\))|[,.]?[”\"]$"
)
_OF = re.compile(r"\s+(?:of|in|from|for|with|by|at|on|to|near|under|over|inside|outside|within|against|across|around|between|among|aboard|along|behind|after|before|like|as)\b")
_PARTICIPLE = re.compile(r"\s+(?:[a-z]+ing|found|based|led|loyal|backed by|held|made|killed|wounded|injured|armed|suspected|accused|seeking|fleeing|displaced by|now)\b(?=\s)")
_DETERMINER = re.compile(r"(the|a|an|this|that|these|those|his|her|its|their|our|my|your|some|any|all|both|one|two|three|several|many|another|other|no|each|every|more)\s+", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+|\s*,\s+(?:and\s+)?")
_NAME = re.compile(
    r"(?:(?:al|el|ul|bin|ibn|abu|de|del|van|von|der|da|di|la|le|du)[- ])?[A-ZÀ-Þ][\w’'-]*(?:[ \u00a0\u200e]+(?:(?:of the|of|for|and|in the|in|the|de|del|de la|van|von|der|den|da|di|bin|ibn|al|el|ul|la|le|du|to)[ -]"
    r"(?:and[ ])?)?(?:(?:al|el|ad|ar|as|an|ez|ul)-)?[A-ZÀ-Þ0-9][\w’'.-]*)*$"
)
_BRACKET = re.compile(r"\s*\(([A-Z][\w’'-]{1,11})\)")
_POSSESSIVE = re.compile(r"['’]s?\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase, read. `form` is name, description, pronoun, document or nobody; `name` the proper name it refers by, `head` its head noun
    (or the pronoun's class); `words` are its lower-cased modifiers and head."""

    span: Span
    part: str
    form: str
    head: str
    name: str | None = None
    name_span: Span | None = None
    kind: str = "unknown"
    country: str | None = None
    determiner: str = ""
    several: bool = False
    sex: str | None = None
    words: frozenset[str] = frozenset()
    roles: tuple[Span, ...] = ()
    abbreviation: str | None = None
    owner: Span | None = None
    core: Span | None = None


def read_phrase(page: Page, candidate: Candidate) -> Phrase:
    """The phrase with all that its own words say."""
    span, text = candidate.span, candidate.span.of(page.text)
    lowered = text.lower()
    if lowered in PRONOUNS and not (text.isupper() and len(text) > 1):
        return Phrase(span, candidate.part, "pronoun", PRONOUNS[lowered], several=PRONOUNS[lowered] in ("they", "we"))
    if re.sub(r"^the ", "", lowered) in load_nouns().nobody:
        return Phrase(span, candidate.part, "nobody", lowered)
    if named := _last_named(page, candidate):
        return named
    pieces = _appositions(page, _cut(page.text, span))
    person = next((p for piece in pieces if (p := _person(page, piece))), None)
    if person is not None:
        name, role = person
        roles = (*([role] if role else []), *(p for p in pieces if not p.holds(name)))
        return _named_person(page, candidate, name, roles)
    first = pieces[0]
    for piece in pieces[1:]:  # `an aid group, Karo Relief,`
        named = _read_core(page, candidate, piece)
        if named.form == "name" and _read_core(page, candidate, first).form == "description" and named.kind != "state":
            return replace(named, roles=(first,))
    core = _read_core(page, candidate, first)
    return replace(core, roles=tuple(p for p in pieces[1:] if p.end - p.start > 8)) if core.form == "name" and len(pieces) > 1 else core


def _last_named(page: Page, candidate: Candidate) -> Phrase | None:
    """`A nurse who was there, Ana Ruiz`: a person's name after the last comma."""
    comma = page.text.rfind(", ", candidate.span.start, candidate.span.end)
    last = Span(comma + 2, candidate.span.end)
    if comma < 0 or not any(e.span == last for e in entities_in(page, last, ("person",))):
        return None
    return _named_person(page, candidate, last, (Span(candidate.span.start, comma),))


def _cut(text: str, span: Span) -> Span:
    """Without relative clauses and what follows them."""
    found = _CUT.search(text, span.start + 1, span.end)
    return Span(span.start, found.start()) if found and found.start() > span.start + 1 else span


def _appositions(page: Page, span: Span) -> list[Span]:
    """The parts between top-level commas, first to last; a name's own commas are rare enough."""
    found, start = [], span.start
    for comma in re.finditer(r",\s+", page.text[span.start : span.end]):
        at = span.start + comma.start()
        found.append(Span(start, at))
        start = span.start + comma.end()
    found.append(Span(start, span.end))
    kept = [f for f in found if f.end > f.start and not re.fullmatch(r"(?:and|or|but|also|however|\d+)", f.of(page.text))]
    return kept or [span]


def entities_in(page: Page, span: Span, types: tuple[str, ...]) -> list[Entity]:
    """Entities of these types inside a span, in text order."""
    every = page.layers.entities
    first = bisect_left(every, span.start, key=lambda e: e.span.start)
    found = []
    for entity in every[first:]:
        if entity.span.start >= span.end:
            break
        if span.holds(entity.span) and entity.type in types:
            found.append(entity)
    return found


def _person(page: Page, piece: Span) -> tuple[Span, Span | None] | None:
    """The person whom a piece names by name, with the role before the name: `police commander Colonel Ruiz`."""
    for entity in entities_in(page, piece, ("person",)):
        before, after = page.text[piece.start : entity.span.start], page.text[entity.span.end : piece.end]
        if _owns(after) or not _may_precede(before):
            continue
        if _goes_on(after) and not _OF.match(after):
            continue
        if _thing(page, entity):
            continue
        return _split_title(page.text, Span(piece.start, entity.span.end))
    return _titled(page, piece)


def _thing(page: Page, entity: Entity) -> bool:
    """Whether a name that the encoder takes for a person's is a state's, a body's or a place's."""
    countries, name = load_countries(), entity.text
    if know(name) or countries.of_people(name) or (countries.of_name(name) and fold(name) not in countries.common):
        return True
    return fold(name) in countries.capitals and entity.span in page.towns and name not in page.surnames


def _owns(after: str) -> bool:
    return after.startswith(("'s ", "’s ", "' ", "’ "))


def _goes_on(after: str) -> bool:
    return bool(after.strip()) and not re.match(r"\s*(?:\(|of\b|from\b|in\b|at\b|said\b|and\b|\u200e$)", after)


def _may_precede(before: str) -> bool:
    """Whether words before a name can be its role or title: no dangling preposition, no owner, no other party."""
    tail = before.rstrip("\u200e ").lower()
    return not re.search(r"(?:\b(?:of|for|by|to|with|from|in|at|on|against|between|among|like|including|and|near|under|over)|,)$", tail)


def _split_title(text: str, span: Span) -> tuple[Span, Span | None]:
    """A name without its titles and role, and the role."""
    nouns = load_nouns()
    tokens = [Span(span.start + m.start(), span.start + m.end()) for m in re.finditer(r"\S+", text[span.start : span.end])]
    last = 0
    for i in range(len(tokens)):
        for j in range(min(len(tokens) - 1, i + 5), i, -1):
            words = " ".join(t.of(text) for t in tokens[i:j])
            plain = re.sub(r"\.(?=\s|$)", "", words).strip(",\u200e").lower()
            if plain in nouns.titles or plain in nouns.offices or plain in nouns.heads or plain in nouns.documents or words[0].islower():
                last = max(last, j)
    while last < len(tokens) - 1 and not tokens[last].of(text)[0].isupper() and not re.match(r"(?:al|el|bin|ibn|van|von|de|da|di|abu|ul)\b", tokens[last].of(text)):
        last += 1
    return Span(tokens[last].start, span.end), _role(text, Span(span.start, tokens[last - 1].end)) if last else None


def _role(text: str, span: Span) -> Span | None:
    """The role before a name, without mere titles of address and articles."""
    words = span.of(text).rstrip(" ,\u200e")
    plain = re.sub(r"\.", "", words).lower()
    if plain in ("mr", "mrs", "ms", "miss", "dr", "sir", "mx"):
        return None
    return Span(span.start, span.start + len(words))


def _titled(page: Page, piece: Span) -> tuple[Span, Span | None] | None:
    """A person that the encoder missed, told by a title before capitalised words."""
    nouns, text = load_nouns(), piece.of(page.text)
    found = _NAME.search(text)
    if not found:
        return None
    tokens = [Span(piece.start + m.start(), piece.start + m.end()) for m in re.finditer(r"\S+", text)]
    for i in range(len(tokens) - 1):
        for j in range(min(len(tokens) - 1, i + 4), i, -1):
            plain = re.sub(r"\.(?=\s|$)", "", " ".join(t.of(page.text) for t in tokens[i:j])).strip(",\u200e").lower()
            rest = Span(tokens[j].start, piece.end).of(page.text)
            if plain in nouns.titles and tokens[i].of(page.text)[0].isupper() and re.fullmatch(_NAME.pattern[:-1], rest) and _personal(rest):
                return _split_title(page.text, piece)
            if (plain in nouns.offices or plain in nouns.titles) and re.fullmatch(_NAME.pattern[:-1], rest) and _personal(rest) and 2 <= len(rest.split()) <= 4:
                return _split_title(page.text, piece)
    return None


def _personal(name: str) -> bool:
    """Whether capitalised words may be a person's name: no body's ending, no country, no office."""
    nouns = load_nouns()
    words = name.split()
    if know(name) or country_of(name) or any(t in nouns.suffixes for t in tails(words)):
        return False
    return not re.search(r"\b(?:of|for|and|the|in|to)\b", name) and words[-1].lower() not in nouns.heads and words[-1].lower() not in nouns.offices


def _named_person(page: Page, candidate: Candidate, name: Span, roles: tuple[Span, ...]) -> Phrase:
    words = re.sub(r"[\u200e\u200f]", "", name.of(page.text)).strip()
    words = re.sub(r"['’]s$", "", words)
    told = [r.of(page.text) for r in roles]
    before = page.text[max(0, name.start - 20) : name.start]
    title = re.search(r"([A-Za-z]+)\.?\s+$", before)
    sexes = [load_nouns().titles.get(title.group(1).lower(), "any")] if title else []
    sexes += [load_nouns().sexes.get(t.lower().rstrip("."), "any") for role in told for t in tails(role.split())]
    country = next((c for role in told if (c := country_of(role))), None)
    nouns = frozenset(w for role in told for w in re.findall(r"\w+", role.lower()))
    return Phrase(candidate.span, candidate.part, "name", words.split()[-1].lower(), words, name, "person", country,
                  sex=next((s for s in sexes if s in ("he", "she")), None), words=nouns, roles=roles)


def _read_core(page: Page, candidate: Candidate, piece: Span) -> Phrase:
    """A piece that names no person: a body, a state, a people, or a description."""
    text = page.text
    determiner = _DETERMINER.match(text, piece.start, piece.end)
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
    base = Phrase(candidate.span, candidate.part, "description", "", core=Span(piece.start, core.end), determiner=article, country=country_of(body.of(text)),
                  abbreviation=bracket.group(1) if bracket else None, words=_content(body.of(text)))
    owner = list(_POSSESSIVE.finditer(text, core.start, core.end))
    if owner:
        base = replace(base, owner=Span(core.start, owner[-1].start()))
    return _name_or_description(page, base, core, plain)


def _core(page: Page, body: Span) -> Span:
    """The phrase up to its first preposition or participle that stands in no name."""
    text = page.text
    names = [e.span for e in entities_in(page, body, ("organisation", "person", "people", "place", "work", "event", "other"))]
    ends = [m.start() for m in _OF.finditer(text, body.start + 1, body.end)]
    ends += [m.start() for m in _PARTICIPLE.finditer(text, body.start + 1, body.end) if _is_headed(text[body.start : m.start()])]
    for end in sorted(ends):
        if any(n.start < end < n.end for n in names) or _joins_capitals(text, end, body):
            continue
        return Span(body.start, end)
    return body


def _is_headed(words: str) -> bool:
    """Whether words already have their noun, so that `-ing` after them is a participle: `youths throwing`, but not `peacekeeping force`."""
    last = words.split()[-1] if words.split() else ""
    return bool(read_head(words.lower().split())) or last[:1].isupper() and len(words.split()) > 1 or last.endswith("s") and not last.endswith("ss")


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
    countries = load_countries()
    plain = re.sub(r"['’]s?$", "", whole)
    base = Phrase(candidate.span, candidate.part, "name", plain.split()[-1].lower() if plain else "", plain, body, determiner=article, words=_content(plain))
    party = know(plain)
    if party:
        return replace(base, kind=party[1], country=party[2])
    if code := countries.of_name(plain):
        return replace(base, kind="state", country=code)
    folded = fold(plain)
    if folded in countries.seats and plain[:1].isupper():
        return replace(base, kind=countries.seats[folded][1], country=countries.seats[folded][0])
    if folded in countries.capitals and plain[:1].isupper():
        return replace(base, kind="state", country=countries.capitals[folded], head="capital")
    government = re.fullmatch(r"(?:federal |central |national )?[Gg]overnment (?:and people )?of (?:the )?(.+)", whole)
    if government and (code := countries.of_name(government.group(1))):
        return replace(base, kind="state", country=code, head="government")
    adjective = re.fullmatch(r"(.+?)(?:['’]s)? (?:[Gg]overnment|state)", whole)
    if adjective and (code := countries.of_people(adjective.group(1)) or countries.of_name(adjective.group(1))):
        return replace(base, kind="state", country=code, head="government")
    if plain[:1].isupper() and folded in countries.people and countries.of_people(plain):
        code, number = countries.people[folded]
        return replace(base, form="description", name=None, kind="people" if number == "many" else "person", country=code, head=plain.lower(), several=number == "many")
    return None


def _name_or_description(page: Page, base: Phrase, core: Span, plain: str) -> Phrase:
    nouns = load_nouns()
    lowered = re.findall(r"[\w’'.-]+", plain.lower())
    head = read_head(lowered)
    start = base.owner.end + 2 if base.owner else core.start
    rest = page.text[start : core.end].strip(" ,") if base.owner else plain
    rest = _BRACKET.sub("", rest).strip()
    if group := _group_of(page, base, core, lowered):
        return group
    named = _NAME.search(rest)
    tail = rest.split()[-1] if rest.split() else ""
    if head and head[0] == rest.lower() and not know(rest) or _is_sentence_case(page, core, rest):
        named = None
    entity = next((e for e in entities_in(page, core, ("organisation", "place", "people", "other", "facility")) if e.span.end >= core.end - 1), None)
    if named and tail[:1].isupper() and (named.start() == 0 or entity or tail.isupper() or kind_of_name(named.group())[0]) and tail.lower() not in nouns.plurals:
        return _as_name(base, page, named.group(), core, rest)
    if named is not None and entity and entity.type == "organisation" and (head is None or head[1] in ("organisation", "government", "military", "armed-group", "state")):
        return _as_name(base, page, re.sub(r"^(?:the|The)\s+", "", entity.text), core, rest)
    if head is None:
        document = next((t for t in tails(lowered) if t in nouns.documents), None)
        if document:
            return replace(base, form="document", head=document)
        return replace(base, head=lowered[-1] if lowered else "", several=bool(lowered) and lowered[-1].endswith("s") and not lowered[-1].endswith("ss"))
    if head[0] in nouns.documents and head[1] != "person":
        return replace(base, form="document", head=head[0])
    return replace(base, head=head[0], kind=head[1], several=head[2], sex=nouns.sexes.get(head[0]))


def _is_sentence_case(page: Page, core: Span, rest: str) -> bool:
    """A single common noun with a capital because it begins its sentence (`Shares in`), or stands after a dateline's dash."""
    if " " in rest or not rest.istitle() or entities_in(page, core, ("person", "organisation", "place", "people")):
        return False
    begins = bool(page.sentences) and core.start - page.sentences[page.sentence(core.start)].start <= 4 or bool(re.search(r"[-–—:“\"]\s*$", page.text[max(0, core.start - 3) : core.start]))
    words = page.layers.words
    at = page.words_in(core)
    proper = bool(words) and bool(at) and words[at[0]].pos == "PROPN"
    return begins and not proper


def _as_name(base: Phrase, page: Page, name: str, core: Span, rest: str) -> Phrase:
    kind, country = kind_of_name(name)
    at = page.text.find(name, core.start, core.end)
    place = page.towns.get(Span(at, at + len(name)))
    if place is not None and kind is None:
        kind, country = "government", place.country
    if kind is None and base.owner is None and _is_one_person(name, rest, base):
        kind = "person"
    span = Span(at, at + len(name)) if at >= 0 else core
    return replace(base, form="name", name=name, name_span=span, head=name.split()[-1].lower(), kind=kind or "organisation", country=country or base.country)


def _is_one_person(name: str, rest: str, base: Phrase) -> bool:
    return not base.determiner and rest == name and 2 <= len(name.split()) <= 4 and _personal(name) and not any(w.isupper() for w in name.split())


def _group_of(page: Page, base: Phrase, core: Span, lowered: list[str]) -> Phrase | None:
    """`ISIL fighters`, `Coalition aircraft`: people and things of a named group stand for the group."""
    nouns = load_nouns()
    tokens = core.of(page.text).split()
    for length in range(min(3, len(tokens) - 1), 0, -1):
        if " ".join(tokens[-length:]).lower() not in nouns.groups:
            continue
        before = re.sub(r"['’]s$", "", " ".join(tokens[:-length]))
        party = know(before)
        if party and party[1] in ("armed-group", "military"):
            return replace(base, form="name", name=before, name_span=Span(core.start, core.start + len(before)), head=before.split()[-1].lower(), kind=party[1],
                           country=party[2], owner=None)
    return None


def _content(words: str) -> frozenset[str]:
    """Lower-cased words without articles and prepositions, to compare descriptions by."""
    plain = re.sub(r"\bu\.s\.", "us", re.sub(r"['’]s\b", "", words.lower()))
    drop = {"the", "a", "an", "of", "in", "for", "and", "to", "at", "on", "by", "from", "with", "his", "her", "its", "their", "our", "this", "these", "those"}
    return frozenset(w for w in re.findall(r"\w+", plain) if w not in drop)


def split_parties(page: Page, candidate: Candidate) -> list[Candidate]:
    """The members of a list (`Russia and Turkey`), or the candidate itself."""
    text = page.text
    joints = [m for m in _AND.finditer(text, candidate.span.start, candidate.span.end) if "and" in m.group()]
    for joint in joints:
        if any(e.span.start < joint.start() and joint.end() < e.span.end for e in page.layers.entities):
            continue
        left, right = Span(candidate.span.start, joint.start()), Span(joint.end(), candidate.span.end)
        if _is_whole(page, left, right):
            return [Candidate(left, candidate.part), *split_parties(page, Candidate(right, candidate.part))]
    return [candidate]


def _is_whole(page: Page, left: Span, right: Span) -> bool:
    """Whether both sides of an `and` are parties of their own, not modifiers of one head or halves of a name."""
    a, b = left.of(page.text), right.of(page.text)
    whole = f"{a} and {b}"
    countries = load_countries()
    if know(whole) or countries.of_name(re.sub(r"^the ", "", whole)) or _CUT.search(a):
        return False
    if b.split()[0].lower() in ("its", "his", "her", "their", "others"):
        return True
    first_named = a.split()[-1][:1].isupper()
    if first_named and countries.of_people(a.split()[-1]) and not countries.of_name(a.split()[-1]):
        return False
    if first_named and b[:1].isupper():
        return not _NAME.fullmatch(whole) or bool(countries.of_name(a) or entities_in(page, left, ("person", "organisation", "place")))
    if b[:1].isupper() or _DETERMINER.match(b + " "):
        return read_head(re.findall(r"[\w’'-]+", a.lower())) is not None or first_named
    return not _DETERMINER.match(a) and not first_named and " of " not in b and read_head(re.findall(r"[\w’'-]+", a.lower())) is not None


def name_after(page: Page, phrase: Phrase) -> Phrase | None:
    """The person whose name stands right after a description of one: `the mayor` + `, Ana Ruiz,`."""
    if phrase.form != "description" or phrase.several or phrase.kind not in ("person", "unknown"):
        return None
    gap = re.match(r"\.?,?[ \u00a0\u200e]+", page.text[phrase.span.end : phrase.span.end + 4])
    if gap is None:
        return None
    start = phrase.span.end + gap.end()
    at = bisect_left(page.layers.entities, start, key=lambda e: e.span.start)
    entity = page.layers.entities[at] if at < len(page.layers.entities) else None
    if entity is None or entity.span.start != start or entity.type != "person" or _thing(page, entity) or _owns(page.text[entity.span.end :][:3]):
        return None
    if phrase.kind == "unknown" and gap.group().startswith(",") or gap.group().startswith(",") and phrase.determiner in ("a", "an") and page.text[entity.span.end] not in ",.":
        return None
    found = _named_person(page, Candidate(phrase.span, phrase.part), entity.span, (phrase.span,))
    return replace(found, country=found.country or phrase.country)
