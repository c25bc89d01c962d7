"""Words that are used alike: from the shipped tables alone."""

from __future__ import annotations

import pytest

from dateline.lexicon import load_data
from dateline.merge.kin import kinship, trigger_key
from dateline.merge.words import rarity


@pytest.mark.parametrize(
    ("one", "other"),
    [("shot", "shooting"), ("bought", "buy"), ("died", "dies"), ("Bombings", "bombed"), ("said", "say"), ("struck", "strikes")],
)
def test_forms_of_one_word_have_one_key(one, other):
    assert trigger_key(one) == trigger_key(other)


@pytest.mark.parametrize(
    ("near", "to", "far"), [("died", "death", "signed"), ("quake", "earthquake", "election"), ("killed", "murder", "vote")]
)
def test_kin_are_nearer_than_others(near, to, far):
    one, other, third = map(trigger_key, (near, to, far))
    assert kinship(one, other) == kinship(other, one) > kinship(one, third)
    assert kinship(one, one) == 1


def test_words_without_a_meaning_of_their_own_make_no_kin():
    assert kinship(trigger_key("take place"), trigger_key("take over")) < 1
    assert kinship("", "die") == 0


def test_tables_say_what_they_were_made_from():
    for name in ("frequencies", "kin"):
        assert load_data("merging", name)["source"]
    assert rarity("the") < 0.2 < rarity("ferry")
