"""Caps on what is read; each has a unit and a reason."""

from __future__ import annotations

MAX_BYTES = 20_000_000
"""Bytes of one document, decoded: far above any news page, far below what a decompression bomb gives."""

MAX_TEXT = 500_000
"""Characters of one report. The longest of 9,800 releases and articles at hand has 61,043; a novel has this many, and to annotate more
would take minutes."""

MAX_TAGS = 60_000
"""Opening angle brackets of a page. The fullest news page at hand has 3,004; 60,000 paragraphs take about 3 seconds."""

MAX_DEPTH = 250
"""Elements of a page within one another. The deepest of 60 news pages has 33; the extractor's time grows with the square of it, and libxml2
looks no deeper than 256."""

MAX_BLANK = 1_000_000
"""Blank lines of a file of rows: two dozen kilobytes of gzip hold more of them than a minute can count."""

MAX_SECONDS = 10.0
"""Seconds that one page or feed may take; the slowest news page at hand took 0.25 on the machine where this was set."""

MAX_MEMORY = 1_500_000_000
"""Bytes of address space for the process that parses foreign markup."""

MAX_HEADER = 20_000
"""Characters in which the header of a plain text must end."""
