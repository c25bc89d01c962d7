"""The page of rules and the code agree."""

from __future__ import annotations

import re

from benchmarks.rules.__main__ import PAGE
from benchmarks.rules.examples import reasons_of, rules_in
from benchmarks.rules.table import Described, describe, described_rules, load_examples, load_rows, undescribed, unnamed
from dateline import load, read

ROWS = load_rows()


def test_every_name_in_code_is_described() -> None:
    assert undescribed(ROWS) == []


def test_every_description_is_of_a_rule_in_code() -> None:
    assert unnamed(ROWS) == []
    more = {**ROWS, "places": {**ROWS["places"], "rules": {**ROWS["places"]["rules"], "guessed-by-nobody": ""}}}
    assert unnamed(more) == ["places/guessed-by-nobody"]


def test_every_reason_that_samples_and_examples_give_is_described() -> None:
    found = described_rules(ROWS)
    given = {key for report in load("samples") for key, _ in reasons_of(read(report, layers=True))}
    some = sorted(set(load_examples().values()), key=lambda e: e.text)[::4]
    given |= set().union(*(rules_in(example) for example in some))
    assert sorted(key for key in given if key[1] and describe(found, key, ROWS["on"]) is None) == []


def test_a_new_rule_would_be_missed() -> None:
    lean = {**ROWS, "places": {**ROWS["places"], "rules": {k: v for k, v in ROWS["places"]["rules"].items() if k != "facility-role"}}}
    assert "facility-role (relate/events/where.py)" in undescribed(lean)
    assert describe(described_rules(lean), ("places", "facility-role")) is None


def test_families_are_told_apart() -> None:
    found = described_rules(ROWS)
    longest = describe(found, ("figures", "counts-killed-of-before"))
    assert longest is not None and longest.name == "counts-*-of-before"
    month, exact = Described("on", "month*", ""), Described("on", "month-year", "")
    assert describe([month, exact], ("on", "month-year")) == exact
    assert describe([month, exact], ("on", "month-latest")) == month


def test_the_page_is_current() -> None:
    """Names and meanings; the examples are read again when the page is written."""
    told = re.findall(r"^\| `([^`]+)` \| (.*?) \| ", PAGE.read_text(encoding="utf-8"), re.M)
    assert {(d.name, d.means) for d in described_rules(ROWS)} == set(told), "run `python -m benchmarks.rules --write`"


def test_examples_are_true() -> None:
    """Most of a sample: one that another rule has overtaken is left out when the page is written again."""
    examples = sorted(load_examples().items(), key=lambda pair: pair[0])[::15]
    true = [key for key, example in examples if key in rules_in(example)]
    assert len(true) >= 0.8 * len(examples), sorted(key for key, _ in examples if key not in true)
