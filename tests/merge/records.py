"""Invented reports and records for tests of merging."""

from __future__ import annotations

from datetime import date
from hashlib import sha256

from dateline.model import Account, Actor, Document, Event, Figure, Party, Place, Record, Sighting, Span, Statement, When, Words
from dateline.model.incidents import event_keys

ARMY, FRONT = "Army of Lower Vasria", "Kestrel Front"


def document(text: str, *, day: str | None = "2024-02-02", outlet: str | None = "Harbour Post", title: str | None = None) -> Document:
    """A report."""
    published = date.fromisoformat(day) if day else None
    return Document(f"sha256:{sha256(f'{text}{day}{outlet}'.encode()).hexdigest()}", text, published, outlet, title, None, "en", None)


def words(text: str, part: str) -> Words:
    """Words of a text, with where they first stand."""
    start = text.index(part)
    return Words(Span(start, start + len(part)), part)


def party(text: str, part: str, actor: str) -> Party:
    found = words(text, part)
    return Party(found.span, found.text, actor)


def shelling(
    *,
    day: str = "2024-02-02",
    outlet: str = "Harbour Post",
    killed: int = 4,
    by: str | None = None,
    stance: str = "asserts",
    status: str = "happened",
    agent: str = FRONT,
) -> Sighting:
    """`agent` shells Tormund: `killed` people, told by the narrator or by the named speaker `by`."""
    speaker = by or ARMY
    text = f"The {agent} shelled Tormund on 1 February, killing {killed} people, the {speaker} said."
    statement = Statement(
        "s1", party(text, speaker, "a2"), words(text, "said"), (words(text, text[: text.index(", the")]),), "say", "indirect"
    )
    actors = (
        Actor("a1", agent, "armed-group", None, "named"),
        Actor("a2", speaker, "military", None, "named"),
    )
    told = "s1" if by else None
    figure = words(text, f"{killed} people")
    event = Event(
        "e1", "attack", "shelling", status, (words(text, "shelled"),), agents=(party(text, agent, "a1"),),
        places=(Place(*_spot(text), "Tormund", "VAS", 10.5, 20.5),),
        when=When(date(2024, 2, 1), date(2024, 2, 1), words(text, "1 February").span, "1 February"),
        figures=(Figure("killed", killed, killed, figure.span, figure.text, told),), accounts=(Account(told, stance),),
    )  # fmt: skip
    record = Record(document(text, day=day, outlet=outlet), actors, (statement,) if by else (), (event,))
    return Sighting(event_keys(record)["e1"], record, event)


def _spot(text: str) -> tuple[Span | None, str | None]:
    found = words(text, "Tormund")
    return found.span, found.text
