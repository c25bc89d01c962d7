"""Bundled tables at run time: JSON inside the package, read on first use and never at import."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

from dateline.errors import ModelError


def load_lexicon(name: str) -> dict[str, Any]:
    """The compiled lexicon `name` (`cues`, `triggers`, `countries`, …), as `lexicons/compile.py` wrote it. Raises as `load_data`."""
    return load_data("lexicons", name)


@cache
def load_data(folder: str, name: str) -> dict[str, Any]:
    """The table `name` of a folder of the bundled data: `lexicons`; `merging` and `relating`, which `training` writes.

    Raises ModelError where it is missing or damaged. Callers never write on what they get.
    """
    source = resources.files("dateline") / "data" / folder / f"{name}.json"
    try:
        loaded = json.loads(source.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the bundled table {folder}/{name} is missing or damaged ({error}); install dateline again") from error
    if not isinstance(loaded, dict):
        raise ModelError(f"the bundled table {folder}/{name} is no table; install dateline again")
    return loaded
