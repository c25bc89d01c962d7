"""Incidents and records -> files that other people's tools read."""
