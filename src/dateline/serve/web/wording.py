"""Values in a reader's form, for templates: days, intervals, counts; the exact form stands behind each as a title or attribute."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup, escape

from dateline.model import Event, When
from dateline.serve.phrases import clip, say_day, say_event, say_figure, say_long_day, say_on, say_place, say_status, say_when
from dateline.serve.web.graphic import is_graphic
from dateline.serve.web.messages import known, say
from dateline.serve.web.pane.hidden import long_name
from dateline.serve.web.pane.reasons import explain

_BROKEN = re.compile("[\0\ud800-\udfff]")


def iso_when(when: When | None) -> str:
    """An interval in ISO 8601: `2024-08-04`, `2024-08-01/2024-08-31`, `2012-01-01/..`.

    >>> iso_when(When(date(2012, 1, 1), None, None, None))
    '2012-01-01/..'
    """
    if when is None or not (when.earliest or when.latest):
        return ""
    if when.earliest == when.latest:
        return str(when.earliest)
    return f"{when.earliest or '..'}/{when.latest or '..'}"


def day_of(value: str | date | None) -> str:
    """A day, from ISO or a date, with its month in words; what is no day stays as it is."""
    if value is None:
        return ""
    try:
        return say_day(value if isinstance(value, date) else date.fromisoformat(value[:10]))
    except ValueError:
        return str(value)


def say_source(outlet: str | None, published: str | date | None) -> str:
    """A report by its outlet and day."""
    return ", ".join((outlet or say("report.no-outlet"), day_of(published) or say("report.no-date")))


def moment_of(value: str) -> str:
    """An instant in UTC, to the minute: `4 Aug 2024, 16:20 UTC`."""
    try:
        at = datetime.fromisoformat(value.replace("Z", "+00:00"))
    except ValueError:
        return value
    return f"{say_day(at.date())}, {at:%H:%M} UTC"


def labelled(key: str, prefix: str) -> str:
    """The catalogue's word for `key` under `prefix`, else `key` itself with its hyphens opened."""
    name = f"{prefix}.{key}"
    return say(name) if known(name) else key.replace("-", " ").replace("_", " ")


def say_type(kind: str, mode: str | None = None) -> str:
    """A type, or type and mode, of events in words.

    >>> say_type("attack", "drone")
    'Drone attack'
    """
    return say_event(Event("", kind, mode or None, "happened", ()))


def say_stance_of(stance: str) -> str:
    """How somebody vouches, before a name: `confirmed by`, `said by`."""
    return say("voice.verb", verb=labelled(stance, "stance"))


def listed(names: list[str] | tuple[str, ...]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def number(value: float) -> str:
    """A number with its thousands parted."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"


def exactly(text: str) -> Markup:
    """Text that the browser must hold as it is: line ends that HTML would change are written as references; NUL and halves of
    characters, which HTML cannot hold, as replacement characters."""
    whole = _BROKEN.sub("\ufffd", text)
    return Markup(str(escape(whole)).replace("\r", "&#13;"))


FILTERS: dict[str, Callable[..., Any]] = {
    "clip": clip,
    "day": day_of,
    "event": say_event,
    "exactly": exactly,
    "explain": explain,
    "figure": say_figure,
    "graphic": is_graphic,
    "hidden_name": long_name,
    "iso_when": iso_when,
    "labelled": labelled,
    "listed": listed,
    "long_day": say_long_day,
    "moment": moment_of,
    "number": number,
    "on": say_on,
    "place": say_place,
    "status": say_status,
    "type": say_type,
    "when": say_when,
}
