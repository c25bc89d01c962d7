"""Bytes -> reports: plain text, JSON Lines, pages and feeds, with their dates and outlets.

The steps are the files: `items` finds what there is to read, `reports` turns one item into reports with the help of
`plain`, `rows`, `pages` and `feeds`, and `language` says what is no English. Nothing here opens a connection, and every
parser of foreign markup is given bytes or trees, never a string that it might take for an address.
"""
