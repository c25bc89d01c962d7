"""Actors: case rows with layers told by hand, the lexicons' own examples, and what must hold for every text."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.model import Argument, Attribution, Cast, Entity, Layers, Predicate, Report, Span
from dateline.resolve.actors import resolve_actors
from dateline.resolve.actors.nouns import country_of, kind_of_name, read_head
from dateline.resolve.places import resolve_places
from dateline.text import split_sentences

ROOT = Path(__file__).resolve().parents[2]
CASES = [json.loads(line) for line in (ROOT / "tests" / "cases" / "actors.jsonl").read_text(encoding="utf-8").splitlines()]
ROLES = yaml.safe_load((ROOT / "lexicons" / "roles.yml").read_text(encoding="utf-8"))
PARTIES = yaml.safe_load((ROOT / "lexicons" / "parties.yml").read_text(encoding="utf-8"))


def find(text: str, words: str) -> Span:
    """The span of some words; `words#2` is where they stand for the second time."""
    plain, _, number = words.partition("#")
    at = -1
    for _ in range(int(number) if number.isdigit() else 1):
        at = text.index(plain, at + 1)
    return Span(at, at + len(plain))


def cast_of(row: dict[str, Any]) -> Cast:
    """The cast of a case: names, who says what, and arguments as the row tells them."""
    text, at, entities = row["text"], 0, []
    for words, kind in row["entities"]:
        at = text.index(words, at)
        entities.append(Entity(Span(at, at + len(words)), words, kind))
        at += len(words)
    told = tuple(Attribution((find(text, s),), (), (find(text, c),)) for s, c in row["attributions"])
    done = tuple(
        Predicate(find(text, verb), verb, 0, args=(Argument(role, find(text, words), words.partition("#")[0]),))
        for verb, role, words in row["args"]
    )
    layers = Layers(tuple(split_sentences(text)), (), tuple(entities), (), told, done)
    return resolve_actors(Report(text=text, outlet=row["outlet"]), layers, resolve_places(text, entities, ()))


@pytest.mark.parametrize(
    "row", [pytest.param(r, id=r["id"], marks=[pytest.mark.xfail(strict=True)] if r["kind"] == "xfail" else []) for r in CASES]
)
def test_cases(row: dict[str, Any]) -> None:
    cast = cast_of(row)
    actors = {a.id: a for a in cast.actors}
    for words, expected in row["expect"].items():
        span = find(row["text"], words)
        actor = actors[cast.actor_of(span) or ""]
        name, kind = expected if isinstance(expected, list) else (expected, None)
        name, _, other = name.partition("#")
        assert actor.name == name
        assert kind is None or actor.kind == kind
        if other:  # another party of the same description
            assert actor.id != cast.actor_of(find(row["text"], words.partition("#")[0]))
    for words in row["nobody"]:
        assert cast.actor_of(find(row["text"], words)) is None


def test_every_joining_has_its_reason() -> None:
    row = next(r for r in CASES if r["text"].startswith("Boko Haram attacked"))
    cast = cast_of(row)
    reasons = dict(cast.why)
    assert reasons[find(row["text"], "The militants")].rule in {"kind", "same-class"}


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Saudi Interior Ministry", "government", "SAU"),
        ("Royal Norwegian Navy", "military", "NOR"),
        ("Karo Liberation Front", "armed-group", None),
        ("University of Ghana", "organisation", "GHA"),
        ("Harrow Gazette", "organisation", None),
        ("KCNA", "organisation", "PRK"),
    ],
)
def test_names_tell_kind_and_country(name: str, kind: str, country: str | None) -> None:
    found = kind_of_name(name)
    assert found == (kind, country)


@pytest.mark.parametrize(
    ("words", "head"),
    [
        ("two senior Iraqi officials", ("officials", "government", True)),
        ("the police chief", ("police chief", "person", False)),
        ("armed men", ("armed men", "armed-group", True)),
        ("asylum seekers", ("asylum seekers", "people", True)),
        ("a wooden table", None),
    ],
)
def test_heads(words: str, head: tuple[str, str, bool] | None) -> None:
    assert read_head(words.lower().split()) == head


def test_backing_is_no_belonging() -> None:
    assert country_of("Iran-backed militias") is None
    assert country_of("Iranian militias") == "IRN"
    assert country_of("Iraqi and Syrian officials") is None


@pytest.mark.parametrize("row", ROLES["examples"], ids=lambda row: row["text"])
def test_role_examples(row: dict[str, Any]) -> None:
    cast = resolve_actors(Report(text=row["text"]), _named(row["text"], row["finds"], "person"), ())
    assert row["finds"] in {a.name for a in cast.actors}


@pytest.mark.parametrize("row", ROLES["counter_examples"], ids=lambda row: row["text"])
def test_role_counter_examples(row: dict[str, Any]) -> None:
    cast = resolve_actors(Report(text=row["text"]), Layers(), ())
    assert row["finds"] not in {a.name for a in cast.actors if a.kind == "person"}


@pytest.mark.parametrize("row", PARTIES["examples"], ids=lambda row: row["text"])
def test_party_examples(row: dict[str, Any]) -> None:
    cast = resolve_actors(Report(text=row["text"]), Layers(), ())
    names = {kind_of_name(row["text"].split(" claimed")[0].removeprefix("The "))[0]} | {a.kind for a in cast.actors}
    assert row["finds"] in names


@pytest.mark.parametrize("row", PARTIES["counter_examples"], ids=lambda row: row["text"])
def test_party_counter_examples(row: dict[str, Any]) -> None:
    cast = resolve_actors(Report(text=row["text"]), Layers(), ())
    assert row["finds"] not in {a.kind for a in cast.actors if a.named == "named"}


def _named(text: str, name: str, kind: str) -> Layers:
    return Layers(entities=(Entity(find(text, name), name, kind),))


WORDS = st.sampled_from(
    "the The a police Russia US officials and said he they it we , . “ ” \n Ana Ruiz President of group's 😀 report Mr".split(" ")
)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40), st.data())
def test_mentions_hold_for_every_text(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    cut = st.integers(0, len(text))
    spans = [Span(*sorted((data.draw(cut), data.draw(cut)))) for _ in range(4)]
    entities = tuple(Entity(s, s.of(text), "person") for s in sorted(spans[:2]) if s.end > s.start)
    told = (Attribution((spans[2],), (), (spans[3],)),)
    cast = resolve_actors(Report(text=text, outlet="The Gazette"), Layers(entities=entities, attributions=told), ())
    ids = {a.id for a in cast.actors}
    assert all(actor in ids for _, actor in cast.mentions)
    assert all(m.span is not None and m.span.of(text) == m.text for a in cast.actors for m in a.mentions)
    assert all(a.name.strip() for a in cast.actors)
    assert cast == resolve_actors(Report(text=text, outlet="The Gazette"), Layers(entities=entities, attributions=told), ())


@pytest.mark.parametrize("piece", ["officials said the Karo Group met General Ray Moss who told it he ", "x and ", "Mr Ab Cd, the "])
def test_long_texts_take_seconds(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = time.perf_counter()
    resolve_actors(Report(text=text), Layers(sentences=(Span(0, len(text)),)), ())
    assert time.perf_counter() - start < 30
