"""WARC archives: pages with address and time, and nothing broken passed over."""

from __future__ import annotations

import gzip
import io
import zlib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.torture.archives import ARTICLE, archive, boundaries, digest, member_ends, record, response, zipped
from dateline.errors import NotFound, ReportError, TooLarge
from dateline.model import Report
from dateline.read.items import Found, Item, Note, find_items, items_of_bytes
from dateline.read.reports import Hints, read_item
from dateline.read.warc import WarcRecord, digest_matches, read_records

SHARED = Path(__file__).parents[3] / "shared" / "corpora" / "warc"


def found(data: bytes) -> list[Found]:
    return list(items_of_bytes(data, "a.warc", "archive"))


def items(data: bytes) -> list[Item]:
    return [i for i in found(data) if isinstance(i, Item)]


def errors(data: bytes) -> list[str]:
    return [str(e) for e in found(data) if isinstance(e, ReportError)]


def test_a_page_becomes_a_report() -> None:
    (item,) = items(archive(1))
    (report,) = read_item(item, Hints())
    assert isinstance(report, Report) and report.text.startswith("Cranes stand still") and "Friday the 0" in report.text
    assert (report.url, report.published, report.extra) == (
        "https://harbour.example/cranes/0",
        date(2024, 2, 2),  # the page's own; never the day on which it was archived
        (("fetched", "2024-02-03T08:00:00+00:00"),),
    )
    assert report.origin == "a.warc, record 3" and report.warnings == ()


def test_a_page_without_a_date_gets_none_from_the_archive() -> None:
    (item,) = items(record(response(ARTICLE.replace(b"2024-02-02", b""))))
    (report,) = read_item(item, Hints())
    assert isinstance(report, Report) and report.published is None


def test_the_address_that_was_asked_counts() -> None:
    (item,) = items(record(response(ARTICLE.replace(b"<title>", b"<link rel=canonical href='https://other.example/'><title>"))))
    (report,) = read_item(item, Hints())
    assert isinstance(report, Report) and report.url == "https://harbour.example/cranes"


def test_by_name_by_content_and_zipped(tmp_path: Path) -> None:
    (tmp_path / "a.warc").write_bytes(archive(2))
    (tmp_path / "b.warc.gz").write_bytes(zipped(archive(1)))
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(archive(1)))
    (tmp_path / "d").write_bytes(archive(1))
    walk = list(find_items([str(tmp_path), str(tmp_path / "d")], None))
    assert [i.origin.removeprefix(f"{tmp_path}/") for i in walk if isinstance(i, Item)] == [
        "a.warc, record 3", "a.warc, record 5", "b.warc.gz, record 3", "c.warc.gz, record 3", "d, record 3",
    ]  # fmt: skip


CHUNKED = {"Transfer_Encoding": "chunked"}
HALF = len(ARTICLE) // 2
IN_CHUNKS = b"%x\r\n%s\r\n%X;x=1\r\n%s\r\n0\r\n\r\n" % (HALF, ARTICLE[:HALF], len(ARTICLE) - HALF, ARTICLE[HALF:])


@pytest.mark.parametrize(
    ("block", "warned"),
    [
        (response(), ""),
        (response(IN_CHUNKS, **CHUNKED), ""),
        (response(ARTICLE, **CHUNKED), ""),  # the header kept, the marks not
        (response(IN_CHUNKS[:-5], **CHUNKED), "last chunk"),
        (response(gzip.compress(ARTICLE), Content_Encoding="gzip"), ""),
        (response(ARTICLE, Content_Encoding="gzip"), ""),
        (response(zlib.compress(ARTICLE), Content_Encoding="deflate"), ""),
        (response(Content_Length=str(len(ARTICLE))), ""),
        (response(Content_Length="99999"), "not received whole"),
        (response(Content_Length="many"), ""),
        (response().replace(b"\r\n", b"\n", 3), ""),
        (response(Content_Type="text/html; note=XYZ").replace(b"XYZ", b"\xff\x80\xfe"), ""),  # bytes of no charset
        (response(Transfer_Encoding="XYZ", Content_Length="XYZ").replace(b"XYZ", b"\xff"), ""),
    ],
)
def test_how_pages_are_kept(block: bytes, warned: str) -> None:
    (item,) = items(record(block))
    assert item.data == ARTICLE
    assert (warned in " ".join(item.warnings)) if warned else item.warnings == ()


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (record(response(status="404 Not Found")), "redirects and errors: 1"),
        (record(response(status="301 Moved", Location="/")), "redirects and errors: 1"),
        (record(response(b"GIF89a", Content_Type="image/gif")), "other types: 1"),
        (record(response(b"User-agent: *", Content_Type="text/plain")), "other types: 1"),
        (record(b"", "revisit", WARC_Block_Digest="sha1:AAAA"), "revisits: 1"),
        (record(b"a log", "resource", Content_Type="text/plain", WARC_Target_URI="metadata://x/log"), "other types: 1"),
        (record(b"harbour.example 10.0.0.1", "response", Content_Type="text/dns", WARC_Target_URI="dns:harbour.example"), "other types: 1"),
    ],
)
def test_what_is_left_out_is_told(data: bytes, left: str) -> None:
    note, error = found(data)
    assert isinstance(note, Note) and left in note.text and isinstance(error, NotFound)


def test_texts_pages_and_feeds_of_other_records() -> None:
    feed = b"<?xml version='1.0'?><rss version='2.0'><channel><item><description>Rain fell.</description></item></channel></rss>"
    data = (
        record(b"Rain fell in Basra.", "conversion", Content_Type="text/plain")
        + record(ARTICLE, "resource", Content_Type="text/html")
        + record(response(feed, Content_Type="application/xml"))
        + record(response(ARTICLE, Content_Type=""))
    )
    assert [i.kind for i in items(data)] == ["text", "page", "feed", "page"]


# ---------------------------------------------------------------- what is broken


def test_a_cut_anywhere_is_told() -> None:
    """A2, plain: only behind a whole record can nobody know."""
    data = archive(3)
    whole = boundaries(data)
    for at in range(1, len(data), 17):
        assert at in whole or errors(data[:at]), at


def test_a_cut_anywhere_in_a_zipped_archive_is_told() -> None:
    data = zipped(archive(3))
    whole = member_ends(data)
    for at in range(1, len(data), 7):
        assert at in whole or errors(data[:at]), at
    for at in sorted(whole)[1:-1]:
        assert errors(data[: at + 1])


def test_what_stands_before_a_cut_is_read() -> None:
    assert len(items(archive(3)[:-20])) == 2
    assert len(items(zipped(archive(3))[:-20])) == 2


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (record(response(), Content_Length="5"), "digest differs"),
        (record(response(), Content_Length="999999"), "breaks off"),
        (record(response(), Content_Length="-1"), "length"),
        (record(response(), Content_Length=""), "length"),
        (record(response(), Content_Length="9" * 30), "length"),
        (record(response()).replace(b"Friday", b"Monday"), "digest differs"),
        (b"junk\r\n", "no WARC record"),
        (b"WARC/1.0\r\nno field\r\n\r\n", "header"),
        (b"WARC/1.0\r\nX: " + b"a" * 300_000 + b"\r\n\r\n", "header"),
        (record(b"HTTP/nonsense"), "no HTTP answer"),
        (record(response(gzip.compress(ARTICLE)[:-10], Content_Encoding="gzip")), "breaks off"),
        (record(response(b"\x00", Content_Encoding="br")), "compressed with 'br'"),
        (record(response(gzip.compress(b" " * 30_000_000), Content_Encoding="gzip")), "200 times"),
    ],
)
def test_a_broken_record_is_told_and_the_others_are_read(broken: bytes, problem: str) -> None:
    good = record(response())
    data = good + broken + good
    assert any(problem in e for e in errors(data)), errors(data)
    assert len(items(data)) == (1 if problem == "breaks off" and b"999999" in broken else 2)


def test_a_payload_whose_digest_differs_is_doubted_where_the_record_is_whole() -> None:
    assert items(record(response(), WARC_Payload_Digest=digest(ARTICLE)))[0].warnings == ()
    assert items(record(response(IN_CHUNKS, **CHUNKED), WARC_Payload_Digest=digest(ARTICLE)))[0].warnings == ()
    assert "digest differs" in items(record(response(), WARC_Payload_Digest=digest(b"x")))[0].warnings[0]
    assert "was cut" in items(record(response(), WARC_Truncated="length"))[0].warnings[0]


def test_a_page_over_the_cap() -> None:
    big, small = record(response(b"<html>" + b"a" * 20_000_001)), record(response())
    walk = found(big + small)
    assert [type(f) for f in walk] == [TooLarge, Item]
    film = found(record(response(b"a" * 20_000_001, Content_Type="video/mp4")) + small)
    assert [type(f) for f in film] == [Item, Note]


@given(st.binary(max_size=200), st.integers(0, 3000), st.integers(0, 300))
def test_any_damage(noise: bytes, at: int, length: int) -> None:
    data = archive(2)
    for one in found(data[:at] + noise + data[at + length :]):
        if isinstance(one, Item):
            assert len(one.data) < 5000


@pytest.mark.parametrize(
    "way", ["sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", "sha1:da39a3ee5e6b4b0d3255bfef95601890afd80709", "SHA-1:2jmj7l5rSw0yVb/vlWAYkK/YBwk="]
)
def test_digests_in_every_way_of_writing(way: str) -> None:
    assert digest_matches(way, b"") and digest_matches(way, b"x") is False
    assert digest_matches("crc32:00", b"") is None and digest_matches(None, b"") is None and digest_matches("sha1:", b"") is None


# ---------------------------------------------------------------- other people's archives


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/corpora/warc")
@pytest.mark.parametrize(
    ("name", "pages", "wrong"),
    [
        ("example.warc", 1, 0), ("example.warc.gz", 1, 0), ("example-iana.org-chunked.warc", 1, 0), ("example-resource.warc.gz", 1, 0),
        ("example-bad-non-chunked.warc.gz", 1, 0), ("example-trunc.warc", 0, 1), ("example-wrong-chunks.warc.gz", 0, 1),
        ("example-wget-bad-target-uri.warc.gz", 1, 0), ("example-digest.warc", 0, 1), ("post-test.warc.gz", 0, 1),
        ("example-space-in-target-uri.warc.gz", 0, 1), ("bad.arc", 0, 1), ("example.arc.gz", 0, 1),
    ],
)  # fmt: skip
def test_fixtures(name: str, pages: int, wrong: int) -> None:
    reports: list[Report | ReportError] = []
    for one in find_items([str(SHARED / name)], None):
        if isinstance(one, Item):
            reports += read_item(one, Hints(force=True))
        elif isinstance(one, ReportError):
            reports.append(one)
    assert sum(isinstance(r, Report) for r in reports) == pages
    assert (sum(isinstance(r, ReportError) for r in reports) > 0) == bool(wrong), reports


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/corpora/warc")
@pytest.mark.parametrize("name", ["example.warc", "example-iana.org-chunked.warc", "example-resource.warc.gz", "post-test.warc.gz"])
def test_the_same_records_as_warcio(name: str) -> None:
    warcio = pytest.importorskip("warcio.archiveiterator")
    data = (SHARED / name).read_bytes()
    plain = gzip.decompress(data) if name.endswith(".gz") else data
    ours = [r for r in read_records(io.BytesIO(plain), name) if isinstance(r, WarcRecord)]
    theirs = [
        (r.rec_type, r.rec_headers.get_header("WARC-Target-URI"), r.raw_stream.read())
        for r in warcio.ArchiveIterator(io.BytesIO(data), no_record_parse=True)
    ]
    assert [(r.kind, r.header.get("warc-target-uri"), r.block) for r in ours] == theirs
