"""What the desk is set up with: the store that it shows, and what it was told at its start."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import Request

from dateline.serve.web.glances import Glances
from dateline.serve.web.shelf import Shelf
from dateline.serve.web.tools import Tools

if TYPE_CHECKING:
    from dateline.store import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """The open store, a name for it that readers see, whether it is the bundled demonstration, and who signs
    what is decided here (the login name, which forms offer and people may change). A `guarded` desk can be reached from elsewhere:
    it asks for tokens. `tools` is what it reads, fetches and tells the time with, `glances` what it has counted for its overview,
    `shelf` the reports that were read last."""

    store: Store
    name: str
    demo: bool = False
    person: str = ""
    guarded: bool = False
    tools: Tools = field(default_factory=Tools)
    glances: Glances = field(default_factory=Glances)
    shelf: Shelf = field(default_factory=Shelf)


def desk_of(request: Request) -> Desk:
    """The desk that answers `request`."""
    found: Desk = request.app.state.desk
    return found
