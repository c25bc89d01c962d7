"""A desk that others can reach: nothing without a token, and with one only what its scope allows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from dateline.errors import UsageError
from dateline.keep.tokens import find_token, list_tokens, make_token, revoke_token
from dateline.serve.web.app import build_desk
from dateline.serve.web.desk import Desk
from dateline.serve.web.doors import needed
from dateline.serve.web.gate import Rules
from dateline.serve.web.serving import Place, run_desk
from dateline.store import Store, ask, open_store

from .stand import HOST, ask_desk, tools

NOW, LATER, PAST = "2024-06-01T12:00:00Z", "2024-07-01T12:00:00Z", "2024-05-01T12:00:00Z"
SECRETS = {scope: f"dl_{scope}{'x' * 40}" for scope in ("read", "review", "admin")}


@pytest.fixture
def guarded(own_store: Store) -> Store:
    """A store with a token of each scope, one that has ended and one that was revoked."""
    for scope, secret in SECRETS.items():
        make_token(own_store, f"{scope}er", scope, (NOW, LATER), secret)
    make_token(own_store, "late", "admin", (PAST, NOW), "dl_ended" + "x" * 40)
    gone = make_token(own_store, "gone", "admin", (NOW, LATER), "dl_gone" + "x" * 40)
    revoke_token(own_store, gone.id, NOW)
    return own_store


def enter(store: Store, secret: str = "") -> TestClient:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    return ask_desk(Desk(store, "x", person="tester", guarded=True, tools=tools(clock=lambda: NOW)), **headers)


def routes_of(store: Store) -> Iterator[tuple[str, str]]:
    """Every address and what it takes, with something in its gaps."""
    row = ask.list_reports(store, most=1).rows[0]
    for route in build_desk(Desk(store, "x"), Rules(frozenset({HOST}))).routes:
        path = re.sub(r"\{[^}]*\}", row.id, getattr(route, "path", ""))
        for method in sorted(getattr(route, "methods", None) or ()):
            yield method, path


OPEN = {"/enter", "/favicon.ico", "/static"}
WRONG = [
    "",
    "dl_wrong" + "x" * 40,
    "dl_ended" + "x" * 40,
    "dl_gone" + "x" * 40,
    "x",
    "x" * 5_000,
    SECRETS["admin"].upper(),
    SECRETS["admin"][:-1],
]


@pytest.mark.parametrize("secret", WRONG)
def test_nothing_can_be_reached_without_a_token_in_force(guarded: Store, secret: str) -> None:
    desk, seen = enter(guarded, secret), 0
    for method, path in routes_of(guarded):
        if path in OPEN:
            continue
        answer = desk.request(method, path, json={} if method == "POST" else None)
        seen += 1
        assert answer.status_code in (401, 303), (method, path)
        assert answer.status_code == 401 or answer.headers["location"].startswith("/enter?back="), (method, path)
        assert guarded.address not in answer.text
    assert seen > 50


LADDER = ("read", "review", "admin")


@pytest.mark.parametrize("scope", LADDER)
def test_a_token_reaches_what_its_scope_allows_and_no_more(guarded: Store, scope: str) -> None:
    desk = enter(guarded, SECRETS[scope])
    for method, path in routes_of(guarded):
        if path in OPEN:
            continue
        wanted = needed(method, path)
        answer = desk.request(method, path, json={} if method == "POST" else None)
        allowed = LADDER.index(scope) >= LADDER.index(wanted or "read")
        assert (answer.status_code == 403) != allowed, (method, path, wanted, answer.status_code)
        assert answer.status_code not in (401, 500), (method, path)


NEEDS = [
    ("GET", "/", "read"), ("GET", "/api/incidents", "read"), ("POST", "/api/read", "read"), ("POST", "/decide", "review"),
    ("POST", "/judge", "review"), ("POST", "/split", "review"), ("POST", "/undo", "review"), ("POST", "/withdraw", "review"),
    ("POST", "/unjudge", "review"), ("POST", "/careful", "read"),
    ("POST", "/api/decisions", "review"), ("GET", "/add", "admin"), ("GET", "/add.json", "admin"), ("GET", "/add/x", "admin"),
    ("POST", "/add", "admin"), ("POST", "/add/x/keep", "admin"), ("DELETE", "/incidents", "admin"), ("POST", "/anything/new", "admin"),
    ("GET", "/static/desk.css", None), ("GET", "/enter", None), ("POST", "/enter", None), ("GET", "/enter/x", "read"),
    ("GET", "/static", "read"), ("GET", "/staticx", "read"), ("GET", "//static/x", "read"),
]  # fmt: skip


@pytest.mark.parametrize("host", ["desk.example.org", HOST])
def test_behind_a_proxy_cookies_are_for_tls_and_addresses_lead_through_it(guarded: Store, host: str) -> None:
    desk = Desk(guarded, "x", person="tester", guarded=True, tools=tools(clock=lambda: NOW))
    app = build_desk(desk, Rules(frozenset({HOST, "desk.example.org"}), ("https://desk.example.org",)))
    client = TestClient(app, base_url=f"http://{host}", follow_redirects=False, headers={"origin": "https://desk.example.org"})
    into = client.post("/enter", data={"token": SECRETS["review"], "back": "/incidents"})
    assert into.status_code == 303 and "; secure" in into.headers["set-cookie"].lower()
    client.headers["authorization"] = f"Bearer {SECRETS['review']}"
    assert "; secure" in client.post("/careful", data={"careful": "yes"}).headers["set-cookie"].lower()
    one = client.get("/incidents.json").json()["incidents"][0]["id"]
    assert "https://desk.example.org/reports/" in client.get(f"/incidents/{one}/paragraph").text
    assert client.get("/incidents/", headers={"origin": ""}).headers["location"].startswith("https://desk.example.org/incidents")
    assert client.post("/careful", data={"careful": "yes"}, headers={"origin": f"http://{HOST}"}).status_code == 403


@pytest.mark.parametrize(("method", "path", "scope"), NEEDS)
def test_what_each_address_needs(method: str, path: str, scope: str | None) -> None:
    assert needed(method, path) == scope


def test_a_person_enters_with_a_form_and_signs_with_the_token_s_name(guarded: Store) -> None:
    desk = enter(guarded)
    sent = desk.get("/incidents?disputed=yes")
    assert sent.headers["location"] == "/enter?back=%2Fincidents%3Fdisputed%3Dyes"
    assert desk.post("/enter", data={"token": "wrong", "back": "/incidents"}).status_code == 401
    into = desk.post("/enter", data={"token": SECRETS["review"], "back": "/incidents?disputed=yes"})
    assert into.headers["location"] == "/incidents?disputed=yes"
    assert "httponly" in into.headers["set-cookie"].lower() and "samesite=strict" in into.headers["set-cookie"].lower()
    assert "reviewer" in desk.get("/review").text
    event = ask.queue(guarded, most=1).rows[0].event
    assert (
        desk.post("/decide", data={"event": event, "cell": "", "verdict": "accepted", "edition": "0", "by": "Somebody Else"}).status_code
        == 303
    )
    assert ask.decisions(guarded)[-1].by == "reviewer"  # whoever holds a token cannot sign as another
    desk.post("/leave", data={"back": "/"})
    assert desk.get("/review").status_code == 303


@pytest.mark.parametrize("told", ["Basic abc", "Bearer", "Bearer ", "bearer\t", f"Bearer {SECRETS['read']} x", f"Token {SECRETS['read']}"])
def test_headers_that_carry_no_token(guarded: Store, told: str) -> None:
    assert (
        ask_desk(Desk(guarded, "x", guarded=True, tools=tools(clock=lambda: NOW)), authorization=told).get("/api/incidents").status_code
        == 401
    )


def test_two_headers_count_as_none(guarded: Store) -> None:
    desk = enter(guarded)
    both = [("authorization", f"Bearer {SECRETS['read']}")] * 2
    assert desk.get("/api/incidents", headers=both).status_code == 401  # type: ignore[arg-type]


def test_only_a_hash_is_kept(guarded: Store) -> None:
    with guarded.engine.connect() as connection:
        dump = "".join(map(str, connection.exec_driver_sql("SELECT * FROM token").all()))
    assert not any(secret in dump for secret in SECRETS.values())
    assert find_token(guarded, SECRETS["read"], NOW) is not None
    assert find_token(guarded, SECRETS["read"], LATER) is None


BAD: list[tuple[Any, ...]] = [
    ("", "read", NOW, LATER, "x" * 40), ("a", "all", NOW, LATER, "x" * 40), ("a", "read", NOW, NOW, "x" * 40),
    ("a", "read", NOW, LATER, "short"),
    ("machine", "read", NOW, LATER, "x" * 40), ("a\nb", "read", NOW, LATER, "x" * 40), ("a" * 81, "read", NOW, LATER, "x" * 40),
]  # fmt: skip


@pytest.mark.parametrize(("name", "scope", "now", "end", "secret"), BAD)
def test_tokens_that_are_none(own_store: Store, name: str, scope: str, now: str, end: str, secret: str) -> None:
    with pytest.raises(UsageError):
        make_token(own_store, name, scope, (now, end), secret)
    assert list_tokens(own_store) == []


# ---------------------------------------------------------------- the command line


def run(*words: str) -> Any:
    from dateline.serve.cli import build_app

    return CliRunner().invoke(build_app(lambda report, layers: None), list(words))  # type: ignore[arg-type, misc]


def test_tokens_are_made_listed_and_revoked(own_store: Store) -> None:
    db = ["--db", str(own_store.path)]
    made = run("token", "create", "Ada Lovelace", "--scope", "review", "--days", "7", *db)
    secret = made.stdout.strip().splitlines()[0]
    assert made.exit_code == 0 and secret.startswith("dl_") and len(secret) > 40
    listed = run("token", "list", *db).stdout
    assert "review" in listed and "Ada Lovelace" in listed and secret not in listed
    assert run("token", "revoke", "1", *db).exit_code == 0
    assert "revoked" in run("token", "list", *db).stdout
    assert run("token", "revoke", "1", *db).exit_code == 2
    assert run("token", "create", "x", "--scope", "everything", *db).exit_code == 2
    assert run("token", "create", "x", "--db", str(own_store.path) + ".none").exit_code == 1


def test_beyond_loopback_it_does_not_start_without_tokens(own_store: Store) -> None:
    for host in ("0.0.0.0", "192.0.2.7", "::", "example.org"):
        with pytest.raises(UsageError, match="token"):
            run_desk(Desk(own_store, "x"), Place(host, 0), lambda address: None, browse=False)


def test_a_store_of_the_version_before_gets_its_table(tmp_path: Any) -> None:
    path = str(tmp_path / "old.db")
    with open_store(path, create=True) as made, made.writing() as connection:
        connection.exec_driver_sql("DROP TABLE token")
        connection.exec_driver_sql("DROP INDEX ix_incident_event_founding")
        connection.exec_driver_sql("DROP INDEX incident_count")
        connection.exec_driver_sql("ALTER TABLE incident_event DROP COLUMN founding")
        connection.exec_driver_sql("UPDATE meta SET value = '3' WHERE name = 'schema'")
    with open_store(path) as store:
        assert list_tokens(store) == []
