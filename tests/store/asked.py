"""A small store to ask: kept records of our samples, a report with several scripts in it, and three that disagree on one occurrence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from dateline.codec import decode_record
from dateline.keep.merging import refresh
from dateline.model import Account, Actor, Document, Event, Figure, Party, Place, Record, Span, Statement, When, Words
from dateline.store import Store, open_store
from dateline.store.testimony import end_run, keep_report, start_run

KEPT = sorted((Path(__file__).parents[1] / "records").glob("*.record.json"))
NOW = "2024-06-01T12:00:00Z"
SCRIPTS = (
    'A bakery in the harbour put up signs that read 北京烤鸭 and "انفجار المستودع الكبير" on Friday. José Múnez, who runs it, '
    "said 100% of the signs were his idea; it's a joke_he likes."
)


def words(text: str, part: str, start: int = 0) -> Words:
    """`part` where it stands in `text`."""
    at = text.index(part, start)
    return Words(Span(at, at + len(part)), part)


def scripts() -> Record:
    """A report with letters of several scripts, a statement in it, and no event."""
    speaker = Actor("a1", "José Múnez", "person", None, "named", mentions=(words(SCRIPTS, "José Múnez"),))
    said = Statement(
        "s1", Party(words(SCRIPTS, "José Múnez").span, "José Múnez", "a1"), words(SCRIPTS, "said"),
        (words(SCRIPTS, "100% of the signs were his idea"),), "say", "indirect",
    )  # fmt: skip
    return Record(_document("scripts", SCRIPTS, date(2024, 5, 31), "Harbour Paper", "Signs"), (speaker,), (said,))


def blast(key: str, day: int, killed: int, speaker: str | None, stance: str = "asserts") -> Record:
    """A report of one explosion at Port Maren on 2 May 2024 with its own toll, from `speaker` or the narrator."""
    who = speaker or "the paper"
    text = f"PORT MAREN. A bomb exploded at the customs house in Port Maren on 2 May and killed {killed}, {who} told us for {key}."
    span = words(text, f"killed {killed}").span
    actors = (Actor("a1", speaker, "military", "ABC", "named", mentions=(words(text, speaker),)),) if speaker else ()
    content = words(text, text[text.index("A bomb") : text.index(f", {who}")])
    source = Party(words(text, who).span, who, "a1")
    said = (
        (Statement("s1", source, words(text, "told"), (content,), "deny" if stance == "denies" else "say", "indirect"),) if speaker else ()
    )
    event = Event(
        "e1", "attack", "bombing", "happened", (words(text, "exploded"),),
        places=(Place(words(text, "Port Maren").span, "Port Maren", "Port Maren", "ABC", 10.0, 20.0),),
        when=When(date(2024, 5, 2), date(2024, 5, 2), words(text, "on 2 May").span, "on 2 May"),
        figures=(Figure("killed", killed, killed, span, f"killed {killed}", "s1" if speaker else None),),
        accounts=(Account("s1" if speaker else None, stance),),
    )  # fmt: skip
    return Record(_document(key, text, date(2024, 5, day), f"Outlet {key}", f"Blast, says {key}"), actors, said, (event,))


def _document(key: str, text: str, day: date, outlet: str, title: str) -> Document:
    import hashlib

    name = "sha256:" + hashlib.sha256(f"{text}{day}".encode()).hexdigest()
    return Document(name, text, day, outlet, title, None, "en", key, model="test", version="0")


RECORDS = [
    scripts(),
    blast("one", 3, 9, "Northern Command"),
    blast("two", 4, 13, "Northern Command"),
    blast("three", 4, 30, "Harbour Union"),
]


def fill(address: str) -> Store:
    """The open store at `address`, which is made."""
    store = open_store(address, create=True)
    with store.writing() as connection:
        writer = start_run(connection, "test", {}, NOW)
        for path in KEPT:
            keep_report(writer, decode_record(path.read_text(encoding="utf-8")), path.name, None)
        for one in RECORDS:
            keep_report(writer, one, f"{one.document.key}.txt", None)
        end_run(writer)
    refresh(store)
    return store


def as_row(line: str) -> dict[str, object]:
    """A line of JSON."""
    found: dict[str, object] = json.loads(line)
    return found
