"""Candidates, judgements and what hangs together, for one kind of subject (events, copies, stories), inside one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, and_, delete, insert, select, union_all

from dateline.codec import decode_reasons, encode_reasons
from dateline.keep.library import cut, report_of
from dateline.merge.weights import KEEP
from dateline.model import Judgement
from dateline.model.incidents import MACHINE
from dateline.store.schema import block, judgement

Pair = tuple[str, str]
Choose = Callable[[Sequence[Judgement]], Sequence[Judgement]]
JudgePairs = Callable[[Sequence[Pair]], Iterable[Judgement]]


def forget(connection: Connection, kind: str, reports: Iterable[str]) -> None:
    """Takes out the blocks and machine judgements of all subjects of `reports`."""
    for name in sorted(reports):
        found = set(connection.execute(_judged_of(kind, name)).scalars())
        for some in cut(sorted(found)):
            connection.execute(delete(judgement).where(judgement.c.id.in_(some)))
        for part in _of_report(block.c.subject, name):
            connection.execute(delete(block).where(block.c.kind == kind, part))


def _judged_of(kind: str, name: str) -> CompoundSelect[Any]:
    """The numbers of the machine's judgements of subjects of a report."""
    c = judgement.c
    wanted = select(c.id).where(c.kind == kind, c.by == MACHINE)
    return union_all(*(wanted.where(part) for column in (c.first, c.second) for part in _of_report(column, name)))


def _of_report(column: ColumnElement[str], name: str) -> tuple[ColumnElement[bool], ...]:
    """Keys that begin with the report: `r…`, `r…@120`, `r…/a1`; `0` and `A` come right after `/` and `@`.

    Each is a stretch of an index; asked for together they would have SQLite read all of a kind from end to end.
    """
    return column == name, and_(column >= name + "/", column < name + "0"), and_(column >= name + "@", column < name + "A")


def compare(connection: Connection, kind: str, blocks: Mapping[str, tuple[str, ...]], judge: JudgePairs) -> set[str]:
    """Writes blocks, judges every two subjects that share one and keeps what is worth it; returns all ends of judgements that say same."""
    rows = [{"kind": kind, "name": name, "subject": subject} for subject in sorted(blocks) for name in sorted(set(blocks[subject]))]
    for some in cut(rows, 2000):
        connection.execute(insert(block), list(some))
    made: list[dict[str, Any]] = []
    ends: set[str] = set()
    for found in judge(sorted(_candidates(connection, kind, blocks))):
        if found.same or found.score >= KEEP:
            made.append(judgement_row(found))
            ends |= {found.first, found.second} if found.same else set()
    for some in cut(made, 1000):
        connection.execute(insert(judgement), list(some))
    return ends


def _candidates(connection: Connection, kind: str, blocks: Mapping[str, tuple[str, ...]]) -> set[Pair]:
    """Pairs, in rising order, of which at least one is new; two of one report are never compared: they are told apart already."""
    found: set[Pair] = set()
    other = block.alias("other")
    tail = block.join(other, and_(other.c.kind == block.c.kind, other.c.name == block.c.name))
    for some in cut(sorted(blocks), 200):
        wanted = (
            select(block.c.subject, other.c.subject).select_from(tail).where(block.c.kind == kind, block.c.subject.in_(some)).distinct()
        )
        for one, two in connection.execute(wanted):
            if report_of(one) != report_of(two):
                found.add((one, two) if one < two else (two, one))
    return found


def judgement_row(one: Judgement) -> dict[str, Any]:
    """The noun as a row; machine judgements carry no time, for they are the same whenever they are made."""
    return {
        "kind": one.kind, "first": one.first, "second": one.second, "same": one.same, "score": one.score, "by": one.by,
        "made": one.made or "", "reasons": encode_reasons(one.reasons), "note": one.note, "revoked": one.revoked,
    }  # fmt: skip


# ---------------------------------------------------------------- what hangs together


def reach(connection: Connection, kind: str, starts: Iterable[str]) -> list[set[str]]:
    """What hangs together with each of `starts` by judgements that say same, the starts themselves included; disjoint sets."""
    parent: dict[str, str] = {key: key for key in starts}

    def root(key: str) -> str:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    edge = sorted(parent)
    while edge:
        new: set[str] = set()
        for first, second in _same_pairs(connection, kind, edge):
            new |= {first, second} - parent.keys()
            for key in (first, second):
                parent.setdefault(key, key)
            a, b = sorted((root(first), root(second)))
            parent[b] = a
        edge = sorted(new)
    groups: dict[str, set[str]] = {}
    for key in sorted(parent):
        groups.setdefault(root(key), set()).add(key)
    return [groups[k] for k in sorted(groups)]


def _same_pairs(connection: Connection, kind: str, keys: list[str]) -> Iterable[tuple[str, str]]:
    wanted = select(judgement.c.first, judgement.c.second).where(judgement.c.kind == kind, judgement.c.same, judgement.c.revoked.is_(None))
    for some in cut(keys):
        for column in (judgement.c.first, judgement.c.second):
            for row in connection.execute(wanted.where(column.in_(some))):
                yield row[0], row[1]


def judgements_among(connection: Connection, kind: str, keys: Iterable[str]) -> list[Judgement]:
    """All judgements in force between two of `keys`, without what they rest on."""
    return [to_judgement(row, reasons=False) for row in _rows_among(connection, kind, keys)]


def choose_among(connection: Connection, kind: str, keys: Iterable[str], choose: Choose) -> list[Judgement]:
    """Those judgements in force between two of `keys` that `choose` takes, with what they rest on."""
    rows = {(r["first"], r["second"], r["by"], r["made"]): r for r in _rows_among(connection, kind, keys)}
    light = {to_judgement(row, reasons=False): key for key, row in rows.items()}
    return [to_judgement(rows[light[one]]) for one in choose(list(light))]


def _rows_among(connection: Connection, kind: str, keys: Iterable[str]) -> list[Mapping[Any, Any]]:
    held = set(keys)
    if len(held) < 2:
        return []
    found: list[Mapping[Any, Any]] = []
    for some in cut(sorted(held)):
        wanted = select(judgement).where(judgement.c.kind == kind, judgement.c.first.in_(some), judgement.c.revoked.is_(None))
        found += [row for row in connection.execute(wanted).mappings() if row["second"] in held]
    return sorted(found, key=lambda r: (r["first"], r["second"], r["by"], r["made"]))


def to_judgement(row: Mapping[Any, Any], *, reasons: bool = True) -> Judgement:
    """A row of the table as the noun."""
    return Judgement(
        row["kind"], row["first"], row["second"], row["same"], row["score"], row["by"], decode_reasons(row["reasons"]) if reasons else (),
        row["made"] if row["by"] != MACHINE else None, row["note"], row["revoked"],
    )  # fmt: skip
