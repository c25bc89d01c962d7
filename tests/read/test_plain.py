"""Headers are read and taken off; the text behind them is untouched."""

import time
from contextlib import suppress
from datetime import date

import pytest

from dateline.errors import BadDate, Unreadable
from dateline.read.plain import read_plain

BODY = "Dockers in Gdansk stopped work, the union said.\n\nTalks go on.\n"


def test_no_header_leaves_all_as_it_is() -> None:
    report = read_plain(("\n  " + BODY).encode(), "x.txt")
    assert report.text == "\n  " + BODY
    assert report.published is None


@pytest.mark.parametrize("head", [" date 2024-02-02 ", "date 2024-02-02\n", "Date 2024-02-02\t", "\n date: 2024-02-02 "])
def test_date_on_the_line_of_the_text(head: str) -> None:
    report = read_plain((head + BODY).encode(), "x.txt")
    assert (report.text, report.published) == (BODY, date(2024, 2, 2))


def test_lines() -> None:
    head = "Title: Cranes stand still\r\nDate: 2 February 2024\r\nSource: The Harbour Post\r\n"
    head += "URL: https://harbour.example/1\r\nBy: A. Nowak\r\n\r\n"
    report = read_plain((head + BODY).encode(), "x.txt")
    assert report.text == BODY
    assert (report.title, report.published, report.outlet) == ("Cranes stand still", date(2024, 2, 2), "The Harbour Post")
    assert (report.url, report.extra) == ("https://harbour.example/1", (("author", "A. Nowak"),))


@pytest.mark.parametrize("between", [" ", "\t", "  "])
def test_lines_that_begin_with_the_date(between: str) -> None:
    report = read_plain(f"Date:{between}2024-02-02\nTitle: Cranes\nSource: The Harbour Post\n\n{BODY}".encode(), "x.txt")
    assert (report.text, report.published, report.title, report.outlet) == (BODY, date(2024, 2, 2), "Cranes", "The Harbour Post")


def test_other_names_between_known_ones_are_kept() -> None:
    report = read_plain(f"Date: 2024-02-02\nSection: Port\nSource: The Harbour Post\n\n{BODY}".encode(), "x.txt")
    assert (report.text, report.outlet, report.extra) == (BODY, "The Harbour Post", (("section", "Port"),))
    talk = "Title: A talk\nLind: Who came?\nNowak: Nobody.\n\nThey left."
    assert read_plain(talk.encode(), "x.txt").text == "Lind: Who came?\nNowak: Nobody.\n\nThey left."


def test_published_is_another_name_for_date() -> None:
    assert read_plain(f"Published: 2024-02-02 10:30 GMT\n\n{BODY}".encode(), "x").published == date(2024, 2, 2)


@pytest.mark.parametrize(
    "text",
    [
        "By: the time they came, the square was empty.\n",
        "Note: the ship had left.\n",
        "URL: not an address at all\nThe ship had left.",
        "Dated 2024-02-02 the letter names nobody.",
        "A date 2024-02-02 stands in the middle.",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    report = read_plain(text.encode(), "x")
    assert (report.text, report.published) == (text, None)


def test_a_header_without_a_date_in_it() -> None:
    report = read_plain(b"Date: unknown\nTitle: Cranes\n\nText.", "x")
    assert (report.text, report.published, report.title) == ("Text.", None, "Cranes")


def test_front_matter() -> None:
    head = '---\ntitle: "Cranes: still"\ndate: 2024-02-02\npublisher: The Harbour Post\nid: 17\ntags: [port, strike]\n---\n\n'
    report = read_plain((head + BODY).encode(), "x.md")
    assert report.text == BODY
    assert (report.title, report.published, report.outlet, report.key) == ("Cranes: still", date(2024, 2, 2), "The Harbour Post", "17")
    assert report.extra == (("tags", ["port", "strike"]),)


@pytest.mark.parametrize("head", ["\n---\ndate: 2024-02-02\n---\n", "---\n# by hand\ndate: 2024-02-02\n---\n"])
def test_front_matter_as_people_write_it(head: str) -> None:
    report = read_plain((head + BODY).encode(), "x.md")
    assert (report.text, report.published) == (BODY, date(2024, 2, 2))


def test_front_matter_with_a_time() -> None:
    assert read_plain(b"---\ndate: 2024-02-02T22:00:00Z\n---\nText.", "x").published == date(2024, 2, 2)


def test_rules_are_no_front_matter() -> None:
    text = "---\nThe port lay still.\n---\nNobody came.\n"
    assert read_plain(text.encode(), "x").text == text


@pytest.mark.parametrize("head", ["---\ntitle: Cranes: still\ndate: 2024-02-02\n---\n", "---\na: &x [1]\nb: *x\n---\n"])
def test_broken_front_matter_is_said(head: str) -> None:
    with pytest.raises(Unreadable, match="front matter"):
        read_plain((head + BODY).encode(), "x.md")


@pytest.mark.parametrize("head", ["date 2024-13-45 ", "Date: 31 February 2024\n\n", "---\ndate: 2024-99-99\n---\n", "Date: 02/03/2024\n"])
def test_a_date_that_is_none(head: str) -> None:
    with pytest.raises((BadDate, Unreadable), match=r"x\.txt: "):
        read_plain((head + BODY).encode(), "x.txt")


@pytest.mark.parametrize(
    ("text", "day", "outlet"),
    [
        ("GDANSK, Poland, Feb 2, 2024 (Baltic News) — Dockers stopped work.", date(2024, 2, 2), "Baltic News"),
        ("GDANSK, Feb 2 (Baltic News) - Dockers stopped work.", None, "Baltic News"),
        ("GDANSK (BN) -- Dockers stopped work.", None, "BN"),
        ("GDANSK, 2 February 2024 – Dockers stopped work.", date(2024, 2, 2), None),
        ("GDANSK, February 2. /BALT/. Dockers stopped work.", None, None),
        ("Dockers – those of Gdansk – stopped work.", None, None),
    ],
)
def test_dateline(text: str, day: date | None, outlet: str | None) -> None:
    report = read_plain(text.encode(), "x")
    assert (report.text, report.published, report.outlet) == (text, day, outlet)


def test_header_before_dateline() -> None:
    report = read_plain(b"date 2024-02-03 GDANSK, Feb 2, 2024 (Baltic News) - Dockers stopped work.", "x")
    assert (report.published, report.outlet) == (date(2024, 2, 3), "Baltic News")


@pytest.mark.parametrize("piece", ["a", "A", " ", "\n", "Date: 1\n", "---\n", "1", "A, ", "Title: "])
def test_time_is_linear(piece: str) -> None:
    data = (piece * 1_000_000)[:1_000_000].encode()
    start = time.perf_counter()
    with suppress(BadDate, Unreadable):
        read_plain(data, "x")
    assert time.perf_counter() - start < 2
