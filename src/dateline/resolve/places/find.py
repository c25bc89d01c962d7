"""Where place names stand: the encoder's entities, and well-known names that it missed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Entity, Span
from dateline.resolve.places.gazetteer import Spot, find_spots, fold, load_countries, strip_type

WELL_KNOWN = 400_000
"""People above which a town is well known enough to be found without the encoder: about 1,300 towns."""

_LEAD = re.compile(r"(?:the|The)\s+")
_TAIL = re.compile(r"(?:['’]s?|[,.;:])$")
_CITY_OF = re.compile(
    r"(?:the\s+)?(?:\w+\s+)?(city|town|village|port|province|region|state|district|island|county) of\s+(?=[A-Z])", re.IGNORECASE
)
_COMPASS = re.compile(
    r"((?:north|south|east|west)(?:ern|[- ]?(?:east|west)(?:ern)?)?|central|upper|lower|mainland|rural|downtown|greater)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_POINTS = frozenset(
    "north south east west northern southern eastern western central upper lower northeast northwest southeast southwest".split()
)
_GROUND = re.compile(r"(.{3,}?)(?:['’]s)?\s+(?:coast|coastline|waters|territory|soil|airspace|border|mainland|countryside|side|(capital))$")
_NO_PLACE = re.compile(
    r"\b(?:(?:[Hh]urricane|[Tt]yphoon|[Cc]yclone|[Tt]ropical [Ss]torm|[Ss]torm) [A-Z][a-z]+"
    r"|(?:USS|HMS|HMAS|HMCS|INS|MV|SS|RMS|USNS)(?: [A-Z][\w’'-]*)*)$"
)
"""Storms and ships, which are named like places and are none."""
_COMMA = re.compile(r",\s*")
_RUN = re.compile(
    r"[A-ZÀ-Þ][\w’'.-]*(?:[ \u00a0](?:[A-ZÀ-Þ][\w’'.-]*"
    r"|(?:of|de|es|del|la|do|da|upon|sur)(?: the| la)?(?= [A-Z])|and(?= [A-Z])"
    r"|the(?= [A-Z])))*"
)
_TOKEN = re.compile(r"[^\s]+")
_AFTER_PLACE_WORD = re.compile(
    r"\b(?:in|at|near|from|to|outside|around|across|over|into|inside|through|of|towards?|off|against|between|and)\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of text that may name a place.

    `bare` is the name to look up (no article, type word or compass word), `wants` the type word told (`province`, `city`), `code` the
    country where the text is one's name or adjective, `kind` `country`, `people`, `capital`, `seat` or `name`.
    """

    span: Span
    text: str
    bare: str
    kind: str
    code: str | None = None
    wants: str | None = None
    compass: str | None = None
    facility: bool = False


def find_mentions(text: str, entities: Sequence[Entity]) -> list[Mention]:
    """Mentions in text order, none inside another."""
    entities = _whole(text, entities)
    found = [m for e in entities for m in _of_entity(text, e)]
    taken = sorted([e.span for e in entities])
    found += list(_missed(text, taken))
    chosen: list[Mention] = []
    for mention in sorted(found, key=lambda m: (m.span.start, -m.span.end)):
        if not chosen or chosen[-1].span.end <= mention.span.start:
            chosen.append(mention)
    return chosen


def _whole(text: str, entities: Sequence[Entity]) -> list[Entity]:
    """Neighbouring halves of one name in the gazetteer put together (`Qayyarah Airfield` + `West`), and no bare point of the compass."""
    joined: list[Entity] = []
    for entity in sorted(entities, key=lambda e: (e.span, e.type)):
        last = joined[-1] if joined else None
        if last and {last.type, entity.type} <= {"place", "facility"} and text[last.span.end : entity.span.start] in (" ", "-"):
            span = Span(last.span.start, entity.span.end)
            if find_spots(span.of(text)):
                joined[-1] = Entity(span, span.of(text), last.type, last.score)
                continue
        joined.append(entity)
    return [e for e in joined if e.text.lower() not in _POINTS or e.type not in ("place", "facility")]


def _of_entity(text: str, entity: Entity) -> Iterator[Mention]:
    if entity.type in ("place", "facility") and not _NO_PLACE.search(text[max(0, entity.span.start - 12) : entity.span.end]):
        for part in _split(text, entity.span):
            yield read_mention(text, part, facility=entity.type == "facility")
    elif entity.type in ("people", "organisation", "other"):
        mention = read_mention(text, _shrink(text, entity.span))
        if mention.kind == "name" and entity.type == "people" and " " in mention.text:
            yield from _peoples(text, mention.span)  # `Bosnian Serbs`, `Haitian Americans`
        if mention.kind in ("people", "country", "seat") or (mention.kind == "capital" and entity.type == "organisation"):
            yield mention


def _peoples(text: str, span: Span) -> Iterator[Mention]:
    """The demonyms inside a people's name of several words."""
    for word in _TOKEN.finditer(text, span.start, span.end):
        mention = read_mention(text, Span(*word.span()))
        if mention.kind == "people":
            yield mention


def _split(text: str, span: Span) -> Iterator[Span]:
    """`Mosul, Iraq` as two names."""
    start = span.start
    for comma in _COMMA.finditer(text, span.start, span.end):
        yield from _kept(text, Span(start, comma.start()))
        start = comma.end()
    yield from _kept(text, Span(start, span.end))


def _kept(text: str, span: Span) -> Iterator[Span]:
    small = _shrink(text, span)
    if small.end > small.start:
        yield small


def _has_article(words: str) -> bool:
    """Whether the article is part of the name (`The Hague`)."""
    return words.startswith("The ") and any(s.name.startswith("The ") for s in find_spots(_TAIL.sub("", words)))


def _shrink(text: str, span: Span) -> Span:
    """Without the article before and the possessive after."""
    start, end = span
    lead = _LEAD.match(text, start, end)
    start = lead.end() if lead and not _has_article(span.of(text)) else start
    words = text[start:end].rstrip()
    tail = _TAIL.search(words)
    if tail and not words.endswith((".C.", ".S.", ".K.", ".E.", ".A.", ".R.", "St.")):
        words = words[: tail.start()]
    return Span(start, start + len(words))


def read_mention(text: str, span: Span, facility: bool = False) -> Mention:
    """What the words of `span` say before any place is chosen."""
    words, wants = span.of(text), None
    of = _CITY_OF.match(words)
    if of:
        words, wants = words[of.end() :], of.group(1).lower()
    ground = _GROUND.match(words)
    if ground and (code := _know(ground.group(1))[1]):
        capital = load_countries().table[code]["capital"] if ground.group(2) else None
        return Mention(span, span.of(text), capital or ground.group(1), "capital" if capital else "country", code)
    compass = _COMPASS.match(words)
    kind, code = _know(words)
    if kind == "name" and compass and not _regions(words):
        rest = words[compass.end() :]
        kind, code = _know(rest)
        if kind != "name" or words[0].islower() or _regions(rest):
            words = rest
        else:
            compass = None
    else:
        compass = None
    if kind == "name" and not facility:
        bare, told = strip_type(words)
        wants = wants or told
        if told and _know(bare)[0] == "name":
            words = bare
    before = None if compass else re.search(r"((?:(?:[a-z]+-)?[a-z]+ern|central)[ \u00a0])$", text[max(0, span.start - 16) : span.start])
    told_compass = compass.group(1) if compass else before.group(1).strip() if before else None
    return Mention(span, span.of(text), words, kind, code, wants, told_compass, facility)


def _know(words: str) -> tuple[str, str | None]:
    countries = load_countries()
    if code := countries.of_name(words):
        return "country", code
    if code := countries.of_people(words):
        return "people", code
    key = fold(words).removeprefix("the ")
    if key in countries.capitals:
        return "capital", countries.capitals[key]
    if key in countries.seats and not _has_article(words):
        return "seat", countries.seats[key][0]
    return "name", None


def _regions(words: str) -> list[Spot]:
    return [s for s in find_spots(words) if s.kind != "city"]


def _missed(text: str, taken: Sequence[Span]) -> Iterator[Mention]:
    """Well-known names in runs of capitalised words that no entity covers."""
    at = 0
    for run in _RUN.finditer(text):
        while at < len(taken) and taken[at].end <= run.start():
            at += 1
        if at < len(taken) and taken[at].start < run.end():
            continue
        tokens = [Span(run.start() + t.start(), run.start() + t.end()) for t in _TOKEN.finditer(run.group())]
        yield from _in_run(text, tokens[:12])


def _in_run(text: str, tokens: list[Span]) -> Iterator[Mention]:
    """The longest well-known name at each word of the run which is not part of a longer name."""
    i = 0
    while i < len(tokens):
        for j in range(min(len(tokens), i + 4), i, -1):
            span = _shrink(text, Span(tokens[i].start, tokens[j - 1].end))
            known = span.end > span.start and _well_known(text, span)
            if known and _stands_alone(text, tokens, (i, j), known):
                yield known
                i = j - 1
                break
        i += 1


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(load_lexicon("areas")["ambiguous"])


def is_ambiguous(name: str) -> bool:
    """Whether a name is as often a person's, a company's or a word."""
    return name.lower() in _ambiguous()


def _well_known(text: str, span: Span) -> Mention | None:
    mention = read_mention(text, span)
    if mention.kind == "name":
        spots = [s for s in find_spots(mention.bare) if s.main and (s.kind != "city" or s.people >= WELL_KNOWN)]
        if not spots or len(mention.bare) < 4:
            return None
    words = span.of(text)
    if is_ambiguous(words) and not _AFTER_PLACE_WORD.search(text[max(0, span.start - 16) : span.start]):
        return None
    return mention


def find_mention_at(text: str, token: Span) -> bool:
    """Whether a word before `and` is a well-known place itself: `Kenya and Uganda`."""
    return _well_known(text, _shrink(text, token)) is not None


_STARTERS = frozenset(
    "the in on at but and as from for to by after before when while if since with near both across outside inside of over a an some "
    "many several most all one two three four five six seven eight nine ten dozens hundreds thousands no other more former his her its "
    "their our".split()
)


def _stands_alone(text: str, tokens: list[Span], reach: tuple[int, int], mention: Mention) -> bool:
    before = tokens[reach[0] - 1].of(text) if reach[0] else ""
    after = tokens[reach[1]].of(text) if reach[1] < len(tokens) else ""
    last = tokens[reach[1] - 1].of(text)
    inner = before.lower() in ("of", "for", "and") and reach[0] >= 2 and tokens[reach[0] - 2].of(text).lower() not in _STARTERS
    if inner and not find_mention_at(text, tokens[reach[0] - 2]):
        return False  # the University of Nairobi
    closed = last.endswith(("'s", "’s", ",", "."))
    if mention.kind == "people" or mention.text in ("US", "U.S.", "UK", "EU", "UN"):
        return not before or before.lower() in _STARTERS or before.endswith(("'s", "’s")) or before[0].islower()
    free_after = not after or closed or after in ("and", "of")
    return free_after and (not before or before.lower() in _STARTERS or before.endswith(("'s", "’s", ",")))
