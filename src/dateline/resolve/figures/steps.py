"""How many: every number of a report that counts something, with its bounds and what it counts.

Years, dates, hours, ages, lengths of time, ordinals, distances and numbers that name (`Resolution 2328`, `Flight 17`, `AK-47`) are no
figures; the grammar of time says what is a time. Money is in units of its currency, per cent has the unit `%`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.model import Quantity, Span, Word
from dateline.resolve.dates import time_spans
from dateline.resolve.figures.dollars import localise_dollars
from dateline.resolve.figures.nouns import Counted, by_form, is_plural, read_counted
from dateline.resolve.figures.traps import is_score, names_or_measures, phone_end, share_end
from dateline.resolve.figures.words import (
    after_words,
    alternatives,
    bounded,
    currency_after,
    modifiers,
    overlaps,
    symbol_before,
    table_of,
    words_of,
)
from dateline.resolve.numbers import Numeral, number_words, read_numeral

_TO = re.compile(r"[ ]?[-–—][ ]?(?:[$£€¥])?(?=\d)|[ ](?:to|and|or)[ ](?:US|A)?[$£€¥]?(?=\w)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:somewhere[ ])?between[ ]$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom[ ](?:[$£€¥])?$", re.IGNORECASE)
_TALLY = re.compile(r"\b(?:vot\w+|majority|margin|passed|approved|rejected|carried|defeated|beat|won|lost|ballot|score)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"[ ]?(?:%|per[ -]cent\b|percent\b|percentage[ ]points?\b|pct\b)", re.IGNORECASE)
_ZERO_PHRASE = re.compile(r"[ ]((?:[^\W\d_]+[ ]){0,2}?)([^\W\d_]+)")
_OR_ZERO = re.compile(r"[ ](?:or|and)[ ]([^\W\d_]+)")
_OF = re.compile(r"[ ]of[ ]")
_SCALED = re.compile(r"[ ]?(?:thousand|million|billion|trillion|hundred|dozen|m|bn|k)\b", re.IGNORECASE)
_SCALE = re.compile(r"[ ](hundred|thousand|million|billion|dozen)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Source:
    """What every reader needs: the text, the encoder's words, and where times stand."""

    text: str
    words: Sequence[Word]
    times: Sequence[Span]


@cache
def _starts() -> re.Pattern[str]:
    """Where a figure may begin, by kind."""
    spelt = [word for word, (kind, _) in number_words().items() if kind in ("unit", "tens") and word != "zero"]
    groups = (
        ("none", rf"(?<![\w'’-])(?:{alternatives(table_of('none_words'))})(?![\w'’-])"),
        ("no", r"(?<![\w-])no(?=[ ][^\W\d_])"),
        ("collective", rf"(?<![\w-])(?:{alternatives(table_of('collectives'))})(?![\w-])"),
        ("pair", rf"(?<![\w-])(?:{alternatives(table_of('pairs'))})(?![\w-])"),
        ("several", r"(?<![\w-])several(?=[ ])"),
        (
            "digits",
            r"(?<![\w.,:/#+-])\d|(?<=[–—])\d|(?<=[$£€¥₹₽₺₩₪₦₱₫₴฿])\d|(?<=Rs|Sh|RM|Rp)\d|(?<=\bR)\d(?=\d{0,2},\d{3})"
            + r"|(?<=\bN)\d(?=\d{0,2},\d{3}|[\d.]{0,6}[ ]?(?:m|bn|million|billion|trillion)\b)",
        ),
        ("spelt", rf"(?<![\w-])(?:{alternatives(spelt)}|a(?=[ ](?:hundred|thousand|million|billion|dozen))|half(?=[ ]a))(?!\w)"),
    )
    return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in groups), re.IGNORECASE)


def read_quantities(text: str, words: Sequence[Word] = (), outlet: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of `text` in order. `words` give heads where the encoder has them; without them the forms decide. `outlet` is asked
    for whose dollars are meant.

    >>> [(q.text, q.low, q.high) for q in read_quantities("It struck more than 85 targets.")]
    [('more than 85 targets', 86, None)]
    """
    source = _Source(text, words, time_spans(text))
    found: list[Quantity] = []
    at = 0
    while match := _starts().search(text, at):
        made, at = _readers()[match.lastgroup or "digits"](source, match)
        found += made
        at = max(at, match.end())
    return localise_dollars(text, found, outlet)


_Read = tuple[list[Quantity], int]


@cache
def _readers() -> dict[str, Callable[[_Source, re.Match[str]], _Read]]:
    return {
        "none": _read_none,
        "no": _read_no,
        "collective": _read_collective,
        "pair": _read_pair,
        "several": _read_several,
        "digits": _read_number,
        "spelt": _read_number,
    }


def _quantity(text: str, span: Span, number: Span, bounds: tuple[float | None, float | None, bool], noun: str | None = None) -> Quantity:
    return Quantity(span, span.of(text), number, bounds[0], bounds[1], bounds[2], noun)


def _read_none(source: _Source, match: re.Match[str]) -> _Read:
    """`nobody`, `none`; `zero` and `nil` with what they count."""
    text, number = source.text, Span(*match.span())
    lower = match.group().lower()
    value = 1 if lower.startswith("not ") else 0
    counted = by_form(text, number.end, value) if value or lower in ("zero", "nil") else Counted(number.end, None)
    if value and counted.noun is None:
        return [], number.end
    noun = "people" if lower in ("no one", "no-one", "nobody") else counted.noun
    return [_quantity(text, Span(number.start, counted.end), number, (0, 0, False), noun)], counted.end


def _read_no(source: _Source, match: re.Match[str]) -> _Read:
    """`no casualties`, `no injuries or deaths` (one quantity for each noun)."""
    text, number = source.text, Span(*match.span())
    phrase = _ZERO_PHRASE.match(text, number.end)
    if not phrase:
        return [], number.end
    ahead = [
        Span(number.end + 1 + m.start(), number.end + 1 + m.end())
        for m in re.finditer(r"[^\W\d_]+", text[number.end + 1 : number.end + 60])
    ][:3]
    head = next((s for s in ahead if s.of(text).lower() in words_of("zero_nouns")), None)
    if head is None or any(s.of(text).lower() in words_of("stops") for s in ahead if s.start < head.start):
        return [], number.end
    nouns, end = [head.of(text).lower()], head.end
    more = _OR_ZERO.match(text, end)
    if more and more.group(1).lower() in words_of("zero_nouns"):
        nouns.append(more.group(1).lower())
        end = more.end()
    return [_quantity(text, Span(number.start, end), number, (0, 0, False), noun) for noun in nouns], end


def _read_collective(source: _Source, match: re.Match[str]) -> _Read:
    """`dozens of villages`, `several hundred people`: from a number on."""
    text, number = source.text, Span(*match.span())
    value = table_of("collectives")[match.group().lower().replace("\u00a0", " ")]
    counted = read_counted(text, number, value, source.words)
    if counted.noun in words_of("measures") or overlaps(source.times, Span(number.start, counted.end)) or _spans_time(counted.noun):
        return [], number.end
    start, kinds = modifiers(text, number.start)
    bounds = (None, value, False) if "most" in kinds else (value, None, False)
    return [_quantity(text, Span(start, counted.end), number, bounds, counted.noun)], max(number.end, counted.end)


def _spans_time(noun: str | None) -> bool:
    return noun in ("years", "days", "weeks", "months", "hours", "minutes", "seconds", "decades", "centuries", "times", "generations")


def _read_pair(source: _Source, match: re.Match[str]) -> _Read:
    """`both men`, `a pair of boats`; `both` alone is none."""
    text, number = source.text, Span(*match.span())
    value = table_of("pairs")[match.group().lower().replace("\u00a0", " ")]
    scale = _SCALE.match(text, number.end)
    if scale:
        number, value = Span(number.start, scale.end()), value * number_words()[scale.group(1).lower()][1]
    counted = by_form(text, number.end, value)
    if counted.noun is None or overlaps(source.times, Span(number.start, counted.end)) or _spans_time(counted.noun):
        return [], number.end
    start, kinds = modifiers(text, number.start)
    return [_quantity(text, Span(start, counted.end), number, bounded(value, value, kinds), counted.noun)], counted.end


def _read_several(source: _Source, match: re.Match[str]) -> _Read:
    """`several boats`: a quantity without bounds."""
    text, number = source.text, Span(*match.span())
    counted = by_form(text, number.end, 3)
    if counted.noun is None or overlaps(source.times, number) or _spans_time(counted.noun):
        return [], number.end
    return [_quantity(text, Span(number.start, counted.end), number, (None, None, False), counted.noun)], counted.end


def _read_number(source: _Source, match: re.Match[str]) -> _Read:
    """A number in digits or words, alone or as the first of a range."""
    text, start = source.text, match.start()
    row = phone_end(text, start)
    numeral = read_numeral(text, start)
    if row > start or numeral is None:
        return [], max(row, match.end())
    if overlaps(source.times, numeral.span):
        return [], numeral.span.end
    share = share_end(text, numeral)
    if share > start:
        return [], share
    second, ranged = _second(text, numeral)
    if second and not ranged:
        return _read_tally(source, numeral, second)
    return _read_range(source, numeral, second)


def _second(text: str, first: Numeral) -> tuple[Numeral | None, bool]:
    """The second number of `10 to 15`, and whether the two are a range (else a tally, `52-48`)."""
    to = _TO.match(text, first.span.end)
    second = read_numeral(text, to.end()) if to else None
    if to is None or second is None:
        return None, False
    word, before = to.group().strip().lower().rstrip("$£€¥"), text[max(first.span.start - 24, 0) : first.span.start]
    if word.startswith("and"):
        return (second, True) if _BETWEEN.search(before) else (None, False)
    if _FROM.search(before):
        return None, False
    if word.startswith("or"):
        return (second, True) if 0 < second.value - first.value <= max(10, first.value) else (None, False)
    low = _scaled(text, first, second).value
    voted = _TALLY.search(text[max(first.span.start - 80, 0) : first.span.start])
    if low < second.value and not (voted and by_form(text, second.span.end, 2).noun is None):
        return second, True
    return (second, False) if voted or not word.startswith("to") else (None, False)


def _scaled(text: str, first: Numeral, second: Numeral) -> Numeral:
    """`3 to 5 million`: the first number has the second's scale."""
    bare = re.match(r"[\d.,]+|\w+", text[second.span.start : second.span.end])
    scale = _SCALED.match(text, second.span.start + bare.end()) if bare else None
    if scale is None or first.value >= (12 if scale.group().strip().lower() == "dozen" else 1000):
        return first
    plain = read_numeral(text[second.span.start : second.span.start + (bare.end() if bare else 0)], 0)
    factor = second.value / plain.value if plain and plain.value else 1
    value = first.value * factor
    return Numeral(first.span, int(value) if value == int(value) else value, first.digits)


def _read_tally(source: _Source, first: Numeral, second: Numeral) -> _Read:
    """Two counts side by side, as of votes."""
    if (
        is_score(source.text, first, second)
        or overlaps(source.times, second.span)
        or not (first.value == int(first.value) and second.value == int(second.value))
    ):
        return [], second.span.end
    pair = [_quantity(source.text, n.span, n.span, (n.value, n.value, False)) for n in (first, second)]
    return pair, second.span.end


def _read_range(source: _Source, first: Numeral, second: Numeral | None) -> _Read:
    text = source.text
    last = second or first
    low = _scaled(text, first, second).value if second else first.value
    number = Span(first.span.start, last.span.end)
    start, unit = symbol_before(text, number.start)
    start, kinds = _lead(text, start, second is not None)
    end, after = after_words(text, number.end)
    kinds += [after] if after else []
    bounds = bounded(low, last.value, kinds)
    per_cent = _PER_CENT.match(text, end)
    code_end, code = (end, unit) if unit else currency_after(text, end)
    if per_cent or code:
        end = per_cent.end() if per_cent else code_end
        span = Span(start, end)
        return [Quantity(span, span.of(text), number, *bounds, None, "%" if per_cent else code)], end
    counted = _counted(source, number, end, last.value)
    if names_or_measures(text, Numeral(number, last.value, first.digits), counted, bool(kinds)):
        return [], number.end
    span = Span(start, max(counted.end, end))
    return [_quantity(text, span, number, bounds, counted.noun)], max(number.end, end)


def _counted(source: _Source, number: Span, end: int, value: float) -> Counted:
    """What is counted; `one of the …` wants a plural that no superlative leads to."""
    text = source.text
    counted = read_counted(text, Span(number.start, end), value, source.words)
    if value == 1 and _OF.match(text, end) and counted.end > end:
        phrase = text[end : counted.end].lower().split()
        if any(w.endswith("est") or w in ("most", "best", "worst", "biggest") for w in phrase):
            return Counted(end, None)
    return counted


def _lead(text: str, start: int, ranged: bool) -> tuple[int, list[str]]:
    """Where the phrase begins with its modifiers, and what they do; a range's `between` belongs to it."""
    if ranged:
        low = max(start - 24, 0)
        between = _BETWEEN.search(text[low:start])
        if between:
            return low + between.start(), []
    return modifiers(text, start)


__all__ = ["is_plural", "read_quantities"]
