"""ACLED, UCDP, POLECAT and PLOVER: codes, precisions, and what they do not take."""

import json
from dataclasses import replace
from datetime import date

import pytest

from dateline.export import FORMATS, Options, finish
from dateline.export.acled import event_type
from dateline.export.crosswalk import QUADS
from dateline.export.days import interval, precision, say_when
from dateline.export.places import country_row, extent, is_near, ucdp_region
from dateline.export.ucdp import violence
from dateline.export.view import Somebody, View, view
from dateline.lexicon import load_lexicon
from dateline.merge import tell_incident
from dateline.model import Account, Actor, Document, Event, Figure, Incident, Party, Place, Record, Sighting, Span, Statement, When, Words
from dateline.model.incidents import event_keys, report_id
from tests.export.made import source
from tests.export.test_tables import rows

TEXT = "At least 12 soldiers and others died in an attack near Gao, the army said. The rebels denied it."
DAY = date(2021, 3, 4)
GAO = Place(Span(55, 58), "Gao", "Gao", "MLI", 16.27, -0.04)


def record(event: Event, kinds: tuple[str, str] = ("armed-group", "military"), statements: tuple[Statement, ...] = ()) -> Record:
    document = Document("sha256:" + "ab" * 32, TEXT, DAY, "Radio Alto", "Attack", "https://radio.example/a", "en", None)
    actors = (Actor("a1", "Northern Front", kinds[0], None, "named"), Actor("a2", "soldiers", kinds[1], "MLI", "described"))
    return Record(document, actors, statements, (event,))


def event(kind: str = "attack", mode: str | None = "bombing", status: str = "happened", **cells: object) -> Event:
    told: dict[str, object] = {
        "agents": (Party(None, None, "a1"),),
        "targets": (Party(Span(12, 20), "soldiers", "a2"),),
        "places": (GAO,),
        "when": When(DAY, DAY, None, None),
        "figures": (Figure("killed", 12, None, Span(0, 20), "At least 12 soldiers"),),
        "accounts": (Account(None, "asserts"),),
        "plover": "ASSAULT",
    }
    return Event("e1", kind, mode, status, (Words(Span(43, 49), "attack"),), **{**told, **cells})  # type: ignore[arg-type]


def told(of: Record) -> Incident:
    return tell_incident([Sighting(event_keys(of)["e1"], of, of.events[0], report_id(of.document.id))])


def one(name: str, of: Record) -> dict[str, str]:
    data = finish(FORMATS[name].write(source([told(of)], known={report_id(of.document.id): of}), Options()))[0].decode()
    import csv
    import io

    found = list(csv.DictReader(io.StringIO(data, newline=""), delimiter="\t" if name == "polecat" else ","))
    return found[0] if found else {}


def left(name: str, of: Record) -> str:
    return " | ".join(x.why for x in finish(FORMATS[name].write(source([told(of)], known={report_id(of.document.id): of}), Options()))[1])


def seen(of: Record) -> View:
    return view(told(of), source([], known={report_id(of.document.id): of}))


def test_every_country_has_a_region_and_but_kosovo_a_number():
    table = load_lexicon("countries")["countries"]
    assert [code for code, row in table.items() if row["iso"] is None] == ["XKX"]
    assert country_row("MLI") | {"iso": 466, "region": "Western Africa"} == country_row("MLI")
    assert {row["region"] for row in table.values()} >= {"Middle East", "Europe", "Caucasus and Central Asia", "South Asia"}


@pytest.mark.parametrize(
    ("code", "region"),
    [("MLI", "Africa"), ("EGY", "Middle East"), ("GEO", "Europe"), ("AFG", "Asia"), ("HTI", "Americas"), ("NZL", "Asia"), ("ZZZ", None)],
)
def test_regions_of_ucdp(code, region):
    assert ucdp_region(code) == region


@pytest.mark.parametrize(
    ("place", "size"),
    [
        (GAO, "town"),
        (replace(GAO, name="Mali"), "country"),
        (Place(None, None, "Anbar", "IRQ", 33.0, 42.0), "region"),
        (Place(None, None, "Gulf of Aden", None, 12.0, 48.0), "water"),
        (Place(None, None, "Sahel", None, 15.0, 5.0), "area"),
        (Place(None, None, "Derrin", None, None, None), None),
        (None, None),
    ],
)
def test_how_large_a_place_is(place, size):
    assert extent(place) == size


def test_near_a_town_is_not_the_town():
    assert is_near(seen(record(event())))
    assert not is_near(seen(record(event(places=(replace(GAO, span=Span(3, 8)),)))))
    assert one("acled", record(event()))["geo_precision"] == "2" and one("ucdp", record(event()))["where_prec"] == "2"


@pytest.mark.parametrize(
    ("days", "acled", "ucdp"),
    [
        ((DAY, DAY), "1", "1"),
        ((date(2021, 3, 1), DAY), "2", "2"),
        ((date(2021, 3, 1), date(2021, 3, 7)), "2", "3"),
        ((date(2021, 3, 1), date(2021, 3, 31)), "3", "4"),
        ((date(2021, 1, 1), date(2021, 12, 31)), None, "5"),
        ((date(2019, 1, 1), DAY), None, None),
        ((None, DAY), None, None),
    ],
)
def test_precision_of_time(days, acled, ucdp):
    of = record(event(when=When(*days, None, None)))
    assert one("acled", of).get("time_precision") == acled
    assert one("ucdp", of).get("date_prec") == ucdp


@pytest.mark.parametrize(
    ("when", "written", "kind", "said"),
    [
        (When(DAY, DAY, None, None), "2021-03-04", "day", "4 March 2021"),
        (When(None, DAY, None, None), "../2021-03-04", "before", "by 4 March 2021"),
        (When(DAY, None, None, None), "2021-03-04/..", "after", "since 4 March 2021"),
        (None, "", None, ""),
    ],
)
def test_intervals_in_iso_and_in_words(when, written, kind, said):
    assert (interval(when), precision(when), say_when(when)) == (written, kind, said)


@pytest.mark.parametrize(
    ("kind", "mode", "kinds", "wanted"),
    [
        ("attack", "battle", ("military", "armed-group"), ("Battles", "Armed clash")),
        ("attack", "drone", ("military", "people"), ("Explosions/Remote violence", "Air/drone strike")),
        ("attack", "shooting", ("unknown", "people"), ("Violence against civilians", "Attack")),
        ("attack", "shooting", ("armed-group", "military"), ("Battles", "Armed clash")),
        ("attack", None, ("unknown", "unknown"), (None, None)),
        ("attack", "war", ("state", "state"), None),
        ("seize", "territory", ("armed-group", "state"), ("Battles", "Non-state actor overtakes territory")),
        ("seize", "abduction", ("armed-group", "people"), ("Violence against civilians", "Abduction/forced disappearance")),
        ("protest", "riot", ("people", "government"), ("Riots", "Violent demonstration")),
        ("protest", "strike", ("people", "government"), None),
        ("disaster", "flood", ("unknown", "people"), None),
    ],
)
def test_event_types_of_acled(kind, mode, kinds, wanted):
    assert event_type(seen(record(event(kind, mode), kinds))) == wanted


def test_a_row_of_acled():
    row = one("acled", record(event(), ("military", "people")))
    wanted = {"event_date": "2021-03-04", "year": "2021", "iso": "466", "region": "Western Africa", "country": "Mali", "fatalities": "12"}
    wanted |= {"actor1": "Northern Front", "inter1": "1", "actor2": "soldiers", "inter2": "7", "interaction": "17"}
    assert {name: row[name] for name in wanted} == wanted
    assert row["civilian_targeting"] == "Civilian targeting" and row["admin2"] == row["timestamp"] == row["source_scale"] == ""


def test_a_row_of_ucdp():
    row = one("ucdp", record(event()))
    wanted = {"type_of_violence": "1", "side_a": "soldiers", "side_b": "Northern Front", "dyad_name": "soldiers - Northern Front"}
    wanted |= {"best": "12", "low": "12", "high": "", "deaths_a": "12", "deaths_b": "0", "region": "Africa", "conflict_name": ""}
    assert {name: row[name] for name in wanted} == wanted
    assert row["geom_wkt"] == "POINT (-0.04 16.27)" and "Radio Alto, 2021-03-04, Attack" in row["source_article"]


@pytest.mark.parametrize(
    ("one_kind", "other_kind", "wanted"),
    [
        ("state", "armed-group", 1),
        ("armed-group", "armed-group", 2),
        ("armed-group", "people", 3),
        (None, "people", None),
        ("military", None, None),
    ],
)
def test_types_of_violence(one_kind, other_kind, wanted):
    sides = [(Somebody("x", kind, None, True, None),) if kind else () for kind in (one_kind, other_kind)]
    assert violence(*sides) == wanted


@pytest.mark.parametrize(
    ("of", "name", "why"),
    [
        (record(event(status="planned")), "acled", "planned"),
        (record(event(when=None)), "acled", "a day, a week or a month"),
        (record(event(figures=())), "ucdp", "death"),
        (record(event("vote", None, plover=None)), "polecat", "no root"),
        (record(event(when=None)), "plover", "date"),
        (record(event(when=None)), "timelinejs", "start date"),
        (record(event(places=())), "geojson", "coordinates"),
    ],
)
def test_what_is_left_out_is_told(of, name, why):
    assert why in left(name, of)


def plover(of: Record) -> list[dict[str, object]]:
    data = finish(FORMATS["plover"].write(source([told(of)], known={report_id(of.document.id): of}), Options()))[0]
    return [json.loads(line) for line in data.splitlines()]


@pytest.mark.parametrize(
    ("of", "root", "mode"),
    [
        (record(event()), "ASSAULT", ["explosives"]),
        (record(event(mode="shooting")), "ASSAULT", ["firearms"]),
        (record(event("consult", "visit", "planned", plover="AGREE")), "AGREE", []),
        (record(event("retreat", "withdrawal", "planned", plover="CONCEDE")), "CONCEDE", []),
        (record(event("attack", "airstrike", "threatened", plover="THREATEN")), "THREATEN", ["violence"]),
        (record(event("protest", "demonstration", "planned", plover="PROTEST")), "PROTEST", ["demo", "future"]),
        (record(event("attack", "bombing", "not")), "ASSAULT", ["explosives", "negation"]),
        (record(event("aid", "economic", "hypothetical", plover="AID")), "AID", ["economic", "hypothetical"]),
        (record(event(when=When(date(2001, 1, 1), date(2001, 1, 1), None, None))), "ASSAULT", ["explosives", "historical"]),
    ],
)
def test_events_of_plover(of, root, mode):
    row = plover(of)[0]
    assert (row["event"], row["mode"]) == ([root], mode)


def test_a_line_of_plover_has_what_its_manual_asks_for():
    cue = Words(Span(86, 92), "denied")
    denial = Statement(
        "s1", Party(Span(75, 85), "The rebels", "a1"), cue, (Words(Span(93, 95), "it"),), "deny", "indirect", plover="REJECT"
    )
    lines = plover(record(event(), statements=(denial,)))
    assert [line["event"] for line in lines] == [["ASSAULT"], ["REJECT"]]
    for line in lines:
        assert {"id", "date", "actor", "event"} <= line.keys() and date.fromisoformat(str(line["date"]))
        where = line["text_info"]
        assert TEXT[where["start"] : where["end"]] == line["text"]  # type: ignore[index,call-overload]
        assert set(line["event"]) <= QUADS.keys() and line["verdict"] == "machine" and line["permalink"]  # type: ignore[call-overload]
    assert lines[0]["size"] == {"dead": 12} and lines[0]["event_loc"]["cc3"] == "MLI"  # type: ignore[index]
    assert lines[1]["actor"][0]["identifier_text"] == "Northern Front"  # type: ignore[index]
    assert lines[0]["cite_info"]["url"] == "https://radio.example/a"  # type: ignore[index]


def test_statements_with_a_verbal_root_are_events_of_polecat():
    kinds = {row["Event Type"] for row in rows("polecat")}
    assert {"REJECT", "ACCUSE", "REQUEST", "ASSAULT"} <= kinds <= QUADS.keys()
    assert len({row["Event ID"] for row in rows("polecat")}) == len(rows("polecat"))


def test_pairs_of_polecat_are_rows_of_their_own():
    other = Actor("a3", "Eastern Front", "armed-group", None, "named")
    base = record(event(agents=(Party(None, None, "a1"), Party(None, None, "a3"))))
    of = replace(base, actors=(*base.actors, other))
    data = finish(FORMATS["polecat"].write(source([told(of)], known={report_id(of.document.id): of}), Options()))[0].decode()
    assert len(data.splitlines()) == 3 and "-1\t" in data and "-2\t" in data


def test_a_doer_that_a_person_named_keeps_kind_and_country():
    of = record(event())
    base = told(of)
    value = next(c for c in base.cells if c.name == "agent").values[0]
    put = replace(value, told="Army of Mali", data={"name": "Army of Mali", "kind": "military", "country": "MLI", "named": True})
    cells = tuple(replace(c, values=(put,)) if c.name == "agent" else c for c in base.cells)
    shown = view(replace(base, cells=cells, agents=("Army of Mali",)), source([], known={report_id(of.document.id): of}))
    assert shown.agents == (Somebody("Army of Mali", "military", "MLI", True, None),)


def test_of_rival_doers_only_the_first_is_named_and_of_one_crowd_told_twice_only_one():
    of = record(event())
    base = told(of)
    cells = tuple(replace(c, state="disputed") if c.name == "agent" else c for c in base.cells)
    rivals = replace(base, cells=cells, agents=("Northern Front", "Army of Mali"))
    assert [p.name for p in view(rivals, source([], known={report_id(of.document.id): of})).agents] == ["Northern Front"]
    crowds = [row["Recipient Name"] for row in rows("polecat") if row["Event ID"].startswith("i4227329923")]
    assert "Thirteen people" not in crowds and len(crowds) == 2
