"""Which way a sentence looks at a time in it: past, perfect, present or future.

News dates a bare `Friday` by tense. The verb nearest before the time in its clause decides, else the nearest after it. This reads word
forms only, so that it works without an encoder; a time that belongs to a noun (`Friday's vote`) is past unless the noun is announced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from dateline.model import Span
from dateline.resolve.times.verbs import BE, WAS, Clause, looks_of, tense_at

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]t\b)?|['’](?:s|re|ve|ll|d|m)\b|[;:,“”\"]|\d+(?:st|nd|rd|th)?")
UNTOLD = "untold"
"""The tense of a time that no verb tells of: past, unless the calendar says otherwise (`the November election` in August)."""
REACH = 30
"""Words on either side of a time that may tell its tense: a long clause has no more."""
_LEADS_UP = frozenset(("before", "into", "through", "until", "towards"))
_CALLED_OFF = frozenset(("off", "cancelled", "canceled", "postponed", "scrapped", "scrubbed", "abandoned", "delayed"))
_SKIPPED = frozenset(("the", "early", "late", "about", "around", "noon", "midnight"))


def cut_clause(text: str, sentence: Span) -> Clause:
    """The words of one sentence."""
    found = list(_WORDS.finditer(text, sentence.start, sentence.end))
    words = tuple(m.group().lower().replace("’", "'") for m in found)
    return Clause(tuple(m.start() for m in found), words, tuple(m.group()[0].isupper() for m in found))


def read_tense(clause: Clause, time: Span) -> str:
    """The tense in which `clause` tells what happened at `time`: untold where no verb says it, which mostly means past."""
    first, after = _index(clause.starts, time.start), _index(clause.starts, time.end)
    owned = clause.words[after : after + 1] == ("'s",)
    inside = first > 0 and clause.words[first - 1] in ("the", "a", "an", "its", "this") and _noun_follows(clause, after)
    if owned or inside:
        return _of_noun(clause, first, after if owned else after - 1)
    led = _led(clause, first, after)
    if led:
        return led
    behind = _behind(clause, after)
    if behind and _opens(clause, first):
        return behind
    return _before(clause, first) or behind or UNTOLD


def _behind(clause: Clause, after: int) -> str:
    """The tense of the nearest verb after the time, empty where there is none."""
    looks = looks_of()
    for i in range(after, min(after + REACH, len(clause.words))):
        if clause.words[i] in looks["border"] and i > after:
            break
        tense = tense_at(clause, i, 0)
        if tense:
            return tense
    return ""


def _opens(clause: Clause, first: int) -> bool:
    """Whether the time opens a clause of its own (`…, and on Friday police fired`)."""
    return first > 1 and clause.words[first - 1] in ("on", "in", "at") and clause.words[first - 2] in ("and", "but", ",")


def _before(clause: Clause, first: int) -> str:
    """The tense of the nearest verb before the time in its clause, empty where there is none."""
    looks = looks_of()
    for i in range(first - 1, max(first - REACH, -1), -1):
        if clause.words[i] == "until" and first - i < 7 and not _was_before(clause, i):
            return "future"
        if clause.words[i] in looks["border"]:
            if clause.words[i] in ("when", "if") and _timetable_in(clause, i + 1, first):
                return "future"
            break
        tense = tense_at(clause, i, first - i)
        if tense:
            return tense
    return ""


def _index(starts: Sequence[int], at: int) -> int:
    return bisect_left(starts, at)


def _noun_follows(clause: Clause, after: int) -> bool:
    """Whether a time with an article belongs to the word behind it (`the June election`)."""
    looks = looks_of()
    word = clause.words[after] if after < len(clause.words) else ""
    known = any(word in looks[name] for name in ("future", "past", "perfect", "present", "border", "noun", "planned"))
    return (
        word.isalpha()
        and not known
        and word not in ("in", "on", "at", "and", "to", "by", "for", "from", "with", "after", "before", "as", "he", "she", "they")
    )


def _of_noun(clause: Clause, first: int, after: int) -> str:
    """The tense of `Friday's …`: an announced gathering is ahead where what leads to it or the nearest verb says so."""
    looks = looks_of()
    if set(clause.words[max(first - 4, 0) : first]) & looks["coming"]:
        return "future"
    if not set(clause.words[after + 1 : after + 5]) & looks["gathering"]:
        return "past"
    lead = next((k for k in (first - 1, first - 2) if k >= 0 and clause.words[k] == "for"), None)
    if lead is not None and _announced(clause, lead):
        return "future"
    near = _before(clause, first) or _behind(clause, after)
    every = {tense_at(clause, i, 9) for i in range(max(first - REACH, 0), min(after + REACH, len(clause.words)))}
    if near == "future" or ("future" in every and "past" not in every):
        return "future"
    if near != "past" and (set(clause.words[max(first - 2, 0) : first]) & _LEADS_UP or _under_way(clause, first)):
        return "future"
    return "past" if near == "past" and "to" not in clause.words[max(first - 5, 0) : first] else UNTOLD


def _under_way(clause: Clause, at: int) -> bool:
    """Whether somebody is doing something right before a time (`is facing`, `are vying`)."""
    pairs = zip(clause.words[max(at - 10, 0) : at], clause.words[max(at - 9, 0) : at], strict=False)
    return any(one in BE - WAS and two.endswith("ing") and len(two) > 4 for one, two in pairs)


def _led(clause: Clause, first: int, after: int) -> str:
    """What the words that lead to a time make of it: `ahead of`, `a strike called for`, `by`, `until`; empty where they tell nothing."""
    k = first - 1
    if clause.words[first : first + 1] and clause.words[first] in ("by", "until", "till"):
        k = first
    while k > 0 and clause.words[k] in _SKIPPED:
        k -= 1
    lead = clause.words[k] if k >= 0 else ""
    if "ahead" in clause.words[max(first - 3, 0) : first]:
        return "future"
    follows = clause.words[after : after + 2]
    if lead == "for" and not set(follows) & WAS and _announced(clause, k):
        return "future"
    if lead in ("until", "till", "to") and _put_off(clause, k):
        return "future"
    if lead in ("by", "until", "till"):
        return "past" if _was_before(clause, k) or _endured(clause, k) or set(follows) & WAS else "future"
    return ""


def _endured(clause: Clause, at: int) -> bool:
    """Whether what stands before `until` went on up to then and is over (`served as mayor until June`)."""
    near = clause.words[max(at - 6, 0) : at]
    return bool(set(near) & looks_of()["endured"]) and not set(near) & looks_of()["future"]


def _put_off(clause: Clause, at: int) -> bool:
    """Whether what stands before `until` or `to` is put off (`was adjourned until Monday`), and not `had been`."""
    near = clause.words[max(at - 6, 0) : at]
    return bool(set(near) & looks_of()["postponed"]) and "had" not in near


def _announced(clause: Clause, at: int) -> bool:
    """Whether `for` before a time leads to what is planned (`a strike called for Monday`)."""
    looks = looks_of()
    near = clause.words[max(at - 8, 0) : at]
    if set(near) & _CALLED_OFF:
        return False
    return any(w in looks["planned"] or w in looks["forward-past"] or w in looks["announced"] for w in near)


def _was_before(clause: Clause, at: int) -> bool:
    """Whether the clause before `at` has `was`, `were` or `had` and nothing that looks ahead."""
    looks = looks_of()
    for i in range(at - 1, max(at - REACH, -1), -1):
        word = clause.words[i]
        if word in looks["border"]:
            return False
        if word in looks["future"] or word in looks["forward-past"]:
            return False
        if word in WAS:
            return True
    return False


def _timetable_in(clause: Clause, first: int, last: int) -> bool:
    """Whether `when …` holds a present verb (`when parliament sits on Tuesday`) and no past one."""
    looks = looks_of()
    words = clause.words[first:last]
    past = any(w in looks["past"] or (w.endswith("ed") and w not in looks["not-past"]) for w in words)
    return not past and any(w in looks["timetable"] or (w.endswith("s") and not w.endswith("ss") and len(w) > 3) for w in words)
