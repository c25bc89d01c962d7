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
_VERBS = frozenset({"VERB", "AUX"})
_AT = re.compile(
    r"\b(?:in|at|near|outside|inside|from|across|around|through|into|toward|towards|beside|opposite|behind|beyond|throughout|off)\s+(?:the\s+)?"
    r"(?:(?:[a-z]+-)?[a-z]+ern\s+|central\s+)?$"
)
"""What stands before a name that tells where."""
_ADDRESSED = re.compile(
    r"(?:\b(?:accus|blam|urg|condemn|criticis|criticiz|denounc|warn|thank|prais|pressur|press|persuad|oblig|ask)(?:e|es|ed|ing|s)?"
    r"|\b(?:told|tells|called on|calls on|calling on)|\b(?:condemned|denied|rejected|welcomed|criticised|criticized|denounced|backed"
    r"|supported|announced|imposed|brokered|accepted) by)"
    r"\s+(?:both\s+)?(?:the\s+)?$"
)
"""What stands before a name that is blamed, asked or told something, or that does what a passive tells."""
_FREE = re.compile(r"$|[^\w\s'’-]|\s+(?:of|for|to|and|or|over|on|after|as|in|with|by|that|not|about|from|at|before|when|while|if)\b|\s+\W")
"""What may follow a name that modifies no noun."""
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
    before = text[max(0, mention.span.start - 40) : mention.span.start]
    if speaks and _ADDRESSED.search(before) and _FREE.match(after):
        return "metonymic"
    there = _AT.search(before) is not None
    at = bisect_left(ends, mention.span.end)
    word = words[at] if at < len(words) and words[at].span.start >= mention.span.start else None
    if word is not None and word.head >= 0:
        if word.relation in _MODIFIER and words[word.head].span.start >= mention.span.end and words[word.head].pos not in _VERBS:
            return "modifier"
        if word.relation in _SUBJECT and speaks and not there:
            return "metonymic"
    if not there and (mention.kind == "seat" or (speaks and _acts(after))):
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
