"""Every reason of NOTATION.md to reject a file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus.notation import figures
from corpus.notation.draft import Draft, parse
from corpus.notation.marks import Anchor
from corpus.notation.problems import Problem, Rejected
from corpus.notation.quotes import must_be_said, quotations

SENTENCE_END = re.compile(r"[.!?][”’\"')]*\s+|\n")
ONE = {"s": ("src", "cue", "via", "to", "at", "on"), "e": ("when",)}  # at most one mark of each


def check_text(raw: str, key: str = "report") -> tuple[Problem, ...]:
    """Everything that is wrong with the file's text, by line."""
    try:
        draft = parse(raw, key)
    except Rejected as error:
        return (Problem(1, str(error)),)
    return check_draft(draft)


def check_file(path: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with a file."""
    try:
        return check_text(path.read_text(encoding="utf-8"), path.stem)
    except UnicodeDecodeError as error:
        return (Problem(1, f"not UTF-8: {error.reason} at byte {error.start}"),)


def check_draft(draft: Draft) -> tuple[Problem, ...]:
    """Problems of form, of reference, of content."""
    rules = (_unlined, _unused, _twice, _statements, _events, _accounts, _dates, _same, _figures, _quotations)
    found = [*draft.problems, *(p for rule in rules for p in rule(draft))]
    if not draft.marked.text.strip():
        found.append(Problem(draft.marked.first, "there is no text"))
    return tuple(sorted(set(found)))


def _named(anchor: Anchor) -> Iterator[str]:
    """The ids that a label names: its owner, its actor or place, who gives its figure."""
    label = anchor.label
    yield label.owner
    if label.value and label.figure is None:
        yield label.value
    if label.by:
        yield label.by


def _references(draft: Draft) -> Iterator[tuple[str, int]]:
    """The ids that table lines name, with their line."""
    for statement in draft.table.statements.values():
        if statement.actor:
            yield statement.actor, statement.line
    for event in draft.table.events.values():
        for actor in (*event.agents, *event.targets):
            yield actor, event.line


def _unlined(draft: Draft) -> Iterator[Problem]:
    used = [(name, anchor.line) for anchor in draft.marked.anchors for name in _named(anchor)]
    first: dict[str, int] = {}
    for name, line in (*used, *_references(draft)):
        first.setdefault(name, line)
    for name, line in first.items():
        if name not in draft.table.seen:
            yield Problem(line, f"{name} has no line in the table")


def _unused(draft: Draft) -> Iterator[Problem]:
    used = {name for anchor in draft.marked.anchors for name in _named(anchor)}
    used |= {name for name, _ in _references(draft)}
    for kind, lines in (("actor", draft.table.actors), ("place", draft.table.places)):
        for name, line in lines.items():
            if name not in used:
                yield Problem(line.line, f"{kind} {name} is used nowhere: give it a label or drop the line")


def _twice(draft: Draft) -> Iterator[Problem]:
    counts: Counter[tuple[str, str, str | None]] = Counter()
    for anchor in draft.marked.anchors:
        label = anchor.label
        if label.role in ONE.get(label.owner[0], ()):
            key: tuple[str, str, str | None] = (label.owner, label.role, None)
        elif label.role in ("agent", "target", "place"):
            key = (label.owner, label.role, label.value)
        else:
            continue
        counts[key] += 1
        if counts[key] == 2:
            value = f":{label.value}" if key[2] else ""
            yield Problem(anchor.line, f"{label.owner}.{label.role}{value} is marked twice: keep the clearest")


def _statements(draft: Draft) -> Iterator[Problem]:
    for name, line in draft.table.statements.items():
        if not draft.anchors(name, "con"):
            yield Problem(line.line, f"{name} has no content: mark it {name}.con")
        if draft.anchors(name, "on") and line.on is None:
            yield Problem(line.line, f"{name} has a mark {name}.on: add on=DATE to its line")


def _events(draft: Draft) -> Iterator[Problem]:
    for name, line in draft.table.events.items():
        if not draft.anchors(name, ""):
            yield Problem(line.line, f"{name} has no trigger: mark the word {name}")
        if not line.accounts:
            yield Problem(line.line, f"{name} has no account: N:asserts, s1:asserts, …")
        if line.when is None and draft.anchors(name, "when"):
            yield Problem(line.line, f"{name} has a mark {name}.when: write the date in its line")
        for role, listed in (("agent", line.agents), ("target", line.targets)):
            marked = [a.label.value for a in draft.anchors(name, role)]
            for actor, count in Counter([*listed, *marked]).items():
                if count > 1 and actor in listed:
                    yield Problem(line.line, f"{name}: {actor} is marked {name}.{role} already: list it once")


def _accounts(draft: Draft) -> Iterator[Problem]:
    for name, line in draft.table.events.items():
        for by, _ in line.accounts:
            if by is not None and by not in draft.table.seen:
                yield Problem(line.line, f"{name}: an account of {by}, which does not exist")
        for (by, stance), count in Counter(line.accounts).items():
            if count > 1:
                yield Problem(line.line, f"{name}: the account {by or 'N'}:{stance} stands twice")


def _dates(draft: Draft) -> Iterator[Problem]:
    published = draft.head.published
    for name, line in draft.table.events.items():
        earliest, latest = line.when or (None, None)
        ends = [earliest, latest] if line.status == "happened" else [earliest] if line.status == "ongoing" else []
        for end in ends:
            if end and end > published:
                yield Problem(line.line, f"{name} is {line.status}, but {end} lies after publication ({published})")
                break


def _same(draft: Draft) -> Iterator[Problem]:
    keys: Counter[str] = Counter()
    for name, line in draft.table.events.items():
        if line.same is None:
            continue
        keys[line.same] += 1
        if keys[line.same] == 2:
            yield Problem(line.line, f"{name}: same={line.same} stands twice: one occurrence is one event")
        if draft.head.cluster is None:
            yield Problem(line.line, f"{name}: same={line.same} needs a cluster in the head")


def _sentence(text: str, start: int, end: int) -> str:
    ends = [m.end() for m in SENTENCE_END.finditer(text)]
    first = max((e for e in ends if e <= start), default=0)
    return text[first : min((e for e in ends if e >= end), default=len(text))]


def _figures(draft: Draft) -> Iterator[Problem]:
    text = draft.marked.text
    for anchor in draft.marked.anchors:
        if anchor.label.figure is None:
            continue
        words, sentence = text[anchor.start : anchor.end], _sentence(text, anchor.start, anchor.end)
        what = figures.problem(anchor.label.figure, words, text[: anchor.start], sentence)
        if what:
            label = f"{anchor.label.owner}.{anchor.label.role}:{anchor.label.value}"
            yield Problem(anchor.line, f"{label}: {what}")


def _quotations(draft: Draft) -> Iterator[Problem]:
    text = draft.marked.text
    covered = {i for a in draft.marked.anchors if a.label.role == "con" for i in range(a.start, a.end)}
    for start, end in quotations(text):
        bare = [i for i in range(start, end) if text[i].isalnum() and i not in covered]
        if bare and must_be_said(text[start:end]):
            said = text[start:end] if end - start < 60 else text[start : start + 57] + "…"
            yield Problem(draft.marked.line_at(start), f"no statement's content covers the quotation {said}")
