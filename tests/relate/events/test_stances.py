"""How a statement stands to the event that it tells, by its act, who does it and whether it is still to come."""

from __future__ import annotations

import pytest

from dateline.model import Party, Span, Statement
from dateline.relate.events.accounts import stance_of

PORT = Party(Span(0, 8), "The port", "a1")
UNION = Party(Span(0, 9), "The union", "a2")


@pytest.mark.parametrize(
    ("act", "status", "doers", "stance"),
    [
        ("say", "planned", (PORT,), "announces"),  # The port said it would release the crew.
        ("say", "planned", (UNION,), "asserts"),  # The port said the union would strike.
        ("say", "planned", (), "asserts"),  # The port said the vote would be held in May.
        ("believe", "planned", (PORT,), "announces"),  # The port plans to release the crew.
        ("believe", "planned", (UNION,), "asserts"),  # The port expects the union to strike.
        ("believe", "happened", (PORT,), "asserts"),  # The port believes it evicted nobody.
        ("announce", "happened", (PORT,), "announces"),  # The port announced it had dismissed its head.
        ("announce", "happened", (UNION,), "asserts"),  # The port announced that the union had walked out.
        ("announce", "planned", (UNION,), "announces"),
    ],
)
def test_only_who_plans_it_announces_it(act: str, status: str, doers: tuple[Party, ...], stance: str) -> None:
    assert stance_of(Statement("s1", PORT, None, (), act, "indirect"), doers, status) == stance
