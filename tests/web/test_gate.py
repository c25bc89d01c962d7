"""Hosts, origins and bodies: what is refused before any page sees it, and what every answer carries."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.serve.web.gate import POLICY, Gate, Rules, refuse
from tests.web.conftest import HOST

WRONG_HOSTS = [
    "", "example.org", "127.0.0.1", "127.0.0.1:80", "127.0.0.1:8351", "127.0.0.1:8350.example.org", "127.0.0.1:8350@example.org",
    "0.0.0.0:8350",
    "localhost.example.org:8350", "2130706433:8350", "0x7f.1:8350", "127.1:8350", "[::]:8350", "[::1]:8350 ", "127.0.0.1:8350,example.org",
    "127.0.0.1:08350", "http://127.0.0.1:8350", "127.0.0.1:8350/", "attacker.test:8350", "127.0.0.1:8350\t",
]  # fmt: skip


def ask(
    method: str = "GET", path: str = "/incidents", headers: list[tuple[str, str]] | None = None, body: bytes = b"", query: str = ""
) -> Any:
    """Status and headers of a request with exactly these headers, sent past any client that would mend them."""
    sent: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while (await receive()).get("more_body"):
            pass
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    chunks = [body[i : i + 100_000] for i in range(0, len(body), 100_000)] or [b""]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": chunks.pop(0), "more_body": bool(chunks)}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    raw = [(k.encode(), v.encode()) for k, v in ([("host", HOST)] if headers is None else headers)]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw}
    with ThreadPoolExecutor(1) as apart:  # a thread of its own: where a browser is under test, this one has a loop running
        apart.submit(lambda: asyncio.run(Gate(app, Rules(frozenset({HOST}), caps={"/add": 200_000}))(scope, receive, send))).result()
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}


@pytest.mark.parametrize("host", WRONG_HOSTS)
def test_other_hosts_are_refused(host: str) -> None:
    assert ask(headers=[("host", host)])[0] == 400


def test_no_host_and_two_hosts_are_refused() -> None:
    assert ask(headers=[])[0] == 400
    assert ask(headers=[("host", HOST), ("host", HOST)])[0] == 400
    assert ask(headers=[("host", HOST), ("host", "example.org")])[0] == 400
    assert ask()[0] == 200


FORM = ("content-type", "application/x-www-form-urlencoded")
SITES = [None, "same-origin", "same-site", "cross-site", "none", "nonsense"]
ORIGINS = [None, f"http://{HOST}", "null", "http://example.org", f"https://{HOST}", "http://127.0.0.1:9999"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("origin", ORIGINS)
def test_unsafe_methods_are_for_our_own_pages(method: str, site: str | None, origin: str | None) -> None:
    headers = [("host", HOST), FORM]
    headers += [("sec-fetch-site", site)] if site else []
    headers += [("origin", origin)] if origin else []
    ours = site in (None, "same-origin") and origin in (None, f"http://{HOST}") and not (site is None and origin is None)
    assert (ask(method, headers=headers)[0] == 200) is ours


def test_programs_that_tell_no_origin_must_send_json() -> None:
    assert ask("POST", headers=[("host", HOST), ("content-type", "application/json; charset=utf-8")])[0] == 200
    assert ask("POST", headers=[("host", HOST), ("content-type", "text/plain")])[0] == 403
    assert ask("POST", headers=[("host", HOST)])[0] == 403


HTTPS = "https://desk.example.org"
BEHIND = Rules(frozenset({HOST, "desk.example.org"}), (HTTPS,))
FROM = [
    (HTTPS, True), (None, False), ("null", False), ("http://desk.example.org", False), (f"http://{HOST}", False),
    (f"https://{HOST}", False), ("https://desk.example.org:444", False), ("https://desk.example.org.evil.test", False),
    ("https://evil.test", False), ("https://DESK.example.org", False), ("https://desk.example.org/", False),
    ("https://xdesk.example.org", False), ("", False),
]  # fmt: skip


@pytest.mark.parametrize(("origin", "ours"), FROM)
@pytest.mark.parametrize("host", [HOST, "desk.example.org", "Desk.Example.org"])
@pytest.mark.parametrize("site", [None, "same-origin", "same-site", "cross-site"])
def test_behind_a_proxy_forms_come_from_the_named_origin_alone(origin: str | None, ours: bool, host: str, site: str | None) -> None:
    headers = [("host", host), FORM, *([("origin", origin)] if origin is not None else []), *([("sec-fetch-site", site)] if site else [])]
    told = refuse({"type": "http", "method": "POST", "path": "/", "headers": [(k.encode(), v.encode()) for k, v in headers]}, BEHIND)
    fine = (ours or (origin is None and site == "same-origin")) and site in (None, "same-origin")
    assert (told is None) is fine


@pytest.mark.parametrize("host", ["evil.test", "desk.example.org:443", "desk.example.org.", "desk.example.org.evil.test", "127.0.0.1"])
def test_behind_a_proxy_other_hosts_are_still_refused(host: str) -> None:
    assert refuse({"type": "http", "method": "GET", "path": "/", "headers": [(b"host", host.encode())]}, BEHIND) is not None


@pytest.mark.parametrize("mode", ["no-cors", "cors", "same-origin", "websocket", None])
def test_other_sites_may_link_but_not_fetch(mode: str | None) -> None:
    foreign = [("host", HOST), ("sec-fetch-site", "cross-site")]
    assert ask(headers=[*foreign, ("sec-fetch-mode", "navigate")])[0] == 200
    assert ask(headers=[*foreign, *([("sec-fetch-mode", mode)] if mode else [])])[0] == 403


def test_bodies_are_capped_by_what_is_told_and_by_what_comes() -> None:
    ours = [("host", HOST), ("origin", f"http://{HOST}"), FORM]
    assert ask("POST", "/add", [*ours, ("content-length", "200001")])[0] == 413
    assert ask("POST", "/add", ours, b"x" * 200_001)[0] == 413
    assert ask("POST", "/add", ours, b"x" * 200_000)[0] == 200
    assert ask("POST", "/other", ours, b"x" * 1_048_577)[0] == 413
    assert ask("POST", "/add", [*ours, ("content-length", "-1")])[0] == 400
    assert ask("POST", "/add", [*ours, ("content-length", "5"), ("content-length", "6")])[0] == 400


def test_addresses_are_capped() -> None:
    assert ask(query="q=" + "x" * 9_000)[0] == 414


@pytest.mark.parametrize("path", ["/incidents", "/incidents.json", "/nowhere", "/static/desk.css", "/static/../desk.py", "/reports/none"])
def test_every_answer_carries_the_policy(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_refusals_carry_it_too() -> None:
    status, headers = ask(headers=[("host", "example.org")])
    assert (status, headers["content-security-policy"]) == (400, POLICY)
    assert "unsafe" not in POLICY and "*" not in POLICY and "http" not in POLICY


def test_refusing_is_a_function_of_the_request_alone() -> None:
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"host", HOST.encode())]}
    assert refuse(scope, Rules(frozenset({HOST}))) is None
