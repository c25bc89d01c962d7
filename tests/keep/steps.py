"""What tests of keeping do again and again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dateline.batch import Task
from dateline.keep.adding import Batch, Plan, add
from dateline.read.items import find_items
from dateline.read.reports import Hints
from dateline.store import Store
from tests.keep.fake import read

NOW = "2024-06-01T12:00:00Z"


def plan(**hints: Any) -> Plan:
    """How reports are read in tests."""
    workers = hints.pop("workers", 1)
    return Plan(Task(read, Hints(**({"force": True} | hints))), lambda: NOW, "/nowhere", "test", workers)


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> str:
    """A file of JSON Lines."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return str(path)


def add_paths(store: Store, *paths: str, **hints: Any) -> list[Batch]:
    """Adds files; the batches as they were told."""
    return list(add(store, find_items(paths, None), plan(**hints)))


def row(number: int, text: str = "", **cells: Any) -> dict[str, Any]:
    """A report as a row."""
    told = text or f"On 2024-02-02 rebels shelled Derrin, killing {number}, the army said. Report number {number} ends here."
    return {"id": f"k{number}", "text": told, "published": "2024-02-03", "outlet": f"Outlet {number}", "title": f"Title {number}"} | cells
