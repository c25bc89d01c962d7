"""S1: small files that grow are refused, in little memory and time, and the batch goes on."""

from __future__ import annotations

from benchmarks.torture.inputs import torture_bombs


def test_twenty_bombs_and_a_report() -> None:
    (row,) = torture_bombs(21_000_000)
    assert row.tried == row.held == 20 and "went on" in row.figure, row
