"""Lexicons at run time: compiled JSON inside the package, read on first use and never at import."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from dateline.errors import ModelError


@cache
def load_lexicon(name: str) -> dict[str, Any]:
    """The compiled lexicon `name` (`cues`, `triggers`, `countries`, …), as `lexicons/compile.py` wrote it.

    Raises ModelError where it is missing or damaged. Callers never write on what they get.
    """
    source = resources.files("dateline") / "data" / "lexicons" / f"{name}.json"
    try:
        loaded = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"lexicon {name!r} is missing or damaged ({error}); install dateline again") from error
    if not isinstance(loaded, dict):
        raise ModelError(f"lexicon {name!r} is no table; install dateline again")
    return loaded
