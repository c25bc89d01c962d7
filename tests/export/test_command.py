"""`dateline export` against a store on disk."""

import csv
import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.batch import Task
from dateline.keep.adding import Plan, add
from dateline.keep.finding import find_all
from dateline.read.reports import Hints
from dateline.serve.cli import build_app
from dateline.store import open_store
from tests.export.made import records

SAMPLES = Path(__file__).parents[2] / "samples"


def read(report, *, layers=False):
    """The frozen record of a sample."""
    return next(record for record in records().values() if record.document.text == report.text)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("store") / "record.db"
    plan = Plan(Task(read, Hints(None, None, False)), lambda: "2026-01-01T00:00:00Z", os.getcwd())
    with open_store(str(path), create=True) as opened:
        for batch in add(opened, find_all([str(SAMPLES)], None, plan), plan):
            assert not batch.failures
    return path


def run(store, *words, status=0):
    result = CliRunner().invoke(build_app(read), ["export", "--db", str(store), *words])
    assert result.exit_code == status, result.stderr
    return result


def table(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_incidents_as_csv_on_standard_output(store):
    result = run(store, "--format", "csv")
    rows = table(result.stdout)
    assert len(rows) > 40 and all(row["permalink"] == f"http://127.0.0.1:8350/incidents/{row['id']}" for row in rows)
    assert "--out FOLDER" in result.stderr


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_three_tables_into_a_folder_or_an_archive(store, tmp_path, form):
    run(store, "--format", form, "--out", str(tmp_path / "tables"))
    run(store, "--format", form, "--out", str(tmp_path / "tables.zip"))
    names = [f"{t}.{form}" for t in ("accounts", "incidents", "reports")]
    assert sorted(p.name for p in (tmp_path / "tables").iterdir()) == names
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert sorted(archive.namelist()) == names
        assert all(archive.read(name) == (tmp_path / "tables" / name).read_bytes() for name in names)


def test_filters_choose_incidents(store):
    rows = table(run(store, "--format", "incidents-csv", "--type", "protest", "--from", "2000-01-01").stdout)
    assert rows and {row["type"] for row in rows} == {"protest"}


def test_records_are_all_without_a_filter(store):
    assert len(run(store, "--format", "records").stdout.splitlines()) == len(records())
    assert len(run(store, "--format", "records", "--type", "vote").stdout.splitlines()) == 1


def test_what_was_left_out_is_told_and_is_data(store, tmp_path):
    result = run(store, "--format", "ucdp", "--out", str(tmp_path / "ged.csv"), "--left-out", str(tmp_path / "left.jsonl"))
    assert result.stdout == "" and "ucdp leaves out incidents (" in result.stderr
    left = [json.loads(line) for line in (tmp_path / "left.jsonl").read_text().splitlines()]
    assert all(set(row) == {"what", "how_many", "why"} for row in left)
    everything = len(table(run(store, "--format", "incidents-csv").stdout))
    assert sum(row["how_many"] for row in left) + len(table((tmp_path / "ged.csv").read_text())) == everything


def test_a_policy_changes_the_file_and_not_the_store(store):
    before = run(store, "--format", "incidents").stdout
    lowest, latest = (table(run(store, "--format", "acled", "--figures", p).stdout) for p in ("lowest", "latest"))
    assert [r["event_id_cnty"] for r in lowest] == [r["event_id_cnty"] for r in latest]
    assert run(store, "--format", "incidents").stdout == before


def test_formats_are_listed(store):
    listed = run(store, "--format", "list").stdout
    assert all(name in listed for name in ("acled", "ucdp", "polecat", "plover", "geojson", "timelinejs", "annotations", "ftm", "html"))


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--format", "excel"], "there is no format 'excel'"),
        (["--format", "acled", "--figures", "highest"], "there is no policy 'highest'"),
        (["--format", "acled", "--links", "javascript:alert(1)"], "is no address"),
        (["--format", "acled", "--from", "soon"], "is no day"),
    ],
)
def test_wrong_usage_is_told(store, words, told):
    assert told in run(store, *words, status=2).stderr.replace("\n", " ")


def test_a_file_that_cannot_be_written_leaves_what_was_there(store, tmp_path):
    assert "cannot be written" in run(store, "--format", "acled", "--out", str(tmp_path / "no" / "such" / "a.csv"), status=1).stderr
    assert "no folder" in run(store, "--format", "csv", "--out", str(SAMPLES / "06-summit.txt" / "x"), status=2).stderr
    assert not list(tmp_path.iterdir())


def test_no_store_is_told(tmp_path):
    assert "Traceback" not in run(tmp_path / "none.db", "--format", "acled", status=1).stderr
