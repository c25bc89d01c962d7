"""Rows as a table for a reader, and as lines for another program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from dateline.serve.commands.add import say


def print_row(row: dict[str, Any]) -> None:
    """A row as a line of JSON."""
    sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def print_table(names: tuple[str, ...], rows: Iterator[dict[str, Any]], nothing: str) -> None:
    """Rows under their names on a terminal; parted by tabs where another program reads."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from dateline.serve.phrases import visible

    console = Console(highlight=False, markup=False, emoji=False)
    shown = [[visible(str(row[name] or "")) for name in names] for row in rows]
    if not shown:
        say(nothing)
    elif not console.is_terminal:
        for cells in shown:
            sys.stdout.write("\t".join(cells) + "\n")
    else:
        table = Table(box=None, pad_edge=False)
        for name in names:
            table.add_column(name, overflow="fold" if name in ("title", "problem") else "ellipsis")
        for cells in shown:
            table.add_row(*map(Text, cells))
        console.print(table)
