"""Whether marked words carry the number that a figure says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from corpus.notation.marks import Figure

SMALL = {"zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
         "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
         "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19}  # fmt: skip
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90}  # fmt: skip
SCALES = {"hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000,
          "billion": 1_000_000_000, "trillion": 1_000_000_000_000, "dozen": 12}  # fmt: skip
SUFFIXES = {"k": 1_000, "m": 1_000_000, "mn": 1_000_000, "mln": 1_000_000, "bn": 1_000_000_000, "b": 1_000_000_000,
            "tn": 1_000_000_000_000}  # fmt: skip
SINGLE = {"a": 1, "an": 1, "another": 1, "single": 1, "sole": 1, "lone": 1, "both": 2, "couple": 2, "pair": 2,
          "twin": 2, "twins": 2, "duo": 2, "trio": 3, "no": 0, "none": 0, "nobody": 0, "nil": 0,
          "neither": 0, "nought": 0, "never": 0, "without": 0}  # fmt: skip
# FORMAT.md: dozens 24/null, scores 40/null, hundreds 200/null; the others by the same rule, twice the unit.
VAGUE = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2_000, "lakhs": 200_000, "millions": 2_000_000,
         "crores": 20_000_000, "billions": 2_000_000_000, "tens": 20}  # fmt: skip
SEVERAL = frozenset({"several", "few", "handful", "multiple", "many", "numerous", "various", "some"})
SEVERAL_LOWS = (2, 3)
MAX_SUMMED = 8  # amounts in one mark whose subsets are still tried as sums

WORD = re.compile(r"(\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\d)|\d[\d,]*(?:\.\d+)?)(?:(k|mn|mln|m|bn|b|tn)\b)?|[a-z]+")
MORE = re.compile(r"(?<!no )(?<!not )\b(?:more than|over|above|exceeding|in excess of|north of|greater than)\W*$")
LESS = re.compile(r"(?<!no )(?<!not )\b(?:less than|fewer than|under|below)\W*$")
LEAST = re.compile(r"\b(?:at least|no fewer than|no less than|not less than|a minimum of)\W*$")
NEGATION = re.compile(
    r"\b(?:no|not|none|nobody|nor|neither|never|without|nil|zero|cannot|ruled out|denied|"
    r"un(?:hurt|harmed|injured|scathed|damaged))\b|n[’']t\b"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in words or digits at `start` of the words; a vague one (`dozens`) is a lower bound only."""

    value: float
    start: int
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    word: str
    start: int
    number: float | None  # digits, with their suffix


def _tokens(words: str) -> list[_Token]:
    found = []
    for match in WORD.finditer(words):
        number = None
        if match[1]:
            number = float(re.sub(r"[^\d.]", "", match[1])) * SUFFIXES.get(match[2] or "", 1)
        found.append(_Token(match[0], match.start(), number))
    return found


def amounts(words: str) -> list[Amount]:
    """Every number that the words hold, in order.

    >>> [a.value for a in amounts("half a million, twenty-one and 2.5m")]
    [500000.0, 21, 2500000.0]
    """
    tokens = _tokens(words.lower().replace("½", ".5"))
    found, at = [], 0
    while at < len(tokens):
        new, used = _amounts_at(tokens, at)
        found += new
        at += used
    return found


def _amounts_at(tokens: list[_Token], at: int) -> tuple[list[Amount], int]:
    """The readings of the number that begins at a token, and how many tokens it takes (at least one)."""
    token = tokens[at]
    part = _fraction(tokens, at) or _plain(tokens, at)
    if part is not None:
        return [Amount(part[0], token.start)], part[1]
    if token.word in VAGUE:
        return _vague(tokens, at)
    if token.word in SEVERAL:
        scale, used = _scale(tokens, at + 1)
        return [Amount(low * scale, token.start, True) for low in SEVERAL_LOWS], 1 + used
    if token.word in SINGLE:
        return [Amount(SINGLE[token.word], token.start)], 1
    return [], 1


def _word(tokens: list[_Token], at: int) -> str:
    return tokens[at].word if at < len(tokens) else ""


def _scale(tokens: list[_Token], at: int) -> tuple[float, int]:
    """The product of the scale words from a token on: `hundred thousand`."""
    product, used = 1.0, 0
    while (word := _word(tokens, at + used)) in SCALES or word.removesuffix("s") in ("lakh", "crore"):
        product *= SCALES[word.removesuffix("s") if word not in SCALES else word]
        used += 1
    return product, used


def _fraction(tokens: list[_Token], at: int) -> tuple[float, int] | None:
    """`half a million`, `a quarter of a million`, `half a dozen`."""
    skip = 1 if _word(tokens, at) == "a" else 0
    share = {"half": 0.5, "quarter": 0.25}.get(_word(tokens, at + skip))
    if share is None:
        return None
    skip += 1
    while _word(tokens, at + skip) in ("a", "of"):
        skip += 1
    scale, used = _scale(tokens, at + skip)
    return (share * scale, skip + used) if used else None


def _plain(tokens: list[_Token], at: int) -> tuple[float, int] | None:
    """Digits or number words with their scales: `2.5 million`, `a hundred and twenty`, `one and a half million`."""
    total, current, used = 0.0, None, 0
    while (step := _step(tokens, at + used, current)) is not None:
        value, taken, closes = step
        current = value
        used += taken
        if closes:
            total, current = total + value, None
    return None if not used else (_whole(total + (current or 0)), used)


def _step(tokens: list[_Token], at: int, current: float | None) -> tuple[float, int, bool] | None:
    """One more word of a number: its new value, the tokens taken, and whether a scale above hundred closed it."""
    skip = 1 if current is not None and current >= 1 and _word(tokens, at) == "and" else 0
    word = _word(tokens, at + skip)
    if current is not None and skip and [_word(tokens, at + i) for i in (1, 2)] == ["a", "half"]:
        return current + 0.5, 3, False
    if word in SCALES and not skip and (current is not None or at + skip < len(tokens)):
        return (current or 1) * SCALES[word], 1, SCALES[word] >= 1000
    if word in ("a", "an") and current is None and _word(tokens, at + 1) in SCALES:
        return 1, 1, False
    value = _value(tokens, at + skip)
    if value is None or not _joins(current, value, bool(skip)):
        return None
    return (current or 0) + value, 1 + skip, False


def _value(tokens: list[_Token], at: int) -> float | None:
    if at >= len(tokens):
        return None
    token = tokens[at]
    return token.number if token.number is not None else SMALL.get(token.word, TENS.get(token.word))


def _joins(current: float | None, value: float, after_and: bool) -> bool:
    """Whether a value goes on with a number: `twenty` + `one`, `hundred` (and) + `six`; not `two` `three`."""
    if current is None:
        return not after_and
    if current >= 100 and current % 100 == 0:
        return value < 100
    return not after_and and current % 100 >= 20 and current % 10 == 0 and 0 < value < 10


def _whole(value: float) -> float:
    return int(value) if value == int(value) and value < 100 else value


def _vague(tokens: list[_Token], at: int) -> tuple[list[Amount], int]:
    """`dozens`, `tens of thousands`: the least it can be."""
    low, used = VAGUE[tokens[at].word], 1
    if _word(tokens, at + 1) == "of" and _word(tokens, at + 2) in VAGUE:
        low, used = low * VAGUE[_word(tokens, at + 2)] // 2, 3
    return [Amount(low, tokens[at].start, True)], used


def _sums(values: list[float]) -> Iterator[float]:
    """`two men and a woman`: every sum of some of the numbers."""
    size = len(values) if len(values) <= MAX_SUMMED else 1
    for count in range(1, size + 1):
        for chosen in combinations(values, count):
            yield sum(chosen)


def problem(figure: Figure, words: str, before: str, sentence: str) -> str | None:
    """Why the words cannot give the figure's bounds, or None. `before` is the text that leads up to the
    words, `sentence` the one they stand in (for `not … anyone was hurt`)."""
    if figure.low == figure.high == 0:
        return None if NEGATION.search(sentence.lower()) else f"{words!r} does not say 0"
    found = amounts(words)
    strict = _misread(figure, words.lower(), found)
    if strict:
        return strict
    lows = set(_sums([a.value for a in found]))
    highs = set(_sums([a.value for a in found if not a.vague]))
    for amount in found:
        lead = before.lower()[-30:] + words.lower()[: amount.start]
        lows |= {amount.value + 1} if MORE.search(lead) else set()
        highs |= {amount.value - 1} if LESS.search(lead) else set()
    missing = [
        f"{bound:g}"
        for bound, carried in ((figure.low, lows), (figure.high, highs))
        if bound is not None and not any(abs(bound - value) < 1e-6 * max(1, bound) for value in carried)
    ]
    return f"{words!r} does not carry {' or '.join(dict.fromkeys(missing))}" if missing else None


def _misread(figure: Figure, words: str, found: list[Amount]) -> str | None:
    """A mark that begins with `more than 85` is 86.., with `at least 20` 20.., with `fewer than 9` ..8."""
    first = next((a for a in found if a.value and not a.vague), None)
    if first is None or figure.approx:
        return None
    lead, value = words[: first.start], first.value
    if MORE.match(lead) and figure.low == value:
        return f"{words!r} is {value + 1:.0f}.."
    if LEAST.match(lead) and figure.low == figure.high:
        return f"{words!r} is {value:.0f}.."
    if LESS.match(lead) and figure.high == value:
        return f"{words!r} is ..{value - 1:.0f}"
    return None
