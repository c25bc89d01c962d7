"""Stories: reports that tell the same main occurrence."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select

from dateline.errors import UsageError
from dateline.store.ask.cursors import write_cursor
from dateline.store.ask.reports import newest_first, rows_of
from dateline.store.ask.rows import HasEngine, Page, ReportRow, StoryRow
from dateline.store.ask.words import cleaned
from dateline.store.schema import report, story_report

_TITLE = 80
"""Characters of a text that stand for a title where nothing has one."""
_CHUNK = 500


def find_stories(store: HasEngine, *, after: str | None = None, most: int = 50, least: int = 1) -> Page[StoryRow]:
    """Stories of at least so many reports, those with the newest report first, the undated last."""
    tail = story_report.join(report, report.c.id == story_report.c.report)
    wanted = select(story_report.c.story, report.c.published, report.c.id).select_from(tail).where(~_is_followed())
    if least > 1:
        same = story_report.alias("others")
        wanted = wanted.where(select(func.count()).where(same.c.story == story_report.c.story).scalar_subquery() >= least)
    with store.engine.connect() as connection:
        found = newest_first(connection, wanted.where(report.c.latest.is_(True)), (report.c.published, report.c.id), after, most + 1)
        rows = stories_of(connection, [row.story for row in found[:most]])
    more = write_cursor(found[most - 1].published or "", found[most - 1].id) if len(found) > most else None
    return Page(tuple(rows), more)


def get_story(store: HasEngine, name: str) -> StoryRow:
    """The story of an id, or the one that a report (short id) is in. Raises UsageError where there is none."""
    sought = cleaned(name).strip()
    with store.engine.connect() as connection:
        held = connection.execute(select(story_report.c.story).where(story_report.c.report == sought)).scalar()
        rows = stories_of(connection, [held or sought])
    if not rows:
        raise UsageError(f"there is no story {name!r} in this store; `dateline stories` lists those there are")
    return rows[0]


def stories_of(connection: Connection, names: Sequence[str]) -> list[StoryRow]:
    """Stories in the order of their ids, each with its reports in order of publication."""
    told: dict[str, list[str]] = {}
    voices: dict[str, set[str]] = {}
    for start in range(0, len(names), _CHUNK):
        held = select(story_report).where(story_report.c.story.in_(names[start : start + _CHUNK]))
        for row in connection.execute(held):
            told.setdefault(row.story, []).append(row.report)
            voices.setdefault(row.story, set()).add(row.voice)
    rows = rows_of(connection, [report_ for some in told.values() for report_ in some])
    out = []
    for name in names:
        reports = sorted((rows[r] for r in told.get(name, ()) if r in rows), key=lambda r: (r.published or "9999", r.id))
        if reports:
            out.append(StoryRow(name, _title(connection, reports), tuple(reports), len(voices[name])))
    return out


def _title(connection: Connection, reports: Sequence[ReportRow]) -> str:
    """The first headline; where no report has one, the beginning of the first text."""
    for one in reports:
        if one.title:
            return " ".join(one.title.split())
    start: str = connection.execute(select(func.substr(report.c.text, 1, 4 * _TITLE)).where(report.c.id == reports[0].id)).scalar() or ""
    words = " ".join(start.split())
    return words if len(words) <= _TITLE else words[:_TITLE].rpartition(" ")[0] + "…"


def _is_followed() -> ColumnElement[bool]:
    """Whether the story has a later report than this row's, so that it is listed there."""
    same, later = story_report.alias("same_story"), report.alias("later")
    day, next_day = func.coalesce(report.c.published, ""), func.coalesce(later.c.published, "")
    is_later = or_(next_day > day, and_(next_day == day, later.c.id > report.c.id))
    joined = select(1).select_from(same.join(later, later.c.id == same.c.report))
    return exists(joined.where(same.c.story == story_report.c.story, same.c.report != story_report.c.report, is_later))
