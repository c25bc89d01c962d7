"""The desk: the record in a browser. Server-rendered pages first; small scripts on top; nothing is loaded from elsewhere."""
