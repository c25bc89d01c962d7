"""Validate the lexicons and compile them to JSON inside the package: `python -m lexicons.compile [NAME …]`.

Each lexicon is `NAME.yml` beside this file with `compile_NAME.py`, whose function `compile_rows(rows)` checks the rows (raising
ValueError that names the row) and returns the table that `dateline.lexicon.load_lexicon(NAME)` will give.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import yaml

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "src" / "dateline" / "data" / "lexicons"


def compile_lexicon(name: str) -> Path:
    """Compile one lexicon; the same rows give the same bytes."""
    rows = yaml.safe_load((HERE / f"{name}.yml").read_text(encoding="utf-8"))
    table = importlib.import_module(f"lexicons.compile_{name}").compile_rows(rows)
    TARGET.mkdir(parents=True, exist_ok=True)
    target = TARGET / f"{name}.json"
    target.write_text(json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")
    return target


def main(names: list[str]) -> int:
    """Compile the named lexicons, or all; 1 where one is faulty."""
    every = sorted(path.stem.removeprefix("compile_") for path in HERE.glob("compile_*.py"))
    failed = 0
    for name in names or every:
        try:
            target = compile_lexicon(name)
            print(f"{name}: {target.stat().st_size:,} bytes")
        except (ValueError, KeyError, TypeError, OSError, yaml.YAMLError) as error:
            failed = 1
            print(f"{name}: {error}", file=sys.stderr)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
