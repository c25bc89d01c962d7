"""Score the figures: how many `figures` cells of gold records have a quantity that meets their span and has their bounds.

    python -m benchmarks.accuracy.figures [GOLD] [--errors]

GOLD defaults to `../shared/record/gold` beside the repository. Only recall is scored: a report holds numbers that belong to no event.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dateline.model import Span
from dateline.resolve.figures import read_quantities

GOLD = Path(__file__).resolve().parents[3] / "shared" / "record" / "gold"


@dataclass(slots=True)
class Score:
    """Cells, those met by a quantity, those whose bounds agree, those whose unit and roughness do too; quantities read."""

    cells: int = 0
    met: int = 0
    right: int = 0
    whole: int = 0
    read: int = 0


def score_figures(gold: Path = GOLD) -> tuple[Score, list[str]]:
    """The counts over dev and seed, and a line for each cell that is not right."""
    score, errors = Score(), []
    for path in [*sorted((gold / "dev").glob("*.json")), gold / "seed.json"]:
        record = json.loads(path.read_text(encoding="utf-8"))
        text = record["document"]["text"]
        read = read_quantities(text)
        score.read += len(read)
        cells = [f for event in record["events"] for f in event.get("figures", []) if f.get("span")]
        for cell in cells:
            near = [q for q in read if q.span.meets(Span(*cell["span"]))]
            right = [q for q in near if (q.low, q.high) == (cell.get("low"), cell.get("high"))]
            score.cells += 1
            score.met += bool(near)
            score.right += bool(right)
            score.whole += any((q.approx, q.unit) == (cell.get("approx", False), cell.get("unit")) for q in right)
            if not right:
                errors.append(
                    f"{path.stem}: {cell['text']!r} {cell.get('low')}..{cell.get('high')}, made {[(q.text, q.low, q.high) for q in near]}"
                )
    return score, errors


def main(arguments: Sequence[str]) -> int:
    """Print the table; with `--errors`, the errors too."""
    paths = [Path(a) for a in arguments if not a.startswith("-")]
    score, errors = score_figures(paths[0] if paths else GOLD)
    if "--errors" in arguments:
        print("\n".join(errors))
    print(f"figures: {score.cells} cells, met {score.met / score.cells:.3f}, bounds right {score.right / score.cells:.3f}, "
          f"unit and roughness too {score.whole / score.cells:.3f}; {score.read} quantities read")  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
