"""Groups from judgements: the same whatever the order, and people's word stands."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.merge import join, overruled
from dateline.model import Judgement

KEYS = [f"r{n:012x}@{n}" for n in range(9)]


def judged(first: str, second: str, score: float, by: str = "machine") -> Judgement:
    a, b = sorted((first, second))
    return Judgement("event", a, b, score >= 0.5, score, by)


@st.composite
def judgements(draw: st.DrawFn) -> list[Judgement]:
    """Machine scores for some pairs, people's word for a few."""
    pairs = draw(st.lists(st.sampled_from(list(combinations(KEYS, 2))), unique=True, max_size=25))
    found = []
    for first, second in pairs:
        found.append(judged(first, second, draw(st.sampled_from([0.05, 0.3, 0.5, 0.7, 0.95]))))
        said = draw(st.sampled_from([None, None, None, True, False]))
        if said is not None:
            found.append(judged(first, second, float(said), "Mira"))
    return found


@given(judgements(), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_order(found, chance):
    expected = join(KEYS, found)
    keys, shuffled = list(KEYS), list(found)
    chance.shuffle(keys)
    chance.shuffle(shuffled)
    assert join(keys, shuffled) == expected


@given(judgements())
def test_a_persons_not_same_is_never_overridden(found):
    apart = {(j.first, j.second) for j in found if j.by != "machine" and not j.same}
    for group in join(KEYS, found):
        assert not apart & set(combinations(group, 2))


@given(judgements())
def test_a_persons_same_joins_unless_it_is_overruled(found):
    of = {key: group for group in join(KEYS, found) for key in group}
    lost = {(j.first, j.second) for j in overruled(found)}
    for j in found:
        if j.by != "machine" and j.same and (j.first, j.second) not in lost:
            assert of[j.first] == of[j.second]


@given(judgements())
def test_every_key_is_in_one_group_and_components_are_independent(found):
    groups = join(KEYS, found)
    assert sorted(key for group in groups for key in group) == sorted(KEYS)
    if not any(j.by != "machine" for j in found):
        assert tuple(g for group in groups for g in join(group, found)) == groups


def test_a_chain_of_alike_pairs_does_not_join_what_is_unlike():
    a, b, c, d = KEYS[:4]
    found = [judged(a, b, 0.95), judged(c, d, 0.95), judged(b, c, 0.6), judged(a, c, 0.05), judged(a, d, 0.05), judged(b, d, 0.05)]
    assert join([a, b, c, d], found) == ((a, b), (c, d))


@pytest.mark.parametrize(("own", "groups"), [(None, 2), (0.1, 2), (0.9, 1)])
def test_two_events_of_one_report_join_only_by_their_own_judgement(own, groups):
    one, two, other = "r00000000000a@10", "r00000000000a@90", "r00000000000b@5"
    found = [judged(one, other, 0.99), judged(two, other, 0.99)] + ([judged(one, two, own)] if own else [])
    assert len(join([one, two, other], found)) == groups


def test_a_person_joins_two_events_of_one_report():
    one, two = "r00000000000a@10", "r00000000000a@90"
    assert join([one, two], [judged(one, two, 1.0, "Mira")]) == ((one, two),)


def test_revoked_judgements_and_unknown_keys_are_passed_over():
    a, b, c = KEYS[:3]
    revoked = Judgement("event", a, b, False, 0.0, "Mira", revoked="2024-02-02T10:00:00Z")
    assert join([a, b], [judged(a, b, 0.9), revoked, judged(b, c, 0.9)]) == ((a, b),)


def test_not_same_wins_over_same():
    a, b = KEYS[:2]
    said = [judged(a, b, 1.0, "Mira"), judged(a, b, 0.0, "Tarek")]
    assert join([a, b], said) == ((a,), (b,))
    assert overruled(said) == (said[0],)
