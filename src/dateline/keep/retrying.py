"""What failed, to be tried again."""

from __future__ import annotations

import re

from sqlalchemy import select, update

from dateline.keep.adding import Plan
from dateline.store.opening import Store
from dateline.store.schema import failure
from dateline.store.testimony import STDIN

_PART = re.compile(r", (?:line|entry) \d+$")


def failed_paths(store: Store) -> list[str]:
    """Files and addresses in which something failed that was not mended since, each once; what came by a pipe cannot be read again."""
    with store.reading() as connection:
        origins = connection.execute(select(failure.c.origin).where(failure.c.mended.is_(None)).order_by(failure.c.id)).scalars()
        return list(dict.fromkeys(_path(origin) for origin in origins if not origin.startswith(STDIN)))


def settle_failures(store: Store, paths: list[str], plan: Plan) -> None:
    """Notes as mended what stood in `paths` and did not fail again: its line was put right or taken out."""
    began = plan.clock()
    with store.writing() as connection:
        rows = connection.execute(select(failure.c.id, failure.c.origin, failure.c.run).where(failure.c.mended.is_(None))).all()
        last = max((row.run for row in rows), default=0)
        mended = [row.id for row in rows if _path(row.origin) in paths and row.run != last]
        connection.execute(update(failure).where(failure.c.id.in_(mended)).values(mended=began))


def _path(origin: str) -> str:
    return _PART.sub("", origin)
