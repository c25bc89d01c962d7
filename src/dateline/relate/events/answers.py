"""Statements that speak of an event without a word for it: `India rejected the charge`, `he denied any role`, `the minister blamed ETA`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.model import Account, Event, Reason, Statement
from dateline.relate.events.accounts import sort_accounts
from dateline.relate.events.scene import DEEDS, Scene
from dateline.text import locate

GUILT = frozenset(
    "charge charges allegation allegations accusation accusations responsibility involvement role part wrongdoing guilt complicity "
    "knowledge".split()
)
"""Words for a deed that somebody is said to have done."""
ACCOUNT = frozenset("it this that claim claims report reports suggestion suggestions assertion".split())
"""Words for what somebody else has just said."""
SHORT = 5
"""Words up to which what is denied is such a word and little else: `the allegations as baseless`."""
REACH = 2
"""Sentences back in which the event that is spoken of stands."""
BLAMED = DEEDS | {"accident", "disaster"}
"""Types of events for which somebody is blamed."""
EDGES = ' .,;:"“”'


def answer_events(scene: Scene, events: Sequence[Event]) -> list[Event]:
    """Events with the accounts of those who deny or blame without naming the event; who is blamed is its agent."""
    found = list(events)
    for statement in scene.statements.values():
        stance = _stance(scene, statement)
        if stance is None or any(_inside(statement, event) for event in found):
            continue
        number = next(iter(_spoken_of(scene, statement, found, stance)), None)
        if number is not None:
            found[number] = _answered(scene, found[number], statement, stance)
    return found


def _stance(scene: Scene, statement: Statement) -> str | None:
    """`denies` where all that is denied is a word for a deed or an account, `accuses` where all that is told is who is blamed."""
    text = " ".join(piece.text or "" for piece in statement.content).strip(EDGES)
    if statement.act == "accuse" and statement.at and statement.cue and (statement.cue.text or "").lower().startswith("blam"):
        return "accuses" if text == (statement.at.text or "").strip(EDGES) else None
    return "denies" if statement.act == "deny" and len(text.split()) <= SHORT and _words(text) & (GUILT | ACCOUNT) else None


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _inside(statement: Statement, event: Event) -> bool:
    spans = [piece.span for piece in statement.content if piece.span]
    return any(span.holds(mention.span) for span in spans for mention in event.mentions if mention.span)


def _spoken_of(scene: Scene, statement: Statement, events: Sequence[Event], stance: str) -> Iterator[int]:
    """Numbers of the events that the statement may mean, the nearest told before it first."""
    span = statement.content[0].span
    if span is None:
        return
    here = locate(scene.layers.sentences, span.start)
    general = stance == "denies" and not _words(statement.content[0].text or "") & GUILT
    ends = [(max((m.span.end for m in e.mentions if m.span and m.span.end <= span.start), default=-1), n) for n, e in enumerate(events)]
    for end, number in sorted(ends, reverse=True):
        if end < 0 or here - locate(scene.layers.sentences, end - 1) > (1 if general else REACH):
            continue
        event = events[number]
        told = [a for a in event.accounts if a.by and scene.statements[a.by].source.actor != statement.source.actor]
        if told if general else (event.type in BLAMED and event.mode != "battle") or event.mode == "coup":
            yield number


def _answered(scene: Scene, event: Event, statement: Statement, stance: str) -> Event:
    if any(account.by == statement.id for account in event.accounts):
        return event
    agents = event.agents
    blamed = statement.at if stance == "accuses" else None
    if blamed and blamed.actor and all(party.actor != blamed.actor for party in (*agents, *event.targets)):
        agents = (*agents, blamed)
    cue = statement.cue.text if statement.cue and statement.cue.text else ""
    accounts = sort_accounts((*event.accounts, Account(statement.id, stance)))
    return replace(event, agents=agents, accounts=accounts, why=(*event.why, Reason("accounts", f"told-{stance}", cue)))
