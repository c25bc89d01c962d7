"""What words evoke: whether two trigger words can mean the same (`died`, `death`, `passed away`), from WordNet's first senses."""

from __future__ import annotations

from functools import cache, lru_cache

from dateline.merge.words import fold, load_table, stem

_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=50_000)
def trigger_key(words: str) -> str:
    """The stems of a trigger's words, irregular forms brought to their verb.

    >>> trigger_key("shot"), trigger_key("passed away"), trigger_key("bombings")
    ('shoot', 'pass away', 'bomb')
    """
    irregular: dict[str, str] = load_table("senses")["irregular"]
    plain = fold(words).replace("-", " ").split()
    return " ".join(stem(irregular.get(w.strip(".,'’\""), w.strip(".,'’\""))) for w in plain)


@cache
def _senses() -> dict[str, tuple[frozenset[int], frozenset[int]]]:
    """Stem -> its senses and the wider senses right above them, as numbers."""
    table: dict[str, str] = load_table("senses")["words"]
    found = {}
    for word, row in table.items():
        own, _, wider = row.partition("|")
        found[word] = (frozenset(map(int, own.split())), frozenset(map(int, wider.split())))
    return found


@lru_cache(maxsize=100_000)
def relation(a: str, b: str) -> float:
    """How near two trigger keys are: 1 for a common sense, 0.5 where one's sense is the other's wider one, 0.25 for a common wider sense.

    >>> relation(trigger_key("died"), trigger_key("death")), relation("die", "sign")
    (1.0, 0.0)
    """
    (mine, above), (theirs, over) = (_senses().get(k, (_NONE, _NONE)) for k in (a, b))
    if mine & theirs:
        return 1.0
    if mine & over or theirs & above:
        return 0.5
    return 0.25 if above & over else 0.0
