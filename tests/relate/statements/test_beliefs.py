"""Candidates for statements and how much they are believed: promises of the weights, and what clues count for."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.lexicon import load_data
from dateline.model import Attribution, Layers, Readings, Report, Span, Word
from dateline.relate.statements import relate_statements
from dateline.relate.statements.attributions import offer_attributions
from dateline.relate.statements.beliefs import DOUBT, FLOOR, tell_clues
from dateline.relate.statements.ground import Ground, lay_ground
from dateline.relate.statements.missed import offer_missed
from dateline.relate.weights import believe
from dateline.text import split_words

TEXT = "We support the new ferry."
VERBS = {"support", "ferry", "said", "sank"}


def read(text: str, score: float | None = None) -> tuple[Report, Layers]:
    """A report with words told apart, and the encoder's mark of its second word where a `score` is given."""
    report = Report(text=text, published=date(2015, 6, 10))
    spans = split_words(text)
    tags = ["VERB" if s.of(text) in VERBS - {"ferry"} else "PRON" if s.of(text) == "We" else "NOUN" for s in spans]
    words = tuple(Word(s, s.of(text), tag, 1 if i != 1 else -1, "dep") for i, (s, tag) in enumerate(zip(spans, tags, strict=True)))
    cue, content = spans[1], Span(spans[2].start, len(text) - 1)
    marks = () if score is None else (Attribution((spans[0],), (cue,), (content,), "praise", score),)
    return report, Layers(words=words, attributions=marks)


def ground_of(text: str, score: float | None = None) -> tuple[Ground, Layers]:
    report, layers = read(text, score)
    return lay_ground(report, layers, Readings()), layers


def test_the_surer_the_encoder_the_higher_the_belief() -> None:
    beliefs = []
    for score in (0.5, 0.7, 0.79):
        ground, layers = ground_of(TEXT, score)
        (candidate,) = offer_attributions(ground, layers.attributions)
        assert not candidate.ruled
        beliefs.append(believe("statement", tell_clues(ground, candidate)))
    assert beliefs == sorted(beliefs)


def test_support_in_the_first_person_is_told_where_the_encoder_marks_it() -> None:
    """The encoder's score alone would leave it out; its family and its speaker speak for it."""
    found = relate_statements(*read(TEXT, 0.75), Readings())
    assert [(s.cue.text, s.act) for s in found if s.cue] == [("support", "praise")]


def test_without_an_encoder_the_rules_decide() -> None:
    report = Report(text="The pilot said that the ferry sank. We support the new ferry.", published=date(2015, 6, 10))
    found = relate_statements(report, Layers(), Readings())
    assert [s.cue.text for s in found if s.cue] == ["said"]


def test_cues_that_are_offered_already_are_not_missed() -> None:
    ground, layers = ground_of(TEXT, 0.6)
    offered = [c.draft for c in offer_attributions(ground, layers.attributions)]
    assert offered
    assert not any(offer_missed(ground, offered, layers.attributions))
    assert any(offer_missed(ground, [], layers.attributions))


@given(st.dictionaries(st.sampled_from(sorted(load_data("relating", "weights")["statement"])), st.floats(-3, 3), max_size=12))
def test_beliefs_are_probabilities(clues: dict[str, float]) -> None:
    assert 0 < believe("statement", clues) < 1


def test_an_unknown_clue_counts_nothing() -> None:
    assert believe("statement", {"guessed-by-nobody": 9.0}) == pytest.approx(0.5)


def test_what_the_rules_hold_is_doubted_less() -> None:
    assert 0 < DOUBT < FLOOR < 0.5
