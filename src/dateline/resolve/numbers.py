"""English numerals in digits and words: what number the words stand for, and where they end.

Dates and figures both stand on this. A numeral is read from a given character on, so that whoever asks decides
where one may begin; everything is linear because a reader never looks back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Span

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3}){1,6}(?!\d)(?:\.\d{1,6}(?!\d))?|\d{1,15}(?:\.\d{1,6}(?!\d))?")
_WORD = re.compile(r"[A-Za-z]{1,12}")
_GAP = re.compile(r"(?:[ \u00a0]|-|\u2011)")
_AND = re.compile(r"[ \u00a0]and[ \u00a0](?=[a-z])", re.IGNORECASE)
_HALF = re.compile(r"half[ -](?:a[ -])?(?=hundred|thousand|million|billion|trillion|dozen)", re.IGNORECASE)
_AND_A_HALF = re.compile(r"[ ]and[ ]a[ ]half\b|½", re.IGNORECASE)
_MAX_WORDS = 16


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as it is written; `digits` tells whether it begins with a digit."""

    span: Span
    value: float
    digits: bool


@cache
def number_words() -> dict[str, tuple[str, int]]:
    """Every number word with its kind (`unit`, `tens`, `hundred`, `scale`, `suffix`, `dozen`, `ordinal`) and value."""
    return {word: (kind, value) for kind, words in load_lexicon("numbers").items() for word, value in words.items()}


def read_numeral(text: str, start: int) -> Numeral | None:
    """The numeral that begins at character `start`, as long as it goes; None where none begins.

    >>> read_numeral("two hundred and five men", 0).value
    205
    """
    digits = _DIGITS.match(text, start)
    if digits:
        value = _plain(digits.group())
        return _scale(text, Numeral(Span(start, digits.end()), value, True))
    half = _HALF.match(text, start)
    if half:
        return _scale(text, Numeral(Span(start, half.end() - 1), 0.5, False))
    return _read_words(text, start)


def _plain(digits: str) -> float:
    number = digits.replace(",", "")
    return float(number) if "." in number else int(number)


def _scale(text: str, numeral: Numeral) -> Numeral:
    """`numeral` times the hundreds, millions, dozens that follow it; a suffix (`bn`) may touch the digits."""
    end, value = numeral.span.end, numeral.value
    half = _AND_A_HALF.match(text, end)
    if half:
        end, value = half.end(), value + 0.5
    found = _next_word(text, end)
    while found:
        word, after, touches = found
        kind, factor = number_words().get(word, ("", 0))
        if (
            kind not in ("hundred", "scale", "dozen", "suffix")
            or (touches and not _may_touch(kind, numeral))
            or (kind == "suffix" and not numeral.digits)
        ):
            break
        if word == "score" or (kind == "suffix" and not touches and word in ("m", "k")):
            break
        end, value = after, value * factor
        found = _next_word(text, end)
    return Numeral(Span(numeral.span.start, end), _whole(value), numeral.digits)


def _may_touch(kind: str, numeral: Numeral) -> bool:
    """`3bn`, `£1million`."""
    return kind == "suffix" or (kind == "scale" and numeral.digits)


def _next_word(text: str, at: int) -> tuple[str, int, bool] | None:
    """The word after at most one blank or hyphen: itself, where it ends, and whether it touches."""
    gap = _GAP.match(text, at)
    word = _WORD.match(text, gap.end() if gap else at)
    if not word or (word.end() < len(text) and text[word.end()].isalnum()):
        return None
    return word.group().lower(), word.end(), gap is None


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def _read_words(text: str, start: int) -> Numeral | None:
    """A numeral in words, by the usual sum of units, tens, hundreds and scales."""
    total, current, end, last, scale = 0, 0, start, "", 10**18
    found = _first_word(text, start)
    for _ in range(_MAX_WORDS):
        if not found:
            break
        word, after = found
        kind, value = number_words().get(word, ("", 0))
        if word in ("a", "an") and not last:
            kind, value = "a", 1
        if not _may_follow(last, kind, value, current) or (kind == "scale" and value >= scale):
            break
        if kind == "scale":
            total, current, scale = total + max(current, 1) * value, 0, value
        elif kind in ("hundred", "dozen"):
            current = max(current, 1) * value
        else:
            current += value
        last, end = kind, after
        found = _later_word(text, end, last)
    if last in ("", "a"):
        return None
    return _add_half(text, Numeral(Span(start, end), total + current, False))


def _add_half(text: str, numeral: Numeral) -> Numeral:
    half = _AND_A_HALF.match(text, numeral.span.end)
    return _scale(text, numeral) if half else numeral


def _first_word(text: str, start: int) -> tuple[str, int] | None:
    word = _WORD.match(text, start)
    if not word or (word.end() < len(text) and text[word.end()].isalnum()):
        return None
    return word.group().lower(), word.end()


def _later_word(text: str, end: int, last: str) -> tuple[str, int] | None:
    both = _AND.match(text, end) if last in ("hundred", "scale") else None
    if both:
        found = _first_word(text, both.end())
        kind = number_words().get(found[0], ("", 0))[0] if found else ""
        return found if kind in ("unit", "tens") else None
    gap = _GAP.match(text, end)
    return _first_word(text, gap.end()) if gap else None


def _may_follow(last: str, kind: str, value: int, current: int) -> bool:
    """Whether a number word of `kind` may come next: `twenty five`, never `five twenty`; `dozen`, but not a bare `score`."""
    if kind == "a":
        return not last
    if kind == "unit":
        return last in ("", "hundred", "scale") or (last == "tens" and 0 < value < 10)
    if kind == "tens":
        return last in ("", "hundred", "scale")
    if kind == "hundred":
        return last == "a" or (last in ("unit", "tens") and 0 < current < 100)
    if kind == "scale":
        return last in ("a", "unit", "tens", "hundred")
    return kind == "dozen" and value == 12 and last in ("a", "unit", "tens")
