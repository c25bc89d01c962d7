"""What words evoke: how near two trigger words are (`died`, `death`), by a shipped table of words that are used alike.

The table holds the cosine of two words' rows in the pretrained encoder's embedding table, by stem, and irregular forms with their verb;
`training/lexical.py` writes it.
"""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.lexicon import load_data
from dateline.merge.words import fold, rarity, stem

TELLING = 2.0
"""Rarity from which on a word of a trigger counts: `take`, `be` and `make` carry no meaning of their own."""


@lru_cache(maxsize=50_000)
def trigger_key(words: str) -> str:
    """The stems of a trigger's words, irregular forms brought to their verb.

    >>> trigger_key("shot"), trigger_key("passed away"), trigger_key("bombings")
    ('shoot', 'pass away', 'bomb')
    """
    irregular: dict[str, str] = load_data("merging", "kin")["irregular"]
    plain = (w.strip(".,'’\"") for w in fold(words).replace("-", " ").split())
    return " ".join(stem(irregular.get(w, w)) for w in plain)


@cache
def _kin() -> dict[str, dict[str, float]]:
    """Stem -> its kin with the cosine."""
    found = {}
    for word, row in load_data("merging", "kin")["words"].items():
        pairs = (cell.rsplit(" ", 1) for cell in row.split(","))
        found[word] = {other: int(hundredths) / 100 for other, hundredths in pairs}
    return found


@lru_cache(maxsize=100_000)
def kinship(a: str, b: str) -> float:
    """How near two trigger keys are, 0 to 1: 1 for one key, else the cosine of their nearest telling words; 0 for no kin.

    >>> kinship(trigger_key("died"), trigger_key("death")) > 0.4, kinship("die", "sign")
    (True, 0.0)
    """
    if a == b:
        return 1.0
    mine, theirs = ([w for w in key.split() if rarity(w) >= TELLING] for key in (a, b))
    return max((_near(p, q) for p in mine for q in theirs), default=0.0)


def _near(a: str, b: str) -> float:
    table = _kin()
    return max(table.get(a, {}).get(b, 0.0), table.get(b, {}).get(a, 0.0))
