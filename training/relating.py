"""Learning what relating weighs: `python -m training.relating --corpora DIR [--model DIR] [--after N]`; numpy only.

Writes src/dateline/data/relating/weights.json: logistic regression of whether words tell an event of a type on the clues that
`relate/events/readings.py` tells, over the training part of the real reports that we annotated (`corpus/standoff`).

The encoder is surer of reports that it was trained on than of any that it will read, so `--model` must not have seen those that
count here: with `--after`, only reports whose number is higher do.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

from corpus.notation.build import part
from corpus.notation.compile import compile_draft
from corpus.notation.joining import join
from dateline.annotate import Model, annotate, load_model
from dateline.model import Report
from dateline.relate.events.readings import Crowd, find_readings, tell_clues
from dateline.relate.events.scene import see
from dateline.relate.statements import relate_statements
from dateline.resolve import resolve
from training.corpora.real import MARKS
from training.merging import regress

ROOT = Path(__file__).parents[1]
WEIGHTS = ROOT / "src/dateline/data/relating/weights.json"
RIDGE = 2.0
"""How strongly weights are held near nothing, in examples."""
Clues = dict[str, float]


def examples(record: dict[str, Any], model: Model) -> Iterable[tuple[Clues, bool]]:
    """The clues of every reading in an annotated report, and whether it is right."""
    document = record["document"]
    published = date.fromisoformat(document["published"])
    report = Report(text=document["text"], published=published, outlet=document["outlet"], title=document["title"], language="en")
    layers = annotate(report, model)
    readings = resolve(report, layers)
    scene = see(report, layers, readings, relate_statements(report, layers, readings))
    told = [(*mention["span"], event["type"]) for event in record["events"] for mention in event["mentions"]]
    found = find_readings(scene)
    crowd = Crowd(found)
    for reading in found:
        right = any(kind == reading.type and start < reading.span.end and reading.span.start < end for start, end, kind in told)
        yield tell_clues(scene, reading, crowd), right


def fit(rows: Sequence[tuple[Clues, bool]]) -> Clues:
    """A weight for every clue, `base` for none."""
    names = sorted({name for clues, _ in rows for name in clues} - {"base"})
    table = np.array([[clues.get(name, 0.0) for name in names] for clues, _ in rows])
    theta = regress(table, np.array([right for _, right in rows], float), np.ones(len(rows)), RIDGE / len(rows))
    return {name: round(float(weight), 3) for name, weight in zip(["base", *names], theta, strict=True)}


def records(corpora: Path, after: int) -> Iterable[dict[str, Any]]:
    """The annotated real reports of the training part whose number is higher than `after`."""
    for draft in join(corpora, MARKS):
        number = re.match(r"\d+", draft.key)
        if part(draft.key) == "train" and number and int(number[0]) > after:
            yield compile_draft(draft)


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write."""
    parser = argparse.ArgumentParser(prog="python -m training.relating", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora's files, which have the reports' words")
    parser.add_argument("--model", type=Path, help="folder of an exported model that has not seen the reports (the bundled one)")
    parser.add_argument("--after", type=int, default=0, help="leave out reports up to this number")
    args = parser.parse_args(argv)
    model = load_model(args.model) if args.model else load_model()
    rows = [row for record in records(args.corpora, args.after) for row in examples(record, model)]
    WEIGHTS.write_text(json.dumps({"trigger": fit(rows)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} readings, {sum(right for _, right in rows)} right")


if __name__ == "__main__":
    main()
