"""Statements of reports with layers and a cast: who, when, at whom, in which order, and what always holds."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline import read
from dateline.model import Actor, Attribution, Cast, Layers, Readings, Report, Span, Statement, Timex, Word
from dateline.relate.statements import relate_statements
from dateline.text import split_words

ACTS = set("say confirm deny claim announce accuse threaten warn demand promise praise believe report".split())
DAY = date(2015, 6, 10)


def spot(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def relate(text: str, layers: Layers | None = None, readings: Readings | None = None, outlet: str | None = None) -> tuple[Statement, ...]:
    return relate_statements(Report(text=text, published=DAY, outlet=outlet), layers or Layers(), readings or Readings())


def cast_of(text: str, **names: str) -> Cast:
    """A cast whose ids are the keys and whose every mention is the words given."""
    actors = tuple(Actor(key, words, "person", None, "named") for key, words in names.items())
    mentions = tuple(sorted((spot(text, words), key) for key, words in names.items()))
    return Cast(actors, mentions)


def day_at(text: str, words: str, day: date) -> Timex:
    return Timex(spot(text, words), words, "DATE", day.isoformat(), day, day)


def test_the_source_is_an_actor_of_the_cast() -> None:
    text = "The ferry sank, Ana Reyes said."
    (one,) = relate(text, readings=Readings(cast=cast_of(text, a1="Ana Reyes")))
    assert (one.source.actor, one.source.text) == ("a1", "Ana Reyes")


def test_a_quote_that_goes_on_has_the_speaker_before_it() -> None:
    text = "“The dam held,” Ana Reyes said. “The village did not.”"
    first, second = relate(text, readings=Readings(cast=cast_of(text, a1="Ana Reyes")))
    assert (second.source.span, second.source.actor, second.cue) == (None, first.source.actor, None)


def test_we_in_a_quote_is_its_speaker() -> None:
    text = "“We urge the army to leave,” Ana Reyes said."
    inner, outer = relate(text, readings=Readings(cast=cast_of(text, a1="Ana Reyes")))
    assert (inner.source.text, inner.source.actor, inner.within) == ("We", "a1", outer.id)


def test_we_in_a_release_is_its_issuer() -> None:
    text = "Harbour Aid works in Osk. We condemn the attack on the convoy."
    (one,) = relate(text, readings=Readings(cast=cast_of(text, a1="Harbour Aid")), outlet="Harbour Aid")
    assert (one.source.text, one.source.actor) == ("We", "a1")


def test_a_shared_subject_is_the_source_of_both_cues() -> None:
    text = "Ana Reyes condemned the raid and called for a strike."
    first, second = relate(text, readings=Readings(cast=cast_of(text, a1="Ana Reyes")))
    assert (second.source.span, second.source.actor) == (first.source.span, "a1")


def test_a_quotation_in_another_sentence_has_a_speaker_but_no_source_phrase() -> None:
    text = "“We held on,” Ana Reyes said. “Nobody came to help us.”"
    _, second = relate(text, readings=Readings(cast=cast_of(text, a1="Ana Reyes")))
    assert (second.source.span, second.source.actor) == (None, "a1")


@pytest.mark.parametrize(
    ("text", "words", "on"),
    [
        ("The army said on Monday that the road was open.", "Monday", True),
        ("On Monday, the army said the road was open.", "Monday", True),
        ("The army on Monday denied the report.", "Monday", True),
        ("The road was open, the army said on Monday.", "Monday", True),
        ("The army said the road was open on Monday.", "Monday", False),
        ("Monday’s raid was a mistake, the army said.", "Monday", False),
        ("The army has said since Monday that the road is open.", "Monday", False),
        ("The army seized the bridge on Monday and denied the report.", "Monday", False),
    ],
)
def test_the_day_on_which_it_was_said(text: str, words: str, on: bool) -> None:
    found = relate(text, readings=Readings(times=(day_at(text, words, date(2015, 6, 8)),)))
    assert [s.on for s in found] == ["2015-06-08" if on else None]


def test_a_day_to_come_is_not_when_it_was_said() -> None:
    text = "The army said on Friday the road would open."
    found = relate(text, readings=Readings(times=(day_at(text, "Friday", date(2015, 6, 12)),)))
    assert [s.on for s in found] == [None]


def test_the_accused_is_aimed_at_and_a_thing_is_not() -> None:
    text = "The union accused Karl Voss of theft. The union condemned the raid on Karl Voss."
    actors = (Actor("a1", "Karl Voss", "person", None, "named"),)
    cast = Cast(actors, ((spot(text, "Karl Voss"), "a1"), (Span(text.rindex("Karl Voss"), len(text) - 1), "a1")))
    first, second = relate(text, readings=Readings(cast=cast))
    assert (first.at and first.at.actor, second.at) == ("a1", None)


def test_the_praised_thing_leads_to_its_owner() -> None:
    text = "The envoy welcomed Karl Voss’s report."
    (one,) = relate(text, readings=Readings(cast=cast_of(text, a1="Karl Voss")))
    assert one.at is not None and one.at.actor == "a1"


@pytest.mark.parametrize(
    ("text", "party", "to"),
    [
        ("The envoy called for Karl Voss to resign.", True, True),
        ("The panel recommends that Karl Voss should resign.", True, True),
        ("The union demanded that Karl Voss be arrested today.", True, True),
        ("The union called for talks with Karl Voss.", False, False),
        ("The mayor is grateful to Karl Voss for his help.", True, True),
        ("The mayor thanked Karl Voss.", True, True),
        ("The mayor blamed the leak on Karl Voss.", True, False),
        ("The mayor asked Karl Voss whether the gate held.", False, True),
        ("The union complained that Karl Voss had lied.", True, False),
    ],
)
def test_whom_it_is_aimed_at(text: str, party: bool, to: bool) -> None:
    (one,) = relate(text, readings=Readings(cast=cast_of(text, a1="Karl Voss")))
    assert (one.at is not None and one.at.actor == "a1", one.to is not None) == (party, to)


def test_an_object_pronoun_is_not_the_speaker() -> None:
    text = "Ana Reyes met Karl Voss and she urged him to resign."
    both = cast_of(text, a1="Ana Reyes", a2="Karl Voss")
    cast = Cast(both.actors, (*both.mentions, (spot(text, "she"), "a1"), (spot(text, "him"), "a1")))
    (one,) = relate(text, readings=Readings(cast=cast))
    assert one.at is not None and one.at.actor == "a2"


def test_a_quote_that_goes_on_was_said_on_the_same_day() -> None:
    text = "“It is over now for us,” Ana Reyes said on Monday. “Nobody will come back here again.”"
    readings = Readings(cast=cast_of(text, a1="Ana Reyes"), times=(day_at(text, "Monday", date(2015, 6, 8)),))
    assert [s.on for s in relate(text, readings=readings)] == ["2015-06-08", "2015-06-08"]


def test_a_programme_is_no_day() -> None:
    text = "“It held,” the engineer said on CNN’s This Week."
    assert [s.on for s in relate(text, readings=Readings(times=(day_at(text, "This Week", date(2015, 6, 8)),)))] == [None]


def test_who_speaks_outside_a_content_is_not_nested_in_it() -> None:
    text = "The union condemned the raid and the mayor, calling the pier “a trap for divers”."
    assert [s.within for s in relate(text)] == [None, None]


def test_the_encoders_attribution_is_cleaned() -> None:
    text = "The mayor, who is ill, has not yet commented on the strike of the bakers."
    cue = spot(text, "has not yet commented on")
    one = Attribution((spot(text, "The mayor, who is ill,"),), (cue,), (spot(text, "the strike of the bakers."),), "say", 0.99)
    (found,) = relate(text, Layers(attributions=(one,)))
    assert found.cue is not None and found.source.text == "The mayor"
    assert (found.cue.text, [c.text for c in found.content]) == ("commented on", ["the strike of the bakers"])


def attribute(text: str, source: str, cue: str, content: str, act: str = "say") -> Layers:
    return Layers(attributions=(Attribution((spot(text, source),), (spot(text, cue),), (spot(text, content),), act, 0.99),))


@pytest.mark.parametrize(
    ("text", "source", "cue", "marked", "content"),
    [
        (
            "The warden told the guests to stay inside before two of them left by the cellar door.",
            "The warden", "told", "to stay inside", "to stay inside",
        ),
        (
            "The clerk thought the bell was a prank but the smoke from the bakery was real enough.",
            "The clerk", "thought", "the bell was a prank", "the bell was a prank",
        ),
        (
            "The council criticised the lease, which runs until the end of the century and cannot be broken.",
            "The council", "criticised", "the lease, which runs until the end of the century and cannot be broken", "the lease",
        ),
        (
            "“The weir held through the whole of the night,” the miller said.",
            "the miller", "said", "held", "“The weir held through the whole of the night,”",
        ),
        (
            "The miller objected to the toll on the old bridge.",
            "The miller", "objected", "the toll on the old bridge", "the toll on the old bridge",
        ),
    ],
)  # fmt: skip
def test_a_content_ends_where_the_encoder_has_it_end(text: str, source: str, cue: str, marked: str, content: str) -> None:
    (found,) = relate(text, attribute(text, source, cue, marked))
    assert [c.text for c in found.content] == [content]


def test_the_reason_tells_whose_end_a_content_has() -> None:
    text = "The warden told the guests to stay inside before two of them left by the cellar door."
    near, far = (relate(text, attribute(text, "The warden", "told", w))[0] for w in ("to stay inside", text[27:-1]))
    assert "content-by-encoder" in {reason.rule for reason in near.why}
    assert "content-by-encoder" not in {reason.rule for reason in far.why}


@pytest.mark.parametrize(("act", "expected"), [("report", "report"), ("say", "say")])
def test_an_outlet_that_no_list_has_reports_where_the_encoder_says_so(act: str, expected: str) -> None:
    text = "Osk Tonight reported that the weir had burst."
    (found,) = relate(text, attribute(text, "Osk Tonight", "reported", "the weir had burst", act))
    assert found.act == expected


@pytest.mark.parametrize(("content", "party"), [("the Lake Guild", "a1"), ("the work of the Lake Guild", "a1"), ("the drained quay", None)])
def test_approval_is_for_whom_its_content_names(content: str, party: str | None) -> None:
    text = f"The Lake Guild met. Ana Reyes toasted {content}."
    named = Actor("a1", "Lake Guild", "organisation", None, "named")
    starts = [at for at in range(len(text)) if text.startswith("Lake Guild", at)]
    cast = Cast((named,), tuple((Span(at, at + len("Lake Guild")), "a1") for at in starts))
    marked = Attribution((spot(text, "Ana Reyes"),), (spot(text, "toasted"),), (Span(text.rindex(content), len(text) - 1),), "praise", 0.99)
    (found,) = relate(text, Layers(attributions=(marked,)), Readings(cast=cast))
    assert (found.act, found.at.actor if found.at else None) == ("praise", party)


@pytest.mark.parametrize(("text", "said"), [("The farmers hope the rain stops.", False), ("I hope the rain stops.", True)])
def test_a_bare_clause_counts_where_an_encoder_read_the_report_only_of_the_first_person(text: str, said: bool) -> None:
    verbs = {"hope": ("VERB", -1, "root"), "stops": ("VERB", text.split().index("hope"), "ccomp")}
    words = tuple(Word(w, w.of(text), *verbs.get(w.of(text), ("NOUN", text.split().index("hope"), "nsubj"))) for w in split_words(text))
    assert bool(relate(text, Layers(words=words))) == said


def test_a_semicolon_within_a_word_ends_no_content() -> None:
    text = "I welcome the mayor';s plan for a new quay; the old one leaks."
    (found,) = relate(text, outlet="Osk Town Hall")
    assert [c.text for c in found.content] == ["the mayor';s plan for a new quay"]


def test_a_cut_quotation_is_made_whole() -> None:
    text = "The clerk grinned: “We lost the key, and then the door, and then the house.”"
    one = Attribution((spot(text, "The clerk"),), (spot(text, "grinned"),), (spot(text, "“We lost the key"),), "say", 0.9)
    (found,) = relate(text, Layers(attributions=(one,)))
    assert [c.text for c in found.content] == ["“We lost the key, and then the door, and then the house.”"]


@pytest.mark.parametrize("cue", ["seemed", "declined", "refused"])
def test_seeming_and_declining_are_no_statements(cue: str) -> None:
    text = f"The mayor {cue} to leave the hall."
    one = Attribution((spot(text, "The mayor"),), (spot(text, cue),), (spot(text, "to leave the hall"),), "say", 0.99)
    assert relate(text, Layers(attributions=(one,))) == ()


def test_a_doubtful_attribution_without_quotation_is_dropped() -> None:
    text = "The farm outlines the hill."
    one = Attribution((spot(text, "The farm"),), (spot(text, "outlines"),), (spot(text, "the hill"),), "say", 0.4)
    assert relate(text, Layers(attributions=(one,))) == ()


def test_ids_follow_the_cues_and_reasons_are_given() -> None:
    text = "The mayor said it rained. “Badly,” said the clerk. The clerk denied the rumour."
    found = relate(text)
    assert [s.id for s in found] == [f"s{i + 1}" for i in range(len(found))]
    assert all(s.why and {r.cell for r in s.why} >= {"statement", "act"} for s in found)


def test_nothing_said_gives_nothing() -> None:
    assert relate("") == relate("Rain fell. It was cold.") == ()


PIECES = st.sampled_from(
    "The mayor|said|that|“we|urge|him”|told|reporters|denied|the claim|,|.|:|\n\n|and|was|believed|to|according to".split("|")
    + 'reports of|"|‘|’|on Monday|in a statement|who|(|)|🙂|\u202e|e\u0301|{|constructor'.split("|")
)


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_every_cell_is_anchored_and_every_label_known(text: str) -> None:
    found = relate(text)
    ids = {s.id for s in found}
    for one in found:
        cells = [one.source, one.cue, one.via, one.to, one.at, *one.content]
        assert all(c.text == c.span.of(text) for c in cells if c is not None and c.span is not None)
        assert one.content and all(c.text and c.text.strip() == c.text for c in one.content)
        assert one.act in ACTS and one.form in {"direct", "indirect", "mixed"}
        assert one.within is None or (one.within in ids and one.within != one.id)
    assert found == relate(text)


@pytest.mark.parametrize(
    "unit", ["said ", "“said ", "X said:\n\nWe condemn it.\n\n", "he said that ", "according to ", "(", "told to ", "“a b c d.” "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        start = time.process_time()
        relate(text)
        return time.process_time() - start

    seconds(1000)
    short, long = seconds(4000), seconds(40000)
    assert long < max(25 * short, 1.0)


@pytest.mark.parametrize("source", ["A lawyer for Ana Reyes", "The daughters of Omar Lund and Ana Reyes"])
def test_a_name_that_belongs_to_another_does_not_speak(source: str) -> None:
    record = read(f"{source} said on Monday that the claim was false.", published="2016-05-04")
    (statement,) = record.statements
    assert statement.source is not None
    assert next((a.name for a in record.actors if a.id == statement.source.actor), None) != "Ana Reyes"
