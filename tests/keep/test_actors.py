"""Actors across reports, on both databases: joined by name, parted and joined by people, and never stale."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from dateline.batch import Task
from dateline.errors import UsageError
from dateline.keep import deciding
from dateline.keep.deciding import Person
from dateline.keep.dumping import dump
from dateline.keep.rebuilding import rebuild
from dateline.keep.rereading import reread
from dateline.keep.verifying import verify
from dateline.model import Actor, Record, Report
from dateline.read.reports import Hints
from dateline.store import Store, ask, open_store
from dateline.store.schema import actor, report
from tests.keep import fake
from tests.keep.steps import NOW, add_paths, plan, row, write_rows

TEXT = "On 2024-02-0{n} {who} shelled Derrin, killing {n}, the army said. Report number {n} tells of it at length."
ADA = Person("Ada", lambda: NOW)
LONG, LEAGUE = "Karo Liberation Front", "Northern League"


@pytest.fixture
def store(address: str, tmp_path: Path) -> Iterator[Store]:
    """Two reports name the Karo Liberation Front, the third a league, the fourth the Front again."""
    with open_store(address, create=True) as store:
        rows = [row(n, TEXT.format(n=n, who=who), published=f"2024-02-1{n}") for n, who in enumerate((LONG, LONG, LEAGUE, LONG), 1)]
        add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
        yield store


def parties(store: Store) -> dict[tuple[str, str], str | None]:
    """By report's key and name."""
    with store.reading() as connection:
        rows = connection.execute(select(report.c.key, actor.c.name, actor.c.party).join(report, report.c.id == actor.c.report))
        return {(r.key, r.name): r.party for r in rows}


def key(store: Store, number: int, name: str) -> str:
    with store.reading() as connection:
        wanted = select(actor.c.key).join(report, report.c.id == actor.c.report).where(report.c.key == f"k{number}", report.c.latest)
        return str(connection.execute(wanted.where(actor.c.name == name)).scalar_one())


def is_whole(store: Store) -> None:
    """Nothing is stale: made anew, it is the same; and it is all as it was kept."""
    assert not verify(store).faults
    before = set(dump(store))
    rebuild(store)
    assert set(dump(store)) ^ before == set()


def test_two_names_that_a_person_calls_the_same_are_one_everywhere(store: Store) -> None:
    before = parties(store)
    assert before["k1", LONG] == before["k4", LONG] != before["k3", LEAGUE]
    deciding.same(store, ADA, (key(store, 1, LONG), key(store, 3, LEAGUE)), "its other name")
    after = parties(store)
    assert after["k1", LONG] == after["k2", LONG] == after["k3", LEAGUE] == after["k4", LONG]
    assert {r.name for r in ask.actors_called(store, LEAGUE)} == {LONG, LEAGUE}
    is_whole(store)
    assert [d.verdict for d in deciding.undo(store, ADA)] == ["same"]
    assert parties(store) == before
    is_whole(store)


def test_an_actor_is_meant_by_a_key_or_a_name_that_one_party_bears(store: Store) -> None:
    one = key(store, 3, LEAGUE)
    assert deciding.actor_meant(store, one) == one == deciding.actor_meant(store, LEAGUE.upper())
    for name in ("League/North", "Nobody"):
        with pytest.raises(UsageError, match=f"nobody in this store is called '{name}'"):
            deciding.actor_meant(store, name)


def test_of_one_name_the_later_actor_is_told_apart(store: Store) -> None:
    deciding.not_same(store, ADA, (key(store, 4, LONG), key(store, 1, LONG)))
    after = parties(store)
    assert after["k1", LONG] == after["k2", LONG] != after["k4", LONG]
    assert {r.report for r in ask.actors_called(store, key(store, 4, LONG))} == {key(store, 4, LONG).partition("/")[0]}
    assert len(ask.actors_called(store, key(store, 1, LONG))) == 2
    is_whole(store)


def test_one_actor_is_split_from_all_others_of_the_name(store: Store) -> None:
    assert len(deciding.split(store, ADA, key(store, 1, LONG), "a namesake")) == 2
    after = parties(store)
    assert after["k2", LONG] == after["k4", LONG] != after["k1", LONG]
    assert deciding.split(store, ADA, key(store, 1, LONG)) == (), "it stands alone already"
    is_whole(store)
    assert len(deciding.undo(store, ADA)) == 1 and len({parties(store)[f"k{n}", LONG] for n in (1, 2, 4)}) == 1


def test_a_persons_not_the_same_is_never_overridden(store: Store) -> None:
    pair = key(store, 1, LONG), key(store, 3, LEAGUE)
    deciding.same(store, ADA, pair)
    deciding.not_same(store, Person("Ben", lambda: NOW), pair)
    assert parties(store)["k1", LONG] != parties(store)["k3", LEAGUE]
    is_whole(store)


def renumbered(read: Report, *, layers: bool) -> Record:
    """As a later model that numbers actors otherwise."""
    made = fake.read(read, layers=layers)
    names = {a.id: f"b{n}" for n, a in enumerate(reversed(made.actors), 5)}

    def party(one: Any) -> Any:
        return replace(one, actor=names[one.actor])

    actors = tuple(replace(a, id=names[a.id]) for a in reversed(made.actors))
    events = tuple(replace(e, agents=tuple(map(party, e.agents))) for e in made.events)
    statements = tuple(replace(s, source=party(s.source)) for s in made.statements)
    return replace(made, document=replace(made.document, model="fake 2"), actors=actors, events=events, statements=statements)


def test_what_people_judged_of_actors_survives_a_newer_model(store: Store) -> None:
    deciding.same(store, ADA, (key(store, 1, LONG), key(store, 3, LEAGUE)))
    deciding.split(store, Person("Ben", lambda: NOW), key(store, 4, LONG))
    before = parties(store)
    old = key(store, 4, LONG)
    list(reread(store, replace(plan(), task=Task(renumbered, Hints())), model="fake 2", version="0"))
    assert key(store, 4, LONG) != old and parties(store) == before
    is_whole(store)


def described(read: Report, *, layers: bool) -> Record:
    """As a reader that finds the league described, not named."""
    made = fake.read(read, layers=layers)
    actors = tuple(replace(a, named="described") if a.name == LEAGUE else a for a in made.actors)
    return replace(made, actors=actors)


def test_somebody_who_is_only_described_can_be_said_to_be_somebody(address: str, tmp_path: Path) -> None:
    rows = [row(n, TEXT.format(n=n, who=who), published=f"2024-02-1{n}") for n, who in enumerate((LONG, LEAGUE, LEAGUE), 1)]
    with open_store(address, create=True) as store:
        told = replace(plan(), task=Task(described, Hints(force=True)))
        from dateline.keep.adding import add
        from dateline.read.items import find_items

        list(add(store, find_items([write_rows(tmp_path / "a.jsonl", rows)], None), told))
        before = parties(store)
        assert len({before[f"k{n}", LEAGUE] for n in (2, 3)}) == 2
        deciding.same(store, ADA, (key(store, 1, LONG), key(store, 3, LEAGUE)))
        after = parties(store)
        assert after["k1", LONG] == after["k3", LEAGUE] and after["k2", LEAGUE] == before["k2", LEAGUE]
        is_whole(store)
        deciding.undo(store, ADA)
        assert parties(store) == before
        is_whole(store)


@pytest.mark.parametrize("name", ["r000000000000/a1", "{report}/a99", "{report}/5000-5010", "{report}/x"])
def test_actors_that_are_not_there(store: Store, name: str) -> None:
    mine = key(store, 1, LONG)
    with pytest.raises(UsageError, match="there is no actor"):
        deciding.same(store, ADA, (mine, name.format(report=mine.partition("/")[0])))
    with pytest.raises(UsageError, match="not of one kind"):
        deciding.same(store, ADA, (mine, mine.partition("/")[0]))


# ---------------------------------------------------------------- actors that go


def test_a_name_that_is_gone_leaves_its_party(address: str, tmp_path: Path) -> None:
    """A new version of the report after whose spelling a party is called: those who are left are called anew."""
    names = ["Karo FRONT", "General Karo Front", "Karo Front"]
    with open_store(address, create=True) as store:
        rows = [row(n, TEXT.format(n=n, who=who), published=f"2024-02-1{n}") for n, who in enumerate(names, 1)]
        add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
        assert len({parties(store)[f"k{n}", who] for n, who in enumerate(names, 1)}) == 1
        add_paths(store, write_rows(tmp_path / "b.jsonl", [row(2, "Nothing of the kind was seen that day in Corran.")]))
        is_whole(store)


def test_who_is_the_same_does_not_depend_on_order_or_on_what_is_gone(address: str, tmp_path: Path) -> None:
    """Reports come in any order, and versions of them go: parties are those of the reports that are left."""
    draw = random.Random(5)
    names = ["Karo Front", "General Karo Front", "Karo FRONT", "KARO Front", LEAGUE, LEAGUE.upper()]
    with open_store(address, create=True) as store:
        for turn in range(8):
            number, who = draw.randrange(1, 7), draw.choice(names)
            add_paths(store, write_rows(tmp_path / f"{turn}.jsonl", [row(number, TEXT.format(n=number, who=who))]))
        is_whole(store)


def test_an_actor_that_a_newer_model_no_longer_reads_is_gone(store: Store) -> None:
    def without(read: Report, *, layers: bool) -> Record:
        made = fake.read(read, layers=layers)
        actors = tuple(Actor(a.id, "Somebody Else", a.kind, a.country, a.named) if a.name == LONG else a for a in made.actors)
        return replace(made, document=replace(made.document, model="fake 2"), actors=actors)

    deciding.same(store, ADA, (key(store, 1, LONG), key(store, 3, LEAGUE)))
    list(reread(store, replace(plan(), task=Task(without, Hints())), model="fake 2", version="0"))
    assert ("k1", LONG) not in parties(store)
    is_whole(store)
