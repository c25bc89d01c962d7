"""`python -m benchmarks.torture [NAME…] [--size N] [--write]`: faults and threats at full size, or those that are named.

NAME is what follows `torture_` in `inputs` and `store` (`kills`, `flips`, `mutants`, …); `--size` replaces the number of tries of each;
`--write` puts the rows into docs/reliability.md, where rows of other names stay. Exit status 1 where something did not hold.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.blocks import put_block
from benchmarks.torture import inputs, store
from benchmarks.torture.row import Row

PAGE = Path(__file__).parents[2] / "docs" / "reliability.md"
HEAD = "| | what was done | tried | held | |\n| --- | --- | ---: | ---: | --- |"


def main() -> None:
    """Runs what is asked for and tells each row as it comes."""
    asked = argparse.ArgumentParser(prog="python -m benchmarks.torture")
    asked.add_argument("names", nargs="*", metavar="NAME")
    asked.add_argument("--size", type=int)
    asked.add_argument("--write", action="store_true")
    options = asked.parse_args()
    parts = _parts()
    if unknown := [name for name in options.names if name not in parts]:
        asked.error(f"no such part: {', '.join(unknown)}; there are {', '.join(sorted(parts))}")
    failed = False
    for name in options.names or sorted(parts):
        began = time.perf_counter()
        for row in parts[name](*([options.size] if options.size else [])):
            failed = failed or row.held != row.tried
            print(
                f"{row.threat:3} {row.held:,} of {row.tried:,}  {row.what}: {row.figure}  [{time.perf_counter() - began:,.0f} s]",
                flush=True,
            )
            if options.write:
                _write(row)
    sys.exit(1 if failed else 0)


def _parts() -> dict[str, Callable[..., Iterator[Row]]]:
    return {n.removeprefix("torture_"): f for module in (inputs, store) for n, f in vars(module).items() if n.startswith("torture_")}


def _write(row: Row) -> None:
    """Puts a row in the place of the one of the same threat and kind."""
    lines = PAGE.read_text(encoding="utf-8").partition("<!-- torture begins -->")[2].partition("<!-- torture ends -->")[0].splitlines()
    held = {tuple(line.split(" | ")[:2]): line for line in lines if line.startswith("| ") and not line.startswith(("| | ", "| ---"))}
    held[f"| {row.threat}", row.what] = f"| {row.threat} | {row.what} | {row.tried:,} | {row.held:,} | {row.figure} |"
    put_block(PAGE, "torture", "\n".join([HEAD, *(held[key] for key in sorted(held))]))


if __name__ == "__main__":
    main()
