"""Statements, events, status and accounts: from layers and readings to the record."""

from dateline.relate.record import relate

__all__ = ["relate"]
