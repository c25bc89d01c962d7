"""What a report looks back on stays apart from its news."""

import pytest

from dateline import read

NEWS = "At least 40 pilgrims died in a stampede at the Orvane shrine, the governor said."


@pytest.mark.parametrize(
    ("background", "apart"),
    [
        ("It was the worst since the 1991 stampede, which killed 300 people.", True),
        ("The stampede began on Tuesday when a barrier fell.", False),
    ],
)
def test_an_old_occurrence_of_the_same_word_is_another(background: str, apart: bool) -> None:
    events = [e for e in read(f"{NEWS} {background}", published="2006-01-12").events if any("stampede" in m.text for m in e.mentions)]
    assert (len(events) > 1) == apart
