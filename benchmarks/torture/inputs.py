"""Hostile input and hostile addresses at full size: one function a threat, each giving rows."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.torture.archives import ARTICLE, archive, boundaries, member_ends, zipped
from benchmarks.torture.bombs import GOOD, bombs
from benchmarks.torture.markup import PATTERNS, external_entities, wide_pages
from benchmarks.torture.mutate import mutate
from benchmarks.torture.names import NAMES
from benchmarks.torture.row import Row
from benchmarks.torture.servers import HOST, listen, serve
from benchmarks.torture.targets import redirect_targets, refused_targets

ROOT = Path(__file__).parents[2]
LIMIT = 10.0
"""Seconds for one input."""
GROWTH = 12.0
"""Times the time may grow where the input grows tenfold."""


def torture_archives(cuts: int = 200) -> Iterator[Row]:
    """A2: archives cut at points within their records, plain and zipped."""
    from dateline.read.items import items_of_bytes

    for name, data, whole in (("plain", archive(60), boundaries), ("zipped", zipped(archive(60)), member_ends)):
        ends = whole(data)
        points = [at for at in random.Random(2).sample(range(1, len(data)), cuts + len(ends)) if at not in ends][:cuts]
        told = sum(any(map(_is_error, items_of_bytes(data[:at], "x", "archive"))) for at in points)
        yield Row("A2", f"cut WARC, {name}", len(points), told, "flagged")


def torture_bombs(size: int = 300_000_000) -> Iterator[Row]:
    """S1: twenty bombs and a report behind them, in a process of their own whose memory is measured."""
    with tempfile.TemporaryDirectory() as folder:
        names = []
        for name, data in (GOOD, *bombs(size), ("last.txt", GOOD[1] + b" ")):
            Path(folder, name).write_bytes(data)
            names.append(os.path.join(folder, name))
        told = measure(names)
        slowest = max(row["seconds"] for row in told["rows"])
        held = sum(row["seconds"] < 2 and row["characters"] < 1_000_000 for row in told["rows"] if row["name"] not in (names[0], names[-1]))
        goes_on = told["rows"][-1]["name"] == names[-1] and told["rows"][-1]["characters"] > 0
        figure = f"slowest {slowest:.2f} s, {told['megabytes']:.0f} MB, the batch {'went on' if goes_on else 'STOPPED'}"
        yield Row("S1", f"bombs of {size / 1e6:g} MB", 20, held if told["megabytes"] < 512 else 0, figure)


def torture_pages(scale: float = 1.0) -> Iterator[Row]:
    """S2: deep and wide pages, feeds and rows."""
    _found(ARTICLE, "page")
    for name, kind, data in wide_pages(scale):
        start = time.perf_counter()
        found = _found(data, kind)
        took = time.perf_counter() - start
        outcome = next((str(f).partition(": ")[2].partition(" — ")[0] for f in found if _is_error(f)), "read")
        yield Row("S2", f"{name}, {len(data) / 1e6:.1f} MB", 1, int(took < LIMIT or "seconds" in outcome), f"{took:.2f} s, {outcome[:70]}")


def torture_texts(small: int = 1_500) -> Iterator[Row]:
    """S2: the whole reading of texts written against patterns, at one size and at ten times that size."""
    from dateline import read

    read("Rain fell in Basra on Friday, the governor said.", force=True)
    for name, pattern in PATTERNS:
        times = []
        for size in (small, small * 10):
            start = time.process_time()  # of the processor, so that company on the machine does not count
            read(pattern(size), published="2024-02-02", force=True)
            times.append(time.process_time() - start)
        growth = times[1] / max(times[0], 0.02)  # under that, the clock and not the text is measured
        held = growth <= GROWTH and times[1] < LIMIT
        yield Row("S2", f"{name}, {small * 10:,} characters", 1, int(held), f"{times[1]:.2f} s, grows {growth:.1f}-fold")
    start = time.perf_counter()
    found = _found(PATTERNS[1][1](1_000_000).encode(), "text")
    yield Row("S2", "1 MB in one sentence", 1, int(any(map(_is_error, found))), f"refused in {time.perf_counter() - start:.2f} s")


def torture_mutants(count: int = 100_000) -> Iterator[Row]:
    """S2: damaged files of every kind; each is read or refused, within the time."""
    chance = random.Random(6)
    samples = [p.read_bytes() for p in sorted((ROOT / "samples").iterdir()) if p.is_file()] + [archive(2), zipped(archive(2)), ARTICLE]
    held, slowest, start = 0, 0.0, time.perf_counter()
    for number in range(count):
        begun = time.perf_counter()
        kind = (None, "text", "rows", "page", "feed", "archive")[number % 6]
        try:
            held += bool(_found(mutate(chance.choice(samples), chance), kind)) and time.perf_counter() - begun < LIMIT
        except Exception as error:  # anything that is no ReportError is what is looked for
            print(f"mutant {number} ({kind}): {type(error).__name__}: {error}", file=sys.stderr)
        slowest = max(slowest, time.perf_counter() - begun)
    yield Row("S2", "mutated inputs", count, held, f"slowest {slowest:.2f} s, all {time.perf_counter() - start:.0f} s")


def torture_entities() -> Iterator[Row]:
    """S3: external entities, stylesheets, inclusions, with a listener and a file to read."""
    with tempfile.TemporaryDirectory() as folder, listen() as (port, met):
        secret = Path(folder, "secret.txt")
        secret.write_text("the-secret-word and more words that nobody may see, in one long line of text.")
        payloads = external_entities(port, str(secret))
        leaked = sum("the-secret-word" in str(f) for _, kind, data in payloads for f in _found(data, kind))
        time.sleep(0.2)
        yield Row(
            "S3", "external entities", len(payloads), 0 if met else len(payloads) - leaked, f"{len(met)} requests, {leaked} files read"
        )


def torture_addresses() -> Iterator[Row]:
    """S5: addresses that lead inside, at once, behind a redirect, and behind a proxy."""
    from dateline.fetch.policy import Policy

    targets = refused_targets()
    refused = sum(_is_refused(url, Policy(resolve=lambda host, port, leads=leads: leads, seconds=2)) for url, leads in targets)  # type: ignore[misc]
    yield Row("S5", "addresses", len(targets), refused, "refused")
    hops, held = redirect_targets(), 0
    for url, leads in hops:
        with serve({"/": (302, {"Location": url}, b"")}) as site:
            policy = replace(site.policy, resolve=lambda host, port, leads=leads: [HOST] if host == "news.example" else leads)
            held += _is_refused(site.url(), policy) and site.paths() == ["/"]
    yield Row("S5", "redirects", len(hops), held, "refused")
    with listen() as (port, met):
        proxy = f"http://{HOST}:{port}"
        held = sum(
            _is_refused(url, Policy(resolve=lambda host, port, leads=leads: leads, proxy=proxy, seconds=2))  # type: ignore[misc]
            for url, leads in targets
        )
        yield Row("S5", "behind a proxy", len(targets), 0 if met else held, f"refused, the proxy was asked {len(met)} times")


def torture_names() -> Iterator[Row]:
    """S9: names that lead out of a folder."""
    with tempfile.TemporaryDirectory() as folder:
        held, here = 0, os.getcwd()
        os.chdir(folder)
        try:
            for name in NAMES:
                row = json.dumps({"text": "Rain fell in Basra.", "id": name, "url": name, "outlet": name}).encode()
                _found(row, "rows")
                held += os.listdir(folder) == []
        finally:
            os.chdir(here)
        yield Row("S9", "names", len(NAMES), held, "nothing written")


def every_row() -> Iterator[Row]:
    """All of them, the quickest first."""
    for part in (torture_addresses, torture_entities, torture_names, torture_archives, torture_bombs, torture_pages, torture_texts):
        yield from part()
    yield from torture_mutants()


def measure(names: list[str]) -> dict[str, object]:
    """What reading the files `names` in a process of their own took; see `benchmarks.torture.measure`."""
    paths = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    command = [sys.executable, "-m", "benchmarks.torture.measure", *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | {"PYTHONPATH": paths})
    told: dict[str, object] = json.loads(done.stdout)
    return told


def _found(data: bytes, kind: str | None) -> list[object]:
    """Reports and errors in `data`."""
    from dateline.read.items import Item, items_of_bytes
    from dateline.read.reports import Hints, read_item

    found: list[object] = []
    for one in items_of_bytes(data, "x", kind):
        found += read_item(one, Hints(force=True)) if isinstance(one, Item) else [one]
    return found


def _is_error(found: object) -> bool:
    from dateline.errors import ReportError

    return isinstance(found, ReportError)


def _is_refused(url: str, policy: object) -> bool:
    from dateline.errors import NotFetched
    from dateline.fetch.get import fetch_url

    try:
        fetch_url(url, policy=policy, clock=lambda: datetime(2024, 2, 2, tzinfo=UTC))  # type: ignore[arg-type]
    except NotFetched:
        return True
    return False
