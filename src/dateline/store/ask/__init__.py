"""Questions to the store, none of which changes it.

Every list is cut into pages by a cursor; a name that nothing answers to and a filter that means nothing raise UsageError.
"""

from dateline.store.ask.decisions import Decision, decisions, has_event, last_decision, newest_of_cell
from dateline.store.ask.incidents import count_incidents, density, find_incidents, get_incident, get_incidents, locate, timeline
from dateline.store.ask.parties import find_parties
from dateline.store.ask.people import Called, actors_called, changes_of, identify, incidents_of, said_by
from dateline.store.ask.reports import get_record, get_records, get_report, get_reports, list_reports, name_report
from dateline.store.ask.review import queue
from dateline.store.ask.rows import (
    ActorHit,
    ActorRow,
    Bar,
    Change,
    Filter,
    Found,
    IncidentRow,
    Page,
    Party,
    ReportRow,
    Said,
    StatementHit,
    StoryRow,
    TextHit,
    Turn,
    Waiting,
)
from dateline.store.ask.searching import search
from dateline.store.ask.stories import find_stories, get_story

__all__ = [
    "ActorHit",
    "ActorRow",
    "Bar",
    "Called",
    "Change",
    "Decision",
    "Filter",
    "Found",
    "IncidentRow",
    "Page",
    "Party",
    "ReportRow",
    "Said",
    "StatementHit",
    "StoryRow",
    "TextHit",
    "Turn",
    "Waiting",
    "actors_called",
    "changes_of",
    "count_incidents",
    "decisions",
    "density",
    "find_incidents",
    "find_parties",
    "find_stories",
    "get_incident",
    "get_incidents",
    "get_record",
    "get_records",
    "get_report",
    "get_reports",
    "get_story",
    "has_event",
    "identify",
    "incidents_of",
    "last_decision",
    "list_reports",
    "locate",
    "name_report",
    "newest_of_cell",
    "queue",
    "said_by",
    "search",
    "timeline",
]
