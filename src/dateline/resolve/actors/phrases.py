"""Candidate phrases: every stretch of text that may name, describe or point at a party."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.model import Entity, Span
from dateline.resolve.actors.nouns import load_nouns
from dateline.resolve.actors.page import Page
from dateline.resolve.places.gazetteer import fold, load_countries
from dateline.text import skip_dateline

PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "he"), **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"), **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself".split(), "i"), **dict.fromkeys("we us our ours ourselves".split(), "we"),
    **dict.fromkeys("you your yours".split(), "you"), **dict.fromkeys("who whom whose which that".split(), "who"),
    **dict.fromkeys("this these those there what one both some others another nobody none many most all each few".split(), "other"),
}  # fmt: skip
PARTIES = frozenset({"ARG0", "ARG1", "ARG2", "agent", "target"})
DOERS = frozenset({"ARG0", "agent"})
_NAMES = frozenset({"person", "organisation", "place", "facility"})
WIDEST = 40
"""Words beyond which an argument is taken for a clause."""
_ARTICLES = frozenset("the a an of in on at for to by and or but".split())
_LEADS = re.compile(
    r"(?:(?:to|of|by|for|with|from|on|at|in|as|after|against|than|into|over|and|or|but|about the|"
    r"them as|that|when|while|if|including|such as)\s+)+"
    r"(?=[\w\"“‘])",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:(?:more than|at least|at most|about|around|over|nearly|up to|some|almost|fewer than|an estimated|as many as)\s+)?"
    r"(?:\d(?:[\d,.]*\d)?|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a dozen)(?:-\w+)?"
    r"|(?:hundreds|thousands|dozens|scores) of)(?:\s+(?:more|other|million|hundred|thousand|dozen))?\s+$",
    re.IGNORECASE,
)
_COUNTING = tuple("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozen of".split()) + tuple(
    "more other million hundred thousand".split()
)
"""What the last word of a _COUNT ends in where it has no hyphen and is no number."""
_BOUND = re.compile(r"\b(?:more than|at least|at most|about|around|over|nearly|up to|some|almost|fewer than|as many as)\s+$", re.IGNORECASE)
_CUT_OFF = re.compile(r"\b(?:at|more|fewer|less)\s+$", re.IGNORECASE)
_HYPHENED = re.compile(r"(?:\b(?:an?|the)\s+)?\b\w+(?:-\w+)*-$", re.IGNORECASE)
"""What stands before a phrase that was cut inside a hyphened word: `a 40-year-` before `old man`."""
_BEFORE_HEAD = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with the strongest part it plays: source, agent, target, name or noun."""

    span: Span
    part: str


def find_candidates(page: Page) -> list[Candidate]:
    """All candidates in text order, the longer before the shorter; one for each span."""
    strength = {"source": 0, "agent": 1, "target": 2, "name": 3, "noun": 4, "pronoun": 5}
    found: dict[Span, str] = {}
    for candidate in (*_from_layers(page), *_from_nouns(page), *_from_pronouns(page)):
        span = _complete(page, _widen(page.text, _trim(page.text, candidate.span), candidate.part))
        if (
            span.end > span.start
            and span.of(page.text).lower() not in _ARTICLES
            and strength[candidate.part] < strength.get(found.get(span, ""), 9)
        ):
            found[span] = candidate.part
    end = skip_dateline(page.text)
    return [Candidate(span, found[span]) for span in sorted(found, key=lambda s: (s.start, -s.end)) if span.start >= end]


def _from_layers(page: Page) -> Iterator[Candidate]:
    for attribution in page.layers.attributions:
        for source in attribution.source:
            yield Candidate(source, "source")
    for predicate in page.layers.predicates:
        for arg in predicate.args:
            if arg.role in PARTIES and len(page.words_in(arg.span)) <= WIDEST and not _is_clause(page, arg.span):
                yield Candidate(arg.span, "agent" if arg.role in DOERS else "target")
    for entity in page.layers.entities:
        if entity.type in ("person", "organisation", "people") and not _is_adjective(page, entity):
            yield Candidate(entity.span, "name")
    for place in page.places:
        if place.kind == "country" or place.use == "metonymic":
            yield Candidate(place.span, "name")


def _is_adjective(page: Page, entity: Entity) -> bool:
    """Whether a name only tells of what sort the next noun is and names no known party: `the Basque separatists`, not `Hamas fighters`."""
    inside, words = page.words_in(entity.span), page.layers.words
    if entity.type == "person" or not words or not inside or page.roster.body(entity.text):
        return False
    last = words[inside[-1]]
    return last.pos == "ADJ" and last.relation == "amod" and last.head > inside[-1]


def _is_clause(page: Page, span: Span) -> bool:
    """Whether an argument is a clause, by the part of speech of its topmost word."""
    inside = page.words_in(span)
    words = page.layers.words
    if not words or not inside or (words[inside[0]].head < 0 and words[inside[0]].relation != "root"):
        return False
    tops = [i for i in inside if words[i].head not in inside] or [inside[0]]
    told = any(words[i].pos == "VERB" and words[i].relation in ("ccomp", "advcl", "root") for i in tops)
    return len(inside) > 1 and (told or words[tops[0]].pos in ("VERB", "AUX", "SCONJ", "ADP", "ADV"))


def _from_nouns(page: Page) -> Iterator[Candidate]:
    """Noun phrases whose head the lexicons know: `two security sources`, `the Malian army`."""
    table, i = _party_nouns(), 0
    lowered = [w.of(page.text).lower() for w in page.words]
    while i < len(lowered):
        length = next((n for n in table.get(lowered[i], ()) if n == 1 or " ".join(lowered[i : i + n]) in table[""]), 0)
        if length and not _goes_on(page, i + length) and page.name_at(page.words[min(i + length, len(lowered)) - 1].end) is None:
            start = _left_edge(page, i)
            yield Candidate(Span(page.words[start].start, page.words[min(i + length, len(lowered)) - 1].end), "noun")
        i += max(length, 1)


@cache
def _party_nouns() -> dict[str, Any]:
    """Lengths of the nouns that begin with a word, longest first; under the empty word all of them."""
    nouns = load_nouns()
    every = frozenset((*nouns.heads, *nouns.offices, *nouns.plurals))
    lengths: dict[str, set[int]] = {}
    for noun in every:
        words = noun.split()
        lengths.setdefault(words[0], set()).add(len(words))
    singles = {w: tuple(sorted(ns, reverse=True)) for w, ns in lengths.items()}
    return {**singles, "": every}


def _goes_on(page: Page, i: int) -> bool:
    """Whether the noun only modifies the next one (`police station`)."""
    if i >= len(page.words) or not page.layers.words:
        return False
    word = page.layers.words[i]
    return word.pos in ("NOUN", "PROPN") and page.text[page.words[i - 1].end : page.words[i].start] == " "


def _left_edge(page: Page, i: int) -> int:
    """The first word of the noun phrase that has its head at `i`."""
    words, start = page.layers.words, i
    while start > 0 and i - start < 12:
        gap = page.text[page.words[start - 1].end : page.words[start].start]
        before = page.words[start - 1].of(page.text)
        if gap.strip(" ") or "\n" in gap or not (before[0].isalnum() or before in ("-", "'s", "’s")):
            break
        if words and words[start - 1].pos not in _BEFORE_HEAD and before.lower() not in ("his", "her", "its", "their", "our", "my", "your"):
            break
        if not words and not re.fullmatch(
            r"[A-Z][\w.-]*|the|a|an|two|three|four|five|some|many|his|her|its|their|our|'s|’s|-|\d[\d,]*|[a-z]+(?:ed|ern|al|ist|ish)",
            before,
        ):
            break
        start -= 1
        if before.lower() in ("the", "a", "an"):
            break
    while start < i and not page.words[start].of(page.text)[0].isalnum():
        start += 1
    name = page.name_at(page.words[start].start)
    if name is not None:  # never half a name: `Islamic State of Iraq and the Levant fighters`
        start = page.words_in(name.span).start
    return start + 1 if start < i and page.words[start].of(page.text) in ("s", "'s", "’s") else start


def _from_pronouns(page: Page) -> Iterator[Candidate]:
    for span in page.words:
        word = span.of(page.text)
        kind = PRONOUNS.get(word.lower())
        if kind in ("he", "she", "it", "they", "i", "we") and not (word.isupper() and len(word) > 1):
            yield Candidate(span, "pronoun")


def _widen(text: str, span: Span, part: str) -> Span:
    """A phrase without a stray preposition before it, and with the number that counts it."""
    lead = _LEADS.match(text, span.start, span.end) if part != "pronoun" else None
    start = lead.end() if lead else span.start
    start += len(text[start : span.end]) - len(text[start : span.end].lstrip('"“‘'))
    bound = _BOUND.search(text, max(0, start - 16), start) if text[start : start + 1].isdigit() else None
    start = bound.start() if bound else start
    cut = _CUT_OFF.search(text, max(0, start - 12), start) if text[start : start + 6].startswith(("least ", "most ", "than ")) else None
    start = cut.start() if cut else start
    if part in ("agent", "target", "noun", "name") and (text[start : start + 1].islower() or is_people(text[start : span.end])):
        count = _COUNT.search(text[max(0, start - 40) : start]) if _may_count(text[max(0, start - 40) : start]) else None
        if count and (count.start() == 0 or not text[max(0, start - 40) : start][count.start() - 1].isalnum()):
            start -= len(count.group())
    return Span(start, span.end) if start < span.end else span


def is_people(words: str) -> bool:
    """Whether words are a people's name in the plural, which a number may count: `three other` + `Malians`."""
    return words.endswith("s") and " " not in words and load_countries().people.get(fold(words), ("", ""))[1] == "many"


def _complete(page: Page, span: Span) -> Span:
    """A phrase that ends or begins inside a name or a hyphened word, with the rest of it: never `Ana` of `Ana Ruiz`."""
    start, end = span
    first, last = page.name_at(start), page.name_at(end)
    start = first.span.start if first and first.type in _NAMES else start
    end = last.span.end if last and last.type in _NAMES else end
    joined = _HYPHENED.search(page.text, max(0, start - 24), start)
    return Span(joined.start() if joined else start, end)


def _may_count(before: str) -> bool:
    """Whether _COUNT has to be asked at all: it ends in few words, and is slow where it finds none."""
    last = before.casefold().split()[-1:]
    return bool(last) and before[-1].isspace() and (last[0].endswith(_COUNTING) or last[0][-1].isdigit() or "-" in last[0])


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " \t\n,;:.–—-\u00a0" and not re.search(r"\b(?:[A-Z]\.)+$", text[start:end]):
        end -= 1
    while start < end and text[start] in " \t\n,;:\u00a0":
        start += 1
    return Span(start, end)
