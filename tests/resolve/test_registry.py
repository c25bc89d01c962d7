"""The registry of known actors: what it tells of whom on which day, its rows, and users' files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import dateline
from dateline.errors import UsageError
from dateline.model import Actor, Cast, Entity, Layers, Report, Span
from dateline.resolve.actors import resolve_actors
from dateline.resolve.actors.registry import Entry, entry_of, extend_registry, load_registry
from dateline.resolve.actors.registry_rows import check_rows, read_actors
from dateline.resolve.actors.roster import Roster
from dateline.resolve.places import resolve_places
from dateline.text import split_sentences

LEXICON = yaml.safe_load((Path(__file__).resolve().parents[2] / "lexicons" / "actors.yml").read_text(encoding="utf-8"))


def read(text: str, day: str | None, persons: tuple[str, ...] = (), known: tuple[Entry, ...] = ()) -> Cast:
    """The cast of a text of a day in which an encoder found these persons."""
    spans = sorted(Span(text.index(p), text.index(p) + len(p)) for p in persons)
    entities = tuple(Entity(s, s.of(text), "person") for s in spans)
    layers = Layers(sentences=tuple(split_sentences(text)), entities=entities)
    published = date.fromisoformat(day) if day else None
    return resolve_actors(Report(text=text, published=published), layers, resolve_places(text, entities, ()), known)


def actor_of(cast: Cast, text: str, words: str) -> Actor | None:
    at = text.index(words)
    found = cast.actor_of(Span(at, at + len(words)))
    return next((a for a in cast.actors if a.id == found), None)


def entries(*rows: dict[str, Any]) -> tuple[Entry, ...]:
    return tuple(entry_of(row) for row in check_rows(list(rows)))


def example(row: dict[str, Any]) -> tuple[str, str | None] | None:
    person = (row["finds"],) if row["kind"] == "person" else ()
    found = actor_of(read(row["text"], row["published"].isoformat(), person), row["text"], row["finds"])
    return (found.kind, found.country) if found else None


@pytest.mark.parametrize("row", LEXICON["examples"], ids=lambda row: row["text"])
def test_examples(row: dict[str, Any]) -> None:
    assert example(row) == (row["kind"], row["country"])


@pytest.mark.parametrize("row", LEXICON["counter_examples"], ids=lambda row: row["text"])
def test_counter_examples(row: dict[str, Any]) -> None:
    assert example(row) != (row["kind"], row["country"])


def test_every_entry_is_known_by_its_name() -> None:
    assert [e.name for e in load_registry().entries if " " in e.name and found_by_name(e) is not e] == []


def found_by_name(entry: Entry) -> Entry | None:
    """Whom a report tells of that gives all names of an entry and its country, on a day in the entry's time."""
    when = entry.offices[0].when if entry.offices else entry.valid
    day = when.until or max(when.since or date(2025, 6, 30), date(2025, 6, 30))
    roster = Roster(load_registry(), day, " ".join(entry.names), frozenset({entry.country} if entry.country else ()))
    return roster.person(entry.name) if entry.kind == "person" else roster.body(entry.name)


# ---------------------------------------------------------------- offices


@pytest.mark.parametrize(
    ("text", "day", "name", "words", "same"),
    [
        ("Sarkozy spoke in France. The French president left early.", "2009-05-01", "Sarkozy", "The French president", True),
        ("Sarkozy spoke in France. The French president left early.", "2014-05-01", "Sarkozy", "The French president", False),
        ("Sarkozy spoke in France. The French president left early.", None, "Sarkozy", "The French president", False),
        ("Sarkozy spoke in France. The former French president left.", "2009-05-01", "Sarkozy", "The former French president", False),
        ("The French president arrived. Sarkozy was tired.", "2009-05-01", "Sarkozy", "The French president", True),
        ("Gordon Brown met unions. The prime minister left.", "2008-05-01", "Gordon Brown", "The prime minister", True),
        ("Gordon Brown met unions. The Irish prime minister left.", "2008-05-01", "Gordon Brown", "The Irish prime minister", False),
        ("Gordon Brown met unions. A prime minister must listen.", "2008-05-01", "Gordon Brown", "A prime minister", False),
        ("Kofi Annan flew in. The secretary general was late.", "2003-05-01", "Kofi Annan", "The secretary general", True),
        ("Mario Draghi flew in. The Italian president was late.", "2015-01-20", "Mario Draghi", "The Italian president", False),
        ("Gaddafi spoke. In Libya the Libyan leader is feared.", "2009-05-01", "Gaddafi", "the Libyan leader", True),
    ],
)
def test_offices_go_by_the_day(text: str, day: str | None, name: str, words: str, same: bool) -> None:
    cast = read(text, day, (name,))
    holder, named = actor_of(cast, text, words), actor_of(cast, text, name)
    assert named is not None
    assert (holder == named) is same


def test_two_in_office_are_not_guessed_between() -> None:
    text = "Nicolas Sarkozy met Barack Obama. The president left early."
    assert actor_of(read(text, "2009-05-01", ("Nicolas Sarkozy", "Barack Obama")), text, "The president") not in (
        a for a in read(text, "2009-05-01", ("Nicolas Sarkozy", "Barack Obama")).actors if a.named == "named"
    )


@pytest.mark.parametrize(
    ("text", "day", "name", "country"),
    [
        ("President Ortega spoke.", "2010-01-01", "Ortega", "NIC"),  # the office tells whom
        ("Councillor Ortega spoke.", "2010-01-01", "Ortega", None),
        ("Ortega spoke of the harvest in Spain.", "2010-01-01", "Ortega", None),
        ("Ortega spoke of the harvest in Nicaragua.", "2010-01-01", "Ortega", "NIC"),
        ("Pia Ortega spoke. In Nicaragua Ortega is a common name.", "2010-01-01", "Ortega", None),  # another bears it
        ("Rwandan singer Paul Martin toured.", "2005-01-01", "Paul Martin", "RWA"),
        ("Antonio Guterres spoke.", "2020-01-01", "Antonio Guterres", None),  # acts for no country
        ("Antonio Guterres spoke.", "1999-01-01", "Antonio Guterres", "PRT"),
    ],
)
def test_country_of_officials(text: str, day: str, name: str, country: str | None) -> None:
    persons = ("Pia Ortega",) if text.startswith("Pia") else (name,)
    found = actor_of(read(text, day, persons), text, name)
    assert found is not None and found.country == country


def test_a_record_names_nobody_by_a_name_that_its_report_lacks() -> None:
    text = "The French president arrived in Chad. He left."
    assert {a.name for a in read(text, "2009-05-01").actors} & {"Nicolas Sarkozy", "Sarkozy"} == set()


@pytest.mark.parametrize(
    ("text", "day", "country"),
    [
        ("RSF took a bridge in Sudan.", "2023-06-01", "SDN"),
        ("RSF criticised a law.", "2023-06-01", None),  # two bear it: refused
        ("RSF criticised a law in Sudan.", "1999-06-01", None),  # one of the two had not begun
        ("LTTE veterans met in Jaffna, Sri Lanka.", "2015-01-01", "LKA"),  # it has ended, and its name is free
    ],
)
def test_bodies_go_by_day_and_report(text: str, day: str, country: str | None) -> None:
    found = actor_of(read(text, day), text, text.split()[0])
    assert (found.country if found else None) == country


# ---------------------------------------------------------------- users' entries

KARO = {"name": "Karo Liberation Front", "kind": "armed-group", "country": "KEN", "aliases": ["KLF", "Blue Shirts"], "valid": "1998/2011"}


def test_users_entries_join_names() -> None:
    text = "The Karo Liberation Front attacked Nakuru. The Blue Shirts fled. KLF fighters were held."
    cast = read(text, "2009-01-01", known=entries(KARO))
    assert {getattr(actor_of(cast, text, w), "name", None) for w in ("Karo Liberation Front", "The Blue Shirts", "KLF fighters")} == {
        "Karo Liberation Front"
    }
    assert actor_of(read(text, "2009-01-01"), text, "The Blue Shirts") != actor_of(read(text, "2009-01-01"), text, "Karo Liberation Front")


def test_users_entries_come_first() -> None:
    mine = entries({"name": "Radio Sol Fuerte", "kind": "organisation", "country": "PER", "aliases": ["RSF"]})
    registry = extend_registry(load_registry(), mine)
    assert Roster(registry, date(2023, 1, 1)).body("RSF") is mine[0]
    assert Roster(registry, date(2023, 1, 1)).body("Rapid Support Forces") is not None
    assert Roster(load_registry(mine)).body("RSF") == mine[0]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("", "has no list of actors"),
        ("actors: Karo", "has no list of actors"),
        ("actors: [Karo]", "actor 1: is no table"),
        ("- {kind: person}", "actor 1: has no name"),
        ("- {name: Karo, kind: band}", "actor 1 (Karo): kind 'band' is none of person"),
        ("- {name: Karo, kind: state, colour: red}", "unknown key 'colour'; known are aliases"),
        ("- {name: Karo, kind: state, country: NO}", "country False is no ISO"),  # YAML's NO
        ("- {name: Karo, kind: state, country: KRO}", "country 'KRO' is no ISO"),
        ("- {name: Karo, kind: state, aliases: KR}", "aliases are no list"),
        ("- {name: Karo, kind: state, aliases: [2019]}", "aliases are no list of words; put each"),
        ("- {name: Karo, kind: state, valid: 1998}", "1998 is not FROM/TO"),
        ("- {name: Karo, kind: state, valid: 2011/1998}", "ends before it begins"),
        ("- {name: Karo, kind: state, valid: 1998-02-30/}", "1998-02-30 is no day"),
        ("- {name: Ana, kind: person, offices: [mayor]}", "office 'mayor' is not"),
        ("- {name: Karo, kind: state, offices: [mayor 1998/]}", "offices are for kind person only"),
        ("- {name: A, kind: state}\n- {name: B}", "actor 2 (B): kind None"),
        ("actors: {", "is no YAML (line 1"),
        ("[" * 5000, "is no YAML"),
        ("actors: &a [*a]", "actor 1: is no table"),
    ],
)
def test_broken_files_are_refused_in_words(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "mine.yml"
    file.write_text(written, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_actors(file)
    assert str(caught.value).startswith(f"{file}: ") and told in str(caught.value)


def test_files_that_are_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_actors(tmp_path / "none.yml")
    with pytest.raises(UsageError, match="cannot be read"):
        read_actors(tmp_path)
    (tmp_path / "latin.yml").write_bytes("- {name: Séléka, kind: armed-group}".encode("latin-1"))
    with pytest.raises(UsageError, match="is not UTF-8"):
        read_actors(tmp_path / "latin.yml")


def test_a_years_ends() -> None:
    (entry,) = entries({"name": "Ana Ruiz", "kind": "person", "offices": ["mayor 2003-02/2004-02", "governor 2005/"]})
    assert [(t.when.since, t.when.until) for t in entry.offices] == [
        (date(2003, 2, 1), date(2004, 2, 29)),
        (date(2005, 1, 1), None),
    ]


def test_the_api_takes_them(tmp_path: Path) -> None:
    (tmp_path / "mine.yml").write_text("actors: [{name: Karo Liberation Front, kind: armed-group, country: KEN, aliases: [Blue Shirts]}]")
    record = dateline.read(
        "The Blue Shirts attacked a police post in Nakuru on Monday, police said.",
        published="2009-03-04",
        actors=dateline.load_actors(tmp_path / "mine.yml"),
    )
    assert ("Blue Shirts", "armed-group", "KEN") in {(a.name, a.kind, a.country) for a in record.actors}


KEYS = st.sampled_from(["actors", "name", "kind", "country", "aliases", "valid", "offices"])
LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.dates()
DATA = st.recursive(LEAVES, lambda x: st.lists(x, max_size=3) | st.dictionaries(KEYS, x, max_size=4), max_leaves=12)


@given(DATA)
def test_any_data_gives_rows_or_words(data: Any) -> None:
    try:
        rows = check_rows(data)
    except ValueError as error:
        assert str(error)
    else:
        assert [entry_of(row) for row in rows]
