"""The store: what was read, as it was read, what was made of it, what was judged, and an index that can be built again."""
