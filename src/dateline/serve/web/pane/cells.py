"""A record as cards of cells: each statement and event a card, each of its values a cell with its words and its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dateline.model import Account, Actor, Event, Figure, Party, Place, Reason, Record, Span, Statement, Words
from dateline.model.incidents import event_keys
from dateline.serve.accounts import doubt_of, doubt_of_source, is_disputed
from dateline.serve.phrases import clip, say_event, say_figure, say_on, say_place, say_stance, say_status, say_when
from dateline.serve.web.messages import say
from dateline.serve.web.wording import iso_when, labelled

KINDS = {"c": "said", "s": "source", "q": "cue", "e": "event", "a": "party", "p": "place", "t": "time", "f": "figure"}
"""Kinds of marks: one letter on the page (it stands thousands of times), its name in the JSON twin."""
_UNSURE = frozenset(("threatened", "hypothetical", "planned", "denied", "not"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. `name` is the record's cell, with a number where there are several (`figure.2`); `exact` the value as data.

    `number` counts the cells of the whole record and ties marks to cells; `unsure` says in a word why the value is uncertain.
    """

    name: str
    kind: str
    told: str
    spans: tuple[Span, ...] = ()
    words: tuple[str, ...] = ()
    exact: str = ""
    reasons: tuple[Reason, ...] = ()
    unsure: str = ""
    link: str = ""
    number: int = -1


@dataclass(frozen=True, slots=True)
class Card:
    """A statement or an event: `key` is what corrections call it, `at` the first character of the text that it rests on."""

    id: str
    key: str
    sort: str
    title: str
    status: str
    at: int
    cells: tuple[Cell, ...]
    doubts: tuple[str, ...] = ()


def cards_of(record: Record) -> tuple[Card, ...]:
    """The cards of a record in order of its text; their cells are numbered through."""
    actors = {a.id: a for a in record.actors}
    statements = {s.id: s for s in record.statements}
    keys = event_keys(record)
    cards = [_event_card(e, keys[e.id], actors, statements) for e in record.events]
    cards += [_statement_card(s, actors, statements) for s in record.statements]
    cards.sort(key=lambda c: (c.at, c.sort, c.id))
    return tuple(_numbered(cards))


def _numbered(cards: Sequence[Card]) -> Iterator[Card]:
    number = 0
    for card in cards:
        cells = tuple(replace(cell, number=number + i) for i, cell in enumerate(card.cells))
        number += len(cells)
        yield replace(card, cells=cells)


# ---------------------------------------------------------------- events


def _event_card(event: Event, key: str, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Card:
    spans = [m.span for m in event.mentions if m.span]
    doubts = (say("card.disputed"),) if is_disputed(event) else ()
    doubt = doubt_of(event, statements, actors)
    return Card(
        id=event.id,
        key=key,
        sort="event",
        title=say_event(event),
        status=event.status,
        at=min((s.start for s in spans), default=0),
        cells=tuple(_event_cells(event, actors, statements)),
        doubts=(*doubts, doubt) if doubt else doubts,
    )


def _event_cells(event: Event, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Iterator[Cell]:
    spans = tuple(m.span for m in event.mentions if m.span)
    words = tuple(dict.fromkeys(m.text for m in event.mentions if m.text))
    what = f"{event.type}/{event.mode}" if event.mode else event.type
    yield Cell("type", "e", say_event(event), spans, words, what, _why(event.why, "type", "mode"))
    unsure = say_status(event.status) if event.status in _UNSURE else ""
    yield Cell("status", "e", say_status(event.status), (), (), event.status, _why(event.why, "status"), unsure)
    yield _when_cell(event)
    yield from _several("place", [_place_cell(p, event.why) for p in event.places])
    yield from _several("agent", [_party_cell("agents", p, event.why, actors) for p in event.agents])
    yield from _several("target", [_party_cell("targets", p, event.why, actors) for p in event.targets])
    yield from _several("figure", [_figure_cell(f, event.why, actors, statements) for f in event.figures])
    yield from _several("account", [_account_cell(a, event.why, actors, statements) for a in event.accounts])


def _several(name: str, cells: Sequence[Cell]) -> Iterator[Cell]:
    for number, cell in enumerate(cells, 1):
        yield replace(cell, name=name if len(cells) == 1 else f"{name}.{number}")


def _when_cell(event: Event) -> Cell:
    when = event.when
    told = say_when(when, event.status)
    unsure = say("cell.undated") if told == "undated" else say("cell.open") if when and not (when.earliest and when.latest) else ""
    if not unsure and when and when.span is None:
        unsure = say("cell.inferred")
    spans = (when.span,) if when and when.span else ()
    return Cell("when", "t", told, spans, _texts(when), iso_when(when), _why(event.why, "when"), unsure)


def _place_cell(place: Place, why: Sequence[Reason]) -> Cell:
    exact = " ".join(x for x in (place.name, place.country or "", _point(place)) if x)
    unsure = "" if place.lat is not None else say("cell.unplaced")
    spans = (place.span,) if place.span else ()
    return Cell("place", "p", say_place(place), spans, _texts(place), exact, _why_of(why, "places", place.text), unsure)


def _point(place: Place) -> str:
    return f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""


def _party_cell(cell: str, party: Party, why: Sequence[Reason], actors: Mapping[str, Actor]) -> Cell:
    spans = (party.span,) if party.span else ()
    return Cell(cell, "a", _name(party, actors), spans, _texts(party), party.actor or "", _why_of(why, cell, party.text))


def _figure_cell(figure: Figure, why: Sequence[Reason], actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Cell:
    low, high = (".." if n is None else f"{n:g}" for n in (figure.low, figure.high))
    source = statements.get(figure.by or "")
    told = say_figure(figure) + (f" — {_name(source.source, actors)}" if source else "")
    exact = f"{figure.what} {low if low == high else f'{low}/{high}'}" + (f" {figure.unit}" if figure.unit else "")
    unsure = say("cell.about") if figure.approx else say("cell.bound") if figure.low is None or figure.high is None else ""
    spans = (figure.span,) if figure.span else ()
    link = f"#{source.id}" if source else ""
    return Cell("figure", "f", told, spans, _texts(figure), exact, _why_of(why, "figures", figure.text), unsure, link)


def _account_cell(account: Account, why: Sequence[Reason], actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Cell:
    statement = statements.get(account.by or "")
    if statement is None:
        return Cell("account", "q", say("cell.narrator"), exact=f"narrator {account.stance}", reasons=_why(why, "accounts"))
    spans, words = _anchors(statement)
    told = say("cell.vouched", verb=say_stance(account.stance, statement), who=_name(statement.source, actors))
    unsure = doubt_of_source(statement.source, actors) or ""
    return Cell("account", "q", told, spans, words, f"{statement.id} {account.stance}", _why(why, "accounts"), unsure, f"#{statement.id}")


# ---------------------------------------------------------------- statements


def _statement_card(statement: Statement, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Card:
    spans = [s for s in (*(c.span for c in statement.content), *_anchors(statement)[0]) if s]
    at = min((s.start for s in spans), default=0)
    return Card(
        id=statement.id,
        key=f"{statement.id}@{at}",
        sort="statement",
        title=_name(statement.source, actors) if statement.source.actor or statement.source.text else say("cell.nobody"),
        status=statement.act,
        at=at,
        cells=tuple(_statement_cells(statement, actors, statements)),
    )


def _statement_cells(statement: Statement, actors: Mapping[str, Actor], statements: Mapping[str, Statement]) -> Iterator[Cell]:
    source, cue = statement.source, statement.cue
    spans = (source.span,) if source.span else ()
    named = _name(source, actors) if source.actor or source.text else say("cell.nobody")
    unsure = doubt_of_source(source, actors) or ""
    yield Cell("source", "s", named, spans, _texts(source), source.actor or "", _why(statement.why, "source", "statement"), unsure)
    told = labelled(statement.act, "act")
    yield Cell("act", "q", told, _span(cue), _texts(cue), f"{statement.act} {statement.form}", _why(statement.why, "act"))
    contents = [c for c in statement.content if c.span]
    words = " … ".join(c.text or "" for c in contents)
    yield Cell("content", "c", clip(words, 240), tuple(c.span for c in contents if c.span), (), statement.form)
    for name, part in (("via", statement.via), ("to", statement.to), ("at", statement.at)):
        if part is not None:
            told = _name(part, actors) if isinstance(part, Party) else part.text or ""
            kind = "a" if isinstance(part, Party) else "q"
            yield Cell(name, kind, told, _span(part), _texts(part), reasons=_why(statement.why, name))
    if statement.on:
        yield Cell("on", "t", say_on(statement.on), (), (), statement.on, _why(statement.why, "on"))
    if outer := statements.get(statement.within or ""):
        yield Cell("within", "q", _name(outer.source, actors), *_anchors(outer), exact=outer.id, link=f"#{outer.id}")


# ---------------------------------------------------------------- words and reasons


def _name(party: Party, actors: Mapping[str, Actor]) -> str:
    actor = actors.get(party.actor or "")
    return actor.name if actor else party.text or say("cell.nobody")


def _anchors(statement: Statement) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Where somebody is told to speak: source and cue, else where their words begin."""
    parts = [p for p in (statement.source, statement.cue) if p is not None and p.span]
    shown = parts or list(statement.content[:1])
    return tuple(p.span for p in shown if p.span), tuple(clip(p.text or "", 80) for p in shown)


def _span(part: Words | Party | None) -> tuple[Span, ...]:
    return (part.span,) if part is not None and part.span else ()


def _texts(part: Words | Party | Place | Figure | object | None) -> tuple[str, ...]:
    text = getattr(part, "text", None)
    return (text,) if text else ()


def _why(why: Sequence[Reason], *cells: str) -> tuple[Reason, ...]:
    return tuple(r for r in why if r.cell in cells)


def _why_of(why: Sequence[Reason], cell: str, text: str | None) -> tuple[Reason, ...]:
    """The reasons of one of several cells of a name: those that speak of its words, else all."""
    found = _why(why, cell)
    return tuple(r for r in found if text and (text in r.detail or (r.detail and r.detail in text))) or found
