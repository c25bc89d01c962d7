"""Who is at the desk: on this machine whoever sits there signs with a name; from elsewhere the holder of a token signs with its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import unquote

from starlette.requests import Request

from dateline.errors import UsageError
from dateline.serve.web.desk import Desk
from dateline.serve.web.faults import Refused

if TYPE_CHECKING:
    from dateline.keep.tokens import Token
    from dateline.store import Store

SIGNS, ENTERED = "signs", "entered"
"""Cookies: the name that signs on this machine; the token of who entered from elsewhere."""
LONGEST_NAME = 80


def require_tokens(store: Store, host: str, now: str) -> None:
    """Raises UsageError where a desk that others can reach would have nobody who may enter."""
    from dateline.keep.tokens import any_token

    if not any_token(store, now):
        raise UsageError(f"{host} can be reached from other machines, and nobody has a token: make one with `dateline token create NAME`")


def holder(request: Request) -> Token | None:
    """The token that a request came with, where the desk is guarded."""
    found: Token | None = request.scope.get("dateline.token")
    return found


def signer(request: Request, desk: Desk, told: Mapping[str, object] | None = None) -> str:
    """Who signs: the token's holder; else the name that came with the request, that was set before, or of the login."""
    if token := holder(request):
        return token.name
    name = str((told or {}).get("by") or unquote(request.cookies.get(SIGNS, "")) or desk.person).strip()
    return name if name.isprintable() else ""


def require_signer(request: Request, desk: Desk, told: Mapping[str, object]) -> str:
    """As `signer`. Raises Refused (400) where nobody signs, or with a name that cannot be one."""
    name = signer(request, desk, told)
    if not name or len(name) > LONGEST_NAME or name == "machine":
        raise Refused(400, "fault.signer")
    return name
