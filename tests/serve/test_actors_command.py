"""People judge actors by script: who bears a name, the same, not the same, split from the others, taken back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dateline.serve.cli import build_app
from dateline.store import open_store
from tests.keep.fake import read
from tests.keep.steps import add_paths, row, write_rows

TEXT = "On 2024-02-0{n} {who} shelled Derrin, killing {n}, the army said. Report number {n} tells of it at length."
FRONT, LEAGUE = "Karo Front", "Northern League"


@pytest.fixture
def run(tmp_path: Path) -> Callable[..., Result]:
    db = str(tmp_path / "record.db")
    with open_store(db, create=True) as store:
        rows = [row(n, TEXT.format(n=n, who=who), published=f"2024-02-1{n}") for n, who in enumerate((FRONT, FRONT, LEAGUE), 1)]
        add_paths(store, write_rows(tmp_path / "a.jsonl", rows))
    return lambda *args: CliRunner().invoke(build_app(read), [*args, "--db", db])


def keys(run: Callable[..., Result], name: str) -> list[tuple[str, str]]:
    """Names and keys of the actors that `name` means."""
    done = run("actors", name, "--json")
    assert done.exit_code == 0, done.output
    return [(one["name"], one["key"]) for one in map(json.loads, done.stdout.splitlines())]


def test_from_a_name_to_a_judgement_and_back(run: Callable[..., Result]) -> None:
    (_, first), (_, second) = [k for k in keys(run, FRONT) if k[0] == FRONT]
    league = next(k for n, k in keys(run, LEAGUE) if n == LEAGUE)
    assert run("review", "--same", first, league, "--as", "Ada", "--why", "renamed in May").stdout == f"the same: {first} {league}\n"
    assert [n for n, _ in keys(run, LEAGUE)] == [FRONT, FRONT, LEAGUE]
    page = run("actors", LEAGUE).stdout
    assert page.startswith(f"{FRONT}, {LEAGUE}  p") and "Ada" in page and "renamed in May" in page and first in page
    assert run("review", "--split", second, "--as", "Ada").stdout == f"parted from 2: {second}\n"
    assert keys(run, second) == [(FRONT, second)], "a key means those who are the same"
    assert run("review", "--split", second, "--as", "Ada").stdout == f"stands alone already: {second}\n"
    assert "taken back" in run("review", "--undo", "--as", "Ada").stdout
    assert "taken back" in run("review", "--undo", "--as", "Ada").stdout
    assert keys(run, LEAGUE) == [(LEAGUE, league)]
    drafts = run("review", "--drafts").stdout
    assert drafts == ""


def test_nobody_of_that_name(run: Callable[..., Result]) -> None:
    for words in (("actors", "Nobody Atall"), ("review", "--split", "r000000000000/a1", "--as", "Ada")):
        done = run(*words)
        assert done.exit_code == 2 and "this store" in " ".join(done.stderr.split()) and "Traceback" not in done.stderr
