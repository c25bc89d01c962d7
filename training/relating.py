"""Learning what relating weighs: `python -m training.relating --corpora DIR --unseen FIRST-LAST MODEL …`; numpy only.

Writes src/dateline/data/relating/weights.json: logistic regression of whether words tell an event of a type on the clues that
`relate/events/readings.py` tells, over the training part of the real reports that we annotated (`corpus/standoff`).

The encoder is surer of reports that it was trained on than of any that it will read. So each stretch of reports, by number, is
read with an exported model that has not seen them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
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
OFTEN, SLIGHT = 3, 0.05
"""Times that a word is to be read as an event of a type, and what it must weigh, to be a clue of its own."""
Clues = dict[str, float]
Stretch = tuple[range, Path]
"""Numbers of reports, and the folder of an exported model that has not seen them."""


def report_of(record: dict[str, Any]) -> Report:
    """The report that an annotated record was made of."""
    document = record["document"]
    published = date.fromisoformat(document["published"])
    return Report(text=document["text"], published=published, outlet=document["outlet"], title=document["title"], language="en")


def examples(record: dict[str, Any], model: Model) -> Iterable[tuple[Clues, bool]]:
    """The clues of every reading in an annotated report, and whether it is right."""
    report = report_of(record)
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
    """A weight for every clue, `base` for none; for a word only where it is seen often and weighs something."""
    seen = Counter(name for clues, _ in rows for name in clues)
    weights = weigh(rows, {name for name, times in seen.items() if times >= OFTEN or not name.startswith("word-")}, RIDGE)
    return {name: round(weight, 3) for name, weight in weights.items() if not name.startswith("word-") or abs(weight) >= SLIGHT}


def weigh(rows: Sequence[tuple[Clues, bool]], chosen: Collection[str], ridge: float) -> Clues:
    """What `base` and the chosen clues weigh by logistic regression, held near nothing by `ridge` examples."""
    names = sorted(name for name in chosen if name != "base")
    table = np.array([[clues.get(name, 0.0) for name in names] for clues, _ in rows])
    theta = regress(table, np.array([right for _, right in rows], float), np.ones(len(rows)), ridge / len(rows))
    return {name: float(weight) for name, weight in zip(["base", *names], theta, strict=True)}


def records(corpora: Path, stretches: Sequence[Stretch]) -> Iterable[tuple[dict[str, Any], Path]]:
    """The annotated real reports of the training part that lie in a stretch, with the model to read them with."""
    for draft in join(corpora, MARKS):
        number = re.match(r"\d+", draft.key)
        for numbers, model in stretches:
            if number and int(number[0]) in numbers and part(draft.key) == "train":
                yield compile_draft(draft), model


def _stretch(told: Sequence[str]) -> Stretch:
    first, _, last = told[0].partition("-")
    return range(int(first), int(last) + 1), Path(told[1])


def parser_of(name: str, told: str | None) -> argparse.ArgumentParser:
    """What the two commands that learn from annotated real reports are given: this one and `training.stating`."""
    parser = argparse.ArgumentParser(prog=f"python -m training.{name}", description=told, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora's files, which have the reports' words")
    parser.add_argument(
        "--unseen", nargs=2, action="append", required=True, metavar=("FIRST-LAST", "MODEL"), help="reports and their reader"
    )
    return parser


def stretches_of(args: argparse.Namespace) -> list[Stretch]:
    """The stretches of reports that a command was given, each with its reader."""
    return [_stretch(told) for told in args.unseen]


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write."""
    args = parser_of("relating", __doc__).parse_args(argv)
    stretches = stretches_of(args)
    models = {folder: load_model(folder) for _, folder in stretches}
    rows = [row for record, folder in records(args.corpora, stretches) for row in examples(record, models[folder])]
    WEIGHTS.write_text(json.dumps({"trigger": fit(rows)}, indent=1) + "\n", encoding="utf-8")
    print(f"{len(rows)} readings, {sum(right for _, right in rows)} right")


if __name__ == "__main__":
    main()
