"""A report's text as merging compares it: title, lead and body as weighted words, without what outlets print under every report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dateline.merge.words import fold, rarity, terms, weigh_terms
from dateline.model import Document
from dateline.text import split_sentences

LEAD = 60
"""Words of the lead: two or three sentences, which tell what the report is about."""
FORMULA = 3
"""Words in a row that are a formula of a house where two of its titles hold them: `Statement by the Prime Minister`."""
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
    """The profiles of two reports for comparing them: sentences that one house prints in both, and runs of words in both their titles, say
    nothing, unless the reports are versions.

    What recurs in a house's reports cannot be told from two of them alone; but what both hold word for word is either that or text that was
    used again, and the rest of the two still tells whether they are about the same.
    """
    if not of_one_house(a, b):
        return profile(a), profile(b)
    shared = frozenset(p.key for p in passages(a.text)) & {p.key for p in passages(b.text)}
    if shared and _are_versions(a, b, shared):
        return profile(a), profile(b)
    formulas = _formulas(a, b)
    return _without(a, shared, formulas), _without(b, shared, formulas)


def of_one_house(a: Document, b: Document) -> bool:
    """Whether one house printed both, as far as their outlets are told."""
    return house(a.outlet) != "" and house(a.outlet) == house(b.outlet)


def days_apart(a: Document, b: Document) -> int | None:
    """Days between the publication of two reports; None where one is undated."""
    return abs((a.published - b.published).days) if a.published and b.published else None


def _formulas(a: Document, b: Document) -> set[tuple[str, ...]]:
    """Runs of terms that both titles hold, and a short title (`Letters`) that both have."""
    return set(_runs(terms(a.title or ""))) & set(_runs(terms(b.title or "")))


def _runs(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Every so many words in a row; all of them where they are fewer."""
    return [tuple(words[n : n + FORMULA]) for n in range(max(1, len(words) - FORMULA + 1))] if words else []


def _without(document: Document, left: frozenset[str], formulas: set[tuple[str, ...]]) -> Profile:
    """A report's profile without the sentences `left` and without words of `formulas` that stand in its title alone."""
    whole = _build(document.title or "", document.text, left)
    if not formulas:
        return whole
    titled = terms(document.title or "")
    formal = {n + k for n, run in enumerate(_runs(titled)) if run in formulas for k in range(FORMULA)}
    rest = [term for n, term in enumerate(titled) if n not in formal]
    held = _words_of(document.text).union(rest)
    return replace(
        whole,
        title=weigh_terms(Counter(rest)),
        lead=weigh_terms(Counter(_lead(rest, document.text, left))),
        body={term: weight for term, weight in whole.body.items() if term in held},
    )


@lru_cache(maxsize=4096)
def _words_of(text: str) -> frozenset[str]:
    return frozenset(word for row in passages(text) for word in row.words)


def _lead(titled: Sequence[str], text: str, left: frozenset[str]) -> list[str]:
    """The terms of a title and of the first sentences that are not in `left`."""
    found = list(titled)
    for row in (p for p in passages(text) if p.key not in left):
        if len(found) >= LEAD:
            break
        found += row.words
    return found


def _are_versions(a: Document, b: Document, shared: frozenset[str]) -> bool:
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
    every = Counter(titled)
    for row in (p for p in passages(text) if p.key not in left):
        every.update(row.words)
    names = name_terms(text)
    return Profile(
        weigh_terms(Counter(titled)),
        weigh_terms(Counter(_lead(titled, text, left))),
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
