"""placeholder"""

from __future__ import annotations
import sqlite3
from contextlib import closing


def contents(path: str) -> str:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as c:
        return "\n".join(c.iterdump())
