"""What the registry tells of a phrase: whom its name or its office means on the report's day."""

from __future__ import annotations

import re
from dataclasses import replace

from dateline.resolve.actors.nouns import country_of
from dateline.resolve.actors.page import Page, Phrase

_NOT_IN_OFFICE = re.compile(r"\b(?:former|ex|vice|deputy|acting|interim|late|then|future|next|incoming|would-be)[ -]$", re.IGNORECASE)
"""Words before an office that make it somebody else's: a phrase may have been cut behind them."""


def recognise(page: Page, phrase: Phrase) -> Phrase:
    """The phrase with its entry or the holders of its office, and with the kind and country that they give where its words give none."""
    if phrase.form == "description" and phrase.kind == "person" and not phrase.several and not phrase.name:
        start = phrase.span.start
        if _NOT_IN_OFFICE.search(page.text, max(0, start - 10), start):
            return phrase
        holders = page.roster.holders(_words(page, phrase))
        home = _home_of(page, phrase)
        if home:
            return replace(phrase, country=home, holders=tuple(e for e in holders if e.country == home))
        return replace(phrase, holders=holders) if holders else phrase
    if phrase.form != "name" or not phrase.name:
        return phrase
    roster = page.roster
    if phrase.kind != "person":
        known = roster.body(phrase.name)
        return replace(phrase, entry=known) if known else phrase
    entry = roster.person(phrase.name, [role.of(page.text) for role in phrase.roles])
    if entry is None or (phrase.country and entry.country and phrase.country != entry.country):
        return phrase
    return replace(phrase, entry=entry, country=phrase.country or roster.country(entry))


def _home_of(page: Page, phrase: Phrase) -> str | None:
    """The country of a release's issuer, where a bare office that acts or speaks is the issuer's own, not a guest's of another state."""
    outlet = page.report.outlet or ""
    bare = phrase.determiner == "the" and not phrase.country and phrase.part in ("source", "agent")
    if not bare or phrase.words != frozenset(phrase.head.split()) or not outlet.lower().startswith(phrase.head):
        return None
    return country_of(outlet)


def _words(page: Page, phrase: Phrase) -> str:
    """A description's own words, without its article."""
    words = phrase.span.of(page.text)
    return words[len(phrase.determiner) :] if words.lower().startswith(phrase.determiner + " ") else words
