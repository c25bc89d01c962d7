"""Rules with their descriptions, and whether the code has others."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from dateline.lexicon import load_lexicon

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SOURCE = ROOT / "src" / "dateline"
GIVING = ("relate/events", "relate/statements", "resolve/times", "resolve/actors")
"""Folders whose modules name rules."""
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+-?|[a-z]+-")
DAY = date(2015, 3, 13)
"""The Friday on which examples are read as published."""
Key = tuple[str, str]
ASIDE = ("not_rules", "sentences")
"""Parts of rules.yml that are no cells."""


@dataclass(frozen=True, slots=True)
class Described:
    """One rule, or a family of them where the name has a `*`."""

    cell: str
    name: str
    means: str


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that gives a rule when it is read alone, as published on a day (ISO; None: undated) by an outlet."""

    text: str
    published: str | None = DAY.isoformat()
    outlet: str | None = None

    @property
    def is_special(self) -> bool:
        """Whether it is read otherwise than the page's head says."""
        return self != Example(self.text)

    def plain(self) -> str | dict[str, str | None]:
        """The text alone, or what the example needs besides it."""
        return {"text": self.text, "published": self.published, "outlet": self.outlet} if self.is_special else self.text

    def shown(self) -> str:
        """The example in one line, with how it is read where that is special."""
        day = [] if self.published == DAY.isoformat() else [f"published on {self.published}" if self.published else "undated"]
        notes = day + ([f"from {self.outlet}"] if self.outlet else [])
        return " ".join(self.text.split()).replace("|", "\\|") + (f" [{', '.join(notes)}]" if notes else "")


def load_rows() -> dict[str, Any]:
    """rules.yml."""
    rows: dict[str, Any] = yaml.safe_load((HERE / "rules.yml").read_text(encoding="utf-8"))
    return rows


def load_examples() -> dict[Key, Example]:
    """Examples by cell and rule, as `benchmarks.rules.examples` found them."""
    found = json.loads((HERE / "examples.json").read_text(encoding="utf-8"))
    return {
        (key.split("/", 1)[0], key.split("/", 1)[1]): Example(**told) if isinstance(told, dict) else Example(told)
        for key, told in found.items()
    }


def described_rules(rows: dict[str, Any]) -> list[Described]:
    """Every rule with what it means, in the page's order."""
    found = []
    for cell, row in rows.items():
        if cell not in ASIDE:
            found += [Described(cell, name, means) for name, means in row["rules"].items()]
            found += _acts(row["conditions"]) if cell == "act" else []
    return found


def _acts(conditions: dict[str, str]) -> Iterator[Described]:
    """The rules of acts, by the families of cues."""
    for row in load_lexicon("cues")["rows"]:
        name = f"act-{row['group'].replace(' ', '-')}"
        cue = row["examples"][0]["cue"]
        yield Described("act", name, f"a cue of the family of `{cue}`: {row['act']}")
        for condition, act in row["acts"]:
            yield Described("act", f"{name}-{condition}", f"a cue of the family of `{cue}`, where {conditions[condition]}: {act}")


def describe(found: list[Described], key: Key, parts: dict[str, Any] | None = None) -> Described | None:
    """The row of a rule: by its name, else the family with the longest name that it fits; for a time, by what stands between
    `parts`' beginnings and edges."""
    if parts and key[0] == "on" and _fit(found, key) is None:
        begins, edges = "|".join(parts["begins"]), "|".join(parts["edges"])
        key = (key[0], re.sub(rf"^(?:(?:{begins})-)?(.+?)(?:-(?:{edges}))?$", r"\1", key[1]))
    return _fit(found, key)


def _fit(found: list[Described], key: Key) -> Described | None:
    fits = [d for d in found if d.cell == key[0] and (d.name == key[1] or fnmatchcase(key[1], d.name))]
    return max(fits, key=lambda d: (d.name == key[1], len(d.name)), default=None)


def named_in_code() -> dict[str, str]:
    """Names of the form of a rule in the modules that name rules, each with a module that has it; one that ends in `-` begins a name."""
    found: dict[str, str] = {}
    for folder in GIVING:
        for path in sorted((SOURCE / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and _NAME.fullmatch(node.value):
                    found.setdefault(node.value, path.relative_to(SOURCE).as_posix())
    return found


def undescribed(rows: dict[str, Any]) -> list[str]:
    """Names in code that no row describes and that are not listed as none."""
    every = [d.name for d in described_rules(rows)] + list(rows["status"]["votes"])
    ends = [f"-{end}" for part in ("begins", "edges", "ends") for end in rows["on"][part]]
    missing = []
    for name, module in named_in_code().items():
        known = any(fnmatchcase(name, row) or (name.endswith("-") and row.startswith(name)) for row in every)
        if not known and name not in rows["not_rules"] and f"-{name}" not in ends and f"-{name.rstrip('-')}" not in ends:
            missing.append(f"{name} ({module})")
    return missing


def unnamed(rows: dict[str, Any]) -> list[str]:
    """Described rules that no code gives: neither their name nor a beginning of it (`lexicon-`) stands in a module that names rules."""
    words = {
        node.value
        for path in (*(p for folder in GIVING for p in sorted((SOURCE / folder).rglob("*.py"))), SOURCE / "resolve" / "dates.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    begins = tuple(word for word in words if word.endswith("-") and len(word) > 1)
    found = [d for d in described_rules(rows) if d.cell != "act" or d.name in rows["act"]["rules"]]
    return sorted(f"{d.cell}/{d.name}" for d in found if d.name.rstrip("*-") not in words and not d.name.startswith(begins))
