"""What several reports together tell: history and dispute, voices, grades, titles."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.codec import decode_incident, encode_incident
from dateline.merge import tell_incident
from dateline.merge.titles import say_when
from dateline.model import Cell, Figure, Incident, Sighting, When

from .records import ARMY, FRONT, shelling

CLINIC = "Tormund Clinic"


def cell(incident: Incident, name: str) -> Cell:
    return next(c for c in incident.cells if c.name == name)


def test_a_single_report_is_one_voice():
    incident = tell_incident([shelling()])
    assert incident.title == "Shelling in Tormund, 1 Feb 2024"
    assert (incident.grade, incident.voices, incident.disputed) == ("single", 1, False)
    assert incident.id.startswith("i") and incident.members == (shelling().key,)


def test_a_toll_that_grew_is_a_history():
    incident = tell_incident([shelling(killed=4), shelling(killed=9, day="2024-02-05", outlet="Vasria Wire")])
    killed = cell(incident, "figure.killed")
    assert killed.state == "history"
    assert "4 (2024-02-02), then 9 (2024-02-05)" in killed.reason
    assert not incident.disputed


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        ({"killed": 4}, {"killed": 9, "outlet": "Vasria Wire"}, "disputed"),  # two at once
        ({"killed": 9}, {"killed": 4, "day": "2024-02-05", "outlet": "Vasria Wire"}, "disputed"),  # a toll does not fall by itself
        ({"killed": 9}, {"killed": 4, "day": "2024-02-05"}, "history"),  # the same outlet corrects itself
        ({"killed": 4}, {"killed": 4, "outlet": "Vasria Wire"}, "agreed"),
        ({"killed": 4, "by": CLINIC}, {"killed": 4, "by": CLINIC, "outlet": "Vasria Wire"}, "single"),  # both cite the clinic
    ],
)
def test_states_of_a_figure(first, second, state):
    assert cell(tell_incident([shelling(**first), shelling(**second)]), "figure.killed").state == state


def test_an_old_figure_that_is_still_told_is_a_dispute():
    rows = [shelling(killed=4), shelling(killed=9, day="2024-02-05", outlet="Vasria Wire"), shelling(killed=4, day="2024-02-06")]
    killed = cell(tell_incident(rows), "figure.killed")
    assert killed.state == "disputed"
    repeated = next(v for v in killed.values if v.told == "4").witnesses[-1]
    assert repeated.repeated and repeated.published == date(2024, 2, 6)


def test_copies_are_one_voice():
    rows = [shelling(), shelling(outlet="Vasria Wire"), shelling(outlet="Delta Courier")]
    assert tell_incident(rows).voices == 3
    copies = [replace(s, voice=rows[0].report) for s in rows]
    incident = tell_incident(copies)
    assert (incident.voices, incident.grade, len(incident.outlets)) == (1, "single", 3)
    assert "one voice" in incident.grade_reason


def test_outlets_that_cite_one_source_are_one_voice_and_it_says_so():
    incident = tell_incident([shelling(by=CLINIC), shelling(by=CLINIC, outlet="Vasria Wire")])
    assert (incident.voices, incident.sources, incident.grade) == (1, 1, "single")
    assert incident.grade_reason == f"2 outlets give it, all citing {CLINIC}: one voice"


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([{}, {"outlet": "Vasria Wire"}], "corroborated"),
        ([{"by": FRONT, "stance": "claims"}, {"outlet": "Vasria Wire"}], "confirmed"),
        ([{}, {"by": ARMY, "stance": "denies", "status": "denied", "outlet": "Vasria Wire"}], "contested"),
        ([{}], "single"),
    ],
)
def test_grades_by_plain_rules_each_with_a_reason(rows, grade):
    incident = tell_incident([shelling(**row) for row in rows])
    assert incident.grade == grade and incident.grade_reason


def test_a_plan_that_its_maker_announces_is_not_told_as_done():
    incident = tell_incident([shelling(by=FRONT, stance="announces", status="planned")])
    assert (incident.grade, incident.grade_reason) == ("confirmed", f"{FRONT}, who is to do it, announces it")


def test_who_is_blamed_and_blames_another_confesses_nothing():
    rows = [shelling(by=ARMY), shelling(by=FRONT, agent=ARMY, outlet="Vasria Wire")]
    incident = tell_incident(rows)
    assert cell(incident, "agent").state == "disputed"
    assert incident.grade == "corroborated"


def test_claims_and_denials_are_told():
    incident = tell_incident([shelling(by=FRONT, stance="claims"), shelling(by=ARMY, stance="denies", outlet="Vasria Wire")])
    assert [w.speaker for w in incident.claims] == [FRONT]
    assert [w.speaker for w in incident.denials] == [ARMY]


def test_the_rule_of_the_grade_can_be_switched_off_or_replaced():
    assert tell_incident([shelling()], grade=None).grade == ""
    assert tell_incident([shelling()], grade=lambda told, cells, agents: ("mine", "because")).grade == "mine"


def test_a_plan_that_came_true_is_a_history():
    incident = tell_incident([shelling(status="planned", day="2024-01-30"), shelling()])
    assert (incident.status, cell(incident, "status").state) == ("happened", "history")


@given(st.permutations(range(4)))
def test_the_order_of_sightings_does_not_matter(order):
    rows = [
        shelling(),
        shelling(killed=9, day="2024-02-05"),
        shelling(by=CLINIC, outlet="Vasria Wire"),
        shelling(by=FRONT, stance="claims", day="2024-02-03"),
    ]
    assert tell_incident([rows[n] for n in order]) == tell_incident(rows)


def dated(sighting: Sighting, first: str | None, last: str | None, *, told: bool = True) -> Sighting:
    """The sighting with another time, told in its report's words or inferred by the reader."""
    days = [date.fromisoformat(d) if d else None for d in (first, last)]
    old = sighting.event.when
    when = When(days[0], days[1], old.span, old.text) if told and old else When(days[0], days[1], None, None)
    return replace(sighting, event=replace(sighting.event, when=when))


@pytest.mark.parametrize(
    ("first", "second", "state", "shown"),
    [
        (("2024-02-01", "2024-02-01"), ("2024-02-05", "2024-02-05"), "disputed", "1 Feb 2024"),
        (("2024-02-01", "2024-02-01"), ("2024-01-29", "2024-02-04"), "agreed", "1 Feb 2024"),  # a day within a week
        (("2024-02-01", "2024-02-01"), ("2024-02-05", None), "agreed", "1 Feb 2024"),  # since a day: a bound
        (("2024-02-01", "2024-02-01"), (None, "2024-01-20"), "agreed", "1 Feb 2024"),
    ],
)
def test_times_that_can_both_be_right_agree_and_the_more_precise_is_shown(first, second, state, shown):
    rows = [dated(shelling(outlet="Vasria Wire"), *second), dated(shelling(), *first)]
    incident = tell_incident(rows)
    when = cell(incident, "when")
    assert (when.state, when.values[0].told, say_when(incident.when)) == (state, shown, shown)


def test_a_day_that_the_reader_inferred_is_no_rival_of_one_that_is_told():
    rows = [dated(shelling(), "2024-02-01", "2024-02-01"), dated(shelling(outlet="Vasria Wire"), "2024-02-06", "2024-02-06", told=False)]
    incident = tell_incident(rows)
    assert cell(incident, "when").state == "agreed"
    assert say_when(incident.when) == "1 Feb 2024"


def test_one_place_told_twice_is_one_value():
    known, bare = shelling(), shelling(outlet="Vasria Wire")
    spot = replace(bare.event.places[0], country=None, lat=None, lon=None)
    bare = replace(bare, event=replace(bare.event, places=(spot, spot)))
    place = cell(tell_incident([bare, known]), "place")
    assert [(v.told, v.voices) for v in place.values] == [("Tormund", 2)]
    assert isinstance(place.values[0].data, dict) and place.values[0].data["lat"] == 10.5


def test_a_figure_within_the_bounds_of_another_agrees_and_is_shown_first():
    exact, open_ended = shelling(killed=9), shelling(killed=4, outlet="Vasria Wire")
    least = Figure("killed", 4, None, None, "at least 4", None)
    open_ended = replace(open_ended, event=replace(open_ended.event, figures=(least,)))
    killed = cell(tell_incident([open_ended, exact]), "figure.killed")
    assert (killed.state, [v.told for v in killed.values]) == ("agreed", ["9", "at least 4"])


def counting(text: str, low: float, high: float | None, *, day: str = "2024-02-02", stance: str = "asserts", unit=None) -> Sighting:
    """The shelling with one figure in these words, counted as killed."""
    told = shelling(day=day, outlet=f"Outlet {text}", stance=stance)
    return replace(told, event=replace(told.event, figures=(Figure("killed", low, high, None, text, None, unit=unit),)))


FIGURES = [
    ("other people", ("three gendarmes", 3, 3), ("nine villagers", 9, 9), "agreed"),
    ("other words for them", ("three soldiers", 3, 3), ("nine troops", 9, 9), "disputed"),
    ("some of them", ("three gendarmes", 3, 3), ("at least four people", 4, None), "agreed"),
    ("of the dead", ("three of the dead", 3, 3), ("nine", 9, 9), "agreed"),
    ("of those who fought", ("22 of them", 22, 22), ("26 fighters", 26, 26), "disputed"),
    ("nobody of a kind", ("no villager", 0, 0), ("nine gendarmes", 9, 9), "agreed"),
]


@pytest.mark.parametrize(("one", "other", "state"), [row[1:] for row in FIGURES], ids=[row[0] for row in FIGURES])
def test_whom_figures_count(one, other, state):
    for rows in ([counting(*one), counting(*other)], [counting(*other), counting(*one)]):
        assert cell(tell_incident(rows), "figure.killed").state == state


def test_a_part_is_one_where_the_same_report_tells_the_whole():
    whole = counting("nine", 9, 9)
    part = Figure("killed", 3, 3, None, "three of them", "s9")
    both = replace(whole, event=replace(whole.event, figures=(*whole.event.figures, part)))
    assert cell(tell_incident([both, counting("nine people", 9, 9)]), "figure.killed").state == "agreed"


def test_of_money_the_unit_says_what_is_counted():
    rows = [counting("5 million in ransom", 5e6, 5e6, unit="USD"), counting("400,000 dollars", 4e5, 4e5, unit="USD")]
    assert cell(tell_incident(rows), "figure.killed.USD").state == "disputed"


def test_none_at_all_is_a_rival_of_any_figure_where_somebody_denies_it_and_does_not_grow():
    rows = [counting("nine villagers", 9, 9), counting("no soldier", 0, 0, stance="denies")]
    assert cell(tell_incident(rows), "figure.killed").state == "disputed"
    later = [counting("no one", 0, 0, stance="denies"), counting("nine villagers", 9, 9, day="2024-02-05")]
    assert cell(tell_incident(later), "figure.killed").state == "disputed"
    grown = [counting("no one", 0, 0), counting("nine villagers", 9, 9, day="2024-02-05")]
    assert cell(tell_incident(grown), "figure.killed").state == "history"


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [("planned", "not", "history"), ("threatened", "happened", "history"), ("happened", "not", "disputed"), ("not", "planned", "disputed")],
)
def test_what_became_of_a_plan(first, second, state):
    rows = [shelling(status=first), shelling(status=second, day="2024-02-05", outlet="Vasria Wire")]
    assert cell(tell_incident(rows), "status").state == state


def test_a_source_named_in_full_and_in_part_is_one_voice():
    rows = [shelling(by="Ngozi Okafor"), shelling(by="Okafor", outlet="Vasria Wire")]
    assert tell_incident(rows).voices == 1


def test_who_only_welcomes_or_demands_it_is_no_voice_that_it_happened():
    told, welcomed = shelling(), shelling(by=CLINIC, outlet="Vasria Wire")
    praise = replace(welcomed.record.statements[0], act="praise")
    welcomed = replace(welcomed, record=replace(welcomed.record, statements=(praise,)))
    demanded = shelling(by="Ngozi Okafor", stance="demands", outlet="Vasria Times")
    for other in (welcomed, demanded):
        incident = tell_incident([told, other])
        assert (incident.voices, incident.grade, incident.sources) == (1, "single", 1)
        assert tell_incident([other]).voices == 1, "where nobody else vouches for it"
    assert tell_incident([welcomed, demanded]).voices == 2


def test_an_incident_survives_the_wire():
    incident = tell_incident([shelling(), shelling(killed=9, by=CLINIC, day="2024-02-05")])
    assert decode_incident(encode_incident(incident)) == incident


def test_nothing_is_no_incident():
    with pytest.raises(ValueError, match="at least one"):
        tell_incident([])
