"""Learning where events are told to lie: `python -m training.siting --corpora DIR --unseen FIRST-LAST MODEL …`; numpy only.

Writes src/dateline/data/relating/places.json: logistic regression of whether a place in the sentence of an event's mention is the
event's on the clues that `relate/events/siting.py` tells, over the same reports and with the same readers as `training/relating.py`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from dateline.annotate import Model, annotate, load_model
from dateline.model import Entity, Layers, Readings, Report, Toponym
from dateline.relate.events.coreference import join_mentions
from dateline.relate.events.scene import see
from dateline.relate.events.siting import tell_clues
from dateline.relate.events.triggers import Trigger, find_triggers
from dateline.relate.events.where import offer_places
from dateline.relate.statements import relate_statements
from dateline.resolve import resolve
from training.merging import regress
from training.relating import ROOT, Clues, parser_of, records, stretches_of

WEIGHTS = ROOT / "src/dateline/data/relating/places.json"
RIDGE = 16.0
"""How strongly weights are held near nothing, in examples; chosen, like the clues, by leaving out a fifth of the reports at a time."""
OFTEN, SLIGHT = 4, 0.02
"""Times that a clue is to be seen, and what it must weigh, to count."""


def examples(record: dict[str, Any], model: Model) -> Iterable[tuple[Clues, bool]]:
    """The clues of every place beside a mention in an annotated report, and whether it is the event's."""
    document = record["document"]
    published = date.fromisoformat(document["published"])
    report = Report(text=document["text"], published=published, outlet=document["outlet"], title=document["title"], language="en")
    layers = annotate(report, model)
    return compare(record, report, layers, resolve(report, layers))


def compare(record: dict[str, Any], report: Report, layers: Layers, readings: Readings) -> Iterable[tuple[Clues, bool]]:
    """The same with the report read already."""
    scene = see(report, layers, readings, relate_statements(report, layers, readings))
    for group in join_mentions(scene, find_triggers(scene)):
        told = _same_event(group, record["events"])
        for trigger in group:
            for place, rule in offer_places(scene, trigger):
                yield tell_clues(scene, trigger, place, rule), any(_is_right(place, other) for other in told)


def _same_event(group: Sequence[Trigger], events: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places of the annotated event that shares most mentions with a group; of its type before others."""

    def shared(event: dict[str, Any]) -> float:
        spans = [mention["span"] for mention in event["mentions"]]
        common = sum(any(start < t.span.end and t.span.start < end for t in group) for start, end in spans)
        return common / len(spans) + (event["type"] == group[0].type) if common else 0.0

    best = max(events, key=shared, default=None)
    return list(best["places"]) if best is not None and shared(best) else []


def _is_right(place: Toponym | Entity, told: dict[str, Any]) -> bool:
    """Whether an annotated place has the name of a place read, or its words."""
    name = place.name if isinstance(place, Toponym) else place.text
    start, end = told["span"] or (0, 0)
    return name.lower() == (told["name"] or "").lower() or (start < place.span.end and place.span.start < end)


def fit(rows: Sequence[tuple[Clues, bool]]) -> Clues:
    """A weight for every clue seen often, `base` for none."""
    seen = Counter(name for clues, _ in rows for name in clues)
    names = sorted(name for name, times in seen.items() if name != "base" and times >= OFTEN)
    table = np.array([[clues.get(name, 0.0) for name in names] for clues, _ in rows])
    theta = regress(table, np.array([right for _, right in rows], float), np.ones(len(rows)), RIDGE / len(rows))
    weights = zip(["base", *names], theta, strict=True)
    return {name: round(float(weight), 3) for name, weight in weights if name == "base" or abs(weight) >= SLIGHT}


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write."""
    args = parser_of("siting", __doc__).parse_args(argv)
    stretches = stretches_of(args)
    models = {folder: load_model(folder) for _, folder in stretches}
    rows = [row for record, folder in records(args.corpora, stretches) for row in examples(record, models[folder])]
    WEIGHTS.write_text(json.dumps({"place": fit(rows)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} places, {sum(right for _, right in rows)} right")


if __name__ == "__main__":
    main()
