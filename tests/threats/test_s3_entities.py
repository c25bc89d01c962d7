"""S3: no document has a parser ask for anything or read a file."""

from __future__ import annotations

import time
from pathlib import Path

from benchmarks.torture.markup import external_entities
from benchmarks.torture.servers import listen
from dateline.model import Report
from dateline.read.items import Item, items_of_bytes
from dateline.read.reports import Hints, read_item


def test_external_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the-secret-word and more words that nobody may see, in one long line of text.")
    with listen() as (port, met):
        payloads = external_entities(port, str(secret))
        assert len(payloads) >= 12
        for name, kind, data in payloads:
            for way in (kind, None):
                for item in items_of_bytes(data, name, way):
                    for found in read_item(item, Hints(force=True)) if isinstance(item, Item) else ():
                        assert "the-secret-word" not in (found.text if isinstance(found, Report) else str(found)), name
        time.sleep(0.1)
        assert met == []
