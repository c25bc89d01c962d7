"""The outputs that the documentation shows: `python -m benchmarks.shown [PAGE…] [--write]`.

In README.md and docs/, a code block whose first line begins with `$ ` is a session: each such line is run by bash in an empty folder
that has the bundled `samples` in it, one folder a page, from top to bottom, and what follows it is what it printed. Prints what has
changed and exits with 1 where something has; `--write` puts the new outputs into the pages.
"""

from __future__ import annotations

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
_SESSION = re.compile(r"^```\w*\n(\$ .*?)^```$", re.M | re.S)
_WIDTH = 88
"""Columns of the terminal that the pages show."""


def run(line: str, folder: Path) -> str:
    """What a command prints, messages among it; paths of this machine left out."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    environment["PYTHONPATH"] = str(ROOT / "src")
    environment |= {"PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "COLUMNS": str(_WIDTH), "DATELINE_USER": "ana", "NO_COLOR": "1"}
    done = subprocess.run(
        ["bash", "-c", line], cwd=folder / "work", env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    told = done.stdout.replace(f"{folder / 'work'}/", "")
    return "\n".join(row.rstrip() for row in told.strip("\n").splitlines())


def renew(page: Path) -> str:
    """The page with the outputs of its sessions as they are now."""
    text = page.read_text(encoding="utf-8")
    if not _SESSION.search(text):
        return text
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "bin").mkdir()
        shutil.copytree(ROOT / "samples", folder / "work" / "samples")
        program = folder / "bin" / "dateline"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m dateline "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        return _SESSION.sub(lambda m: m[0].replace(m[1], "\n".join(_replay(m[1], folder)) + "\n"), text)


def _replay(session: str, folder: Path) -> Iterator[str]:
    """Each command of a session, with what it prints."""
    for line in session.splitlines():
        if line.startswith("$ "):
            yield line
            yield from filter(None, [run(line[2:], folder)])


def main() -> None:
    """Compares or writes; exit status 1 where something has changed and was not written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="*", type=Path, default=PAGES)
    parser.add_argument("--write", action="store_true")
    told = parser.parse_args()
    changed = False
    for page in told.pages:
        before, after = page.read_text(encoding="utf-8"), renew(page)
        if before == after:
            continue
        print("".join(difflib.unified_diff(before.splitlines(True), after.splitlines(True), str(page.name), "now")))
        changed = True
        if told.write:
            page.write_text(after, encoding="utf-8")
    raise SystemExit(1 if changed and not told.write else 0)


if __name__ == "__main__":
    main()
