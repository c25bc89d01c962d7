"""Events across reports: which are worth comparing, and whether two are the same occurrence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from dateline.merge.compare import NEAR_KM, compare_events, gap_of
from dateline.merge.seeing import Seen, Somebody, likeness, see
from dateline.merge.stories import telling_words
from dateline.merge.weights import judge
from dateline.merge.words import rarest, rarity
from dateline.model import Event, Judgement, Record, Sighting
from dateline.model.incidents import event_keys

WEEK = 7
"""Days of a bucket: reports seldom put one occurrence more than a week apart; two buckets that touch meet."""


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


# ---------------------------------------------------------------- reasons


def _say(a: Sighting, b: Sighting, values: dict[str, float]) -> Iterator[tuple[str, str]]:
    """What an editor should read of each feature; a product says both."""
    said = dict(_say_plain(a, b, values))
    yield from said.items()
    for name in values:
        parts = name.split(" & ")
        if len(parts) > 1:
            yield name, "; ".join(said[part] for part in parts if part in said)


def _say_plain(a: Sighting, b: Sighting, values: dict[str, float]) -> Iterator[tuple[str, str]]:
    first, second = see(a), see(b)
    yield from _say_kind(a.event, b.event, first, second)
    yield from _say_when(first, second)
    yield "place", f"both in {', '.join(sorted(p.name for p in a.event.places if second.places & first.places)[:2])}"
    yield "place.near", f"their places are within {NEAR_KM:.0f} km"
    yield "place.differs", "their places differ"
    yield "place.abroad", "they are in different countries"
    yield "place.unknown", "one report tells no place"
    for role in ("agents", "targets"):
        yield role, f"the {role} of both share “{_shared(getattr(first, role), getattr(second, role))}”"
        yield f"{role}.differ", f"their {role} have different names"
        yield f"{role}.unknown", f"one report tells no {role}"
    yield "crossed", "who acts in one suffers in the other"
    yield "args", "the parties of one are named beside the other"
    yield "args.differ", "the parties of neither are named beside the other"
    yield from _say_texts(first, second, values)


def _say_kind(a: Event, b: Event, first: Seen, second: Seen) -> Iterator[tuple[str, str]]:
    yield "type", f"both are of type {a.type}"
    yield "type.differs", f"one is of type {a.type}, the other {b.type}"
    yield "mode", f"both are told as {a.mode}"
    yield "mode.differs", f"one is told as {a.mode}, the other as {b.mode}"
    yield "status", "both are told as equally real"
    yield "kind", "their words can stand for the same kind of event"
    yield "kind.differs", "their words stand for different kinds of event"
    same, words = sorted(first.keys & second.keys), sorted((*first.keys, *second.keys))
    yield "word", f"both are called “{'”, “'.join(same[:3])}”"
    yield "rare", f"“{(same or words)[0]}” is a rare word" if same or words else "a rare word"
    yield "word.part", f"their names share “{'”, “'.join(rarest(first.triggers & second.triggers, 2))}”"
    for name in ("kin", "kin.close"):
        yield name, f"“{'”, “'.join(words[:4])}” are used alike"
    yield "said", "both are acts of saying"
    yield "said.one", "one is an act of saying, the other is not"


def _say_when(first: Seen, second: Seen) -> Iterator[tuple[str, str]]:
    yield "when.exact", "on the same day"
    yield "when.near", "within the same days"
    yield "when.loose", "their times allow it"
    yield "when.unknown", "one report tells no time"
    if first.when and second.when:
        yield "when.apart", f"{gap_of(first.when, second.when)} days lie between their times"


def _say_texts(first: Seen, second: Seen, values: dict[str, float]) -> Iterator[tuple[str, str]]:
    yield "figures", "they carry the same figure"
    yield "figures.differ", "they carry different figures"
    yield "numbers", f"their sentences share the number {', '.join(sorted(first.numbers & second.numbers)[:2])}"
    yield "numbers.differ", "their sentences hold different numbers"
    yield "around", f"the sentences share {', '.join(rarest(set(first.around) & set(second.around), 4)) or 'little'}"
    yield "own", "both stand in one report"
    yield "near", "how near they stand in it"
    for name in ("alike", "alike.more"):
        yield name, f"the reports are about the same ({values.get('alike', 0.0):.2f} of 1)"
    for name in ("names", "names.most"):
        yield name, f"the other report holds {100 * values.get(name, 0.0):.0f} per cent of the names beside it"
    yield "names.unknown", "no name stands beside either"
    yield "elsewhere", "each report has the other's word too"
    yield "first", "both stand at the head of their reports"
    yield "lead", "they stand equally far down in their reports"


def _shared(mine: Iterable[Somebody], theirs: Iterable[Somebody]) -> str:
    pairs = [(likeness(p, q), p.told) for p in mine for q in theirs]
    return max(pairs, default=(0.0, ""))[1]
