"""Records brought up to the model at hand. The old ones are current until the new ones are kept, and stay beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, func, or_, select

from dateline import __version__
from dateline.batch import Finished, run_items
from dateline.errors import ReportError
from dateline.keep.adding import BATCH, Plan
from dateline.keep.library import Library
from dateline.keep.merging import refresh
from dateline.keep.registries import keep_registry
from dateline.model import Record
from dateline.model.incidents import report_id
from dateline.read.items import Item
from dateline.read.reports import Hints
from dateline.store.opening import Store
from dateline.store.schema import record, report
from dateline.store.testimony import end_run, keep_record, start_run

Models: TypeAlias = tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Reread:
    """What one transaction brought: short ids of the reports that have a new record, and what failed and stays as it was."""

    reports: tuple[str, ...]
    failures: tuple[str, ...]


def count_old(store: Store, model: str, version: str, only: Models = None) -> int:
    """How many reports have a record by another model or version than this; of those by the models `only`, where they are named."""
    with store.reading() as connection:
        tail = record.join(report, record.c.report == report.c.id)
        return connection.execute(select(func.count()).select_from(tail).where(_old(model, version, only))).scalar_one()


def _old(model: str, version: str, only: Models) -> ColumnElement[bool]:
    old = record.c.current & report.c.latest & or_(record.c.model != model, record.c.version != version)
    return old if only is None else old & record.c.model.in_(only)


def reread(store: Store, plan: Plan, *, model: str, version: str, only: Models = None) -> Iterator[Reread]:
    """Reads anew all reports whose record is by another model or version; yields each batch when it is kept for good.

    `only` keeps to the records of some models: those made with the same actors. What people judged and corrected holds on: it is tied
    to the text. Killed at any moment, it goes on from there.
    """
    library, last = Library(), ""
    plan = replace(plan, task=replace(plan.task, hints=Hints(force=True)))
    refresh(store, library)
    while rows := _next(store, _old(model, version, only), last):
        last = rows[-1]["id"]
        outcomes = run_items([_item(row) for row in rows], plan.task, min(plan.workers, len(rows)))
        yield _keep(store, plan, library, {row["id"]: row for row in rows}, [o for o in outcomes if isinstance(o, Finished)])


def _next(store: Store, old: ColumnElement[bool], last: str) -> list[dict[str, Any]]:
    """The next reports to be read, in the order of their ids."""
    columns = report.c.id, report.c.document, report.c.key, report.c.outlet, report.c.title, report.c.url, report.c.published
    more = report.c.language, report.c.text, report.c.extra, record.c.json
    wanted = select(*columns, *more).select_from(record.join(report, record.c.report == report.c.id))
    with store.reading() as connection:
        found = connection.execute(wanted.where(old, report.c.id > last).order_by(report.c.id).limit(4 * BATCH))
        return [dict(row._mapping) for row in found]


def _item(row: dict[str, Any]) -> Item:
    """The report as a row of JSON Lines: its text is exactly the one that was kept."""
    told = {"id": row["key"], **{n: row[n] for n in ("text", "published", "title", "outlet", "url")}} | json.loads(row["extra"])
    return Item(json.dumps(told).encode(), "row", row["id"])


def _keep(store: Store, plan: Plan, library: Library, rows: dict[str, dict[str, Any]], done: list[Finished]) -> Reread:
    names, failures = [], []
    with store.writing() as connection:
        actors = keep_registry(connection, plan.actors)
        writer = start_run(connection, plan.command, {"actors": actors} if actors else {}, plan.clock(), __version__)
        for one in done:
            row, answer = rows[one.item.origin], one.answers[0]
            if isinstance(answer.record, Record):
                keep_record(writer, _restore(answer.record, row))
                names.append(row["id"])
            else:
                failures.append(str(ReportError(row["id"], "stays as it was read before", answer.failure or "")))
        end_run(writer)
    refresh(store, library)
    return Reread(tuple(names), tuple(failures))


def _restore(made: Record, row: dict[str, Any]) -> Record:
    """The record under the report's own id, language and bytes."""
    before = json.loads(row["json"])["document"]
    document = replace(made.document, id=row["document"], sha256=before["sha256"], language=row["language"])
    assert report_id(document.id) == row["id"] and document.text == row["text"]
    return replace(made, document=document)
