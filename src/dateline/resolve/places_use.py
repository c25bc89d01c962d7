"""How a place name is used: as a place, for those who govern there, or to modify a noun."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.model import Word
from dateline.resolve.places_find import Mention

_MODIFIER = {"compound", "amod", "nmod:poss", "flat", "nmod:unmarked"}
_SUBJECT = {"nsubj", "nsubj:pass", "csubj"}
_ACTS = re.compile(
    r"\s+(?:(?:also|has|have|had|will|would|may|might|could|later|again|repeatedly|strongly|on \w+day)\s+){0,3}"
    r"(?:says?|said|told|tells|accused?s?|denie[ds]|den(?:y|ies)|confirm(?:s|ed)?|announce[sd]?|warn(?:s|ed)?|threaten(?:s|ed)?|vow(?:s|ed)?|condemn(?:s|ed)?|"
    r"demand(?:s|ed)?|insist(?:s|ed)?|claim(?:s|ed)?|reject(?:s|ed)?|agreed?s?|want(?:s|ed)?|blame[sd]?|call(?:s|ed)? (?:for|on)|urge[sd]?|refus(?:es|ed)|"
    r"expel(?:s|led)|recall(?:s|ed)|impos(?:es|ed)|sign(?:s|ed)|respond(?:s|ed)|retaliat(?:es|ed)|offer(?:s|ed)|approv(?:es|ed)|argue[sd]?|promise[sd]?|"
    r"pledge[sd]?|back(?:s|ed)|support(?:s|ed)?|oppose[sd]?|invade[sd]?|attack(?:s|ed)|launch(?:es|ed)|declare[sd]?|sent|sends|withdrew|deploy(?:s|ed))\b"
)
_AFTER_CUE = re.compile(r"(?:according to|told|accused|urged|blamed|warned|condemned|thanked|asked|by|against|with)\s+(?:the\s+)?$")


def index_words(words: Sequence[Word]) -> list[int]:
    """Ends of the words, to find the one that closes a mention."""
    return [w.span.end for w in words]


def find_use(text: str, mention: Mention, words: Sequence[Word], ends: Sequence[int]) -> str:
    """`literal`, `metonymic` or `modifier`, by the parse where there is one, else by the words around."""
    if mention.kind == "people":
        return "modifier"
    after = text[mention.span.end : mention.span.end + 60]
    if after.startswith(("'s ", "’s ")):
        return "modifier"
    speaks = mention.kind in ("country", "capital", "seat")
    at = bisect_left(ends, mention.span.end)
    word = words[at] if at < len(words) and words[at].span.start >= mention.span.start else None
    if word is not None and word.head >= 0:
        if word.relation in _MODIFIER and words[word.head].span.start >= mention.span.end:
            return "modifier"
        if word.relation in _SUBJECT and speaks:
            return "metonymic"
    if speaks and _ACTS.match(after):
        return "metonymic"
    if speaks and mention.kind == "seat":
        return "metonymic"
    if word is None and re.match(
        r"\s(?:agreement|accord|accords|government|administration|army|police|talks|summit|attack|attacks|bombing|bombings|"
        r"regime|treaty|deal|operation|official|officials|court)\b",
        after,
    ):
        return "modifier"
    return "literal"
