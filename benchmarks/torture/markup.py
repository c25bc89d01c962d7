"""Pages, feeds and texts that are deep, wide, or written against the programs that read them."""

from __future__ import annotations

from collections.abc import Callable

_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_WORDS = "Dockers in Gdansk stopped work on Friday, the port's manager said in a statement. "


def wide_pages(scale: float) -> list[tuple[str, str, bytes]]:
    """Name, kind and bytes; at `scale` 1 the sizes are those of the plan: 200,000 nested `div`, 300,000 `<p>`."""

    def many(count: int) -> int:
        return max(int(count * scale), 10)

    article = f"<p>{_WORDS * 3}</p>".encode()
    return [
        ("nested div", "page", b"<div>" * many(200_000) + article),
        ("nested and closed div", "page", b"<div>" * many(200_000) + article + b"</div>" * many(200_000)),
        ("paragraphs", "page", b"<p>Rain fell." * many(300_000)),
        ("nested inline", "page", b"<b><i><font>" * many(70_000) + article),
        ("nested tables", "page", b"<table><tr><td>" * many(70_000) + article),
        ("nested lists", "page", b"<ul><li>" * many(100_000) + article),
        ("attributes", "page", b"<p " + b"".join(b"a%d=1 " % n for n in range(many(200_000))) + b">" + article),
        ("one attribute", "page", b"<p title='" + b"a" * many(10_000_000) + b"'>" + article),
        ("comments", "page", b"<!--" * many(500_000) + article),
        ("angle brackets", "page", b"<" * many(1_000_000) + article),
        ("entities", "page", b"<p>" + b"&amp;" * many(1_000_000) + article),
        ("meta elements", "page", b"<meta name=a content=b>" * many(50_000) + article),
        ("linked data", "page", b'<script type="application/ld+json">' + b"[" * many(200_000) + b"</script>" + article),
        ("linked data, wide", "page", b'<script type="application/ld+json">[' + b"{}," * many(100_000) + b"{}]</script>" + article),
        ("feed entries", "feed", b"<rss version='2.0'><channel>" + b"<item><description>Rain</description></item>" * many(50_000)),
        ("nested feed", "feed", b"<rss version='2.0'><channel><item><description>" + b"<a>" * many(200_000)),
        ("feed markup", "feed", b"<rss version='2.0'><channel><item><description>" + b"&lt;div&gt;" * many(200_000)),
        ("brackets in a row", "row", b'{"text": ' + b"[" * many(1_000_000)),
        ("objects in a row", "row", b'{"text": "Rain", "a": ' + b'{"a":' * many(200_000)),
        ("digits in a row", "row", b'{"text": "Rain", "a": ' + b"9" * many(1_000_000) + b"}"),
        ("keys in a row", "row", b'{"text": "Rain"' + b"".join(b', "k%d": 1' % n for n in range(many(200_000))) + b"}"),
    ]


PATTERNS: tuple[tuple[str, Callable[[int], str]], ...] = (
    ("digits", lambda n: "9" * n),
    ("one sentence", lambda n: "dockers said that " * (n // 18)),
    ("one word", lambda n: "a" * n),
    ("spaces", lambda n: "Rain" + " " * n + "fell."),
    ("line ends", lambda n: "Rain" + "\n" * n + "fell."),
    ("brackets", lambda n: "(" * n),
    ("quotes", lambda n: '"' * n),
    ("curly quotes", lambda n: "“" * n),
    ("quotes and words", lambda n: "“Rain ‘fell " * (n // 12)),
    ("dots", lambda n: "U.S." * (n // 4)),
    ("dashes", lambda n: "-" * n),
    ("commas", lambda n: "a, " * (n // 3)),
    ("numbers", lambda n: "1,000 " * (n // 6)),
    ("number words", lambda n: "twenty one hundred thousand million and " * (n // 40)),
    ("ranges", lambda n: "10-20-" * (n // 6)),
    ("dates", lambda n: "2 Feb. 2024 " * (n // 12)),
    ("months", lambda n: "March May " * (n // 10)),
    ("weekdays", lambda n: "on Friday before last Monday " * (n // 29)),
    ("names", lambda n: "Ann Bell " * (n // 9)),
    ("initials", lambda n: "A. B. " * (n // 6)),
    ("places", lambda n: "Goma, Gdansk, Basra and " * (n // 24)),
    ("said", lambda n: "he said she said " * (n // 17)),
    ("according to", lambda n: "according to " * (n // 13)),
    ("tolls", lambda n: "killed 3 and wounded 4, " * (n // 24)),
    ("paragraphs", lambda n: "Rain fell.\n\n" * (n // 12)),
    ("headers", lambda n: "Title: Rain\n" * (n // 12)),
    ("dashes of a header", lambda n: "---\n" * (n // 4)),
    ("datelines", lambda n: "GDANSK, Feb 2 (Agency) - " * (n // 25)),
    ("joiners", lambda n: "a\u200d" * (n // 2)),
    ("marks", lambda n: "e" + "\u0301" * n),
    ("right to left", lambda n: "\u202eab\u202c" * (n // 4)),
    ("emoji", lambda n: "\U0001f6a2" * n),
)
"""Texts that a pattern, a scan or a search over pairs might take too long over; each is `n` characters, roughly."""


def external_entities(port: int, secret: str) -> list[tuple[str, str, bytes]]:
    """Payloads that would have a parser ask the listener on `port` or read the file `secret`, were it to obey."""
    web, file = f"http://127.0.0.1:{port}/x", f"file://{secret}"
    feed = "<rss version='2.0'><channel><item><title>T</title><description>Rain &x; fell.</description></item></channel></rss>"
    page = f"<html><body><article><p>{_WORDS}</p><p>{_WORDS}&x;</p></article></body></html>"
    xml = "<?xml version='1.0'?>"
    linked = f'{{"@context": "{web}", "@id": "{web}"}}'
    things = (
        f"<head><base href='{web}'><link rel=stylesheet href='{web}'><link rel=canonical href='{web}'>"
        f"<meta http-equiv=refresh content='0;url={web}'></head><body><img src='{web}'><iframe src='{web}'></iframe>"
        f"<object data='{file}'></object><script src='{web}'></script><embed src='{web}'>"
    )
    rows = [
        ("entity, web", "feed", f"{xml}<!DOCTYPE rss [<!ENTITY x SYSTEM '{web}'>]>{feed}"),
        ("entity, file", "feed", f"{xml}<!DOCTYPE rss [<!ENTITY x SYSTEM '{file}'>]>{feed}"),
        ("entity, public", "feed", f"{xml}<!DOCTYPE rss [<!ENTITY x PUBLIC 'a' '{web}'>]>{feed}"),
        ("parameter entity", "feed", f"{xml}<!DOCTYPE rss [<!ENTITY % p SYSTEM '{web}'> %p;]>{feed}"),
        ("external subset", "feed", f"{xml}<!DOCTYPE rss SYSTEM '{web}'>{feed}"),
        ("out of band", "feed", f"{xml}<!DOCTYPE r [<!ENTITY % f SYSTEM '{file}'><!ENTITY % d SYSTEM '{web}'> %d;]>{feed}"),
        ("inclusion", "feed", f"{xml}<rss version='2.0' xmlns:xi='http://www.w3.org/2001/XInclude'><channel><item><description>"
                              f"<xi:include href='{file}' parse='text'/></description></item></channel></rss>"),
        ("stylesheet", "feed", f"{xml}<?xml-stylesheet type='text/xsl' href='{web}'?>{feed}"),
        ("schema", "feed", feed.replace("<rss ", f"<rss xmlns:xsi='{_XSI}' xsi:schemaLocation='a {web}' ")),
        ("entity in a page", "page", f"{xml}<!DOCTYPE html [<!ENTITY x SYSTEM '{file}'>]>{page}"),
        ("subset of a page", "page", f"{xml}<!DOCTYPE html PUBLIC 'a' '{web}'>{page}"),
        ("things in a page", "page", page.replace("<body>", things)),
        ("linked data", "page", page.replace("<body>", f"<script type='application/ld+json'>{linked}</script><body>")),
        ("a page that is an address", "page", web),
        ("a feed that is an address", "feed", web),
        ("a text that is an address", "text", web),
        ("a feed that is a name", "feed", secret),
    ]  # fmt: skip
    return [(name, kind, text.encode()) for name, kind, text in rows]
