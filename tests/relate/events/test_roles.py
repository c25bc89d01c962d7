"""Who did it and to whom, over all mentions of an event."""

import pytest

from dateline.model import Party
from dateline.relate.events.roles import Row, without_parts
from dateline.relate.events.triggers import Trigger
from tests.relate.events.rows import find

TEXT = "Vasrian jets flew sorties, striking hard against the Border Guard's Falcon Brigade in Derrin."
WHOLE = "the Border Guard's Falcon Brigade"


def row(role: str, words: str) -> Row:
    return role, Party(find(TEXT, words), words, None), "encoder-" + role


def mention(words: str) -> Trigger:
    return Trigger(0, 1, 0, find(TEXT, words), "attack", None, 1.0, "encoder")


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        ([row("agent", "Vasrian jets"), row("agent", "Falcon Brigade")], [row("target", WHOLE)], ["Vasrian jets", WHOLE]),
        ([row("target", WHOLE)], [row("agent", WHOLE)], [WHOLE, WHOLE]),
        ([row("target", "Falcon Brigade")], [row("agent", WHOLE)], ["Falcon Brigade", WHOLE]),
        ([row("target", "Falcon Brigade")], [row("target", WHOLE)], ["Falcon Brigade", WHOLE]),
    ],
)
def test_a_piece_of_whom_it_was_done_to_did_nothing(first: list[Row], second: list[Row], kept: list[str]) -> None:
    left = without_parts([(mention("sorties"), first), (mention("striking"), second)])
    assert [party.text for _, rows in left for _, party, _ in rows] == kept
