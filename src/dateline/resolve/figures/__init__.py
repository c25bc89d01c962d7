"""How many: numbers with their bounds and the nouns that they count."""

from dateline.resolve.figures.steps import read_quantities

__all__ = ["read_quantities"]
