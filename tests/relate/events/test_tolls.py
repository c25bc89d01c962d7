"""Tolls that are told right beside their number, through the whole reader."""

import pytest

import dateline

ROWS = [
    ("A bomb attack in Kirkuk left three soldiers dead on Friday, police said.", ("killed", 3, 3)),
    ("A car bomb in Kirkuk killed at least nine people on Friday, police said.", ("killed", 9, None)),
    ("The earthquake left 400 families homeless, the agency said.", ("displaced", 400, 400)),
    ("Gunmen attacked a checkpoint and wounded two guards, the army said.", ("wounded", 2, 2)),
]


@pytest.mark.parametrize(("text", "expected"), ROWS)
def test_toll(text, expected):
    record = dateline.read(text, published="2016-05-07")
    assert expected in [(f.what, f.low, f.high) for e in record.events for f in e.figures]
