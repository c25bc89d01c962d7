"""Who is who in a report: phrases, names, roles and pronouns joined into a cast."""

from dateline.resolve.actors.steps import resolve_actors

__all__ = ["resolve_actors"]
