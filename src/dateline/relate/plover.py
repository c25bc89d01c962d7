"""The crosswalk to PLOVER's roots: what an event or a statement would be called there."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.model import Event, Statement

BY_TYPE = {
    "attack": "ASSAULT",
    "seize": "COERCE",
    "arrest": "COERCE",
    "coerce": "COERCE",
    "sanction": "SANCTION",
    "mobilise": "MOBILIZE",
    "retreat": "RETREAT",
    "release": "CONCEDE",
    "agree": "AGREE",
    "consult": "CONSULT",
    "cooperate": "COOPERATE",
    "aid": "AID",
    "protest": "PROTEST",
}
"""Root of each event type of FORMAT.md that PLOVER knows."""
BY_MODE = {
    ("seize", "abduction"): "ASSAULT",
    ("seize", "hijacking"): "ASSAULT",
    ("seize", "territory"): "ASSAULT",
    ("trial", "verdict"): "COERCE",
    ("trial", "execution"): "COERCE",
}
"""Modes whose root is not that of their type: who abducts assaults (PLOVER's mode `abduct`), ground is taken by force of arms; verdicts
and executions coerce, hearings do not."""
BY_ACT = {"accuse": "ACCUSE", "deny": "REJECT", "threaten": "THREATEN", "demand": "REQUEST", "praise": "SUPPORT"}
"""Verbal root of the acts that have one by themselves."""
FRIENDLY = frozenset({"consult", "cooperate", "aid", "agree"})
"""Types that PLOVER calls AGREE while they are only planned."""


def event_root(kind: str, mode: str | None, status: str) -> str | None:
    """PLOVER's root for an event; what is only planned or threatened is verbal there.

    >>> event_root("attack", "airstrike", "happened"), event_root("attack", None, "threatened"), event_root("aid", None, "planned")
    ('ASSAULT', 'THREATEN', 'AGREE')
    """
    if status == "planned" and kind in FRIENDLY:
        return "AGREE"
    if status == "planned" and kind == "retreat":
        return "CONCEDE"
    if status == "threatened" and kind == "attack":
        return "THREATEN"
    return BY_MODE.get((kind, mode or ""), BY_TYPE.get(kind))


def statement_root(statement: Statement, events: Sequence[Event]) -> str | None:
    """PLOVER's verbal root for a statement; `events` are those of its record.

    A warning threatens only where the source would be the doer, and an announcement or promise agrees only to friendly acts.
    """
    if statement.act == "warn":
        own = any(e.status == "threatened" and _vouches(e, statement.id) and _does(e, statement.source.actor) for e in events)
        return "THREATEN" if own else None
    if statement.act in {"promise", "announce"}:
        return "AGREE" if any(e.type in FRIENDLY and _vouches(e, statement.id) for e in events) else None
    return BY_ACT.get(statement.act)


def _vouches(event: Event, statement: str) -> bool:
    return any(account.by == statement for account in event.accounts)


def _does(event: Event, actor: str | None) -> bool:
    return actor is not None and any(party.actor == actor for party in event.agents)
