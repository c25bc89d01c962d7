"""What a database says when it refuses -> what a user is told: what is wrong, what is safe, what to do."""

from __future__ import annotations

import sqlite3

from dateline.errors import StoreDamaged, StoreError, StoreLocked, StoreMissing

SAFE = "everything that was reported as kept is safe"
_DAMAGED = "run `dateline verify`, and go back to a backup if it finds anything"


def explain(error: BaseException, shown: str) -> StoreError | None:
    """The error to raise in place of a driver's; None where the fault is Dateline's own (a statement that means nothing)."""
    state = getattr(error, "sqlstate", None)
    if isinstance(error, sqlite3.Error):
        return _explain_sqlite(error, shown)
    if isinstance(state, str):
        return _explain_state(state, error, shown)
    if type(error).__module__.startswith("psycopg"):
        return _explain_connection(str(error), shown)
    return None


def _explain_sqlite(error: sqlite3.Error, shown: str) -> StoreError | None:
    told = str(error).lower()
    if "locked" in told or "busy" in told:
        return StoreLocked(shown, "is being written to by another program", f"wait for it or stop it, then go on: {SAFE}")
    if "readonly" in told or "read-only" in told:
        return StoreError(shown, "cannot be written to: file, folder or disk are read-only", "change the permissions or give another --db")
    if "full" in told:
        return StoreError(shown, f"the disk is full; {SAFE}", "make room, then run the same command again")
    if "i/o error" in told:
        return StoreError(shown, f"the disk failed to read or write; {SAFE}", "check the disk, then `dateline verify`")
    if "unable to open" in told:
        return StoreError(shown, "cannot be opened", "check that the folder exists and that you may write to it")
    if any(word in told for word in ("malformed", "not a database", "corrupt", "encrypted", "could not decode")):
        return StoreDamaged(shown, f"is damaged or no SQLite file ({told})", _DAMAGED)
    return None


def _explain_state(state: str, error: BaseException, shown: str) -> StoreError | None:
    if state in ("53100", "53200"):
        return StoreError(shown, f"the server has no room left; {SAFE}", "make room, then run the same command again")
    if state in ("55P03", "40P01", "40001"):
        return StoreLocked(shown, "is being written to by another program", f"wait for it or stop it, then go on: {SAFE}")
    if state == "25006":
        return StoreError(shown, "is read-only", "write to the primary server, or give another --db")
    if state == "42501":
        return StoreError(shown, "this user may not do that here", "grant the rights, or give another user")
    if state.startswith(("57P", "08")):
        return StoreError(shown, f"the server went away; {SAFE}", "run the same command again when it is back")
    if state.startswith("XX"):
        return StoreDamaged(shown, f"is damaged ({_first_line(error)})", _DAMAGED)
    return _explain_connection(str(error), shown) if state.startswith(("28", "3D")) else None


def _explain_connection(told: str, shown: str) -> StoreError | None:
    """psycopg gives no state where no connection came about."""
    if "does not exist" in told and "database" in told:
        return StoreMissing(shown, "there is no such database", "make it with `createdb`, then run the same command again")
    if "authentication" in told or "password" in told or "role" in told:
        return StoreError(shown, "the server refuses this user or password", "check the address")
    if "connection" in told or "resolve" in told or "server" in told:
        return StoreError(shown, "the server does not answer, or closed the connection", f"check that it runs and the address; {SAFE}")
    return None


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0]
