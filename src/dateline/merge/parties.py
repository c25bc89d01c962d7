"""Who did it and to whom: names that mean one party, and parties that exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.cells import Rival, Told, build_cell, never
from dateline.merge.seeing import name_words
from dateline.merge.voices import find_actor, find_statement, voucher_of, witness
from dateline.merge.words import fold
from dateline.model import Cell, Json, Party, Sighting, Value

_TOGETHER = frozenset(("agree", "consult", "cooperate", "vote"))
"""Types of which both sides are agents: several names are no rivals."""
_STATE = frozenset(("state", "government", "military"))
"""Kinds of bodies of a state: whoever names one for another's deed means the same side."""
_FORCES = frozenset("army forces military navy soldiers troops".split())
_CHARGES = frozenset(("accuses", "claims"))
"""Stances of who tells one body of a state from another: police who blame the army, an army that claims a coup."""


def party_cells(rows: Sequence[Sighting]) -> tuple[Cell, Cell]:
    """The cells `agent` and `target`."""
    agents = [_tell(s, p, "agent") for s in rows for p in s.event.agents]
    targets = [_tell(s, p, "target") for s in rows for p in s.event.targets]
    joint = any(s.event.type in _TOGETHER or s.event.mode in ("battle", "war") for s in rows)
    agents, targets = _one_name(agents), _one_name(targets)
    return build_cell("agent", agents, never if joint else _rivals(agents)), build_cell("target", targets, never)


def _tell(sighting: Sighting, party: Party, role: str) -> Told:
    actor = find_actor(sighting.record, party)
    name = actor.name if actor else party.text or "somebody"
    named = bool(actor and actor.named == "named")
    by, stance = _voucher(sighting, party) if role == "agent" else voucher_of(sighting, party.span)
    row = witness(sighting, by, stance, (party.span, party.text))
    key = " ".join(sorted(name_words(name))) if named else "~" + fold(name)
    data: dict[str, Json] = {
        "name": name,
        "named": named,
        "kind": actor.kind if actor else "unknown",
        "country": actor.country if actor else None,
    }
    return Told(key, name, data, row)


def _voucher(sighting: Sighting, party: Party) -> tuple[str | None, str]:
    """Who names the doer: himself where he claims it, who blames him, who says the words that name him, else who tells the occurrence."""
    for account in sighting.event.accounts:
        statement = find_statement(sighting.record, account.by)
        if statement is None or party.actor is None:
            continue
        if account.stance == "claims" and statement.source.actor == party.actor:
            return account.by, account.stance
        if account.stance == "accuses" and statement.at is not None and statement.at.actor == party.actor:
            return account.by, account.stance
    return voucher_of(sighting, party.span)


def _one_name(rows: Sequence[Told]) -> list[Told]:
    """Rows whose names are one within the other under the fullest of them: `Okafor`, `Ngozi Okafor`."""
    keys = sorted({r.key for r in rows if not r.key.startswith("~")}, key=lambda k: (-len(k.split()), k))
    fullest = {r.key: next((k for k in keys if set(r.key.split()) <= set(k.split())), r.key) for r in rows}
    told = {key: min((r for r in rows if r.key == key), key=lambda r: (-len(r.told), r.told), default=None) for key in fullest.values()}
    joined = []
    for row in rows:
        best = told.get(fullest[row.key])
        joined.append(Told(fullest[row.key], best.told, best.data, row.witness) if best else row)
    return joined


def _rivals(rows: Sequence[Told]) -> Rival:
    """Which doers exclude each other: both named, of different sides, and nobody gives both sides together."""
    together: dict[tuple[str, str | None], list[Json]] = {}
    for row in rows:
        together.setdefault((row.witness.report, row.witness.by), []).append(row.data)

    def exclude(a: Value, b: Value) -> bool:
        if not (_get(a.data, "named") and _get(b.data, "named")):
            return False
        if _one_side(a.data, b.data):
            return any(w.stance in _CHARGES for v in (a, b) for w in v.witnesses)
        both = (any(_one_side(a.data, p) for p in some) and any(_one_side(b.data, p) for p in some) for some in together.values())
        return not any(both)

    return exclude


def _one_side(a: Json, b: Json) -> bool:
    """Whether two parties are one, or a state and a body of its own: `American forces`, `US military` and `United States`."""
    if a == b or _get(a, "name") == _get(b, "name"):
        return True
    return _get(a, "country") is not None and _get(a, "country") == _get(b, "country") and _is_of_state(a) and _is_of_state(b)


def _is_of_state(data: Json) -> bool:
    """Whether a party is a state or a body of one: by its kind, or where that was not read, by the last word of its name."""
    kind, last = _get(data, "kind"), fold(str(_get(data, "name"))).split()[-1:]
    return kind in _STATE or (kind in ("organisation", "unknown") and bool(_FORCES.intersection(last)))


def _get(data: Json, name: str) -> Json:
    return data.get(name) if isinstance(data, dict) else None
