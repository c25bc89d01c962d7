"""What the overview shows of a filter besides its list: the count, the strip, the places, the trays; kept as long as they are true.

They are counts over all that a filter lets through, which takes a second on a store of a hundred thousand reports, while the list
itself takes milliseconds. So they are kept until the store changes; and where counting was slow and the store changes all the time
(somebody adds reports), a picture may be older than the list beside it, by fifty times what it took: a second's counting, under a minute.
On a large store the page does not wait long for a filter that nobody asked for before (`soon`): its list comes at once, the counts follow.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock

from sqlalchemy import func, select

from dateline.store import Store, ask
from dateline.store.ask.overview import Glance as Glance
from dateline.store.ask.overview import look as look
from dateline.store.schema import incident, log, pending

KEPT = 64
"""Filters that are remembered, the last ones used."""
QUICK = 0.1
"""Seconds of counting up to which a glance is made anew at every change."""
OLDEST = 50
"""How many times its own making a slow glance may be old."""

PATIENCE = 0.1
"""Seconds that a page of a large store waits for its counts."""
FEW = 10_000
"""Incidents of a store that is no large one: its slowest counts take a few hundredths of a second."""
COUNTERS = 2
"""Filters that are counted at once for pages that do not wait."""


@dataclass(slots=True)
class _Kept:
    """A glance with the state of the store it was made of, when it was made and how long that took (seconds)."""

    lock: Lock
    glance: Glance | None = None
    state: tuple[int, int] = (-1, -1)
    made: float = 0.0
    cost: float = 0.0


class Glances:
    """Glances by filter; may be asked from many threads, of which one counts and the others take what was."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: OrderedDict[ask.Filter, _Kept] = OrderedDict()
        self._lock = Lock()
        self._counting = ThreadPoolExecutor(COUNTERS, "glance")

    def soon(self, store: Store, wanted: ask.Filter) -> Glance | None:
        """As `of`, but None on a large store where counting takes longer than `PATIENCE`; it goes on, for whoever asks next.

        Where both counters are busy that long nothing waits in a row behind them: whoever wants the counts asks `of`.
        """
        if self._is_small(store) or self._is_known(store, wanted):
            return self.of(store, wanted)
        counting = self._counting.submit(self.of, store, wanted)
        with suppress(TimeoutError):
            return counting.result(PATIENCE)
        counting.cancel()  # only where it has not begun
        return None

    def _is_small(self, store: Store) -> bool:
        """Whether all counts of this store are quick."""
        first = select(incident.c.id).limit(FEW + 1).subquery()
        with store.engine.connect() as connection:
            return connection.execute(select(func.count()).select_from(first)).scalar_one() <= FEW

    def _is_known(self, store: Store, wanted: ask.Filter) -> bool:
        with self._lock:
            kept = self._kept.get(wanted)
        return kept is not None and kept.glance is not None and self._holds(kept, state_of(store))

    def of(self, store: Store, wanted: ask.Filter) -> Glance:
        """The glance of a filter. Raises UsageError for a filter that means nothing."""
        kept, state = self._slot(wanted), state_of(store)
        if kept.glance is not None and self._holds(kept, state):
            return kept.glance
        if kept.glance is not None and not kept.lock.acquire(blocking=False):
            return kept.glance  # somebody is counting already
        if kept.glance is None:
            kept.lock.acquire()
        try:
            return self._make(store, wanted, kept, state)
        finally:
            kept.lock.release()

    def total(self, store: Store, wanted: ask.Filter) -> int:
        """The count alone: of the glance that is kept, as long as it is true, else anew. Raises UsageError as `of`."""
        if self._is_known(store, wanted):
            return self.of(store, wanted).total
        return ask.count_incidents(store, wanted)

    def _slot(self, wanted: ask.Filter) -> _Kept:
        with self._lock:
            kept = self._kept.setdefault(wanted, _Kept(Lock()))
            self._kept.move_to_end(wanted)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        return kept

    def _holds(self, kept: _Kept, state: tuple[int, int]) -> bool:
        return kept.state == state or (kept.cost > QUICK and self._clock() - kept.made < OLDEST * kept.cost)

    def _make(self, store: Store, wanted: ask.Filter, kept: _Kept, state: tuple[int, int]) -> Glance:
        if kept.glance is not None and self._holds(kept, state):
            return kept.glance
        start = self._clock()
        made = look(store, wanted)
        kept.glance, kept.state, kept.made = made, state, self._clock()
        kept.cost = kept.made - start
        return made


def state_of(store: Store) -> tuple[int, int]:
    """What changes with every change of incidents: the length of the log, and how many reports wait to be merged."""
    with store.engine.connect() as connection:
        last = connection.execute(select(func.max(log.c.id))).scalar_one() or 0
        return last, connection.execute(select(func.count()).select_from(pending)).scalar_one()
