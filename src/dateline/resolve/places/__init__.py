"""Which places a report names: found, looked up in the gazetteer, chosen among, and their use told apart."""

from dateline.resolve.places.steps import resolve_places

__all__ = ["resolve_places"]
