"""Learn and write src/dateline/data/relating/weights.json: `python -m training.relating --corpora DIR --unseen FIRST-LAST MODEL …`."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from dateline.lexicon import load_data
from training.merging import regress
from training.relating.questions import QUESTIONS, Clues, Question, Row
from training.relating.reports import Stretch, samples

WEIGHTS = Path(__file__).parents[2] / "src/dateline/data/relating/weights.json"


def fit(rows: Sequence[Row], question: Question) -> Clues:
    """A weight for every clue that counts, `base` for none."""
    seen = Counter(name for clues, _ in rows for name in clues)
    names = sorted(n for n, times in seen.items() if n != "base" and (times >= question.often or not n.startswith(question.rare)))
    table = np.array([[clues.get(name, 0.0) for name in names] for clues, _ in rows])
    right = np.array([right for _, right in rows], float)
    theta = regress(table, right, np.ones(len(rows)), question.ridge / len(rows))
    found = {name: round(float(weight), 3) for name, weight in zip(["base", *names], theta, strict=True)}
    kept = {n for n, weight in found.items() if abs(weight) >= question.slight or n == "base" or not n.startswith(question.rare)}
    return {name: weight for name, weight in found.items() if name in kept}


def _stretch(told: Sequence[str]) -> Stretch:
    first, _, last = told[0].partition("-")
    return range(int(first), int(last) + 1), Path(told[1])


def main(argv: Sequence[str] | None = None) -> None:
    """Fit and write, question by question."""
    parser = argparse.ArgumentParser(prog="python -m training.relating", description=__doc__)
    parser.add_argument("--corpora", type=Path, required=True, help="folder of the corpora's files, which have the reports' words")
    parser.add_argument(
        "--unseen", nargs=2, action="append", required=True, metavar=("FIRST-LAST", "MODEL"), help="reports and their reader"
    )
    args = parser.parse_args(argv)
    read = list(samples(args.corpora, [_stretch(told) for told in args.unseen]))
    weights = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    for question in QUESTIONS:
        rows = [row for sample in read for row in question.rows(sample)]
        weights[question.name] = fit(rows, question)
        WEIGHTS.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")
        load_data.cache_clear()
        print(f"{question.name}: {len(rows)} candidates, {sum(right for _, right in rows)} right, {len(weights[question.name])} weights")


if __name__ == "__main__":
    main()
