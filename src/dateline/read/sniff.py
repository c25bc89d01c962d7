"""What kind of report a name or the first bytes promise."""

from __future__ import annotations

import json
import re

from dateline.read.decode import strip_mark

TEXT, ROWS, PAGE, FEED = "text", "rows", "page", "feed"
_SUFFIXES = {
    ".txt": TEXT, ".md": TEXT, ".markdown": TEXT, ".text": TEXT,
    ".jsonl": ROWS, ".ndjson": ROWS,
    ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE,
    ".xml": FEED, ".rss": FEED, ".atom": FEED,
}  # fmt: skip
REACH = 65_536
"""Bytes looked at."""


def kind_of_name(name: str) -> str | None:
    """The kind that a file's name tells, with or without `.gz`; None for none.

    >>> kind_of_name("strikes.jsonl.gz")
    'rows'
    """
    plain = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in _SUFFIXES.items() if plain.endswith(suffix)), None)


def sniff(head: bytes) -> str:
    """The kind that the first bytes tell; text where nothing else is plain.

    >>> sniff(b"<!doctype html><title>News</title>")
    'page'
    """
    name, length = strip_mark(head)
    text = head[length:REACH].decode(name or "utf-8", "replace").lstrip()
    if text.startswith("<"):
        start = re.sub(r"<\?.*?\?>|<!--.*?-->", " ", text[:4096].lower(), flags=re.S).lstrip()
        if re.match(r"(?:<!doctype (?!html)[^>]*>\s*)?<(?:rss|feed|rdf:rdf|rdf|channel|atom:feed)[\s>]", start):
            return FEED
        if re.search(r"<(?:!doctype html|html|head|body|article|p|div)[\s>]", start):
            return PAGE
        return FEED if text.startswith("<?xml") else TEXT
    if text.startswith("{") and _is_row(text):
        return ROWS
    return TEXT


def _is_row(text: str) -> bool:
    line, end, _ = text.partition("\n")
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return not end and len(line) > REACH // 2 and '"text"' in line[:200]  # the first line alone is longer than the look
