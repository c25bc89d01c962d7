"""Pieces of HTML -> text, and what pages say of themselves in JSON-LD and meta elements."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p"
    " pre section table td th tr ul".split()
)
_SILENT = frozenset("script style template noscript svg iframe object head title".split())
_WEB = re.compile(r"https?://\S+\Z", re.I)
_DEEPEST = 40


def parse_html(text: str) -> Any:
    """The tree of a page or fragment, None where there is none. Only ever given text that was decoded here."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        return html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, ValueError):
        return None


def is_deeper(tree: Any, most: int) -> bool:
    """Whether more than `most` elements of the tree lie within one another."""
    from lxml import etree

    depth = 0
    for action, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if action == "start" else -1
        if depth > most:
            return True
    return False


def text_of_markup(markup: str) -> str:
    """The words of a fragment of HTML, one line a block, without scripts and with white space run together.

    >>> text_of_markup("<p>Rain in <b>Basra</b>.</p><p>Roads &amp; rails closed.")
    'Rain in Basra.\\nRoads & rails closed.'
    """
    tree = parse_html(f"<div>{markup}</div>")
    if tree is None:
        return ""
    lines = "".join(_words_of(tree)).split("\n")
    return "\n".join(line for line in (" ".join(line.split()) for line in lines) if line)


def _words_of(tree: Any) -> Iterator[str]:
    """The tree's text in order with a line end at every block's edge; by hand, because recursion ends at a thousand."""
    from lxml import etree

    silent = 0
    for action, node in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else ""
        if action == "start":
            silent += tag in _SILENT
            if tag in _BLOCKS:
                yield "\n"
            if not silent and node.text:
                yield re.sub(r"\s+", " ", node.text)
        else:
            silent -= action == "end" and tag in _SILENT
            if tag in _BLOCKS:
                yield "\n"
            if not silent and node.tail:
                yield re.sub(r"\s+", " ", node.tail)


def web_address(value: Any) -> str | None:
    """`value` where it is an http or https address, else None: feeds may carry `javascript:` links."""
    plain = value.strip() if isinstance(value, str) else ""
    return plain if _WEB.match(plain) else None


def meta_of(tree: Any) -> dict[str, str]:
    """Contents of the meta elements by lower-cased `property`, `name` or `itemprop`; the first of each counts."""
    found: dict[str, str] = {}
    for node in tree.iter("meta"):
        name = node.get("property") or node.get("name") or node.get("itemprop") or ""
        content = (node.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def linked_data(tree: Any) -> list[dict[str, Any]]:
    """Every object of the page's JSON-LD, articles first."""
    found: list[dict[str, Any]] = []
    for node in tree.iter("script"):
        if "ld+json" in (node.get("type") or "").lower():
            written = re.sub(r"\A\s*(?:<!--|/\*<!\[CDATA\[\*/|<!\[CDATA\[)|(?:-->|/\*\]\]>\*/|\]\]>)\s*\Z", "", node.text or "")
            try:
                found.extend(_objects_of(json.loads(written, strict=False)))
            except (ValueError, RecursionError):
                continue  # pages often carry broken JSON-LD; their meta elements are asked next
    return sorted(found, key=lambda o: not _is_article(o))


def _objects_of(value: Any) -> Iterator[dict[str, Any]]:
    waiting = deque([(value, 0)])
    while waiting:
        one, depth = waiting.popleft()
        if isinstance(one, dict):
            yield one
        inner = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        if depth < _DEEPEST:
            waiting.extend((v, depth + 1) for v in inner if isinstance(v, dict | list))


def _is_article(found: dict[str, Any]) -> bool:
    kinds = found.get("@type")
    names = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(k, str) and k.endswith(("Article", "BlogPosting", "Report")) for k in names)
