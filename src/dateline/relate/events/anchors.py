"""Days told by their distance from another occurrence: `seized the town on Monday, two days after they shelled it`."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dateline.model import Event, Reason, Timex, When
from dateline.relate.events.scene import Scene
from dateline.relate.events.triggers import Trigger

ANCHORED = 10
"""Words behind `two days after` among which the occurrence stands that it counts from."""
FRONT = 2
"""Words of a sentence within which `Two days after …` opens it."""
_LENGTH = re.compile(r"P(T?)(\d{1,3})([HDWMY])")
_SIDE = re.compile(r"\s+(after|before)\b")
Dated = dict[int, tuple[When, Reason]]


def anchored_days(scene: Scene, groups: Sequence[Sequence[Trigger]], events: Sequence[Event]) -> Dated:
    """The days of events, by index, that a distance from an event whose own words tell its day gives."""
    owner = {trigger.key: number for number, group in enumerate(groups) for trigger in group}
    found: Dated = {}
    for sentence, times in scene.times.items():
        here = sorted((t for group in groups for t in group if scene.tree.sentence[t.head] == sentence), key=lambda t: t.first)
        for timex, sign in _distances(scene, times):
            pair = _pair(scene, timex, here)
            if pair is not None:
                _date(found, events, (owner[pair[0].key], owner[pair[1].key]), (timex, sign))
    return found


def _distances(scene: Scene, times: Sequence[Timex]) -> Iterator[tuple[Timex, int]]:
    """Lengths with `after` (1) or `before` (-1) behind them."""
    text = scene.report.text
    for timex in times:
        side = _SIDE.match(text, timex.span.end)
        if side and timex.type == "DURATION" and timex.earliest is None and timex.latest is None:
            yield timex, 1 if side[1] == "after" else -1


def _pair(scene: Scene, timex: Timex, here: Sequence[Trigger]) -> tuple[Trigger, Trigger] | None:
    """The mention that a distance dates and the one that it counts from; None where either is missing or another tells it."""
    tree = scene.tree
    words = tree.inside(timex.span)
    if not words:
        return None
    behind = [t for t in here if words.stop < t.first]
    base = next((t for t in behind if t.first <= words.stop + ANCHORED and "," not in tree.lower[words.stop : t.first]), None)
    if base is None:
        return None
    if words.start - tree.bounds(words.start).start < FRONT:
        main = next((t for t in behind if "," in tree.lower[base.end : t.first]), None)
    else:
        main = next((t for t in reversed(here) if t.end <= words.start), None)
    same = main is not None and scene.teller(main.span) == scene.teller(base.span) == scene.teller(timex.span)
    return (main, base) if main is not None and same else None


def _date(found: Dated, events: Sequence[Event], pair: tuple[int, int], distance: tuple[Timex, int]) -> None:
    """Date whichever of the two tells no day from the one that does."""
    main, base = pair
    timex, sign = distance
    for known, asked, way in ((main, base, -sign), (base, main, sign)):
        day = _told_day(events[known])
        other = events[asked].when
        if known == asked or day is None or (other is not None and other.span is not None):
            continue
        reached = _shift(day, timex.value or "", way)
        if reached is not None:
            found.setdefault(asked, (When(*reached, None, None), Reason("when", "distance-from-event", timex.text)))
        return


def _told_day(event: Event) -> date | None:
    """The single day that an event's own words tell."""
    when = event.when
    return when.earliest if when and when.span is not None and when.earliest == when.latest else None


def _shift(day: date, length: str, sign: int) -> tuple[date, date] | None:
    """The day, month or year that lies a length away; hours below a day leave the day. None beyond the calendar."""
    told = _LENGTH.fullmatch(length)
    if told is None or not date.min.year + 1000 < day.year < date.max.year - 1000:
        return None
    clock, count, unit = bool(told[1]), sign * int(told[2]), told[3]
    if unit in "DWH":
        days = int(count / 24) if unit == "H" else 7 * count if unit == "W" else count
        at = day + timedelta(days=days)
        return at, at
    if clock:
        return day, day
    if unit == "Y":
        return date(day.year + count, 1, 1), date(day.year + count, 12, 31)
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, 1), date(year, month + 1, monthrange(year, month + 1)[1])
