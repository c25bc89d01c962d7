"""Sightings -> judgements -> incidents and stories: pairs worth comparing, features with their weights, reasons."""
