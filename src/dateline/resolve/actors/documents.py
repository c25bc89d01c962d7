"""Who speaks where a document does: `the Board's report`, `a ministry statement`, `the communique`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from dateline.model import Span
from dateline.resolve.actors.joining import Draft
from dateline.resolve.actors.naming import read_phrase
from dateline.resolve.actors.nouns import load_nouns
from dateline.resolve.actors.page import Page, Phrase
from dateline.resolve.actors.phrases import PRONOUNS, Candidate
from dateline.resolve.actors.pronouns import Told

ASKED = frozenset("poll survey study census average".split())
"""Documents that tell of others: `a poll of voters` is not theirs."""
KEPT = frozenset("record document filing paper".split())
"""Documents that are nobody's words where no name but only the kind of keeper is told: `court records`."""


def find_author(page: Page, told: Sequence[Told], phrase: Phrase, settle: Callable[[Phrase], Draft | None]) -> tuple[Draft, str] | None:
    """The party behind a document: its owner, the words before the noun, `by` somebody, or whoever put it out earlier."""
    text = phrase.span.of(page.text)
    for span in _told_authors(page, phrase, text):
        if span.of(page.text).lower() in PRONOUNS:
            continue
        author = read_phrase(page, Candidate(span, phrase.part))
        if author.form in ("name", "description") and (author.form == "name" or author.kind != "unknown"):
            draft = settle(author)
            if draft is not None:
                return draft, "author"
    noun = phrase.head.split()[-1]
    for entry in reversed(told):
        if entry.phrase.form == "document" and entry.phrase.head.split()[-1] == noun:
            return entry.draft, "same-document"
    return _put_out(page, told, phrase, noun)


def _told_authors(page: Page, phrase: Phrase, text: str) -> list[Span]:
    """Spans inside the phrase that may be its author, the surest first."""
    found = []
    start = phrase.span.start
    if phrase.owner:
        found.append(phrase.owner)
    noun = _document_nouns().search(text)
    word = noun.group().lower().removesuffix("s") if noun else ""
    by = re.search(r"\s(?:by|from)\s+(.+)$" if word in ASKED else r"\s(?:by|from|of)\s+(.+)$", text)
    if by:
        found.append(Span(start + by.start(1), phrase.span.end))
    if noun:
        before = re.sub(r"^(?:the|a|an|this|its|his|her|their)\s+", "", text[: noun.start()].rstrip(), flags=re.IGNORECASE)
        bare = word in KEPT and (before == before.lower() or before.lower() in load_nouns().heads)
        if before and not bare and before.lower() not in ("the", "a", "an", "this", "that", "its", "his", "her", "their"):
            at = text.find(before)
            found.append(Span(start + at, start + at + len(before)))
    return [s for s in found if s.end > s.start]


@cache
def _document_nouns() -> re.Pattern[str]:
    """Finds the first noun of a document, the longest where several begin."""
    nouns = sorted(load_nouns().documents, key=lambda noun: (-len(noun), noun))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, nouns))})\b", re.IGNORECASE)


def _put_out(page: Page, told: Sequence[Told], phrase: Phrase, noun: str) -> tuple[Draft, str] | None:
    """`In a communique the group said … The communique blames`: the source of the sentence that told of the document first."""
    for attribution in reversed(page.layers.attributions):
        if not attribution.source or attribution.source[0].start >= phrase.span.start:
            continue
        sentence = page.sentences[page.sentence(attribution.source[0].start)]
        if sentence.end <= phrase.span.start and re.search(rf"\b{re.escape(noun)}\b", page.text[sentence.start : sentence.end].lower()):
            entry = next((t for t in told if t.phrase.span in attribution.source), None)
            if entry is not None:
                return entry.draft, "put-out-by"
    return None
