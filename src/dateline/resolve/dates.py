"""When: every time expression of a report, with its TIMEX3 value and the days it covers.

An own grammar of English news time (`dateline.resolve.times`) finds and reads the expressions; the encoder's proposals add those that it
does not know. Times are resolved against the publication date, as FORMAT.md says; a narrative moves the reference to the day told before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache, partial

from dateline.model import Span, Timex
from dateline.resolve.times.day_rules import day_rules
from dateline.resolve.times.distance_rules import distance_rules
from dateline.resolve.times.length_rules import length_rules
from dateline.resolve.times.marks import Mark, cut_marks, marks_in
from dateline.resolve.times.phrase_rules import phrase_rules
from dateline.resolve.times.rules import Grammar, apply, make_grammar
from dateline.resolve.times.stretch_rules import stretch_rules
from dateline.resolve.times.tense import cut_clause, read_tense
from dateline.resolve.times.told import Frame, Told, nothing
from dateline.resolve.times.verbs import Clause
from dateline.text import locate, split_sentences

_TIMES = frozenset(("point", "hour", "length", "set"))
_LEAD = re.compile(r"(?:in|for|within|about|around|more than|at least|over|nearly|almost)\s+", re.IGNORECASE)
_SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(?:\d{4}|\d\d)\b")
_AMERICAN = re.compile(
    r"\b(?:US|U\.S\.|USA|American?|Washington|New York|Los Angeles|Chicago|Boston|Texas|California|Pentagon|White House|CNN|NPR|NBC|CBS|"
    r"ABC News|Fox|Associated Press|AP|Politico|Bloomberg|USA Today|Wall Street|Miami|Denver|Houston|Seattle|CENTCOM|State Department|"
    r"Department of Defense)\b"
)
_SAYS = re.compile(
    r"\b(?:sa(?:id|ys|ying)|told|tells|announced|reported|added|confirmed|according|warned|urged|called|vowed)\b", re.IGNORECASE
)
_HEAD = 120
"""Characters in which the line that opens a report gives its place and date."""
_RUN_ON = 80
"""Characters between two dates of one run of events."""
_TIME_WORDS = frozenset(
    "month verbmonth namemonth weekday weekdays shortday unit units weekend quarter daypart hourword season deictic tonight overnight "
    "now recently soon often "
    "decade decadeword isodate isotime slashdate clock feast holyday era ago later earlier n4".split()
)


@cache
def _grammars() -> tuple[Grammar, ...]:
    first = (*length_rules(), *day_rules(), *stretch_rules(), *distance_rules())
    return tuple(make_grammar(rules) for rules in (first, *phrase_rules()))


def resolve_times(
    text: str, spans: Sequence[Span], published: date | None, sentences: Sequence[Span] = (), outlet: str | None = None
) -> tuple[Timex, ...]:
    """The time expressions of `text` in order, disjoint.

    `spans` are the encoder's proposals: the grammar finds what it knows by itself, and a proposal that it cannot parse is kept with
    value None if it holds a word of time. Without `published`, what is relative has value None and no interval.

    >>> [(t.text, t.value) for t in resolve_times("It fell on Tuesday.", (), date(2016, 9, 22))]
    [('Tuesday', '2016-09-20')]
    """
    every = sentences or split_sentences(text)
    cut, marks = _marks_of(text, tuple(every))
    found = [m for m in marks if m.kind in _TIMES]
    found += _proposed(text, spans, found, cut)
    found.sort(key=lambda m: m.start)
    frame = Frame(published, day_first=_day_first(text, outlet), nation="USA" if outlet and _AMERICAN.search(outlet) else None)
    return _resolve(text, found, every, frame)


@lru_cache(maxsize=1)
def _marks_of(text: str, sentences: tuple[Span, ...]) -> tuple[Sequence[Mark], Sequence[Mark]]:
    """The marks of a text as they are cut and as the grammar reads them; kept for figures, which ask for the same text's times."""
    marks = cut_marks(text, sentences)
    return marks, _read(text, marks)


def _read(text: str, marks: Sequence[Mark]) -> list[Mark]:
    read = list(marks)
    for grammar in _grammars():
        read = apply(grammar, text, read)
    return read


def _proposed(text: str, spans: Sequence[Span], found: Sequence[Mark], cut: Sequence[Mark]) -> list[Mark]:
    """Marks for the proposals that meet nothing found: read with trust (`May` is a month), else kept unread where they hold a time word."""
    taken = [Span(m.start, m.end) for m in found]
    added: list[Mark] = []
    for span in sorted(set(spans)):
        near = locate(taken, span.end - 1)
        if span.start >= span.end or (near >= 0 and taken[near].meets(span)) or (added and added[-1].end > span.start):
            continue
        inside = marks_in(cut, span)
        read = [m for m in _read(text, inside) if m.kind in _TIMES]
        if read:
            added += read
        elif any(m.kind in _TIME_WORDS for m in inside):
            added.append(Mark(span.start, span.end, "point", "unread", lambda frame: Told(None, None, None, rule="unread")))
    return added


def _resolve(text: str, found: Sequence[Mark], sentences: Sequence[Span], frame: Frame) -> tuple[Timex, ...]:
    told: list[Timex] = []
    clause: Clause | None = None
    sentence = -1
    for mark in found:
        here = locate(sentences, mark.start)
        if here != sentence or clause is None:
            sentence, clause = here, cut_clause(text, sentences[here] if here >= 0 else Span(0, len(text)))
            frame = replace(frame, near=None)
        span = Span(mark.start, mark.end)
        seen = replace(
            frame, look=partial(read_tense, clause, span), lean=_lean(text, told, frame, span), week=_week(text, told, frame, span)
        )
        time = _tell(mark, _in_dateline(seen, text, mark))
        if time is None:
            continue
        told.append(_timex(text, span, time, mark))
        frame = _move(frame, time)
    return tuple(told)


def _tell(mark: Mark, frame: Frame) -> Told | None:
    """What a mark tells; times before the year 1 or after 9999 have no place in the calendar."""
    try:
        told: Told | None = mark.value(frame)
    except (ValueError, OverflowError):
        return nothing("out-of-calendar")
    return told


def _lean(text: str, told: Sequence[Timex], frame: Frame, span: Span) -> Told | None:
    """The date with its year that `span` runs on from: told just before in the sentence, joined by `and` without a comma."""
    near = frame.near
    if near is None or not near.fixed or near.grain not in ("day", "month") or not told:
        return None
    between = text[told[-1].span.end : min(span.start, told[-1].span.end + _RUN_ON)]
    return near if " and " in between and "," not in between and len(between) < _RUN_ON else None


def _week(text: str, told: Sequence[Timex], frame: Frame, span: Span) -> Told | None:
    """The week that the sentence tells of right before `span`, unless somebody says something in between (`…, she said on Tuesday`)."""
    if frame.near is None or frame.near.grain != "week" or frame.near.bound or not told:
        return None
    between = text[told[-1].span.end : span.start]
    return None if len(between) > _RUN_ON or _SAYS.search(between) else frame.near


def _in_dateline(frame: Frame, text: str, mark: Mark) -> Frame:
    """A date in the line that opens a report (`KABUL, Jan 5 -`) is the one nearest to publication."""
    if mark.start >= _HEAD:
        return frame
    head = text[: mark.start]
    opens = "\n" not in head.strip() and re.match(r"[\s(]*[A-Z][A-Z'’. -]{2,}", head)
    behind = re.match(r"\s*(?:\([^)]{1,40}\)\s*)?[-–—:]", text[mark.end : mark.end + 60])
    return replace(frame, look=lambda: "present") if opens and behind else frame


def _timex(text: str, span: Span, told: Told, mark: Mark) -> Timex:
    """A Timex; a length that hangs on nothing drops the preposition before it."""
    if told.type == "DURATION" and told.first is None and told.last is None:
        lead = _LEAD.match(text, span.start, span.end)
        while lead:
            span = Span(lead.end(), span.end)
            lead = _LEAD.match(text, span.start, span.end)
    return Timex(span, span.of(text), told.type, told.value, told.first, told.last, told.rule or mark.norm, told.bound)


def _move(frame: Frame, told: Told) -> Frame:
    """What later times may lean on: the last one that has a place in the calendar."""
    told = told.base or told
    usable = told.first and told.last and told.grain and told.type in ("DATE", "TIME") and not told.bound
    if not usable:
        return frame
    return replace(frame, reference=told, near=told, day=told if told.grain == "day" else frame.day)


def _day_first(text: str, outlet: str | None) -> bool | None:
    """Whether `04/05/2019` is 4 May: a date in the text that can be read one way only tells, else the outlet's country."""
    for match in _SLASHED.finditer(text):
        first, second = int(match[1]), int(match[2])
        if (first > 12) != (second > 12) and max(first, second) <= 31:
            return first > 12
    return None if outlet is None else not _AMERICAN.search(outlet)


def time_spans(text: str) -> list[Span]:
    """Where the grammar finds times, and numbers that are none of anything (ages, `Flight 17`): sorted, disjoint, for whoever counts."""
    _, marks = _marks_of(text, tuple(split_sentences(text)))
    return [Span(m.start, m.end) for m in marks if m.kind in _TIMES or m.kind == "skip"]
