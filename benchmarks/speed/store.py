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
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
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
KINDS = ("attack", "protest", "agree", "consult", "arrest", "attack/shelling", "vote", "trial")
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


@dataclass(frozen=True, slots=True)
class Samples:
    """What questions ask for: cells of the store, evenly spread over its tables, and days from 1996 on with one a year later."""

    incidents: list[str]
    members: list[str]
    once: list[str]
    names: list[str]
    places: list[str]
    words: list[str]
    days: list[tuple[date, date]]


def questions(store: Store) -> Iterator[tuple[str, Question]]:
    """What is asked, each as a function of the round, so that no two rounds ask for the same rows."""
    some = _sample(store)
    yield from _of_filters(store, some)
    yield from _of_lists(store, some)
    yield from _of_one(store, some)
    yield from _of_words(store, some)


def _sample(store: Store) -> Samples:
    with store.reading() as connection:
        places = [p for p in _spread(connection, incident.c.place, 8 * ROUNDS) if p]
        words = [t.split()[5] for t in _spread(connection, statement.c.content, 4 * ROUNDS) if len(t.split()) > 6][:ROUNDS]
        return Samples(
            incidents=_spread(connection, incident.c.id, ROUNDS),
            members=_spread(connection, event.c.key, ROUNDS),
            once=_spread(connection, incident_event.c.founding, ROUNDS),
            names=_spread(connection, actor.c.name, ROUNDS),
            places=places,
            words=words,
            days=[(date(1996 + i % 20, 1 + i % 12, 1), date(1997 + i % 20, 1 + i % 12, 28)) for i in range(ROUNDS)],
        )


def _pick(cells: Sequence[str], i: int) -> str:
    """The cell of a round."""
    return cells[i % len(cells)]


def _point(i: int) -> tuple[float, float]:
    """A point (WGS 84 degrees) for each round."""
    return float(i * 3 - 50), float(i * 8 - 160)


def _listed(store: Store, **cells: Any) -> object:
    return ask.find_incidents(store, Filter(**cells))


def _of_filters(store: Store, some: Samples) -> Iterator[tuple[str, Question]]:
    """Lists of incidents."""
    yield "incidents, the latest", lambda i: _listed(store)
    yield "incidents, page 20 of them", lambda i: ask.find_incidents(store, Filter(), after=f"{some.days[i][0]}~i", most=50)
    yield "incidents between two days", lambda i: _listed(store, since=some.days[i][0], until=some.days[i][1])
    yield "incidents of a type", lambda i: _listed(store, kind=KINDS[i % 8])
    yield (
        "incidents of a type and status in a place",
        lambda i: _listed(store, kind="attack", status="planned", place=_pick(some.places, i)),
    )
    yield "incidents in a place", lambda i: _listed(store, place=_pick(some.places, i))
    yield "incidents in a country", lambda i: _listed(store, country=("GBR", "SYR", "KEN", "PHL")[i % 4])
    yield "incidents in a country, counted", lambda i: ask.count_incidents(store, Filter(country=("GBR", "SYR", "KEN", "PHL")[i % 4]))
    yield "incidents within 100 km", lambda i: _listed(store, near=_point(i), within_km=100.0)
    yield "incidents, disputed and contested", lambda i: _listed(store, disputed=True, grade="contested", until=some.days[i][1])
    yield "incidents that nothing fulfils", lambda i: _listed(store, kind="vote", status="denied", grade="confirmed", country="ATA")
    yield "incidents of an actor", lambda i: _listed(store, actor=_pick(some.names, i))
    yield "incidents of a common actor", lambda i: _listed(store, actor=("police", "army", "government", "protesters")[i % 4])
    yield "incidents by a source", lambda i: _listed(store, by=_pick(some.names, i))
    yield "incidents by a common source", lambda i: _listed(store, by=("police", "army", "spokesman", "the minister")[i % 4])
    yield "incidents whose reports have a word", lambda i: _listed(store, text=_pick(some.words, i))


def _of_lists(store: Store, some: Samples) -> Iterator[tuple[str, Question]]:
    """What is counted, and the other lists."""
    yield "incidents, counted", lambda i: ask.count_incidents(store, Filter(kind=KINDS[i % 8]))
    yield "density for the strip", lambda i: ask.density(store, Filter(kind=KINDS[i % 8]))
    yield "timeline from a day", lambda i: ask.timeline(store, Filter(since=some.days[i][0]))
    yield "stories", lambda i: ask.find_stories(store, after=f"{some.days[i][0]}~r")
    yield "stories of three reports and more", lambda i: ask.find_stories(store, after=f"{some.days[i][0]}~r", least=3)
    yield "reports", lambda i: ask.list_reports(store, after=f"{some.days[i][0]}~r")


def _of_one(store: Store, some: Samples) -> Iterator[tuple[str, Question]]:
    """One incident, by each of its names, and one who speaks."""
    yield "show an incident", lambda i: ask.get_records(store, ask.get_incident(store, _pick(some.incidents, i)).reports)
    yield "show by an event's key", lambda i: ask.get_incident(store, _pick(some.members, i))
    yield "show by an id it once had", lambda i: ask.get_incident(store, _pick(some.once, i))
    yield "who, a name", lambda i: (ask.said_by(store, _pick(some.names, i)), ask.changes_of(store, _pick(some.names, i)))
    yield "who, a common name", lambda i: ask.said_by(store, ("police", "army", "residents", "officials")[i % 4])


def _of_words(store: Store, some: Samples) -> Iterator[tuple[str, Question]]:
    """What stands in the reports, and what waits to be looked at."""
    yield "search a word", lambda i: ask.search(store, _pick(some.words, i))
    yield "search two words", lambda i: ask.search(store, f"{_pick(some.words, i)} {_pick(some.words, i + 7)}")
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
