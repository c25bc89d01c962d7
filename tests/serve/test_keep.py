"""The commands that keep a store, as a user types them."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from dateline.serve.cli import build_app
from dateline.serve.commands import add as command
from tests.keep import fake
from tests.keep.steps import row, write_rows


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Runs a command line in a folder of its own with the reader that needs no model: exit status, output, messages."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "read_report", fake.read)
    monkeypatch.delenv("DATELINE_DB", raising=False)

    def call(*words: str, data: bytes = b"") -> tuple[int, str, str]:
        done = CliRunner().invoke(build_app(fake.read), words, input=data)
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done.exit_code, done.stdout, done.stderr

    return call


def test_from_nothing_to_a_verified_backup(run: Any, tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [row(1), row(2), {"id": "x"}])
    assert run("add", "a.jsonl") == (
        1, "", "dateline: a.jsonl, line 3: has no text — give the report as `text`\n"
        "dateline: record.db: 2 new, 0 changed, 0 known already, 1 failed (try again with `dateline add --retry`)\n",
    )  # fmt: skip
    status, out, _ = run("reports", "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    assert status == 0 and [list(r) for r in rows] == [["id", "key", "published", "outlet", "title", "versions"]] * 2
    assert sorted((r["key"], r["published"], r["outlet"], r["title"], r["versions"]) for r in rows) == [
        ("k1", "2024-02-03", "Outlet 1", "Title 1", 1),
        ("k2", "2024-02-03", "Outlet 2", "Title 2", 1),
    ]
    write_rows(tmp_path / "a.jsonl", [row(1), row(2, "Changed words.")])
    status, _, told = run("add", "--retry")
    assert status == 0 and told == "dateline: record.db: 0 new, 1 changed, 1 known already\n"
    assert run("reports", "--failures")[2] == "dateline: nothing failed\n"
    status, out, _ = run("verify", "--json")
    found = json.loads(out)
    assert status == 0 and found["ok"] and found["reports"] == 3 and found["anchors"] > 0
    assert run("backup", "copy.db")[0] == 0
    assert json.loads(run("verify", "--db", "copy.db", "--json", "--noted", found["chain"])[1]) == found
    status, out, _ = run("verify", "--noted", "f" * 64)
    assert status == 1


def test_standard_input_and_json_tell_what_is_kept(run: Any) -> None:
    data = (json.dumps(row(1)) + "\n").encode()
    status, out, _ = run("add", "-", "--json", data=data)
    told = json.loads(out)
    assert status == 0 and told["what"] == "new" and re.fullmatch("r[0-9a-f]{12}", told["report"])
    assert run("add", "-", data=data)[2] == "dateline: record.db: 0 new, 0 changed, 1 known already\n"
    other = (json.dumps({"text": "No key and no address.", "published": "2024-02-03"}) + "\n").encode()
    more = (json.dumps({"text": "No key either.", "published": "2024-02-03"}) + "\n").encode()
    run("add", "-", data=other)
    assert "1 new, 0 changed" in run("add", "-", data=more)[2], "two pipes are not versions of one report"


REFUSED = [
    (("reports",), 1, "record.db: there is no store here — make one with `dateline add PATH`, or name another with --db"),
    (("verify", "--db", "no.db"), 1, "no.db: there is no store here"),
    (("reports", "--db", "mysql://x/y"), 2, "mysql:// is no store that Dateline knows"),
    (("add", "a.txt", "--db", "no/record.db"), 1, "no/record.db: its folder does not exist"),
    (("add", "a.txt", "--published", "soon"), 2, "'soon' is no day"),
    (("add", "http://127.0.0.1:9/x"), 1, "Dateline asks ports 80, 443 only"),
    (("watch",), 2, "no feed is followed yet"),
]


@pytest.mark.parametrize(("words", "status", "told"), REFUSED, ids=[" ".join(r[0]) for r in REFUSED])
def test_what_is_refused_is_told_in_a_line(run: Any, words: tuple[str, ...], status: int, told: str) -> None:
    code, out, messages = run(*words)
    assert code == status and out == "" and told in " ".join(messages.split()) and "Traceback" not in messages


def test_a_file_that_is_no_store_is_left_alone(run: Any, tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_text("my notes")
    for words in (("add", "x.txt"), ("reports",), ("backup", "copy.db"), ("doctor",)):
        status, out, told = run(*words, "--db", "notes.db")
        assert status == 1 and "is no store of Dateline's" in out + told
    assert (tmp_path / "notes.db").read_text() == "my notes"


def test_doctor_and_rebuild(run: Any, tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [row(1), {"id": "x"}])
    run("add", "a.jsonl")
    status, out, _ = run("doctor", "--rebuild")
    assert status == 1 and "look  failures: 1 could not be read; `dateline add --retry` tries again" in out
    assert "ok    incidents: all merged" in out and "record.db: 1 reports, 1 incidents" in out


def test_incidents_of_an_older_merging_are_told_and_made_anew(run: Any, tmp_path: Path) -> None:
    write_rows(tmp_path / "a.jsonl", [row(1)])
    assert "another version" not in run("add", "a.jsonl")[2]
    with closing(sqlite3.connect(tmp_path / "record.db")) as connection, connection:
        connection.execute("UPDATE meta SET value = '1-0' WHERE name = 'merging'")
    write_rows(tmp_path / "b.jsonl", [row(2)])
    assert "merged by another version of Dateline" in " ".join(run("add", "b.jsonl")[2].split())
    assert "look  incidents: merged by another version of Dateline; `dateline doctor --rebuild`" in run("doctor")[1]
    assert "ok    incidents: all merged" in run("doctor", "--rebuild")[1]
    assert "another version" not in run("doctor")[1]


def test_the_store_may_be_named_by_the_environment(run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DB", str(tmp_path / "mine.db"))
    write_rows(tmp_path / "a.jsonl", [row(1)])
    assert run("add", "a.jsonl")[0] == 0 and (tmp_path / "mine.db").exists()
