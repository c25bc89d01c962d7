"""The name that stands right after a description: `the mayor` + `, Ana Ruiz,`."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from dateline.resolve.actors.naming import folded, is_thing, named_person, owns
from dateline.resolve.actors.nouns import load_nouns
from dateline.resolve.actors.page import Page, Phrase
from dateline.resolve.actors.phrases import Candidate

_TO_NAME = re.compile(
    r"(?:\s+(?:of|for)\s+(?:the\s+)?[A-ZÀ-Þ][\w’'-]*(?:\s+(?:(?:of|and|for)\s+)?(?:the\s+)?[A-ZÀ-Þ][\w’'-]*){0,5}(?=,))?"
    r"\.?,?[ \u00a0\u200e]+"
)
"""What may stand between a description and its name, the rest of an office included: `the premier` + ` of Karo, ` + `Ana Ruiz`."""
_WHO_NAME = re.compile(r" who [a-z][^,.;:\n“”\"]{2,60}, (?=[A-Z])")
"""A clause between a description and its name: `a nurse` + ` who got away, ` + `Ana Ruiz,`."""
_TITLE = re.compile(r"(?:the\s+)?((?:Rt\.?|Right|Most|His|Her)?\s?[A-Z][\w.]*)\s+")


def _after_titles(text: str, at: int) -> int:
    """Where the name begins that titles of address stand before: `the Hon `, `Mr `, `HE Mr `."""
    titles = load_nouns().titles
    while title := _TITLE.match(text, at):
        word = title.group(1)
        if folded([word.removesuffix(".")]).replace(".", "") not in titles:
            break
        at = title.end()
    return at


def name_after(page: Page, phrase: Phrase) -> Phrase | None:
    """The person whose name stands right after a description of one: `the mayor` + `, Ana Ruiz,`."""
    if phrase.form != "description" or phrase.several or phrase.kind not in ("person", "unknown"):
        return None
    gap = _WHO_NAME.match(page.text, phrase.span.end) or _TO_NAME.match(page.text, phrase.span.end)
    if gap is None:
        return None
    start = _after_titles(page.text, gap.end())
    at = bisect_left(page.layers.entities, start, key=lambda e: e.span.start)
    entity = page.layers.entities[at] if at < len(page.layers.entities) else None
    if (
        entity is None
        or entity.span.start != start
        or entity.type != "person"
        or page.sentence(entity.span.start) != page.sentence(phrase.span.start)
        or is_thing(page, entity)
        or owns(page.text[entity.span.end :][:3])
    ):
        return None
    if (phrase.kind == "unknown" and "," in gap.group()) or (
        "," in gap.group() and phrase.determiner in ("a", "an") and page.text[entity.span.end :][:1] not in ",."
    ):
        return None
    found = named_person(page, Candidate(phrase.span, phrase.part), entity.span, (phrase.span,))
    return replace(found, country=found.country or phrase.country)
