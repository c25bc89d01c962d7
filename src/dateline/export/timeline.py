"""TimelineJS: slides with dates. It renders what it is given as HTML, so every word of a report is escaped."""

from __future__ import annotations

import json
from datetime import date
from html import escape

from dateline.export.days import say_when
from dateline.export.prose import heading, summary
from dateline.export.source import Losses, Options, Source, Writing
from dateline.export.verdicts import verdict_of
from dateline.export.view import view
from dateline.model import Incident, Json


def write_timeline(source: Source, options: Options) -> Writing:
    """One timeline; incidents without any date are left out, because TimelineJS would drop them unseen."""
    del options
    losses, between = Losses(), ""
    title = {"text": {"headline": "What was reported", "text": "Read by machine; each slide says what a person has checked."}}
    yield ('{"title":' + json.dumps(title) + ',"events":[').encode()
    for incident in source.incidents:
        slide = _slide(incident, source)
        if slide is None:
            losses.add("incidents", "TimelineJS needs a start date, and no report tells one")
            continue
        yield (between + "\n" + json.dumps(slide, ensure_ascii=False, allow_nan=False, separators=(",", ":"))).encode()
        between = ","
    yield b"\n]}\n"
    return losses.told()


def _slide(incident: Incident, source: Source) -> dict[str, Json] | None:
    """A slide. What is only known to have been over by a day stands at that day, and its shown date says `by`."""
    when = incident.when
    start = (when.earliest or when.latest) if when else None
    if when is None or start is None:
        return None
    slide: dict[str, Json] = {"unique_id": incident.id, "start_date": _date(start)}
    if when.earliest and when.latest and when.latest != when.earliest:
        slide["end_date"] = _date(when.latest)
    link = escape(source.link("incident", incident.id))
    text = f"<p>{escape(summary(view(incident, source)))}</p><p>{escape(heading(incident))}. Status: {verdict_of(incident)}.</p>"
    return slide | {
        "display_date": say_when(when),
        "group": incident.type,
        "autolink": False,
        "text": {"headline": escape(incident.title), "text": text + f'<p><a href="{link}">{escape(incident.id)}</a></p>'},
    }


def _date(day: date) -> dict[str, Json]:
    return {"year": day.year, "month": day.month, "day": day.day}
