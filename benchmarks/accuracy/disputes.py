"""Where accounts part: `python -m benchmarks.accuracy.disputes [--write] [--show]`.

Our clusters' gold records are put into a store (the encoder does not run), and what its incidents say of each cell is compared with what
the accounts themselves give: a cell *parts* where two values of one occurrence cannot both be right (figures whose bounds do not meet,
times without a day in common, happened and not), and is *denied* where an account denies it. `--show` prints each cell that is told
otherwise, `--write` puts the table into docs/merging.md.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.accuracy.merging import table
from benchmarks.blocks import put_block
from dateline.codec import decode_record
from dateline.keep.library import Library
from dateline.keep.merging import refresh
from dateline.merge.incidents import tell_incident
from dateline.model import Incident, Sighting
from dateline.model.incidents import event_keys
from dateline.store import Store, ask, open_store
from dateline.store.testimony import end_run, identify, keep_report, start_run

ROOT = Path(__file__).parents[2]
DENIED = "denied"
_REAL, _UNREAL = {"happened", "ongoing"}, {"denied", "not"}
Named = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A gold occurrence that several reports tell: its cluster, its sightings, and by cell whether its values part."""

    cluster: str
    sightings: tuple[Sighting, ...]
    cells: dict[str, bool]


# ---------------------------------------------------------------- what the accounts give


def occurrences(store: Store, corpus: Path) -> Iterator[Occurrence]:
    """Occurrences of at least two events of our clusters, whose reports are in the store."""
    seen = fill(store, corpus)
    for cluster in json.loads((corpus / "clusters.json").read_text(encoding="utf-8")):
        for group in _closed([[tuple(named) for named in pair] for pair in cluster["same"]]):
            rows = tuple(seen[named] for named in sorted(group))
            yield Occurrence(cluster["cluster"], rows, told_cells(rows))


def fill(store: Store, corpus: Path) -> dict[Named, Sighting]:
    """Puts the gold records of all clusters into the store; returns their events by report and id, with the voices that the store found."""
    names: dict[str, dict[str, Named]] = {}
    clusters = json.loads((corpus / "clusters.json").read_text(encoding="utf-8"))
    with store.writing() as connection:
        writer = start_run(connection, "benchmark", {}, "2026-01-01T00:00:00Z")
        for name in sorted({name for cluster in clusters for name in cluster["reports"]}):
            record = decode_record(next(corpus.glob(f"*/{name}.json")).read_text(encoding="utf-8"))
            kept = keep_report(writer, record, f"{name}.json", None)
            keys = event_keys(identify(record))
            names[kept.report] = {keys[e.id]: (name, e.id) for e in record.events}
        end_run(writer)
    refresh(store)
    with store.reading() as connection:
        rows = Library().sightings(connection, names)
    return {names[row.report][key]: row for key, row in rows.items()}


def _closed(pairs: Iterable[Sequence[Named]]) -> list[set[Named]]:
    """What hangs together by pairs."""
    groups: list[set[Named]] = []
    for pair in pairs:
        mine = set(pair)
        for group in [g for g in groups if g & mine]:
            groups.remove(group)
            mine |= group
        groups.append(mine)
    return sorted(groups, key=sorted)


def told_cells(rows: Sequence[Sighting]) -> dict[str, bool]:
    """The cells of which at least two events tell something, each with whether it parts."""
    cells: dict[str, list[Any]] = {"status": [r.event.status for r in rows], "when": [r.event.when for r in rows if r.event.when]}
    for figure in (f for r in rows for f in r.event.figures):
        cells.setdefault(f"figure.{figure.what}", []).append(figure)
    apart: dict[str, Any] = {"status": _status_apart, "when": _days_apart}
    found = {
        name: any(apart.get(name, _figures_apart)(a, b) for n, a in enumerate(values) for b in values[:n])
        for name, values in cells.items()
        if len(values) > 1
    }
    return found | {DENIED: any(a.stance == "denies" for r in rows for a in r.event.accounts)}


def _status_apart(a: str, b: str) -> bool:
    return bool({a, b} & _REAL) and bool({a, b} & _UNREAL)


def _days_apart(a: Any, b: Any) -> bool:
    first, last = max(x.earliest or date.min for x in (a, b)), min(x.latest or date.max for x in (a, b))
    return bool(first > last)


def _figures_apart(a: Any, b: Any) -> bool:
    low, high = (max(f.low or 0 for f in (a, b)), min(float("inf") if f.high is None else f.high for f in (a, b)))
    return bool(low > high) and a.unit == b.unit


# ---------------------------------------------------------------- what the incidents say


def says(told: Incident, cell: str) -> str:
    """The state of a cell in an incident; of denials `disputed` where it tells one."""
    if cell == DENIED:
        return "disputed" if told.denials else "agreed"
    return next((c.state for c in told.cells if c.name.split(".")[:2] == cell.split(".")), "open")


def in_store(store: Store, one: Occurrence) -> Incident:
    """The incident that holds most of an occurrence's events."""
    found = [ask.get_incident(store, s.key) for s in one.sightings]
    return max(found, key=lambda i: (len(set(i.members) & {s.key for s in one.sightings}), i.id))


def count(rows: Sequence[tuple[Occurrence, Incident]], kind: str) -> list[str]:
    """Of cells of a kind: how many part, how many of them are told as disputed or as a history, and how many of the rest are disputed."""
    told = [(parts, says(incident, cell)) for one, incident in rows for cell, parts in one.cells.items() if cell.split(".")[0] == kind]
    apart, rest = [s for p, s in told if p], [s for p, s in told if not p]
    return [str(len(apart)), str(apart.count("disputed")), str(apart.count("history")), str(len(rest)), str(rest.count("disputed"))]


def tell(rows: Sequence[tuple[Occurrence, Incident]], name: str) -> str:
    """The table of one way of grouping."""
    head = (name, "cells that part", "told disputed", "told as a history", "cells that do not part", "told disputed")
    return table(head, ([kind, *count(rows, kind)] for kind in ("status", "when", "figure", DENIED)))


def show(rows: Sequence[tuple[Occurrence, Incident]]) -> None:
    """Prints each cell that is told otherwise than its accounts."""
    for one, incident in rows:
        for cell, parts in one.cells.items():
            state = says(incident, cell)
            if parts != (state == "disputed"):
                found = next((c for c in incident.cells if c.name.split(".")[:2] == cell.split(".")), None)
                told = "parts" if parts else "does not part"
                print(one.cluster, cell, told, "|", incident.title, "|", state, "|", found and found.reason)
                for value in found.values if found else ():
                    print("     ", value.told, [(w.outlet, str(w.published), w.speaker, w.text) for w in value.witnesses])


def main() -> None:
    """Print the tables; write them where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, open_store(str(Path(folder) / "gold.db"), create=True) as store:
        found = list(occurrences(store, ROOT / "build/corpus"))
        ways = {
            f"as the store groups them, {len(found)} gold occurrences": [(one, in_store(store, one)) for one in found],
            "with gold groups": [(one, tell_incident(one.sightings)) for one in found],
        }
    told = [tell(rows, name) for name, rows in ways.items()]
    print("\n\n".join(told))
    if args.show:
        show(ways["with gold groups"])
    if args.write:
        put_block(ROOT / "docs/merging.md", "disputes", "\n\n".join(told))


if __name__ == "__main__":
    main()
