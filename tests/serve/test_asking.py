"""The commands that look into a store, and review, as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dateline.keep.deciding import Person
from dateline.serve.cli import build_app
from dateline.serve.reviewing import Session, Terminal, read_value, review
from dateline.store import Store, ask, open_store
from dateline.store.ask import Filter
from tests.store.asked import fill


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("asking") / "record.db")
    fill(path).close()
    return path


@pytest.fixture
def own(filled: str, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store that a test may change."""
    path = tmp_path / "own.db"
    path.write_bytes(Path(filled).read_bytes())
    with open_store(str(path)) as store:
        yield store


def run(db: str, *args: str) -> Result:
    return CliRunner().invoke(build_app(lambda report, *, layers: None), [*args, "--db", db])  # type: ignore[arg-type, return-value]


def rows(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("asked", [("reports", "--json"), ("incidents",), ("export", "-f", "incidents")])
def test_an_answer_that_cannot_be_written_is_told_in_a_line(filled: str, asked: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        line = [sys.executable, "-m", "dateline", *asked, "--db", filled]
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("dateline: standard output cannot be written") and "Traceback" not in done.stderr


def test_who_only_acts_has_said_nothing(filled: str) -> None:
    with open_store(filled) as store:
        silent = next(row for row in ask.actors_called(store, "At least 17 civilians"))
    result = run(filled, "who", silent.key)
    assert result.exit_code == 0 and "no statement by At least 17 civilians is kept" in result.stderr


def blast(store: Store) -> ask.IncidentRow:
    return ask.find_incidents(store, Filter(place="Port Maren", kind="attack/bombing")).rows[0]


def test_lists_as_json(filled: str) -> None:
    found = rows(run(filled, "incidents", "--place", "Port Maren", "--type", "attack/bombing", "--disputed", "--json"))
    assert [r["key"] for r in found[0]["reports"]] == ["one", "two", "three"] or {r["key"] for r in found[0]["reports"]} == {
        "one",
        "two",
        "three",
    }
    assert "figure.killed" in found[0]["disputed"] and "cells" not in found[0]
    days = [r["when"]["earliest"] or r["when"]["latest"] for r in rows(run(filled, "timeline", "--json"))]
    assert days == sorted(days)
    stories = rows(run(filled, "stories", "--json"))
    assert set(stories[0]) == {"story", "title", "reports"} and set(stories[0]["reports"][0]) == {"id", "key"}


@pytest.mark.parametrize("words", [["--type", "flod"], ["--type", "attack/flood"], ["--status", "over"], ["--grade", "sure"]])
def test_a_filter_that_is_none_is_wrong_usage(filled: str, words: list[str]) -> None:
    result = run(filled, "incidents", *words)
    assert result.exit_code == 2 and "say one of" in result.output + result.stderr


@pytest.mark.parametrize("command", [["incidents"], ["timeline"], ["stories"], ["who", "northern command"], ["search", "exploded"]])
def test_pages_for_people(filled: str, command: list[str]) -> None:
    result = run(filled, *command)
    assert result.exit_code == 0 and any(told in result.stdout for told in ("Port Maren", "PORT MAREN", "Blast"))
    assert "\x1b" not in result.stdout and all(line == line.rstrip() for line in result.stdout.splitlines())


def test_show_prints_every_account_with_its_words(filled: str) -> None:
    with open_store(filled) as store:
        name = blast(store).id
        texts = {r.id: ask.get_record(store, r.id).document.text for r in ask.list_reports(store, most=100).rows}
    page = run(filled, "show", name).stdout
    assert "“killed 30”" in page and "Harbour Union" in page and "Northern Command" in page and "? disputed" in page
    whole = rows(run(filled, "show", name, "--json"))[0]
    assert len(whole["accounts"]) == 3
    for account in whole["accounts"]:
        for quote in account["quotes"]:
            assert texts[account["report"]][slice(*quote["span"])] == quote["text"]


@pytest.mark.parametrize(
    ("args", "status", "told"),
    [
        (["show", "i0000000000"], 2, "there is no incident"),
        (["show", "r000000000000"], 2, "there is no report"),
        (["show", "s0000000000"], 2, "there is no story"),
        (["who", "Nobody", "Atall"], 2, "nobody called"),
        (["incidents", "--from", "yesterday"], 2, "is no day"),
        (["incidents", "--from", "2024-02-02", "--to", "2024-01-01"], 2, "is after"),
        (["incidents", "--within", "5"], 2, "give --place"),
        (["incidents", "--place", "1,2"], 2, "add --within"),
        (["incidents", "--place", "Zzyzzxyville", "--within", "5"], 2, "nobody knows where"),
        (["review", "--accept", "r000000000000@1"], 2, "there is no event"),
        (["review", "--as", "", "--undo"], 2, "--as NAME"),
        (["review"], 2, "needs a terminal"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(filled: str, args: list[str], status: int, told: str) -> None:
    result = run(filled, *args)
    assert result.exit_code == status and told in " ".join(result.output.replace("│", " ").split())


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    result = run(str(tmp_path / "none.db"), "incidents")
    assert result.exit_code == 1 and "there is no store here" in result.output


def test_decisions_by_script_and_their_undoing(own: Store) -> None:
    db, keys = own.address, ask.get_incident(own, blast(own).id).members

    def decide(*args: str) -> None:
        assert run(db, "review", "--as", "Ada", *args).exit_code == 0

    decide("--not-same", keys[0], keys[2], "--why", "another day")
    assert ask.get_incident(own, keys[0]).id != ask.get_incident(own, keys[2]).id
    decide("--undo")
    assert ask.get_incident(own, keys[0]).id == ask.get_incident(own, keys[2]).id
    decide("--correct", keys[2], "figure.killed", "13", "--why", "misheard")
    cell = next(c for c in ask.get_incident(own, keys[0]).cells if c.name == "figure.killed")
    assert "corrected" in {w.verdict for v in cell.values if v.told == "13" for w in v.witnesses}
    decide("--reject", keys[2])
    assert len(ask.get_incident(own, keys[0]).members) == 2
    draft = rows(run(db, "review", "--drafts"))[0]
    assert draft["record"]["events"] == [] and {d["by"] for d in draft["decided"]} == {"Ada"}
    decide("--undo")
    draft = rows(run(db, "review", "--drafts"))[0]
    assert [f["high"] for f in draft["record"]["events"][0]["figures"]] == [13] and draft["decided"][0]["why"] == "misheard"
    assert "plover" not in draft["record"]["events"][0]


def sit(store: Store, keys: str, lines: tuple[str, ...] = ()) -> int:
    """A review in which these keys are pressed and these lines typed."""
    pressed, typed = iter(keys), iter(lines)
    moments = (f"2024-06-02T00:00:{n:02}Z" for n in range(60))
    terminal = Terminal(lambda page: None, lambda: next(pressed, ""), lambda prompt: next(typed, ""))
    return review(Session(store, Person("Ada", lambda: next(moments)), terminal))


def test_one_key_accepts_and_one_takes_it_back(own: Store) -> None:
    first = ask.queue(own).rows[0].event
    assert sit(own, "a") == 1 and ask.queue(own).rows[0].event != first
    assert [d.verdict for d in ask.decisions(own)] == ["accepted"]
    assert sit(own, "u") == 0 and ask.queue(own).rows[0].event == first and not ask.decisions(own)


def test_three_keys_correct_a_cell(own: Store) -> None:
    event = ask.queue(own).rows[0].event
    cells = [c.name for c in ask.get_incident(own, event).cells if any(w.event == event for v in c.values for w in v.witnesses)]
    assert sit(own, f"c{cells.index('figure.killed') + 1}1") == 1
    (said,) = ask.decisions(own)
    assert (said.first, said.cell, said.verdict, said.by) == (event, "figure.killed", "corrected", "Ada")
    assert said.machine and said.value and said.machine != said.value


def test_split_note_and_wrong_keys(own: Store) -> None:
    waiting = ask.queue(own).rows[0]
    assert sit(own, "xZ9ons", ("only a note",)) == 1
    assert len(ask.queue(own, most=500).rows) >= 1
    assert any(d.why == "only a note" and d.verdict == "machine" for d in ask.decisions(own))
    assert {d.verdict for d in ask.decisions(own)} == {"machine", "not the same"}
    assert waiting.event in {w.event for w in ask.queue(own, most=500).rows}


@pytest.mark.parametrize(
    ("cell", "typed", "value"),
    [
        ("figure.killed", "1,200", {"low": 1200.0, "high": 1200.0}),
        ("figure.killed", "10–15", {"low": 10.0, "high": 15.0}),
        ("when", "2024-01-01/", {"earliest": "2024-01-01", "latest": None}),
        ("agent", '["A", "B"]', ["A", "B"]),
        ("type", "protest", "protest"),
    ],
)
def test_what_is_typed_for_a_cell(cell: str, typed: str, value: object) -> None:
    assert read_value(cell, typed) == value
