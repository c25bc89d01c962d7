"""The API: as it is documented, one shape for errors, pages by cursor; and schemathesis, which tries what nobody thought of."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import just, lists, sampled_from, text
from starlette.testclient import TestClient

from dateline.keep.tokens import make_token
from dateline.serve.web.app import build_desk
from dateline.serve.web.desk import Desk
from dateline.serve.web.gate import Rules
from dateline.serve.web.openapi import document
from dateline.store import Store, ask
from tests.web.conftest import FILTER_NAMES

from .stand import HOST, ORIGIN, REPORT, tools

schemathesis: Any = pytest.importorskip("schemathesis", reason="the API is not tried at random: schemathesis is not installed")
OPERATIONS = [(path, method) for path, ways in document()["paths"].items() for method in ways]


def test_every_address_of_the_api_is_documented_and_every_documented_one_is_there(store: Store) -> None:
    routes = build_desk(Desk(store, "x"), Rules(frozenset({HOST}))).routes
    there = {r.path for r in routes if getattr(r, "path", "").startswith("/api/")}
    assert there - {"/api/openapi.json"} == set(document()["paths"])


@pytest.mark.parametrize("name", ["incidents", "reports", "stories"])
def test_lists_are_walked_by_cursor_without_loss(own: TestClient, name: str) -> None:
    whole = [row["id"] for row in own.get(f"/api/{name}?most=200").json()[name]]
    seen: list[str] = []
    address = f"/api/{name}?most=3"
    while address:
        told = own.get(address).json()
        seen += [row["id"] for row in told[name]]
        address = f"/api/{name}?most=3&after={told['after']}" if told["after"] else ""
    assert seen == whole and len(seen) == len(set(seen)) > 5


def test_a_text_is_read_and_nothing_is_stored(own: TestClient, own_store: Store) -> None:
    before = ask.list_reports(own_store, most=200).rows
    told = own.post("/api/read", json={"text": REPORT, "published": "2024-02-03", "outlet": "P"}).json()
    assert [e["type"] for e in told["record"]["events"]] == ["attack", "arrest"] and told["record"]["document"]["outlet"] == "P"
    assert ask.list_reports(own_store, most=200).rows == before


def test_decisions_carry_the_edition(own: TestClient, own_store: Store) -> None:
    event = ask.queue(own_store, most=1).rows[0].event
    body = {
        "event": event,
        "cell": "when",
        "verdict": "corrected",
        "value": {"earliest": "2024-01-01", "latest": None},
        "edition": 0,
        "by": "Ada",
    }
    assert own.post("/api/decisions", json=body).json()["edition"] == 1
    second = own.post("/api/decisions", json=body | {"by": "Bo"})
    assert (second.status_code, second.json()["error"]["code"]) == (409, "conflict")
    assert own.post("/api/undo", json={"by": "Ada"}).json()["taken_back"][0]["first"] == event


WRONG: list[tuple[str, str, Any, int]] = [
    ("GET", "/api/incidents?most=0", None, 400), ("GET", "/api/incidents?most=201", None, 400), ("GET", "/api/incidents?most=x", None, 400),
    ("GET", "/api/incidents?after=x", None, 400), ("GET", "/api/incidents?nonsense=1", None, 400),
    ("GET", "/api/incidents?since=soon", None, 400),
    ("GET", "/api/incidents?near=91,0", None, 400), ("GET", "/api/incidents/none", None, 404), ("GET", "/api/reports/none", None, 404),
    ("GET", "/api/stories/none", None, 404), ("GET", "/api/statements", None, 400), ("GET", "/api/statements?by=zzzzzz", None, 404),
    ("GET", "/api/search", None, 400), ("GET", "/api/none", None, 404), ("GET", "/api/read", None, 405),
    ("POST", "/api/incidents", {}, 405),
    ("POST", "/api/read", {}, 400), ("POST", "/api/read", {"text": 1}, 400), ("POST", "/api/read", {"text": "x", "y": 1}, 400),
    ("POST", "/api/read", [], 400), ("POST", "/api/decisions", {"event": "x", "verdict": "accepted", "edition": True}, 400),
    ("POST", "/api/decisions", {"event": "x", "verdict": "accepted", "edition": 0}, 400),
    ("POST", "/api/judgements", {"first": "a", "second": "b"}, 400),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "body", "status"), WRONG)
def test_one_shape_for_everything_that_is_wrong(own: TestClient, method: str, path: str, body: Any, status: int) -> None:
    answer = own.request(method, path, json=body) if body is not None else own.request(method, path)
    assert answer.status_code == status
    assert set(answer.json()) == {"error"} and set(answer.json()["error"]) == {"status", "code", "title", "detail", "advice"}
    assert answer.json()["error"]["status"] == status and answer.headers["content-type"] == "application/json"


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b'{"by": "\\ud800"}', b'{"by": NaN}', b"[" * 100_000, b'"x"', b"null"])
def test_bodies_that_are_no_json_object(own: TestClient, raw: bytes) -> None:
    assert own.post("/api/undo", content=raw, headers={"content-type": "application/json"}).status_code == 400


def test_the_page_of_the_api_names_every_operation(own: TestClient) -> None:
    page = own.get("/api").text
    assert all(way["operationId"] in page for ways in document()["paths"].values() for way in ways.values())
    assert own.get("/api/openapi.json").json()["openapi"] == "3.1.0"


# ---------------------------------------------------------------- at random


def _schema(desk: Desk) -> Any:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = build_desk(desk, Rules(frozenset({HOST})))
    schema.config.update(base_url=ORIGIN)
    return schema


def _checks() -> list[Any]:
    from schemathesis.specs.openapi import checks as of_openapi

    return [
        schemathesis.checks.not_a_server_error, of_openapi.status_code_conformance, of_openapi.content_type_conformance,
        of_openapi.response_schema_conformance,
    ]  # fmt: skip


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.filterwarnings("ignore")  # schemathesis's own
def test_what_nobody_thought_of(own_store: Store, path: str, method: str) -> None:
    schema = _schema(Desk(own_store, "x", person="tester", tools=tools()))
    operation = schema[path][method.upper()]

    @settings(max_examples=12, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    def tried(case: Any) -> None:
        case.call_and_validate(checks=_checks(), headers={"origin": ORIGIN})

    given(case=operation.as_strategy())(tried)()


@pytest.mark.parametrize(("token", "status"), [("", 401), ("dl_wrong" + "x" * 40, 401), ("dl_low" + "x" * 40, 403)])
@pytest.mark.filterwarnings("ignore")
def test_what_nobody_thought_of_without_the_right_token(own_store: Store, token: str, status: int) -> None:
    """W3: no token, a wrong one, and one of too low a scope, on every operation."""
    make_token(own_store, "low", "read", ("2024-01-01T00:00:00Z", "2999-01-01T00:00:00Z"), "dl_low" + "x" * 40)
    schema = _schema(Desk(own_store, "x", guarded=True, tools=tools()))
    told: dict[str, set[int]] = {}
    headers = {"origin": ORIGIN} | ({"authorization": f"Bearer {token}"} if token else {})

    def tried(at: str, case: Any) -> None:
        told.setdefault(at, set()).add(case.call(headers=headers).status_code)

    for path, method in OPERATIONS:
        few = settings(max_examples=3, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
        few(given(at=just(f"{method} {path}"), case=schema[path][method.upper()].as_strategy())(tried))()
    deeds = {"post /api/decisions", "post /api/judgements", "post /api/undo"}
    for at, seen in told.items():
        assert (seen <= {status, 400, 414}) == (status == 401 or at in deeds), (at, seen)


NAMES = (*FILTER_NAMES, "dated", "placed")
PIECES = [
    "'",
    '"',
    "*",
    "%",
    "_",
    "\\",
    "(",
    ")",
    "NEAR",
    " OR ",
    "--",
    ";",
    "\0",
    "\ufeff",
    "مدينة",
    "東京",
    "x",
    "1",
    "-",
    ":",
    "{",
    "^",
    "😀",
]


@given(name=sampled_from(NAMES), value=text(max_size=30) | lists(sampled_from(PIECES), max_size=8).map("".join))
@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_filters_take_any_text(client: TestClient, name: str, value: str) -> None:
    """W4: whatever stands in a filter or search is looked for or refused, and never breaks a question."""
    for path in ("/api/incidents", "/export.json"):
        assert client.get(path, params={name: value}).status_code in (200, 400)
    assert client.get("/api/search", params={"q": value}).status_code in (200, 400)
    assert client.get("/api/statements", params={"by": value}).status_code in (200, 400, 404)
    assert client.get("/api/incidents", params={"after": value}).status_code in (200, 400)
    assert client.get(f"/api/reports/{quote(value, safe='')}").status_code in (200, 404)
