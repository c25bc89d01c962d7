"""Main text of pages beside a peer: `python -m benchmarks.accuracy.pages [--pages DIR]`.

F1 over runs of four words, precision and recall averaged over pages as the article extraction benchmark does. trafilatura stands beside
where it is installed.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from dateline.errors import ReportError
from dateline.read.pages import parse_page

ROOT = Path(__file__).parents[2]


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as often as they stand there."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def score_pages(pages: Path, read: Callable[[bytes], str]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their F1 over the folder's pages."""
    truth = json.loads((pages / "ground-truth.json").read_text(encoding="utf-8"))
    precision = recall = 0.0
    for name, entry in truth.items():
        found, gold = runs(read(gzip.decompress((pages / "html" / f"{name}.html.gz").read_bytes()))), runs(entry["articleBody"])
        both = (found & gold).total()
        precision += both / found.total() / len(truth)
        recall += both / gold.total() / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def by_dateline(page: bytes) -> str:
    """What our reader takes for the article, nothing where it refuses the page."""
    try:
        return str(parse_page(page, "page")["text"])
    except ReportError:
        return ""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=Path, default=ROOT.parent / "shared/corpora/pages")
    args = parser.parse_args()
    readers: dict[str, Callable[[bytes], str]] = {"dateline": by_dateline}
    try:
        peer = importlib.import_module("trafilatura")
        readers[f"trafilatura {peer.__version__}"] = lambda page: peer.extract(page, include_comments=False) or ""
    except ImportError:
        print("trafilatura is not installed: pip install trafilatura to see it beside")
    for name, read in readers.items():
        print("{:20} precision {:.3f}  recall {:.3f}  F1 {:.3f}".format(name, *score_pages(args.pages, read)))


if __name__ == "__main__":
    main()
