"""People decide, on both databases: not the same, the same, corrected, rejected; signed, revocable, never overridden."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dateline.batch import Task
from dateline.codec import decode_incident
from dateline.errors import EditConflict, UsageError
from dateline.keep import deciding
from dateline.keep.deciding import Person
from dateline.keep.judging import Edit, correct, edition_of, revoke_correction, save_judgement, take_back
from dateline.keep.merging import refresh
from dateline.keep.rebuilding import rebuild
from dateline.keep.rereading import count_old, reread
from dateline.keep.verifying import verify
from dateline.model import Incident, Judgement, Record, Report
from dateline.model.vocabulary import MODES
from dateline.read.reports import Hints
from dateline.store import Store, ask, open_store
from dateline.store.schema import event, incident, record
from dateline.store.schema import judgement as judged
from tests.keep import fake
from tests.keep.steps import NOW, add_paths, plan, row, write_rows

WORDS = "On 2024-02-02 rebels shelled Derrin, killing {n}, the army said. Report number {n} tells of it at length."


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(n, WORDS.format(n=n)) for n in (1, 2)]))
        yield store


def groups(store: Store) -> list[int]:
    return sorted(len(one.members) for one in incidents(store))


def incidents(store: Store) -> list[Incident]:
    with store.reading() as connection:
        return [decode_incident(line) for line in connection.execute(select(incident.c.json).order_by(incident.c.id)).scalars()]


def keys(store: Store) -> list[str]:
    with store.reading() as connection:
        return list(connection.execute(select(event.c.key).order_by(event.c.key)).scalars())


def judges(store: Store) -> list[str]:
    """Whose judgements of two events are in force."""
    wanted = select(judged.c.by).where(judged.c.kind == "event", judged.c.revoked.is_(None)).order_by(judged.c.id)
    with store.reading() as connection:
        return list(connection.execute(wanted).scalars())


def judgement(store: Store, same: bool, by: str = "Ada") -> Judgement:
    first, second = keys(store)
    return Judgement("event", second, first, same, 1.0, by, note="seen both")


def test_not_the_same_splits_and_revoking_joins_again(store: Store) -> None:
    before = groups(store)
    number = save_judgement(store, judgement(store, True), NOW)
    assert groups(store) == [2]
    apart = save_judgement(store, judgement(store, False, "Ben"), NOW)
    assert groups(store) == [1, 1], "a person's not-the-same is never overridden"
    take_back(store, NOW, judgements=[apart])
    assert groups(store) == [2]
    take_back(store, NOW, judgements=[number])
    assert groups(store) == before
    assert not ask.decisions(store) and judges(store) in ([], ["machine"])
    assert not verify(store).faults
    with pytest.raises(UsageError, match="no judgement 99"):
        take_back(store, NOW, judgements=[99])


@pytest.fixture
def refreshed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many reports each refresh took up that judging asked for."""
    taken: list[int] = []
    monkeypatch.setattr("dateline.keep.judging.refresh", lambda store: taken.append(refresh(store)))
    return taken


def test_a_split_and_its_undo_are_each_kept_at_once(address: str, tmp_path: Path, refreshed: list[int]) -> None:
    with open_store(address, create=True) as store:
        add_paths(store, write_rows(tmp_path / "a.jsonl", [row(n, WORDS.format(n=n)) for n in range(1, 7)]))
        first, *others = keys(store)
        ada = Person("Ada", lambda: NOW)
        for other in others:
            save_judgement(store, Judgement("event", first, other, True, 1.0, "Ben"), NOW)
        assert groups(store) == [6]
        refreshed.clear()
        assert set(deciding.split(store, ada, first)) == set(others)
        assert groups(store) != [6] and refreshed == [6]
        assert len(deciding.undo(store, ada)) == len(others)
        assert groups(store) == [6] and refreshed == [6, 6]
        assert deciding.undo(store, ada) == () and refreshed == [6, 6]
        assert not verify(store).faults


def test_of_several_that_are_taken_back_all_or_none_are(store: Store) -> None:
    number = save_judgement(store, judgement(store, False), NOW)
    with pytest.raises(UsageError, match="no judgement 99"):
        take_back(store, NOW, judgements=[number, 99])
    assert [d.by for d in ask.decisions(store)] == [by for by in judges(store) if by != "machine"] == ["Ada"]
    take_back(store, NOW, judgements=[number])
    assert not verify(store).faults


@pytest.mark.parametrize(
    ("change", "told"),
    [({"by": "machine"}, "name of the person"), ({"kind": "x"}, "cannot be judged"), ({"second": "r0@1", "first": "r0@0"}, "no report r0")],
)
def test_judgements_that_mean_nothing(store: Store, change: dict[str, str], told: str) -> None:
    from dataclasses import replace

    with pytest.raises(UsageError, match=told):
        save_judgement(store, replace(judgement(store, True), **change), NOW)


def values(store: Store, key: str, cell: str) -> list[tuple[Any, list[str]]]:
    one = next(i for i in incidents(store) if key in i.members)
    found = next(c for c in one.cells if c.name == cell)
    return [(v.told, [w.verdict for w in v.witnesses if w.event == key]) for v in found.values]


def test_a_corrected_cell_stands_beside_the_machines(store: Store) -> None:
    key = keys(store)[0]
    save_judgement(store, judgement(store, False), NOW)
    figures = values(store, key, "figure.killed")
    correct(
        store, Edit(event=key, cell="place", verdict="corrected", by="Ada", value={"name": "Corran", "country": "XXB"}), edition=0, now=NOW
    )
    assert values(store, key, "place") == [("Corran", ["corrected"]), ("Derrin", ["rejected"])]
    assert values(store, key, "figure.killed") == figures
    done = correct(store, Edit(event=key, cell="place", verdict="accepted", by="Ben"), edition=1, now=NOW)
    assert done.edition == 2 and values(store, key, "place") == [("Derrin", ["accepted"])]
    revoke_correction(store, key, "place", NOW)
    assert values(store, key, "place")[0] == ("Corran", ["corrected"])
    assert not verify(store).faults


CELLS = [
    ("type", "aid"),
    ("mode", "drone"),
    ("status", "planned"),
    ("when", {"earliest": "2024-01-01", "latest": None}),
    ("agent", ["The Blue Party"]),
    ("target", {"name": "the army"}),
    ("figure.killed", 7),
    ("figure.wounded", {"low": 1, "high": None}),
]


def test_every_cell_can_be_corrected(store: Store) -> None:
    key = keys(store)[0]
    save_judgement(store, judgement(store, False), NOW)
    for cell, value in CELLS:
        correct(store, Edit(event=key, cell=cell, verdict="corrected", by="Ada", value=value), edition=0, now=NOW)
        assert values(store, key, cell)[0][1] == ["corrected"], cell
    assert not verify(store).faults


WRONG = [("status", "maybe"), ("when", "soon"), ("place", {}), ("figure.killed", {"low": 3, "high": 1}), ("colour", 1), ("agent", [""])]


def test_values_that_fit_no_cell(store: Store) -> None:
    for cell, value in WRONG:
        with pytest.raises(UsageError, match="cell"):
            correct(store, Edit(event=keys(store)[0], cell=cell, verdict="corrected", by="Ada", value=value), edition=0, now=NOW)


def test_a_rejected_event_leaves_its_incident_and_comes_back(store: Store) -> None:
    key = keys(store)[0]
    correct(store, Edit(event=key, verdict="rejected", by="Ada", why="a drill"), edition=0, now=NOW)
    assert all(key not in one.members for one in incidents(store)) and not verify(store).faults
    revoke_correction(store, key, "", NOW)
    assert any(key in one.members for one in incidents(store))


def test_of_two_who_edit_at_once_one_is_told(store: Store) -> None:
    """R6 small: no edit is lost."""
    key = keys(store)[0]

    def edit(number: int) -> int:
        tries = 0
        while True:
            tries += 1
            try:
                seen = edition_of(store, key, "mode")
                correct(
                    store,
                    Edit(event=key, cell="mode", verdict="corrected", by=f"P{number}", value=MODES["protest"][number % 5]),
                    edition=seen,
                    now=NOW,
                )
                return tries
            except EditConflict:
                continue

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(edit, range(6)))
    assert edition_of(store, key, "mode") == 6 and not verify(store).faults


def newer(report: Report, *, layers: bool) -> Record:
    """The same reader as of a later model."""
    from dataclasses import replace

    made = fake.read(report, layers=layers)
    return replace(made, document=replace(made.document, model="fake 2"))


def test_corrections_and_judgements_survive_a_newer_model(store: Store) -> None:
    from dataclasses import replace

    key = keys(store)[0]
    save_judgement(store, judgement(store, False), NOW)
    correct(store, Edit(event=key, cell="mode", verdict="corrected", by="Ada", value="drone"), edition=0, now=NOW)
    assert count_old(store, "fake 2", "0") == 2
    later = replace(plan(), task=Task(newer, Hints()))
    assert [len(b.reports) for b in reread(store, later, model="fake 2", version="0")] == [2]
    assert count_old(store, "fake 2", "0") == 0 and list(reread(store, later, model="fake 2", version="0")) == []
    assert values(store, key, "mode")[0] == ("drone", ["corrected"]) and groups(store) == [1, 1]
    with store.reading() as connection:
        kept = connection.execute(select(record.c.model, record.c.current).order_by(record.c.id)).all()
    assert sorted(map(tuple, kept)) == [("fake 1", False), ("fake 1", False), ("fake 2", True), ("fake 2", True)]
    assert not verify(store).faults


def test_a_word_on_a_cell_changes_no_more_and_no_less_than_a_rebuilt_store_shows(store: Store) -> None:
    first, second = keys(store)[:2]
    correct(store, Edit(event=first, verdict="accepted", by="ann"), edition=0, now=NOW)
    correct(store, Edit(event=first, cell="when", verdict="corrected", value="2024-02-01", by="ann"), edition=0, now=NOW)
    correct(store, Edit(event=second, verdict="rejected", by="ann"), edition=0, now=NOW)
    told = incidents(store)
    rebuild(store)
    assert incidents(store) == told
    revoke_correction(store, second, "", NOW)
    revoke_correction(store, first, "when", NOW)
    told = incidents(store)
    rebuild(store)
    assert incidents(store) == told
