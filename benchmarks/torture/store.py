"""Faults of the store at full size: processes killed, disks filled, bytes flipped. One function a fault, each giving rows."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from sqlalchemy import func, select

from benchmarks.torture.row import Row
from dateline.errors import StoreError
from dateline.keep import adding
from dateline.keep.adding import add
from dateline.keep.dumping import digest, dump
from dateline.keep.verifying import verify
from dateline.read.items import find_items
from dateline.store import open_store
from dateline.store.checking import check_anchors
from dateline.store.copying import back_up
from dateline.store.schema import record, report
from tests.keep.steps import plan, row, write_rows

PLACES = "Derrin Corran Oru Maren Tolva Ilin".split()
REPORTS, FEW = 120, 24
"""Reports of one ingest; few where it is done again and again."""
SMALL = 3
"""Reports a transaction while processes are killed, so that a kill meets every moment of one."""


def make_rows(number: int = REPORTS) -> list[dict[str, object]]:
    """Reports of a few occurrences, some of them copies."""
    chance = random.Random(11)
    rows = []
    for n in range(number):
        place, day = chance.choice(PLACES), chance.randint(1, 9)
        words = f"On 2024-02-0{day} rebels shelled {place}, killing {chance.randint(1, 4)}, the army said."
        words += f" On 2024-02-0{day} envoys met {place}."
        rows.append(row(n, words + f" Told by hand {n % 50}.", published=f"2024-02-{day + 9}"))
    return rows


def _add_and_tell(address: str, path: str, pipe: int) -> None:
    """In a child: adds, and writes the ids of each batch when it is told to be kept."""
    adding.BATCH = SMALL
    with open_store(address, create=True) as store:
        for batch in add(store, find_items([path], None), plan()):
            os.write(pipe, "".join(f"{one.report}\n" for one in batch.kept).encode())


def _kill_once(address: str, path: str, after: float) -> tuple[list[str], bool]:
    """The ids that a child told before it was killed, and whether it came to its end before."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        try:
            _add_and_tell(address, path, theirs)
        except BaseException as error:
            os.write(2, f"child: {error!r}\n".encode())
            os._exit(1)
        os._exit(0)
    os.close(theirs)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    with os.fdopen(ours, "rb") as pipe:
        told = pipe.read().decode().splitlines()
    _, status = os.waitpid(child, 0)
    return told, os.WIFEXITED(status) and os.WEXITSTATUS(status) == 0


def torture_kills(kills: int = 1000, fresh: Callable[[Path, int], str] | None = None, name: str = "SQLite") -> Iterator[Row]:
    """R1 and R2: an ingest killed at random moments and taken up again, until it is whole; then from the start."""
    fresh = fresh or (lambda folder, n: str(folder / f"{n}.db"))
    chance, bad, lost, acknowledged, rounds, same, done = random.Random(5), 0, 0, 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as name_of:
        folder = Path(name_of)
        path = write_rows(folder / "rows.jsonl", make_rows(FEW))
        expected = _whole(fresh(folder, 0), path)
        began = time.perf_counter()
        adding.BATCH = SMALL
        _whole(fresh(folder, 1), path)
        span = time.perf_counter() - began
        while done < kills:
            rounds += 1
            address, kept, whole = fresh(folder, rounds + 1), set[str](), False
            while not whole and done < kills:
                told, whole = _kill_once(address, path, chance.uniform(0, span / 2))
                kept |= set(told)
                done += not whole
                missing, faults = _look(address, kept)
                lost, bad = lost + missing, bad + faults
            acknowledged += len(kept)
            same += (_digest(address) if whole else _whole(address, path)) == expected
    yield Row(
        "R1",
        f"kill -9 during ingest, {name}",
        done,
        done - bad,
        f"{lost} of {acknowledged:,} acknowledged reports lost, {bad} stores unsound",
    )
    yield Row("R2", f"resumed to the same bytes, {name}", rounds, same, "sha256 of the whole content compared")


def _whole(address: str, path: str) -> str:
    with open_store(address, create=True) as store:
        for _ in add(store, find_items([path], None), plan()):
            pass
        return digest(store)


def _digest(address: str) -> str:
    with open_store(address) as store:
        return digest(store)


def _look(address: str, kept: set[str]) -> tuple[int, int]:
    """Acknowledged reports that are missing, and whether anything is half-written, doubled or damaged."""
    try:
        with open_store(address, create=True) as store, store.reading() as connection:
            held = set(connection.execute(select(report.c.id)).scalars())
            records = connection.execute(select(func.count()).select_from(record)).scalar_one()
            keys = connection.execute(select(func.count(report.c.key.distinct()))).scalar_one()
            sound = store.path is None or connection.exec_driver_sql("PRAGMA quick_check").scalar() == "ok"
    except StoreError as error:
        print(error, file=sys.stderr)
        return len(kept), 1
    return len(kept - held), int(not sound or records != len(held) or keys != len(held) or bool(kept - held))


def torture_kills_postgresql(kills: int = 200) -> Iterator[Row]:
    """R1 and R2 on a PostgreSQL server that keeps its promises (fsync on)."""
    from tests.servers import find_programs, make_database, start_server

    if find_programs() is None:
        yield Row("R1", "kill -9 during ingest, PostgreSQL", 0, 0, "not tried: no server is installed")
        return
    with start_server(("max_connections=60",)) as server:
        yield from torture_kills(kills, lambda folder, n: make_database(server), "PostgreSQL")


def torture_full_disk(times: int = 10) -> Iterator[Row]:
    """R3: a small disk that fills up during an ingest, is made larger, and the ingest taken up again."""
    held = tried = 0
    with tempfile.TemporaryDirectory() as name:
        path, expected = write_rows(Path(name) / "rows.jsonl", make_rows()), ""
        expected = _whole(str(Path(name) / "whole.db"), path)
        for number in range(times):
            with _small_disk(1_400 + 120 * number) as disk:
                if disk is None:
                    yield Row("R3", "disk full", 0, 0, "not tried: mounting a small disk needs root")
                    return
                tried += 1
                held += _fill(str(disk / "record.db"), path, disk, expected)
    yield Row("R3", "disk full, then made larger", tried, held, "a clear message, nothing kept is lost, the same bytes in the end")


def _fill(address: str, path: str, disk: Path, expected: str) -> bool:
    kept: set[str] = set()
    try:
        with open_store(address, create=True) as store:
            for batch in add(store, find_items([path], None), plan()):
                kept |= {one.report for one in batch.kept}
        return False
    except StoreError as error:
        told = str(error)
    subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
    return "full" in told and "safe" in told and _look(address, kept) == (0, 0) and _whole(address, path) == expected


@contextmanager
def _small_disk(kilobytes: int) -> Iterator[Path | None]:
    folder = tempfile.mkdtemp()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", folder], capture_output=True, check=False)
    try:
        yield Path(folder) if done.returncode == 0 else None
    finally:
        if done.returncode == 0:
            subprocess.run(["umount", "-l", folder], check=True)
        os.rmdir(folder)


def torture_migrations() -> Iterator[Row]:
    """R4: a migration killed at each of its statements."""
    from tests.store.test_migrations import KILLED, LAST
    from tests.stores import first_version

    tried = held = 0
    with tempfile.TemporaryDirectory() as folder:
        while True:
            path = str(Path(folder) / f"{tried}.db")
            first_version(path)
            done = subprocess.run([sys.executable, "-c", KILLED, path, str(tried)], check=False)
            if done.returncode not in (0, 9):
                raise RuntimeError(f"the migration could not be started ({done.returncode})")
            with closing(sqlite3.connect(path)) as connection:
                version = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()[0]
            open_store(path).close()
            tried, held = tried + 1, held + (version in ("1", str(LAST)))
            if done.returncode == 0:
                break
    yield Row("R4", "migration killed at each statement", tried, held, "the old or the new version opens")


def torture_workers(deaths: int = 50) -> Iterator[Row]:
    """R7 and R8: workers killed during an ingest, and any number of workers: the same bytes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_rows(folder / "rows.jsonl", make_rows())
        expected = _whole(str(folder / "1.db"), path)
        same = sum(_with_workers(str(folder / f"w{n}.db"), path, n) == expected for n in (4, 16))
        yield Row("R8", "1, 4 and 16 workers", 3, 1 + same, "sha256 of the whole content compared")
        rounds = killed = same = 0
        while killed < deaths:
            rounds += 1
            stop = threading.Event()
            counted = [0]
            killer = threading.Thread(target=_kill_workers, args=(stop, counted, deaths - killed))
            killer.start()
            found = _with_workers(str(folder / f"k{rounds}.db"), path, 4)
            stop.set()
            killer.join()
            killed, same = killed + counted[0], same + (found == expected)
    yield Row("R7", f"{killed} of 4 workers' processes killed", rounds, same, "the same bytes as one process gives")


def _with_workers(address: str, path: str, workers: int) -> str:
    with open_store(address, create=True) as store:
        for _ in add(store, find_items([path], None), replace(plan(), workers=workers)):
            pass
        return digest(store)


def _kill_workers(stop: threading.Event, counted: list[int], most: int) -> None:
    chance = random.Random(9)
    while not stop.wait(chance.uniform(1, 4)) and counted[0] < most:
        children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
        workers = [c for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
        if workers:
            os.kill(int(chance.choice(workers)), signal.SIGKILL)
            counted[0] += 1


def torture_backups(times: int = 20) -> Iterator[Row]:
    """R9: backups while somebody adds, opened elsewhere and verified."""
    anchors = sound = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = write_rows(folder / "rows.jsonl", make_rows(60))
        _whole(str(folder / "record.db"), write_rows(folder / "first.jsonl", make_rows(FEW)))
        with open_store(str(folder / "record.db"), create=True) as store:
            adding = threading.Thread(target=_whole, args=(str(folder / "record.db"), path))
            adding.start()
            for number in range(times):
                back_up(store, str(folder / f"copy{number}.db"))
                with open_store(str(folder / f"copy{number}.db")) as copy:
                    found = verify(copy, quick=True)
                anchors, sound = anchors + found.counts["anchors"], sound + (not found.faults)
            adding.join()
    yield Row("R9", "backups during ingest, verified elsewhere", times, sound, f"{anchors:,} anchors recomputed")


def contents(path: str) -> list[str]:
    """All that can be read from an SQLite store, without the full text's own tables."""
    with open_store(path) as store:
        return [*dump(store), *_log_of(path)]


def _log_of(path: str) -> list[str]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = []
        for table in ("log", "run", "failure", "taken", "feed", "incident_actor", "meta"):
            rows += sorted(map(repr, connection.execute(f"SELECT * FROM {table}")))
        return rows


def torture_flips(flips: int = 1000) -> Iterator[Row]:
    """P1: bytes flipped anywhere in the file: it is told, or nothing that can be read has changed."""
    told = harmless = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _whole(str(folder / "first.db"), write_rows(folder / "rows.jsonl", make_rows(12)))
        with open_store(str(folder / "first.db")) as store:
            back_up(store, str(folder / "whole.db"))
        data, expected, chance = (folder / "whole.db").read_bytes(), contents(str(folder / "whole.db")), random.Random(3)
        for at in sorted(chance.sample(range(len(data)), flips)):
            flipped = folder / "flipped.db"
            flipped.write_bytes(data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :])
            verdict = _flip_is_told(str(flipped), expected)
            told, harmless = told + (verdict == "told"), harmless + (verdict == "harmless")
            for rest in folder.glob("flipped.db-*"):
                rest.unlink()
            if verdict == "missed":
                print(f"byte {at} of {len(data)} was changed and nobody told", file=sys.stderr)
    figure = f"{told} told; {harmless} where nothing that can be read changed (free space, the index of words)"
    yield Row("P1", "bytes flipped in the file", flips, told + harmless, figure)


def _flip_is_told(path: str, expected: list[str]) -> str:
    try:
        with open_store(path) as store:
            if verify(store).faults:
                return "told"
        return "harmless" if contents(path) == expected else "missed"
    except StoreError:
        return "told"


PIECES = [*"ab{};'\"<&\r\n\t \x00\ufeff\u0301\u200dאب語\u2028", "\r\n", "👩🏽\u200d🚒", "constructor", "__proto__", "&amp;"]
"""What goes wrong elsewhere: marks that combine or turn the writing, names that are keys, bytes that end strings."""


def torture_anchors(anchors: int = 1_000_000) -> Iterator[Row]:
    """A1: random anchors in hard texts, through the wire format and the store and back."""
    from dateline.codec import decode_record
    from dateline.model import Document, Party, Record, Span, Statement, Words
    from dateline.store.testimony import Writer, keep_report

    chance, wrong, done = random.Random(8), 0, 0
    with tempfile.TemporaryDirectory() as name, open_store(str(Path(name) / "record.db"), create=True) as store:
        while done < anchors:
            text = "".join(chance.choices(PIECES, k=600)) + f"#{done}"
            spans = [Span(*sorted(chance.sample(range(len(text) + 1), 2))) for _ in range(2000)]
            content = tuple(Words(span, span.of(text)) for span in spans)
            said = Statement("s1", Party(None, None, None), None, content, "say", "direct")
            document = Document(f"sha256:{done:064x}"[:71], text, None, None, None, None, None, f"k{done}")
            with store.writing() as connection:
                kept = (
                    keep_report(Writer(connection, 1, ""), Record(document, statements=(said,)), "x", None)
                    if _has_run(connection)
                    else None
                )
            assert kept is not None
            with store.reading() as connection:
                line = connection.execute(select(record.c.json).where(record.c.report == kept.report)).scalar_one()
                held = connection.execute(select(report.c.text).where(report.c.id == kept.report)).scalar_one()
            number, faults = check_anchors(decode_record(line))
            wrong += len(faults) + (held != text)
            done += number
    yield Row("A1", "anchors in hard texts, through the store and back", done, done - wrong, f"{wrong} wrong")


def _has_run(connection: object) -> bool:
    from sqlalchemy import Connection

    from dateline.store.schema import run
    from dateline.store.testimony import start_run

    assert isinstance(connection, Connection)
    if connection.execute(select(run.c.id)).first() is None:
        start_run(connection, "torture", {}, "2024-01-01T00:00:00Z")
    return True
