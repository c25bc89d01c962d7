"""How well an incident is attested, by plain rules, with a sentence that says which."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.merge.seeing import name_words
from dateline.merge.voices import say_voices, source_key, voices, vouching
from dateline.model import Cell, Witness

CONTESTED, CONFIRMED, CORROBORATED, SINGLE = "contested", "confirmed", "corroborated", "single"
_TO_COME = ("planned", "threatened", "hypothetical")


def grade_incident(told: Sequence[Witness], cells: Sequence[Cell], agents: Sequence[str]) -> tuple[str, str]:
    """The grade and its reason from who vouches for the occurrence, its cells and the names of those who are said to have done it.

    In this order: `contested` where somebody denies it while others stand by it; `confirmed` where a party that is said to have done
    it says so itself (not where two parties claim it, and where it is in dispute who did it only if one claims it); `corroborated` by
    two or more independent voices; `single` otherwise.
    """
    standing = vouching(told)
    denials = [w for w in told if w.stance == "denies" and source_key(w) not in {source_key(s) for s in standing}]
    if denials and standing:
        return CONTESTED, f"{_name(denials[0])} denies it, {_name(standing[0])} tells it"
    status = next((c for c in cells if c.name == "status"), None)
    if status is not None and status.state == "disputed":
        return CONTESTED, f"whether it happened is in dispute: {status.reason}"
    claimants = sorted({w.speaker for w in standing if w.stance == "claims" and w.speaker})
    blamed = any(c.name == "agent" and c.state == "disputed" for c in cells)
    party = next((w for w in standing if _is_party(w, () if blamed else agents)), None) if len(claimants) < 2 else None
    if party is not None:
        deed = (
            "who is to do it"
            if status is not None and status.values and status.values[0].told in _TO_COME
            else "who is said to have done it"
        )
        return CONFIRMED, f"{party.speaker}, {deed}, {_stance(party.stance)} it"
    found = voices(standing)
    if len(found) > 1:
        rivals = f"; {' and '.join(claimants)} each claim it" if len(claimants) > 1 else ""
        return CORROBORATED, f"{len(found)} independent voices tell it{rivals}"
    return SINGLE, say_voices(standing) or (f"only {_name(standing[0])} tells it" if standing else "nobody vouches for it")


def _is_party(told: Witness, agents: Sequence[str]) -> bool:
    """Whether the witness is one of those said to have done it, and says so; an accusation of another is no confession.

    Those who blame each other all tell the occurrence, and each is said by another to have done it: `agents` are none then.
    """
    if not told.speaker or not told.named or told.stance not in ("claims", "confirms", "asserts", "announces"):
        return False
    words = name_words(told.speaker)
    return told.stance == "claims" or any(words == name_words(agent) for agent in agents)


def _stance(stance: str) -> str:
    return {"claims": "claims", "confirms": "confirms", "announces": "announces"}.get(stance, "tells")


def _name(told: Witness) -> str:
    return told.speaker or told.outlet or f"report {told.report}"
