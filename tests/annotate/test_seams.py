"""Long reports are cut into windows: where the cuts fall must matter little to the record."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from corpus.notation.draft import read as read_draft
from dateline import read
from record.score import Tally, move, score, summary

REPORTS = Path(__file__).parents[2] / "corpus" / "reports"
LEAD = "The weather office had nothing to report.\n\n"
"""A paragraph that tells nothing: each one before a report moves every cut between windows."""
LONG = 450
AGREE = {"statements": 0.93, "events": 0.80, "record": 0.87}
"""F1 of the moved reports' facts with the unmoved ones', taken together; what is measured is 0.02 to 0.12 above."""


def long_reports() -> list[tuple[str, str]]:
    """Text and day of our own reports that fill several windows."""
    drafts = [read_draft(path) for path in sorted(REPORTS.glob("*.txt")) if len(path.read_text(encoding="utf-8").split()) > LONG * 1.2]
    return [(d.marked.text, str(d.head.published)) for d in drafts if len(d.marked.text.split()) > LONG]


def moved_back(record: dict[str, Any], text: str, by: int) -> dict[str, Any]:
    """The record as it counts in the text without the paragraphs before, which told of nothing themselves."""
    move({key: value for key, value in record.items() if key != "document"}, -by)
    record["document"]["text"] = text
    assert all(c["span"][0] >= 0 for s in record["statements"] for c in s["content"])
    assert all(m["span"][0] >= 0 for e in record["events"] for m in e["mentions"])
    return record


@pytest.mark.parametrize("paragraphs", [1, 3])
def test_moving_the_cuts_changes_little(paragraphs: int) -> None:
    tally = Tally()
    lead = LEAD * paragraphs
    for text, day in long_reports():
        whole = json.loads(read(text, published=day).to_json())
        moved = moved_back(json.loads(read(lead + text, published=day).to_json()), text, len(lead))
        score(copy.deepcopy(whole), moved, tally)
    found = summary(tally)
    assert tally.gold["statement"] > 20 and tally.gold["event"] > 20
    assert {name: found[name]["f1"] for name in AGREE if found[name]["f1"] < AGREE[name]} == {}
