"""Places: case rows, the lexicons' own examples, the gazetteer itself, and what must hold for every text."""

from __future__ import annotations

import hashlib
import json
import time
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Entity, Span, Toponym
from dateline.resolve.places import resolve_places
from dateline.resolve.places.gazetteer import Gazetteer, find_spots, fold, load_countries, load_gazetteer

ROOT = Path(__file__).resolve().parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests" / "cases" / "places.jsonl").read_text(encoding="utf-8").splitlines()]
COUNTRIES = yaml.safe_load((ROOT / "lexicons" / "countries.yml").read_text(encoding="utf-8"))
AREAS = yaml.safe_load((ROOT / "lexicons" / "areas.yml").read_text(encoding="utf-8"))


def read(text: str, names: list[list[str]]) -> tuple[Toponym, ...]:
    """The toponyms of a text whose entities are told by their words."""
    at, entities = 0, []
    for words, kind in names:
        at = text.index(words, at)
        entities.append(Entity(Span(at, at + len(words)), words, kind))
    return resolve_places(text, entities, ())


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=r["id"], marks=[pytest.mark.xfail(strict=True)] if r["kind"] == "xfail" else []) for r in CASES]
)
def test_cases(row: dict[str, Any]) -> None:
    found = read(row["text"], row["entities"])
    assert [[t.text, t.name, t.country, t.kind, t.use] for t in found] == [e[:5] for e in row["expect"]]
    for toponym, expected in zip(found, row["expect"], strict=True):
        point = expected[5]
        if point is None:
            assert toponym.lat is None and toponym.lon is None
        else:
            assert toponym.lat == pytest.approx(point[0], abs=1.6) and toponym.lon == pytest.approx(point[1], abs=1.6)


@pytest.mark.parametrize("row", [*COUNTRIES["examples"], *AREAS["examples"]], ids=lambda row: row["text"])
def test_lexicon_examples(row: dict[str, Any]) -> None:
    assert row["finds"] in {word for t in read(row["text"], []) for word in (t.country, t.name)}


@pytest.mark.parametrize("row", [*COUNTRIES["counter_examples"], *AREAS["counter_examples"]], ids=lambda row: row["text"])
def test_lexicon_counter_examples(row: dict[str, Any]) -> None:
    assert row["finds"] not in {word for t in read(row["text"], []) for word in (t.country, t.name)}


def test_every_country_is_known_by_its_names() -> None:
    countries = load_countries()
    for row in COUNTRIES["rows"]:
        assert countries.of_name(row["name"]) == row["code"]
        assert all(countries.of_name(name) == row["code"] for name in row.get("also", ()))
        assert all(countries.of_people(adjective) == row["code"] for adjective in row.get("adj") or ())


def test_capitals_are_in_the_gazetteer() -> None:
    small = {"ASM", "AIA", "BES", "PCN", "WLF", "PLW", "SHN", "TKL", "SGS", "FLK", "MSR", "COK"}
    for row in COUNTRIES["rows"]:
        if row.get("capital") and row["code"] not in small:
            assert any(s.country == row["code"] for s in find_spots(row["capital"])), row["capital"]


def test_manifest_tells_the_bytes_and_the_source() -> None:
    data = resources.files("dateline") / "data"
    manifest = json.loads((data / "gazetteer.json").read_text(encoding="utf-8"))
    packed = (data / "gazetteer.npz").read_bytes()
    assert manifest["sha256"] == hashlib.sha256(packed).hexdigest()
    assert "GeoNames" in manifest["attribution"] and "CC BY 4.0" in manifest["attribution"]
    assert len(packed) <= 6_000_000


def test_gazetteer_loads_quickly() -> None:
    start = time.perf_counter()
    table = load_gazetteer.__wrapped__()
    assert isinstance(table, Gazetteer) and time.perf_counter() - start < 1.0  # 0.13 s on an idle core


def test_same_name_keeps_its_container() -> None:
    text = "Paris, Texas, was dark.\n\nIn Paris shops shut."
    found = read(text, [["Paris", "place"], ["Texas", "place"], ["Paris", "place"]])
    assert [t.country for t in found] == ["USA", "USA", "USA"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Mosul, Iraq Paris Texas the of in'’s-(.)\n London 😀é"), max_size=120))
def test_spans_hold_their_words_in_order(text: str) -> None:
    found = resolve_places(text, (), ())
    assert all(t.span.of(text) == t.text for t in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@pytest.mark.parametrize("piece", ["Ab Cd ", "in Paris, ", "the Iraqi city of ", "New York and "])
def test_long_texts_take_seconds(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    start = time.perf_counter()
    resolve_places(text, (), ())
    assert time.perf_counter() - start < 20
