"""Every sentence that the desk shows, by key, so that it can speak another language one day:
`en.json`, and `en.work.json` for what changes the store."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def catalogue() -> dict[str, str]:
    """Key -> message with `{gaps}`; keys ending in `.one` and `.other` belong together."""
    parts = (json.loads(files(__package__).joinpath(name).read_text(encoding="utf-8")) for name in ("en.json", "en.work.json"))
    return {key: told for part in parts for key, told in part.items()}


def say(key: str, **gaps: Any) -> str:
    """The message of `key` with its gaps filled; with a number `n`, the form that fits it."""
    messages = catalogue()
    if "n" in gaps and key not in messages:
        key += ".one" if gaps["n"] == 1 else ".other"
        gaps["n"] = f"{gaps['n']:,}"
    return messages[key].format(**gaps) if gaps else messages[key]


def known(key: str) -> bool:
    """Whether there is a message of that key."""
    return key in catalogue()
