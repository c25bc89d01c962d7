"""A user's actors as bytes that a store keeps, and the short mark by which a record tells that it was made with them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from functools import lru_cache
from typing import Any

from dateline.resolve.actors.registry import Entry, Stretch, Tenure

_MARK = " actors "
DIGITS = 12
"""Digits of the sha256 that a mark shows."""


def pack_entries(entries: Iterable[Entry]) -> bytes:
    """Entries as JSON; the same entries give the same bytes, however their file was laid out."""
    return json.dumps([asdict(e) for e in entries], ensure_ascii=False, sort_keys=True, default=date.isoformat).encode()


def unpack_entries(data: bytes) -> tuple[Entry, ...]:
    """What `pack_entries` packed."""
    return tuple(_entry(row) for row in json.loads(data))


def _entry(row: Mapping[str, Any]) -> Entry:
    offices = tuple(Tenure(o["office"], o["whole"], _stretch(o["when"])) for o in row["offices"])
    return Entry(row["name"], row["kind"], row["country"], tuple(row["aliases"]), _stretch(row["valid"]), offices)


def _stretch(row: Mapping[str, str | None]) -> Stretch:
    since, until = (date.fromisoformat(day) if day else None for day in (row["since"], row["until"]))
    return Stretch(since, until)


@lru_cache(maxsize=4)
def mark_model(model: str, entries: tuple[Entry, ...]) -> str:
    """A model's name with the mark of the actors that were known beside the bundled ones: `minilm 1a2b3c actors 4d5e6f…`."""
    return f"{model}{_MARK}{hashlib.sha256(pack_entries(entries)).hexdigest()[:DIGITS]}" if entries else model


def split_mark(model: str) -> tuple[str, str]:
    """The name of the model itself, and the digits of the actors' mark ('' where only the bundled actors were known).

    >>> split_mark("minilm 1a2b actors 4d5e6f778899"), split_mark("minilm 1a2b")
    (('minilm 1a2b', '4d5e6f778899'), ('minilm 1a2b', ''))
    """
    name, _, mark = model.partition(_MARK)
    return name, mark
