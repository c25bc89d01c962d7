"""An HTML page -> its article's text, title, outlet, day and address, with the text mapped back to the page's bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from dateline.errors import TooLarge, Unreadable
from dateline.read.align import align
from dateline.read.encoding import decode_page
from dateline.read.limits import MAX_BYTES, MAX_DEPTH, MAX_TAGS
from dateline.read.markup import is_deeper, linked_data, meta_of, parse_html, web_address
from dateline.read.published import parse_date

_DATES = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dcterms.issued", "dc.date.created", "dcterms.date", "dc.date", "publication_date", "publish-date",
    "publishdate", "published-date", "pubdate", "article.published", "cxenseparse:recs:publishtime", "originalpublicationdate", "date",
)  # fmt: skip
_TAGS = re.compile(r"\s*<[a-zA-Z/!][^<>]*>[\s]*(?:<[^<>]*>\s*)*")
SHORTEST = 40
"""Characters that the longest line of an article has at least; menus and cookie notices have less."""
_ADVICE = "save the article's text as .txt"


def parse_page(data: bytes, origin: str) -> dict[str, Any]:
    """What the page in `data` tells: `text`, `title`, `outlet`, `published` (ISO), `url`, `pieces` (each four numbers, as `Piece`).

    Raises TooLarge over the caps and Unreadable where there is no article, naming `origin`. Meant for `capped`.
    """
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise TooLarge(origin, f"has more than {MAX_TAGS:,} tags or {MAX_BYTES // 1_000_000} MB", _ADVICE)
    page = decode_page(data)
    tree = parse_html(page.text)
    if tree is not None and is_deeper(tree, MAX_DEPTH):
        raise TooLarge(origin, f"has more than {MAX_DEPTH} elements within one another", _ADVICE)
    text = _main_text(page.text) if tree is not None else ""
    if tree is None or max(map(len, text.splitlines()), default=0) < SHORTEST:
        raise Unreadable(origin, "has no article", _ADVICE)
    meta, linked = meta_of(tree), linked_data(tree)
    outlet, url = _outlet(meta, linked), _address(tree, meta)
    published = next(_days(_dates(tree, meta, linked)), None) or _searched(tree, url)
    return {
        "text": text,
        "title": _title(tree, meta, linked, outlet),
        "outlet": outlet,
        "published": published.isoformat() if published else None,
        "url": url,
        "pieces": [[p.start, p.length, p.first, p.last] for p in align(text, page, data)],
    }


def _main_text(page: str) -> str:
    """The article's text, a paragraph a line, empty where there is none. Comments, menus and lists of links are left out."""
    from resiliparse.extract.html2text import extract_plain_text

    found: str = extract_plain_text(page, main_content=True, alt_texts=False, links=False, comments=False, list_bullets=False)
    lines = (line for line in found.split("\n") if not _TAGS.fullmatch(line))  # what stands in <noscript> comes as it is written
    return "\n".join(lines).strip()


def _dates(tree: Any, meta: dict[str, str], linked: list[dict[str, Any]]) -> Iterator[Any]:
    """What the page itself gives as its day, the most trustworthy place first."""
    yield from (o.get("datePublished") for o in linked)
    yield from (meta.get(name) for name in _DATES)
    for node in tree.iter("time"):
        if "datepublished" in (node.get("itemprop") or "").lower() or node.get("pubdate") is not None:
            yield node.get("datetime")


def _days(written: Iterable[Any]) -> Iterator[date]:
    for value in written:
        try:
            if isinstance(value, str) and value:
                yield parse_date(value)
        except ValueError:
            continue  # a page's own mistake; the next place is asked


def _searched(tree: Any, url: str | None) -> date | None:
    """The day that htmldate finds in the tree or the address. It is given the tree: it fetches a string that looks like an address."""
    from htmldate import find_date

    found = find_date(tree, original_date=True, url=url)
    return date.fromisoformat(found) if found else None


def _title(tree: Any, meta: dict[str, str], linked: list[dict[str, Any]], outlet: str | None) -> str | None:
    headline = next((o["headline"] for o in linked if isinstance(o.get("headline"), str)), None)
    heads = [" ".join(n.text_content().split()) for n in tree.iter("h1")]
    titles = [" ".join(n.text_content().split()) for n in tree.iter("title")]
    every = [meta.get("og:title"), headline, heads[0] if len(heads) == 1 else None, meta.get("twitter:title"), *titles[:1], *heads[:1]]
    title = next((_one_line(t) for t in every if t and t.strip()), None)
    if title and outlet:
        title = re.sub(rf"\s+[|–—·-]\s+{re.escape(outlet)}\Z", "", title) or title
    return title


def _outlet(meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    publishers = (p for o in linked for p in _listed(o.get("publisher")) if isinstance(p, dict))
    names = [meta.get("og:site_name"), *(p.get("name") for p in publishers), meta.get("application-name")]
    return next((_one_line(n) for n in names if isinstance(n, str) and n.strip()), None)


def _address(tree: Any, meta: dict[str, str]) -> str | None:
    canonical = [n.get("href") for n in tree.iter("link") if (n.get("rel") or "").lower() == "canonical"]
    return next((a for a in map(web_address, [*canonical, meta.get("og:url")]) if a), None)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _one_line(value: str) -> str:
    from html import unescape

    return re.sub(r"\s+", " ", unescape(value)).strip()
