"""The reports that were read last, laid out: a long one is shown in parts, and each part is asked for by itself."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from dateline.serve.web.glances import state_of
from dateline.serve.web.pane.pane import Laid, lay
from dateline.store import Store, ask

KEPT = 8
"""Reports that are kept; a report of 20,000 words takes some 10 MB."""


class Shelf:
    """Reports by short id, as long as nothing in the store has changed."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, tuple[int, int]], Laid] = OrderedDict()
        self._lock = Lock()

    def take(self, store: Store, report: str) -> Laid:
        """The report of a short id, laid out. Raises UsageError where it has no record."""
        key = report, state_of(store)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        laid = lay(ask.get_record(store, report))
        with self._lock:
            self._kept[key] = laid
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return laid
