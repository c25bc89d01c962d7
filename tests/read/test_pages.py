"""Pages: their article, what they say of themselves, and the way back to their bytes."""

import html
import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import TooLarge, Unreadable
from dateline.model import Report, Span
from dateline.read.align import align, page_bytes
from dateline.read.capped import parse_capped
from dateline.read.encoding import decode_page
from dateline.read.items import Item
from dateline.read.pages import parse_page
from dateline.read.reports import Hints, read_item

PARAGRAPHS = [
    "Dockers in Gdansk stopped work on Friday, their union said, and the port&rsquo;s cranes stood still for once.",
    "“We will not go back,” said <b>Anna</b> <a href='/n'>Nowak</a>, who leads the union&#8217;s branch at Gdynia &amp; Gdansk.",
    "The port authority called the walkout unlawful and said that it would ask a court in Warsaw to end it within days.",
    "Some 1,200 workers took part, according to the union; police counted about 800 near the gates before noon.",
]
HEAD = (
    "<title>Cranes stand still | The Harbour Post</title><meta property='og:title' content='Cranes stand still'>"
    "<meta property='og:site_name' content='The Harbour Post'><link rel='canonical' href='https://harbour.example/cranes'>"
)


def page(head: str = HEAD, body: str = "") -> str:
    text = body or "\n".join(f"  <p>{p}</p>" for p in PARAGRAPHS)
    nav = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
    main = f"<article><h1>Cranes stand still</h1>{text}</article>"
    return f"<!doctype html><html><head>{head}</head><body>{nav}{main}<footer>About us</footer></body></html>"


def read(data: bytes) -> Report:
    (report,) = read_item(Item(data, "page", "x.html"), Hints())
    assert isinstance(report, Report), report
    return report


def check_pieces(report: Report, data: bytes, codec: str = "utf-8") -> None:
    for piece in report.pages:
        shown = html.unescape(data[piece.first : piece.last].decode(codec))
        assert shown == report.text[piece.start : piece.start + piece.length]
        assert (piece.last - piece.first) % piece.length == 0


def test_article_title_outlet_and_address() -> None:
    report = read(page().encode())
    assert (report.title, report.outlet, report.url) == ("Cranes stand still", "The Harbour Post", "https://harbour.example/cranes")
    assert "said Anna Nowak, who leads the union’s branch at Gdynia & Gdansk." in report.text
    assert "Home" not in report.text and "About us" not in report.text


def test_what_stands_in_noscript_is_no_text() -> None:
    pixel = "<noscript><img height='1' style='display:none' src='https://count.example/1'/></noscript>"
    report = read(page(body=pixel + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + pixel).encode())
    assert "<" not in report.text and report.text.count("\n\n\n") == 0


@pytest.mark.parametrize("codec", ["utf-8", "cp1252", "utf-16"])
def test_every_word_has_its_bytes(codec: str) -> None:
    head = HEAD + ("<meta charset='windows-1252'>" if codec == "cp1252" else "")
    data = page(head).encode(codec)
    report = read(data)
    check_pieces(report, data, "utf-16-le" if codec == "utf-16" else codec)
    start = report.text.index("Anna Nowak")
    found = page_bytes(report.pages, Span(start, start + len("Anna Nowak")))
    assert found is not None
    shown = data[found.start : found.end].decode("utf-16-le" if codec == "utf-16" else codec)
    assert shown == "Anna</b> <a href='/n'>Nowak"
    covered = sum(p.length for p in report.pages)
    assert covered >= 0.97 * len(report.text.replace("\n", ""))


def test_a_span_with_an_entity() -> None:
    data = page().encode()
    report = read(data)
    start = report.text.index("Gdynia & Gdansk")
    found = page_bytes(report.pages, Span(start, start + 15))
    assert found is not None and data[found.start : found.end] == b"Gdynia &amp; Gdansk"


def test_bytes_that_are_no_utf8_keep_their_places() -> None:
    data = page().replace("Warsaw", "War\x00saw").encode().replace(b"War\x00saw", b"War\xffsaw")
    report = read(data)
    start = report.text.index("within days")
    found = page_bytes(report.pages, Span(start, start + 11))
    assert found is not None and data[found.start : found.end] == b"within days"


LINKED = {
    "@context": "https://schema.org",
    "@graph": [{"@type": "NewsArticle", "datePublished": "2024-02-02T23:30:00-05:00", "publisher": {"name": "Post"}}],
}


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (
            f"<script type='application/ld+json'>{json.dumps(LINKED)}</script><meta property='article:published_time' content='2020'>",
            date(2024, 2, 2),
        ),
        (
            "<script type='application/ld+json'>{broken</script><meta property='article:published_time' content='2024-02-02T10:00:00Z'>",
            date(2024, 2, 2),
        ),
        ("<meta name='DC.date.issued' content='2024-02-02'>", date(2024, 2, 2)),
        ("<meta property='article:published_time' content='soon'><meta name='pubdate' content='2 Feb 2024'>", date(2024, 2, 2)),
    ],
)
def test_the_day_from_the_page(head: str, day: date) -> None:
    assert read(page(head).encode()).published == day


def test_the_day_from_htmldate() -> None:
    body = "<p>Published: February 2, 2024</p>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    assert read(page("", body).encode()).published == date(2024, 2, 2)


@pytest.mark.parametrize(
    "data", [b"<html><body></body></html>", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", b"<html>", b"<!doctype html>"]
)
def test_no_article(data: bytes) -> None:
    (error,) = read_item(Item(data, "page", "x.html"), Hints())
    assert isinstance(error, Unreadable) and "x.html" in str(error)


@pytest.mark.parametrize("data", [b"<html><body>" + b"<p>Rain.</p>" * 300_000, b"<html><body>" + b"<div>" * 200_000 + b"Rain."])
def test_hostile_pages_are_refused_at_once(data: bytes) -> None:
    start = time.perf_counter()
    with pytest.raises(TooLarge, match="tags"):
        parse_page(data, "x.html")
    assert time.perf_counter() - start < 1


def test_a_page_that_takes_too_long_is_killed_and_the_next_is_read() -> None:
    slow = page(body="".join(f"<p>{PARAGRAPHS[i % 4]} {i}</p>" for i in range(10_000))).encode()
    with pytest.raises(TooLarge, match=r"0\.05 seconds"):
        parse_capped("page", slow, "x.html", seconds=0.05)
    assert read(page().encode()).title == "Cranes stand still"


@pytest.mark.parametrize(
    "opener", ["<", "<!--", "<script>", "<a ", "<a href='", "&", "&#", "&a", "<style>", "<p>&lt;", "<svg>", "<!-- <script>"]
)
def test_reading_characters_is_linear(opener: str) -> None:
    data = (opener * 200_000)[:400_000].encode()
    start = time.perf_counter()
    align("Dockers in Gdansk stopped work on Friday, their union said.", decode_page(data), data)
    assert time.perf_counter() - start < 3


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="ab <>&;é’\n\t—amp#8217", max_size=60), max_size=8), st.sampled_from(["utf-8", "cp1252", "utf-16-le"]))
def test_whatever_is_aligned_is_right(lines: list[str], codec: str) -> None:
    data = "".join(f"<p>{line}</p>" for line in lines).encode(codec)
    page = decode_page(data)
    text = "\n".join(html.unescape(line) for line in lines)
    for piece in align(text, page, data):
        assert html.unescape(data[piece.first : piece.last].decode(page.codec, "replace")) == text[piece.start : piece.start + piece.length]


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object) -> None:
        raise AssertionError("a parser opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    parse_page(page(HEAD + "<script src='http://harbour.example/x.js'></script>").encode(), "http://harbour.example/")
    with pytest.raises(Unreadable):
        parse_page(b"http://harbour.example/cranes.html", "x.html")
