"""Merging: what is worth comparing, whether two are the same, groups, and what a group tells. Pure functions, no store, no clock."""

from __future__ import annotations

from dateline.merge.actors import actor_key, blocks_of_actors, judge_actors
from dateline.merge.copies import bands_of_report, judge_copies
from dateline.merge.events import blocks_of_events, judge_events
from dateline.merge.grades import grade_incident
from dateline.merge.incidents import tell_incident
from dateline.merge.join import join, overruled
from dateline.merge.stories import blocks_of_report, judge_reports, tell_story
from dateline.merge.weights import KEEP, threshold

__all__ = [
    "KEEP",
    "actor_key",
    "bands_of_report",
    "blocks_of_actors",
    "blocks_of_events",
    "blocks_of_report",
    "grade_incident",
    "join",
    "judge_actors",
    "judge_copies",
    "judge_events",
    "judge_reports",
    "overruled",
    "tell_incident",
    "tell_story",
    "threshold",
]
