"""What kind of report a name or the first bytes promise."""

from __future__ import annotations

import json
import re

from dateline.read.decode import strip_mark

TEXT, ROWS, PAGE, FEED, ARCHIVE = "text", "rows", "page", "feed", "archive"
_SUFFIXES = {
    ".txt": TEXT, ".md": TEXT, ".markdown": TEXT, ".text": TEXT,
    ".jsonl": ROWS, ".ndjson": ROWS,
    ".html": PAGE, ".htm": PAGE, ".xhtml": PAGE,
    ".xml": FEED, ".rss": FEED, ".atom": FEED,
    ".warc": ARCHIVE,
}  # fmt: skip
_TYPES = {
    "text/html": PAGE, "application/xhtml+xml": PAGE, "application/rss+xml": FEED, "application/atom+xml": FEED,
    "application/rdf+xml": FEED, "text/plain": TEXT,
}  # fmt: skip
_ANY_XML = ("application/xml", "text/xml")
REACH = 65_536
"""Bytes looked at."""


def kind_of_name(name: str) -> str | None:
    """The kind that a file's name tells, with or without `.gz`; None for none.

    >>> kind_of_name("strikes.jsonl.gz")
    'rows'
    """
    plain = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in _SUFFIXES.items() if plain.endswith(suffix)), None)


def kind_of_type(content_type: str, data: bytes) -> str | None:
    """The kind that a Content-Type tells, with a look at the data where it tells nothing; None for images and the like.

    >>> kind_of_type("text/html; charset=utf-8", b"")
    'page'
    """
    told = content_type.partition(";")[0].strip().lower()
    if told and told not in _ANY_XML:
        return _TYPES.get(told)
    looked = sniff(data[:REACH])
    return looked if looked == PAGE or (looked == FEED and told) else None


def sniff(head: bytes) -> str:
    """The kind that the first bytes tell; text where nothing else is plain.

    >>> sniff(b"<!doctype html><title>News</title>")
    'page'
    """
    if re.match(rb"WARC/\d\.\d+\s", head):
        return ARCHIVE
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
