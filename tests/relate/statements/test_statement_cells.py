"""Cells that hang on syntax: whose a claim is, whom criticism meets, where a content that breaks off ends, on which day it was said."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model import Actor, Attribution, Cast, Layers, Readings, Report, Span, Statement, Timex, Word
from dateline.relate.statements import relate_statements
from dateline.text import split_words

DAY = date(2015, 6, 10)


def spot(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def parse(text: str, tree: str) -> tuple[Word, ...]:
    """Words with `POS:head:relation` for each of them, heads counted from 0, -1 for the root."""
    spans = split_words(text)
    tags = [one.split(":", 2) for one in tree.split()]
    return tuple(Word(s, s.of(text), pos, int(head), relation) for s, (pos, head, relation) in zip(spans, tags, strict=True))


def relate(text: str, tree: str, parties: tuple[str, ...] = (), marks: tuple[Attribution, ...] = ()) -> tuple[Statement, ...]:
    actors = tuple(Actor(f"a{n}", words, "organisation", None, "named") for n, words in enumerate(parties, 1))
    mentions = tuple(sorted((spot(text, words), f"a{n}") for n, words in enumerate(parties, 1)))
    layers = Layers(words=parse(text, tree), attributions=marks)
    return relate_statements(Report(text=text, published=DAY), layers, Readings(cast=Cast(actors, mentions)))


def mark(text: str, cue: str, content: str, act: str, source: str | None = None) -> Attribution:
    return Attribution((spot(text, source),) if source else (), (spot(text, cue),), (spot(text, content),), act, 0.99)


START = "NOUN:1:nsubj VERB:-1:root"
OWNED = [
    (
        "Divers tested Zarn's bold claims that the pier holds.",
        f"{START} PROPN:5:nmod PART:2:case ADJ:5:amod NOUN:1:obj SCONJ:9:mark DET:8:det NOUN:9:nsubj VERB:5:ccomp PUNCT:1:punct",
    ),
    (
        "Divers tested Zarn claims that the pier holds.",
        f"{START} PROPN:3:compound NOUN:1:obj SCONJ:7:mark DET:6:det NOUN:7:nsubj VERB:3:ccomp PUNCT:1:punct",
    ),
]


@pytest.mark.parametrize(("text", "tree"), OWNED)
def test_a_noun_of_saying_is_its_owners(text: str, tree: str) -> None:
    (one,) = relate(text, tree, ("Zarn",), (mark(text, "claims", "the pier holds", "say"),))
    assert one.source.actor == "a1"


def test_criticism_that_somebody_faced_is_of_them() -> None:
    text = "Zarn faced criticism for the delay."
    tree = "PROPN:1:nsubj VERB:-1:root NOUN:1:obj ADP:5:case DET:5:det NOUN:2:nmod PUNCT:1:punct"
    (one,) = relate(text, tree, ("Zarn",), (mark(text, "criticism", "the delay", "accuse"),))
    assert one.at is not None and one.at.actor == "a1"


def test_a_cue_that_no_list_has_is_aimed_at_what_follows_it() -> None:
    text = "Divers pilloried Zarn for the delay."
    tree = "NOUN:1:nsubj VERB:-1:root PROPN:1:obj ADP:5:case DET:5:det NOUN:1:obl PUNCT:1:punct"
    (one,) = relate(text, tree, ("Zarn",), (mark(text, "pilloried", "the delay", "accuse", "Divers"),))
    assert one.at is not None and one.at.actor == "a1"


def test_a_content_that_breaks_off_is_made_whole() -> None:
    text = "The mayor said divers found the wreck near Osk."
    tree = "DET:1:det NOUN:2:nsubj VERB:-1:root NOUN:4:nsubj VERB:2:ccomp DET:6:det NOUN:4:obj ADP:8:case PROPN:4:obl PUNCT:2:punct"
    (one,) = relate(text, tree, (), (mark(text, "said", "divers found the wreck", "say", "The mayor"),))
    assert [c.text for c in one.content] == ["divers found the wreck near Osk"]


def dated(text: str, words: str, day: date, last: date | None = None) -> tuple[Statement, ...]:
    timex = Timex(spot(text, words), words, "DATE", day.isoformat(), day, last or day)
    return relate_statements(Report(text=text, published=DAY), Layers(), Readings(times=(timex,)))


def test_a_year_within_a_source_is_not_when_it_was_said() -> None:
    (one,) = dated("The 2012 nominee said the pier was shut.", "2012", date(2012, 1, 1), date(2012, 12, 31))
    assert one.on is None


def test_an_embedded_post_was_written_on_the_day_it_is_signed_with() -> None:
    found = dated("The pier is shut all week — Ana Reyes (@areyes) May 3, 2015", "May 3, 2015", date(2015, 5, 3))
    assert [s.on for s in found] == ["2015-05-03"]


def test_a_quote_in_a_later_paragraph_has_no_day_from_the_one_before() -> None:
    found = dated("“It is over now for us,” the diver said on Monday.\n\n“Nobody will come back here again.”", "Monday", date(2015, 6, 8))
    assert [s.on for s in found] == ["2015-06-08", None]
