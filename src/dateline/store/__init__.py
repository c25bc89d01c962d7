"""The store: what was read, as it was read, what was made of it, what was judged, and an index that can be built again."""

from dateline.store.opening import Store, open_store

__all__ = ["Store", "open_store"]
