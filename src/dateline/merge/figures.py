"""Figures of an incident: which numbers rival each other, and which only grew."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from dateline.merge.cells import Replaces, Told, build_cell
from dateline.merge.kin import kinship
from dateline.merge.voices import main_voucher, witness
from dateline.merge.words import rarity, terms
from dateline.model import Cell, Figure, Json, Sighting, Value

GROWING = frozenset("killed wounded detained displaced abducted released damaged participants votes targets money".split())
"""What counts of it rises as an occurrence becomes known; `missing` falls as people are found."""
_EVERYBODY = frozenset(
    "people person dead death bodies body victim casualty fatality killed kill injured injur wounded wound missing miss toll live life "
    "other".split()
)
_NUMERALS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty hundr thousand million billion dozen score least most than about near around some more".split()
)
CLOSER = 2.3
"""Rarity from which on a noun beside a figure says whom it counts; `year`, `home` and `local` say nothing."""
_PART = re.compile(r"\bof (?:the|those|these|its|his|her|their) (?:[\w,-]+ )?([^\W\d_]+)|\bof (?:them|whom|those|these)\b", re.IGNORECASE)
AKIN = 0.35
"""Cosine of two nouns' vectors from which on they may count the same: `soldiers` and `troops`."""
FALLING = frozenset(("missing",))


def figure_cells(sightings: Sequence[Sighting]) -> tuple[Cell, ...]:
    """One cell `figure.WHAT` for each thing that is counted."""
    rows = sorted(
        ((f.what if f.unit is None else f"{f.what}.{f.unit}", s, f) for s in sightings for f in _totals(s)), key=lambda r: (r[0], r[1].key)
    )
    cells = []
    for what, group in groupby(rows, key=lambda r: r[0]):
        plain = what.split(".")[0]
        told = [_tell(sighting, figure) for _, sighting, figure in group]
        cells.append(build_cell(f"figure.{what}", told, rivals, _replaces(plain), _vague))
    return tuple(cells)


def _totals(sighting: Sighting) -> list[Figure]:
    """The figures of a sighting without those that are a part of another by the same voucher (`three of the dead`), except `other`."""
    figures = [f for f in sighting.event.figures if f.low is not None or f.high is not None]
    kept = []
    for figure in figures:
        whole = [f for f in figures if f.what == figure.what and f.unit == figure.unit and f.by == figure.by and _over(f, figure)]
        if not whole or figure.what == "other":
            kept.append(figure)
    return kept


def _over(whole: Figure, part: Figure) -> bool:
    return (whole.low or 0) > (part.high if part.high is not None else part.low or 0)


def _tell(sighting: Sighting, figure: Figure) -> Told:
    by = figure.by
    stance = next((a.stance for a in sighting.event.accounts if a.by == by), main_voucher(sighting)[1] if by is None else "asserts")
    row = witness(sighting, by, stance, (figure.span, figure.text))
    data: dict[str, Json] = {"low": figure.low, "high": figure.high, "unit": figure.unit, "approx": figure.approx}
    data["of"] = " ".join(sorted(counted(figure.text or "", within=_is_within(sighting, figure))))
    return Told(f"{figure.low}/{figure.high}", say_figure(figure), data, row)


def _is_within(sighting: Sighting, figure: Figure) -> bool:
    """Whether the same report gives a larger figure for the same, of which this one may be a part."""
    return any(f.what == figure.what and f.unit == figure.unit and _over(f, figure) for f in sighting.event.figures)


def counted(text: str, *, within: bool = False) -> frozenset[str]:
    """What a figure counts more closely than everybody: stems of its nouns; nothing for `four people` or a bare number.

    `three of the dead` are a part of them; `22 of them` are one only `within` a larger figure, for else it is fighters of whom 22 died.

    >>> counted("at least four people"), sorted(counted("19 soldiers")), sorted(counted("three of the dead")), counted("22 of them")
    (frozenset(), ['soldier'], ['part'], frozenset())
    """
    part = _PART.search(text)
    if part and (within or any(t in _EVERYBODY for t in terms(part[1] or ""))):
        return frozenset(("part",))
    return frozenset(
        t for t in terms(text) if len(t) > 1 and t[0].isalpha() and rarity(t) > CLOSER and t not in _EVERYBODY and t not in _NUMERALS
    )


def say_figure(figure: Figure) -> str:
    """A figure with its bounds in words: `11`, `at least 4`, `up to 10`, `10 to 15`, `about 100`, `5000000 USD`."""
    low, high = (None if v is None else f"{v:g}" if abs(v) < 1e6 else f"{v:.0f}" for v in (figure.low, figure.high))
    unit = f" {figure.unit}" if figure.unit else ""
    about = "about " if figure.approx else ""
    if low == high:
        return f"{about}{low}{unit}"
    if high is None:
        return f"at least {low}{unit}"
    return f"up to {high}{unit}" if low is None else f"{about}{low} to {high}{unit}"


def rivals(a: Value, b: Value) -> bool:
    """Whether two figures cannot both be right: their bounds do not meet, and neither counts only some of what the other counts.

    Who denies it and says that it was none speaks of all, whomever he names.
    """
    if _apart(a, b) and not (_is_denial(a) or _is_denial(b)):
        return False
    (low, high, about), (least, most, roughly) = _bounds(a), _bounds(b)
    slack = 0.1 if about or roughly else 0.0
    return low > most * (1 + slack) or least > high * (1 + slack)


def _vague(value: Value) -> tuple[float, ...]:
    """The width of a figure's bounds; of open ones the higher tells more."""
    low, high, about = _bounds(value)
    return (high - low, about, -low)


def _apart(a: Value, b: Value) -> bool:
    """Whether two figures count different people, or one a part of those of the other: `three gendarmes` of `at least four people`."""
    one, other = (set(str(v.data.get("of") or "").split()) if isinstance(v.data, dict) else set() for v in (a, b))
    if "part" in one | other:
        return True
    if any(isinstance(v.data, dict) and v.data.get("unit") for v in (a, b)):
        return False  # of money the unit says what is counted
    if one and other:
        return not _are_akin(one, other)
    part, whole = (a, b) if one else (b, a)
    return bool(one or other) and _bounds(part)[0] < _bounds(whole)[0]


def _are_akin(one: set[str], other: set[str]) -> bool:
    return any(kinship(p, q) >= AKIN for p in one for q in other)


def _is_denial(value: Value) -> bool:
    """Whether a figure says that there were none, and only those give it who deny the occurrence."""
    return _bounds(value)[1] == 0 and all(w.stance == "denies" for w in value.witnesses)


def _bounds(value: Value) -> tuple[float, float, bool]:
    data = value.data if isinstance(value.data, dict) else {}
    low, high = data.get("low"), data.get("high")
    at_least = float(low) if isinstance(low, (int, float)) else 0.0
    return at_least, float(high) if isinstance(high, (int, float)) else float("inf"), bool(data.get("approx"))


def _replaces(what: str) -> Replaces:
    def grown(old: Value, new: Value) -> bool:
        if _is_denial(old):  # what somebody denied did not grow
            return False
        before, after = _bounds(old)[0], _bounds(new)[0]
        return (what in GROWING and after > before) or (what in FALLING and after < before)

    return grown
