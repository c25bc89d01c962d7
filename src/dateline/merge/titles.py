"""The title of an incident: what, where and when, from its cells and never from other words."""

from __future__ import annotations

from datetime import date

from dateline.model import Place, When

_MODES = {
    "airstrike": "Airstrike", "shelling": "Shelling", "drone": "Drone attack", "bombing": "Bombing", "shooting": "Shooting",
    "battle": "Battle",
    "stabbing": "Stabbing", "arson": "Arson", "assassination": "Assassination", "sexual": "Sexual violence", "war": "War",
    "abduction": "Abduction", "hijacking": "Hijacking", "territory": "Seizure of territory", "property": "Seizure of property",
    "raid": "Raid", "charge": "Charges", "ban": "Ban", "curfew": "Curfew", "blockade": "Blockade", "expulsion": "Expulsion",
    "censorship": "Censorship", "deployment": "Deployment", "exercise": "Exercise", "weapons-test": "Weapons test", "alert": "Alert",
    "withdrawal": "Withdrawal", "ceasefire": "Ceasefire", "surrender": "Surrender", "disarm": "Disarmament",
    "truce": "Truce", "deal": "Deal",
    "meeting": "Meeting", "visit": "Visit", "call": "Call", "talks": "Talks", "asylum": "Asylum", "rescue": "Rescue",
    "demonstration": "Demonstration", "strike": "Strike", "riot": "Riot", "boycott": "Boycott", "hunger-strike": "Hunger strike",
    "election": "Election", "referendum": "Referendum", "resolution": "Resolution",
    "appointment": "Appointment",
    "departure": "Departure from office", "resignation": "Resignation", "coup": "Coup",
    "adopted": "Law adopted", "repealed": "Law repealed",
    "verdict": "Verdict", "lawsuit": "Lawsuit", "inquiry": "Inquiry", "execution": "Execution", "fraud": "Fraud", "theft": "Theft",
    "trafficking": "Trafficking", "cyber": "Cyber attack", "storm": "Storm", "flood": "Flood", "earthquake": "Earthquake", "fire": "Fire",
    "outbreak": "Outbreak", "collapse": "Collapse", "transport": "Transport accident", "industrial": "Industrial accident",
    "flight": "Flight of people", "evacuation": "Evacuation",
}  # fmt: skip
_TYPES = {
    "seize": "Seizure", "coerce": "Coercion", "sanction": "Sanctions", "mobilise": "Mobilisation", "agree": "Agreement",
    "consult": "Consultation",
    "cooperate": "Cooperation", "office": "Change of office", "displace": "Displacement",
}  # fmt: skip
_ADJECTIVES = frozenset("economic diplomatic military judicial humanitarian".split())
_OPEN = {
    "planned": "planned", "threatened": "threatened", "hypothetical": "possible", "denied": "denied", "not": "did not happen"
}  # fmt: skip
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def title_incident(kind: tuple[str, str | None, str], when: When | None, place: Place | None, parties: tuple[str, ...]) -> str:
    """The title from (type, mode, status), time, place and named parties; a party stands for the place where there is none.

    >>> spot = Place(None, None, "Goma", "COD", None, None)
    >>> title_incident(("attack", "shelling", "happened"), When(date(2024, 2, 2), date(2024, 2, 2), None, None), spot, ())
    'Shelling in Goma, 2 Feb 2024'
    """
    what = say_kind(kind[0], kind[1])
    if place is not None:
        what += f" in {place.name}"
    elif parties:
        what += f": {parties[0]}"
    day = say_when(when)
    state = f" ({_OPEN[kind[2]]})" if kind[2] in _OPEN else ""
    return what + (f", {day}" if day else "") + state


def say_kind(kind: str, mode: str | None) -> str:
    """An event's type and mode in a word or two.

    >>> say_kind("attack", None), say_kind("sanction", "economic")
    ('Attack', 'Economic sanctions')
    """
    word = _TYPES.get(kind, kind.capitalize())
    if mode in _ADJECTIVES:
        return f"{mode.capitalize()} {word.lower()}"
    return _MODES.get(mode or "", word)


def say_when(when: When | None) -> str:
    """An interval of days as a reader writes it.

    >>> say_when(When(date(2024, 2, 2), date(2024, 2, 5), None, None)), say_when(When(None, date(2024, 2, 5), None, None))
    ('2–5 Feb 2024', 'by 5 Feb 2024')
    >>> say_when(When(date(2024, 2, 1), date(2024, 2, 29), None, None)), say_when(When(date(2024, 1, 1), date(2024, 12, 31), None, None))
    ('Feb 2024', '2024')
    """
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    first, last = when.earliest, when.latest
    if first is None or last is None:
        return f"since {say_day(first)}" if first else f"by {say_day(last)}" if last else ""
    if first == last:
        return say_day(first)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year}" if first.year == last.year else f"{first.year}–{last.year}"
    if (first.year, first.month) == (last.year, last.month):
        whole = first.day == 1 and last.day >= 28
        return f"{MONTHS[first.month - 1]} {first.year}" if whole else f"{first.day}–{say_day(last)}"
    return f"{say_day(first)} – {say_day(last)}"


def say_day(day: date) -> str:
    """`2 Feb 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
