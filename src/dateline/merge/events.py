"""Events across reports: which are worth comparing, and whether two are the same occurrence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date

from dateline.merge.passages import profile, profiles
from dateline.merge.seeing import Seen, Somebody, likeness, see
from dateline.merge.stories import telling_words
from dateline.merge.weights import judge
from dateline.merge.words import cosine, rarest, rarity
from dateline.model import Event, Judgement, Record, Sighting
from dateline.model.incidents import event_keys

WEEK = 7
"""Days of a bucket: reports seldom put one occurrence more than a week apart; two buckets that touch meet."""
NEAR_KM = 40.0
"""Kilometres within which two places may be the same place told differently (a town and its district)."""
EARTH_KM = 6371.0


# ---------------------------------------------------------------- blocks


def blocks_of_events(record: Record) -> dict[str, tuple[str, ...]]:
    """For each event key the short names that sightings of the same occurrence share: type, week, and a place, a party or the report's subject."""
    subject = telling_words(record.document)[:4]
    found: dict[str, tuple[str, ...]] = {}
    for event in record.events:
        key = event_keys(record)[event.id]
        seen = see(Sighting(key, record, event))
        weeks = sorted(set(_weeks(event, record.document.published)))
        about = sorted({*_places(seen), *_parties(seen), *subject})
        found[key] = tuple(f"{event.type}|{what}|{week}" for what in about for week in weeks)
    return found


def _weeks(event: Event, published: date | None) -> Iterator[str]:
    """Buckets of the days on which an event may have happened: those told, else publication."""
    told = (event.when.earliest, event.when.latest) if event.when else (None, None)
    days = [d for d in told if d is not None] or ([published] if published else [])
    if not days:
        yield "-"
    for day in days:
        number = day.toordinal() // WEEK
        yield str(number)
        yield str(number + 1)


def _places(seen: Seen) -> Iterator[str]:
    yield from sorted(seen.places or seen.countries)


def _parties(seen: Seen) -> Iterator[str]:
    for party in (*seen.agents, *seen.targets):
        if party.named:
            yield from rarest((w for w in party.words if rarity(w) >= 4), 2)


# ---------------------------------------------------------------- comparing


def judge_events(a: Sighting, b: Sighting) -> Judgement:
    """Whether two sightings are of the same occurrence: by what evokes them, time, place, parties, figures and the reports they stand in."""
    values = compare_events(a, b)
    return judge("event", (a.key, b.key), values, lambda: _say(a, b, values))


def compare_events(a: Sighting, b: Sighting) -> dict[str, float]:
    """Feature values for two sightings; the same whichever comes first."""
    first, second = see(a), see(b)
    return {
        **_compare_kind(a.event, b.event),
        **_compare_triggers(first, second),
        **_compare_times(first, second),
        **_compare_places(first, second),
        **_compare_parties(first, second),
        **_compare_figures(first, second),
        **_compare_texts(a, b, first, second),
    }


def _compare_kind(a: Event, b: Event) -> dict[str, float]:
    modes = bool(a.mode and b.mode and "other" not in (a.mode, b.mode))
    real = {"happened": 1, "ongoing": 1, "not": 2, "denied": 2}
    return {
        "type": float(a.type == b.type),
        "mode": float(modes and a.mode == b.mode and a.type == b.type),
        "mode.differs": float(modes and (a.mode != b.mode)),
        "status": float(real.get(a.status, 0) == real.get(b.status, 0)),
    }


def _compare_triggers(a: Seen, b: Seen) -> dict[str, float]:
    shared = a.triggers & b.triggers
    union = a.triggers | b.triggers
    return {
        "trigger": float(bool(shared)),
        "trigger.rare": max((rarity(t) for t in shared), default=0.0) / 8,
        "trigger.share": len(shared) / len(union) if union else 0.0,
        "trigger.around": float(any(t in b.around for t in a.triggers) or any(t in a.around for t in b.triggers)),
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
    return {"figures": same, "figures.differ": differ if not same else 0.0}


def _compare_texts(a: Sighting, b: Sighting, first: Seen, second: Seen) -> dict[str, float]:
    own = a.record.document.id == b.record.document.id
    one, other = profiles(a.record.document, b.record.document) if not own else (profile(a.record.document),) * 2
    gap = abs((a.published - b.published).days) if a.published and b.published else 0
    return {
        "around": cosine(first.around, second.around),
        "report": 0.0 if own else cosine(one.body, other.body),
        "report.lead": 0.0 if own else cosine(one.lead, other.lead),
        "own": float(own),
        "first": float(first.first and second.first and not own),
        "days": min(math.log1p(gap), 6.0) / 5,
    }


# ---------------------------------------------------------------- reasons


def _say(a: Sighting, b: Sighting, values: dict[str, float]) -> Iterator[tuple[str, str]]:
    """What an editor should read of each feature."""
    first, second = see(a), see(b)
    yield "type", f"both are of type {a.event.type}"
    yield "mode", f"both are told as {a.event.mode}"
    yield "mode.differs", f"one is told as {a.event.mode}, the other as {b.event.mode}"
    yield "status", "both are told as equally real"
    for name in ("trigger", "trigger.rare", "trigger.share"):
        yield name, f"both are called “{'”, “'.join(rarest(first.triggers & second.triggers, 3))}”"
    yield "trigger.around", "what one is called stands beside the other"
    yield "when.exact", "on the same day"
    yield "when.near", "within the same days"
    yield "when.loose", "their times allow it"
    yield "when.unknown", "one report tells no time"
    if first.when and second.when:
        yield "when.apart", f"{gap_of(first.when, second.when)} days lie between their times"
    yield "place", f"both in {', '.join(sorted(p.name for p in a.event.places if see(b).places & {q for q in see(a).places})[:2])}"
    yield "place.near", f"their places are within {NEAR_KM:.0f} km"
    yield "place.differs", "their places differ"
    yield "place.abroad", "they are in different countries"
    yield "place.unknown", "one report tells no place"
    for role in ("agents", "targets"):
        yield role, f"the {role} of both share “{_shared(getattr(first, role), getattr(second, role))}”"
        yield f"{role}.differ", f"their {role} have different names"
        yield f"{role}.unknown", f"one report tells no {role}"
    yield "crossed", "who acts in one suffers in the other"
    yield "figures", "they carry the same figure"
    yield "figures.differ", "they carry different figures"
    yield "around", f"the sentences share {', '.join(rarest(set(first.around) & set(second.around), 4)) or 'little'}"
    yield "report", f"the reports are alike ({values['report']:.2f} of 1)"
    yield "report.lead", f"the leads are alike ({values['report.lead']:.2f} of 1)"
    yield "first", "both stand at the head of their reports"
    yield "days", "the reports were published on different days"


def _shared(mine: Iterable[Somebody], theirs: Iterable[Somebody]) -> str:
    pairs = [(likeness(p, q), p.told) for p in mine for q in theirs]
    return max(pairs, default=(0.0, ""))[1]
