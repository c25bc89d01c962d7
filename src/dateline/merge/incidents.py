"""What several sightings of one occurrence tell together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dateline.merge.cells import Told, build_cell, gave_way, never
from dateline.merge.figures import figure_cells
from dateline.merge.grades import grade_incident
from dateline.merge.parties import party_cells
from dateline.merge.places import place_cell, place_of
from dateline.merge.times import when_cell, when_of
from dateline.merge.titles import title_incident
from dateline.merge.voices import count_voices, find_statement, main_voucher, source_key, voice_of, vouching, witness, witness_order
from dateline.model import Account, Cell, Incident, Judgement, Sighting, Value, Witness
from dateline.model.incidents import incident_id

Grade = Callable[[Sequence[Witness], Sequence[Cell], Sequence[str]], tuple[str, str]]
_REAL, _UNREAL = frozenset(("happened", "ongoing")), frozenset(("denied", "not"))
_STEPS = {"hypothetical": 0, "threatened": 1, "planned": 2, "ongoing": 3, "happened": 4}


def tell_incident(sightings: Sequence[Sighting], judgements: Sequence[Judgement] = (), *, grade: Grade | None = grade_incident) -> Incident:
    """The incident of these sightings, whatever their order; named by the earliest.

    `grade` is the rule that grades it: another one may be given, or None to leave it ungraded. Raises ValueError for no sightings.
    """
    if not sightings:
        raise ValueError("an incident has at least one sighting")
    rows = sorted(sightings, key=sighting_order)
    cells = _cells(rows)
    told = _accounts(rows)
    bearing = _bearing(rows) or told
    values = {c.name: c.values[0] for c in cells if c.values}
    kind = (_plain(values, "type"), _plain(values, "mode") or None, _current(cells))
    agents, targets = (tuple(v.told for c in cells if c.name == name for v in c.values) for name in ("agent", "target"))
    when, place = when_of(rows, cells), place_of(rows, cells)
    graded = grade(bearing, cells, agents) if grade else ("", "")
    return Incident(
        id=incident_id(rows[0].key), title=title_incident(kind, when, place, _named(rows, agents, targets)), type=kind[0], mode=kind[1],
        status=kind[2], when=when, place=place, agents=agents, targets=targets, cells=cells,
        claims=_with(told, "claims"), denials=_with(told, "denies"), blames=_with(told, "accuses"),
        members=tuple(s.key for s in rows), reports=tuple(dict.fromkeys(s.report for s in rows)),
        outlets=tuple(sorted({s.record.document.outlet for s in rows if s.record.document.outlet})),
        voices=max(1, count_voices(vouching(bearing))), sources=len({w.speaker for w in told if w.named and w.speaker}),
        grade=graded[0], grade_reason=graded[1], judgements=_ordered(judgements),
    )  # fmt: skip


def sighting_order(sighting: Sighting) -> tuple[date, str, int, str]:
    """Founders first: publication, report, place in its text."""
    start = min((m.span.start for m in sighting.event.mentions if m.span), default=0)
    return (sighting.published or date.max, sighting.report, start, sighting.key)


def _ordered(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    return tuple(sorted(judgements, key=lambda j: (j.first, j.second, j.by, j.made or "")))


def _bearing(rows: Sequence[Sighting]) -> tuple[Witness, ...]:
    """Those who bear witness; nothing where only others vouch. Who welcomes or demands it knows of it, and is no voice that it happened."""
    found = _accounts(rows, lambda s, a: a.stance == "demands" or _act(s, a.by) == "praise")
    return found if vouching(found) else ()


def _act(sighting: Sighting, by: str | None) -> str | None:
    statement = find_statement(sighting.record, by)
    return statement.act if statement else None


def _accounts(rows: Sequence[Sighting], without: Callable[[Sighting, Account], bool] = lambda s, a: False) -> tuple[Witness, ...]:
    """Everybody who vouches for the occurrence or against it, `without` some."""
    found = []
    for sighting in rows:
        accounts = [a for a in sighting.event.accounts if not without(sighting, a)]
        words = next(((m.span, m.text) for m in sighting.event.mentions), (None, None))
        found += [witness(sighting, a.by, _stance(a.stance, a.by, sighting), words if a.by is None else (None, None)) for a in accounts]
        if not sighting.event.accounts:
            found.append(witness(sighting, None, "denies" if sighting.event.status == "not" else "asserts", words))
    return tuple(sorted(found, key=witness_order))


def _stance(stance: str, by: str | None, sighting: Sighting) -> str:
    """The narrator's own account of what did not happen is a denial of it."""
    return "denies" if by is None and stance == "asserts" and sighting.event.status == "not" else stance


def _with(told: Sequence[Witness], stance: str) -> tuple[Witness, ...]:
    return tuple(w for w in told if w.stance == stance)


# ---------------------------------------------------------------- cells


def _cells(rows: Sequence[Sighting]) -> tuple[Cell, ...]:
    cells = [
        build_cell("type", [_simple(s, s.event.type) for s in rows], never),
        build_cell("mode", [_simple(s, s.event.mode) for s in rows if s.event.mode], never),
        build_cell("status", [_simple(s, s.event.status) for s in _telling(rows)], _status_rivals, _status_replaces),
        when_cell(rows),
        place_cell(rows),
        *party_cells(rows),
        *figure_cells(rows),
    ]
    return tuple(cells)


def _telling(rows: Sequence[Sighting]) -> Sequence[Sighting]:
    """Sightings that tell whether it happened: who only asks for something tells of no state, unless nobody else speaks of it."""
    telling = [s for s in rows if not s.event.accounts or any(a.stance != "demands" for a in s.event.accounts)]
    return telling or rows


def _simple(sighting: Sighting, value: str) -> Told:
    mention = next(((m.span, m.text) for m in sighting.event.mentions), (None, None))
    return Told(value, value, value, witness(sighting, *main_voucher(sighting), mention))


def _status_rivals(a: Value, b: Value) -> bool:
    """That it happened and that it did not are rivals; so are a plan and its execution, which is a history.

    Not where one and the same sources tell both: they speak of its parts, one of which happened and one did not. Who holds something
    possible gainsays nobody; it is a history where it came about, or came to nothing, later.
    """
    if "hypothetical" in (a.told, b.told):
        old, new = (a, b) if a.told == "hypothetical" else (b, a)
        return gave_way(old, new, _status_replaces)
    one, other = ({source_key(w) for w in v.witnesses} for v in (a, b))
    if {a.told, b.told} & _UNREAL and (one <= other or other <= one):
        return False
    return not {a.told, b.told} <= _REAL and not {a.told, b.told} <= _UNREAL


def _status_replaces(old: Value, new: Value) -> bool:
    """A plan that was carried out, or that came to nothing."""
    if new.told == "not" and _STEPS.get(old.told, 9) <= _STEPS["planned"]:
        return True
    return new.told in _REAL and _STEPS.get(old.told, 9) < _STEPS.get(new.told, 0)


def _plain(values: dict[str, Value], name: str) -> str:
    return values[name].told if name in values else ""


def _current(cells: Sequence[Cell]) -> str:
    """The status as it stands: where it has a history the last; that it happened where anybody says so; else what most voices tell."""
    cell = next(c for c in cells if c.name == "status")
    if cell.state == "history":
        return max(cell.values, key=lambda v: (_STEPS.get(v.told, -1), v.told)).told
    real = [v.told for v in cell.values if v.told in _REAL]
    return real[0] if real else cell.values[0].told


def _named(rows: Sequence[Sighting], agents: Sequence[str], targets: Sequence[str]) -> tuple[str, ...]:
    """Named parties for a title without a place: first whom it was done to, then who did it."""
    proper = {a.name for s in rows for a in s.record.actors if a.named == "named"}
    return tuple(n for n in (*targets, *agents) if n in proper)


def voices_of(rows: Sequence[Sighting]) -> tuple[str, ...]:
    """The groups of copies that the sightings' reports are in."""
    return tuple(sorted({voice_of(s) for s in rows}))
