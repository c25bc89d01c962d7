"""A report as phrases are read against it: words, sentences, quotations, names, places; and what a phrase is once it is read."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Entity, Layers, Report, Span, Toponym
from dateline.resolve.actors.nouns import country_of, load_nouns
from dateline.resolve.actors.registry import Entry, Registry, plain_name
from dateline.resolve.actors.roster import Roster
from dateline.resolve.places.gazetteer import fold, load_countries
from dateline.text import find_quotations, split_sentences, split_words

_CAPITALS = re.compile(
    r"(?:al-|anti-)?[A-Z][\w’'.-]*(?:[ (]+(?:(?:of the|of|for|and the|and|in the|in|to the|the|ad|al|wal) )?"
    r"(?:al-|anti-)?[A-Z][\w’'.-]*\)?(?: (?:coalition|network|group|rebels|movement|al-Sham|al-Sharia|al-Islam|al-Adl|news agency)\b)?)*"
)
_ENDING = re.compile(r"(?:['’]s|['’]|\.)$")
_HYPHENED = re.compile(r"(?:-\w+)+")
_WORDS = frozenset(
    {
        "Mend",
        "Labour",
        "Shell",
        "Meta",
        "Amnesty",
        "Commonwealth",
        "Congress",
        "Republicans",
        "Democrats",
        "Conservatives",
        "Twitter",
        "Telegram",
        "Treasury",
        "Coalition",
        "Azov",
        "Wagner",
        "Eta",
        "Basij",
        "Fano",
        "Tories",
        "Houthi",
        "Vatican",
        "Kremlin",
    }
)
"""Listed names that are words, people or places too: the phrase reader knows them, the finder leaves them."""
_STOPS = frozenset(
    "the a an of in on at for to by and or but he she it they we i his her its their our my who which that this these those".split()
)


@dataclass(frozen=True, slots=True)
class Page:
    """A report with what phrases are read against."""

    report: Report
    text: str
    layers: Layers
    places: tuple[Toponym, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    words: tuple[Span, ...]
    starts: tuple[int, ...]
    links: Mapping[int, tuple[tuple[int, float], ...]]
    """Per word (index) what the encoder believes it refers to: indices of earlier words, with scores."""
    towns: Mapping[Span, Toponym]
    surnames: frozenset[str]
    """Last words of persons' names of several words."""
    roster: Roster

    def sentence(self, at: int) -> int:
        """Index of the sentence that holds character `at`."""
        return max(bisect_right(self.sentences, at, key=lambda s: s.start) - 1, 0)

    def name_at(self, at: int) -> Entity | None:
        """The entity that holds character `at` after its first."""
        i = bisect_left(self.layers.entities, at, key=lambda e: e.span.start) - 1
        entity = self.layers.entities[i] if i >= 0 else None
        return entity if entity is not None and entity.span.start < at < entity.span.end else None

    def words_in(self, span: Span) -> range:
        """Indices of the words inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))


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
    held: frozenset[str] = frozenset()
    """Words of the roles themselves: of `the president's wife` not the president."""
    abbreviation: str | None = None
    owner: Span | None = None
    core: Span | None = None
    entry: Entry | None = None
    """Whom the registry knows by the name."""
    holders: tuple[Entry, ...] = ()
    """Who held the office that a description tells of, on the report's day."""


def see_page(report: Report, layers: Layers, places: Sequence[Toponym], registry: Registry) -> Page:
    """Index a report; sentences and words are split anew where the encoder gives none."""
    roster = _see_roster(report, layers, places, registry)
    words = tuple(w.span for w in layers.words) or tuple(split_words(report.text))
    sentences = layers.sentences or tuple(split_sentences(report.text))
    layers = replace(layers, entities=_more_names(report.text, layers, roster))
    links: dict[int, tuple[tuple[int, float], ...]] = {}
    for link in layers.links:
        links[link.later] = (*links.get(link.later, ()), (link.earlier, link.score))
    surnames = frozenset(e.text.split()[-1] for e in layers.entities if e.type == "person" and " " in e.text.strip())
    quotes = tuple(find_quotations(report.text))
    towns = {p.span: p for p in places}
    starts = tuple(w.start for w in words)
    return Page(report, report.text, layers, tuple(places), sentences, quotes, words, starts, links, towns, surnames, roster)


def _see_roster(report: Report, layers: Layers, places: Sequence[Toponym], registry: Registry) -> Roster:
    bearers: dict[str, frozenset[str]] = {}
    for entity in layers.entities:
        words = entity.text.split()
        if entity.type == "person" and len(words) > 1:
            bearers[words[-1]] = bearers.get(words[-1], frozenset()) | {plain_name(entity.text)}
    countries = frozenset(p.country for p in places if p.country)
    return Roster(registry, report.published, report.text, countries, bearers)


def _more_names(text: str, layers: Layers, roster: Roster) -> tuple[Entity, ...]:
    """The encoder's entities, stretched over hyphened parts, and listed parties that it missed."""
    found = [_stretch(text, e) for e in layers.entities if _may_name(text, e)]
    spans = sorted(e.span for e in found)
    starts = [s.start for s in spans]
    dropped: set[Span] = set()
    listed: list[Entity] = []
    for run in _CAPITALS.finditer(text):
        for span, kind in _listed(text, Span(*run.span()), roster):
            at = bisect_right(starts, span.start)
            near = [s for s in spans[max(at - 2, 0) : at + 3] if span.meets(s)]
            if all(span.holds(s) for s in near):
                dropped.update(near)
                listed.append(Entity(span, span.of(text), kind))
    return tuple(sorted([*listed, *(e for e in found if e.span not in dropped)], key=lambda e: (e.span, e.type)))


def _may_name(text: str, entity: Entity) -> bool:
    """Whether an entity may be a name: no small words, and no title before a name that the encoder took for a name of its own."""
    words = entity.text.lower()
    if words in _STOPS or not any(c.isupper() or c.isdigit() for c in entity.text):
        return False
    if entity.type != "person":
        return True
    plain = words.replace(".", "")
    return not ((plain in load_nouns().titles or plain == "he") and re.match(r"\.? [A-Z]", text[entity.span.end : entity.span.end + 3]))


def _stretch(text: str, entity: Entity) -> Entity:
    tail = _HYPHENED.match(text, entity.span.end)
    if tail is None or entity.type not in ("person", "organisation"):
        return entity
    span = Span(entity.span.start, tail.end())
    return replace(entity, span=span, text=span.of(text))


def _listed(text: str, run: Span, roster: Roster) -> list[tuple[Span, str]]:
    """Known actors inside a run of capitalised words, the longest at each word, each with the type of its name."""
    found = []
    tokens = [Span(run.start + m.start(), run.start + m.end()) for m in re.finditer(r"[^\s(),]+", run.of(text))][:40]
    i = 0
    while i < len(tokens):
        for j in range(min(len(tokens), i + 8), i, -1):
            span = Span(tokens[i].start, tokens[j - 1].end)
            tail = _ENDING.search(text, max(span.start, span.end - 2), span.end)
            span = Span(span.start, tail.start()) if tail else span
            kind = _known_as(span.of(text), roster)
            if kind:
                found.append((span, kind))
                i = j - 1
                break
        i += 1
    return found


def _known_as(words: str, roster: Roster) -> str | None:
    """The type of name that the registry knows words by."""
    if plain_name(words) not in roster.registry.named or words in _WORDS or words.startswith(("the ", "The ")):
        return None
    if (len(words) > 2 or words in ("UN", "EU")) and roster.body(words):
        return "organisation"
    return "person" if " " in words and roster.person(words) else None


def country_in(page: Page, span: Span) -> str | None:
    """The country that a phrase tells of; one whose name is a person's too only where it is told as a place."""
    code = country_of(span.of(page.text))
    countries = load_countries()
    if code is None or fold(countries.table[code]["name"]) not in countries.common:
        return code
    return code if not page.places or any(p.country == code and p.span.meets(span) for p in page.places) else None


def entities_in(page: Page, span: Span, types: tuple[str, ...]) -> list[Entity]:
    """Entities of these types inside a span, in text order."""
    every = page.layers.entities
    found = []
    for at in range(bisect_left(every, span.start, key=lambda e: e.span.start), len(every)):
        entity = every[at]
        if entity.span.start >= span.end:
            break
        if span.holds(entity.span) and entity.type in types:
            found.append(entity)
    return found
