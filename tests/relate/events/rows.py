"""Rows of `cases/events.jsonl` as layers, readings and statements, and what `relate_events` makes of them.

A row freezes what lies below: `tree` is `[part of speech, head, relation]` of each word; words of the text stand for their spans.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from dateline.model import (
    Actor,
    Argument,
    Cast,
    Entity,
    Event,
    Layers,
    Party,
    Predicate,
    Quantity,
    Readings,
    Report,
    Span,
    Statement,
    Timex,
    Toponym,
    Word,
    Words,
)
from dateline.relate.events import relate_events
from dateline.text import split_sentences, split_words

Row = dict[str, Any]


def find(text: str, words: str) -> Span:
    """Where `words` stand first in `text`."""
    at = text.index(words)
    return Span(at, at + len(words))


def words_of(row: Row) -> tuple[Word, ...]:
    """The row's words with its tree, or bare where it has none."""
    spans = split_words(row["text"])
    tree = row.get("tree") or [["", -1, "root"]] * len(spans)
    return tuple(Word(s, s.of(row["text"]), *cells) for s, cells in zip(spans, tree, strict=True))


def report_of(row: Row) -> Report:
    """The row as a report."""
    return Report(text=row["text"], published=date.fromisoformat(row["published"]))


def layers_of(row: Row) -> Layers:
    """What the encoder would have seen."""
    text, words = row["text"], words_of(row)
    predicates = []
    for trigger, kind, score, arguments in row["predicates"]:
        index = next(i for i, word in enumerate(words) if text.startswith(trigger, word.span.start) and word.text in trigger.split())
        span = Span(words[index].span.start, words[index].span.start + len(trigger))
        args = tuple(Argument(role, find(text, told), told) for role, told in arguments)
        predicates.append(Predicate(span, trigger, index, kind, score, args=args))
    names = tuple(Entity(find(text, told), told, kind) for told, kind in row["entities"])
    return Layers(tuple(split_sentences(text)), words, names, predicates=tuple(predicates))


def readings_of(row: Row) -> Readings:
    """What the spans mean, as the row tells."""
    text = row["text"]
    day = lambda iso: date.fromisoformat(iso) if iso else None  # noqa: E731
    times = tuple(Timex(find(text, w), w, "DATE", first, day(first), day(last), bound=bound) for w, first, last, bound in row["times"])
    places = tuple(Toponym(find(text, w), w, name, country, None, None, None, "literal", kind) for w, name, country, kind in row["places"])
    counts = tuple(
        Quantity(find(text, w), w, find(text, n), low, high, False, noun, unit) for w, n, low, high, noun, unit in row["quantities"]
    )
    names = list(dict.fromkeys((name, kind) for _, name, kind in row["cast"]))
    actors = tuple(Actor(f"a{i}", name, kind, None, "described") for i, (name, kind) in enumerate(names, 1))
    ids = {actor.name: actor.id for actor in actors}
    return Readings(times, places, counts, Cast(actors, tuple((find(text, w), ids[name]) for w, name, _ in row["cast"])))


def statements_of(row: Row, readings: Readings) -> tuple[Statement, ...]:
    """The row's statements, numbered in order."""
    text, found = row["text"], []
    for number, (source, cue, content, act) in enumerate(row["statements"], 1):
        party = Party(find(text, source), source, readings.cast.actor_of(find(text, source)))
        told = (Words(find(text, content), content),)
        found.append(Statement(f"s{number}", party, Words(find(text, cue), cue), told, act, "indirect"))
    return tuple(found)


def events_of(row: Row) -> tuple[Event, ...]:
    """The events that are read from a row."""
    readings = readings_of(row)
    return relate_events(report_of(row), layers_of(row), readings, statements_of(row, readings))


def cells_of(row: Row, event: Event) -> Row:
    """An event as plain values, actors by name."""
    names = {actor.id: actor.name for actor in readings_of(row).cast.actors}
    when = event.when
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "mentions": [m.text for m in event.mentions],
        "agents": [names[p.actor] for p in event.agents if p.actor],
        "targets": [names[p.actor] for p in event.targets if p.actor],
        "places": [p.name for p in event.places],
        "when": when and [d.isoformat() if d else None for d in (when.earliest, when.latest)],
        "figures": [[f.what, f.low, f.high, f.by] for f in event.figures],
        "accounts": [[a.by, a.stance] for a in event.accounts],
    }


def differences(row: Row) -> list[str]:
    """What differs from the row's expected cells; cells that it does not name are free."""
    got = [cells_of(row, event) for event in events_of(row)]
    if len(got) != len(row["events"]):
        return [f"{len(got)} events: {[g['mentions'] for g in got]}"]
    return [
        f"{key}: {g[key]!r}, not {want[key]!r}" for g, want in zip(got, row["events"], strict=True) for key in want if g[key] != want[key]
    ]
