"""Who vouches, and how many of them are independent: copies are one voice, and so are all who cite one and the same source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from dateline.merge.seeing import name_words
from dateline.merge.words import fold
from dateline.model import Actor, Party, Record, Sighting, Span, Statement, Witness
from dateline.model.incidents import MACHINE


def find_statement(record: Record, by: str | None) -> Statement | None:
    """The statement with the id `by`, None for the narrator."""
    return next((s for s in record.statements if s.id == by), None) if by else None


def find_actor(record: Record, party: Party | None) -> Actor | None:
    """The actor that a party's words stand for."""
    wanted = party.actor if party else None
    return next((a for a in record.actors if a.id == wanted), None) if wanted else None


def witness(sighting: Sighting, by: str | None, stance: str, words: tuple[Span | None, str | None] = (None, None)) -> Witness:
    """Who gives a value in this sighting: the statement `by`, or the narrator."""
    record = sighting.record
    statement = find_statement(record, by)
    actor = find_actor(record, statement.source) if statement else None
    speaker = actor.name if actor else statement.source.text if statement else None
    named = actor.named == "named" if actor else False
    document = record.document
    span, text = words
    if span is None and statement is not None and statement.cue is not None:
        span, text = statement.cue.span, statement.cue.text
    return Witness(
        report=sighting.report, event=sighting.key, outlet=document.outlet, published=document.published, by=by, speaker=speaker,
        named=named, stance=stance, span=span, text=text, voice=voice_of(sighting), verdict=MACHINE,
    )  # fmt: skip


def voice_of(sighting: Sighting) -> str:
    """The name of the group of copies a report is in; its own where it is in none."""
    return sighting.voice or sighting.report


def main_voucher(sighting: Sighting) -> tuple[str | None, str]:
    """Who tells the occurrence itself: the narrator where he does, else the first statement that asserts it, with the stance."""
    accounts = sighting.event.accounts
    told = [a for a in accounts if a.by is None] or [a for a in accounts if a.stance not in ("denies", "doubts")] or list(accounts)
    return (told[0].by, told[0].stance) if told else (None, "asserts")


def voucher_of(sighting: Sighting, span: Span | None) -> tuple[str | None, str]:
    """Who gives the words at `span`: the innermost statement of an account in whose content they stand, else who tells the occurrence."""
    best: tuple[int, str, str] | None = None
    for account in sighting.event.accounts:
        statement = find_statement(sighting.record, account.by)
        for piece in statement.content if statement and span else ():
            if piece.span and span and piece.span.holds(span):
                best = min(best or (1 << 60, "", ""), (piece.span.end - piece.span.start, account.by or "", account.stance))
    return (best[1], best[2]) if best else main_voucher(sighting)


def source_key(told: Witness) -> str:
    """What makes two witnesses one voice: the named source, or the group of copies where the report itself or nobody named speaks.

    An outlet that speaks of itself, and a source without a name, are no voice beside the report that carries them.
    """
    if told.speaker and told.named:
        return "source " + " ".join(sorted(name_words(told.speaker)))
    return "report " + told.voice


def vouching(told: Iterable[Witness]) -> tuple[Witness, ...]:
    """Those who stand by it: without who denies or doubts it."""
    return tuple(w for w in told if w.stance not in ("denies", "doubts"))


def count_voices(told: Iterable[Witness]) -> int:
    """How many independent voices there are among witnesses; a report that names its sources is no voice of its own beside them."""
    return len(voices(told))


def voices(told: Iterable[Witness]) -> tuple[str, ...]:
    """The independent voices among witnesses, by key; a source that one report names in full and another by a part of the name is one."""
    rows = list(told)
    cited = {w.voice for w in rows if w.speaker and w.named}
    keys = {source_key(w) for w in rows if (w.speaker and w.named) or w.voice not in cited}
    named = {key: frozenset(key.split()[1:]) for key in keys if key.startswith("source ")}
    within = {key for key, part in named.items() if any(part < whole for whole in named.values())}
    return tuple(sorted(keys - within))


def say_voices(told: Iterable[Witness]) -> str:
    """A sentence on who is behind a value where that is fewer than it looks, else nothing."""
    rows = list(told)
    outlets = sorted({w.outlet or w.report for w in rows})
    if len(outlets) < 2 or len(voices(rows)) != 1:
        return ""
    named = next((w.speaker for w in rows if w.named and w.speaker), None)
    if named:
        return f"{len(outlets)} outlets give it, all citing {named}: one voice"
    return f"{len(outlets)} outlets give it with the same text: one voice"


def mark_repeated(told: Iterable[Witness]) -> tuple[Witness, ...]:
    """Witnesses in order of publication; `repeated` where the same source gave the same value in an earlier report."""
    seen: set[str] = set()
    marked = []
    for row in sorted(told, key=witness_order):
        key = fold(row.speaker) if row.speaker else fold(row.outlet or row.voice)
        earlier = key in seen
        seen.add(key)
        marked.append(replace(row, repeated=True) if earlier else row)
    return tuple(marked)


def witness_order(row: Witness) -> tuple[str, str, str, str, str, int]:
    """Order of witnesses: publication, report, event, statement, stance, place."""
    published = row.published.isoformat() if row.published else "9999"
    return (published, row.report, row.event, row.by or "", row.stance, row.span.start if row.span else -1)
