"""Candidate phrases: every stretch of text that may name, describe or point at a party."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.model import Layers, Report, Span, Toponym
from dateline.resolve.actors_nouns import LONGEST, load_nouns
from dateline.text import find_quotations, split_sentences, split_words

PRONOUNS = {
    **dict.fromkeys("he him his himself".split(), "he"), **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("it its itself".split(), "it"), **dict.fromkeys("they them their theirs themselves".split(), "they"),
    **dict.fromkeys("i me my mine myself".split(), "i"), **dict.fromkeys("we us our ours ourselves".split(), "we"),
    **dict.fromkeys("you your yours".split(), "you"), **dict.fromkeys("who whom whose which that".split(), "who"),
    **dict.fromkeys("this these those there what one both some others another somebody someone nobody none many most all each few".split(), "other"),
}  # fmt: skip
PARTIES = frozenset({"ARG0", "ARG1", "ARG2", "agent", "target"})
DOERS = frozenset({"ARG0", "agent"})
WIDEST = 40
"""Words beyond which an argument is taken for a clause."""
_BEFORE_HEAD = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "SYM", "X"})


@dataclass(frozen=True, slots=True)
class Page:
    """A report with what phrases are read against."""

    report: Report
    layers: Layers
    places: tuple[Toponym, ...]
    sentences: tuple[Span, ...]
    quotes: tuple[Span, ...]
    words: tuple[Span, ...]
    starts: tuple[int, ...]
    heads: frozenset[int]

    @property
    def text(self) -> str:
        """The report's text."""
        return self.report.text

    def sentence(self, at: int) -> int:
        """Index of the sentence that holds character `at`."""
        return max(bisect_right(self.sentences, at, key=lambda s: s.start) - 1, 0)

    def words_in(self, span: Span) -> range:
        """Indices of the words inside a span."""
        return range(bisect_left(self.starts, span.start), bisect_left(self.starts, span.end))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A span with the strongest part it plays: source, agent, target, name or noun."""

    span: Span
    part: str


def see_page(report: Report, layers: Layers, places: Sequence[Toponym]) -> Page:
    """Index a report; sentences and words are split anew where the encoder gives none."""
    words = tuple(w.span for w in layers.words) or tuple(split_words(report.text))
    sentences = layers.sentences or tuple(split_sentences(report.text))
    return Page(report, layers, tuple(places), sentences, tuple(find_quotations(report.text)), words, tuple(w.start for w in words), frozenset())


def find_candidates(page: Page) -> list[Candidate]:
    """All candidates in text order, the longer before the shorter; one for each span."""
    strength = {"source": 0, "agent": 1, "target": 2, "name": 3, "noun": 4, "pronoun": 5}
    found: dict[Span, str] = {}
    for candidate in (*_from_layers(page), *_from_nouns(page), *_from_pronouns(page)):
        span = _trim(page.text, candidate.span)
        if span.end > span.start and strength[candidate.part] < strength.get(found.get(span, ""), 9):
            found[span] = candidate.part
    return [Candidate(span, found[span]) for span in sorted(found, key=lambda s: (s.start, -s.end))]


def _from_layers(page: Page) -> Iterator[Candidate]:
    for attribution in page.layers.attributions:
        for source in attribution.source:
            yield Candidate(source, "source")
    for predicate in page.layers.predicates:
        for arg in predicate.args:
            if arg.role in PARTIES and len(page.words_in(arg.span)) <= WIDEST and not _is_clause(page, arg.span):
                yield Candidate(arg.span, "agent" if arg.role in DOERS else "target")
    for entity in page.layers.entities:
        if entity.type in ("person", "organisation", "people"):
            yield Candidate(entity.span, "name")
    for place in page.places:
        if place.kind == "country" or place.use == "metonymic":
            yield Candidate(place.span, "name")


def _is_clause(page: Page, span: Span) -> bool:
    """Whether an argument is a clause, by the part of speech of its topmost word."""
    inside = page.words_in(span)
    words = page.layers.words
    if not words or not inside or words[inside[0]].head < 0 and words[inside[0]].relation != "root":
        return False
    top = next((i for i in inside if words[i].head not in inside), inside[0])
    return words[top].pos in ("VERB", "AUX", "SCONJ", "ADP", "ADV") and len(inside) > 1


def _from_nouns(page: Page) -> Iterator[Candidate]:
    """Noun phrases whose head the lexicons know: `two security sources`, `the Malian army`."""
    nouns = load_nouns()
    lowered = [w.of(page.text).lower() for w in page.words]
    i = 0
    while i < len(lowered):
        length = next((n for n in range(LONGEST, 0, -1) if _is_party(" ".join(lowered[i : i + n]), nouns.heads, nouns.offices, nouns.plurals)), 0)
        if length and not _goes_on(page, i + length):
            start = _left_edge(page, i)
            yield Candidate(Span(page.words[start].start, page.words[min(i + length, len(lowered)) - 1].end), "noun")
        i += max(length, 1)


def _is_party(words: str, *tables: dict[str, str]) -> bool:
    return any(words in table for table in tables)


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
        if not words and not re.fullmatch(r"[A-Z][\w.-]*|the|a|an|two|three|four|five|some|many|his|her|its|their|our|'s|’s|-|\d[\d,]*|[a-z]+(?:ed|ern|al|ist|ish)", before):
            break
        start -= 1
        if before.lower() in ("the", "a", "an"):
            break
    return start


def _from_pronouns(page: Page) -> Iterator[Candidate]:
    for span in page.words:
        word = span.of(page.text)
        kind = PRONOUNS.get(word.lower())
        if kind in ("he", "she", "it", "they", "i", "we") and not (word.isupper() and len(word) > 1):
            yield Candidate(span, "pronoun")


def _trim(text: str, span: Span) -> Span:
    start, end = span
    while end > start and text[end - 1] in " \t\n,;:.–—-\u00a0" and not re.search(r"\b(?:[A-Z]\.)+$", text[start:end]):
        end -= 1
    while start < end and text[start] in " \t\n,;:\u00a0":
        start += 1
    return Span(start, end)
