"""Pages of the desk under readers: `python -m benchmarks.speed.desk --db STORE [--readers 16] [--seconds 30] [--adding PATH] [--write]`.

Serves the store as `dateline serve` does, in a process of its own. First one reader asks for pages of every kind with many different
arguments, one after another, which tells the processor time that each takes, whatever else the machine does. Then many readers ask at
once, each looking at a page for a while (`--pause`, in the mean) before the next, with `dateline add` writing meanwhile where `--adding`
names reports. Printed are the middle and the 95th of a hundred, and the size of the largest page, as sent and before it was compressed.
Where a page comes without counts that take long, they are asked for as a browser does it, and stand in a row of their own.
`--write` puts the table into docs/scale.md.
"""

from __future__ import annotations

import argparse
import gzip
import http.client
import json
import os
import random
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from benchmarks.blocks import put_block

LIMIT_MS, LIMIT_BYTES = 300.0, 300_000
"""Within which 95 of 100 answers must be there, and under which every page must stay."""
PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
LATER = "counts that follow"
"""What is no page: strip, map and number of a filter, which a page of a large store has put in place when they are counted."""


@dataclass(slots=True)
class Tally:
    """By kind of page: milliseconds of answers and of processor time, bytes of the largest page (sent, whole); slow answers, and those that
    were no 200."""

    times: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    worked: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    sizes: dict[str, tuple[int, int]] = field(default_factory=lambda: defaultdict(lambda: (0, 0)))
    slow: list[tuple[float, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def start(db: str) -> tuple[subprocess.Popen[str], str]:
    """The desk and its host."""
    command = [sys.executable, "-m", "dateline", "serve", "--db", db, "--no-open", "--port", "0"]
    desk = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert desk.stderr is not None
    line = desk.stderr.readline()
    if "http://" not in line:
        raise SystemExit(line)
    return desk, line.split("http://")[1].split("/")[0]


def get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes, int]:
    """Status, the page, and its bytes as sent."""
    connection.request("GET", path, headers={"accept-encoding": "gzip"})
    answer = connection.getresponse()
    sent = answer.read()
    whole = gzip.decompress(sent) if answer.headers.get("content-encoding") == "gzip" else sent
    return answer.status, whole, len(sent)


def paths_of(host: str) -> dict[str, list[str]]:
    """Pages to ask for, by kind, from what the store holds."""
    connection = http.client.HTTPConnection(host, timeout=120)
    incidents, after = [], ""
    for _ in range(6):
        told = json.loads(get(connection, "/incidents.json" + (f"?after={quote(after)}" if after else ""))[1])
        incidents += told["incidents"]
        after = told["after"] or ""
        if not after:
            break
    reports = json.loads(get(connection, "/reports.json")[1])["reports"]
    names = {name for one in incidents for name in one["vouched_by"]}
    places = {one["place"] for one in incidents if one["place"]}
    return {
        "/incidents": ["/incidents", *(f"/incidents?after={quote(after)}" for _ in range(1) if after)],
        "/incidents, filtered": [f"/incidents?{q}" for q in _filters(sorted(places))],
        "/incidents/ID": [f"/incidents/{one['id']}" for one in incidents],
        "/reports": ["/reports"],
        "/reports/ID": [f"/reports/{one['id']}" for one in reports],
        "/actors/…": [f"/actors/{quote(name, safe='')}" for name in sorted(names)[:60]],
        "/search": [f"/search?q={quote(q)}" for q in ("police", "truce", '"told reporters"', "minister", "shelling night", "hospital*")],
        "/about": ["/about"],
        "/review": ["/review"],
        "/review/silent": ["/review/silent"],
        "/decide": [f"/decide?event={one['id']}&cell=nothing" for one in reports],
        "/add": ["/add"],
        "/export": ["/export", *(f"/export?{q}" for q in _filters(sorted(places)))],
        "/incidents/ID/paragraph": [f"/incidents/{one['id']}/paragraph" for one in incidents],
        "/api": ["/api", "/api/openapi.json"],
    }


def counted(path: str) -> str:
    """The address of a page with all its counts."""
    return f"{path}{'&' if '?' in path else '?'}counted=yes"


def _filters(places: list[str]) -> list[str]:
    kinds = [f"kind={k}" for k in ("attack", "agree", "arrest", "trial", "protest", "consult")]
    return kinds + ["disputed=yes", "grade=contested", "since=2013&until=2014"] + [f"place={quote(p)}" for p in places[:20]]


def work(process: int) -> float:
    """Seconds of processor time that a process has taken, all its threads together, to the microsecond (Linux)."""
    told = 0
    for thread in os.listdir(f"/proc/{process}/task"):
        with suppress(OSError), open(f"/proc/{process}/task/{thread}/schedstat", encoding="ascii") as lines:
            told += int(lines.read().split()[0])
    return told / 1e9


def read_alone(host: str, paths: dict[str, list[str]], tally: Tally, process: int, rounds: int) -> None:
    """One reader after another: what each page costs."""
    connection = http.client.HTTPConnection(host, timeout=300)
    for number in range(rounds):
        for kind, some in paths.items():
            path = some[number * 7 % len(some)]
            begun = work(process)
            status, page, sent = get(connection, path)
            if b"data-later" in page:
                get(connection, counted(path))
            tally.worked[kind].append((work(process) - begun) * 1000)
            tally.sizes[kind] = max(tally.sizes[kind], (sent, len(page)))
            tally.faults += [f"{status} {path}"] if status not in (200, 404) else []


def read(host: str, paths: dict[str, list[str]], tally: Tally, until: tuple[float, float], seed: int) -> None:
    """One reader, until a moment, with pauses of so many seconds in the mean."""
    end, pause = until
    chance, connection = random.Random(seed), http.client.HTTPConnection(host, timeout=120)
    kinds = sorted(paths)
    while time.monotonic() < end:
        time.sleep(chance.expovariate(1 / pause) if pause else 0.0)
        kind = chance.choice(kinds)
        path = chance.choice(paths[kind])
        if b"data-later" in _timed(connection, kind, path, tally):
            _timed(connection, LATER, counted(path), tally)


def _timed(connection: http.client.HTTPConnection, kind: str, path: str, tally: Tally) -> bytes:
    """A page as a reader gets it."""
    begun = time.perf_counter()
    status, page, sent = get(connection, path)
    took = (time.perf_counter() - begun) * 1000
    tally.times[kind].append(took)
    tally.sizes[kind] = max(tally.sizes[kind], (sent, len(page)))
    tally.slow += [(took, path)] if took > LIMIT_MS else []
    tally.faults += [f"{status} {path}"] if status not in (200, 404) else []
    return page


def main() -> None:
    """Runs it and prints a table; exit status 1 where a limit is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--db", required=True)
    parser.add_argument("--readers", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--pause", type=float, default=2.0)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--adding")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    desk, host = start(asked.db)
    adding = None
    try:
        paths, tally = paths_of(host), Tally()
        read_alone(host, paths, tally, desk.pid, asked.rounds)
        if asked.adding:
            adding = subprocess.Popen([sys.executable, "-m", "dateline", "add", asked.adding, "--db", asked.db], stderr=subprocess.DEVNULL)
        end = time.monotonic() + asked.seconds
        readers = [threading.Thread(target=read, args=(host, paths, tally, (end, asked.pause), n)) for n in range(asked.readers)]
        for one in readers:
            one.start()
        for one in readers:
            one.join()
    finally:
        for process in (adding, desk):
            if process is not None:
                process.terminate()
                process.wait()
    print(f"{asked.readers} readers, {asked.pause:g} s between pages, {os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}")
    if asked.write:
        put_block(PAGE, "desk", _table(tally))
    raise SystemExit(0 if show(tally) else 1)


def show(tally: Tally) -> bool:
    """Prints the table; whether all limits hold."""
    print(f"{'page':24}{'answers':>9}{'p50 ms':>9}{'p95 ms':>9}{'work p50':>10}{'p95 ms':>9}{'sent kB':>9}{'whole kB':>10}")
    good = not tally.faults
    for kind in sorted(tally.worked.keys() | tally.times.keys()):
        times, worked = tally.times[kind] or [0.0], tally.worked[kind] or [0.0]
        sent, whole = tally.sizes[kind]
        good = good and (kind == LATER or (_most(times) <= LIMIT_MS and whole <= LIMIT_BYTES))
        told = (statistics.median(times), _most(times), statistics.median(worked), _most(worked), sent / 1000, whole / 1000)
        print(f"{kind:24}{len(times):>9}{told[0]:>9.0f}{told[1]:>9.0f}{told[2]:>10.1f}{told[3]:>9.1f}{told[4]:>9.0f}{told[5]:>10.0f}")
    for took, path in sorted(tally.slow, reverse=True)[:10]:
        print(f"{took:.0f} ms {path}")
    for fault in tally.faults[:10]:
        print(fault)
    return good


def _table(tally: Tally) -> str:
    """The table for the documentation."""
    lines = ["| page | answers | p50, ms | p95, ms | alone, processor ms | largest, kB |", "| --- | ---: | ---: | ---: | ---: | ---: |"]
    for kind in sorted(tally.times):
        times, worked, whole = tally.times[kind], tally.worked.get(kind), tally.sizes[kind][1] / 1000
        alone = f"{statistics.median(worked):.0f}" if worked else ""
        lines.append(f"| {kind} | {len(times)} | {statistics.median(times):.0f} | {_most(times):.0f} | {alone} | {whole:.0f} |")
    return "\n".join(lines)


def _most(times: list[float]) -> float:
    """The 95th of a hundred."""
    return sorted(times)[min(int(len(times) * 0.95), len(times) - 1)]


if __name__ == "__main__":
    main()
