"""A reader that needs no model, for tests of keeping: one event and one statement a sentence, found by plain rules.

`On 2024-02-02 rebels shelled Derrin, killing 5, the army said.` gives an attack with date, place, figure, agent and speaker.
Words FAULT and DIE do what they say. Worker processes import it by name.
"""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import date

from dateline.model import Account, Actor, Event, Figure, Party, Place, Record, Report, Span, Statement, When, Words
from dateline.relate.record import compose

_VERBS = {
    "shelled": ("attack", "shelling"),
    "met": ("consult", "meeting"),
    "arrested": ("arrest", "arrest"),
    "flooded": ("disaster", "flood"),
}
_EVENT = re.compile(
    r"(?:On (?P<day>\d{4}-\d\d-\d\d) )?(?P<who>[\w’' ]+?) (?P<verb>shelled|met|arrested|flooded) (?P<where>\w+)"
    r"(?:, killing (?P<killed>\d+))?(?:, (?P<by>[\w ]+?) (?P<cue>said|denied))?\."
)


def read(report: Report, *, layers: bool) -> Record:
    """The record of `report`."""
    if "FAULT" in report.text:
        raise ValueError("a fault")
    if "DIE" in report.text:
        os._exit(9)
    actors: dict[str, Actor] = {}
    events, statements = [], []
    for number, found in enumerate(_EVENT.finditer(report.text), 1):
        said = _statement(found, len(statements) + 1, actors) if found["by"] else None
        statements += [said] if said else []
        events.append(_event(found, f"e{number}", actors, said))
    made = compose(report, tuple(actors.values()), statements, events)
    return replace(made, document=replace(made.document, model="fake 1", version="0"))


def _words(found: re.Match[str], group: str) -> Words:
    return Words(Span(*found.span(group)), found[group])


def _party(found: re.Match[str], group: str, actors: dict[str, Actor]) -> Party:
    span, text = Span(*found.span(group)), found[group]
    key = text.casefold()
    known = actors.get(key) or Actor(f"a{len(actors) + 1}", text, "organisation", None, "named")
    actors[key] = replace(known, mentions=(*known.mentions, Words(span, text)))
    return Party(span, text, known.id)


def _statement(found: re.Match[str], number: int, actors: dict[str, Actor]) -> Statement:
    act = "deny" if found["cue"] == "denied" else "say"
    content = Words(Span(found.start("who"), found.end("where")), found.string[found.start("who") : found.end("where")])
    return Statement(f"s{number}", _party(found, "by", actors), _words(found, "cue"), (content,), act, "indirect")


def _event(found: re.Match[str], name: str, actors: dict[str, Actor], said: Statement | None) -> Event:
    kind, mode = _VERBS[found["verb"]]
    day = date.fromisoformat(found["day"]) if found["day"] else None
    where = _words(found, "where")
    killed = float(found["killed"]) if found["killed"] else None
    figure = Figure("killed", killed, killed, *(Span(*found.span("killed")), found["killed"]), by=said and said.id) if killed else None
    stance = "denies" if said and said.act == "deny" else "asserts"
    return Event(
        name, kind, mode, "happened", (_words(found, "verb"),), agents=(_party(found, "who", actors),),
        places=(Place(where.span, where.text, found["where"], "XXA", None, None),),
        when=When(day, day, Span(*found.span("day")), found["day"]) if day else None,
        figures=(figure,) if figure else (), accounts=(Account(said.id if said else None, stance),),
    )  # fmt: skip
