"""A rule's name and detail as a sentence; every rule has a name, the commonest have a sentence of their own in the catalogue."""

from __future__ import annotations

from dateline.model import Reason
from dateline.serve.web.messages import known, say


def explain(reason: Reason) -> str:
    """Why a cell has its value, for a reader.

    >>> explain(Reason("when", "weekday-latest", "Tuesday"))
    'A bare weekday is the latest one before publication: “Tuesday”.'
    """
    rule = reason.rule
    key = next((k for k in (f"rule.{rule}", f"rule.{rule.partition('-')[0]}-*") if known(k)), None)
    told = say(key) if key else say("rule.other", rule=rule.replace("-", " "))
    return say("rule.with", told=told, detail=reason.detail) if reason.detail else say("rule.bare", told=told)
