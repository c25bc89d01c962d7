"""Feeds looked at again and again, each when it is due."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from dateline.fetch.feeds import Poll
from dateline.fetch.get import Clock
from dateline.fetch.state import FeedState


def watch_feeds(
    states: Iterable[FeedState],
    *,
    poll: Callable[[FeedState], Poll],
    clock: Clock,
    sleep: Callable[[float], None],
    once: bool = False,
) -> Iterator[Poll]:
    """Looks at each feed when it is due and yields what came of it, for ever; with `once`, each feed that is due now, once.

    Sleeps between the looks. Ends when no feed is left: those that are gone for good (`ended`) are asked no more.
    """
    waiting = {state.url: state for state in states if not state.ended}
    while waiting:
        state = min(waiting.values(), key=lambda s: (s.due(), s.url))
        wait = (state.due() - clock()).total_seconds() if state.next_due else 0.0
        if wait > 0:
            if once:
                return
            sleep(wait)
            continue  # a sleep may be cut short
        found = poll(state)
        if once or found.state.ended:
            del waiting[state.url]
        else:
            waiting[state.url] = found.state
        yield found
