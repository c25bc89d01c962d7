"""Groups made anew around what changed are the groups of everything, whatever comes, goes and is judged, and in whatever order."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from functools import partial
from itertools import combinations, pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, insert

from dateline.keep.comparing import judgement_row
from dateline.keep.regrouping import Standing, regroup
from dateline.merge.join import join
from dateline.merge.weights import threshold
from dateline.model import Judgement
from dateline.store.schema import judgement

KEYS = [f"r{n:012x}@{place}" for n in range(7) for place in (1, 2)]
"""Two events each of seven reports: events of one report stand apart unless they were judged the same."""
SCORES = [0.03, 0.2, 0.4, 0.45, 0.5, 0.55, 0.6, 0.8, 0.97]


class Kept:
    """A store of judgements and groups alone, with what its groups should be."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.held: dict[tuple[str, str, str], Judgement] = {}
        self.there: set[str] = set()
        self.of: dict[str, str] = {}

    def mates(self, keys: Iterable[str]) -> dict[str, str]:
        names = {self.of[key] for key in keys if key in self.of}
        return {key: name for key, name in self.of.items() if name in names}

    def change(self, judged: Iterable[Judgement], gone: set[str], come: set[str]) -> None:
        """Some subjects come, some go, some pairs are judged (score 0: no more); groups are made anew around all of them."""
        touched = set(gone | come)
        self.there = (self.there | come) - gone
        for one in judged:
            self.held[one.first, one.second, one.by] = one
            touched |= {one.first, one.second}
        self.held = {k: j for k, j in self.held.items() if j.score > 0 or j.by != "machine"}
        self.connection.execute(delete(judgement))
        for one in self.held.values():
            self.connection.execute(insert(judgement).values(**judgement_row(one)))
        groups = regroup(self.connection, Standing("event", self.mates, lambda keys: set(keys) & self.there), touched)
        for key in touched | {key for group in groups for key in group}:
            self.of.pop(key, None)
        self.of |= {key: group[0] for group in groups for key in group}

    def groups(self) -> set[tuple[str, ...]]:
        return {tuple(sorted(k for k in self.of if self.of[k] == name)) for name in self.of.values()}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 7))
def test_what_is_grouped_anew_is_what_grouping_everything_gives(seed: int, steps: int) -> None:
    chance = Random(seed)
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        judgement.create(connection)
        kept = Kept(connection)
        pairs = list(combinations(KEYS, 2))
        for _ in range(steps):
            come = {key for key in KEYS if chance.random() < 0.4}
            gone = {key for key in KEYS if chance.random() < 0.1} - come
            judged = []
            for first, second in chance.sample(pairs, chance.randrange(12)):
                by = chance.choice(["machine"] * 6 + ["Mira"])
                score = chance.choice([0.0, *SCORES] if by == "machine" else [0.0, 1.0])
                judged.append(Judgement("event", first, second, score >= threshold("event"), score, by))
            kept.change(judged, gone, come)
            assert kept.groups() == set(join(kept.there, kept.held.values()))
    engine.dispose()


def test_grouping_a_few_anew_does_not_walk_all_judgements() -> None:
    """Steps of SQLite's machine, in thousands, with a hundred judgements and with twenty thousand."""
    counted = []
    for number in (100, 20_000):
        engine = create_engine("sqlite://")
        with engine.connect() as connection:
            judgement.create(connection)
            names = [f"r{n:012x}" for n in range(number + 1)]
            rows = [judgement_row(Judgement("story", a, b, True, 0.9, "machine")) for a, b in pairwise(names)]
            connection.execute(insert(judgement), rows)
            standing = Standing("story", lambda keys: {key: key for key in keys}, set)
            steps: list[None] = []
            raw = connection.connection.driver_connection
            assert isinstance(raw, sqlite3.Connection)
            raw.set_progress_handler(partial(steps.append, None), 1000)
            regroup(connection, standing, names[:2])
            raw.set_progress_handler(None, 0)
            counted.append(len(steps))
        engine.dispose()
    assert counted[1] <= counted[0] + 2
