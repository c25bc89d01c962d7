"""Which way a sentence looks at a time in it: past, perfect, present or future.

News dates a bare `Friday` by tense. The verb nearest before the time in its clause decides, else the nearest after it. This reads word
forms only, so that it works without an encoder; a time that belongs to a noun (`Friday's vote`) is past unless the noun is announced.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Span
from dateline.resolve.numbers import number_words

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]t\b)?|['’](?:s|re|ve|ll|d|m)\b|[;:,“”\"]|\d+(?:st|nd|rd|th)?")
REACH = 30
"""Words on either side of a time that may tell its tense: a long clause has no more."""
_BE = frozenset(("is", "are", "'s", "'re", "'m", "am", "was", "were"))
_WAS = frozenset(("was", "were", "had"))
_OWNERS = frozenset(("the", "a", "an", "this", "that", "his", "her", "their", "its", "own", "of", "'s", "no", "more", "any"))
_MOVES = frozenset(
    ("meeting", "leaving", "arriving", "flying", "returning", "going", "coming", "travelling", "hosting", "opening", "starting")
)
_AFTER_PLAN = frozenset(("to", "for", "on", "in", "next", "by", "at", "before", "after", "this", "within"))
_CALLED_OFF = frozenset(("off", "cancelled", "canceled", "postponed", "scrapped", "scrubbed", "abandoned", "delayed"))
_SKIPPED = frozenset(("the", "early", "late", "about", "around", "noon", "midnight"))


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence: where each begins, itself in lower case, and whether it has a capital."""

    starts: tuple[int, ...]
    words: tuple[str, ...]
    capitals: tuple[bool, ...]


@cache
def _looks() -> dict[str, frozenset[str]]:
    return {looks: frozenset(words) for looks, words in load_lexicon("tense").items()}


def cut_clause(text: str, sentence: Span) -> Clause:
    """The words of one sentence."""
    found = list(_WORDS.finditer(text, sentence.start, sentence.end))
    words = tuple(m.group().lower().replace("’", "'") for m in found)
    return Clause(tuple(m.start() for m in found), words, tuple(m.group()[0].isupper() for m in found))


def read_tense(clause: Clause, time: Span) -> str:
    """The tense in which `clause` tells what happened at `time`: past where no verb says otherwise."""
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
    return _before(clause, first) or behind or "past"


def _behind(clause: Clause, after: int) -> str:
    """The tense of the nearest verb after the time, empty where there is none."""
    looks = _looks()
    for i in range(after, min(after + REACH, len(clause.words))):
        if clause.words[i] in looks["border"] and i > after:
            break
        tense = _tense_at(clause, i, 0)
        if tense:
            return tense
    return ""


def _opens(clause: Clause, first: int) -> bool:
    """Whether the time opens a clause of its own (`…, and on Friday police fired`)."""
    return first > 1 and clause.words[first - 1] in ("on", "in", "at") and clause.words[first - 2] in ("and", "but", ",")


def _before(clause: Clause, first: int) -> str:
    """The tense of the nearest verb before the time in its clause, empty where there is none."""
    looks = _looks()
    for i in range(first - 1, max(first - REACH, -1), -1):
        if clause.words[i] == "until" and first - i < 7 and not _was_before(clause, i):
            return "future"
        if clause.words[i] in looks["border"]:
            if clause.words[i] in ("when", "if") and _timetable_in(clause, i + 1, first):
                return "future"
            break
        tense = _tense_at(clause, i, first - i)
        if tense:
            return tense
    return ""


def _index(starts: Sequence[int], at: int) -> int:
    return bisect_left(starts, at)


def _noun_follows(clause: Clause, after: int) -> bool:
    """Whether a time with an article belongs to the word behind it (`the June election`)."""
    looks = _looks()
    word = clause.words[after] if after < len(clause.words) else ""
    known = any(word in looks[name] for name in ("future", "past", "perfect", "present", "border", "noun", "planned"))
    return (
        word.isalpha()
        and not known
        and word not in ("in", "on", "at", "and", "to", "by", "for", "from", "with", "after", "before", "as", "he", "she", "they")
    )


def _of_noun(clause: Clause, first: int, after: int) -> str:
    """The tense of `Friday's …`: future where an announced gathering follows and the sentence looks ahead."""
    looks = _looks()
    if set(clause.words[max(first - 4, 0) : first]) & looks["coming"]:
        return "future"
    if set(clause.words[after + 1 : after + 5]) & looks["gathering"]:
        near = range(max(first - REACH, 0), min(after + REACH, len(clause.words)))
        tenses = {_tense_at(clause, i, 9) for i in near}
        return "future" if "future" in tenses and "past" not in tenses else "past"
    return "past"


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
    if lead == "for" and _announced(clause, k) and not set(follows) & _WAS:
        return "future"
    if lead in ("by", "until", "till"):
        return "past" if _was_before(clause, k) or set(follows) & _WAS else "future"
    return ""


def _announced(clause: Clause, at: int) -> bool:
    """Whether `for` before a time leads to what is planned (`a strike called for Monday`)."""
    looks = _looks()
    near = clause.words[max(at - 8, 0) : at]
    if set(near) & _CALLED_OFF:
        return False
    return any(
        w in looks["planned"] or w in looks["forward-past"] or w in ("called", "calls", "call", "date", "deadline", "announced")
        for w in near
    )


def _was_before(clause: Clause, at: int) -> bool:
    """Whether the clause before `at` has `was`, `were` or `had` and nothing that looks ahead."""
    looks = _looks()
    for i in range(at - 1, max(at - REACH, -1), -1):
        word = clause.words[i]
        if word in looks["border"]:
            return False
        if word in looks["future"] or word in looks["forward-past"]:
            return False
        if word in _WAS:
            return True
    return False


def _timetable_in(clause: Clause, first: int, last: int) -> bool:
    """Whether `when …` holds a present verb (`when parliament sits on Tuesday`) and no past one."""
    looks = _looks()
    words = clause.words[first:last]
    past = any(w in looks["past"] or (w.endswith("ed") and w not in looks["not-past"]) for w in words)
    return not past and any(w in looks["timetable"] or (w.endswith("s") and not w.endswith("ss") and len(w) > 3) for w in words)


def _tense_at(clause: Clause, i: int, distance: int) -> str:
    """The tense that the word at `i` gives, `distance` words before the time; empty where it is no verb that tells."""
    looks, word = _looks(), clause.words[i]
    if word in looks["future"]:
        return "" if _is_name(clause, i) else "future"
    if word in looks["coming"]:
        return "future"
    if word == "to":
        return _infinitive(clause, i)
    if word in looks["forward"]:
        polite = clause.words[i + 1 : i + 2] == ("to",) and clause.words[i + 2 : i + 3] and clause.words[i + 2] in looks["performative"]
        return "" if polite or (i and clause.words[i - 1] in _OWNERS) else "future"
    if _plans(clause, i, distance):
        return "future"
    if word in looks["past"] or (word.endswith("ed") and len(word) > 3 and word not in looks["not-past"] and not clause.capitals[i]):
        return _past_form(clause, i)
    if word in looks["perfect"]:
        return "" if i and clause.words[i - 1] == "to" else "perfect"
    return _present(clause, i)


def _is_name(clause: Clause, i: int) -> bool:
    """`the will`, `May` the month or name."""
    if i > 0 and clause.words[i - 1] in _OWNERS:
        return True
    follows = clause.words[i + 1 : i + 2]
    return clause.words[i] == "may" and clause.capitals[i] and (i > 0 or bool(follows and follows[0] in _BE | _WAS))


def _plans(clause: Clause, i: int, distance: int) -> bool:
    """Forms that look ahead though they are past: `is scheduled for`, `called for an election in May`, `threatened a strike on Friday`."""
    looks, word = _looks(), clause.words[i]
    follow = clause.words[i + 1 : i + 2]
    if word in looks["planned"] and set(clause.words[max(i - 3, 0) : i]) & (_BE | {"be", "been"}):
        return bool(follow) and follow[0] in _AFTER_PLAN
    if word in ("due", "scheduled", "slated", "timetabled") and follow and follow[0] in _AFTER_PLAN - {"to", "by"}:
        return True
    if word == "called" and follow == ("for",):
        return distance > 3
    return (
        word in looks["forward-past"]
        and distance > 3
        and follow not in (("on",), ("at",), ("in",), ("by",))
        and not set(clause.words[max(i - 2, 0) : i]) & _WAS
    )


def _infinitive(clause: Clause, i: int) -> str:
    """`to meet on Friday` is ahead, unless what governs it came true (`was forced to flee`) or `to` leads to a noun."""
    looks = _looks()
    if i + 1 >= len(clause.words) or i == 0:
        return ""
    verb = clause.words[i + 1]
    if verb in looks["noun"] or clause.capitals[i + 1] or not verb.isalpha() or (verb.endswith("s") and not verb.endswith("ss")):
        return ""
    before = clause.words[max(i - 4, 0) : i]
    if any(w in looks["implies"] for w in before) or verb in looks["performative"]:
        return ""
    plans = any(w in looks["plans"] or w in looks["planned"] or w in looks["forward"] for w in before)
    if plans or clause.words[i - 1] in _BE:
        return "future"
    return "future" if verb == "be" and "," not in before and not _counted(clause, i) else ""


def _counted(clause: Clause, i: int) -> bool:
    """Whether `to` follows `the third … to`, `the last … to`: somebody who did."""
    before = clause.words[max(i - 8, 0) : i]
    return any(
        w in ("last", "only", "latest") or (w[-2:] in ("st", "nd", "rd", "th") and (w[0].isdigit() or w in number_words())) for w in before
    )


def _past_form(clause: Clause, i: int) -> str:
    """A form in -ed or an irregular past: what stands before it tells whether it is one."""
    looks = _looks()
    for k in range(i - 1, max(i - 5, -1), -1):
        word = clause.words[k]
        if word == "and" and k and clause.words[k - 1].endswith("ed"):
            continue
        if word in looks["border"] or word in (",", "and", "a", "an", "the"):
            break
        if word in looks["future"] and not _is_name(clause, k):
            return "future"
        if word in looks["perfect"]:
            return "" if k and clause.words[k - 1] == "to" else "perfect"
        if word == "to" and clause.words[k + 1] in ("be", "get", "have"):
            return _infinitive(clause, k)
        if word in _WAS:
            return "past"
        if word in ("is", "are", "being"):
            return "present"
    return "past"


def _present(clause: Clause, i: int) -> str:
    """Present forms: a timetable's verb and a move under way look ahead, `is` and `says` do not."""
    looks, word = _looks(), clause.words[i]
    before = clause.words[i - 1] if i else ""
    if word in looks["timetable"] and before not in _OWNERS:
        many = before.endswith("s") or before in ("they", "we", "you", "i")
        return "future" if word.endswith("s") or many else ""
    if word.endswith("ing") and len(word) > 5 and before in _BE - _WAS:
        return "future" if word in _MOVES else "present"
    if word in looks["present"] and word != "'s":
        leads = i + 1 < len(clause.words) and (clause.words[i + 1] == "to" or clause.words[i + 1] in looks["planned"])
        return "" if leads else "present"
    return ""
