"""What a user meets who adds reports, on both databases."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from dateline.keep import adding
from dateline.keep.adding import settle, sum_up
from dateline.keep.dumping import digest, dump
from dateline.keep.merging import refresh
from dateline.keep.retrying import failed_paths, last_run, settle_failures
from dateline.keep.verifying import verify
from dateline.store import Store, open_store
from dateline.store.schema import actor, event, failure, incident, incident_event, pending, record, report, story_report
from dateline.store.testimony import get_blob
from tests.keep.steps import NOW, add_paths, row, write_rows


def count(store: Store, table: Any) -> int:
    with store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def told(store: Store) -> list[tuple[Any, ...]]:
    """Key, version and whether it is the latest, of every report."""
    with store.reading() as connection:
        rows = connection.execute(select(report.c.key, report.c.version, report.c.latest).order_by(report.c.key, report.c.version))
        return [tuple(r) for r in rows]


def test_reports_are_kept_with_bytes_text_record_and_run(address: str, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [row(1), row(2)])
    with open_store(address, create=True) as store:
        batches = add_paths(store, path)
        assert sum_up(batches) == {"new": 2, "changed": 0, "known": 0, "failed": 0}
        with store.reading() as connection:
            kept = connection.execute(select(report).order_by(report.c.key)).all()
            assert [k.key for k in kept] == ["k1", "k2"]
            assert get_blob(connection, kept[0].blob) == Path(path).read_bytes().splitlines()[0]
            assert kept[0].origin == f"{path}, line 1"
        assert not verify(store).faults


def test_the_same_again_is_nothing_and_is_not_even_read(address: str, tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [row(1), row(2)])
    with open_store(address, create=True) as store:
        add_paths(store, path)
        before = list(dump(store))
        assert sum_up(add_paths(store, path)) == {"new": 0, "changed": 0, "known": 2, "failed": 0}
        other = write_rows(tmp_path / "b.jsonl", [dict(reversed(row(1).items()))])  # other bytes, the same report
        assert sum_up(add_paths(store, other))["known"] == 1
        lines = list(dump(store))
        assert set(before) < set(lines) and len(lines) == len(before) + 1, "only the other bytes were added"


CHANGED = [
    ("same key", row(1), row(1, "On 2024-02-02 rebels shelled Derrin, killing 9, the army said."), True),
    ("same key, outlet unknown at first", row(1, outlet=None), row(1, "Something else entirely was written."), True),
    ("same key of another outlet", row(1), row(1, "Something else entirely was written.", outlet="Elsewhere"), False),
    ("same url, no key", row(1, id=None, url="https://x.example/1"), row(2, id=None, url="https://x.example/1"), True),
    ("same url, other keys", row(1, url="https://x.example/1"), row(2, url="https://x.example/1"), False),
    ("another headline", row(1), row(1, title="Another"), True),
]


@pytest.mark.parametrize(("first", "second", "version"), [c[1:] for c in CHANGED], ids=[c[0] for c in CHANGED])
def test_what_is_a_new_version(address: str, tmp_path: Path, first: dict[str, Any], second: dict[str, Any], version: bool) -> None:
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [first]))
        add_paths(store, write_rows(tmp_path / "b.jsonl", [second]))
        assert sorted((v, latest) for _, v, latest in told(store)) == ([(1, False), (2, True)] if version else [(1, True), (1, True)])
        assert not verify(store).faults


def test_a_new_version_takes_the_events_out_of_incidents_and_leaves_the_testimony(address: str, tmp_path: Path) -> None:
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(1)]))
        add_paths(store, write_rows(tmp_path / "b.jsonl", [row(1, "On 2024-02-02 rebels met Derrin. It was calm.")]))
        with store.reading() as connection:
            assert connection.execute(select(incident.c.type)).scalars().all() == ["consult"]
            assert connection.execute(select(func.count()).select_from(record)).scalar_one() == 2
            texts = connection.execute(select(report.c.text).order_by(report.c.version)).scalars().all()
        assert texts[0].startswith("On 2024-02-02 rebels shelled")


def test_a_file_that_changed_is_a_new_version_but_rows_that_moved_are_not(address: str, tmp_path: Path) -> None:
    one, rows = tmp_path / "one.txt", tmp_path / "rows.jsonl"
    bare = [{"text": row(n)["text"], "published": "2024-02-03"} for n in range(1, 5)]
    with open_store(address, create=True) as store:
        for text in ("The first words of a report.", "All of it was written anew today."):
            one.write_text(text)
            add_paths(store, str(one))
        assert sorted(v for _, v, _ in told(store)) == [1, 2]
        unlike = [f"Quite unlike {w} there is {w}." for w in ("rain", "snow")]
        add_paths(store, write_rows(rows, [{"text": words, "published": "2024-02-03"} for words in unlike]))
        add_paths(store, write_rows(rows, [{"text": "Put in before all others.", "published": "2024-02-03"}, *bare]))
        assert sorted(v for _, v, _ in told(store)) == [1, 1, 1, 1, 1, 1, 1, 1, 2]


def test_the_same_words_in_another_outlet_are_testimony_of_their_own_and_one_voice(address: str, tmp_path: Path) -> None:
    words = "On 2024-02-02 rebels shelled Derrin, killing 7, the army said. People fled over the hills at night and slept in schools."
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(1, words), row(2, words)]))
        with store.reading() as connection:
            assert connection.execute(select(func.count()).select_from(report)).scalar_one() == 2
            assert len(set(connection.execute(select(story_report.c.voice)).scalars())) == 1
        assert sum_up(add_paths(store, str(tmp_path / "a.jsonl")))["known"] == 2
        assert not verify(store).faults


HARD = [
    "NUL \x00 inside",
    "\ufdd0 a noncharacter \ufdd0" + "0",
    "emoji 👩🏽\u200d🚒 and e\u0301",
    "שלום right to left \u202e",
    "constructor { '; DROP TABLE report; --",
]


def test_any_character_is_kept_exactly(address: str, tmp_path: Path) -> None:
    ending = "\r\nOn 2024-02-02 rebels shelled Derrin, killing 7, the army said."
    with open_store(address, create=True) as store:
        rows = [row(n, words + ending, id=words, title=words, outlet=words, other={"x": words}) for n, words in enumerate(HARD)]
        add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
        changed = [r | {"text": r["text"] + " "} for r in rows]
        assert sum_up(add_paths(store, write_rows(tmp_path / "b.jsonl", changed)))["changed"] == len(HARD)
        with store.reading() as connection:
            kept = connection.execute(select(report.c.text, report.c.key, report.c.outlet).where(report.c.version == 1)).all()
        assert {tuple(k) for k in kept} == {(words + ending, words, words) for words in HARD}
        assert not verify(store).faults


def test_failures_are_told_kept_and_tried_again(address: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    write_rows(path, [row(1), row(2, "FAULT"), {"id": "3", "published": "2024-02-03"}, row(4)])
    with open_store(address, create=True) as store:
        assert sum_up(add_paths(store, str(path), str(tmp_path / "gone.txt"))) == {"new": 2, "changed": 0, "known": 0, "failed": 3}
        assert failed_paths(store) == [str(path), str(tmp_path / "gone.txt")]
        write_rows(path, [row(1), row(2, "Mended by hand."), row(4)])
        before = last_run(store)
        assert sum_up(add_paths(store, *failed_paths(store))) == {"new": 1, "changed": 0, "known": 2, "failed": 1}
        settle_failures(store, failed_paths(store), before, NOW)
        assert failed_paths(store) == [str(tmp_path / "gone.txt")]


def test_a_worker_that_dies_costs_its_report_alone(tmp_path: Path) -> None:
    path = write_rows(tmp_path / "a.jsonl", [row(n) if n != 2 else row(2, "DIE") for n in range(5)])
    good = write_rows(tmp_path / "b.jsonl", [row(n) for n in range(5) if n != 2])
    with open_store(str(tmp_path / "a.db"), create=True) as store, open_store(str(tmp_path / "b.db"), create=True) as other:
        assert sum_up(add_paths(store, path, workers=2)) == {"new": 4, "changed": 0, "known": 0, "failed": 1}
        add_paths(other, good)
        lines, others = [[x for x in dump(s) if not x.startswith('["blob"')] for s in (store, other)]
        assert lines == others


def corpus(tmp_path: Path) -> list[dict[str, Any]]:
    """Reports of a few occurrences, so that much is joined: places, days and tolls that agree or nearly do."""
    chance = random.Random(4)
    rows = []
    for n in range(16):
        place, day = chance.choice(["Derrin", "Corran", "Oru"]), chance.randint(1, 6)
        words = f"On 2024-02-0{day} rebels shelled {place}, killing {chance.randint(1, 3)}, the army said."
        words += f" On 2024-02-0{day} envoys met {place}."
        rows.append(row(n, words, published=f"2024-02-0{day + 1}"))
    return rows


def test_neither_order_nor_batches_change_the_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = corpus(tmp_path)
    found = set()
    for number, (seed, size) in enumerate([(None, 32), (1, 1), (2, 7)]):
        monkeypatch.setattr(adding, "BATCH", size)
        if seed is not None:
            random.Random(seed).shuffle(rows)
        with open_store(str(tmp_path / f"{number}.db"), create=True) as store:
            add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
            found.add(digest(store))
            assert count(store, incident) < count(store, event), "nothing was joined"
    assert len(found) == 1


def test_both_databases_hold_the_same(tmp_path: Path, postgresql: str) -> None:
    from tests.servers import drop_database, make_database

    path = write_rows(tmp_path / "a.jsonl", corpus(tmp_path))
    found = []
    name = make_database(postgresql)
    for place in (str(tmp_path / "a.db"), name):
        with open_store(place, create=True) as store:
            add_paths(store, path)
            found.append(list(dump(store)))
    drop_database(name)
    assert found[0] == found[1]


def test_what_a_crash_left_unmerged_is_merged_at_the_next_start(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_rows(tmp_path / "a.jsonl", corpus(tmp_path)[:10])
    with open_store(address, create=True) as store:
        with monkeypatch.context() as patch:
            patch.setattr(adding, "refresh", lambda *_: 0)  # as if killed right after each batch
            add_paths(store, path)
        assert count(store, pending) == 10 and count(store, incident_event) == 0
        add_paths(store, path)
        assert count(store, pending) == 0 and count(store, incident_event) == count(store, event)
        whole = digest(store)
        with store.writing() as connection:
            connection.execute(pending.insert().from_select(["report"], select(report.c.id)))
        refresh(store)
        assert digest(store) == whole, "merging again changes nothing"


def test_every_string_is_an_origin_that_settles(tmp_path: Path) -> None:
    for told_as, settled in [
        ("a.txt", "/home/a.txt"), ("/x/../y.txt, line 3", "/y.txt, line 3"), ("standard input, line 1", "standard input, line 1"),
        ("https://x.example/a, entry 2", "https://x.example/a, entry 2"),
    ]:  # fmt: skip
        assert settle(told_as, "/home") == settled


def test_a_failure_that_is_added_after_all_is_no_failure_any_more(address: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with open_store(address, create=True) as store:
        add_paths(store, str(path))
        path.write_text("Now it is there.")
        add_paths(store, str(path))
        with store.reading() as connection:
            assert connection.execute(select(failure.c.mended)).scalars().all() == ["2024-06-01T12:00:00Z"]


def test_an_actor_is_one_party_in_all_reports_that_name_it(address: str, tmp_path: Path) -> None:
    words = "On 2024-02-02 Corran Defence Ministry shelled Derrin, Ngozi Okafor said."
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(1, words), row(2, words + " Again.")]))
        with store.reading() as connection:
            parties = connection.execute(select(actor.c.name, actor.c.party)).all()
    found = {name: {p for n, p in parties if n == name} for name, _ in parties}
    assert len(parties) == 4 and all(len(p) == 1 for p in found.values()) and len(set.union(*found.values())) == 2
