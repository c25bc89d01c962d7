"""The reading pane: a report's text with its record's cells marked, and the record as cards of cells. No database, no HTTP."""
