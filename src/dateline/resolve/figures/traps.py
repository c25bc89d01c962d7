"""Numbers that are no figures: what names, measures, dates or lists."""

from __future__ import annotations

import re
from functools import cache

from dateline.lexicon import load_lexicon
from dateline.resolve.figures.nouns import Counted
from dateline.resolve.figures.words import words_of
from dateline.resolve.numbers import Numeral, read_numeral

_WORD_BEFORE = re.compile(r"([^\W\d_]+(?:\.[^\W\d_]\.)?)\.?[ \u00a0-]$")
_FRACTION = re.compile(r"(?:st|nd|rd|th)\b|[ -](?:thirds?|quarters?|halves|fifths?|sixths?|tenths?|eighths?)\b|½|¾|¼", re.IGNORECASE)
_GLUED = re.compile(r"[:/]\d|[-–]?[^\W\d_]|°|['’′]\d|\.\d")
_PHONE = re.compile(r"\d+(?:[ -]\d+){2,5}")
_LISTED = re.compile(r"[.)][ \t]")
_NEXT = re.compile(r"[ \u00a0-]?([^\W\d_]+)")
_IN = re.compile(r"[ ]in[ ](?P<every>every[ ])?(?=\w)", re.IGNORECASE)
_PARTS = 100
"""The largest number of parts that a share is told of."""
_GOALS = 20
"""From this number on, two numbers side by side are votes rather than goals."""
_GAME = re.compile(
    r"\b(?:w[io]n|wins|winning|beat|beats|beaten|lost|lose|losing|defeat|defeated|drew|draw|led|trailed|scored?|victory)\b", re.IGNORECASE
)
_VOTE = re.compile(
    r"\b(?:vot\w+|ballots?|majority|margin|passed|approved|rejected|carried|motion|bill|resolution|referendum|council|court)\b",
    re.IGNORECASE,
)
_METRES = re.compile(
    r"m[ ](?:from|away|north|south|east|west|tall|long|high|deep|wide|below|above|off|down|up|apart|inside|outside|behind|race|final|"
    r"sprint|freestyle|hurdles|relay|exclusion|radius|stretch|wall|tower|fence|tunnel|bridge)\b"
)
_NAMED_OF = re.compile(r"\b(?:Group|Committee|Council|Gang|Coalition|Club|League|Movement)[ ]of[ ](?:the[ ])?$")
"""A body named by the number of its members: `the Group of 77`."""
_SINGULAR = re.compile(r"[ ](?:was|is|has|does|makes|says)\b")
_AFTER_ONE = frozenset(
    "day days time way thing hand side another point reason more least step example word question answer week month year hour "
    "minute moment night morning afternoon evening and or is was has had in on at to for from with by the that who which whose "
    "could would will can may might must".split()
)
_BEFORE_ONE = frozenset("the this that any every each some".split())
_AFTER_NAME = re.compile(r"[^\W\d_][ ]?[,(][ ]?$")
_HE_IS = re.compile(r"\b(?:he|she|who)[ ](?:is|was|turns|turned)[ ]$", re.IGNORECASE)
_LEAD = re.compile(r"([^\W\d_]+)[ ]$")
_PLACE_LEADS = frozenset("in at near from of to around outside inside on".split())


@cache
def _countable() -> frozenset[str]:
    return frozenset(word for word, (kind, _) in load_lexicon("times")["words"].items() if kind == "counted")


def names_or_measures(text: str, numeral: Numeral, counted: Counted, bounded: bool) -> bool:
    """Whether the numeral is no figure. `bounded`: a modifier (`at least`) says that it is one, whatever it looks like."""
    start, end = numeral.span
    if _FRACTION.match(text, end) or _GLUED.match(text, end) or _is_list_number(text, numeral):
        return True
    if _measures(text, numeral, counted) or (numeral.digits and _METRES.match(text, end - 1)):
        return True
    if bounded:
        return False
    if numeral.value == 1 and not numeral.digits:
        return _is_pronoun(text, numeral, counted)
    if numeral.digits and counted.noun is None and isinstance(numeral.value, float):
        return True
    return _looks_like_year(text, numeral, counted) or _is_age(text, numeral, counted) or _is_label(text, start, end, counted)


def share_end(text: str, first: Numeral) -> int:
    """Where a share that begins with a numeral ends (`one in five`, `three in every ten`); the numeral's start where it is none."""
    found = _IN.match(text, first.span.end)
    second = read_numeral(text, found.end()) if found else None
    if found is None or second is None or not 0 < first.value < second.value <= _PARTS:
        return first.span.start
    told = first.value == 1 or bool(found["every"]) or second.value in (10, _PARTS)
    return second.span.end if told else first.span.start


def is_score(text: str, first: Numeral, second: Numeral) -> bool:
    """`won 3-1`: two small numbers behind a verb of games, in a sentence without a vote."""
    start = text.rfind(". ", 0, first.span.start) + 1
    sentence = text[max(start, first.span.start - 200) : text.find(".", second.span.end) + 1 or None]
    return max(first.value, second.value) < _GOALS and bool(_GAME.search(sentence)) and not _VOTE.search(sentence)


def phone_end(text: str, start: int) -> int:
    """Where a telephone number or another row of numbers that begins at `start` ends; `start` where none does."""
    found = _PHONE.match(text, start)
    return found.end() if found else start


def _is_list_number(text: str, numeral: Numeral) -> bool:
    start = numeral.span.start
    head = text[max(start - 4, 0) : start]
    opens = not head.rpartition("\n")[2].strip() and (start < 4 or "\n" in head)
    return opens and numeral.digits and numeral.value < 100 and bool(_LISTED.match(text, numeral.span.end))


def _measures(text: str, numeral: Numeral, counted: Counted) -> bool:
    """Distances, degrees and spans of time; areas (`700 square miles`) are figures."""
    phrase = text[numeral.span.end : counted.end].lower()
    if "square" in phrase:
        return False
    after = _NEXT.match(text, numeral.span.end)
    noun = counted.noun or (after.group(1).lower() if after else "")
    units = load_lexicon("times")["words"]
    return (
        noun in words_of("measures")
        or (after is not None and after.group(1).lower() in words_of("measures"))
        or units.get(noun, ("",))[0] in ("unit", "units")
    )


def _is_pronoun(text: str, numeral: Numeral, counted: Counted) -> bool:
    """`one` that counts nothing: `the one`, `one day`, `one of the largest`."""
    before = _WORD_BEFORE.search(text[max(numeral.span.start - 14, 0) : numeral.span.start])
    if before and before.group(1).lower() in _BEFORE_ONE:
        return True
    after = _NEXT.match(text, numeral.span.end)
    follows = after.group(1).lower() if after else ""
    return counted.end == numeral.span.end or follows in _AFTER_ONE


def _is_age(text: str, numeral: Numeral, counted: Counted) -> bool:
    """`Ada Obi, 34, said`, `He is 34.`: a bare number up to 115 that follows a name or says what somebody is."""
    start, end = numeral.span
    if not numeral.digits or counted.noun is not None or not 0 < numeral.value <= 115 or text[end : end + 1] not in (",", ".", ";", ")"):
        return False
    before = text[max(start - 24, 0) : start]
    return bool(_AFTER_NAME.search(before) or _HE_IS.search(before))


def _looks_like_year(text: str, numeral: Numeral, counted: Counted) -> bool:
    plain = numeral.span.end - numeral.span.start == 4 and text[numeral.span.start : numeral.span.end].isdigit()
    return plain and 1900 <= numeral.value <= 2060 and counted.noun not in _countable()


def _is_label(text: str, start: int, end: int, counted: Counted) -> bool:
    """`Resolution 2328`, `Flight 17`, `Windows 10`: a number that names what stands before it."""
    if counted.noun is None and _NAMED_OF.search(text[max(start - 24, 0) : start]):
        return True
    before = _WORD_BEFORE.search(text[max(start - 24, 0) : start])
    if not before:
        return False
    word, at = before.group(1), max(start - 24, 0) + before.start(1)
    if word.lower().rstrip(".") in words_of("labels"):
        return word[0].isupper() or counted.noun is None
    if not word[0].isupper() or counted.noun is not None or not text[start].isdigit():
        return False
    if _SINGULAR.match(text, end) and text[start:end] != "1":
        return True  # Area 51 was shut: were it a count, the verb would be plural
    lead = _LEAD.search(text[max(at - 24, 0) : at])
    return lead is not None and lead.group(1).lower() not in _PLACE_LEADS
