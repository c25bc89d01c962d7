"""What people have said of what is exported: a machine's value must never pass for a person's finding."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.model import Incident, Value, Witness
from dateline.model.incidents import ACCEPTED, CORRECTED, DISPUTED, MACHINE, REJECTED


def verdict_of_value(value: Value) -> str:
    """What people have said of one value; rejected only where each of its witnesses is."""
    met = {witness.verdict for witness in value.witnesses}
    if met == {REJECTED}:
        return REJECTED
    return next((v for v in (DISPUTED, CORRECTED, ACCEPTED) if v in met), MACHINE)


def verdict_of_row(verdicts: Iterable[str]) -> str:
    """One word for a row of several cells: disputed where one is, what all share, else machine where one is unseen, else corrected.

    >>> verdict_of_row(["accepted", "machine"]), verdict_of_row(["accepted", "accepted"]), verdict_of_row(["accepted", "corrected"])
    ('machine', 'accepted', 'corrected')
    """
    met = set(verdicts)
    if DISPUTED in met:
        return DISPUTED
    if len(met) <= 1:
        return met.pop() if met else MACHINE
    return MACHINE if MACHINE in met else CORRECTED


def verdicts_of_cells(incident: Incident) -> dict[str, str]:
    """Cell -> what people have said of it; rejected values do not speak for a cell that has others."""
    found: dict[str, str] = {}
    for cell in incident.cells:
        told = [verdict_of_value(value) for value in cell.values]
        standing = [verdict for verdict in told if verdict != REJECTED]
        if told:
            found[cell.name] = next((v for v in (DISPUTED, CORRECTED, ACCEPTED) if v in standing), MACHINE) if standing else REJECTED
    return found


def verdict_of(incident: Incident) -> str:
    """One word for all cells of an incident."""
    return verdict_of_row(verdicts_of_cells(incident).values())


def seen_cells(incident: Incident) -> str:
    """The cells that a person has judged, for a column: `place=accepted; figure.killed=corrected`."""
    return "; ".join(f"{cell}={verdict}" for cell, verdict in verdicts_of_cells(incident).items() if verdict != MACHINE)


def witnesses_of(incident: Incident) -> list[tuple[str, Witness]]:
    """Each cell's name with each of its witnesses, in order."""
    return [(cell.name, witness) for cell in incident.cells for value in cell.values for witness in value.witnesses]
