"""The lexicon of triggers: its rows, its compiler's forms, and how the run-time reader weighs conditions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dateline.lexicon import load_lexicon
from dateline.model import Word
from dateline.relate.events.tree import Tree
from dateline.relate.events.trigger_lexicon import RANK, find_hits
from dateline.text import split_sentences, split_words
from lexicons.inflect import Inflector

ROOT = Path(__file__).parents[3]

Row = dict[str, Any]
ROWS = [json.loads(line) for line in (ROOT / "tests" / "cases" / "events.jsonl").read_text(encoding="utf-8").splitlines()]
LEXICON_ROWS = [row for row in ROWS if "absent" in row]


def tree_of(text: str, pos: list[str] | None = None) -> Tree:
    """A sentence with parts of speech but without syntax; without any, every part of speech may be read."""
    spans = split_words(text)
    return Tree([Word(s, s.of(text), p, -1, "root") for s, p in zip(spans, pos or [""] * len(spans), strict=True)], split_sentences(text))


@pytest.mark.parametrize("row", LEXICON_ROWS, ids=[row["id"] for row in LEXICON_ROWS])
def test_row(row: Row) -> None:
    tree = tree_of(row["text"], row["pos"])
    hits = [(row["text"][tree.words[h.first].span.start : tree.words[h.end - 1].span.end], h) for h in find_hits(tree)]
    for words, kind, mode, confidence in row["expect"]:
        found = [h for told, h in hits if told == words and (h.type, h.mode) == (kind, mode)]
        assert any(h.rank >= RANK[confidence] for h in found), (words, hits)
    for words, kind in row["absent"]:
        assert not [h for told, h in hits if told == words and h.type == kind and h.rank > 0]


def test_every_row_names_known_sets_or_words() -> None:
    table = load_lexicon("triggers")
    for row in table["rows"]:
        assert row[3] in RANK
        assert set(row[4]) <= {"near", "off", "after", "before", "beside"}
    assert sum(len(numbers) for numbers in table["forms"].values()) + sum(map(len, table["phrases"].values())) > 10_000


@pytest.mark.parametrize(
    ("lemma", "forms"),
    [
        ("ban", {"ban", "bans", "banned", "banning"}),
        ("re-elect", {"re-elect", "re-elects", "re-elected", "re-electing"}),
        ("strike", {"strike", "strikes", "struck", "striking"}),
        ("mobilise", {"mobilise", "mobilize", "mobilised", "mobilized", "mobilises", "mobilizes", "mobilising", "mobilizing"}),
        ("flee", {"flee", "flees", "fled", "fleeing"}),
        ("take to the streets", {"take to the streets", "takes to the streets", "took to the streets", "taking to the streets"}),
        ("raise", {"raise", "raises", "raised", "raising"}),
    ],
)
def test_verb_forms(lemma: str, forms: set[str]) -> None:
    verbs = {"strike": "struck struck", "flee": "fled fled", "take": "took taken"}
    assert forms <= set(Inflector(verbs, ["ban"], {}).verb_forms(lemma))


@pytest.mark.parametrize(
    ("lemma", "plural"),
    [("air strike", "air strikes"), ("exchange of fire", "exchanges of fire"), ("by-election", "by-elections"), ("mutiny", "mutinies")],
)
def test_noun_forms(lemma: str, plural: str) -> None:
    assert plural in Inflector({}, [], {}).noun_forms(lemma)


def test_a_gap_is_bridged_but_not_a_long_one() -> None:
    near = tree_of("The rebels took two old nuns hostage.")
    far = tree_of("The rebels took the road that leads to the town where a bank held a man hostage.")
    phrases = [[h for h in find_hits(t) if h.end - h.first > 2 and h.type == "seize" and t.lower[h.first] == "took"] for t in (near, far)]
    assert phrases[0] and not phrases[1]


@pytest.mark.parametrize(
    ("text", "word", "told"),
    [
        ("The regulator is under fire over its silence.", "fire", False),
        ("The boat was under fire from rebels.", "fire", True),
        ("Pilots steered clear of the demilitarised zone.", "demilitarised", False),
        ("The two sides demilitarised the valley.", "demilitarised", True),
        ("Two sailors were released from hospital.", "released", False),
        ("Two sailors were released from prison.", "released", True),
    ],
)
def test_idle_phrases_tell_of_nothing(text: str, word: str, told: bool) -> None:
    tree = tree_of(text)
    assert told == any(word in tree.lower[h.first : h.end] for h in find_hits(tree))


def test_an_adjective_is_a_verb_as_a_participle_alone() -> None:
    text = "The free tickets reached the freed hostages."
    tree = tree_of(text, ["DET", "ADJ", "NOUN", "VERB", "DET", "ADJ", "NOUN", "PUNCT"])
    assert {tree.lower[h.first] for h in find_hits(tree) if h.type == "release" and h.end - h.first == 1} == {"freed"}


def test_a_prefix_before_a_hyphen_may_open_a_verb() -> None:
    tree = tree_of(
        "They praised the re-taking of the port.", ["PRON", "VERB", "DET", "ADJ", "PUNCT", "NOUN", "ADP", "DET", "NOUN", "PUNCT"]
    )
    assert any(h.type == "seize" and h.rank == 2 for h in find_hits(tree))


@pytest.mark.parametrize(("text", "mode"), [("A wall fell on the house.", "collapse"), ("A climber fell from a cliff.", "other")])
def test_a_row_without_the_company_it_asks_for_knows_least(text: str, mode: str) -> None:
    best = max((h for h in find_hits(tree_of(text)) if h.type == "accident"), key=lambda h: (h.rank, h.near))
    assert (best.mode, best.near) == (mode, 1)
    assert {h.near for h in find_hits(tree_of("She fell.")) if (h.type, h.mode) == ("accident", "collapse") and h.pos == "verb"} == {-1}
