"""Who is meant: `python -m benchmarks.accuracy.actors [GOLD …] [--layers gold|model] [--errors N]`.

Each source, recipient, agent and target span of the gold records is looked up in the cast; right where `score.py` would take the two
actors for the same. With `--layers gold` (the default) entities, attributions and arguments are built from the gold records, so that
joining alone is scored; with `--layers model` they are the encoder's.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

from dateline.model import Argument, Attribution, Cast, Entity, Layers, Predicate, Report, Span
from dateline.resolve.actors import resolve_actors
from dateline.resolve.places import resolve_places
from dateline.text import split_sentences

SHARED = Path(__file__).resolve().parents[3] / "shared" / "record"
FLOOR = 0.85
TYPES = {"person": "person", "state": "place", "people": "people"}


def load_scorer() -> ModuleType:
    """score.py, whose `same_actor` is the measure."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def gold_layers(record: dict[str, Any]) -> Layers:
    """Layers as a faultless encoder would give them."""
    text = record["document"]["text"]
    entities = {}
    for actor in record["actors"]:
        if actor["named"] != "named":
            continue
        names = sorted({actor["name"], *(a for a in actor.get("aliases", []) if a[:1].isupper())}, key=len, reverse=True)
        for name in names:
            for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                span = Span(*found.span())
                if name[:1].isupper() and not any(span.meets(s) for s in entities):
                    entities[span] = Entity(span, name, TYPES.get(actor["kind"], "organisation"))
    attributions = [
        Attribution(_spans([s["source"]]), _spans([s.get("cue")]), _spans(s["content"]), s["act"])
        for s in record["statements"]
    ]  # fmt: skip
    predicates = []
    for event in record["events"]:
        args = [
            Argument(role, Span(*p["span"]), p["text"])
            for role, key in (("agent", "agents"), ("target", "targets"))
            for p in event[key]
            if p.get("span")
        ]
        mention = event["mentions"][0]
        predicates.append(Predicate(Span(*mention["span"]), mention["text"], 0, event["type"], args=tuple(args)))
    for statement in record["statements"]:
        if statement.get("cue") and statement["cue"].get("span"):
            told = tuple(
                Argument("ARG2", Span(*c["span"]), c["text"]) for c in (statement.get("to"), statement.get("at")) if c and c.get("span")
            )
            predicates.append(Predicate(Span(*statement["cue"]["span"]), statement["cue"]["text"], 0, args=told))
    ordered = tuple(entities[s] for s in sorted(entities))
    return Layers(tuple(split_sentences(text)), (), ordered, (), tuple(attributions), tuple(predicates))


def _spans(cells: list[dict[str, Any] | None]) -> tuple[Span, ...]:
    return tuple(Span(*cell["span"]) for cell in cells if cell and cell.get("span"))


def read_cast(record: dict[str, Any], which: str) -> Cast:
    """The cast of a gold record's text."""
    document = record["document"]
    report = Report(
        text=document["text"],
        published=date.fromisoformat(document["published"]),
        outlet=document.get("outlet"),
        title=document.get("title"),
    )
    if which == "model":
        from dateline.annotate import annotate

        layers = annotate(report)
    else:
        layers = gold_layers(record)
    return resolve_actors(report, layers, resolve_places(report.text, layers.entities, layers.words))


def gold_phrases(record: dict[str, Any]) -> list[tuple[str, Span, str]]:
    """Role, span and actor of every phrase whose actor the gold gives, each once."""
    found = set()
    for statement in record["statements"]:
        for role in ("source", "to", "at"):
            cell = statement.get(role) or {}
            if cell.get("span") and cell.get("actor"):
                found.add((role, Span(*cell["span"]), cell["actor"]))
    for event in record["events"]:
        for role, key in (("agent", "agents"), ("target", "targets")):
            found |= {(role, Span(*p["span"]), p["actor"]) for p in event[key] if p.get("span")}
    return sorted(found, key=lambda row: (row[1], row[0]))


def main() -> int:
    """Print the scores; 1 where the share of right phrases is under the floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "gold", nargs="*", type=Path, default=[SHARED / "gold" / "seed.json", *sorted((SHARED / "gold" / "dev").glob("*.json"))]
    )
    parser.add_argument("--layers", choices=("gold", "model"), default="gold")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    scorer, right, every, left = load_scorer(), Counter[str](), Counter[str](), args.errors
    for path in args.gold:
        record = json.loads(path.read_text(encoding="utf-8"))
        cast = read_cast(record, args.layers)
        gold = scorer.Side(record)
        pred = scorer.Side({"actors": [{"id": a.id, "name": a.name, "kind": a.kind} for a in cast.actors]})
        for role, span, actor in gold_phrases(record):
            found = cast.actor_of(span)
            same = scorer.same_actor(gold, actor, pred, found)
            every[role] += 1
            right[role] += same
            if not same and left > 0:
                left -= 1
                got = next((a.name for a in cast.actors if a.id == found), None)
                print(f"{path.stem}: {role} {span.of(record['document']['text'])!r} is {gold.actors[actor]['name']!r}, got {got!r}")
    for role in sorted(every):
        print(f"{role:8} {right[role] / every[role]:.3f} of {every[role]}")
    share = sum(right.values()) / max(sum(every.values()), 1)
    print(f"who      {share:.3f} of {sum(every.values())} (floor {FLOOR})")
    return int(share < FLOOR)


if __name__ == "__main__":
    raise SystemExit(main())
