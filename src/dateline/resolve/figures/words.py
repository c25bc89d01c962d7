"""The words about a number: what bounds it, what it is money of, and the patterns that find them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.text import locate

UNKNOWN_CURRENCY = "XXX"
"""ISO 4217's code for no currency: money, but the text does not tell whose francs."""
_REACH = 48
"""Characters before a number in which its modifiers stand: `in the region of`, twice, with room."""


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of the lexicon: `plurals`, `stops`, `labels`, …"""
    return frozenset(load_lexicon("figures")[name])


@cache
def table_of(name: str) -> dict[str, Any]:
    """A table of the lexicon: `bounds`, `collectives`, `pairs`, `currencies`."""
    table: dict[str, Any] = load_lexicon("figures")[name]
    return table


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first, any blank between their parts."""
    spelt = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", r"[ \u00a0]") for w in spelt)


_TOKEN = re.compile(r"[^\W_][\w.'’-]*")
_MOST_WORDS = 5


def modifiers(text: str, start: int) -> tuple[int, list[str]]:
    """Where the modifiers that bound a number begin, and what they do (`over`, `least`, `about`, …), the innermost first.

    `another` and the like are passed over; they belong to the phrase only where a bound stands before them (`at least another 30`).
    """
    low = max(start - _REACH, 0)
    tokens = [(low + m.start(), low + m.end(), m.group().lower()) for m in _TOKEN.finditer(text[low:start])]
    kinds: list[str] = []
    at = start
    for _ in range(3):
        at, kind = _modifier(text, tokens, at)
        if not kind or (kind == "over" and kinds):  # they handed over about two million
            break
        if kind != "plain":
            kinds.append(kind)
            start = at
    return start, kinds


def _modifier(text: str, tokens: list[tuple[int, int, str]], at: int) -> tuple[int, str]:
    """The longest modifier that ends right before `at` (an article may stand between): where it begins, and its kind."""
    near = [t for t in tokens if t[1] < at]
    inner = _longest(text, near, at)
    if inner[1] or not near or near[-1][2] not in ("the", "a", "an") or not text[near[-1][1] : at].isspace():
        return inner
    return _longest(text, near[:-1], near[-1][0])


def _particle(near: list[tuple[int, int, str]], begin: int) -> bool:
    """Whether `over` belongs to the word before it (`handed over two million`, `a row over two posts`)."""
    before = [word for _, end, word in near if end < begin][-1:]
    return bool(before) and before[0] in _OVER_TAKERS


_OVER_TAKERS = frozenset(
    "hand hands handed handing take takes took taken taking turn turns turned turning run ran sign signed row rows dispute disputes fight "
    "fights fought clash clashes clashed argue argued quarrel won control talks".split()
)


def _longest(text: str, near: list[tuple[int, int, str]], at: int) -> tuple[int, str]:
    bounds = table_of("bounds")
    best, phrase, edge = (at, ""), "", at
    for begin, end, word in reversed(near[-_MOST_WORDS:]):
        if not text[end:edge].isspace():
            break
        phrase, edge = f"{word} {phrase}".strip(), begin
        if phrase in bounds and not (phrase == "over" and _particle(near, begin)):
            best = (begin, str(bounds[phrase]))
    return best


_AFTER = re.compile(r"\+(?!\w)|[ ]or[ ](?:more|so|fewer|less)\b|[ ]at[ ]least\b", re.IGNORECASE)


def after_words(text: str, end: int) -> tuple[int, str]:
    """What stands behind a number and bounds it: `50+`, `50 or more`, `50 or so`."""
    found = _AFTER.match(text, end)
    if not found:
        return end, ""
    word = found.group().strip().lower()
    return found.end(), {"or so": "about", "or fewer": "most", "or less": "most"}.get(word, "least")


def bounded(low: float, high: float, kinds: Iterable[str]) -> tuple[float | None, float | None, bool]:
    """Bounds and roughness of `low` to `high` under its modifiers, as FORMAT.md has them.

    >>> bounded(85, 85, ["over"])
    (86, None, False)
    """
    every = set(kinds)
    step = 1 if low == int(low) else 0
    if "over" in every:
        return low + step, None, False
    if "least" in every:
        return low, None, False
    if "most" in every:
        return None, high, False
    if "under" in every:
        return None, high - step, False
    return low, high, "about" in every


@cache
def _symbol() -> re.Pattern[str]:
    symbols = sorted(table_of("currencies")["symbols"], key=lambda s: (-len(s), s))
    return re.compile("(?:" + "|".join(re.escape(s) for s in symbols) + r")[ \u00a0]?$")


def symbol_before(text: str, start: int) -> tuple[int, str | None]:
    """Where the currency sign before a number begins, and its code."""
    low = max(start - 7, 0)
    found = _symbol().search(text[low:start])
    if not found:
        return start, None
    at = low + found.start()
    sign = found.group().strip()
    if at and text[at - 1].isalnum() and (sign[0].isalpha() or not text[at - 1].isdigit()):
        return start, None
    return at, str(table_of("currencies")["symbols"][sign])


@cache
def _currency() -> re.Pattern[str]:
    money = table_of("currencies")
    plain = alternatives({*money["words"], *money["shared"]})
    before = alternatives({*money["adjectives"], *(stem for by in money["shared"].values() for stem in by)})
    return re.compile(
        rf"[ \u00a0-]?(?:(?P<of>(?:{before})\w{{0,5}})[ \u00a0])?(?:(?-i:[A-Z])\w{{2,14}}[ ])?(?P<word>{plain})(?:s|es)?(?!\w)"
        r"|[ ]?(?P<sign>[€£¥₽₺])(?!\w)",
        re.IGNORECASE,
    )


def currency_after(text: str, end: int) -> tuple[int, str | None]:
    """Where the currency word after a number ends (`million Kenyan shillings`), and its code."""
    found = _currency().match(text, end)
    if not found:
        return end, None
    money = table_of("currencies")
    if found["sign"]:
        return found.end(), str(money["symbols"][found["sign"]])
    word, of = found["word"].lower(), (found["of"] or "").lower()
    adjective = next((code for stem, code in money["adjectives"].items() if of.startswith(stem)), None)
    if word in money["words"]:
        return found.end(), str(adjective or money["words"][word])
    if word in _EVERYDAY and not of and not found.group().endswith("s") and word not in _native(text):
        return end, None
    return found.end(), _shared(text, money["shared"][word], of)


_EVERYDAY = frozenset(("mark", "won", "sol", "crown", "colon"))
"""Currency words that mean other things too."""


def _native(text: str) -> frozenset[str]:
    """The everyday words that are money in a text on their country."""
    return frozenset(word for word, stem in (("won", "Korea"), ("crown", "Czech"), ("sol", "Peru")) if stem in text)


def _shared(text: str, codes: dict[str, str], of: str) -> str:
    """The code of a currency word that several countries use."""
    told = next((code for stem, code in codes.items() if of.startswith(stem)), None)
    if told:
        return told
    lower = text.lower()
    count = {stem: lower.count(stem) for stem in codes if stem != "default"}
    best = max(count, key=lambda stem: count[stem])
    return codes[best] if count[best] else codes.get("default", UNKNOWN_CURRENCY)


def overlaps(spans: Sequence[Span], span: Span) -> bool:
    """Whether `span` meets one of the sorted, disjoint `spans`."""
    near = locate(spans, span.end - 1)
    return near >= 0 and spans[near].meets(span)
