"""Who vouches for an event, as lines for a reader: accounts of one speaker and one stance brought together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from dateline.model import Actor, Event, Party, Statement
from dateline.serve.phrases import say_on, say_stance

_AGAINST = frozenset(("denies", "doubts"))
_PEOPLE = (
    r"\b(?:officials?|officers?|sources?|aides?|diplomats?|advis[eo]rs?|leaders?|commanders?|ministers|politicians?"
    r"|lawmakers?|spokes(?:man|men|woman|women|person|people))\b(?!['’]|\s+(?:union|association|council|office))"
)
"""Words for people who hold a post: actors that are called so are people, whatever body they stand for."""
_FOR = frozenset(("asserts", "confirms", "claims", "announces", "accuses"))


@dataclass(frozen=True, slots=True)
class Witness:
    """One speaker's stance on an event: `confirmed by US Central Command, in a post on X`."""

    verb: str
    name: str
    details: tuple[str, ...] = ()
    named: bool = True
    against: bool = False


def witnesses(event: Event, statements: Mapping[str, Statement], actors: Mapping[str, Actor]) -> tuple[Witness, ...]:
    """The witnesses of an event in order of the text, the narrator last."""
    found: dict[tuple[str, str], Witness] = {}
    for account in event.accounts:
        statement = statements.get(account.by or "")
        if statement is None:
            continue
        verb = _verb(account.stance, statement, actors)
        name, named = _name(statement, actors)
        details = _details(statement, actors)
        known = found.get((verb, name))
        if known:
            details = tuple(dict.fromkeys((*known.details, *details)))
        found[verb, name] = Witness(verb, name, details, named, account.stance in _AGAINST)
    narrator = [Witness("told", "the report itself", named=False)] if any(a.by is None for a in event.accounts) else []
    return (*found.values(), *narrator)


def is_disputed(event: Event) -> bool:
    """Whether somebody stands for the event and somebody against it."""
    stances = {a.stance for a in event.accounts}
    return bool(stances & _AGAINST) and bool(stances & _FOR)


def doubt_of(event: Event, statements: Mapping[str, Statement], actors: Mapping[str, Actor]) -> str | None:
    """What a reader should know of those who vouch for the event; None where the report itself or a party that can be told does.

    A police force or a ministry can be told without a name of its own; `an official` cannot.
    """
    vouching = [a for a in event.accounts if a.stance not in _AGAINST]
    if not vouching or any(a.by is None for a in vouching):
        return None
    sources = [statements[by].source for by in (a.by or "" for a in vouching) if by in statements]
    found = {doubt_of_source(s, actors) for s in sources}
    if not found or None in found:
        return None
    return "only unnamed sources say so" if "unnamed" in found else "source unclear"


def doubt_of_source(source: Party, actors: Mapping[str, Actor]) -> str | None:
    """`unnamed` for people without a name, `source unclear` where nobody can be told, None for a party that can."""
    actor = actors.get(source.actor or "")
    if actor is None:
        return "source unclear"
    if actor.named == "named":
        return None
    if actor.kind in ("person", "people") or re.search(_PEOPLE, actor.name, re.I):
        return "unnamed"
    return "source unclear" if actor.kind == "unknown" else None


def _verb(stance: str, statement: Statement, actors: Mapping[str, Actor]) -> str:
    blamed = actors.get((statement.at and statement.at.actor) or "")
    if stance == "accuses" and blamed:
        return f"blamed on {blamed.name}"
    cue = (statement.cue.text or "").lower() if statement.cue else ""
    passive = not statement.source.text and stance == "asserts" and re.fullmatch(r"[a-z]+ed", cue)  # `was feared`
    return cue if passive else say_stance(stance, statement)


def _name(statement: Statement, actors: Mapping[str, Actor]) -> tuple[str, bool]:
    actor = actors.get(statement.source.actor or "")
    if actor:
        return actor.name, actor.named == "named"
    return statement.source.text or "somebody not named", False


def _details(statement: Statement, actors: Mapping[str, Actor]) -> tuple[str, ...]:
    to = statement.to
    known = actors.get((to and to.actor) or "")
    recipient = known.name if known else to.text if to else None
    via = statement.via.text if statement.via else None
    on = f"on {say_on(statement.on)}" if statement.on else None
    return tuple(d for d in (via, f"to {recipient}" if recipient else None, on) if d)
