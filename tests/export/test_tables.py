"""Tables are read back by pandas, pyarrow and the csv module; their ids link; the unknown is empty."""

import csv
import io
import zipfile
from dataclasses import replace

import pandas
import pyarrow
import pyarrow.parquet
import pytest

from dateline.export import FORMATS, Options, finish
from dateline.export.acled import COLUMNS as ACLED
from dateline.export.polecat import COLUMNS as POLECAT
from dateline.export.tables import NAMES
from dateline.export.ucdp import COLUMNS as UCDP
from dateline.model import Incident
from dateline.model.incidents import VERDICTS
from tests.export.made import BASE, changed, incidents, judged, records, source

SHEETS = ["incidents-csv", "accounts-csv", "reports-csv", "acled", "ucdp", "polecat"]


def write(name: str, told: list[Incident] | None = None, **options: object) -> bytes:
    return finish(FORMATS[name].write(source(told), Options(**options)))[0]


def rows(name: str, told: list[Incident] | None = None, **options: object) -> list[dict[str, str]]:
    text = write(name, told, **options).decode()
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t" if name == "polecat" else ","))


@pytest.mark.parametrize("name", SHEETS)
def test_pandas_reads_each_table(name):
    data = write(name)
    frame = pandas.read_csv(io.BytesIO(data), sep="\t" if name == "polecat" else ",")
    assert len(frame) == len(rows(name)) > 0
    verdict = next(c for c in frame.columns if c.casefold().replace(" ", "_").endswith("verdict"))
    assert set(frame[verdict]) <= set(VERDICTS)
    link = next(c for c in frame.columns if c.casefold().endswith("link"))
    assert frame[link].str.startswith(BASE).all()
    assert not frame.isin([-9, -99, -999]).any().any()


def test_ids_link_the_three_tables():
    told, accounts, reports = (rows(f"{t}-csv") for t in ("incidents", "accounts", "reports"))
    assert {a["incident_id"] for a in accounts} == {i["id"] for i in told}
    assert {a["report_id"] for a in accounts} <= {r["id"] for r in reports} == set(records())
    assert len({a["id"] for a in accounts}) == len(accounts)
    assert len({i["id"] for i in told}) == len(told) == len(incidents())


def test_account_tells_words_and_where_they_stand():
    for row in rows("accounts-csv", raw=True):
        if row["content_start"] and " […] " not in row["content"]:
            text = records()[row["report_id"]].document.text
            assert text[int(row["content_start"]) : int(row["content_end"])] == row["content"]


@pytest.mark.parametrize("table", NAMES)
def test_parquet_has_the_values_of_csv(table):
    frame = pyarrow.parquet.read_table(io.BytesIO(write(f"{table}-parquet"))).to_pylist()
    plain = rows(f"{table}-csv", raw=True)
    assert len(frame) == len(plain)
    for typed, told in zip(frame, plain, strict=True):
        assert {k for k, v in typed.items() if v is None or v == ""} == {k for k, v in told.items() if v == ""}
        for name, value in typed.items():
            if isinstance(value, str):
                assert value == told[name]
            elif isinstance(value, float):
                assert value == float(told[name])


def test_parquet_types_hold_for_no_rows():
    table = pyarrow.parquet.read_table(io.BytesIO(write("incidents-parquet", [])))
    assert table.num_rows == 0
    assert table.schema.field("earliest").type == pyarrow.date32() and table.schema.field("voices").type == pyarrow.int64()


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_archive_holds_three_tables_and_is_the_same_each_time(form):
    data = write(form)
    assert data == write(form)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == [f"{t}.{form}" for t in NAMES]
        assert archive.testzip() is None
        assert archive.read(f"accounts.{form}") == write(f"accounts-{form}")


HEADS = {
    "acled": "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,"
    "assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,"
    "source,source_scale,notes,fatalities,tags,timestamp",
    "ucdp": "id,year,type_of_violence,conflict_name,dyad_name,side_a,side_b,number_of_sources,source_article,source_office,source_date,"
    "source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,country,region,"
    "event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low",
    "polecat": "Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,"
    "Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,"
    "Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,"
    "Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,"
    "Publication Date,Story People,Story Organizations,Story Locations,Language,Version",
}


@pytest.mark.parametrize(("name", "heads"), [("acled", ACLED), ("ucdp", UCDP), ("polecat", POLECAT)])
def test_columns_are_those_of_the_register_then_ours(name, heads):
    known = HEADS[name].split(",")
    assert [h.name for h in heads][: len(known)] == known and len(heads) == len(known) + 3
    assert all(len(row) == len(heads) and None not in row.values() for row in rows(name))


def test_a_persons_verdict_stands_in_every_table():
    corrected = judged(incidents()[0], "figure.killed", "corrected")
    for name, verdicts in (("incidents-csv", "verdicts"), ("acled", "dateline_verdicts"), ("ucdp", "dateline_verdicts")):
        row = rows(name, [corrected])[0]
        assert row[verdicts] == "figure.killed=corrected"
    assert any("figure.killed=corrected" in row["verdicts"] for row in rows("accounts-csv", [corrected]))


def test_a_row_is_accepted_only_when_every_cell_is():
    told = incidents()[0]
    some = judged(told, "type", "accepted")
    assert rows("incidents-csv", [some])[0]["verdict"] == "machine"
    for cell in told.cells:
        told = judged(told, cell.name, "accepted")
    assert rows("incidents-csv", [told])[0]["verdict"] == "accepted"


def test_rivals_stand_side_by_side():
    row = rows("incidents-csv")[0]
    assert "at least 9 [" in row["figures"] and "13 [" in row["figures"]


def test_what_a_person_rejected_is_told_but_counts_no_more():
    told = incidents()[0]
    killed = next(c for c in told.cells if c.name == "figure.killed")
    worst = killed.values[-1].told
    turned = changed(
        told,
        "figure.killed",
        lambda v: replace(v, witnesses=tuple(replace(w, verdict="rejected") for w in v.witnesses)) if v.told == worst else v,
    )
    row = rows("incidents-csv", [turned])[0]
    assert f"{worst} [" in row["figures"] and "rejected]" in row["figures"]
    assert row["killed_low"] == row["killed"] != worst
