"""Cut a text into the words that a grammar of time looks at: each word gets one kind and, where it has one, a value."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Any

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.resolve.numbers import number_words, read_numeral

_PARTS = (
    ("named", ""),  # feasts and eras, filled in from the lexicon
    ("isotime", r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?(?!\w)"),
    ("isodate", r"\d{4}-\d\d-\d\d(?![\w-])"),
    ("slashdate", r"\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\w/])|\d{1,2}\.\d{1,2}\.\d{4}(?![\w.])|\d{4}/\d{1,2}/\d{1,2}(?![\w/])"),
    ("clock", r"\d{1,2}(?:[:.]\d\d)?[ \u00a0]?(?:[ap]\.m\.|[ap]m\b)|\d{1,2}:\d\d(?::\d\d)?(?![\w:])|\d{4}(?=[ ]?(?:GMT|UTC)\b)"),
    ("decade", r"(?:\d{3}0|['’‘]?\d0)['’]?s\b"),
    ("ordinal", r"\d{1,4}(?:st|nd|rd|th)\b"),
    ("glued", r"\d+[^\W\d_][\w]*"),
    ("digits", r"\d+"),
    ("dotted", r"(?:[A-Za-z]\.){2,}"),
    ("short", r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mon|Tues|Tue|Wed|Thurs|Thur|Thu|Fri|Sat|Sun)\."),
    ("poss", r"['’]s\b|(?<=s)['’](?=[ \u00a0])"),
    ("word", r"[oO]['’]clock\b|[^\W\d_]+(?:['’](?:t|ll|ve|re|d|m)\b|\d\w*)?"),
    ("other", r"\S"),
)
_SIGNS = {"-": "dash", "–": "dash", "—": "dash", "\u2011": "dash", ",": "comma", "/": "slash", "(": "open", ")": "close"}
_CURRENCY = frozenset("$£€¥₹#№")
_STOPPERS = frozenset(".!?;:")
_TRUSTED = {"verbmonth": "month", "namemonth": "month", "shortday": "weekday"}
"""What a word is that may be another word too, where it is known to tell a time."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A word, number or sign of the text from `start` to `end`; `kind` is its class in the grammar, `value` what it is worth there."""

    start: int
    end: int
    kind: str
    norm: str
    value: Any = None
    capital: bool = False


@cache
def _scanner() -> re.Pattern[str]:
    lexicon = load_lexicon("times")
    names = sorted({*lexicon["feasts"], *lexicon["eras"]}, key=lambda n: (-len(n), n))
    spelt = "|".join(re.escape(n).replace(r"\ ", r"[ \u00a0]").replace("'", "['’]") for n in names)
    parts = [("named", rf"(?<![\w])(?-i:(?=[A-Z0-9]|eid))(?:{spelt})(?![\w])"), *_PARTS[1:]]
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in parts), re.IGNORECASE)


def cut_marks(text: str, sentences: Sequence[Span]) -> list[Mark]:
    """The marks of `text` in order; one of kind `break` stands before each sentence."""
    starts = [s.start for s in sentences]
    found: list[Mark] = []
    at, last = 0, -1
    scanner = _scanner()
    while match := scanner.search(text, at):
        mark = _mark(text, match)
        at = max(mark.end, match.start() + 1)
        sentence = bisect_right(starts, mark.start)
        if sentence != last:
            found.append(Mark(mark.start, mark.start, "break", ""))
            last = sentence
        found.append(mark)
    return found


def marks_in(marks: Sequence[Mark], span: Span) -> list[Mark]:
    """The marks of a text inside `span`, after a break, read with trust: bare months are months (`May`)."""
    found = [Mark(span.start, span.start, "break", "")]
    for mark in islice(marks, bisect_left(marks, span.start, key=lambda m: m.start), None):
        if mark.start >= span.end:
            break
        if mark.kind != "break" and mark.end <= span.end:
            found.append(replace(mark, kind=_TRUSTED[mark.kind]) if mark.kind in _TRUSTED else mark)
    return found


def _mark(text: str, match: re.Match[str]) -> Mark:
    group = match.lastgroup or "other"
    start, end, raw = match.start(), match.end(), match.group()
    norm = raw.lower().replace("’", "'")
    if group == "named":
        return _named(text, start, norm, raw)
    if group == "digits":
        return _digits(text, start, raw)
    if group == "ordinal":
        number = int(norm[:-2])
        return Mark(start, end, "ordday" if 1 <= number <= 31 else "ordnum", norm, number)
    if group in ("word", "short"):
        return _word(text, start, raw)
    if group == "other":
        return Mark(start, end, _SIGNS.get(raw, "stop" if raw in _STOPPERS else "sign"), norm)
    if group in ("glued", "dotted"):
        return Mark(start, end, "word", norm, capital=raw[0].isupper())
    return Mark(start, end, group, norm, raw)


def _named(text: str, start: int, norm: str, raw: str) -> Mark:
    lexicon = load_lexicon("times")
    norm = norm.replace("\u00a0", " ")
    kind = "era" if norm in lexicon["eras"] else "feast"
    row = lexicon["eras" if kind == "era" else "feasts"][norm]
    cased = raw[0].isupper() or raw[0].isdigit() or norm.startswith("eid")
    if not cased or (norm.startswith("new year") and "Y" not in raw):
        first = re.match(r"\w+", raw)
        assert first
        return _word(text, start, first.group()) if not raw[0].isdigit() else _digits(text, start, raw[0])
    kind = "holyday" if kind == "feast" and row.get("alone") else kind
    return Mark(start, start + len(raw), kind, norm, row, True)


def _digits(text: str, start: int, raw: str) -> Mark:
    numeral = read_numeral(text, start)
    before = text[start - 1] if start else " "
    if numeral and numeral.span.end > start + len(raw):
        return Mark(start, numeral.span.end, "num", raw, numeral.value)
    end, number = start + len(raw), int(raw) if len(raw) < 10 else 0
    after = text[end : end + 2]
    if (
        before in _CURRENCY
        or before.isalpha()
        or (before == "." and not text[start - 2 : start - 1].isalpha())
        or after[:1] in ("%", "°", "£", "€")
        or (after[:1] == "." and after[1:].isdigit())
    ):
        kind = "num"
    elif len(raw) <= 2:
        kind = "n12" if 1 <= number <= 12 else "n31" if 13 <= number <= 31 else "n99"
    else:
        kind = "n4" if len(raw) == 4 and 1000 <= number <= 2199 else "num"
    return Mark(start, end, kind, raw, number)


def _word(text: str, start: int, raw: str) -> Mark:
    norm = raw.lower().rstrip(".").replace("’", "'")
    capital = raw[0].isupper()
    known = _known_words().get(norm)
    if known is None:
        return Mark(start, start + len(raw), "word", norm, None, capital)
    kind, value, cased = known
    if cased and not capital:
        kind = "word"
    return _maybe_number(text, Mark(start, start + len(raw), kind, norm, value, capital))


@cache
def _known_words() -> dict[str, tuple[str, Any, bool]]:
    """Every word that is more than a word: its kind, its value, and whether it wants a capital."""
    lexicon = load_lexicon("times")
    cased = set(lexicon["cased"])
    numbers = dict.fromkeys(number_words(), ("word", None, False))
    return numbers | {word: (kind, value, kind in cased) for word, (kind, value) in lexicon["words"].items()}


def _maybe_number(text: str, mark: Mark) -> Mark:
    """The number in words that begins at `mark`, if one does (`twenty-five`, `half a million`, `a dozen`, `third`)."""
    kind = number_words().get(mark.norm, ("", 0))[0]
    if mark.norm in ("a", "half") or kind in ("unit", "tens"):
        numeral = read_numeral(text, mark.start)
        if numeral:
            return Mark(mark.start, numeral.span.end, "spelt", mark.norm, numeral.value, mark.capital)
    if kind == "ordinal" and mark.kind == "word":
        return Mark(mark.start, mark.end, "ordword", mark.norm, number_words()[mark.norm][1], mark.capital)
    return mark
