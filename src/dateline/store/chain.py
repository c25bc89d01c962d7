"""The log: a chain of hashes over all testimony and all that people judged, so that nothing is changed or taken out unseen.

Each entry's `chain` is the sha256 of the entry before it and its own cells. Whoever noted the last chain (`dateline verify` prints it)
can later tell that everything up to it is still there.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from dateline.store.schema import correction, judgement, log, record, report, run

START = "0" * 64
_COVERED: dict[str, tuple[str, ...]] = {
    "run": ("id", "started", "command", "model", "version", "config"),
    "report": (
        "id", "document", "series", "version", "key", "outlet", "title", "url", "published", "language", "origin", "blob", "text", "extra",
        "added", "run",
    ),
    "record": ("report", "model", "version", "sha256", "made", "run"),
    "judgement": ("id", "kind", "first", "second", "same", "score", "by", "made", "reasons", "note"),
    "correction": ("id", "report", "event", "cell", "edition", "verdict", "machine", "value", "by", "at", "why"),
    "revoked judgement": ("id", "revoked"),
    "revoked correction": ("id", "revoked"),
}  # fmt: skip
"""What of a row an entry covers; cells that change later (`latest`, `current`, `ended`) follow from the others or are logged then."""
TABLES = {
    "run": run, "report": report, "record": record, "judgement": judgement, "correction": correction,
    "revoked judgement": judgement, "revoked correction": correction,
}  # fmt: skip


def hash_row(what: str, row: Mapping[str, Any]) -> str:
    """The sha256 of the cells of a row that an entry of the kind `what` covers."""
    cells = [row[name] for name in _COVERED[what]]
    return hashlib.sha256(json.dumps(cells, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")).hexdigest()


def name_row(what: str, row: Mapping[str, Any]) -> str:
    """How an entry names its row."""
    return f"{row['report']} {row['model']} {row['version']}" if what == "record" else str(row["id"])


def link(before: str, at: str, what: str, subject: str, sha256: str) -> str:
    """The chain's next hash."""
    return hashlib.sha256(json.dumps([before, at, what, subject, sha256], ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def append(connection: Connection, entries: Iterable[tuple[str, str, str]], now: str) -> None:
    """Adds entries (what, subject, sha256) to the log, in the transaction that wrote what they tell of."""
    last = connection.execute(select(log.c.id, log.c.chain).order_by(log.c.id.desc()).limit(1)).first()
    number, before = (last.id, last.chain) if last else (0, START)
    rows = []
    for what, subject, sha256 in entries:
        number, before = number + 1, link(before, now, what, subject, sha256)
        rows.append({"id": number, "at": now, "what": what, "subject": subject, "sha256": sha256, "chain": before})
    if rows:
        connection.execute(insert(log), rows)


def entry(what: str, row: Mapping[str, Any]) -> tuple[str, str, str]:
    """The entry that tells of a row as it is now."""
    return what, name_row(what, row), hash_row(what, row)
