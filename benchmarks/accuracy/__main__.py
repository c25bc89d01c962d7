"""All accuracy scores in one table: `python -m benchmarks.accuracy [--write] [--floors] [--shared DIR] [--model DIR]`.

`--write` puts the table into docs/scores.md; `--floors` checks floors.json and exits 1 where a score fell below. Without
../shared only our own development reports are scored, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

from benchmarks.accuracy import records
from benchmarks.blocks import put_block
from dateline.annotate import Model, load_model

ROOT = Path(__file__).parents[2]
OWN = ROOT / "build/corpus/dev"
REAL = ROOT / "build/corpus/real/dev"
FLOORS = Path(__file__).parent / "floors.json"
HEADLINES = ("record", "statements", "events")


def compile_own(shared: Path) -> None:
    """Compile our own reports, and our annotation of real ones where their texts are at hand, so that development parts can be scored."""
    command = [sys.executable, "-m", "corpus.notation"]
    subprocess.run([*command, "build"], cwd=ROOT, check=False, stdout=subprocess.DEVNULL)
    if (shared / "corpora").exists():
        subprocess.run([*command, "attach", "--corpora", str(shared / "corpora")], cwd=ROOT, check=False)


def score_sets(shared: Path, model: Model) -> dict[str, records.Rows]:
    """Record scores of every set of gold records that is at hand."""
    sets = {"own dev": OWN, "gold/dev": shared / "record/gold/dev", "gold/seed": shared / "record/gold/seed.json", "real dev": REAL}
    return {
        name: records.score_folder(where, model, ROOT / "build/read" / name.replace("/", "-"))
        for name, where in sets.items()
        if where.exists()
    }


def check_floors(scores: dict[str, records.Rows]) -> list[str]:
    """What fell below its floor, in words."""
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8"))
    return [
        f"{name} {kind}: {scores[name][kind]['f1']:.3f} is below the floor of {floor:.3f}"
        for name, kinds in floors.items()
        if name in scores
        for kind, floor in kinds.items()
        if scores[name][kind]["f1"] < floor
    ]


def table(scores: dict[str, records.Rows], layers: dict[str, float], model: Model) -> str:
    """Everything as Markdown."""
    parts = ["# Scores", f"Printed by `python -m benchmarks.accuracy --write` on {date.today()}, model `{model.version}`."]
    for name, rows in scores.items():
        parts += [f"## Records: {name}", "```", *records.lines(rows), "```"]
    if layers:
        parts += ["## Layers, on the corpora's development parts", "| layer | score |", "| --- | --- |"]
        parts += [f"| {kind} | {value:.3f} |" for kind, value in layers.items()]
    return "\n".join(parts) + "\n"


def headline(scores: dict[str, records.Rows]) -> str:
    """The table that the README shows."""
    rows = [f"| {name} | " + " | ".join(f"{r[kind]['f1']:.2f}" for kind in HEADLINES) + " |" for name, r in scores.items()]
    return "\n".join(["| F1 over facts | record | statements | events |", "| --- | --- | --- | --- |", *rows])


def cells(rows: records.Rows) -> str:
    """Precision and recall of each kind of cell."""
    lines = [f"| {kind} | {r['precision']:.2f} | {r['recall']:.2f} | {r['f1']:.2f} | {r['gold']:.0f} |" for kind, r in rows.items()]
    return "\n".join(["| cell | precision | recall | F1 | in gold |", "| --- | --- | --- | --- | --- |", *lines])


def main() -> int:
    """Score, print, and check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--model", type=Path, help="another model folder, as training.export writes it")
    parser.add_argument("--write", action="store_true", help="write docs/scores.md")
    parser.add_argument("--floors", action="store_true", help="only check that nothing fell below its floor")
    args = parser.parse_args()
    compile_own(args.shared)
    model = load_model(args.model)
    scores = score_sets(args.shared, model)
    for name in ("gold/dev", "gold/seed", "real dev"):
        if name not in scores:
            print(f"{name}: skipped, {args.shared} is not here")
    if args.floors:
        for name, rows in scores.items():
            print(name, {kind: round(rows[kind]["f1"], 3) for kind in HEADLINES})
        fallen = check_floors(scores)
        print("\n".join(fallen) or "no score below its floor")
        return 1 if fallen else 0
    layers: dict[str, float] = {}
    if (args.shared / "corpora").exists():
        from benchmarks.accuracy.layers import score_all

        layers = score_all(args.shared / "corpora", ROOT / "build/corpus", model)
    text = table(scores, layers, model)
    print(text)
    if args.write:
        (ROOT / "docs/scores.md").write_text(text, encoding="utf-8")
        put_block(ROOT / "README.md", "scores", headline(scores))
        put_block(ROOT / "docs/wrong.md", "cells", cells(scores.get("gold/dev", scores["own dev"])))
    return 0


if __name__ == "__main__":
    sys.exit(main())
