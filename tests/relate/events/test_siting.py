"""Places beside events: promises of the weights, what clues count for, and which places are told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline import read
from dateline.lexicon import load_data
from dateline.relate.events import relate_events
from dateline.relate.events.scene import Scene, see
from dateline.relate.events.siting import DOUBT, FLOOR, is_sited, tell_clues
from dateline.relate.events.triggers import find_triggers
from dateline.relate.events.where import find_places, offer_places
from dateline.relate.weights import believe
from tests.relate.events.rows import Row, layers_of, readings_of, report_of

TREE = [
    ["NOUN", 1, "nsubj"],
    ["VERB", -1, "root"],
    ["DET", 3, "det"],
    ["NOUN", 1, "obj"],
    ["ADP", 5, "case"],
    ["PROPN", 1, "obl"],
    ["ADP", 7, "case"],
    ["PROPN", 1, "obl"],
    ["PUNCT", 1, "punct"],
]
ROW: Row = {
    "text": "Rebels shelled a depot near Gao from Timbo.",
    "published": "2015-06-12",
    "cast": [["Rebels", "Rebels", "armed-group"]],
    "times": [],
    "places": [["Gao", "Gao", "MLI", "city"], ["Timbo", "Timbo", "GIN", "city"]],
    "quantities": [],
    "entities": [],
    "predicates": [["shelled", "attack", 0.9, [["place", "near Gao"]]]],
    "tree": [["NOUN", 1, "nsubj"], *TREE[1:]],
}


def scene_of(row: Row) -> Scene:
    return see(report_of(row), layers_of(row), readings_of(row), ())


def test_every_place_of_the_sentence_is_offered_and_one_is_told() -> None:
    scene = scene_of(ROW)
    (trigger,) = find_triggers(scene)
    offered = {place.text: rule for place, rule in offer_places(scene, trigger)}
    assert offered == {"Gao": "place-role", "Timbo": ""}
    (event,) = relate_events(report_of(ROW), layers_of(ROW), readings_of(ROW), ())
    assert [place.name for place in event.places] == ["Gao"]


def test_the_encoders_link_raises_belief() -> None:
    linked, bare = scene_of(ROW), scene_of({**ROW, "predicates": [["shelled", "attack", 0.9, []]]})
    beliefs = []
    for scene in (bare, linked):
        (trigger,) = find_triggers(scene)
        place = next(p for p, _ in offer_places(scene, trigger) if p.text == "Gao")
        beliefs.append(is_sited(scene, trigger, place, dict(offer_places(scene, trigger))[place]))
    assert beliefs[0] < beliefs[1]


def test_without_an_encoder_the_rules_decide() -> None:
    bare = see(report_of(ROW), replace(layers_of(ROW), predicates=()), readings_of(ROW), ())
    triggers = [replace(trigger, predicate=None) for trigger in find_triggers(scene_of(ROW))]
    places, why = find_places(bare, triggers)
    assert [place.name for place in places] == ["Gao"]
    assert [reason.rule for reason in why] == ["hangs-on-trigger"]


@given(st.dictionaries(st.sampled_from(sorted(load_data("relating", "weights")["place"])), st.floats(-3, 3), max_size=12))
def test_beliefs_are_probabilities(clues: dict[str, float]) -> None:
    assert 0 < believe("place", clues) < 1


def test_an_unknown_clue_counts_nothing() -> None:
    scene = scene_of(ROW)
    (trigger,) = find_triggers(scene)
    place, rule = offer_places(scene, trigger)[0]
    clues = tell_clues(scene, trigger, place, rule)
    assert believe("place", clues) == pytest.approx(believe("place", {**clues, "never-seen": 5.0}))
    assert DOUBT < FLOOR


@pytest.mark.parametrize(("words", "there"), [("outside of Norway", False), ("outside Norway", False), ("in Norway", True)])
def test_outside_a_country_is_not_in_it(words: str, there: bool) -> None:
    record = read(f"Rebels attacked a convoy {words} on Monday, killing four soldiers, the army said.", published="2016-05-04")
    places = {p.name for event in record.events for p in event.places}
    assert record.events and ("Norway" in places) == there
