"""Feeds: each entry a report."""

from datetime import date
from pathlib import Path

import pytest

from dateline.errors import ReportError, Unreadable
from dateline.model import Report
from dateline.read.items import Item
from dateline.read.reports import Hints, read_item

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title>
<item><title>Cranes &amp; gates</title><link>https://harbour.example/1</link><guid>h1</guid>
<pubDate>Fri, 02 Feb 2024 23:30:00 -0500</pubDate>
<description><![CDATA[<p>Dockers in <b>Gdansk</b> stopped work.</p><p>Talks go on.</p><script>x()</script>]]></description></item>
<item><title>No words</title></item>
<item><link>javascript:alert(1)</link><description>Ships &lt;b&gt;wait&lt;/b&gt; at sea.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour Post</title><entry><id>urn:1</id><title>Cranes</title>
<updated>2024-02-02T10:00:00Z</updated><summary>Short.</summary>
<content type="html">&lt;p&gt;Dockers in Gdansk stopped work.&lt;/p&gt;</content></entry></feed>"""


def read(data: str | bytes) -> list[Report | ReportError]:
    raw = data.encode() if isinstance(data, str) else data
    return list(read_item(Item(raw, "feed", "f.xml"), Hints()))


def test_rss() -> None:
    first, second, third = read(RSS)
    assert isinstance(first, Report) and isinstance(third, Report)
    assert first.text == "Dockers in Gdansk stopped work.\nTalks go on."
    assert (first.title, first.outlet, first.url, first.key) == ("Cranes & gates", "The Harbour Post", "https://harbour.example/1", "h1")
    assert (first.published, first.origin) == (date(2024, 2, 2), "f.xml, entry 1")
    assert isinstance(second, Unreadable) and "f.xml, entry 2: has only a title" in str(second)
    assert (third.text, third.url, third.published) == ("Ships wait at sea.", None, None)
    assert third.warnings


def test_atom_takes_the_content() -> None:
    (report,) = read(ATOM)
    assert isinstance(report, Report)
    assert (report.text, report.published, report.key) == ("Dockers in Gdansk stopped work.", date(2024, 2, 2), "urn:1")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        ("<rss version='2.0'><channel><title>T</title></channel></rss>", "no entries"),
        ("<?xml version='1.0'?><note>Rain</note>", "no RSS or Atom feed"),
        ("", "is empty"),
    ],
)
def test_no_feed(data: str, problem: str) -> None:
    (error,) = read(data)
    assert isinstance(error, Unreadable) and problem in str(error)


BOMB = "<!DOCTYPE r [<!ENTITY a '" + "ha" * 50 + "'>" + "".join(
    f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(9)
) + "]>"  # fmt: skip


@pytest.mark.parametrize("head", [BOMB, "<!DOCTYPE r [<!ENTITY j SYSTEM 'file:///etc/passwd'>]>"])
def test_entities_are_not_expanded(head: str) -> None:
    found = read(
        f"<?xml version='1.0'?>{head}<rss version='2.0'><channel><item><description>Rain &j; fell.</description></item></channel></rss>"
    )
    texts = [r.text for r in found if isinstance(r, Report)]
    assert all(len(t) < 100 and "root:" not in t for t in texts)


def test_feeds_of_a_collection() -> None:
    folder = Path(__file__).parents[3] / "shared" / "corpora" / "feeds"
    if not folder.is_dir():
        pytest.skip("needs ../shared/corpora/feeds")
    for path in sorted(folder.glob("*.xml")):
        for one in read(path.read_bytes()):
            assert isinstance(one, Report | ReportError)
