"""A long report costs in proportion to its length: time may grow twelvefold where the text grows tenfold."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import process_time

import pytest

from dateline.model import Actor, Attribution, Cast, Layers, Predicate, Readings, Report, Span, Word, Words
from dateline.relate import relate
from dateline.text import split_sentences, split_words

DAY = date(2019, 5, 6)
TEXTS = {
    "one event": "Militia fighters raided the depot near Tavo on Sunday and wounded nine guards. ",
    "statements": "The harbour master said that two boats sank, and the union told reporters it denied the report. ",
    "quotations": "“We shall march on Tavo tomorrow,” she said. “Nobody was hurt in the raid.” ",
    "open quotations": "The harbour master said “two boats sank in the attack. ",
    "no stops": "raid wounded said guards in Tavo and ",
}


def long_report(sentence: str, times: int) -> tuple[Report, Layers, Readings]:
    """A sentence over and over, with cues as attributions, triggers as predicates, and an actor whom each `the …` names."""
    text = sentence * times
    words = tuple(Word(s, s.of(text), "X", -1, "dep") for s in split_words(text))
    cues = tuple(Attribution((), (w.span,), (), "say", 0.95) for w in words if w.text == "said")
    predicates = tuple(
        Predicate(w.span, w.text, i, "attack", 0.9, "happened", 0.9) for i, w in enumerate(words) if w.text in {"raided", "attack", "raid"}
    )
    spans = [Span(w.span.start, after.span.end) for w, after in pairwise(words) if w.text.lower() in {"the", "in"}]
    actor = Actor("a1", "Tavo", "unknown", None, "named", (), tuple(Words(s, s.of(text)) for s in spans))
    layers = Layers(sentences=tuple(split_sentences(text)), words=words, attributions=cues, predicates=predicates)
    return Report(text=text, published=DAY), layers, Readings(cast=Cast((actor,), tuple((s, "a1") for s in spans)))


def seconds(sentence: str, times: int) -> float:
    """The quickest of three runs, in seconds of the processor: what else the machine does counts little."""
    parts = long_report(sentence, times)
    spent = []
    for _ in range(3):
        start = process_time()
        relate(*parts)
        spent.append(process_time() - start)
    return min(spent)


@pytest.mark.parametrize("sentence", TEXTS.values(), ids=TEXTS)
def test_time_grows_with_length(sentence: str) -> None:
    seconds(sentence, 2)  # reads the lexicons
    assert seconds(sentence, 320) < 16 * seconds(sentence, 32) + 0.05


def test_actor_of_a_phrase_asks_only_its_neighbours() -> None:
    spans = [Span(start, start + 6) for start in range(0, 400_000, 8)]
    cast = Cast(mentions=tuple((span, f"a{span.start}") for span in spans))
    start = process_time()
    assert [cast.actor_of(Span(s.start, s.end + 1)) for s in spans] == [f"a{s.start}" for s in spans]
    assert process_time() - start < 20 * len(spans) / 50_000
