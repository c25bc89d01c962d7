"""S1: small files that grow are refused, in little memory and time, and the batch goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.torture.bombs import GOOD, bombs

MEASURE = """
import json, resource, sys, time
from dateline.read.items import Item, find_items
from dateline.read.reports import Hints, read_item
from dateline.model import Report
from dateline.read.language import find_language
find_language("Les dockers du port ont cesse le travail vendredi, a dit le directeur. " * 5)  # loads its model
from dateline.read.capped import parse_capped
parse_capped("feed", b"<rss version='2.0'><channel><item><title>T</title></item></channel></rss>", "x")  # starts the process
rows, kept, start = [], 0, time.perf_counter()
for found in find_items(sys.argv[1:], None):
    reports = [r for r in read_item(found, Hints()) if isinstance(r, Report)] if isinstance(found, Item) else []
    kept += sum(len(r.text) for r in reports)
    now = time.perf_counter()
    rows.append([getattr(found, "origin", ""), type(found).__name__, [r.origin for r in reports], now - start])
    start = now
from dateline.read.capped import _worker
import os
_worker(os.getpid()).stop()
most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"rows": rows, "kept": kept, "kilobytes": most}))
"""


def test_twenty_bombs_and_a_report(tmp_path: Path) -> None:
    files = [GOOD, *bombs(60_000_000), ("last.txt", GOOD[1] + b" ")]
    assert len(files) == 22
    for name, data in files:
        (tmp_path / name).write_bytes(data)
    names = [str(tmp_path / name) for name, _ in files]
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *names], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2] / "src"
    )
    told = json.loads(done.stdout)
    read = [origin for row in told["rows"] for origin in row[2]]
    assert read[-1] == str(tmp_path / "last.txt")  # the batch went on to its end
    assert told["kept"] < 2_000_000 and told["kilobytes"] < 512_000
    assert all(row[3] < 2 for row in told["rows"]), [row for row in told["rows"] if row[3] >= 2]
