"""One item -> its reports: the kinds brought together, what the caller knows filled in, languages and sizes checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dateline.errors import ReportError, TooLarge, Unreadable
from dateline.model import Piece, Report
from dateline.read.capped import parse_capped
from dateline.read.decode import mend_json, mend_surrogates
from dateline.read.items import Item
from dateline.read.language import find_language, require_english
from dateline.read.limits import MAX_TEXT
from dateline.read.plain import read_plain
from dateline.read.rows import read_row
from dateline.read.sniff import FEED, PAGE

UNDATED = "has no date; its times stay relative (give one with --published)"


@dataclass(frozen=True, slots=True)
class Hints:
    """What the caller knows: a day and an outlet for reports that tell none, and whether any language is to be read."""

    published: date | None = None
    outlet: str | None = None
    force: bool = False


def read_item(item: Item, hints: Hints) -> Iterator[Report | ReportError]:
    """The reports in one item; a feed may hold many, and one that fails comes as its error in its place."""
    try:
        raw = list(_open(item))
    except ReportError as error:
        yield error
        return
    for report in raw:
        if isinstance(report, ReportError):
            yield report
        else:
            yield finish_report(_place(report, item), hints)


def finish_report(report: Report, hints: Hints) -> Report | ReportError:
    """`report` with what the caller knows and its language, or the error why it is not read."""
    report, origin = _mend(report), report.origin
    if not report.text.strip():
        return Unreadable(origin, "has no text", "give the report's words")
    if len(report.text) > MAX_TEXT:
        problem = f"has {len(report.text):,} characters, more than the {MAX_TEXT:,} that one report may have"
        return TooLarge(origin, problem, "split it into its reports, one a file or one a line of JSON")
    try:
        language = find_language(report.text) if hints.force else require_english(report.text, origin)
    except ReportError as error:
        return error
    published = report.published or hints.published
    warnings = report.warnings + (() if published else (UNDATED,))
    return replace(report, published=published, outlet=report.outlet or hints.outlet, language=language, warnings=warnings)


def _place(report: Report, item: Item) -> Report:
    """`report` with what is known of where and when its bytes were had: the address that was asked counts for more than a page's own."""
    url = report.url if item.kind == FEED else item.url or report.url
    extra = (*report.extra, ("fetched", item.fetched)) if item.fetched else report.extra
    return replace(report, url=url, extra=extra, warnings=report.warnings + item.warnings)


def _mend(report: Report) -> Report:
    """`report` with strings that can be written again; JSON's escapes can hold half of a character."""
    return replace(
        report,
        text=mend_surrogates(report.text),
        outlet=report.outlet and mend_surrogates(report.outlet),
        title=report.title and mend_surrogates(report.title),
        url=report.url and mend_surrogates(report.url),
        key=report.key and mend_surrogates(report.key),
        extra=tuple((mend_surrogates(k), mend_json(v)) for k, v in report.extra),
    )


def _open(item: Item) -> Iterator[Report | ReportError]:
    if item.kind == PAGE:
        yield _page(item)
    elif item.kind == FEED:
        yield from _feed(item)
    elif item.kind == "row":
        yield read_row(item.data, item.origin)
    else:
        yield read_plain(item.data, item.origin)


def _page(item: Item) -> Report:
    if not item.data.strip():
        raise Unreadable(item.origin, "is empty", "fetch the page again")
    told = parse_capped("page", item.data, item.origin)
    pieces = tuple(Piece(*piece) for piece in told["pieces"])
    return _report(told, item.origin, hashlib.sha256(item.data).hexdigest(), pieces)


def _feed(item: Item) -> Iterator[Report | ReportError]:
    if not item.data.strip():
        raise Unreadable(item.origin, "is empty", "fetch the feed again")
    for number, told in enumerate(parse_capped("feed", item.data, item.origin), 1):
        origin = f"{item.origin}, entry {number}"
        if not told["text"].strip():
            problem = "has only a title" if told["title"] else "has no text"
            yield Unreadable(origin, problem, "save the page that it links to and read that")
            continue
        digest = hashlib.sha256(told["text"].encode("utf-8", "replace")).hexdigest()
        yield _report(told, origin, digest, ())


def _report(told: dict[str, Any], origin: str, sha256: str, pieces: tuple[Piece, ...]) -> Report:
    return Report(
        text=told["text"],
        published=date.fromisoformat(told["published"]) if told["published"] else None,
        outlet=told["outlet"],
        title=told["title"],
        url=told["url"],
        key=told.get("key"),
        sha256=sha256,
        origin=origin,
        pages=pieces,
    )
