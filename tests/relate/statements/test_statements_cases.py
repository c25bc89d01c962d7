"""Statements of single sentences, read without the encoder: rows of tests/cases/statements.jsonl and the lexicon's own examples."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dateline.lexicon import load_lexicon
from dateline.model import Layers, Readings, Report, Statement
from dateline.relate.statements import relate_statements
from dateline.resolve.dates import resolve_times

CASES = Path(__file__).resolve().parents[2] / "cases" / "statements.jsonl"


def load_cases() -> list[Any]:
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    strict = pytest.mark.xfail(strict=True)
    return [pytest.param(row, id=row["id"], marks=[strict] if row["kind"] == "xfail" else []) for row in rows]


def read(text: str, published: str = "2015-06-10", outlet: str | None = None, dated: bool = False) -> tuple[Statement, ...]:
    report = Report(text=text, published=date.fromisoformat(published), outlet=outlet)
    times = resolve_times(text, (), report.published) if dated else ()
    return relate_statements(report, Layers(), Readings(times))


def cells_of(statement: Statement, every: dict[str, Statement]) -> dict[str, Any]:
    outer = every.get(statement.within or "")
    return {
        "source": statement.source.text,
        "cue": statement.cue and statement.cue.text,
        "content": [c.text for c in statement.content],
        "act": statement.act,
        "form": statement.form,
        "via": statement.via and statement.via.text,
        "to": statement.to and statement.to.text,
        "at": statement.at and statement.at.text,
        "on": statement.on,
        "within": outer and outer.cue and outer.cue.text,
    }


@pytest.mark.parametrize("row", load_cases())
def test_statements_of_a_case(row: dict[str, Any]) -> None:
    found = read(row["text"], row["published"], row.get("outlet"), "dated" in row)
    cells = [cells_of(s, {s.id: s for s in found}) for s in found]
    if "count" in row:
        assert len(found) == row["count"], cells
    for wanted in row["expect"]:
        assert any(all(one[key] == value for key, value in wanted.items()) for one in cells), (wanted, cells)
    for cue in row.get("absent", ()):
        assert not any(one["cue"] == cue for one in cells), cells


def lexicon_rows(key: str) -> list[Any]:
    rows = load_lexicon("cues")["rows"]
    return [pytest.param(e, id=f"{r['group']}-{i}".replace(" ", "-")) for r in rows for i, e in enumerate(r[key])]


@pytest.mark.parametrize("example", lexicon_rows("examples"))
def test_the_lexicons_examples_are_found(example: dict[str, str]) -> None:
    found = [(s.cue.text, s.act) for s in read(example["text"]) if s.cue]
    assert (example["cue"], example["act"]) in found


@pytest.mark.parametrize("example", lexicon_rows("counter_examples"))
def test_the_lexicons_counter_examples_are_not(example: dict[str, str]) -> None:
    assert example["cue"] not in [s.cue.text for s in read(example["text"]) if s.cue]
