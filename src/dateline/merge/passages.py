"""A report's text as merging compares it: title, lead and body as weighted words, without what outlets print under every report."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from dateline.merge.words import fold, rarity, terms, weigh_terms
from dateline.model import Document
from dateline.text import split_sentences

LEAD = 60
"""Words of the lead: two or three sentences, which tell what the report is about."""
_FURNITURE = re.compile(
    r"all rights reserved|copyright (?:\(c\) |© )?\d{4}|©|material may not be (?:published|reproduced)"
    r"|sign up (?:for|to)\b|\bnewsletters?\b|\bsubscrib|\bunsubscribe|click (?:here|to|below)|(?:continue|keep|please) read(?:ing)?\b"
    r"|^read (?:more|also|next)\b|^(?:also|must) read\b|^(?:see|view|show) (?:also|all|more)\b|^related (?:articles|stories|topics|content)"
    r"|^advertisement|follow (?:us|me|him|her|the \w+|@?\w+) on (?:twitter|facebook|instagram|x|telegram)"
    r"|\bon (?:facebook|twitter) (?:and|or)\b"
    r"|contributed to this (?:report|story|article)|^(?:reporting|writing|editing|edited|written|additional reporting)(?: and \w+)? by\b"
    r"|(?:getty|reuters|ap|afp|epa|shutterstock) (?:images|photo)|^(?:photo|image|picture|video|file)s?\s?(?:credit|by|:|-)|^caption\b"
    r"|terms (?:of (?:use|service)|and conditions)|privacy policy|cookie|terms of use|permissions page"
    r"|^share (?:this|on|via)|^(?:share|tweet|email|print|save|comments?)\b.{0,20}$|scroll down for|this transcript|rush deadline"
    r"|may not be in its final form|accuracy and availability may vary|authoritative record of|an error (?:has )?occurred|please try again"
    r"|verify you'?re not a robot|e-?mail (?:us|tips)"
    r"|do you have a story|we pay for (?:your|videos)|thank you for (?:reading|subscribing|signing)"
    r"|(?:download|get) (?:our|the) (?:free )?app\b|javascript|enable (?:cookies|javascript)|your browser|most (?:read|popular)"
    r"|^(?:https?://|www\.)\S+$"
    r"|^\S+@\S+$"
    r"|^this (?:article|story|report) (?:was|has been|is|originally) (?:originally |first |being )?"
    r"(?:published|updated|appeared|developing)"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence: its letters, folded, to know it again, and its terms."""

    key: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of a report; vectors are of length one, term -> weight."""

    title: dict[str, float]
    lead: dict[str, float]
    body: dict[str, float]
    names: dict[str, float]
    words: int


@lru_cache(maxsize=4096)
def passages(text: str) -> tuple[Passage, ...]:
    """The sentences of a text in order, without those whose form says that they stand under any report."""
    found = []
    for span in split_sentences(text):
        sentence = span.of(text)
        folded = " ".join(fold(sentence).split())
        if not is_furniture(folded):
            found.append(Passage(re.sub(r"\W+", "", folded), tuple(terms(sentence))))
    return tuple(found)


def is_furniture(sentence: str) -> bool:
    """Whether a folded sentence is of a kind that tells of the page and not of the world.

    >>> is_furniture("sign up for our newsletter."), is_furniture("the ferry sank off the island.")
    (True, False)
    """
    return len(sentence) < 400 and _FURNITURE.search(sentence) is not None


def house(outlet: str | None) -> str:
    """An outlet's house, so that a paper's editions are one: its name folded, or the last named part of its address.

    >>> house("edition.cnn.com"), house("www.bbc.co.uk"), house("The Harbour Post"), house(None)
    ('cnn', 'bbc', 'harbour post', '')
    """
    if not outlet:
        return ""
    name = fold(outlet).strip()
    if re.fullmatch(r"(?:https?://)?[\w-]+(?:\.[\w-]+)+/?", name):
        parts = re.sub(r"^https?://|/$", "", name).split(".")
        parts.pop()  # the country or kind: `uk`, `com`
        if len(parts) > 1 and parts[-1] in ("co", "com", "org", "net", "ac", "gov", "gob", "gouv", "edu"):
            parts.pop()
        return parts[-1]
    return name.removeprefix("the ")


def profile(document: Document) -> Profile:
    """The profile of a whole report."""
    return _build(document.title or "", document.text, frozenset())


def profiles(a: Document, b: Document) -> tuple[Profile, Profile]:
    """The profiles of two reports for comparing them: sentences that one house prints in both say nothing, unless the reports are versions.

    What recurs in a house's reports cannot be told from two of them alone; but what both hold word for word is either that or text that was
    used again, and the rest of the two, with their titles, still tells whether they are about the same.
    """
    if not house(a.outlet) or house(a.outlet) != house(b.outlet):
        return profile(a), profile(b)
    shared = {p.key for p in passages(a.text)} & {p.key for p in passages(b.text)}
    if not shared or _are_versions(a, b, shared):
        return profile(a), profile(b)
    left = frozenset(shared)
    return _build(a.title or "", a.text, left), _build(b.title or "", b.text, left)


def _are_versions(a: Document, b: Document, shared: set[str]) -> bool:
    """Whether the lead of one stands in the other and hardly anything else is new: the same report, brought up to date."""
    both = (passages(a.text), passages(b.text))
    kept = [sum(len(p.words) for p in side if p.key in shared) / max(1, sum(len(p.words) for p in side)) for side in both]
    if a.title and b.title and not set(terms(a.title)) & set(terms(b.title)):
        return False
    return max(kept) >= 0.6 and any(side and side[0].key in shared for side in both)


@lru_cache(maxsize=4096)
def _build(title: str, text: str, left: frozenset[str]) -> Profile:
    """The profile of a text but for the sentences in `left`."""
    titled = terms(title)
    lead, every = list(titled), Counter(titled)
    for row in (p for p in passages(text) if p.key not in left):
        lead += row.words if len(lead) < LEAD else ()
        every.update(row.words)
    names = name_terms(text)
    return Profile(
        weigh_terms(Counter(titled)),
        weigh_terms(Counter(lead)),
        weigh_terms(every),
        weigh_terms({t: float(every[t]) for t in names if t in every}),
        sum(every.values()),
    )


_NAME = re.compile(r"(?<=[a-z,;:’'”\"] )[A-ZÀ-Þ][\w’'-]+(?:\s+[A-ZÀ-Þ][\w’'-]+)*")


@lru_cache(maxsize=4096)
def name_terms(text: str) -> frozenset[str]:
    """Terms of the words that are written large within a sentence: names, months, nationalities."""
    return frozenset(t for found in _NAME.findall(text) for t in terms(found))


@lru_cache(maxsize=4096)
def telling(title: str, text: str) -> tuple[str, ...]:
    """Forty terms of a report by how much they say of it, those of title and lead counted twice."""
    seen = _build(title, text, frozenset())
    weight = {t: v * 2 * rarity(t) for t, v in seen.body.items()}
    for part in (seen.title, seen.lead):
        for term in part:
            weight[term] = weight.get(term, 0.0) + part[term] * rarity(term)
    return tuple(sorted(weight, key=lambda t: (-weight[t], t))[:40])
