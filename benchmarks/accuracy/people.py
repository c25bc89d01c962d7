"""How far a careful reader comes: `python -m benchmarks.accuracy.people [--gold DIR] [--write]`.

Reports of gold/dev annotated anew by us, blind, with FORMAT.md and four other gold records at hand (`corpus/standoff/gold`), and scored
as the reader is: what two people leave between them, which is above what a machine can be asked for.
`--write` puts it into corpus/README.md.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.accuracy.records import Rows, lines
from benchmarks.blocks import put_block
from corpus.notation.compile import compile_draft
from corpus.notation.standoff import attach
from record import score as scorer

ROOT = Path(__file__).parents[2]
MARKS = ROOT / "corpus" / "standoff" / "gold"


def score_people(gold: Path) -> tuple[int, Rows]:
    """How many reports, and the scores of our annotation against their gold records."""
    total, paths = scorer.Tally(), sorted(MARKS.glob("*.marks"))
    for path in paths:
        record = json.loads((gold / f"{path.stem}.json").read_text(encoding="utf-8"))
        scorer.score(record, compile_draft(attach(path, record["document"]["text"].strip())), total)
    return len(paths), scorer.summary(total)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=ROOT.parent / "shared" / "record" / "gold" / "dev")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    number, rows = score_people(asked.gold)
    body = "\n".join([f"{number} reports of gold/dev annotated by us, blind", *lines(rows)])
    print(body)
    if asked.write:
        put_block(ROOT / "corpus" / "README.md", "people", f"```\n{body}\n```")


if __name__ == "__main__":
    main()
