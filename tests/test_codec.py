"""Records <-> JSON, exactly as FORMAT.md has them."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.codec import FormatError, decode_record, encode_record
from dateline.model import (
    Account,
    Actor,
    Argument,
    Attribution,
    Document,
    Entity,
    Event,
    Figure,
    Json,
    Layers,
    Party,
    Place,
    Predicate,
    Readings,
    Reason,
    Record,
    Span,
    Statement,
    Timex,
    Toponym,
    When,
    Words,
)

words = st.text(max_size=12)
maybe = st.none() | words
days = st.dates()
spans = st.tuples(st.integers(0, 999), st.integers(0, 999)).map(lambda t: Span(min(t), max(t)))
cells = st.builds(Words, st.none() | spans, maybe)
parties = st.builds(Party, st.none() | spans, maybe, maybe)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(0, 10**9).map(float)
reasons = st.lists(st.builds(Reason, words, words, words), max_size=2).map(tuple)
anything: st.SearchStrategy[Json] = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words, inner, max_size=2),
    max_leaves=4,
)  # type: ignore[assignment]


def several(one: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(one, max_size=2).map(tuple)


documents = st.builds(
    Document, words, words, st.none() | days, maybe, maybe, maybe, maybe, maybe,
    st.dictionaries(words, anything, max_size=2).map(lambda d: tuple(d.items())), maybe, maybe, maybe,
)  # fmt: skip
actors = st.builds(Actor, words, words, words, maybe, words, several(cells), several(cells))
statements = st.builds(
    Statement, words, parties, st.none() | cells, several(cells), words, words, st.none() | cells, st.none() | parties,
    st.none() | parties, maybe, maybe, maybe, reasons,
)  # fmt: skip
places = st.builds(Place, st.none() | spans, maybe, words, maybe, numbers, numbers)
whens = st.builds(When, st.none() | days, st.none() | days, st.none() | spans, maybe)
figures = st.builds(Figure, words, numbers, numbers, st.none() | spans, maybe, maybe, st.none() | words.filter(bool), st.booleans())
events = st.builds(
    Event, words, words, maybe, words, several(cells), several(parties), several(parties), several(places), st.none() | whens,
    several(figures), several(st.builds(Account, maybe, words)), maybe, reasons,
)  # fmt: skip
records = st.builds(Record, documents, several(actors), several(statements), several(events))


@settings(max_examples=150, deadline=None)
@given(records)
def test_round_trip(record: Record) -> None:
    written = encode_record(record)
    assert "\n" not in written
    assert decode_record(written) == record
    assert encode_record(decode_record(written.encode())) == written


TEXT = "Dockers stopped work in Gdansk on Friday."
RECORD = Record(
    Document("sha256:0", TEXT, date(2024, 2, 2), "Post", None, None, "en", None),
    (Actor("a1", "dockers", "people", None, "described", (), (Words(Span(0, 7), "Dockers"),)),),
    (),
    (
        Event(
            "e1", "protest", "strike", "happened", (Words(Span(8, 15), "stopped"),), (Party(Span(0, 7), "Dockers", "a1"),),
            places=(Place(Span(24, 30), "Gdansk", "Gdansk", "POL", 54.5, 18.0),),
            when=When(date(2024, 2, 2), date(2024, 2, 2), Span(34, 40), "Friday"),
            figures=(Figure("participants", 20.0, None, None, None), Figure("money", 1.5, 2.0, None, None, None, "EUR", True)),
            accounts=(Account(None, "asserts"),),
        ),
    ),
)  # fmt: skip


def test_keys_stand_in_order() -> None:
    out = json.loads(encode_record(RECORD))
    assert list(out) == ["format", "document", "actors", "statements", "events"]
    assert list(out["document"]) == ["id", "text", "published", "outlet", "title", "url", "language", "key", "model", "version", "sha256"]
    assert list(out["events"][0]) == [
        "id", "type", "mode", "status", "mentions", "agents", "targets", "places", "when", "figures", "accounts", "plover", "why",
    ]  # fmt: skip
    assert out["events"][0]["when"] == {"earliest": "2024-02-02", "latest": "2024-02-02", "span": [34, 40], "text": "Friday"}


def test_figures_and_numbers() -> None:
    written = encode_record(RECORD)
    assert '"low":20,"high":null,"span":null,"text":null,"by":null}' in written
    assert '"low":1.5,"high":2,"span":null,"text":null,"by":null,"unit":"EUR","approx":true}' in written
    assert '"lat":54.5,"lon":18}' in written


def test_text_is_written_as_it_is() -> None:
    record = replace(RECORD, document=replace(RECORD.document, text="“Café”\u2028\n\x00", extra=(("desk", 1),)))
    assert '"text":"“Café”\u2028\\n\\u0000"' in encode_record(record)
    assert json.loads(encode_record(record))["document"]["extra"] == {"desk": 1}


def test_layers() -> None:
    layers = Layers(
        sentences=(Span(0, 41),),
        entities=(Entity(Span(24, 30), "Gdansk", "place", 0.9),),
        attributions=(Attribution((Span(0, 7),), (), (Span(8, 15), Span(16, 20)), "say"),),
        predicates=(
            Predicate(
                Span(8, 15), "stopped", 1, "protest", 0.9, "happened", factuality=2.5, args=(Argument("ARG0", Span(0, 7), "Dockers"),)
            ),
        ),
    )
    readings = Readings(
        times=(Timex(Span(34, 40), "Friday", "DATE", "2024-02-02", date(2024, 2, 2), date(2024, 2, 2), "weekday"),),
        places=(Toponym(Span(24, 30), "Gdansk", "Gdansk", "POL", 54.4, 18.6, 3099434, "literal"),),
    )
    record = replace(RECORD, layers=(layers, readings))
    assert "layers" not in json.loads(encode_record(record))
    written = encode_record(record, layers=True)
    assert json.loads(written)["layers"] == {
        "sentences": [[0, 41]],
        "entities": [{"span": [24, 30], "text": "Gdansk", "type": "place"}],
        "times": [
            {"span": [34, 40], "text": "Friday", "type": "DATE", "value": "2024-02-02", "earliest": "2024-02-02", "latest": "2024-02-02"}
        ],
        "places": [
            {"span": [24, 30], "text": "Gdansk", "name": "Gdansk", "country": "POL", "lat": 54.4, "lon": 18.6,
             "geonames": 3099434, "use": "literal"}
        ],
        "attributions": [{"source": [[0, 7]], "cue": [], "content": [[8, 15], [16, 20]]}],
        "predicates": [
            {"span": [8, 15], "text": "stopped", "type": "protest", "negated": False, "factuality": 2.5,
             "args": [{"role": "ARG0", "span": [0, 7], "text": "Dockers"}]}
        ],
    }  # fmt: skip
    assert decode_record(written) == RECORD
    assert "layers" not in json.loads(encode_record(RECORD, layers=True))


def changed(**cells: Any) -> str:
    out = json.loads(encode_record(RECORD))
    for path, value in cells.items():
        *way, last = path.split("__")
        at = out
        for step in way:
            at = at[int(step) if step.isdigit() else step]
        if value is None:
            del at[last]
        else:
            at[last] = value
    return json.dumps(out)


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("{", "not JSON"),
        ("[]", "record is no object"),
        (changed(format="dateline-record/2"), "format"),
        (changed(events=None), "lacks 'events'"),
        (changed(colour="red"), "unknown key 'colour'"),
        (changed(events__0__colour="red"), r"events\[0\] has the unknown key 'colour'"),
        (changed(events__0__when__earliest="Friday"), r"events\[0\]\.when\.earliest is no ISO date"),
        (changed(events__0__mentions__0__span=[5, 3]), r"mentions\[0\]\.span"),
        (changed(events__0__mentions__0__span=[0, True]), r"mentions\[0\]\.span"),
        (changed(events__0__figures__0__low="20"), r"figures\[0\]\.low is no number"),
        (changed(events__0__figures__0__approx=1), "neither true nor false"),
        (changed(events__0__agents={}), "no array"),
        (changed(events__0__type=7), "no string"),
        (changed(events__0__id=None), "lacks 'id'"),
        (changed(document__extra=[1]), "extra is no object"),
        (changed(statements=[7]), r"statements\[0\] is no object"),
    ],
)
def test_what_is_no_record_is_refused(written: str, where: str) -> None:
    with pytest.raises(FormatError, match=where):
        decode_record(written)


def test_gold_leaves_out_what_the_program_writes() -> None:
    out = json.loads(encode_record(RECORD))
    for key in ("key", "model", "version", "sha256"):
        del out["document"][key]
    for key in ("plover", "why"):
        del out["events"][0][key]
    out["actors"][0]["aliases"] = ["stevedores"]
    assert decode_record(json.dumps(out)) == RECORD


def test_gold_files_round_trip() -> None:
    folder = Path(__file__).parents[2] / "shared" / "record" / "gold"
    if not folder.is_dir():
        pytest.skip("needs ../shared/record/gold")
    for path in sorted(folder.rglob("*.json")):
        record = decode_record(path.read_bytes())
        assert decode_record(encode_record(record)) == record
