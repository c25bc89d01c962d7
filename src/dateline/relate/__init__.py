"""Statements, events, status and accounts: from layers and readings to the record."""
