"""The record's cells in plain words: what happened, when, how many, and who vouches for it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache

from dateline.model import Event, Figure, Place, Statement, When

_TYPES = {
    "attack": "Attack", "seize": "Seizure", "arrest": "Arrest", "coerce": "Coercion", "sanction": "Sanctions", "mobilise": "Mobilisation",
    "retreat": "Retreat", "release": "Release", "agree": "Agreement", "consult": "Consultation", "cooperate": "Cooperation", "aid": "Aid",
    "protest": "Protest", "vote": "Vote", "office": "Change of office", "law": "Law", "trial": "Court case", "crime": "Crime",
    "disaster": "Disaster", "accident": "Accident", "death": "Death", "displace": "Displacement",
}  # fmt: skip
_MODES = {
    "drone": "Drone attack", "sexual": "Sexual violence", "territory": "Seizure of territory", "property": "Seizure of property",
    "economic": "Economic", "diplomatic": "Diplomatic", "withhold-aid": "Aid withheld", "weapons-test": "Weapons test",
    "people": "Release of people", "sanctions": "Sanctions lifted", "rights": "Rights granted", "military": "Military",
    "judicial": "Judicial",
    "humanitarian": "Humanitarian aid", "hunger-strike": "Hunger strike", "adopted": "Law adopted", "repealed": "Law repealed",
    "cyber": "Cyber attack", "transport": "Transport accident", "industrial": "Industrial accident", "flight": "Flight of people",
    "disarm": "Disarmament", "blockade": "Blockade", "coup": "Coup", "departure": "Departure from office", "asylum": "Asylum",
}  # fmt: skip
_BARE = frozenset(("economic", "diplomatic", "military", "judicial"))
"""Modes that are adjectives: they need their type behind them."""
_STATUS = {"hypothetical": "possible", "not": "did not happen"}
_LOOSE = frozenset("and or but be is are was were been over upon under on in at by with from to of both as for".split())
"""Words that no description of somebody begins with: a role that does was cut from the middle of a sentence."""
_STANCES = {
    "confirms": "confirmed", "denies": "denied", "claims": "claimed", "announces": "announced",
    "threatens": "threatened", "demands": "demanded", "doubts": "doubted",
}  # fmt: skip
_ACTS = {
    "report": "reported", "believe": "believed", "warn": "warned of", "praise": "welcomed", "promise": "promised", "confirm": "confirmed",
    "announce": "announced", "threaten": "threatened", "demand": "demanded", "deny": "spoken of in a denial", "accuse": "condemned",
    "claim": "claimed",
}  # fmt: skip


def say_event(event: Event) -> str:
    """What happened, in a word or two: `Airstrike`, `Economic sanctions`.

    >>> say_event(Event("e1", "sanction", "economic", "happened", ()))
    'Economic sanctions'
    """
    kind = _TYPES.get(event.type, event.type.capitalize())
    if event.mode in (None, "other"):
        return kind
    mode = _MODES.get(event.mode, event.mode.capitalize())
    return f"{mode} {kind.lower()}" if event.mode in _BARE else mode


def say_status(status: str) -> str:
    """An event's status as a reader says it."""
    return _STATUS.get(status, status)


def say_day(day: date) -> str:
    """A day with its month in words, the same everywhere: `2 Feb 2024`."""
    return f"{day.day} {_month(day)} {day.year}"


def say_long_day(day: date) -> str:
    """A day with its weekday: `Friday 2 February 2024`."""
    weekday = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day.weekday()]
    return f"{weekday} {day.day} {_months()[day.month - 1]} {day.year}"


def say_when(when: When | None, status: str = "happened") -> str:
    """When it happened: `2 Feb 2024`, `1–6 Jan 2017`, `since Oct 2023`, `by 2 Feb 2024`; the words of the text where nothing is resolved.

    >>> say_when(When(date(2017, 1, 1), date(2017, 1, 31), None, None))
    'Jan 2017'
    """
    if when is None:
        return "undated"
    first, last = when.earliest, when.latest
    if first and last:
        return _interval(first, last)
    if first:
        return f"{'from' if status in ('planned', 'threatened', 'hypothetical') else 'since'} {say_day(first)}"
    if last:
        return f"by {say_day(last)}"
    return "undated"


def say_figure(figure: Figure) -> str:
    """A count with its bounds: `3 killed`, `86 or more targets`, `about USD 2,000,000`.

    >>> say_figure(Figure("wounded", 20.0, None, None, None))
    '20 or more wounded'
    """
    return _amount(figure) if figure.what in ("other", "money") else f"{_amount(figure)} {figure.what}"


def say_place(place: Place) -> str:
    """A place as the report has it, but the capitals of a news dateline as a reader writes them.

    >>> say_place(Place(None, "PORT MAREN", "PORT MAREN", None, None, None))
    'Port Maren'
    """
    text = place.text or place.name
    if not text.isupper() or len(text) <= 4:
        return text
    return place.name.title() if place.name.isupper() else place.name


def say_roles(name: str, roles: Sequence[str]) -> str:
    """The roles beside somebody's name, each once, without the name itself and without what does not read as a description.

    >>> say_roles("Petar Ilin", ["the army's spokesman", "Colonel Petar", "colonel"])
    "army's spokesman, Colonel"
    """
    bare = [r for r in (_role(name, role) for role in roles) if r]
    return ", ".join(r for i, r in enumerate(bare) if not any(_says(other, r) for other in (name, *bare[:i], *_longer(bare[i + 1 :], r))))


def _role(name: str, role: str) -> str:
    words = re.sub(r"\A(?:the|an?)\s+", "", role.strip(" ,;:"), flags=re.I).split()
    while words and words[-1] in name.split():  # `spokesman John` beside `John Kirby`
        words.pop()
    loose = not words or words[0].lower() in _LOOSE or not {w.lower() for w in words}.isdisjoint(("what", "were", "was"))
    return "" if loose or words == ["the"] else " ".join(words)


def _longer(roles: Sequence[str], role: str) -> list[str]:
    return [r for r in roles if len(r) > len(role)]


def _says(whole: str, role: str) -> bool:
    """Whether `role` stands in `whole` as words of its own."""
    return f" {role.lower()} " in f" {whole.lower()} "


def say_on(on: str) -> str:
    """The day or days on which something was said, from `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`."""
    first, _, last = on.partition("/")
    try:
        days = date.fromisoformat(first), date.fromisoformat(last or first)
    except ValueError:
        return on
    return _interval(*days)


def say_stance(stance: str, statement: Statement | None) -> str:
    """How somebody vouches for an event, as a participle before `by`: `confirmed`, `said`, `blamed on somebody`."""
    if stance in _STANCES:
        return _STANCES[stance]
    if stance == "accuses":
        return "condemned"
    return _ACTS.get(statement.act, "said") if statement else "told"


def clip(text: str, most: int) -> str:
    """`text` cut at a word's end to `most` characters, with an ellipsis where it was cut."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    return cut[: cut.rfind(" ")].rstrip(" ,;:—–-") + "…" if " " in cut else cut + "…"


def visible(text: str) -> str:
    """`text` fit for a terminal: control characters as their pictures, marks that turn the writing around left out, on one line.

    A report may hold escape sequences; printed as they are, they could clear the screen or write into the window's title.
    """
    return "".join(map(_shown, re.sub(r"\s+", " ", text).strip()))


def visible_text(text: str) -> str:
    """As `visible`, character for character and with the line ends kept, so that spans still fit."""
    return "".join(c if c in "\n\t" else (_shown(c) or "\u200b") for c in text.replace("\r\n", " \n"))


def _shown(character: str) -> str:
    code = ord(character)
    if code < 32:
        return chr(0x2400 + code)
    if code == 127:
        return "\u2421"
    if 0x80 <= code < 0xA0:
        return "\ufffd"
    turning = 0x202A <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in (0x200E, 0x200F, 0x061C)
    return "" if turning else "\ufffd" if 0xD800 <= code <= 0xDFFF else character


def _interval(first: date, last: date) -> str:
    if first == last:
        return say_day(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _whole_months(first, last)
    if first.year != last.year:
        return f"{say_day(first)} – {say_day(last)}"
    if first.month != last.month:
        return f"{first.day} {_month(first)} – {say_day(last)}"
    return f"{first.day} or {say_day(last)}" if last - first == timedelta(days=1) else f"{first.day}–{say_day(last)}"


def _whole_months(first: date, last: date) -> str:
    if first.year != last.year:
        whole = (first.month, last.month) == (1, 12)
        return f"{first.year}–{last.year}" if whole else f"{_month(first)} {first.year} – {_month(last)} {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{_month(first)} {first.year}" if first.month == last.month else f"{_month(first)}–{_month(last)} {last.year}"


def _amount(figure: Figure) -> str:
    low, high = figure.low, figure.high
    about, unit = "about " if figure.approx else "", f"{figure.unit} " if figure.unit else ""
    if low is None and high is None:
        return "unknown number"
    if low is None or high is None:
        bound = low if high is None else high
        assert bound is not None
        return f"{about}{unit}{_number(bound)} or {'more' if high is None else 'fewer'}"
    if low == high:
        return f"{about}{unit}{_number(low)}" if low or unit else "none"
    return f"{about}{unit}{_number(low)} to {_number(high)}"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def _month(day: date) -> str:
    return _months()[day.month - 1][:3]


@cache
def _months() -> tuple[str, ...]:
    return tuple("January February March April May June July August September October November December".split())
