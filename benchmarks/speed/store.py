"""Questions to a large store: `python -m benchmarks.speed.store [--reports 100000] [--db STORE] [--plans] [--write]`.

Makes a store of generated variants of our own records (`variants.py`; the encoder does not run), or takes the one that is there, asks
each question with many different arguments, and prints how long the middle and the 95th of a hundred answers took. Each question
opens what it needs as the command line does, but the store stays open and the operating system's cache is as it falls.
"""

from __future__ import annotations

import argparse
import platform
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event as listening
from sqlalchemy import func, select, text

from benchmarks.blocks import put_block
from benchmarks.speed.variants import fill, make_pattern
from dateline.errors import StoreMissing, UsageError
from dateline.store import Store, ask, open_store
from dateline.store.ask import Filter
from dateline.store.schema import actor, event, incident, incident_event, record, report, statement

ROOT = Path(__file__).parents[2]
LIMIT = 200.0
"""Milliseconds within which 95 of 100 answers must be there."""
ROUNDS = 20
Question = Callable[[int], object]


def open_filled(address: str, reports: int) -> Store:
    """The store at `address`, made and filled where there is none."""
    try:
        return open_store(address)
    except StoreMissing:
        paths = sorted((ROOT / "build/corpus").glob("*/*.json"))
        if not paths:
            raise SystemExit("there are no records to vary: run `make corpus` first") from None
        store, start = open_store(address, create=True), time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            made = fill(store, make_pattern(paths, Path(folder) / "pattern.db"), reports)
        print(f"made {made:,} reports in {time.perf_counter() - start:,.0f} s", file=sys.stderr)
        return store


def questions(store: Store) -> Iterator[tuple[str, Question]]:
    """What is asked, each as a function of the round, so that no two rounds ask for the same rows."""
    with store.reading() as connection:
        incidents = _spread(connection, incident.c.id, ROUNDS)
        members = _spread(connection, event.c.key, ROUNDS)
        once = _spread(connection, incident_event.c.founding, ROUNDS)
        names = _spread(connection, actor.c.name, ROUNDS)
        places = [p for p in _spread(connection, incident.c.place, 8 * ROUNDS) if p]
        words = [t.split()[5] for t in _spread(connection, statement.c.content, 4 * ROUNDS) if len(t.split()) > 6][:ROUNDS]
    days = [(date(1996 + i % 20, 1 + i % 12, 1), date(1997 + i % 20, 1 + i % 12, 28)) for i in range(ROUNDS)]
    kinds = ("attack", "protest", "agree", "consult", "arrest", "attack/shelling", "vote", "trial")
    at = [(float(i * 3 - 50), float(i * 8 - 160)) for i in range(ROUNDS)]

    def listed(**cells: Any) -> object:
        return ask.find_incidents(store, Filter(**cells))

    yield "incidents, the latest", lambda i: listed()
    yield "incidents, page 20 of them", lambda i: ask.find_incidents(store, Filter(), after=f"{days[i][0]}~i", most=50)
    yield "incidents between two days", lambda i: listed(since=days[i][0], until=days[i][1])
    yield "incidents of a type", lambda i: listed(kind=kinds[i % 8])
    yield "incidents of a type and status in a place", lambda i: listed(kind="attack", status="planned", place=places[i % len(places)])
    yield "incidents in a place", lambda i: listed(place=places[i % len(places)])
    yield "incidents within 100 km", lambda i: listed(near=at[i], within_km=100.0)
    yield "incidents, disputed and contested", lambda i: listed(disputed=True, grade="contested", until=days[i][1])
    yield "incidents that nothing fulfils", lambda i: listed(kind="vote", status="denied", grade="confirmed", country="ATA")
    yield "incidents of an actor", lambda i: listed(actor=names[i % len(names)])
    yield "incidents of a common actor", lambda i: listed(actor=("police", "army", "government", "protesters")[i % 4])
    yield "incidents by a source", lambda i: listed(by=names[i % len(names)])
    yield "incidents by a common source", lambda i: listed(by=("police", "army", "spokesman", "the minister")[i % 4])
    yield "incidents whose reports have a word", lambda i: listed(text=words[i % len(words)])
    yield "incidents, counted", lambda i: ask.count_incidents(store, Filter(kind=kinds[i % 8]))
    yield "density for the strip", lambda i: ask.density(store, Filter(kind=kinds[i % 8]))
    yield "timeline from a day", lambda i: ask.timeline(store, Filter(since=days[i][0]))
    yield "stories", lambda i: ask.find_stories(store, after=f"{days[i][0]}~r")
    yield "stories of three reports and more", lambda i: ask.find_stories(store, after=f"{days[i][0]}~r", least=3)
    yield "reports", lambda i: ask.list_reports(store, after=f"{days[i][0]}~r")
    yield "show an incident", lambda i: ask.get_records(store, ask.get_incident(store, incidents[i % len(incidents)]).reports)
    yield "show by an event's key", lambda i: ask.get_incident(store, members[i % len(members)])
    yield "show by an id it once had", lambda i: ask.get_incident(store, once[i % len(once)])
    yield "who, a name", lambda i: (ask.said_by(store, names[i % len(names)]), ask.changes_of(store, names[i % len(names)]))
    yield "who, a common name", lambda i: ask.said_by(store, ("police", "army", "residents", "officials")[i % 4])
    yield "search a word", lambda i: ask.search(store, words[i % len(words)])
    yield "search two words", lambda i: ask.search(store, f"{words[i % len(words)]} {words[(i + 7) % len(words)]}")
    yield "search a phrase", lambda i: ask.search(store, ('"state of emergency"', '"the army said"', '"prime minister"')[i % 3])
    yield "search a common word", lambda i: ask.search(store, ("said", "the", "police", "of")[i % 4])
    yield "search letters of a word in Arabic", lambda i: ask.search(store, "انفجار")
    yield "what waits for review", lambda i: ask.queue(store)


def _spread(connection: Any, column: Any, number: int) -> list[Any]:
    """Values of a column, evenly spread over the table."""
    count = connection.execute(select(func.count()).select_from(column.table)).scalar_one()
    step = max(1, count // number)
    return [connection.execute(select(column).limit(1).offset(i * step % count)).scalar() for i in range(number)]


def measure(question: Question) -> tuple[float, ...]:
    """Milliseconds by the clock: the middle, the 95th of a hundred, the longest; and the 95th of this process's processor time."""
    took, worked = [], []
    for number in range(ROUNDS):
        start, busy = time.perf_counter(), time.process_time()
        question(number)
        took.append((time.perf_counter() - start) * 1000)
        worked.append((time.process_time() - busy) * 1000)
    return statistics.median(took), _most(took), max(took), _most(worked)


def _most(took: list[float]) -> float:
    return statistics.quantiles(took, n=20, method="inclusive")[18]


def old_id(store: Store) -> tuple[float, ...]:
    """As `measure`, for one attempt to find an incident by an id that it no longer has: all events' keys are hashed."""
    start, busy = time.perf_counter(), time.process_time()
    with suppress(UsageError):
        ask.get_incident(store, "i0123456789")
    took = (time.perf_counter() - start) * 1000
    return took, took, took, (time.process_time() - busy) * 1000


def show_plans(store: Store) -> None:
    """Prints, for each question, the statements it runs and how SQLite walks the tables for them."""
    seen: list[tuple[str, Any]] = []

    @listening.listens_for(store.engine, "before_cursor_execute")
    def _(_c: Any, _u: Any, told: str, bound: Any, _x: Any, _m: Any) -> None:
        seen.append((told, bound))

    for name, question in questions(store):
        seen.clear()
        question(0)
        print(f"\n== {name}")
        with store.engine.connect() as connection:
            for told, bound in list(seen):
                if told.startswith("SELECT"):
                    print(" ", " ".join(told.split())[:160])
                    for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", bound):
                        print("      ", row[3])


def describe(store: Store) -> str:
    """What stands in the store, and on what."""
    with store.reading() as connection:
        told = [
            (t.name, connection.execute(select(func.count()).select_from(t)).scalar_one()) for t in (report, event, statement, incident)
        ]
        whole = connection.execute(select(func.sum(func.length(record.c.json)))).scalar_one()
        version = sqlite3.sqlite_version if store.path else connection.execute(text("SHOW server_version")).scalar_one()
    size = f", {Path(store.path).stat().st_size / 1e9:.1f} GB" if store.path else ""
    counts = ", ".join(f"{number:,} {name}s" for name, number in told)
    made = f"{store.dialect} {version}; {platform.machine()}, Python {platform.python_version()}"
    return f"{counts} ({whole / 1e9:.1f} GB of records){size}; {made}"


def main() -> None:
    """Prints a table; exit status 1 where a question takes longer than the limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--db", default=str(ROOT / "build/speed-store.db"))
    parser.add_argument("--plans", action="store_true", help="print the query plans and stop")
    parser.add_argument("--write", action="store_true", help="write the table into docs/scale.md")
    told = parser.parse_args()
    with open_filled(told.db, told.reports) as store:
        if told.plans:
            show_plans(store)
            return
        rows = [(name, measure(question)) for name, question in questions(store)]
        rows.append(("show by an id it no longer has (once)", old_id(store)))
        lines = ["| question | p50, ms | p95, ms | longest, ms | p95 of processor time, ms |", "| --- | ---: | ---: | ---: | ---: |"]
        lines += [f"| {name} | {' | '.join(f'{ms:,.0f}' for ms in took)} |" for name, took in rows]
        body = "\n".join([describe(store), "", *lines])
    print(body)
    if told.write:
        put_block(ROOT / "docs/scale.md", "store", body)
    slow = [name for name, took in rows[:-1] if took[1] > LIMIT]
    busy = [name for name, took in rows[:-1] if took[3] > LIMIT]
    print(f"\nover {LIMIT:.0f} ms at p95: {', '.join(slow) or 'none'}; of processor time: {', '.join(busy) or 'none'}")
    raise SystemExit(1 if slow else 0)


if __name__ == "__main__":
    main()
