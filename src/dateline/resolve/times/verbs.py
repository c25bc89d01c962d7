"""The forms of words that tell a tense: which way the word at a place of a clause looks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.resolve.numbers import number_words

BE = frozenset(("is", "are", "'s", "'re", "'m", "am", "was", "were"))
WAS = frozenset(("was", "were", "had"))
_OWNERS = frozenset(("the", "a", "an", "this", "that", "his", "her", "their", "its", "own", "of", "'s", "no", "more", "any"))
_MOVES = frozenset(
    ("meeting", "leaving", "arriving", "flying", "returning", "going", "coming", "travelling", "hosting", "opening", "starting")
)
_AFTER_PLAN = frozenset(("to", "for", "on", "in", "next", "by", "at", "before", "after", "this", "within"))
_DUE = frozenset(("due", "scheduled", "slated", "timetabled", "expected", "planned"))


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a sentence: where each begins, itself in lower case, and whether it has a capital."""

    starts: tuple[int, ...]
    words: tuple[str, ...]
    capitals: tuple[bool, ...]


@cache
def looks_of() -> dict[str, frozenset[str]]:
    """The words of the lexicon by the way in which they look."""
    return {looks: frozenset(words) for looks, words in load_lexicon("tense").items()}


def tense_at(clause: Clause, i: int, distance: int) -> str:
    """The tense that the word at `i` gives, `distance` words before the time; empty where it is no verb that tells."""
    looks, word = looks_of(), clause.words[i]
    if word in looks["future"]:
        return "" if _is_name(clause, i) else "future"
    if word in looks["coming"] or (word == "forward" and i and clause.words[i - 1] in ("look", "looks", "looking")):
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
    if i > 0 and clause.words[i - 1] in _OWNERS - {"that", "this"}:
        return True
    follows = clause.words[i + 1 : i + 2]
    return clause.words[i] == "may" and clause.capitals[i] and (i > 0 or bool(follows and follows[0] in BE | WAS))


def _plans(clause: Clause, i: int, distance: int) -> bool:
    """Forms that look ahead though they are past: `is scheduled for`, `called for an election in May`, `threatened a strike on Friday`."""
    looks, word = looks_of(), clause.words[i]
    follow = clause.words[i + 1 : i + 2]
    if word == "due" and follow == ("to",) and not _infinitive(clause, i + 1):
        return False
    if word in looks["planned"] and set(clause.words[max(i - 3, 0) : i]) & (BE | {"be", "been"}):
        return bool(follow) and (follow[0] in _AFTER_PLAN or (distance == 1 and word in _DUE))
    if word in _DUE and follow and follow[0] in _AFTER_PLAN - {"to", "by"}:
        return True
    if word == "called" and follow == ("for",):
        return distance > 3
    return (
        word in looks["forward-past"]
        and distance > 3
        and follow not in (("on",), ("at",), ("in",), ("by",))
        and not set(clause.words[max(i - 2, 0) : i]) & WAS
    )


def _infinitive(clause: Clause, i: int) -> str:
    """`to meet on Friday` is ahead, unless what governs it came true (`was forced to flee`) or `to` leads to a noun."""
    looks = looks_of()
    if i + 1 >= len(clause.words) or i == 0:
        return ""
    verb = clause.words[i + 1]
    if verb in looks["noun"] or clause.capitals[i + 1] or not verb.isalpha() or (verb.endswith("s") and not verb.endswith("ss")):
        return ""
    before = clause.words[max(i - 4, 0) : i]
    if any(w in looks["implies"] for w in before) or verb in looks["performative"]:
        return ""
    plans = any(w in looks["plans"] or w in looks["planned"] or w in looks["forward"] for w in before)
    if plans or clause.words[i - 1] in BE:
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
    looks = looks_of()
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
        if word in WAS:
            return "past"
        if word in ("is", "are", "being"):
            return "present"
    return "past"


def _present(clause: Clause, i: int) -> str:
    """Present forms: a timetable's verb and a move under way look ahead, `is` and `says` do not."""
    looks, word = looks_of(), clause.words[i]
    before = clause.words[i - 1] if i else ""
    if word in looks["timetable"] and before not in _OWNERS:
        many = before.endswith("s") or before in ("they", "we", "you", "i")
        return "future" if word.endswith("s") or many else ""
    if word.endswith("ing") and len(word) > 5 and before in BE - WAS:
        return "future" if word in _MOVES else "present"
    if word in looks["present"] and word != "'s":
        leads = i + 1 < len(clause.words) and (clause.words[i + 1] == "to" or clause.words[i + 1] in looks["planned"])
        return "" if leads else "present"
    return ""
