"""Which way a sentence looks at a time in it: past, perfect, present or future.

News dates a bare `Friday` by tense. The verb nearest before the time in its clause decides, else the nearest after it. This reads word
forms only, so that it works without an encoder; a time that belongs to a noun (`Friday's vote`) is past unless the noun is announced.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.model import Span

_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*(?:['’]t\b)?|['’](?:s|re|ve|ll|d|m)\b|[;:,“”\"]|\d+")
REACH = 30
"""Words on either side of a time that may tell its tense: a long clause has no more."""


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
    first = _index(clause.starts, time.start)
    after = _index(clause.starts, time.end)
    looks = _looks()
    if after < len(clause.words) and clause.words[after] == "'s":
        return _of_noun(clause, first, after)
    if "ahead" in clause.words[max(first - 3, 0) : first]:
        return "future"
    if first and clause.words[first - 1] == "for" and _announced(clause, first - 1):
        return "future"
    for i in range(first - 1, max(first - REACH, -1), -1):
        if clause.words[i] in looks["border"] and not (clause.words[i] == "that" and i < first - 3):
            break
        tense = _tense_at(clause, i)
        if tense:
            return tense
    for i in range(after, min(after + REACH, len(clause.words))):
        tense = _tense_at(clause, i)
        if tense:
            return tense
    return "past"


def _index(starts: Sequence[int], at: int) -> int:
    return next((i for i, start in enumerate(starts) if start >= at), len(starts))


def _of_noun(clause: Clause, first: int, after: int) -> str:
    """The tense of `Friday's …`: future where an announced gathering follows and the sentence looks ahead."""
    looks = _looks()
    follow = set(clause.words[after + 1 : after + 5])
    before = clause.words[max(first - 4, 0) : first]
    if set(before) & looks["coming"]:
        return "future"
    if follow & looks["gathering"]:
        near = range(max(first - REACH, 0), min(after + REACH, len(clause.words)))
        tenses = [t for t in (_tense_at(clause, i) for i in near) if t]
        return "future" if "future" in tenses and "past" not in tenses else "past"
    return "past"


def _announced(clause: Clause, at: int) -> bool:
    """Whether `for` before a time leads to what is planned (`a strike called for Monday`)."""
    looks = _looks()
    near = clause.words[max(at - 8, 0) : at]
    return any(w in looks["planned"] or w in ("called", "calls", "promised", "call", "date", "plans", "planned", "deadline", "announced") for w in near)


def _tense_at(clause: Clause, i: int) -> str:
    """The tense that the word at `i` gives, empty where it is no verb that tells."""
    looks, word = _looks(), clause.words[i]
    if word in looks["future_"] if "future_" in looks else False:
        return "future"
    if word in looks["future"]:
        return "" if _noun_use(clause, i) else "future"
    if word in looks["coming"]:
        return "future"
    if word == "to":
        return _infinitive(clause, i)
    if word in looks["planned"] and _has_before(clause, i, ("is", "are", "'s", "'re", "am", "was", "were", "be", "been")):
        return "future" if i + 1 < len(clause.words) and clause.words[i + 1] in ("to", "for", "on", "in", "next", "by", "at") else ""
    if word in looks["past"] or (word.endswith("ed") and len(word) > 3 and word not in looks["not-past"] and not clause.capitals[i]):
        return _past_form(clause, i)
    if word in looks["perfect"]:
        return "perfect"
    if word in looks["timetable"] and not _has_before(clause, i, ("the", "a", "an", "this")):
        return "future" if word.endswith("s") else ""
    if word.endswith("ing") and len(word) > 5 and _has_before(clause, i, ("is", "are", "'re", "'m", "am")):
        return "future" if word in ("meeting", "leaving", "arriving", "flying", "returning", "going", "coming", "travelling", "hosting", "opening", "starting") else "present"
    if word in looks["present"] and word != "'s":
        return "present" if not _leads_on(clause, i) else ""
    return ""


def _has_before(clause: Clause, i: int, words: tuple[str, ...]) -> bool:
    return any(w in words for w in clause.words[max(i - 3, 0) : i])


def _noun_use(clause: Clause, i: int) -> bool:
    """`the will`, `May` the month or name."""
    return (i > 0 and clause.words[i - 1] in ("the", "a", "his", "her", "their", "own")) or (clause.words[i] == "may" and clause.capitals[i] and i > 0)


def _leads_on(clause: Clause, i: int) -> bool:
    """Whether a present `is` belongs to a form that says more (`is to meet`, `are expected`)."""
    return i + 1 < len(clause.words) and (clause.words[i + 1] == "to" or clause.words[i + 1] in _looks()["planned"])


def _infinitive(clause: Clause, i: int) -> str:
    """`to meet on Friday` is ahead, unless what governs it came true (`was forced to flee`) or `to` leads to a noun."""
    looks = _looks()
    if i + 1 >= len(clause.words):
        return ""
    verb = clause.words[i + 1]
    if verb in looks["noun"] or clause.capitals[i + 1] or not verb.isalpha() or (verb.endswith("s") and not verb.endswith("ss")):
        return ""
    before = clause.words[max(i - 4, 0) : i]
    if i == 0 or any(w in looks["implies"] for w in before):
        return ""
    if any(w in looks["plans"] or w in looks["planned"] for w in before) or clause.words[i - 1] in ("is", "are", "'s", "was", "were"):
        return "future"
    return ""


def _past_form(clause: Clause, i: int) -> str:
    """A form in -ed or an irregular past: what stands before it tells whether it is one."""
    looks = _looks()
    before = clause.words[max(i - 4, 0) : i]
    for k in range(len(before) - 1, -1, -1):
        word = before[k]
        if word in looks["border"] or word in (",", "and"):
            break
        if word in looks["future"] and not (word == "may" and clause.capitals[i - len(before) + k]):
            return "future"
        if word in looks["perfect"]:
            return "perfect"
        if word in ("be", "get") and "to" in before:
            return _infinitive(clause, i - len(before) + before.index("to")) or ""
        if word in ("was", "were", "had"):
            return "past"
        if word in ("is", "are", "being"):
            return "present"
    return "past"
