"""Who did it and to whom: names that mean one party, and parties that exclude each other."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.cells import Told, build_cell, never
from dateline.merge.seeing import name_words
from dateline.merge.voices import find_actor, find_statement, voucher_of, witness
from dateline.merge.words import fold
from dateline.model import Cell, Json, Party, Sighting, Value

_TOGETHER = frozenset(("agree", "consult", "cooperate", "vote"))
"""Types of which both sides are agents: several names are no rivals."""


def party_cells(rows: Sequence[Sighting]) -> tuple[Cell, Cell]:
    """The cells `agent` and `target`."""
    agents = [_tell(s, p, "agent") for s in rows for p in s.event.agents]
    targets = [_tell(s, p, "target") for s in rows for p in s.event.targets]
    joint = any(s.event.type in _TOGETHER or s.event.mode in ("battle", "war") for s in rows)
    agents, targets = _one_name(agents), _one_name(targets)
    return build_cell("agent", agents, never if joint else _exclude), build_cell("target", targets, never)


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


def _exclude(a: Value, b: Value) -> bool:
    """Whether two doers are rivals: both named, and nobody gives both together."""
    named = all(isinstance(v.data, dict) and v.data.get("named") for v in (a, b))
    one, other = ({(w.report, w.by) for w in v.witnesses} for v in (a, b))
    return named and not one & other
