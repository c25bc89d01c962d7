"""Loaders: each corpus as training documents, with what it knows labelled and the rest unknown."""
