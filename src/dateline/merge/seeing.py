"""One event of one report as comparing sees it: what evokes it, when, where, who, how many, and the words around it."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, wraps
from typing import TypeVar

from dateline.lexicon import load_lexicon
from dateline.merge.kin import trigger_key
from dateline.merge.passages import name_terms
from dateline.merge.words import fold, rarity, terms, weigh_terms
from dateline.model import Actor, Party, Sighting, Span
from dateline.text import locate, split_sentences

_T = TypeVar("_T")
_S = TypeVar("_S")
REMEMBERED = 20_000
_TITLES = frozenset(
    "mr mrs ms miss "
    "dr sir lord lady president prime minister king queen prince princess general gen colonel col captain capt "
    "lieutenant lt major maj sergeant sgt sheikh mullah imam pope bishop archbishop judge justice senator sen "
    "governor gov secretary".split()
)
_EMPTY = frozenset(
    "the a an of and for in on at to by with from his her their its this that these those some several many more than least about "
    "two three four five six "
    "seven eight nine ten dozen hundred thousand other people person man men woman women member group".split()
)


def remember(function: Callable[[_S], _T]) -> Callable[[_S], _T]:
    """Keeps what `function` gave for the last objects, told apart by identity: hashing a record costs more than the look."""
    kept: OrderedDict[int, tuple[_S, _T]] = OrderedDict()

    @wraps(function)
    def look(subject: _S) -> _T:
        found = kept.get(id(subject))
        if found is not None and found[0] is subject:
            kept.move_to_end(id(subject))
            return found[1]
        made = function(subject)
        kept[id(subject)] = (subject, made)
        if len(kept) > REMEMBERED:
            kept.popitem(last=False)
        return made

    return look


@dataclass(frozen=True, slots=True)
class Somebody:
    """A party of an event: the terms of its name or description, and whether it is named."""

    words: frozenset[str]
    named: bool
    kind: str
    country: str | None
    told: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What is compared of an event; days are inclusive, None where open."""

    triggers: frozenset[str]
    keys: frozenset[str]
    named: frozenset[str]
    when: tuple[date | None, date | None] | None
    places: frozenset[str]
    countries: frozenset[str]
    spots: tuple[tuple[float, float], ...]
    agents: tuple[Somebody, ...]
    targets: tuple[Somebody, ...]
    figures: tuple[tuple[str, float | None, float | None], ...]
    around: dict[str, float]
    first: bool
    lines: tuple[int, ...]
    """Numbers of the sentences it stands in."""
    kinds: frozenset[tuple[str, str | None]]
    """Types and modes that its words may stand for."""
    args: frozenset[str]
    """Terms of its parties."""
    numbers: frozenset[str]
    said: bool
    """Whether it is an act of saying."""


@remember
def see(sighting: Sighting) -> Seen:
    """The event of a sighting as comparing sees it."""
    record, event = sighting.record, sighting.event
    actors = {actor.id: actor for actor in record.actors}
    lines = sentences(record.document.text)
    held = sorted({locate(lines, m.span.start) for m in event.mentions if m.span is not None})
    when = (event.when.earliest, event.when.latest) if event.when else None
    around = Counter(t for i in held if i >= 0 for t in terms(lines[i].of(record.document.text)))
    agents, targets = (tuple(_somebody(p, actors) for p in parties) for parties in (event.agents, event.targets))
    return Seen(
        triggers=frozenset(t for m in event.mentions for t in terms(m.text or "") if rarity(t) > 1),
        keys=frozenset(trigger_key(m.text or "") for m in event.mentions),
        named=_named_beside(record.document.text, tuple(lines[i] for i in held if i >= 0)),
        when=when if when and any(when) else None,
        places=frozenset(fold(p.name) for p in event.places),
        countries=frozenset(p.country for p in event.places if p.country),
        spots=tuple((p.lat, p.lon) for p in event.places if p.lat is not None and p.lon is not None),
        agents=agents,
        targets=targets,
        figures=tuple((f.what, f.low, f.high) for f in event.figures),
        around=weigh_terms(around),
        first=bool(held) and held[0] <= 1,
        lines=tuple(i for i in held if i >= 0),
        kinds=frozenset(kind for m in event.mentions for kind in kinds_of(m.text or "")),
        args=frozenset(t for p in (*agents, *targets) for w in p.words for t in terms(w) if rarity(t) > 2.5),
        numbers=frozenset(t for t in around if t[0].isdigit()),
        said=any(_is_said(m.text or "") for m in event.mentions),
    )


@lru_cache(maxsize=50_000)
def kinds_of(words: str) -> frozenset[tuple[str, str | None]]:
    """Types and modes that a trigger's words stand for, by the lexicon of triggers."""
    lexicon = load_lexicon("triggers")
    forms, rows = lexicon["forms"], lexicon["rows"]
    return frozenset((rows[n][0], rows[n][1]) for w in fold(words).split() for n in forms.get(w, ()) if rows[n][3] != "weak")


def _is_said(words: str) -> bool:
    """Whether a trigger is a cue of speech."""
    forms = load_lexicon("cues")["forms"]
    return any(w in forms for w in fold(words).split()[:1])


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Span, ...]:
    """Sentences of a text, kept for the next event of the same report."""
    return tuple(split_sentences(text))


def _named_beside(text: str, lines: tuple[Span, ...]) -> frozenset[str]:
    """Terms of the names that stand in an event's sentences."""
    named = name_terms(text)
    return frozenset(t for line in lines for t in terms(line.of(text)) if t in named and rarity(t) > 2.5)


def _somebody(party: Party, actors: dict[str, Actor]) -> Somebody:
    actor = actors.get(party.actor or "")
    told = actor.name if actor else party.text or ""
    named = actor.named == "named" if actor else False
    words = name_words(told) if named else frozenset(t for t in terms(told) if t not in _EMPTY)
    return Somebody(words, named, actor.kind if actor else "unknown", actor.country if actor else None, told)


@lru_cache(maxsize=50_000)
def name_words(name: str) -> frozenset[str]:
    """The folded words of a name without titles, small words and brackets.

    >>> sorted(name_words("Gen. Jan de Vries")), sorted(name_words("the U.S. Central Command"))
    (['jan', 'vries'], ['central', 'command', 'us'])
    >>> sorted(name_words("Brigade’s N’Gor council")), name_words("N’Gor") == name_words("Ngor")
    (['brigade', 'council', 'ngor'], True)
    """
    plain = re.sub(r"\b(?:[a-z]\.){2,}", lambda m: m.group().replace(".", ""), fold(name))
    words = re.findall(r"[^\W_]+", re.sub(r"(?<=\w)'(?=\w)", "", re.sub(r"'s\b", "", plain)))
    kept = frozenset(w for w in words if w not in _TITLES and w not in _EMPTY and w not in ("de", "al", "el", "von", "van", "bin", "ibn"))
    return kept or frozenset(words)


def likeness(a: Somebody, b: Somebody) -> float:
    """How surely two parties are one, by their names alone: 1 for one name within the other, less for shared words, 0 for none."""
    shared = a.words & b.words
    if not shared:
        return 0.0
    fewer = min(len(a.words), len(b.words))
    share = len(shared) / fewer
    if a.named and b.named:
        return 1.0 if share == 1 else 0.5 * share
    return 0.6 * share
