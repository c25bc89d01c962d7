"""Tokens: who may reach the desk from another machine, for what, and until when. Only a hash of the secret is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, func, insert, select, update

from dateline.errors import UsageError
from dateline.store import Store
from dateline.store.schema import token

READ, REVIEW, ADMIN = "read", "review", "admin"
SCOPES = (READ, REVIEW, ADMIN)
"""What a token allows, each with what stands before it: to look and export; to decide; to add reports and fetch addresses."""
LONGEST_NAME = 80
"""Characters of a holder's name, which signs what is decided with the token."""
SHORTEST = 32
"""Characters of a secret: 192 bits and more in base 64, so that a plain hash of it cannot be guessed back."""


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret; times are UTC, ISO."""

    id: int
    name: str
    scope: str
    made: str
    expires: str
    revoked: str | None = None

    def allows(self, scope: str) -> bool:
        """Whether it allows what `scope` is needed for."""
        return SCOPES.index(self.scope) >= SCOPES.index(scope)

    def holds(self, now: str) -> bool:
        """Whether it is in force at the time `now`."""
        return self.revoked is None and now < self.expires


def make_token(store: Store, name: str, scope: str, times: tuple[str, str], secret: str) -> Token:
    """Keeps the hash of `secret` for `name`; `times` are now and its end (UTC, ISO). Raises UsageError."""
    now, expires = times
    if scope not in SCOPES:
        raise UsageError(f"{scope!r} is no scope; choose {', '.join(SCOPES)}")
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable() or name == "machine":
        raise UsageError(f"a token needs the name of who holds it, at most {LONGEST_NAME} characters")
    if expires <= now:
        raise UsageError("a token must end later than now")
    if len(secret) < SHORTEST:
        raise UsageError(f"a secret needs {SHORTEST} characters")
    with store.writing() as connection:
        number = int(connection.execute(select(func.max(token.c.id))).scalar_one() or 0) + 1
        row = {"id": number, "name": name.strip(), "scope": scope, "made": now, "expires": expires, "revoked": None}
        connection.execute(insert(token), [row | {"sha256": _hashed(secret)}])
    return Token(number, name.strip(), scope, now, expires)


def list_tokens(store: Store) -> Sequence[Token]:
    """All tokens that were ever made, in order."""
    with store.reading() as connection:
        return [Token(*row) for row in connection.execute(select(*_columns()).order_by(token.c.id))]


def revoke_token(store: Store, number: int, now: str) -> Token:
    """Ends a token at once. Raises UsageError where there is none of that number in force."""
    with store.writing() as connection:
        row = connection.execute(select(*_columns()).where(token.c.id == number, token.c.revoked.is_(None))).first()
        if row is None:
            raise UsageError(f"there is no token {number} that could be revoked; `dateline token list` lists them")
        connection.execute(update(token).where(token.c.id == number).values(revoked=now))
    return replace(Token(*row), revoked=now)


def find_token(store: Store, secret: str, now: str) -> Token | None:
    """The token of a secret, where it is in force."""
    if not SHORTEST <= len(secret) <= 200:
        return None
    with store.engine.connect() as connection:
        row = connection.execute(select(*_columns()).where(token.c.sha256 == _hashed(secret))).first()
    found = Token(*row) if row else None
    return found if found and found.holds(now) else None


def any_token(store: Store, now: str) -> bool:
    """Whether anybody could enter."""
    return any(one.holds(now) for one in list_tokens(store))


def _columns() -> list[ColumnElement[Any]]:
    return [token.c[name] for name in ("id", "name", "scope", "made", "expires", "revoked")]


def _hashed(secret: str) -> str:
    return sha256(secret.encode("utf-8", "replace")).hexdigest()
