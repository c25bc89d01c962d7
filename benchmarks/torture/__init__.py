"""Faults and threats at full size: `python -m benchmarks.torture` prints what was tried and what held."""
