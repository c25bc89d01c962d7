"""Pages for readers: what stands on them, and that nothing breaks them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from dateline.codec import decode_record
from dateline.model import Account, Actor, Document, Event, Figure, Party, Place, Record, Span, Statement, When, Words
from dateline.serve.accounts import doubt_of
from dateline.serve.marked import render_marked
from dateline.serve.page import render_page

TEXT = "Rebels shelled Goma on Friday, an official said. The rebels denied it."
OFFICIAL, REBELS = Party(Span(31, 42), "an official", "a1"), Party(Span(49, 59), "The rebels", "a2")


def record(*events: Event, published: date | None = date(2024, 2, 2)) -> Record:
    return Record(
        Document("sha256:0", TEXT, published, "Lake News", "Shells on Goma", None, "en", None),
        (
            Actor("a1", "an official", "person", None, "described"),
            Actor("a2", "M23", "armed-group", None, "named", (Words(None, "rebels"),))),
        (
            Statement("s1", OFFICIAL, Words(Span(43, 47), "said"), (Words(Span(0, 29), TEXT[:29]),), "say", "indirect"),
            Statement("s2", REBELS, Words(Span(60, 66), "denied"), (Words(Span(67, 69), "it"),), "deny", "indirect",
                      via=Words(None, "in a post on X"), at=OFFICIAL, on="2024-02-01"),
            Statement("s3", Party(None, None, None), None, (Words(None, "it"),), "say", "indirect", within="s2"),
        ),
        events,
    )  # fmt: skip


def event(name: str, day: date | None, *accounts: Account, status: str = "happened") -> Event:
    return Event(
        name, "attack", "shelling", status, (Words(Span(7, 14), "shelled"),), (REBELS,), (Party(None, "civilians", None),),
        (Place(Span(15, 19), "Goma", "Goma", "COD", None, None),), When(day, day, Span(23, 29), "Friday") if day else None,
        (Figure("killed", 3.0, None, None, "at least three", "s1"),), accounts,
    )  # fmt: skip


def show(shown: Record, width: int = 100, **more: bool) -> str:
    console = Console(
        width=width, highlight=False, force_terminal=more.get("colour", False), color_system="truecolor" if more.get("colour") else None
    )
    with console.capture() as capture:
        console.print(render_page(shown, "a.txt", ("is not UTF-8",)))
    return capture.get()


def test_an_event_says_all_it_holds() -> None:
    page = show(record(event("e1", date(2024, 2, 2), Account("s1", "asserts"), Account("s2", "denies"))))
    for words in (
        "Shells on Goma", "Lake News · Friday 2 February 2024 · 1 event, 3 statements", "a.txt", "? is not UTF-8",
        "2 Feb 2024", "“Friday”", "Shelling · Goma · happened", "M23 → civilians", "3 or more killed  “at least three”  says an official",
        "said by an official", "denied by M23, in a post on X, on 1 Feb 2024", "? disputed",
    ):  # fmt: skip
        assert words in page


def test_doubt_is_marked() -> None:
    assert "? only unnamed sources" in show(record(event("e1", None, Account("s1", "asserts"))))
    assert "? only unnamed sources" not in show(record(event("e1", None, Account("s1", "asserts"), Account(None, "asserts"))))
    assert "· ? possible" in show(record(event("e1", None, status="hypothetical")))
    assert "no date" in show(record(published=None))


def test_events_stand_in_order_of_time() -> None:
    page = show(record(event("e1", None), event("e2", date(2024, 2, 2)), event("e3", date(2023, 2, 2))))
    assert page.index("2 Feb 2023") < page.index("2 Feb 2024") < page.index("undated")


def test_statements_stand_by_speaker() -> None:
    page = show(record())
    assert page.index("an official  ? unnamed") < page.index("M23  rebels") < page.index("Nobody named  ? source unclear")
    assert "in a post on X · about an official · on 1 Feb 2024" in page and "as told by M23" in page


def test_blame() -> None:
    shown = record(event("e1", None, Account("s2", "accuses")))
    assert "blamed on an official by M23" in show(shown)


def test_nothing_found() -> None:
    assert "Nothing that Dateline records" in show(Record(record().document))


@pytest.mark.parametrize("width", [20, 40, 80, 200])
@pytest.mark.parametrize("colour", [True, False])
def test_any_width(width: int, colour: bool) -> None:
    shown = show(record(event("e1", date(2024, 2, 2), Account("s1", "asserts"), Account(None, "asserts"))), width, colour=colour)
    assert ("\x1b[" in shown) is colour
    if not colour:
        assert max(map(len, shown.splitlines())) <= width


def test_marked_text() -> None:
    console = Console(width=100, color_system=None)
    with console.capture() as capture:
        console.print(render_marked(record(event("e1", date(2024, 2, 2))), colour=False))
        console.print(render_marked(record(event("e1", date(2024, 2, 2))), colour=True))
    assert "Rebels [e1 shelled] Goma on Friday, an official [s1 said]. The rebels [s2 denied] it." in capture.get()
    assert TEXT in capture.get()


def test_gold_records_can_be_shown() -> None:
    folder = Path(__file__).parents[3] / "shared" / "record" / "gold"
    if not folder.is_dir():
        pytest.skip("needs ../shared/record/gold")
    for path in sorted(folder.rglob("*.json")):
        assert show(decode_record(path.read_bytes()), 80)


def actor(name: str, kind: str, named: str = "described") -> Actor:
    return Actor("a1", name, kind, None, named)


@pytest.mark.parametrize(
    ("source", "doubt"),
    [
        (actor("police", "government"), None),
        (actor("energy ministry", "government"), None),
        (actor("army", "military"), None),
        (actor("dockers' union", "organisation"), None),
        (actor("officers' union", "organisation"), None),
        (actor("Ada Lind", "person", "named"), None),
        (actor("a harbour official", "person"), "only unnamed sources say so"),
        (actor("residents", "people"), "only unnamed sources say so"),
        (actor("senior ministry officials", "government"), "only unnamed sources say so"),
        (actor("results", "unknown"), "source unclear"),
        (None, "source unclear"),
    ],
)
def test_whom_a_reader_must_doubt(source: Actor | None, doubt: str | None) -> None:
    said = Statement("s1", Party(None, None, "a1" if source else None), None, (), "say", "indirect")
    told = event("e1", None, Account("s1", "asserts"))
    assert doubt_of(told, {"s1": said}, {"a1": source} if source else {}) == doubt
    assert doubt_of(event("e1", None, Account("s1", "asserts"), Account(None, "asserts")), {"s1": said}, {}) is None


def test_a_denial_vouches_for_nothing() -> None:
    page = show(record(event("e1", None, Account("s1", "asserts"), Account("s2", "denies"))))
    assert "? only unnamed sources say so" in page and "? disputed" in page
    assert "unnamed sources" not in show(record(event("e1", None, Account("s2", "denies"))))


def test_a_figure_that_is_only_a_number_is_said_once() -> None:
    told = replace(event("e1", None), figures=(Figure("votes", 21.0, 21.0, None, "21"),))
    assert "21 votes" in show(record(told)) and "“21”" not in show(record(told))


def test_nobody_is_said_with_the_words_of_the_report() -> None:
    shown = record(event("e1", None, Account("s4", "asserts")))
    feared = Statement("s4", Party(None, None, None), Words(None, "feared"), (), "believe", "indirect")
    page = show(replace(shown, statements=(*shown.statements, feared)))
    assert "feared by somebody not named" in page and "? source unclear" in page
