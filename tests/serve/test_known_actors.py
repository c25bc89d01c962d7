"""`add`, `reread` and `watch` with `--actors FILE`: which actors were known is kept with the record."""

from __future__ import annotations

import json
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from dateline.keep.registries import registries_of
from dateline.keep.verifying import verify
from dateline.model import Record, Report
from dateline.pipeline import read_report
from dateline.resolve.actors.packed import pack_entries, unpack_entries
from dateline.resolve.actors.registry import load_registry
from dateline.resolve.actors.registry_rows import read_actors
from dateline.serve.cli import build_app
from dateline.store import Store, open_store
from dateline.store.schema import record, run

FRONT = "actors: [{name: Karo Liberation Front, kind: armed-group, country: KEN, aliases: [Blue Shirts], valid: 1998/2011-04}]"
UNION = "actors: [{name: Blue Shirts, kind: organisation, country: UGA}]"
TEXT = "NAKURU, March 4 - The Blue Shirts attacked a police post on Monday, police said."


def read(report: Report, *, layers: bool) -> Record:
    return read_report(report, layers=layers)


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs `dateline` on the database of a test; exit status and messages."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "front.yml").write_text(FRONT, encoding="utf-8")
    (tmp_path / "union.yml").write_text(UNION, encoding="utf-8")

    def call(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(build_app(read), words)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stderr

    return call


def shirts(store: Store) -> list[tuple[bool, str, str | None]]:
    """Whether it is current, kind and country of the Blue Shirts, of every record."""
    with store.reading() as connection:
        rows = connection.execute(select(record.c.current, record.c.json).order_by(record.c.id)).all()
    found = [(row.current, next(a for a in json.loads(row.json)["actors"] if a["name"] == "Blue Shirts")) for row in rows]
    return [(current, one["kind"], one["country"]) for current, one in found]


def test_the_actors_of_a_file_are_kept_and_reread_knows_them(address: str, command: Any) -> None:
    day = ("--published", "2009-03-04", "--db", address)
    assert command("add", "a.txt", "--actors", "front.yml", *day)[0] == 0
    with open_store(address) as store:
        assert shirts(store) == [(True, "armed-group", "KEN")]
        with store.reading() as connection:
            config = json.loads(connection.execute(select(run.c.config)).scalars().one())
        assert len(config["actors"]) == 64 and not verify(store).faults
        assert registries_of(store)[0].entries == read_actors("front.yml")
    assert "all records are by the model at hand" in command("reread", "--db", address)[1], "they keep the actors they were read with"
    status, told = command("add", "a.txt", "--actors", "union.yml", *day)
    assert status == 0 and "1 known already" in told and "1 reports were read with other actors" in told
    assert "1 of 1 reports read anew" in command("reread", "--actors", "union.yml", "--db", address)[1]
    with open_store(address) as store:
        assert shirts(store) == [(False, "armed-group", "KEN"), (True, "organisation", "UGA")]
        assert not verify(store).faults
    assert "1 of 1 reports read anew" in command("reread", "--bundled", "--db", address)[1]
    with open_store(address) as store:
        assert [current for current, *_ in shirts(store)] == [False, False, True] and registries_of(store)[0].entries == ()


def test_an_older_record_is_read_anew_with_the_actors_it_was_read_with(address: str, command: Any) -> None:
    command("add", "a.txt", "--actors", "front.yml", "--published", "2009-03-04", "--db", address)
    with open_store(address) as store, store.writing() as connection:
        model = connection.execute(select(record.c.model)).scalars().one()
        connection.execute(record.update().values(model="older " + model))
    assert "1 of 1 reports read anew" in command("reread", "--db", address)[1]
    with open_store(address) as store:
        assert shirts(store) == [(False, "armed-group", "KEN"), (True, "armed-group", "KEN")]


@pytest.mark.parametrize("words", [("add", "a.txt"), ("reread",), ("watch", "--once"), ("serve", "--no-open")])
def test_a_broken_file_is_wrong_usage_and_makes_no_store(command: Any, tmp_path: Path, words: tuple[str, ...]) -> None:
    (tmp_path / "bad.yml").write_text("actors: [{name: Karo, kind: band}]")
    status, told = command(*words, "--actors", "bad.yml", "--db", "new.db")
    assert status == 2 and "actor 1 (Karo)" in " ".join(told.replace("│", " ").split()) and not (tmp_path / "new.db").exists()


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Answers that every desk gives that is started: who the Blue Shirts are, and what `/about` tells; then it stops."""
    from dateline.serve.web import serving
    from tests.web.stand import ask_desk

    told: list[Any] = []

    def run_desk(desk: Any, *more: Any, **options: Any) -> None:
        client = ask_desk(desk)
        made = client.post("/api/read", json={"text": TEXT, "published": "2009-03-04"}).json()["record"]
        one = next(a for a in made["actors"] if a["name"] == "Blue Shirts")
        kept = client.post("/add", data={"text": TEXT + f" Told {len(told)}.", "published": "2009-03-04"})
        for _ in range(200):
            if not client.get(kept.headers["location"] + ".json").json()["reading"]:
                break
            sleep(0.05)
        report = client.post(kept.headers["location"] + "/keep").headers["location"]
        model = client.get(report + ".json").json()["record"]["document"]["model"]
        told.append((one["kind"], model, client.get("/about.json").json()["actors"]))

    monkeypatch.setattr(serving, "run_desk", run_desk)
    return told


def test_the_desk_reads_and_keeps_with_the_actors_that_are_named_or_were_last(tmp_path: Path, command: Any, desks: list[Any]) -> None:
    day = ("--published", "2009-03-04")
    assert command("add", "a.txt", *day)[0] == 0
    assert command("serve", "--no-open", "--actors", "front.yml")[0] == 0
    with open_store("record.db") as store:
        assert {one.entries for one in registries_of(store)} == {(), read_actors("front.yml")}
        assert not verify(store).faults
    status, told = command("serve", "--no-open")  # as what was kept last
    assert status == 0 and "read with 1 actor beside the bundled ones" in told
    assert command("serve", "--no-open", "--bundled") == (0, "")
    assert command("serve", "--no-open") == (0, "")
    assert [(kind, " actors " in model, number) for kind, model, number in desks] == [
        ("armed-group", True, 1), ("armed-group", True, 1), (desks[2][0], False, 0), (desks[2][0], False, 0),
    ]  # fmt: skip
    assert desks[2][0] != "armed-group"
    assert command("serve", "--actors", "front.yml", "--bundled")[0] == 2


def test_what_is_packed_is_what_is_unpacked(tmp_path: Path) -> None:
    bundled = load_registry().entries
    assert unpack_entries(pack_entries(bundled)) == bundled
    (tmp_path / "one.yml").write_text(FRONT + "\n")
    (tmp_path / "two.yml").write_text("# the same, laid out otherwise\n" + FRONT.replace("[{", "[ {"))
    assert pack_entries(read_actors(tmp_path / "one.yml")) == pack_entries(read_actors(tmp_path / "two.yml"))
