"""The closed lists of FORMAT.md that more than one part asks for: statuses, types of events and their modes."""

from __future__ import annotations

STATUSES = ("happened", "ongoing", "planned", "threatened", "hypothetical", "denied", "not")
GRADES = ("confirmed", "corroborated", "single", "contested")
"""How well an incident is vouched for; see `merge.grades`."""
MODES: dict[str, tuple[str, ...]] = {
    "attack": ("airstrike", "shelling", "drone", "bombing", "shooting", "battle", "stabbing", "arson",
               "assassination", "sexual", "war", "other"),
    "seize": ("abduction", "hijacking", "territory", "property"),
    "arrest": ("arrest", "raid", "charge"),
    "coerce": ("ban", "curfew", "blockade", "expulsion", "censorship", "other"),
    "sanction": ("economic", "diplomatic", "withhold-aid"),
    "mobilise": ("deployment", "exercise", "weapons-test", "alert"),
    "retreat": ("withdrawal", "ceasefire", "surrender", "disarm"),
    "release": ("people", "sanctions", "rights", "resignation"),
    "agree": ("deal", "truce"),
    "consult": ("meeting", "visit", "call", "talks"),
    "cooperate": ("military", "economic", "diplomatic", "judicial"),
    "aid": ("humanitarian", "military", "economic", "asylum", "rescue"),
    "protest": ("demonstration", "strike", "riot", "boycott", "hunger-strike"),
    "vote": ("election", "referendum", "resolution"),
    "office": ("appointment", "departure", "coup"),
    "law": ("adopted", "repealed"),
    "trial": ("trial", "verdict", "lawsuit", "inquiry", "execution"),
    "crime": ("fraud", "theft", "trafficking", "cyber", "other"),
    "disaster": ("storm", "flood", "earthquake", "fire", "outbreak", "other"),
    "accident": ("transport", "industrial", "collapse", "other"),
    "death": (),
    "displace": ("flight", "evacuation"),
}  # fmt: skip
"""Modes by type of event; the keys are the types."""
