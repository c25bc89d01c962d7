"""Every rule that a record's `why` can carry: collected from the code, described, and shown at work."""
