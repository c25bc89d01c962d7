"""Where the cue lexicon's words stand in a report, and what family each belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.relate.function_words import ARTICLES
from dateline.relate.statements.ground import Ground, lower

NOUN_BEFORE = frozenset(
    "the a an his her its their our my your this that these those any some no every each such another of in into under "
    "without with by 's ’s s' new latest recent early false first second last".split()
)
"""Words before which `claim`, `report` or `order` is a noun."""


@dataclass(frozen=True, slots=True)
class Family:
    """A row of cues.yml: cues that behave alike."""

    name: str
    kind: str
    act: str
    acts: tuple[tuple[str, str], ...]
    object: str
    link: tuple[str, ...]
    sure: str
    impersonal: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in the text: its words `[first, last)`, its family, and its form (base, s, past, part, ed, ing; one, many)."""

    span: Span
    first: int
    last: int
    family: Family
    form: str


@cache
def load_families() -> tuple[Family, ...]:
    """All families of the cue lexicon, in its order."""
    rows: list[dict[str, Any]] = load_lexicon("cues")["rows"]
    return tuple(
        Family(
            r["group"], r["kind"], r["act"], tuple((c, a) for c, a in r["acts"]), r["object"], tuple(r["link"]), r["sure"], r["impersonal"]
        )
        for r in rows
    )


@cache
def load_idle() -> frozenset[str]:
    """Forms of verbs that look like cues and are none (`seemed`, `declined`)."""
    return frozenset(load_lexicon("cues")["idle"])


def cues_at(ground: Ground, i: int) -> list[Hit]:
    """The cues that begin at word `i`: of each length the families whose part of speech fits, longest first."""
    entries = load_lexicon("cues")["forms"].get(lower(ground, i), ())
    found: list[Hit] = []
    for rest, row, form in entries:
        if all(lower(ground, i + 1 + k) == word for k, word in enumerate(rest)):
            family, last = load_families()[row], i + 1 + len(rest)
            if _fits(ground, i, family.kind, form):
                found.append(Hit(Span(ground.words[i].span.start, ground.words[last - 1].span.end), i, last, family, form))
    return found


def _fits(ground: Ground, i: int, kind: str, form: str) -> bool:
    """Whether word `i` may be of the family's part of speech, by the encoder where it told, else by the word before it."""
    pos = "NOUN" if _is_object(ground, i) else ground.words[i].pos
    if kind in {"phrase", "adverb"}:
        return True
    if pos != "X":
        return pos in {"verb": {"VERB", "AUX"}, "noun": {"NOUN", "PROPN"}, "adjective": {"ADJ", "VERB", "ADV"}}[kind]
    if kind == "noun":
        return True
    if kind == "adjective":
        return form == "base"
    before = lower(ground, i - 1)
    if (form == "s" and lower(ground, i + 1) == "of") or (form == "ing" and before in {"the", "a", "an", "his", "her", "its", "their"}):
        return False
    return not (form in {"base", "s"} and before in NOUN_BEFORE) and not (form == "ed" and before in ARTICLES)


def _is_object(ground: Ground, i: int) -> bool:
    """Whether word `i`, tagged a verb, is by the encoder's syntax the object of the verb before it: `denied reports that`."""
    word = ground.words[i]
    return word.pos == "VERB" and word.relation in {"obj", "nsubj"} and i > 0 and ground.words[i - 1].pos == "VERB"


def find_cues(ground: Ground, words: Iterable[int] | None = None) -> list[Hit]:
    """Every cue of the report (or among `words`), the longest at each word, none inside another."""
    found: list[Hit] = []
    end = 0
    for i in range(len(ground.words)) if words is None else words:
        if i < end:
            continue
        hits = cues_at(ground, i)
        if hits:
            found.append(hits[0])
            end = hits[0].last
    return found
