"""Noun phrases of violence, for which somebody may take responsibility."""

from __future__ import annotations

import re

VIOLENCE = re.compile(
    r"\b(?:responsibility|credit|attacks?|bomb(?:s|ings?)?|blasts?|explosions?|killings?|murders?|assaults?|raids?|strikes?|shootings?|shelling|"
    r"ambush(?:es)?|kidnap(?:s|pings?)?|abductions?|massacres?|assassinations?|hijackings?|hits?|arson|hack(?:s|ings?)?|operations?|stabbings?|"
    r"sabotage|mutiny|downing|being (?:a part|part|behind|involved)|part in)\b",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:was|were|had|has|have|is|are|would|will|did)\b")
DEEDS = frozenset(
    "arrest arrests detention imprisonment jailing conviction execution expulsion deportation deaths death treatment persecution torture "
    "harassment abuse release seizure destruction dismissal removal prosecution".split()
)
"""Nouns beside those of violence whose `of` leads to whom it was done."""


def names_violence(words: str) -> bool:
    """Whether `words` name a deed of violence (or responsibility for one) and state nothing about it.

    >>> names_violence("the bombing of the barracks"), names_violence("the bombing was staged")
    (True, False)
    """
    return bool(VIOLENCE.search(words[:80])) and not _FINITE.search(words[:60])


def is_done_to(noun: str, link: str) -> bool:
    """Whether what follows `link` is whom a deed was done to, not whose it is: `the arrest of a priest`."""
    return link == "of" and (noun in DEEDS or names_violence(noun))
