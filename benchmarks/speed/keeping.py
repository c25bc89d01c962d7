"""What keeping costs: `python -m benchmarks.speed.keeping [--records FILE] [--marks 1000 10000] [--beside] [--db STORE] [--write]`.

Puts records (a file of `dateline read --json`, or our own reports') into a new store in transactions of 32, merged after each as
`dateline add` does it, and prints at each mark what the reports since the last one took of this process's time. Where there are not
enough they come again in other words (`reworded.py`), a lifetime later, so that the archive grows longer, or with `--beside` a month
later, so that it grows denser. Nothing is read, so the encoder's share is left out.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.blocks import put_block
from benchmarks.speed.reworded import retell
from benchmarks.speed.variants import NOW
from dateline.keep.adding import BATCH
from dateline.keep.library import Library
from dateline.keep.merging import refresh
from dateline.model import Record
from dateline.store import Store, open_store
from dateline.store.copying import size_on_disk
from dateline.store.schema import incident, judgement, record
from dateline.store.testimony import end_run, keep_report, start_run

ROOT = Path(__file__).parents[2]
MONTH, LIFETIME = 37, 63 * 366
"""Days by which records are moved each time that they come again."""
HEAD = (
    "| reports | incidents | pairs judged and kept | keeping, ms a report | merging, ms a report | store, kB a report |\n"
    "| ---: | ---: | ---: | ---: | ---: | ---: |"
)


def own_records() -> list[str]:
    """Records of our own reports, a line each."""
    paths = sorted((ROOT / "build/corpus").glob("*/*.json"))
    if not paths:
        raise SystemExit("there are no records of our own: run `make corpus` first")
    return [path.read_text(encoding="utf-8") for path in paths]


def keep(store: Store, library: Library, some: list[Record]) -> tuple[float, float]:
    """One transaction and the merging after it: seconds of this process for each."""
    start = time.process_time()
    with store.writing() as connection:
        writer = start_run(connection, "benchmark", {}, NOW)
        for one in some:
            keep_report(writer, one, "benchmark", None)
        end_run(writer)
    kept = time.process_time()
    refresh(store, library)
    return kept - start, time.process_time() - kept


def measure(store: Store, marks: list[int], records: Iterator[Record]) -> Iterator[str]:
    """A row of the table at each mark."""
    made, since, library = 0, 0, Library()
    keeping = merging = 0.0
    while made < marks[-1] and (some := list(islice(records, BATCH))):
        one, other = keep(store, library, some)
        made, since, keeping, merging = made + len(some), since + len(some), keeping + one, merging + other
        if made >= marks[0]:
            marks = marks[1:] or [made]
            with store.reading() as connection:
                found = [connection.execute(select(func.count()).select_from(t)).scalar_one() for t in (record, incident, judgement)]
            costs = f"{1000 * keeping / since:,.1f} | {1000 * merging / since:,.1f} | {size_on_disk(store) / found[0] / 1000:,.0f}"
            yield f"| {found[0]:,} | {found[1]:,} | {found[2]:,} | {costs} |"
            since, keeping, merging = 0, 0.0, 0.0


def main() -> None:
    """Prints the table, row by row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--marks", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--records", type=Path, help="records as `dateline read --json` prints them; without it, our own reports'")
    parser.add_argument("--db", default="")
    parser.add_argument("--beside", action="store_true", help="more reports of the same years, instead of more years")
    parser.add_argument("--write", action="store_true", help="write the table into docs/scale.md")
    told = parser.parse_args()
    given = told.records.read_text(encoding="utf-8").splitlines() if told.records else own_records()
    records = retell(given, MONTH if told.beside else LIFETIME)
    lines = [HEAD]
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as folder, open_store(told.db or str(Path(folder) / "kept.db"), create=True) as store:
        for line in measure(store, sorted(told.marks), records):
            lines.append(line)
            print(line, flush=True)
            if told.write:
                name = ("keeping" if told.records else "keeping-own") + ("-beside" if told.beside else "")
                on = f"SQLite {sqlite3.sqlite_version}, Python {platform.python_version()}, {platform.machine()}."
                put_block(ROOT / "docs/scale.md", name, "\n".join([*lines, "", f"Processor time; {on}"]))


if __name__ == "__main__":
    main()
