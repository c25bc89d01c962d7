"""The bundled model on small texts: what any trained encoder must see, and promises that hold whatever it sees."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.annotate import annotate, load_model, model_version
from dateline.annotate.labels import EVENT_TYPES
from dateline.annotate.model import bundled_folder
from dateline.errors import ModelError
from dateline.model import Report

TEXT = (
    "Police arrested three men in Lisbon on Friday, the interior ministry said. "
    '"They were planning an attack," minister Rui Tavira told reporters.'
)


@pytest.fixture(scope="module")
def layers():
    return annotate(Report(text=TEXT))


def test_attributions(layers):
    cues = [" ".join(c.of(TEXT) for c in a.cue) for a in layers.attributions]
    assert {"said", "told"} <= set(cues)
    assert [s.of(TEXT) for s in layers.attributions[0].source] == ["the interior ministry"]


def test_names_times_and_triggers(layers):
    assert "Lisbon" in [e.text for e in layers.entities if e.type == "place"]
    assert "Friday" in [t.text for t in layers.times]
    assert "arrest" in [p.type for p in layers.predicates if p.text == "arrested"]


def test_roles_of_a_trigger(layers):
    arrested = next(p for p in layers.predicates if p.text == "arrested")
    roles = {a.role: a.text for a in arrested.args}
    assert {"ARG0": "Police", "agent": "Police", "when": "on Friday", "place": "Lisbon"}.items() <= roles.items()
    assert "three men" in roles["ARG1"]


def test_syntax(layers):
    words = layers.words
    police = next(w for w in words if w.text == "Police")
    assert words[police.head].text == "arrested"
    assert police.pos in {"NOUN", "PROPN"}


def every_span(layers):
    yield from layers.sentences
    yield from (x.span for x in (*layers.words, *layers.entities, *layers.times, *layers.predicates))
    yield from (s for a in layers.attributions for s in (*a.source, *a.cue, *a.content))
    yield from (a.span for p in layers.predicates for a in p.args)


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet=st.sampled_from('abc Said.,"“”’\n\r\t1é\u200f\u0000😀{'), max_size=300))
def test_any_text_keeps_its_anchors(text):
    found = annotate(Report(text=text))
    assert all(0 <= s.start < s.end <= len(text) for s in every_span(found))
    assert all(w.text == w.span.of(text) for w in (*found.words, *found.entities, *found.times, *found.predicates))
    assert all(-1 <= w.head < len(found.words) for w in found.words)
    assert all(p.type is None or p.type in EVENT_TYPES for p in found.predicates)


def test_an_empty_text_has_empty_layers():
    assert annotate(Report(text=" \n ")).words == ()


def test_twice_is_the_same():
    assert annotate(Report(text=TEXT)) == annotate(Report(text=TEXT))


def test_the_manifest_names_the_files():
    manifest = json.loads((bundled_folder() / "manifest.json").read_text(encoding="utf-8"))
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((bundled_folder() / name).read_bytes()).hexdigest() == digest
    assert model_version().split()[1] == manifest["files"]["encoder.onnx"][:12]


def test_a_damaged_model_is_refused(tmp_path):
    for path in bundled_folder().iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "vocabulary.txt").write_text("[UNK]", encoding="utf-8")
    with pytest.raises(ModelError, match="install dateline again"):
        load_model(tmp_path)
    with pytest.raises(ModelError, match="manifest"):
        load_model(tmp_path / "nowhere")
