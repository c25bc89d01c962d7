"""Readings of words as events, and what their clues add up to."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon import load_data
from dateline.model import Layers, Predicate, Readings, Report, Span, Word
from dateline.relate.events.readings import Crowd, find_readings, tell_clues
from dateline.relate.events.scene import Scene, see
from dateline.relate.events.triggers import FLOOR, find_triggers
from dateline.relate.weights import believe, weigh
from dateline.text import split_sentences, split_words

PADDING = "The weather was fine and the market was full. " * 9


def scene_of(text: str, *seen: tuple[str, str, float]) -> Scene:
    """A report on bare words, with what the encoder sees as (word, type, probability)."""
    words = tuple(Word(s, s.of(text), "VERB" if s.of(text).endswith("ed") else "NOUN", -1, "root") for s in split_words(text))
    found = [
        Predicate(Span(w.span.start, w.span.end), w.text, i, kind, probability)
        for told, kind, probability in seen
        for i, w in enumerate(words)
        if w.text == told
    ]
    layers = Layers(tuple(split_sentences(text)), words, predicates=tuple(sorted(found, key=lambda p: p.word)))
    return see(Report(text=text), layers, Readings(), ())


def told(scene: Scene) -> list[tuple[str, str]]:
    return [(t.span.of(scene.report.text), t.type) for t in find_triggers(scene)]


@pytest.mark.parametrize(
    ("text", "seen", "triggers"),
    [
        ("Troops shelled the depot.", [("shelled", "attack", 0.9)], [("shelled", "attack")]),
        ("Troops shelled the depot.", [], []),  # the encoder, which sees most events, sees nothing
        ("The minister resigned.", [("resigned", "office", 0.2)], [("resigned", "office")]),  # a sure word needs little
        ("Troops frobnicated the depot.", [("frobnicated", "attack", 0.3)], []),
    ],
)
def test_encoder_and_lexicon_are_weighed(text: str, seen: list[tuple[str, str, float]], triggers: list[tuple[str, str]]) -> None:
    assert told(scene_of(text, *seen)) == triggers


def test_events_of_the_same_type_speak_for_each_other() -> None:
    alone = scene_of(f"{PADDING} Troops raided the depot.", ("raided", "attack", 0.5))
    among = scene_of(f"Troops bombed the depot. {PADDING} Troops raided the depot.", ("bombed", "attack", 0.99), ("raided", "attack", 0.5))
    beliefs = []
    for scene in (alone, among):
        readings = find_readings(scene)
        raid = next(r for r in readings if r.span.of(scene.report.text) == "raided" and r.type == "attack")
        beliefs.append(believe("trigger", tell_clues(scene, raid, Crowd(readings))))
    assert beliefs[0] < beliefs[1]


@given(st.floats(0.03, 0.97), st.floats(0.03, 0.97))
def test_the_surer_the_encoder_the_higher_the_belief(one: float, other: float) -> None:
    scenes = [scene_of("Troops raided the depot.", ("raided", "attack", p)) for p in sorted((one, other))]
    found = [next(r for r in find_readings(s) if r.type == "attack") for s in scenes]
    low, high = (believe("trigger", tell_clues(s, r, Crowd([r]))) for s, r in zip(scenes, found, strict=True))
    assert low <= high


@given(st.dictionaries(st.sampled_from(sorted(load_data("relating", "weights")["trigger"])), st.floats(-5, 5)))
def test_beliefs_are_probabilities_of_sums(clues: dict[str, float]) -> None:
    belief = believe("trigger", clues)
    assert 0 < belief < 1
    assert math.isclose(weigh("trigger", clues), math.log(belief / (1 - belief)), abs_tol=1e-6)


def test_an_unknown_clue_counts_nothing() -> None:
    assert weigh("trigger", {"guessed-by-nobody": 9.0}) == 0.0


def test_no_two_triggers_share_a_word_and_all_reach_the_floor() -> None:
    scene = scene_of("Troops bombed and shelled the town.", ("bombed", "attack", 0.9), ("shelled", "attack", 0.9))
    found = find_triggers(scene)
    assert len({i for t in found for i in range(t.first, t.end)}) == sum(t.end - t.first for t in found)
    assert all(t.belief >= FLOOR for t in found)
