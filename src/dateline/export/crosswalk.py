"""PLOVER's codes for what Dateline tells: modes, contexts, flags, sectors, quad classes.

Roots are not made here: a record's events and statements carry theirs in `plover`. Source: PLOVER manual, Open Event Data Alliance.
"""

from __future__ import annotations

from datetime import timedelta

from dateline.export.view import Somebody, View
from dateline.model import Event, Incident

QUADS = (
    dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1)
    | dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2)
    | dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 3)
    | dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 4)
)
"""Quad class of each root: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict."""
MODES = {
    "ASSAULT": {
        "airstrike": "heavy-weapons", "shelling": "heavy-weapons", "drone": "heavy-weapons", "bombing": "explosives",
        "shooting": "firearms", "stabbing": "primitive",
        "arson": "destroy", "assassination": "assassinate", "sexual": "sexual", "abduction": "abduct",
        "hijacking": "abduct", "execution": "execute",
    },
    "COERCE": {
        "arrest": "arrest", "charge": "arrest", "ban": "ban", "curfew": "curfew", "blockade": "restrict", "expulsion": "deport",
        "censorship": "censor", "property": "confiscate",
    },
    "SANCTION": {"economic": "sever", "diplomatic": "sever", "withhold-aid": "withdraw"},
    "MOBILIZE": {"deployment": "troops", "exercise": "troops", "weapons-test": "weapons"},
    "RETREAT": {"withdrawal": "withdraw", "ceasefire": "ceasefire", "disarm": "disarm"},
    "CONSULT": {"visit": "visit", "call": "phone"},
    "AID": {"economic": "economic", "military": "military", "humanitarian": "humanitarian", "asylum": "asylum"},
    "PROTEST": {"demonstration": "demo", "riot": "riot", "hunger-strike": "strike-hun", "boycott": "boycott"},
}  # fmt: skip
"""PLOVER's mode for ours, by root; a mode that PLOVER's table for the root has not is left empty."""
CONTEXTS = {
    ("agree", "truce"): "military", ("aid", "military"): "military", ("cooperate", "military"): "military", ("mobilise", None): "military",
    ("retreat", None): "military", ("aid", "humanitarian"): "humanitarian", ("aid", "rescue"): "humanitarian",
    ("aid", "economic"): "economic",
    ("aid", "asylum"): "migration", ("cooperate", "economic"): "economic", ("cooperate", "diplomatic"): "diplomatic",
    ("cooperate", "judicial"): "legal", ("sanction", "economic"): "economic", ("sanction", "diplomatic"): "diplomatic",
    ("trial", None): "legal",
    ("coerce", "censorship"): "rights_freedoms",
}  # fmt: skip
"""Contexts that type and mode give for sure; PLOVER's others need the reading of a whole story and are left empty."""
SECTORS = {"state": "GOV", "government": "GOV", "military": "MIL", "armed-group": "UAF", "people": "CVL"}
"""Primary sector of a kind of actor. PLOVER tells rebels from gangs and militias, a report seldom does: all are `UAF`, unidentified."""
OFFICES = (
    ("COP", ("police", "gendarmerie")),
    ("JUD", ("court", "tribunal", "prosecutor", "prosecutors", "judge")),
    ("LEG", ("parliament", "senate", "congress", "assembly", "lawmakers", "knesset", "duma")),
)
"""Words in a government body's name that give it a sector of its own."""
HISTORICAL_DAYS = 365
"""An event that was over for longer than this when it was first told is historical: PLOVER's examples are more than a year past."""


def mode_of(root: str, event: tuple[str, str | None], words: str) -> str | None:
    """PLOVER's mode of an event of that root, by our (type, mode) and the words that evoke it."""
    kind, mode = event
    if root == "THREATEN":
        return "violence" if kind in ("attack", "seize") else None
    found = MODES.get(root, {}).get(mode or "")
    return "suicide-attack" if found == "explosives" and "suicide" in words.casefold() else found


def contexts_of(kind: str, mode: str | None) -> list[str]:
    """The contexts that type and mode give for sure."""
    found = CONTEXTS.get((kind, mode)) or CONTEXTS.get((kind, None))
    return [found] if found else []


def flags_of(root: str, shown: View) -> list[str]:
    """`historical`, `future`, `hypothetical`, `negation`. What PLOVER makes verbal (a planned visit is AGREE) is no longer future there."""
    incident = shown.incident
    flags = ["historical"] if _long_over(shown) else []
    verbal = QUADS.get(root) in (1, 3) and root != "CONSULT"
    if incident.status in ("planned", "threatened") and not verbal:
        flags.append("future")
    if incident.status == "hypothetical" or (incident.status == "threatened" and not verbal):
        flags.append("hypothetical")
    if incident.status in ("denied", "not"):
        flags.append("negation")
    return flags


def _long_over(shown: View) -> bool:
    told = min((m.record.document.published for m in shown.members if m.record.document.published), default=None)
    last = shown.incident.when.latest if shown.incident.when else None
    return told is not None and last is not None and told - last > timedelta(days=HISTORICAL_DAYS)


def sector_of(party: Somebody) -> str | None:
    """PLOVER's primary sector of a party; None where its kind gives none."""
    words = set(party.name.casefold().split())
    if party.kind == "government":
        return next((sector for sector, marks in OFFICES if words & set(marks)), "GOV")
    return SECTORS.get(party.kind or "")


def words_of(events: tuple[Event, ...]) -> str:
    """The words that evoke events, for what only they tell."""
    return " ".join(m.text or "" for event in events for m in event.mentions)


def is_real(incident: Incident) -> bool:
    """Whether it happened or goes on, as the reports tell it: what registers of events take."""
    return incident.status in ("happened", "ongoing")
