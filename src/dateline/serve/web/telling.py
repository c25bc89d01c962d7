"""Incidents in a few words: who vouches for them at first sight, where accounts part, who says what in which report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.model import Cell, Incident, Value, Witness
from dateline.serve.web.messages import known, say
from dateline.serve.web.wording import labelled, say_stance_of

RIVAL = ("disputed", "history")
"""States of a cell in which values differ."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who vouches or speaks against: the name, how, for which outlets, and whether they are named; `at` is a report's address."""

    name: str
    verb: str
    outlets: tuple[str, ...]
    named: bool
    against: bool
    at: str


@dataclass(frozen=True, slots=True)
class Rival:
    """A cell whose accounts part: its name in words, whether at once or in turn, and each value with who gives it."""

    label: str
    state: str
    sides: tuple[tuple[str, str], ...]


def voices_of(incident: Incident) -> tuple[Voice, ...]:
    """Who tells of an incident, each once: parties that speak first, then outlets in their own voice; those against it last."""
    found: dict[tuple[str, bool], list[Witness]] = {}
    for witness in _witnesses(incident):
        found.setdefault((speaker_of(witness), witness.stance in ("denies", "doubts")), []).append(witness)
    voices = [_voice(name, against, rows) for (name, against), rows in found.items()]
    return tuple(sorted(voices, key=lambda v: (v.against, not v.named, not v.verb)))


def _witnesses(incident: Incident) -> Iterable[Witness]:
    told = (w for cell in incident.cells if cell.name in ("status", "type") for value in cell.values for w in value.witnesses)
    return dict.fromkeys((*told, *incident.claims, *incident.denials, *incident.blames))


def _voice(name: str, against: bool, rows: Sequence[Witness]) -> Voice:
    first = rows[0]
    outlets = tuple(dict.fromkeys(w.outlet for w in rows if w.outlet and w.speaker))
    stances = {w.stance for w in rows}
    stance = next((s for s in ("claims", "confirms", "denies", "doubts", "announces", "accuses", "asserts") if s in stances), first.stance)
    verb = say_stance_of(stance) if first.speaker else ""
    return Voice(name, verb, outlets, first.named or not first.speaker, against, address_of(first))


def speaker_of(witness: Witness) -> str:
    """Who speaks: the party, else the outlet in its own voice."""
    return witness.speaker or witness.outlet or say("voice.outlet-unknown")


def address_of(witness: Witness) -> str:
    """The page at which a witness's words stand, with the card that holds them selected."""
    if witness.by:
        return f"/reports/{witness.report}?at={witness.by}#{witness.by}"
    return f"/reports/{witness.report}" + (f"?char={witness.span.start}#t{witness.span.start}" if witness.span else "")


def rivals_of(incident: Incident) -> tuple[Rival, ...]:
    """The cells whose accounts part, disputes before histories."""
    rivals = [c for c in incident.cells if c.state in RIVAL]
    rivals.sort(key=lambda c: RIVAL.index(c.state))
    return tuple(Rival(cell_label(c.name), c.state, tuple((v.told, who_gives(v)) for v in c.values)) for c in rivals)


def who_gives(value: Value) -> str:
    """The first who gives a value, and how many others do."""
    names = list(dict.fromkeys(speaker_of(w) for w in value.witnesses))
    if not names:
        return ""
    return names[0] if len(names) == 1 else say("voice.and-others", name=names[0], n=len(names) - 1)


def cell_label(name: str) -> str:
    """A cell's name as a reader says it: `figure.killed` -> `killed`."""
    head, _, tail = name.partition(".")
    if tail:
        return labelled(tail, "figure")
    return say(f"cell.{head}") if known(f"cell.{head}") else head


def cell_order(cell: Cell) -> int:
    """Rival cells first, then agreed, then single, then what nobody tells."""
    return ("disputed", "history", "agreed", "single", "open").index(cell.state) if cell.state in _STATES else 5


_STATES = frozenset(("disputed", "history", "agreed", "single", "open"))
