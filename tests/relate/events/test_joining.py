"""Which mentions are told of one occurrence: by what hangs on them, and by whether reports tell several of the kind."""

import pytest

from dateline import read

ONE = [
    "Gunmen attacked a convoy near Talmark on Sunday, killing six people. The attack on the convoy began at dawn, police said.",
    "A bomb exploded in the Talmark market on Sunday. The explosion killed nine people. Shoppers said the blast shattered windows.",
]
SEVERAL = [
    "The minister will visit Orvania on Monday. He will also visit Talmark on Thursday.",
    "The council appointed Mara Velden as treasurer on Monday. It appointed Tomas Renk as harbour master.",
]


@pytest.mark.parametrize(("text", "count"), [*((t, 1) for t in ONE), *((t, 2) for t in SEVERAL)])
def test_mentions_of_one_occurrence_are_one_event(text: str, count: int) -> None:
    assert len(read(text, published="2015-06-12").events) == count
