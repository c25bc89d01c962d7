"""How a place name is used: as a place, for those who govern there, or to modify a noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Word
from dateline.resolve.places.find import Mention

_MODIFIER = {"compound", "amod", "nmod:poss", "flat", "nmod:unmarked"}
_SUBJECT = {"nsubj", "nsubj:pass", "csubj"}
_NEXT = re.compile(r"\s+([a-z]+)")


def index_words(words: Sequence[Word]) -> list[int]:
    """Ends of the words, to find the one that closes a mention."""
    return [w.span.end for w in words]


def find_use(text: str, mention: Mention, words: Sequence[Word], ends: Sequence[int]) -> str:
    """`literal`, `metonymic` or `modifier`, by the parse where there is one, else by the words around."""
    after = text[mention.span.end : mention.span.end + 60]
    if mention.kind == "people" or after.startswith(("'s ", "’s ")):
        return "modifier"
    speaks = mention.kind in ("country", "capital", "seat")
    at = bisect_left(ends, mention.span.end)
    word = words[at] if at < len(words) and words[at].span.start >= mention.span.start else None
    if word is not None and word.head >= 0:
        if word.relation in _MODIFIER and words[word.head].span.start >= mention.span.end:
            return "modifier"
        if word.relation in _SUBJECT and speaks:
            return "metonymic"
    if mention.kind == "seat" or (speaks and _acts(after)):
        return "metonymic"
    follows = _NEXT.match(after)
    return "modifier" if word is None and follows and follows.group(1) in _words("modified") else "literal"


def _acts(after: str) -> bool:
    """Whether a verb of saying or doing follows, auxiliaries and adverbs aside."""
    for word in re.findall(r"[\w’']+|[^\w\s]", after)[:4]:
        if word in _words("acts"):
            return True
        if word not in _words("around"):
            return False
    return False


@cache
def _words(part: str) -> frozenset[str]:
    return frozenset(load_lexicon("areas")[part])
