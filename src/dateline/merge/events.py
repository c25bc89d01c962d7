"""Events across reports: which are worth comparing, and whether two are the same occurrence."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date

from dateline.merge.occurrences import occurrence_likeness
from dateline.merge.passages import profile
from dateline.merge.seeing import Seen, Somebody, likeness, see
from dateline.merge.senses import relation
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
    """For each event key the short names that sightings of one occurrence share: type, week, and a place, a party or the subject."""
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
    """Whether two sightings are of the same occurrence: by what evokes them, time, place, parties, figures and their reports."""
    a, b = sorted((a, b), key=lambda sighting: sighting.key)
    values = compare_events(a, b)
    return judge("event", (a.key, b.key), values, lambda: _say(a, b, values))


def compare_events(a: Sighting, b: Sighting) -> dict[str, float]:
    """Feature values for two sightings; the same whichever comes first."""
    first, second = see(a), see(b)
    found = {
        **_compare_kind(a.event, b.event),
        **_compare_triggers(first, second),
        **_compare_times(first, second),
        **_compare_places(first, second),
        **_compare_parties(first, second),
        **_compare_figures(first, second),
        **_compare_texts(a, b, first, second),
    }
    word, sense, alike = found["word"], found["sense"], found["alike"]
    return {
        **found,
        "word and report": word * alike,
        "sense and report": sense * alike,
        "word and names": word * found["names"],
        "word and parties": word * max(found["agents"], found["targets"]),
        "word and type": word * found["type"],
        "type and report": found["type"] * alike,
    }


def _compare_kind(a: Event, b: Event) -> dict[str, float]:
    modes = bool(a.mode and b.mode and "other" not in (a.mode, b.mode))
    real = {"happened": 1, "ongoing": 1, "not": 2, "denied": 2}
    return {
        "type": float(a.type == b.type and a.type != ""),
        "type.differs": float(a.type != b.type and "" not in (a.type, b.type)),
        "mode": float(modes and a.mode == b.mode and a.type == b.type),
        "mode.differs": float(modes and a.mode != b.mode),
        "status": float(real.get(a.status, 0) == real.get(b.status, 0)),
    }


def _compare_triggers(a: Seen, b: Seen) -> dict[str, float]:
    same, shared = a.keys & b.keys, a.triggers & b.triggers
    near = 1.0 if same else max((relation(p, q) for p in a.keys for q in b.keys), default=0.0)
    return {
        "word": float(bool(same)),
        "word.rare": max((rarity(w) for key in same for w in key.split()), default=0.0) / 8,
        "word.part": float(bool(shared) and not same),
        "sense": float(near == 1 and not same),
        "sense.wider": float(near == 0.5),
        "sense.near": float(near == 0.25),
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
    """The sentences around the two, and the reports they stand in."""
    if a.record.document.id == b.record.document.id:
        return {"around": cosine(first.around, second.around), "own": 1.0, "alike": 0.0, "names": 0.0}
    logit = occurrence_likeness(*sorted((a.record.document, b.record.document), key=lambda d: d.id))
    one, other = profile(a.record.document).body, profile(b.record.document).body
    known = [part for part in (_held(first.named, other), _held(second.named, one)) if part is not None]
    return {
        "around": cosine(first.around, second.around),
        "own": 0.0,
        "alike": 1 / (1 + math.exp(-(logit + 2))),
        "alike.more": max(-1.0, min(1.0, logit / 5)),
        "names": min(known, default=0.0),
        "names.unknown": float(not known),
        "first": float(first.first and second.first),
    }


def _held(names: frozenset[str], body: dict[str, float]) -> float | None:
    """How much of the rarity of the names beside one event the other report holds; None where no name stands there."""
    total = math.fsum(rarity(t) for t in sorted(names))
    return math.fsum(rarity(t) for t in sorted(names) if t in body) / total if total else None


# ---------------------------------------------------------------- reasons


def _say(a: Sighting, b: Sighting, values: dict[str, float]) -> Iterator[tuple[str, str]]:
    """What an editor should read of each feature."""
    first, second = see(a), see(b)
    yield "type", f"both are of type {a.event.type}"
    yield "mode", f"both are told as {a.event.mode}"
    yield "mode.differs", f"one is told as {a.event.mode}, the other as {b.event.mode}"
    yield "status", "both are told as equally real"
    called = "”, “".join(sorted(first.keys & second.keys)[:3])
    for name in ("word", "word.rare", "word and type", "word and names"):
        yield name, f"both are called “{called}”"
    yield "word.part", f"their names share “{'”, “'.join(rarest(first.triggers & second.triggers, 2))}”"
    for name in ("sense", "sense and report"):
        yield name, "what they are called can mean the same"
    yield "sense.wider", "one is called by a wider word than the other"
    yield "sense.near", "what they are called is of one kind"
    yield "when.exact", "on the same day"
    yield "when.near", "within the same days"
    yield "when.loose", "their times allow it"
    yield "when.unknown", "one report tells no time"
    if first.when and second.when:
        yield "when.apart", f"{gap_of(first.when, second.when)} days lie between their times"
    yield "place", f"both in {', '.join(sorted(p.name for p in a.event.places if see(b).places & see(a).places)[:2])}"
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
    alike = f"the reports are about the same ({values['alike']:.2f} of 1)"
    for name in ("alike", "alike.more", "word and report", "type and report"):
        yield name, alike
    yield "names", f"the other report holds {100 * values['names']:.0f} per cent of the names beside it"
    yield "names.unknown", "no name stands beside either"
    yield "word and parties", "one word for the same parties"
    yield "first", "both stand at the head of their reports"
    yield "type.differs", f"one is of type {a.event.type}, the other {b.event.type}"


def _shared(mine: Iterable[Somebody], theirs: Iterable[Somebody]) -> str:
    pairs = [(likeness(p, q), p.told) for p in mine for q in theirs]
    return max(pairs, default=(0.0, ""))[1]
