"""What a command is told of reports that do not tell it themselves: options that `read` and `add` share."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

Published = Annotated[str | None, typer.Option(metavar="YYYY-MM-DD", help="Day of publication of reports that tell none.")]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Outlet of reports that tell none.")]
Force = Annotated[bool, typer.Option("--force", metavar="", help="Read reports in other languages than English too.")]
INTERRUPTED = 130
"""Exit status after Ctrl-C, as shells have it: 128 and the signal's number."""


def check_day(published: str | None) -> date | None:
    """The day that was given. Raises BadParameter."""
    if published is None:
        return None
    try:
        if len(published) != len("YYYY-MM-DD"):
            raise ValueError
        return date.fromisoformat(published)
    except ValueError:
        raise typer.BadParameter(f"{published!r} is no day; write it as YYYY-MM-DD", param_hint="--published") from None
