"""Reads the files that it is given and prints the time for each and the most memory that it and its helpers took, as JSON."""

from __future__ import annotations

import json
import os
import resource
import sys
import time

from dateline.model import Report
from dateline.read.capped import _worker, parse_capped
from dateline.read.items import Item, find_items
from dateline.read.language import find_language
from dateline.read.reports import Hints, read_item


def main() -> None:
    """What is loaded on first use is loaded before the clock runs."""
    find_language("Les dockers du port ont cesse le travail vendredi, a dit le directeur. " * 5)
    parse_capped("feed", b"<rss version='2.0'><channel><item><title>T</title></item></channel></rss>", "warm")
    rows, start = [], time.perf_counter()
    for found in find_items(sys.argv[1:], None):
        reports = [r for r in read_item(found, Hints()) if isinstance(r, Report)] if isinstance(found, Item) else []
        now = time.perf_counter()
        name = getattr(found, "origin", "")
        rows.append({"name": name, "seconds": now - start, "characters": sum(len(r.text) for r in reports)})
        start = now
    _worker(os.getpid()).stop()
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"rows": rows, "megabytes": most / 1024}))


if __name__ == "__main__":
    main()
