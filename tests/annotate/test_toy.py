"""Windows and decoding on a toy model whose every answer is known: the bundled weights play no part here."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import annotate, load_model
from dateline.model import Layers, Report

TOY = Path(__file__).parent / "toy"
TOLD = "Rebels shelled Goma on Friday, police said."
IDLE = "Nothing else was of any note in the long and quiet afternoon that then followed."


@pytest.fixture(scope="module")
def toy():
    return load_model(TOY)


def read(text: str, toy: object) -> Layers:
    return annotate(Report(text=text), toy)


def test_an_attribution_has_its_source_and_its_content_in_pieces(toy):
    (found,) = read(TOLD, toy).attributions
    assert [[s.of(TOLD) for s in part] for part in (found.source, found.cue, found.content)] == [
        ["police"],
        ["said"],
        ["Rebels shelled Goma"],
    ]
    assert found.act == "say"


def test_a_trigger_has_its_roles(toy):
    text = "Rebels shelled three soldiers, Goma, Friday."
    (found,) = (p for p in read(text, toy).predicates if p.type)
    roles = [(a.role, a.text) for a in found.args]
    assert (found.type, found.status) == ("attack", "happened")
    assert roles == [("agent", "Rebels"), ("target", "soldiers"), ("place", "Goma"), ("when", "Friday"), ("figure", "three soldiers")]


def test_a_word_can_be_target_and_figure_at_once(toy):
    text = "Rebels shelled three soldiers."
    (found,) = (p for p in read(text, toy).predicates if p.type)
    assert {a.role for a in found.args if "soldiers" in a.text} == {"target", "figure"}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.booleans(), min_size=1, max_size=60))
def test_no_seam_between_windows_shows(toy, told):
    """However many sentences stand around, each told one is found once and at its place."""
    text = " ".join(TOLD if t else IDLE for t in told)
    layers = read(text, toy)
    starts = [i for i in range(len(text)) if text.startswith(TOLD, i)]
    assert [a.cue[0].start for a in layers.attributions] == [s + TOLD.index("said") for s in starts]
    assert [p.span.start for p in layers.predicates if p.type] == [s + TOLD.index("shelled") for s in starts]
    assert len(layers.entities) == len(layers.times) == sum(told)
    assert [w.span.of(text) for w in layers.words] == [w for t in told for w in _words(TOLD if t else IDLE, toy)]


def _words(sentence: str, toy: object) -> list[str]:
    return [w.span.of(sentence) for w in read(sentence, toy).words]
