"""The compiled corpus: records to train on, records to tune on, and who tells the same occurrence."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from corpus.notation.clusters import judge_clusters
from corpus.notation.compile import compile_draft
from corpus.notation.draft import Draft

DEV_EVERY = 7  # a report whose number is divisible by this is kept out of training


def part(key: str) -> str:
    """`dev` or `train`, by the number that the file's name begins with.

    >>> part("014-depot-fire"), part("015-depot-fire")
    ('dev', 'train')
    """
    number = re.match(r"\d{3,}", key)
    return "dev" if number and int(number[0]) % DEV_EVERY == 0 else "train"


def build(drafts: Sequence[Draft], out: Path) -> None:
    """Write `train/*.json`, `dev/*.json` and `clusters.json`; records of reports that are gone go."""
    for name in ("train", "dev"):
        (out / name).mkdir(parents=True, exist_ok=True)
        for old in (out / name).glob("*.json"):
            old.unlink()
    firsts: dict[str, str] = {}
    for draft in sorted(drafts, key=lambda d: d.key):
        first = firsts.setdefault(draft.head.cluster or draft.key, draft.key)  # a cluster stays whole: its first report decides
        write_record(out / part(first) / f"{draft.key}.json", compile_draft(draft))
    write_record(out / "clusters.json", judge_clusters(drafts))


def write_record(path: Path, value: object) -> None:
    """Write JSON as people read it."""
    path.write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
