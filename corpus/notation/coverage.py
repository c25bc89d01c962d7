"""What the corpus holds, and what it lacks, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from corpus.notation.draft import Draft
from corpus.notation.table import EventLine
from corpus.notation.vocabulary import ACTS, FIGURES, FORMS, MODES, STANCES, STATUSES

WIDTH = 110  # characters of a line of the table
WORD_BANDS = (100, 200, 300, 400, 500, 600, 800, 1000)


def coverage(drafts: Sequence[Draft]) -> str:
    """One paragraph a column of the corpus, `name count` by count, what never occurs last."""
    events = [line for draft in drafts for line in draft.table.events.values()]
    statements = [line for draft in drafts for line in draft.table.statements.values()]
    stances = [stance for event in events for _, stance in event.accounts]
    words = [len(draft.marked.text.split()) for draft in drafts]
    parts = [
        f"{len(drafts)} reports, {sum(words)} words, {len(statements)} statements, {len(events)} events",
        _section("event type", (e.type for e in events), MODES),
        _section("mode", map(_mode, events), [f"{t}/{m}" for t, modes in MODES.items() for m in modes]),
        _section("status", (e.status for e in events), STATUSES),
        _section("act", (s.act for s in statements), ACTS),
        _section("form", (s.form for s in statements), FORMS),
        _section("stance", stances, STANCES),
        _section("figure", _figures(drafts), FIGURES),
        *_of_reports(drafts, words),
    ]
    return "\n\n".join(parts)


def _of_reports(drafts: Sequence[Draft], words: Sequence[int]) -> list[str]:
    members = Counter(d.head.cluster for d in drafts if d.head.cluster)
    sizes = (f"{size} reports" for size in members.values())
    return [
        _section("published", (f"{d.head.published.year // 10}0s" for d in drafts)),
        _section("country (reports)", (c for d in drafts for c in _countries(d))),
        _section("style", (d.head.style or "-" for d in drafts)),
        _section("words per report", map(_band, words)),
        _section(f"clusters ({len(members)})", sizes),
    ]


def _mode(event: EventLine) -> str:
    return f"{event.type}/{event.mode or '-'}"


def _figures(drafts: Sequence[Draft]) -> Iterable[str]:
    return (a.label.role for d in drafts for a in d.marked.anchors if a.label.figure)


def _countries(draft: Draft) -> set[str]:
    actors = {line.country for line in draft.table.actors.values()}
    places = {line.country for line in draft.table.places.values()}
    return {country for country in actors | places if country}


def _band(words: int) -> str:
    above = [band for band in WORD_BANDS if words < band]
    return f"<{above[0]}" if above else f"{WORD_BANDS[-1]}+"


def _section(title: str, found: Iterable[str], known: Iterable[str] = ()) -> str:
    counts = Counter(found)
    counts.update(dict.fromkeys(known, 0))
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0]))
    lines, line = [title], " "
    for name, count in rows:
        cell = f" {name} {count} ·"
        if len(line) + len(cell) > WIDTH:
            lines.append(line)
            line = " "
        line += cell
    return "\n".join([*lines, line.removesuffix(" ·")])
