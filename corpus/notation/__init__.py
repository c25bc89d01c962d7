"""The corpus notation: one text file that holds a report and its record (`corpus/NOTATION.md`)."""
