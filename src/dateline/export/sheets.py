"""Tables as text: columns with their types, and cells that no spreadsheet will run."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Cell: TypeAlias = str | int | float | bool | date | None
_FORMULA = re.compile(r"[\s\ufeff\u200b-\u200f\u2060\x00]*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for a formula: the marks themselves, their full-width twins, and any of them behind white space."""


_END = "\r\n"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name and what its cells hold: `text`, `whole`, `number`, `day` or `flag`."""

    name: str
    kind: str = "text"


def columns(names: str, **kinds: str) -> tuple[Column, ...]:
    """Columns from their names between commas; `kinds` tells those that are not text, as `whole="year, iso"`."""
    typed = {name.strip(): kind for kind, listed in kinds.items() for name in listed.split(",")}
    return tuple(Column(name.strip(), typed.get(name.strip(), "text")) for name in names.split(","))


def make_safe(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before what would begin a formula.

    >>> make_safe("=1+1"), make_safe("17 killed"), make_safe(" @cmd")
    ("'=1+1", '17 killed', "' @cmd")
    """
    return "'" + text if _FORMULA.match(text) else text


def write_cell(cell: Cell, *, raw: bool) -> str:
    """A cell as text; empty for the unknown. Numbers are numbers, so a longitude's minus is no formula."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(int(cell)) if float(cell).is_integer() else repr(cell)
    return cell if raw else make_safe(cell)


def write_csv(heads: Sequence[Column], rows: Iterable[Sequence[Cell]], *, raw: bool) -> Iterator[bytes]:
    """A table as CSV (RFC 4180, UTF-8), line by line."""
    return _write(heads, rows, raw, ",")


def write_tsv(heads: Sequence[Column], rows: Iterable[Sequence[Cell]], *, raw: bool) -> Iterator[bytes]:
    """A table as TSV; unless raw, white space within cells is made plain, because readers of TSV often cut at every tab and line end."""
    plain = rows if raw else ([" ".join(c.split()) if isinstance(c, str) else c for c in row] for row in rows)
    return _write(heads, plain, raw, "\t")


def _write(heads: Sequence[Column], rows: Iterable[Sequence[Cell]], raw: bool, delimiter: str) -> Iterator[bytes]:
    line = io.StringIO(newline="")
    writer = csv.writer(line, delimiter=delimiter, lineterminator=_END)  # so that cells with either of its two characters are quoted
    end = _END if delimiter == "," else "\n"
    writer.writerow([head.name for head in heads])
    yield _take(line, end)
    for row in rows:
        writer.writerow([write_cell(cell, raw=raw) for cell in row])
        yield _take(line, end)


def _take(line: io.StringIO, end: str) -> bytes:
    text = line.getvalue().removesuffix(_END) + end
    line.seek(0)
    line.truncate()
    return text.encode("utf-8", "surrogatepass")


def listed(parts: Iterable[str | None]) -> str | None:
    """Several values in one cell, in order, each once; None for none."""
    return "; ".join(dict.fromkeys(part for part in parts if part)) or None
