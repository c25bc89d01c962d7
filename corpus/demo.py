"""Writes the demonstration's records, which the package carries: `python -m corpus.demo` after `make corpus`.

The reports are all of the clusters and some that stand alone; the bundled model reads them, so the page shows what users get.
"""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

BUILT = Path("build/corpus")
TARGET = Path("src/dateline/data/demo/records.jsonl.gz")
ALONE = ("001", "020", "045", "066", "104", "137", "175", "213")
"""Numbers of reports outside the clusters, chosen for their spread in time, place and kind."""


def demo_names() -> list[str]:
    """Names of the demonstration's reports, clusters first."""
    clusters = json.loads((BUILT / "clusters.json").read_text(encoding="utf-8"))
    names = [name for cluster in clusters for name in cluster["reports"]]
    alone = sorted(p.stem for p in BUILT.glob("*/*.json") if p.stem.partition("-")[0] in ALONE)
    return list(dict.fromkeys((*names, *alone)))


def read_demo() -> Iterator[str]:
    """A line of JSON for each report, as the bundled model reads it."""
    from dateline.codec import encode_record
    from dateline.model import Report
    from dateline.pipeline import read_report

    for name in demo_names():
        told = json.loads(next(BUILT.glob(f"*/{name}.json")).read_text(encoding="utf-8"))["document"]
        report = Report(
            text=told["text"],
            published=date.fromisoformat(told["published"]) if told["published"] else None,
            outlet=told["outlet"],
            title=told["title"],
            language="en",
            key=name,
        )
        yield encode_record(read_report(report))


def main() -> None:
    """Writes the file; the same records give the same bytes."""
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0, filename="") as file:
        for line in read_demo():
            file.write(line.encode("utf-8") + b"\n")
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(packed.getvalue())
    print(f"{TARGET}: {packed.tell():,} bytes")


if __name__ == "__main__":
    main()
