"""Whether two reports tell the same occurrence or only a similar one: what sets two fires, two trials, two dismissals apart.

For stories most reports are far apart; here they are near, and names, numbers and days in the two texts decide.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from functools import lru_cache

from dateline.merge.passages import name_terms, passages, profile
from dateline.merge.stories import compare_reports
from dateline.merge.weights import weigh
from dateline.merge.words import rarity, stem, terms
from dateline.model import Document

_MONTHS = frozenset("january february march april june july august september october november december".split())
_DAYS = frozenset(map(stem, "monday tuesday wednesday thursday friday saturday sunday".split()))
_RARE = 7.0
_FOREMOST = (3, 10)
"""How many of the names that a report repeats are looked for in the other: the few it is about, and all who matter in it."""
_REMEMBERED: OrderedDict[tuple[str, ...], float] = OrderedDict()
"""Likeness of pairs of reports that were asked for last: all pairs of their events ask for it."""


def occurrence_likeness(a: Document, b: Document) -> float:
    """Logit of the belief that two reports tell the same occurrence, given that they are about similar ones."""
    key = (a.id, a.title or "", a.outlet or "", b.id, b.title or "", b.outlet or "")
    if key not in _REMEMBERED:
        _REMEMBERED[key] = weigh("occurrence", compare_occurrences(a, b))
        if len(_REMEMBERED) > 20_000:
            _REMEMBERED.popitem(last=False)
    return _REMEMBERED[key]


def compare_occurrences(a: Document, b: Document) -> dict[str, float]:
    """Feature values (0 to 1) for two reports; the same whichever comes first."""
    alike = compare_reports(a, b)
    one, other = profile(a).body, profile(b).body
    numbers = [{t for t in body if t[0].isdigit()} for body in (one, other)]
    leads = sorted((_covered(a, other), _covered(b, one)))
    few, more = (sorted((_held_names(a, other, most), _held_names(b, one, most))) for most in _FOREMOST)
    return {
        "body": alike["body"],
        "lead": alike["lead"],
        "best": alike["best"],
        "telling": alike["telling"],
        "rare": _rare_cosine(one, other),
        "numbers": len(numbers[0] & numbers[1]) / max(1, min(map(len, numbers))),
        "years": float(any(len(t) == 4 and t[:2] in ("19", "20") for t in numbers[0] & numbers[1])),
        "days.differ": _differ(one, other, _DAYS),
        "months.differ": _differ(one, other, _MONTHS),
        "lead.names.least": leads[0],
        "lead.names.most": leads[1],
        "foremost.least": few[0],
        "foremost.most": few[1],
        "names.least": more[0],
        "names.most": more[1],
    }


def _rare_cosine(one: dict[str, float], other: dict[str, float]) -> float:
    """Cosine over rare terms alone."""
    first, second = ({t: v for t, v in body.items() if rarity(t) >= _RARE} for body in (one, other))
    lengths = math.sqrt(math.fsum(v * v for v in first.values())) * math.sqrt(math.fsum(v * v for v in second.values()))
    return math.fsum(v * second[t] for t, v in first.items() if t in second) / lengths if lengths else 0.0


def _differ(one: dict[str, float], other: dict[str, float], kind: frozenset[str]) -> float:
    """Whether both texts name some of a kind and none in common."""
    mine, theirs = kind & one.keys(), kind & other.keys()
    return float(bool(mine and theirs and not mine & theirs))


def _covered(document: Document, other: dict[str, float]) -> float:
    """How many of the names in a report's first sentences the other report holds."""
    names = lead_names(document.title or "", document.text)
    return sum(t in other for t in names) / max(1, len(names))


def _held_names(document: Document, other: dict[str, float], most: int) -> float:
    """How much of the weight of a report's foremost names the other holds: who it is about; a half where it names nobody."""
    names = profile(document).names
    foremost = [t for t in sorted(names, key=lambda t: (-names[t], t)) if rarity(t) > 3][:most]
    total = math.fsum(names[t] for t in foremost)
    return math.fsum(names[t] for t in foremost if t in other) / total if total else 0.5


@lru_cache(maxsize=4096)
def lead_names(title: str, text: str) -> tuple[str, ...]:
    """Terms of the names in a title and the first three sentences."""
    named = name_terms(f"{text} {title}")
    found = {w for row in passages(text)[:3] for w in row.words} | set(terms(title))
    return tuple(sorted(t for t in found if t in named and rarity(t) > 3))
