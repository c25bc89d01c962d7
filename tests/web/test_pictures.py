"""The strip, the step chart, the glance that is kept: pictures say what lists say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dateline.model import Cell, Value, Witness
from dateline.model.incidents import report_id
from dateline.serve.web.glances import Glances, look
from dateline.serve.web.steps import HEIGHT, TOP, draw_steps
from dateline.serve.web.strip import days_of, draw_strip
from dateline.serve.web.telling import rivals_of, voices_of
from dateline.store import Store, ask
from dateline.store.ask import Bar, Filter
from dateline.store.ask.pictures import incidents_in
from dateline.store.testimony import mark
from tests.store.counted import glance, pins, trays


def witness(speaker: str | None, day: int, text: str = "words", **more: Any) -> Witness:
    """Somebody who gives a value on a day of May 2021."""
    known = {"outlet": "Outlet", "by": None, "named": True, "stance": "asserts", "span": None, "voice": "v"} | more
    return Witness(report="r1", event="e1", published=date(2021, 5, day), speaker=speaker, text=text, **known)


def killed(low: float | None, high: float | None, *witnesses: Witness) -> Value:
    return Value(f"{low}–{high}", {"low": low, "high": high, "unit": None}, witnesses, 1)


def test_bars_leave_room_for_empty_time() -> None:
    strip = draw_strip([Bar("2020-01", 2, 0), Bar("2020-02", 4, 1), Bar("2021-01", 1, 1)])
    assert strip is not None
    a, b, c = strip.bars
    assert (b.x - a.x) * 11 == pytest.approx(c.x - b.x, abs=0.2)
    assert (a.since, a.until, b.height, b.foot, strip.highest) == ("2020-01-01", "2020-01-31", 64, 16, 4)
    assert c.foot == c.height and c.x + c.width <= 1000


def test_a_bar_selects_its_days() -> None:
    assert days_of("2020") == (date(2020, 1, 1), date(2020, 12, 31))
    assert days_of("2020-02") == (date(2020, 2, 1), date(2020, 2, 29))
    assert days_of("2020-02-03") == (date(2020, 2, 3), date(2020, 2, 3))


def test_time_too_long_to_draw_is_closed_up() -> None:
    strip = draw_strip([Bar("0044", 1, 0), Bar("1944", 1, 0), Bar("2024", 1, 0)])
    assert strip is not None and strip.bars[2].x < 300
    assert draw_strip([]) is None


def test_steps_keep_bounds_open_and_sources_apart() -> None:
    nine = killed(9, 9, witness("ministry", 1), witness("ministry", 3))
    chart = draw_steps(
        Cell("figure.killed", "disputed", (nine, killed(17, None, witness("medics", 2)), killed(None, 5, witness("army", 4))), "")
    )
    assert chart is not None
    lines = {line.source: line for line in chart.lines}
    assert len({line.letter for line in chart.lines}) == 3
    assert lines["medics"].dots[0].open_top and lines["medics"].dots[0].top == TOP - 4
    assert lines["army"].dots[0].open_foot and not lines["army"].dots[0].open_top
    assert len(lines["ministry"].dots) == 2 and "H" in lines["ministry"].path
    assert lines["medics"].dots[0].y < lines["ministry"].dots[0].y < HEIGHT
    assert [row[2].day.day for row in chart.rows] == [1, 2, 3, 4]


def test_one_figure_is_no_chart() -> None:
    assert draw_steps(Cell("figure.killed", "agreed", (killed(9, 9, witness("ministry", 1), witness("ministry", 1)),), "")) is None
    assert draw_steps(Cell("figure.killed", "open", (), "")) is None


def test_pins_and_trays_are_all_of_the_incidents(store: Store) -> None:
    rows = ask.find_incidents(store, Filter(), most=2_000).rows
    placed = [r for r in rows if r.lat is not None]
    assert sum(p.incidents for p in pins(store, Filter())) == len(placed)
    told = trays(store, Filter())
    assert told.unplaced == len(rows) - len(placed)
    assert told.undated == sum(r.earliest is None and r.latest is None for r in rows)
    assert sum(b.incidents for b in ask.density(store, Filter())) == len(rows) - told.undated


def test_a_report_knows_its_incidents(store: Store, records: Any) -> None:
    held = incidents_in(store, report_id(records[0].document.id))
    assert len(held) == len(records[0].events)
    for key, row in held.items():
        assert key in ask.get_incident(store, row.id).members


def test_voices_and_rivals_of_an_incident(store: Store) -> None:
    for row in ask.find_incidents(store, Filter(), most=500).rows:
        one = ask.get_incident(store, row.id)
        voices = voices_of(one)
        assert voices and len({(v.name, v.against) for v in voices}) == len(voices)
        assert bool(one.denials) == any(v.against for v in voices) or any(v.against for v in voices)
        assert len(rivals_of(one)) == sum(c.state in ("disputed", "history") for c in one.cells)


def test_a_glance_is_kept_until_the_store_changes(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Filter] = []

    def count(store: Store, wanted: Filter) -> Any:
        looked.append(wanted)
        return look(store, wanted)

    monkeypatch.setattr("dateline.serve.web.glances.look", count)
    glances = Glances(clock=lambda: 0.0)
    first = glances.of(store, Filter())
    assert glances.of(store, Filter()) is first and len(looked) == 1
    assert glances.of(store, Filter(kind="attack")).total < first.total
    with store.writing() as connection:
        mark(connection, ask.list_reports(store).rows[0].id)
    glances.of(store, Filter())
    assert len(looked) == 3
    from dateline.keep.merging import refresh

    refresh(store)


def test_a_slow_glance_may_be_old_for_a_while(store: Store) -> None:
    times = iter((0.0, 2.0, 50.0, 110.0, 110.0, 110.0, 110.0))  # made in 2 s; asked for after 48 s, and after 108 s
    glances = Glances(clock=lambda: next(times))
    first = glances.of(store, Filter())
    with store.writing() as connection:
        mark(connection, ask.list_reports(store).rows[0].id)
    assert glances.of(store, Filter()) is first
    assert glances.of(store, Filter()) is not first
    from dateline.keep.merging import refresh

    refresh(store)


FILTERS = [
    {}, {"kind": "attack"}, {"disputed": True}, {"dated": False}, {"placed": False}, {"kind": "vote", "status": "denied"},
    {"since": date(2024, 1, 1)}, {"text": "police"}, {"actor": "army"}, {"near": (16.0, 0.5), "within_km": 500.0},
    {"kind": "attack/shelling"}, {"grade": "single"}, {"disputed": False, "placed": True}, {"until": date(2024, 3, 1), "status": "denied"},
    {"dated": True}, {"kind": "attack", "since": date(2024, 1, 1), "until": date(2024, 2, 1)}, {"actor": "army", "kind": "attack"},
    {"grade": "contested", "kind": "attack"}, {"disputed": True, "since": date(2024, 1, 1)}, {"near": (16.0, 0.5), "within_km": 20_040.0},
]  # fmt: skip


@pytest.mark.parametrize("told", FILTERS)
def test_one_walk_counts_what_four_questions_count(store: Store, told: dict[str, Any]) -> None:
    wanted = ask.Filter(**told)
    seen = look(store, wanted)
    assert seen == glance(store, wanted)
    rows = ask.find_incidents(store, wanted, most=5_000).rows  # the list asks nothing of the index of what is counted
    assert seen.total == len(rows)
    assert sum(bar.disputed for bar in seen.bars) == sum(row.disputed for row in rows if row.earliest or row.latest)
