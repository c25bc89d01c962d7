"""Who vouches for an event, and how: the narrator, and the statements in whose content it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dateline.model import Account, Party, Reason, Statement
from dateline.relate.events.grammar import responsible_for
from dateline.relate.events.scene import Scene
from dateline.relate.events.triggers import Trigger
from dateline.relate.function_words import DEFINITE

BY_ACT = {"claim": "claims", "demand": "demands", "deny": "denies", "confirm": "confirms", "promise": "announces", "threaten": "threatens"}
"""Stances that an act gives whatever its content; the others depend on the event's status and agents."""
URGING = frozenset("must should ought need needs important vital imperative essential crucial urgent time".split())
"""Words by which a speaker urges what hangs on them."""
PRESUPPOSING = frozenset(
    {"after", "since", "following", "before", "during", "amid", "despite", "until", "over", "in response to", "because of", "due to"}
)
"""Prepositions under which an event is taken for known."""

HANGING = frozenset({"nmod", "obl"})
"""Relations in which a noun only completes what is said."""


def find_accounts(
    scene: Scene, triggers: Sequence[Trigger], agents: Sequence[Party], status: str
) -> tuple[tuple[Account, ...], list[Reason]]:
    """The accounts of an event, those that only presuppose it left out where others vouch for it."""
    told: list[tuple[Account, Trigger, bool]] = []
    for trigger in triggers:
        presupposed = _presupposed(scene, trigger)
        told += [(account, trigger, presupposed) for account in _accounts(scene, trigger, agents, status)]
    firm = [row for row in told if not row[2]] or told
    kept: dict[str | None, tuple[Account, Trigger]] = {}
    for account, trigger, _ in firm:
        kept.setdefault(account.by, (account, trigger))
    accounts = sort_accounts(account for account, _ in kept.values())
    reasons = [Reason("accounts", f"told-{a.stance}", kept[a.by][1].span.of(scene.report.text)) for a in accounts]
    return accounts, reasons


def sort_accounts(accounts: Iterable[Account]) -> tuple[Account, ...]:
    """The narrator's first, then by statement."""
    return tuple(sorted(accounts, key=lambda account: (account.by is not None, _number(account.by))))


def owns_up(scene: Scene, trigger: Trigger, statement: Statement) -> bool:
    """Whether somebody says of himself that he is behind what a mention tells, or responsible for it."""
    own = statement.source.actor
    parties = [party for i in responsible_for(scene.tree, trigger.head) for party in scene.parties(i)]
    return statement.act in {"say", "confirm", "announce"} and own is not None and any(party.actor == own for party in parties)


def _number(identifier: str | None) -> int:
    digits = (identifier or "").lstrip("s")
    return int(digits) if digits.isdigit() else 0


def _accounts(scene: Scene, trigger: Trigger, agents: Sequence[Party], status: str) -> list[Account]:
    """The account that a mention gives; of reports and suggestions that somebody confirms or denies, his too."""
    statement = scene.stated(trigger.span)
    if statement is None:
        return [Account(None, "denies" if status == "not" else "asserts")]
    stance = "demands" if _urged(scene, trigger, statement, status) else stance_of(statement, agents, status)
    found = [Account(statement.id, "claims" if owns_up(scene, trigger, statement) else stance)]
    outer = scene.statements.get(statement.within or "")
    unnamed = statement.act in {"say", "accuse", "believe"} and statement.source.actor is None
    if outer and (statement.act == "report" or unnamed) and outer.act in {"confirm", "deny"}:
        found.append(Account(outer.id, BY_ACT[outer.act]))
    return found


def _urged(scene: Scene, trigger: Trigger, statement: Statement, status: str) -> bool:
    """Whether somebody who merely says it urges it: `they must return`, `it is vital that both sides meet`."""
    if statement.act != "say" or status != "hypothetical":
        return False
    tree = scene.tree
    for at in (trigger.head, *tree.climb(trigger.head)):
        words = {tree.lower[i] for i in (*tree.auxiliaries(at), *tree.kids(at, "cop"), at)}
        if words & URGING:
            return True
    return False


def stance_of(statement: Statement, agents: Sequence[Party], status: str) -> str:
    """How a statement stands to an event that its content tells."""
    doers = {party.actor for party in agents if party.actor}
    own = statement.source.actor in doers if statement.source.actor else False
    blamed = statement.at.actor in doers if statement.at and statement.at.actor else False
    if status == "not" and statement.act in {"say", "confirm", "report", "believe", "announce", "praise"}:
        return "denies"
    if statement.act in BY_ACT:
        return BY_ACT[statement.act]
    if statement.act == "accuse":
        return "accuses" if blamed or (doers and not own) else "asserts"
    if statement.act == "announce":
        return "announces" if own or status in {"planned", "ongoing"} else "asserts"
    if statement.act == "believe":
        return "announces" if own and status == "planned" else "asserts"
    if statement.act == "warn":
        return "threatens" if own and status == "threatened" else "asserts"
    if statement.act == "say":
        if status == "planned" and not own:
            return "asserts"
        return {"planned": "announces", "threatened": "threatens"}.get(status, "accuses" if blamed else "asserts")
    return "asserts"


def _presupposed(scene: Scene, trigger: Trigger) -> bool:
    """Whether a mention only refers back: `since the attack`, `after the strikes`."""
    tree = scene.tree
    if trigger.verbal:
        return False
    if any(case in PRESUPPOSING for case in tree.cases(trigger.head)):
        return True
    definite = any(tree.lower[i] in DEFINITE for i in tree.kids(trigger.head, "det"))
    return definite and scene.teller(trigger.span) is not None and tree.words[trigger.head].relation in HANGING
