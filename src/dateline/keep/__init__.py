"""Reports into the store and incidents out of it: what needs the reader, the store and the merger together."""
