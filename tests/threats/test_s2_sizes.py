"""S2: deep, wide and long inputs are read in time or refused; the full sizes are in `benchmarks.torture`."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from benchmarks.torture.archives import ARTICLE as PAGE
from benchmarks.torture.markup import PATTERNS, wide_pages
from benchmarks.torture.mutate import mutate
from dateline.errors import ReportError
from dateline.model import Report
from dateline.read.items import Item, items_of_bytes
from dateline.read.reports import Hints, read_item

SAMPLES = sorted(p for p in (Path(__file__).parents[2] / "samples").iterdir() if p.is_file())


def read(data: bytes, kind: str | None) -> list[Report | ReportError]:
    found: list[Report | ReportError] = []
    for one in items_of_bytes(data, "x", kind):
        if isinstance(one, Item):
            found += read_item(one, Hints(force=True))
        elif isinstance(one, ReportError):
            found.append(one)
    return found


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What is loaded on first use is loaded before the clock runs."""
    for kind, data in (("page", PAGE), ("text", b"Les dockers du port ont cesse le travail vendredi, a dit le directeur. " * 5)):
        read(data, kind)


@pytest.mark.parametrize(("name", "kind", "data"), wide_pages(0.02), ids=lambda v: v if isinstance(v, str) else "")
def test_deep_and_wide(name: str, kind: str, data: bytes) -> None:
    start = time.perf_counter()
    assert read(data, kind)
    assert time.perf_counter() - start < 12  # the cap is ten


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=lambda v: v if isinstance(v, str) else "")
def test_texts_are_taken_in_in_linear_time(name: str, pattern) -> None:  # type: ignore[no-untyped-def]
    start = time.process_time()  # of the processor, so that company on the machine does not count
    assert read(pattern(100_000).encode(), "text")
    assert time.process_time() - start < 1


def test_what_is_over_the_cap_is_refused_at_once() -> None:
    for data in (b"a" * 1_000_000, b"9" * 20_000_001):
        start = time.process_time()
        (error,) = read(data, "text")
        assert isinstance(error, ReportError) and time.process_time() - start < 2


def test_mutated_inputs() -> None:
    chance = random.Random(6)
    texts = [path.read_bytes() for path in SAMPLES]
    for number in range(150):
        assert read(mutate(chance.choice(texts), chance), (None, "text", "row", "page", "feed", "rows", "archive")[number % 7])
