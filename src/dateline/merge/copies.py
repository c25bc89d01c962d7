"""Copies: reports that carry the same wire text. They are one voice, however many outlets print it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from dateline.merge.passages import days_apart, passages
from dateline.merge.weights import judge
from dateline.model import Judgement, Record
from dateline.model.incidents import report_id

RUN = 5
"""Words of a run; two texts that share many runs of five words share sentences, not only a subject."""
ROWS, BANDS = 2, 10
"""Bands of two smallest hashes each, over the first words and over the whole: pairs that share half of their runs are found 19 in 20."""
HEAD = 120
"""Words of the head that has bands of its own: a desk that cuts a wire text cuts it from the end."""
_MASK = (1 << 61) - 1


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[int, ...]:
    """Hashes of the runs of five words of a text, in order, without the outlet's furniture."""
    words = [w for passage in passages(text) for w in passage.words]
    cut = [" ".join(words[i : i + RUN]) for i in range(max(1, len(words) - RUN + 1))] if words else []
    return tuple(int.from_bytes(blake2b(run.encode(), digest_size=7).digest(), "big") for run in cut)


def bands_of_report(record: Record) -> tuple[str, ...]:
    """Short names that copies of a report share: bands of its smallest hashes, for its head and for the whole."""
    every = runs(record.document.text)
    if len(every) < 8:
        return ()
    return tuple(sorted({*_bands("h", every[:HEAD]), *_bands("w", every)}))


def _bands(name: str, hashes: Sequence[int]) -> list[str]:
    least = [min((h * (2 * n + 0x9E3779B97F4A7C15) + n * 0x7F4A7C15D1B54A33) & _MASK for h in hashes) for n in range(ROWS * BANDS)]
    bands = (least[i : i + ROWS] for i in range(0, len(least), ROWS))
    return [f"{name}{n}:{blake2b(repr(band).encode(), digest_size=5).hexdigest()}" for n, band in enumerate(bands)]


def judge_copies(a: Record, b: Record) -> Judgement:
    """Whether two reports carry the same text: how much of the shorter one stands in the other, word for word."""
    first, second = set(runs(a.document.text)), set(runs(b.document.text))
    shorter = min(len(first), len(second))
    share = len(first & second) / shorter if shorter >= 8 else 0.0
    gap = days_apart(a.document, b.document) or 0
    values = {"shared": share, "shared.long": share if shorter >= 60 else 0.0, "apart": min(gap, 30) / 30}
    said = [("shared", f"{round(100 * share)} per cent of the shorter text stands in the other word for word")]
    return judge("copy", (report_id(a.document.id), report_id(b.document.id)), values, lambda: said)
