"""What is compared of two events: a small table of named values, each with the sentence that an editor reads.

Values run from 0 to 1 (a few from -1). Products of two of them (`word & alike`) are values of their own: one word for two events means much
where their reports tell of one happening and little where they only tell of similar ones.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date

from dateline.merge.kin import kinship
from dateline.merge.occurrences import occurrence_likeness
from dateline.merge.passages import profile
from dateline.merge.seeing import Seen, Somebody, likeness, see
from dateline.merge.words import cosine, rarity
from dateline.model import Event, Sighting

NEAR_KM = 40.0
"""Kilometres within which two places may be the same place told differently (a town and its district)."""
EARTH_KM = 6371.0
CALLED = ("word", "kin")
"""What ties the names of two events, from which products are made."""
BESIDE = ("alike", "alike.more", "around", "lead", "rare", "args.differ", "agents.differ", "targets.differ", "place.differs")
"""What is multiplied with them, for events of two reports."""
WITHIN = ("around", "near", "rare")
"""The same for two events of one report. All values of such a pair are named `own & …` and have weights of their own: where one writer
tells them, one word for two things is common, and time, place and parties, which they mostly share, say little."""


def compare_events(a: Sighting, b: Sighting) -> dict[str, float]:
    """Values for two sightings; the same whichever comes first."""
    first, second = see(a), see(b)
    own = a.record.document.id == b.record.document.id
    found = {
        **_compare_kind(a.event, b.event, first, second),
        **_compare_triggers(first, second),
        **_compare_times(first, second),
        **_compare_places(first, second),
        **_compare_parties(first, second),
        **_compare_figures(first, second),
        "around": cosine(first.around, second.around),
        **(_compare_within(first, second) if own else _compare_reports(a, b, first, second)),
    }
    found |= dict(_multiply(found, WITHIN if own else BESIDE))
    return {"own": 1.0} | {f"own & {name}": value for name, value in found.items()} if own else found


def _multiply(found: dict[str, float], by: Iterable[str]) -> Iterator[tuple[str, float]]:
    """Products of what ties the names of two events with other values."""
    for name in CALLED:
        for beside in by:
            if found.get(name) and found.get(beside):
                yield f"{name} & {beside}", found[name] * found[beside]


def _compare_kind(a: Event, b: Event, first: Seen, second: Seen) -> dict[str, float]:
    modes = bool(a.mode and b.mode and "other" not in (a.mode, b.mode))
    real = {"happened": 1, "ongoing": 1, "not": 2, "denied": 2}
    return {
        "type": float(a.type == b.type and a.type != ""),
        "type.differs": float(a.type != b.type and "" not in (a.type, b.type)),
        "mode": float(modes and a.mode == b.mode and a.type == b.type),
        "mode.differs": float(modes and a.mode != b.mode),
        "status": float(real.get(a.status, 0) == real.get(b.status, 0)),
        "kind": float(bool(first.kinds & second.kinds) and not first.keys & second.keys),
        "kind.differs": float(bool(first.kinds and second.kinds) and not first.kinds & second.kinds),
    }


def _compare_triggers(a: Seen, b: Seen) -> dict[str, float]:
    same, shared = a.keys & b.keys, a.triggers & b.triggers
    near = 0.0 if same else max((kinship(p, q) for p in a.keys for q in b.keys), default=0.0)
    said = a.said and b.said
    return {
        "word": float(bool(same)),
        "rare": min(max((rarity(w) for key in same or a.keys | b.keys for w in key.split()), default=0.0) / 8, 1.0),
        "word.part": float(bool(shared) and not same),
        "kin": near,
        "kin.close": float(near >= 0.5),
        "said": float(said),
        "said.one": float(a.said != b.said),
    }


def _compare_times(a: Seen, b: Seen) -> dict[str, float]:
    if a.when is None or b.when is None:
        return {"when.unknown": 1.0}
    gap = gap_of(a.when, b.when)
    if gap > 0:
        return {"when.apart": min(math.log1p(gap) / 4, 1.5)}
    exact = max(_width(a.when), _width(b.when))
    return {"when.exact": 1.0} if exact <= 1 else {"when.near": 1.0} if exact <= 10 else {"when.loose": 1.0}


def gap_of(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> int:
    """Days between two intervals, 0 where they meet or may meet."""
    late = max(a[0] or date.min, b[0] or date.min)
    soon = min(a[1] or date.max, b[1] or date.max)
    return max(0, (late - soon).days)


def _width(when: tuple[date | None, date | None]) -> int:
    return (when[1] - when[0]).days if when[0] and when[1] else 9999


def _compare_places(a: Seen, b: Seen) -> dict[str, float]:
    if not a.places or not b.places:
        return {"place.unknown": 1.0}
    if a.places & b.places:
        return {"place": 1.0}
    distance = min((kilometres(p, q) for p in a.spots for q in b.spots), default=math.inf)
    if distance <= NEAR_KM:
        return {"place.near": 1.0}
    if a.countries and b.countries and not a.countries & b.countries:
        return {"place.abroad": 1.0}
    return {"place.differs": 1.0}


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between two places in degrees."""
    (p, q), (r, s) = ([math.radians(v) for v in spot] for spot in (a, b))
    h = math.sin((r - p) / 2) ** 2 + math.cos(p) * math.cos(r) * math.sin((s - q) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, h)))


def _compare_parties(a: Seen, b: Seen) -> dict[str, float]:
    found: dict[str, float] = {}
    for role, mine, theirs in (("agents", a.agents, b.agents), ("targets", a.targets, b.targets)):
        best = nearest(mine, theirs)
        found[role] = best
        found[f"{role}.differ"] = float(best == 0 and any(p.named for p in mine) and any(p.named for p in theirs))
        found[f"{role}.unknown"] = float(not mine or not theirs)
    found["crossed"] = max(nearest(a.agents, b.targets), nearest(a.targets, b.agents))
    parts = [share for share in (held(a.args, b.around), held(b.args, a.around)) if share is not None]
    found["args"] = max(parts, default=0.0)
    found["args.differ"] = float(bool(parts) and max(parts) == 0)
    return found


def nearest(mine: Iterable[Somebody], theirs: Iterable[Somebody]) -> float:
    """The best likeness of a party of the one with a party of the other."""
    others = tuple(theirs)
    return max((likeness(p, q) for p in mine for q in others), default=0.0)


def _compare_figures(a: Seen, b: Seen) -> dict[str, float]:
    same = differ = 0.0
    for what, low, high in a.figures:
        rivals = [(lo, hi) for w, lo, hi in b.figures if w == what]
        if any((lo, hi) == (low, high) for lo, hi in rivals):
            same = max(same, 1.0 if (low or high or 0) > 3 else 0.5)
        elif rivals:
            differ = 1.0
    numbers = bool(a.numbers and b.numbers)
    return {
        "figures": same,
        "figures.differ": differ if not same else 0.0,
        "numbers": float(numbers and bool(a.numbers & b.numbers)),
        "numbers.differ": float(numbers and not a.numbers & b.numbers),
    }


def _compare_within(a: Seen, b: Seen) -> dict[str, float]:
    """Two events of one report: how near they stand."""
    return {"near": 1 / (1 + min((abs(p - q) for p in a.lines for q in b.lines), default=20))}


def _compare_reports(a: Sighting, b: Sighting, first: Seen, second: Seen) -> dict[str, float]:
    """The reports that the two stand in."""
    logit = occurrence_likeness(*sorted((a.record.document, b.record.document), key=lambda d: d.id))
    one, other = profile(a.record.document).body, profile(b.record.document).body
    known = [part for part in (held(first.named, other), held(second.named, one)) if part is not None]
    crossed = (any(k in other for key in first.keys for k in key.split()), any(k in one for key in second.keys for k in key.split()))
    return {
        "alike": 1 / (1 + math.exp(-(logit + 2))),
        "alike.more": max(-1.0, min(1.0, logit / 5)),
        "names": min(known, default=0.0),
        "names.most": max(known, default=0.0),
        "names.unknown": float(not known),
        "elsewhere": sum(crossed) / 2 if not first.keys & second.keys else 0.0,
        "first": float(first.first and second.first),
        "lead": 1 / (1 + abs(min(first.lines, default=20) - min(second.lines, default=20))),
    }


def held(names: Iterable[str], body: dict[str, float]) -> float | None:
    """How much of the rarity of some terms stands in a text; None where there are none."""
    rows = sorted(names)
    total = math.fsum(rarity(t) for t in rows)
    return math.fsum(rarity(t) for t in rows if t in body) / total if total else None
