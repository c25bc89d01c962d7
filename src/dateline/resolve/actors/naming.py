"""What one phrase says of its party: a name, a description or a pronoun; kind, country, roles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.model import Entity, Span
from dateline.resolve.actors.bodies import NAME, OF, is_personal, read_body
from dateline.resolve.actors.nouns import load_nouns, tails
from dateline.resolve.actors.page import Page, Phrase, country_in, entities_in
from dateline.resolve.actors.phrases import PRONOUNS, Candidate
from dateline.resolve.places.gazetteer import fold, load_countries

CUT = re.compile(
    r"[,\s]+(?:who|whom|whose|which|that|where|while|when|because|amid|including|such as|during|since|despite|due to|following|known as"
    r"|called|named|aged|he|she|they|it"
    r"|(?:among|most of|many of|some of|all of|both of|one of|two of|half of|none of|each of) (?:them|whom|which))\b"
    r"|\s+[-–—]+\s+|[;:]|\s+\((?![A-Z][\w-]{1,9}\))|[,.]?[”\"]$"
)
CALLED = re.compile(
    r",?\s+(?:which )?(?:calling itself|calls itself|that calls itself|called|known as|styling itself|named)\s+(?:the\s+)?(?=[A-Z])"
)
_QUANTIFIERS = frozenset("some many others those most few several".split())
_WHO = re.compile(r"\s+who\s+\w+(?:\s+\w+){1,2}")
_LETTERS = re.compile(r"(?<=[a-zà-ÿ])(?:,?\s+(?![IVX]+\b)[A-Z]{2,4})+$")
"""Letters after a name: `Ana Ruiz MP`, `QC`, `CBE`; a Roman number is part of the name."""
_OWNER = re.compile(r".*['’]s?\s+(?=\S)")
"""Whose somebody is: `the president's` of `the president's wife`."""
_HOME = re.compile(r" of (?:the )?([A-ZÀ-Þ][\w-]*(?: [A-ZÀ-Þ][\w-]*)?)")
_TOKEN = re.compile(r"\S+")
_JOINT = re.compile(r",\s+")
_JOINING = re.compile(r"(?:and|or|but|also|however|\d+)")
_DANGLING = re.compile(r"(?:\b(?:of|for|by|to|with|from|in|at|on|against|between|among|like|including|and|near|under|over)|,)$")


def read_phrase(page: Page, candidate: Candidate) -> Phrase:
    """The phrase with all that its own words say."""
    span, text = candidate.span, candidate.span.of(page.text)
    lowered = text.lower()
    if lowered in _QUANTIFIERS:
        return _unnamed(page, candidate)
    if lowered in PRONOUNS and not (text.isupper() and len(text) > 1):
        return Phrase(span, candidate.part, "pronoun", PRONOUNS[lowered], several=PRONOUNS[lowered] in ("they", "we"))
    if lowered.removeprefix("the ") in load_nouns().nobody:
        return Phrase(span, candidate.part, "nobody", lowered)
    if named := _last_named(page, candidate) or _called(page, candidate):
        return named
    pieces = _appositions(page, _cut(page.text, span))
    person = next((p for piece in pieces if (p := _person(page, piece))), None)
    if person is not None:
        name, role = person
        roles = (*([role] if role else []), *(p for p in pieces if not p.holds(name)))
        return named_person(page, candidate, name, roles)
    first = pieces[0]
    core = read_body(page, candidate, first)
    for piece in pieces[1:] if core.form == "description" else ():  # `an aid group, Karo Relief,`
        if piece in page.towns or OF.match(" " + piece.of(page.text)):  # `a court in Bern, Indiana,`; `a man from Allen, near Dallas,`
            continue
        named = read_body(page, candidate, piece)
        if named.form == "name" and named.kind != "state":
            return replace(named, roles=(first,))
    return replace(core, roles=tuple(p for p in pieces[1:] if p.end - p.start > 8)) if core.form == "name" and len(pieces) > 1 else core


def _unnamed(page: Page, candidate: Candidate) -> Phrase:
    """`Some say`, `those who live there complain`: people of whom nothing more is told than the clause that is their name then."""
    span = candidate.span
    clause = _WHO.match(page.text, span.end)
    core = Span(span.start, clause.end()) if clause else span
    return Phrase(
        candidate.span, candidate.part, "description", span.of(page.text).lower(), kind="people", several=True, determiner="some", core=core
    )


def _last_named(page: Page, candidate: Candidate) -> Phrase | None:
    """`A nurse who was there, Ana Ruiz`; `the company that runs the pier, Karo Storage`: a name after the last comma."""
    comma = page.text.rfind(", ", candidate.span.start, candidate.span.end)
    last = Span(comma + 2, candidate.span.end)
    entity = next((e for e in entities_in(page, last, ("person", "organisation")) if e.span == last), None) if comma >= 0 else None
    if entity is None:
        return None
    if entity.type == "organisation":
        return _named_body(page, candidate, last)
    name, title = _split_title(page.text, last, last)
    return named_person(page, candidate, name, (Span(candidate.span.start, comma), *([title] if title else [])))


def _called(page: Page, candidate: Candidate) -> Phrase | None:
    """`a group calling itself the Karo Front`, `a body known as Karo Relief`: the name that a description says is one."""
    found = CALLED.search(page.text, candidate.span.start, candidate.span.end)
    if found is None or found.start() == candidate.span.start:
        return None
    described = read_body(page, candidate, Span(candidate.span.start, found.start()))
    named = read_body(page, candidate, Span(found.end(), candidate.span.end))
    if (
        described.form != "description"
        or described.kind in ("person", "people", "unknown")
        or named.form != "name"
        or named.kind == "state"
    ):
        return None
    kind = described.kind if named.kind in ("organisation", "unknown") else named.kind
    return replace(named, kind=kind, roles=(Span(candidate.span.start, found.start()),))


def _named_body(page: Page, candidate: Candidate, name: Span) -> Phrase | None:
    """The body named after a description that a relative clause goes on with; without one, appositions are read one by one."""
    described = _cut(page.text, Span(candidate.span.start, name.start))
    if described.end >= name.start or not page.text[candidate.span.start : described.end].lower().startswith(("the ", "a ", "an ")):
        return None
    named = read_body(page, candidate, name)
    return replace(named, roles=(described,)) if named.form == "name" and named.kind != "state" else None


def _cut(text: str, span: Span) -> Span:
    """Without relative clauses and what follows them."""
    found = CUT.search(text, span.start + 1, span.end)
    return Span(span.start, found.start()) if found and found.start() > span.start + 1 else span


def _appositions(page: Page, span: Span) -> list[Span]:
    """The parts between top-level commas, first to last; a name's own commas are rare enough."""
    found, start = [], span.start
    for comma in _JOINT.finditer(page.text, span.start, span.end):
        found.append(Span(start, comma.start()))
        start = comma.end()
    found.append(Span(start, span.end))
    kept = [f for f in found if f.end > f.start and not _JOINING.fullmatch(page.text, *f)]
    return kept or [span]


def _person(page: Page, piece: Span) -> tuple[Span, Span | None] | None:
    """The person whom a piece names by name, with the role before the name: `police commander Colonel Ruiz`."""
    for entity in entities_in(page, piece, ("person",)):
        before, after = page.text[piece.start : entity.span.start], page.text[entity.span.end : piece.end]
        if owns(after) or not _may_precede(before):
            continue
        if _goes_on(after) and not OF.match(after):
            continue
        if is_thing(page, entity):
            continue
        return _split_title(page.text, Span(piece.start, entity.span.end), entity.span)
    return _titled(page, piece)


def is_thing(page: Page, entity: Entity) -> bool:
    """Whether a name that the encoder takes for a person's is a state's, a body's or a place's."""
    countries, name = load_countries(), entity.text
    if page.roster.body(name) or countries.of_people(name) or (countries.of_name(name) and fold(name) not in countries.common):
        return True
    return fold(name) in countries.capitals and entity.span in page.towns and name not in page.surnames


def owns(after: str) -> bool:
    return after.startswith(("'s ", "’s ", "' ", "’ "))


def _goes_on(after: str) -> bool:
    return bool(after.strip()) and not re.match(r"\s*(?:\(|of\b|from\b|in\b|at\b|said\b|and\b|\u200e$)", after)


def _may_precede(before: str) -> bool:
    """Whether words before a name can be its role or title: no dangling preposition, no owner, no other party."""
    tail = before.rstrip("\u200e ").lower()
    return not _DANGLING.search(tail)


def _split_title(text: str, span: Span, entity: Span | None = None) -> tuple[Span, Span | None]:
    """A name without its titles and role, and the role; where the encoder's name has two words or more, nothing before it."""
    tokens = _tokens(text, span)
    bare = [t.of(text).removesuffix(".") for t in tokens]
    own = next((i for i, t in enumerate(tokens) if t.end > entity.start), 0) if entity else len(tokens)
    last = own if entity and len(tokens) - own > 1 else 0
    for i in range(last, len(tokens)):
        if text[tokens[i].start].islower():
            last = i + 1 if i < min(own, len(tokens) - 1) else last
            continue
        for j in range(min(len(tokens) - 1, i + 5), max(i, last), -1):
            if _is_title(folded(bare[i:j]), inside=i >= own):
                last = j
                break
    while (
        last < len(tokens) - 1
        and not tokens[last].of(text)[0].isupper()
        and not re.match(r"(?:al|el|bin|ibn|van|von|de|da|di|abu|ul)\b", tokens[last].of(text))
    ):
        last += 1
    return Span(tokens[last].start, span.end), _role(text, Span(span.start, tokens[last - 1].end)) if last else None


def _is_title(words: str, inside: bool) -> bool:
    """Whether folded words are a title or a role; inside the encoder's name a role of one word may be a given name (`Marine`, `Baker`)."""
    nouns = load_nouns()
    if words in nouns.titles or (inside and " " in words and words in nouns.offices):
        return True
    return not inside and (words in nouns.offices or words in nouns.heads or words in nouns.documents)


def folded(words: Sequence[str]) -> str:
    """Words as titles are listed; the capitals HE are an excellency, not a pronoun or a family name."""
    return "excellency" if list(words) in (["HE"], ["H.E"]) else " ".join(words).strip(",\u200e").lower()


def _tokens(text: str, span: Span) -> list[Span]:
    """What stands between white space inside a span."""
    return [Span(*m.span()) for m in _TOKEN.finditer(text, span.start, span.end)]


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
    found = NAME.search(text)
    if not found:
        return None
    tokens = _tokens(page.text, piece)
    bare = [t.of(page.text).removesuffix(".") for t in tokens]
    for i in range(len(tokens) - 1):
        for j in range(min(len(tokens) - 1, i + 4), i, -1):
            plain = " ".join(bare[i:j]).strip(",\u200e").lower()
            if plain not in nouns.titles and plain not in nouns.offices:
                continue
            rest = Span(tokens[j].start, piece.end).of(page.text)
            called = plain in nouns.titles and tokens[i].of(page.text)[0].isupper()
            if (called or 2 <= len(rest.split()) <= 4) and re.fullmatch(NAME.pattern[:-1], rest) and is_personal(page, rest):
                return _split_title(page.text, piece)
    return None


def named_person(page: Page, candidate: Candidate, name: Span, roles: tuple[Span, ...]) -> Phrase:
    words = re.sub(r"[\u200e\u200f]", "", name.of(page.text)).strip()
    words = _LETTERS.sub("", re.sub(r"['’]s$", "", words))
    told = [r.of(page.text) for r in roles]
    before = page.text[max(0, name.start - 20) : name.start]
    title = re.search(r"([A-Za-z]+)\.?\s+$", before)
    sexes = [load_nouns().titles.get(title.group(1).lower(), "any")] if title else []
    sexes += [load_nouns().sexes.get(t.lower().rstrip("."), "any") for role in told for t in tails(role.split())]
    sexes += [load_nouns().given.get(words.split()[0].lower(), "any")] if " " in words else []
    country = next((c for role in roles if (c := country_in(page, role))), None) or _home(page.text, name.end, told)
    nouns = frozenset(w for role in told for w in re.findall(r"\w+", role.lower()))
    return Phrase(
        candidate.span,
        candidate.part,
        "name",
        words.split()[-1].lower(),
        words,
        name,
        "person",
        country,
        sex=next((s for s in sexes if s in ("he", "she")), None),
        words=nouns,
        roles=roles,
        held=frozenset(w for role in told for w in re.findall(r"\w+", OF.split(_OWNER.sub("", role.lower()), maxsplit=1)[0])),
    )


def _home(text: str, at: int, roles: Sequence[str]) -> str | None:
    """The country told after a name with an office before it: `President Ana Ruiz of Chad`."""
    found = _HOME.match(text, at) if roles else None
    countries = load_countries()
    return (countries.of_name(found.group(1)) or countries.of_name(found.group(1).split()[0])) if found else None
