"""Reads the files that it is given and prints the time for each and the most memory that it and its helpers took, as JSON."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

from dateline.model import Report
from dateline.read.capped import _worker, parse_capped
from dateline.read.items import Item, find_items
from dateline.read.language import find_language
from dateline.read.reports import Hints, read_item


def main() -> None:
    """What is loaded on first use is loaded before the clock runs."""
    find_language("Les dockers du port ont cesse le travail vendredi, a dit le directeur. " * 5)
    parse_capped("feed", b"<rss version='2.0'><channel><item><title>T</title></item></channel></rss>", "warm")
    helper = _worker(os.getpid())._process
    assert helper is not None
    rows, start = [], _seconds(helper.pid)
    for found in find_items(sys.argv[1:], None):
        reports = [r for r in read_item(found, Hints()) if isinstance(r, Report)] if isinstance(found, Item) else []
        now = _seconds(helper.pid)
        name = getattr(found, "origin", "")
        rows.append({"name": name, "seconds": now - start, "characters": sum(len(r.text) for r in reports)})
        start = now
    print(json.dumps({"rows": rows, "megabytes": max(_megabytes("self"), _megabytes(str(helper.pid)))}))


def _seconds(helper: int) -> float:
    """Processor time of this process and its helper (Linux), so that company on the machine does not count."""
    total = 0.0
    for pid in (os.getpid(), helper):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _megabytes(pid: str) -> float:
    """The most memory that a process held since it was started; getrusage would count what its parent held before."""
    line = next(x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    main()
