"""Lists, filters and cursors, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select

from dateline.errors import UsageError
from dateline.keep.merging import refresh
from dateline.model import Place, Span
from dateline.model.incidents import event_keys, incident_id
from dateline.store import Store, ask, open_store
from dateline.store.ask import Filter
from dateline.store.ask.overview import look
from dateline.store.ask.where import distance_km
from dateline.store.schema import actor, incident
from dateline.store.testimony import end_run, keep_report, start_run
from tests.servers import drop_database, make_database
from tests.store.asked import NOW, RECORDS, blast, fill
from tests.store.counted import glance

MANY = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The filled store, once on each database."""
    if request.param == "sqlite":
        with fill(str(tmp_path_factory.mktemp("ask") / "record.db")) as store:
            yield store
        return
    address = make_database(request.getfixturevalue("postgresql"))
    with fill(address) as store:
        yield store
    drop_database(address)


def titles(store: Store, **cells: object) -> list[str]:
    return [row.title for row in ask.find_incidents(store, Filter(**cells), most=1000).rows]  # type: ignore[arg-type]


def test_the_latest_come_first_and_the_undated_last(store: Store) -> None:
    days = [row.earliest or row.latest or "" for row in ask.find_incidents(store, Filter(), most=1000).rows]
    assert days == sorted(days, reverse=True)
    assert days[0] == "2024-05-02"


@pytest.mark.parametrize(
    "cells",
    [{}, {"kind": "attack"}, {"grade": "single"}, {"disputed": True}, {"disputed": False}, {"since": date(2024, 5, 1)}, {"placed": False},
     {"dated": False}, {"until": date(2024, 2, 1), "kind": "attack"}, {"near": (10.0, 20.0), "within_km": 90.0}, {"place": "port maren"},
     {"status": "happened", "grade": "contested"}, {"kind": "flood-like"}, {"country": "ABC", "disputed": True}],
)  # fmt: skip
def test_what_is_counted_is_what_is_listed(store: Store, cells: dict[str, Any]) -> None:
    """Also of a type that this version knows nothing of; and both databases draw the same."""
    wanted = Filter(**cells)
    with stranger(store):
        rows, seen = ask.find_incidents(store, wanted, most=2_000).rows, look(store, wanted)
        assert seen == glance(store, wanted)
    assert seen.total == len(rows)
    assert sum(bar.incidents for bar in seen.bars) == len([row for row in rows if row.earliest or row.latest])
    assert sum(pin.disputed for pin in seen.pins) == len([row for row in rows if row.lat is not None and row.disputed])
    assert seen.trays.unplaced == len([row for row in rows if row.lat is None])


@contextmanager
def stranger(store: Store) -> Iterator[None]:
    """An incident of an unknown type, for a while."""
    name = "i" + "f" * 10
    row = {"id": name, "title": "?", "type": "flood-like", "status": "happened", "earliest": "2024-05-02", "disputed": False}
    with store.writing() as connection:
        connection.execute(insert(incident).values(row | {"grade": "single", "reports": 1, "voices": 1, "json": "{}"}))
    yield
    with store.writing() as connection:
        connection.execute(delete(incident).where(incident.c.id == name))


@pytest.mark.parametrize("walk", [ask.find_incidents, ask.timeline])
def test_pages_give_every_row_once_and_in_order(store: Store, walk: object) -> None:
    whole = [row.id for row in walk(store, Filter(), most=1000).rows]  # type: ignore[operator]
    for size in (1, 7, len(whole)):
        got: list[str] = []
        after = None
        while True:
            page = walk(store, Filter(), after=after, most=size)  # type: ignore[operator]
            got += [row.id for row in page.rows]
            after = page.after
            if after is None:
                break
        assert got == whole


def test_reports_and_stories_page_through_all(store: Store) -> None:
    for walk in (ask.list_reports, ask.find_stories):
        got: list[str] = []
        after = None
        while True:
            page = walk(store, after=after, most=3)
            got += [row.id for row in page.rows]
            after = page.after
            if after is None:
                break
        assert len(got) == len(set(got)) and got == [row.id for row in walk(store, most=1000).rows]
    assert {r.id for r in ask.list_reports(store, most=1000).rows} == {
        r.id for story in ask.find_stories(store, most=1000).rows for r in story.reports
    }


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"place": "port maren", "kind": "attack/bombing"}, True),
        ({"place": "PÓRT MAREN", "since": date(2024, 5, 2), "until": date(2024, 5, 2)}, True),
        ({"place": "Maren"}, False),
        ({"country": "abc"}, True),
        ({"near": (10.5, 20.0), "within_km": 60.0}, True),
        ({"near": (10.5, 20.0), "within_km": 50.0}, False),
        ({"near": (10.0, -160.0), "within_km": 20_100.0}, True),
        ({"by": "northern command", "since": date(2024, 1, 1)}, True),
        ({"by": "harbour union", "since": date(2024, 1, 1)}, True),
        ({"actor": "harbour union", "since": date(2024, 1, 1)}, False),
        ({"disputed": True, "since": date(2024, 1, 1)}, True),
        ({"status": "planned", "since": date(2024, 5, 1)}, False),
        ({"since": date(2024, 5, 3), "kind": "attack"}, False),
        ({"text": "customs house"}, True),
        ({"text": '"house customs"'}, False),
    ],
)
def test_filters(store: Store, cells: dict[str, object], found: bool) -> None:
    assert any("Bombing in Port Maren" in title for title in titles(store, **cells)) is found
    assert ask.count_incidents(store, Filter(**cells)) == len(titles(store, **cells))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"place": "Port Maren"}, True),
        ({"place": "zorran"}, True),  # what else the report puts it at
        ({"place": "Zarran"}, True),  # and as it spells it
        ({"country": "ABC"}, True),
        ({"country": "XXB"}, False),  # a country is that of the place which is shown
        ({"country": "XXC"}, False),
        ({"place": "harbour union"}, False),
    ],
)
def test_what_any_account_puts_at_a_place_is_found_there(tmp_path: Path, cells: dict[str, Any], found: bool) -> None:
    one = blast("four", 3, 9, None)
    second = Place(Span(70, 76), "Zarran", "Zorran", "XXB", 60.0, 60.0)
    one = replace(one, events=(replace(one.events[0], places=(*one.events[0].places, second)),))
    with open_store(str(tmp_path / "own.db"), create=True) as store:
        with store.writing() as connection:
            writer = start_run(connection, "test", {}, NOW)
            keep_report(writer, one, "four.txt", None)
            end_run(writer)
        refresh(store)
        assert len(titles(store, **cells)) == ask.count_incidents(store, Filter(**cells)) == int(found)
        assert ask.locate(store, "Port Maren") == (10.0, 20.0)
        assert ask.locate(store, "Zorran") is None  # where the incident is shown, that is not


def test_the_strip_counts_what_the_list_holds(store: Store) -> None:
    bars = ask.density(store, Filter(kind="attack"))
    assert sum(bar.incidents for bar in bars) == len(ask.timeline(store, Filter(kind="attack"), most=1000).rows)
    assert [bar.start for bar in bars] == sorted({bar.start for bar in bars})


def test_an_incident_answers_to_every_name_it_has_or_had(store: Store) -> None:
    row = ask.find_incidents(store, Filter(place="Port Maren", kind="attack/bombing", since=date(2024, 1, 1))).rows[0]
    whole = ask.get_incident(store, row.id)
    assert len(whole.members) == 3
    for key in whole.members:
        assert ask.get_incident(store, key) == whole
        assert ask.get_incident(store, incident_id(key)) == whole


@pytest.mark.parametrize("name", ["i0123456789", "r0123456789ab@5", "", "\0", "' OR 1=1 --", "\ud800"])
def test_what_is_not_there_is_said(store: Store, name: str) -> None:
    for get in (ask.get_incident, ask.get_report, ask.get_record, ask.get_story, ask.said_by):
        with pytest.raises(UsageError, match=r"in this store|speaks or acts"):
            get(store, name)


@pytest.mark.parametrize("cursor", ["", "x", "~", "2024-01-01", "\0~a", "日~b"])
def test_a_cursor_that_is_none_is_refused(store: Store, cursor: str) -> None:
    with pytest.raises(UsageError, match="no place in a list"):
        ask.find_incidents(store, Filter(), after=cursor)


def test_a_report_answers_to_its_id_document_and_key(store: Store) -> None:
    one = RECORDS[1]
    row = ask.get_report(store, "one")
    for name in (row.id, row.document):
        assert ask.get_report(store, name) == row
    assert row.title == "Blast, says one"
    assert ask.get_record(store, "one").events == one.events


def test_a_story_has_its_reports_in_order_and_one_of_their_headlines(store: Store) -> None:
    story = ask.get_story(store, ask.get_report(store, "two").id)
    assert story.title in {ask.get_report(store, r.id).title for r in story.reports}
    assert {"one", "two"} <= {r.key for r in story.reports}
    days = [ask.get_report(store, r.id).published for r in story.reports]
    assert days == sorted(days)
    assert ask.find_stories(store, least=2).rows[0] == story


def test_what_somebody_said_and_how_it_changed(store: Store) -> None:
    said = ask.said_by(store, "Northern Command").rows
    assert [s.said for s in said] == ["2024-05-04", "2024-05-03"]
    assert said == ask.said_by(store, said[0].key).rows == ask.said_by(store, "northern").rows
    change = next(c for c in ask.changes_of(store, "northern command") if c.cell == "figure.killed")
    assert [(t.told, t.day) for t in change.turns] == [("9", "2024-05-03"), ("13", "2024-05-04")]
    first = ask.said_by(store, "Northern Command", most=1)
    assert ask.said_by(store, "Northern Command", most=1, after=first.after).rows == said[1:]


def test_those_who_are_only_described_change_nothing(store: Store) -> None:
    with store.engine.connect() as connection:
        told = {(folded, named) for folded, named in connection.execute(select(actor.c.folded, actor.c.named))}
    crowds = {name for name, named in told if not named} - {name for name, named in told if named}
    assert crowds and all(ask.changes_of(store, name) == () for name in sorted(crowds))


def test_the_queue_begins_with_the_disputed_and_holds_every_event_once(store: Store) -> None:
    got: list[ask.Waiting] = []
    after = None
    while True:
        page = ask.queue(store, after=after, most=4)
        got += page.rows
        after = page.after
        if after is None:
            break
    keys = [one.event for one in got]
    assert len(keys) == len(set(keys)) and set(event_keys(ask.get_record(store, "one")).values()) <= set(keys)
    marks = [one.incident.disputed for one in got]
    assert marks == sorted(marks, reverse=True) and marks[0]


ANYTHING = st.text(max_size=60) | st.sampled_from(
    ['"', "''", "a AND", "NEAR(", "*", "x*", "-x", "{", "col:x", "\0", "\ud800", "%", "_", "北京", "\\"]
)


@MANY
@given(words=st.lists(ANYTHING, max_size=4).map(" ".join))
def test_no_search_is_an_error_of_the_database(store: Store, words: str) -> None:
    try:
        found = ask.search(store, words, most=3)
    except UsageError:
        return
    for hit in found.texts:
        if hit.span is not None:
            assert hit.span.of(ask.get_record(store, hit.report).document.text) == hit.quote
            assert all(hit.span.holds(mark) for mark in hit.marks)


@MANY
@given(told=ANYTHING)
def test_no_filter_is_an_error_of_the_database(store: Store, told: str) -> None:
    for cells in (
        {"place": told},
        {"actor": told},
        {"by": told},
        {"kind": told},
        {"status": told, "grade": told},
        {"country": told},
        {"text": told},
    ):
        try:
            ask.find_incidents(store, Filter(**cells), most=2)
            ask.density(store, Filter(story=told))
        except UsageError:
            pass


@pytest.mark.parametrize(
    ("words", "text", "said", "actors"),
    [
        ("signs", True, True, False),
        ("SIGNS idea", True, True, False),
        ('"signs were his"', True, True, False),
        ('"signs his were"', False, False, False),
        ("sig*", True, True, False),
        ("sig", False, False, False),
        ("jose munez", True, False, True),
        ("Múnez", True, False, True),
        ("100%", True, True, False),
        ("北京", True, False, False),
        ("京烤", True, False, False),
        ("鸭", True, False, False),
        ("京北", False, False, False),
        ("فجار", True, False, False),
        ("المستودع الكبير", True, False, False),
        ("bakery 北京", True, False, False),
        ("“signs were", True, True, False),
        ("joke_he", True, False, False),
        ("!!!", False, False, False),
    ],
)
def test_search(store: Store, words: str, text: bool, said: bool, actors: bool) -> None:
    found = ask.search(store, words)
    scripts = ask.get_report(store, "scripts").id
    assert (scripts in [h.report for h in found.texts]) is text
    assert (scripts in [h.report for h in found.statements]) is said
    assert ("José Múnez" in [h.name for h in found.actors]) is actors


def test_a_search_shows_where_the_words_stand(store: Store) -> None:
    hit = next(h for h in ask.search(store, "munez signs").texts if h.key == "scripts")
    text = RECORDS[0].document.text
    assert hit.span is not None and hit.span.of(text) == hit.quote
    assert {mark.of(text) for mark in hit.marks} == {"signs", "Múnez"}


def test_a_search_between_days_and_with_too_many_words(store: Store) -> None:
    assert {h.published for h in ask.search(store, "exploded", since="2024-05-04").texts} == {"2024-05-04"}
    with pytest.raises(UsageError, match="too many"):
        ask.search(store, " ".join(f"w{n}" for n in range(50)))


@pytest.mark.parametrize(
    ("here", "there", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), 111.2),
        ((0.0, 179.5), (0.0, -179.5), 111.2),
        ((90.0, 0.0), (-90.0, 0.0), 20_015.1),
        ((5.0, 5.0), (5.0, 5.0), 0.0),
    ],
)
def test_distances(here: tuple[float, float], there: tuple[float, float], km: float) -> None:
    assert distance_km(here, there) == pytest.approx(km, abs=0.1)


def test_a_point_that_is_nowhere_is_refused(store: Store) -> None:
    for near, km in (((91.0, 0.0), 5.0), ((0.0, 0.0), float("inf")), ((float("nan"), 0.0), 5.0), ((0.0, 0.0), -1.0)):
        with pytest.raises(UsageError, match="no place on Earth"):
            ask.find_incidents(store, Filter(near=near, within_km=km))
