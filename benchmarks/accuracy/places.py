"""Places against GeoVirus: `python -m benchmarks.accuracy.places [CORPUS] [--errors N]`.

Gold spans are given as entities, so that only finding the right place is scored. `found`: the toponym got a place; `right`: within 161 km
(100 miles, the usual measure) of the gold point, of those found; countries count like the rest, by the middle of their land.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import Counter
from pathlib import Path

from dateline.model import Entity, Span
from dateline.resolve.places import resolve_places

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora" / "place.jsonl.gz"
WITHIN = 161.0
FLOORS = {"found": 0.90, "right": 0.88}


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Kilometres between two points."""
    p, q = math.radians(a[0]), math.radians(b[0])
    half = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(math.sqrt(min(1.0, half)))


def main() -> int:
    """Print the scores; 1 where one is under its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", nargs="?", type=Path, default=CORPUS)
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    count: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    with gzip.open(args.corpus, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            entities = [Entity(Span(*t["span"]), t["text"], "place") for t in row["toponyms"]]
            found = resolve_places(text, entities, ())
            count["loose"] += sum(not any(f.span.meets(e.span) for e in entities) for f in found)
            for gold in row["toponyms"]:
                span, point = Span(*gold["span"]), (gold["lat"], gold["lon"])
                hits = [f for f in found if f.span.meets(span)]
                hit = next((f for f in hits if f.lat is not None), None)
                count["gold"] += 1
                if hit is None or hit.lat is None or hit.lon is None:
                    errors[f"not found: {gold['text']} ({hits[0].rule if hits else 'no mention'})"] += 1
                    continue
                off = distance((hit.lat, hit.lon), point)
                count["found"] += 1
                count["right"] += off <= WITHIN
                if off > WITHIN:
                    errors[
                        f"{off:.0f} km: {gold['text']} {point} got {hit.name}, {hit.country} {hit.lat:.1f},{hit.lon:.1f} ({hit.rule})"
                    ] += 1
    for line, times in errors.most_common(args.errors):
        print(f"{times:4} {line}")
    scores = {"found": count["found"] / count["gold"], "right": count["right"] / max(count["found"], 1)}
    print(f"gold {count['gold']}  " + "  ".join(f"{key} {value:.3f} (floor {FLOORS[key]})" for key, value in scores.items()))
    return int(any(scores[key] < floor for key, floor in FLOORS.items()))


if __name__ == "__main__":
    raise SystemExit(main())
