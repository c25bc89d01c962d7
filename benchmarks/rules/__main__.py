"""Every rule that a `why` can carry, as a page: `python -m benchmarks.rules [--write]`.

Exits 1 where the code names a rule that rules.yml does not describe, or rules.yml one that no code gives. Examples are read again; one
that no longer gives its rule is left out.
"""

from __future__ import annotations

import argparse
import sys
from typing import Any

from benchmarks.rules.examples import rules_in
from benchmarks.rules.table import (
    ASIDE,
    DAY,
    ROOT,
    Described,
    Example,
    Key,
    describe,
    described_rules,
    load_examples,
    load_rows,
    undescribed,
    unnamed,
)

PAGE = ROOT / "docs" / "rules.md"
HEAD = f"""# Rules

Every statement and event of a record carries `why`: for each of its cells the rule that gave it and what the rule saw. These are the
rules, by cell, each with a sentence that gives it when it is read alone as published on {DAY:%A, %-d %B %Y}, or as the brackets behind
it say. `*` in a name stands for what varies. `python -m benchmarks.rules --write` writes this page from the code, from
[`rules.yml`](../benchmarks/rules/rules.yml) and by reading the examples; a test fails where a rule has no description, or a description
no rule.

    dateline read report.txt --json | jq '.events[].why'"""


def page(rows: dict[str, Any], examples: dict[Key, Example]) -> str:
    """The page in Markdown."""
    found = described_rules(rows)
    shown: dict[Described, tuple[str, Example]] = {}
    for key, one in examples.items():
        row = describe(found, key, rows["on"])
        if row is not None:
            shown.setdefault(row, (key[1], one))
    parts = [HEAD]
    for cell, row in rows.items():
        if cell in ASIDE:
            continue
        parts.append(f"\n## {cell}\n\n{row['about'][0].upper() + row['about'][1:]}.\n")
        for title, part in (("begins", "before a name"), ("edges", "behind it"), ("ends", "`*` of these"), ("votes", "votes")):
            if title in row:
                parts.append(f"| {part} | |\n| --- | --- |\n" + "\n".join(f"| `{n}` | {m} |" for n, m in row[title].items()) + "\n")
        parts.append("| rule | what it means | example |\n| --- | --- | --- |")
        parts += [_line(d, shown.get(d)) for d in found if d.cell == cell]
    return "\n".join(parts) + "\n"


def _line(row: Described, example: tuple[str, Example] | None) -> str:
    if example is None:
        return f"| `{row.name}` | {row.means} | |"
    name, one = example
    return f"| `{row.name}` | {row.means} | {one.shown()}{f' (`{name}`)' if name != row.name else ''} |"


def true_examples() -> dict[Key, Example]:
    """The examples that still give their rule."""
    return {key: one for key, one in load_examples().items() if key in rules_in(one)}


def main() -> int:
    """Check, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/rules.md")
    args = parser.parse_args()
    rows = load_rows()
    for fault, names in (("no description in rules.yml", undescribed(rows)), ("described, but no code gives it", unnamed(rows))):
        if names:
            print(f"{fault}:", *names, sep="\n  ", file=sys.stderr)
            return 1
    text = page(rows, true_examples())
    if args.write:
        PAGE.write_text(text, encoding="utf-8")
    else:
        print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
