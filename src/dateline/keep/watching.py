"""Feeds followed: what is new in them is kept, in one transaction with what is remembered of the feed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, delete, insert, select

from dateline.batch import Finished, answer_item
from dateline.fetch.feeds import Poll, poll_feed
from dateline.fetch.state import FeedState, decode_state, encode_state
from dateline.fetch.visits import Visitor
from dateline.fetch.watch import watch_feeds
from dateline.keep.adding import Batch, Keeper, Plan, Waiting
from dateline.keep.fetching import split_feed
from dateline.read.items import Item
from dateline.store.opening import Store
from dateline.store.schema import feed


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a feed: what was kept, and what is remembered of the feed from now on."""

    state: FeedState
    batch: Batch


@dataclass(frozen=True, slots=True)
class Habits:
    """How feeds are watched: `once` each that is due, `every` so many seconds, summaries replaced by their `pages`."""

    sleep: Callable[[float], None]
    once: bool = False
    every: int | None = None
    pages: bool = False


def feeds_of(store: Store) -> tuple[FeedState, ...]:
    """The feeds that are followed, by address."""
    with store.reading() as connection:
        rows = connection.execute(select(feed.c.state).order_by(feed.c.url)).scalars()
        return tuple(decode_state(json.loads(row)) for row in rows)


def watch(store: Store, urls: Iterable[str], plan: Plan, visitor: Visitor, habits: Habits) -> Iterator[Look]:
    """Follows feeds (those given, or all that are followed already where none is); yields each look when it is kept for good."""
    known = {state.url: state for state in feeds_of(store)}
    states = [known.get(url) or FeedState(url=url) for url in dict.fromkeys(urls)] or list(known.values())
    if habits.every is not None:
        states = [_with_every(state, habits.every) for state in states]
    keeper = Keeper(store, plan)

    def poll(state: FeedState) -> Poll:
        return poll_feed(state, visitor=visitor, split=split_feed, pages=habits.pages)

    for found in watch_feeds(states, poll=poll, clock=visitor.clock, sleep=habits.sleep, once=habits.once):
        yield Look(found.state, _keep(keeper, found, plan))


def _with_every(state: FeedState, every: int) -> FeedState:
    return replace(state, every=every)


def _keep(keeper: Keeper, found: Poll, plan: Plan) -> Batch:
    """The new entries and the feed's state, in one transaction."""
    waiting = Waiting()
    for error in found.failed:
        waiting.found.append(error)
    for one in found.new:
        item = Item(one.data, one.kind, one.origin, len(one.data), one.url, one.fetched.isoformat())
        waiting.found.append(Finished(item, answer_item(item, plan.task)))

    def remember(connection: Connection) -> None:
        connection.execute(delete(feed).where(feed.c.url == found.state.url))
        connection.execute(insert(feed).values(url=found.state.url, state=json.dumps(encode_state(found.state), sort_keys=True)))

    return keeper.keep(waiting, also=remember)
