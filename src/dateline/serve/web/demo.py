"""The demonstration's store: reports that were written for Dateline, in clusters that tell one occurrence from several sides.

The package carries their records as the bundled model made them, so that the first screen does not wait for reading.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib.resources import files

from dateline.codec import decode_record
from dateline.errors import ModelError
from dateline.keep.merging import refresh
from dateline.model import Record
from dateline.store import Store, open_store
from dateline.store.testimony import end_run, keep_report, start_run

_PACKED = "demo/records.jsonl.gz"


def demo_records() -> Iterator[Record]:
    """The bundled records, in a fixed order. Raises ModelError where they are missing or damaged."""
    try:
        packed = files("dateline.data").joinpath(_PACKED).read_bytes()
        lines = gzip.decompress(packed).decode("utf-8").splitlines()
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise ModelError(f"the demonstration's reports are missing or damaged ({error}); install dateline again") from error
    yield from map(decode_record, lines)


def make_demo(address: str, now: str) -> Store:
    """A new store of the bundled reports at `address`, merged; `now` is the time that its rows carry (UTC, ISO)."""
    from dateline import __version__

    store = open_store(address, create=True)
    try:
        with store.writing() as connection:
            writer = start_run(connection, "demo", {}, now, __version__)
            for record in demo_records():
                keep_report(writer, record, "demonstration", None)
            end_run(writer)
        refresh(store)
    except BaseException:
        store.close()
        raise
    return store
