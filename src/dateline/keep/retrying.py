"""What failed, to be tried again."""

from __future__ import annotations

import re

from sqlalchemy import func, select, update

from dateline.store.opening import Store
from dateline.store.schema import failure, run
from dateline.store.testimony import STDIN

_PART = re.compile(r", (?:line|entry) \d+$")


def failed_paths(store: Store) -> list[str]:
    """Files and addresses in which something failed that was not mended since, each once; what came by a pipe cannot be read again."""
    with store.reading() as connection:
        origins = connection.execute(select(failure.c.origin).where(failure.c.mended.is_(None)).order_by(failure.c.id)).scalars()
        return list(dict.fromkeys(_path(origin) for origin in origins if not origin.startswith(STDIN)))


def last_run(store: Store) -> int:
    """The number of the last run so far."""
    with store.reading() as connection:
        return int(connection.execute(select(func.max(run.c.id))).scalar_one() or 0)


def settle_failures(store: Store, paths: list[str], before: int, now: str) -> None:
    """Notes as mended what failed in `paths` up to the run `before` and did not fail again: its line was put right or taken out."""
    with store.writing() as connection:
        wanted = select(failure.c.id, failure.c.origin).where(failure.c.mended.is_(None), failure.c.run <= before)
        mended = [row.id for row in connection.execute(wanted).all() if _path(row.origin) in paths]
        connection.execute(update(failure).where(failure.c.id.in_(mended)).values(mended=now))


def _path(origin: str) -> str:
    return _PART.sub("", origin)
