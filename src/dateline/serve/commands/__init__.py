"""The commands of `dateline`, a file each group; every file has `register(app)`."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import typer


def register_commands(app: typer.Typer) -> None:
    """Adds the commands of all files here, in the order of their names; what they need beyond that they import when they are called."""
    for name in sorted(module.name for module in iter_modules(__path__)):
        register = getattr(import_module(f"{__name__}.{name}"), "register", None)
        if register is not None:
            register(app)
