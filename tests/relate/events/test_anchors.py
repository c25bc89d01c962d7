"""Days that a distance from another event gives, through the whole reader."""

import pytest

import dateline

PUBLISHED = "2024-03-05"
ROWS = [
    ("Rebels seized the town of Kellin on Monday, two days after they shelled its airport.", "attack", ("2024-03-02", "2024-03-02")),
    ("Rebels seized the town of Kellin on Monday, a week after police arrested its mayor.", "arrest", ("2024-02-26", "2024-02-26")),
    ("The G7 leaders, meeting in Bavaria from Sunday to Monday, condemned the attack.", "consult", ("2024-03-03", "2024-03-04")),
]


@pytest.mark.parametrize(("text", "kind", "days"), ROWS)
def test_day_by_distance_or_range(text, kind, days):
    record = dateline.read(text, published=PUBLISHED)
    when = next(e.when for e in record.events if e.type == kind)
    assert (when.earliest.isoformat(), when.latest.isoformat()) == days


def test_a_day_of_its_own_goes_before_a_distance():
    record = dateline.read("Rebels seized Kellin on Monday, days after they shelled its airport on Friday.", published=PUBLISHED)
    when = next(e.when for e in record.events if e.type == "attack")
    assert when.earliest.isoformat() == "2024-03-01"


def test_a_relative_clause_within_since_is_not_open():
    text = "Israel has bombed the strip daily since the 7 October attack, in which gunmen abducted more than 200 people."
    record = dateline.read(text, published="2023-10-20")
    when = next(e.when for e in record.events if e.type == "seize")
    assert (when.earliest, when.latest) == (when.earliest, when.earliest)
