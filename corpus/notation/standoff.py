"""Marks that stand off their text: the annotation of a report whose words are other people's, without the words.

A `.marks` file is a report of NOTATION.md with another middle: `sha256 DIGEST LENGTH` of the text, then a line for every mark,
`start end labels`, in characters. Whoever holds the text (`url` names the corpus' file and document) joins the two again.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from corpus.notation.draft import Draft
from corpus.notation.marks import Anchor, Head, Label, Marked, parse_head, parse_label
from corpus.notation.problems import Rejected
from corpus.notation.table import parse_table

LINE = re.compile(r"(\d+) (\d+) (\S.*)")
DIGEST = re.compile(r"sha256 ([0-9a-f]{64}) (\d+)")


def paragraphs(text: str) -> str:
    """The text as marks count it: one line a paragraph, a blank line between them, single spaces."""
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in re.split(r"\n+", text))
    return "\n\n".join(line for line in lines if line)


def digest(text: str) -> str:
    """What tells that a text is the one that was annotated."""
    return hashlib.sha256(text.encode()).hexdigest()


def detach(draft: Draft, table: str) -> str:
    """The `.marks` file of a draft that holds; `table` is the third part of its file. The title stays out: it is words too."""
    head, text = draft.head, draft.marked.text
    lines = [f"published: {head.published}", f"outlet: {head.outlet}", f"url: {head.url}", "---", f"sha256 {digest(text)} {len(text)}"]
    for (start, end), anchors in groupby(draft.marked.anchors, key=lambda a: (a.start, a.end)):
        lines.append(f"{start} {end} {' '.join(written(a.label) for a in anchors)}")
    return "\n".join([*lines, "---", table.strip(), ""])


def written(label: Label) -> str:
    """The label as NOTATION.md writes it."""
    return label.owner + "".join(f"{sign}{part}" for sign, part in ((".", label.role), (":", label.value), ("@", label.by)) if part)


def head_of(path: Path) -> Head:
    """The head of a `.marks` file, to know which text it wants."""
    return parse_head(path.read_text(encoding="utf-8").split("\n---\n")[0].split("\n"))[0]


def attach(path: Path, whole: str) -> Draft:
    """The draft of a `.marks` file with its text, which `whole` (as `paragraphs` gives it) begins with; Rejected where it is another."""
    parts = path.read_text(encoding="utf-8").split("\n---\n")
    if len(parts) != 3:
        raise Rejected(f"{path.name}: a file of marks has three parts")
    head, problems = parse_head(parts[0].split("\n"))
    first, *lines = parts[1].split("\n")
    found = DIGEST.fullmatch(first)
    text = whole[: int(found[2])] if found else ""
    if found is None or digest(text) != found[1]:
        raise Rejected(f"{path.name}: this is not the text that was annotated; look at {head.url}")
    anchors = tuple(a for n, line in enumerate(lines) for a in _anchors(line, n + 6, len(text)))
    table = parse_table(parts[2].split("\n"), len(lines) + 8)
    return Draft(path.stem, replace(head, title=None), Marked(text, anchors), table, (*problems, *table.problems))


def _anchors(line: str, number: int, length: int) -> list[Anchor]:
    match = LINE.fullmatch(line)
    if match is None or not int(match[1]) < int(match[2]) <= length:
        raise Rejected(f"line {number}: {line!r} is no mark: `start end labels`")
    return [Anchor(parse_label(label), int(match[1]), int(match[2]), number) for label in match[3].split()]
