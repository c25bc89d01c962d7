"""`dateline token`: who may reach the desk from another machine."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.serve.commands.add import Db, Json, run_guarded, say

if TYPE_CHECKING:
    from dateline.keep.tokens import Token

DAYS = 90
"""Days that a token lasts where nobody says otherwise: a season's work."""
_Name = Annotated[str, typer.Argument(metavar="NAME", help="Who holds it; the name signs what is decided with it.")]
_Scope = Annotated[
    str, typer.Option(metavar="read|review|admin", help="read looks and exports, review decides too, admin adds reports too.")
]
_Days = Annotated[int, typer.Option(min=1, max=3650, metavar="N", help="Days until it ends.")]
_Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Its number in the list.")]


def register(app: typer.Typer) -> None:
    """Adds the commands to `app`."""
    token = typer.Typer(no_args_is_help=True, help="Make, list and revoke tokens, without which nobody enters from another machine.")

    @token.command()
    def create(name: _Name, scope: _Scope = "read", days: _Days = DAYS, db: Db = "record.db", as_json: Json = False) -> None:
        """Make a token and print it once; only a hash of it is kept."""
        raise typer.Exit(run_guarded(lambda: _create(db, name, (scope, days), as_json)))

    @token.command("list")
    def list_all(db: Db = "record.db", as_json: Json = False) -> None:
        """List tokens: number, who holds it, what for, until when."""
        raise typer.Exit(run_guarded(lambda: _list(db, as_json)))

    @token.command()
    def revoke(number: _Number, db: Db = "record.db") -> None:
        """End a token at once."""
        raise typer.Exit(run_guarded(lambda: _revoke(db, number)))

    app.add_typer(token, name="token")


def _create(db: str, name: str, what: tuple[str, int], as_json: bool) -> int:
    from dateline.keep.tokens import make_token
    from dateline.store import open_store

    now = datetime.now(UTC)
    secret = f"dl_{secrets.token_urlsafe(32)}"
    with open_store(db) as store:
        made = make_token(store, name, what[0], (_iso(now), _iso(now + timedelta(days=what[1]))), secret)
    if as_json:
        _print_row(made, token=secret)
        return 0
    typer.echo(secret)
    say(f"token {made.id} for {made.name}, {made.scope}, until {made.expires[:10]}; it is shown this once", "dim")
    return 0


def _list(db: str, as_json: bool) -> int:
    from dateline.keep.tokens import list_tokens
    from dateline.serve.phrases import visible
    from dateline.store import open_store

    now = _iso(datetime.now(UTC))
    with open_store(db) as store:
        rows = list_tokens(store)
    for one in rows:
        state = "revoked" if one.revoked else "until " + one.expires[:10] if one.holds(now) else "ended " + one.expires[:10]
        if as_json:
            _print_row(one)
        else:
            typer.echo(f"{one.id:>4}  {one.scope:<7} {state:<17} {visible(one.name)}")
    if not rows and not as_json:
        say("there are no tokens; make one with `dateline token create NAME`", "dim")
    return 0


def _revoke(db: str, number: int) -> int:
    from dateline.keep.tokens import revoke_token
    from dateline.store import open_store

    with open_store(db) as store:
        one = revoke_token(store, number, _iso(datetime.now(UTC)))
    say(f"token {one.id} of {one.name} is revoked")
    return 0


def _print_row(one: Token, **more: str) -> None:
    import json
    from dataclasses import asdict

    typer.echo(json.dumps(asdict(one) | more, ensure_ascii=False))


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
