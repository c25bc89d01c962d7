"""Figures in the documentation are written by the benchmarks, between markers, so that none is typed by hand."""

from __future__ import annotations

from pathlib import Path


def put_block(page: Path, name: str, body: str) -> None:
    """Replace what stands between `<!-- NAME begins -->` and `<!-- NAME ends -->` in a page. Raises ValueError where they are not."""
    text = page.read_text(encoding="utf-8")
    begin, end = f"<!-- {name} begins -->", f"<!-- {name} ends -->"
    if begin not in text or end not in text:
        raise ValueError(f"{page} has no block {name!r}")
    head, rest = text.split(begin, 1)
    _, tail = rest.split(end, 1)
    page.write_text(f"{head}{begin}\n{body.strip()}\n{end}{tail}", encoding="utf-8")
