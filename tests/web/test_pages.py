"""Pages and their JSON twins: what is there, what is said where nothing is, and that markup holds only what the policy allows."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from dateline.model import Record
from dateline.model.incidents import report_id
from tests.web.conftest import FILTER_NAMES, NASTY

PAGES = [
    "/",
    "/incidents",
    "/incidents?disputed=yes",
    "/reports",
    "/search",
    "/search?q=police",
    "/search?q=zzzzz",
    "/about",
    "/incidents?place=Nowhere",
]
INLINE = re.compile(r"<script(?![^>]*\ssrc=)|<style|\sstyle\s*=|<[a-z][^>]*\son[a-z]+\s*=|javascript:", re.I)


def tags_of(page: str) -> str:
    """The page's tags alone: text and attribute values that are data are none of its markup."""
    return "".join(re.findall(r"<[^>]*>", re.sub(r'(content|value|title|alt|placeholder|href)="[^"]*"', r'\1=""', page)))


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_with_markup_that_the_policy_allows(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert not INLINE.search(tags_of(answer.text))
    assert answer.text.count("<h1") == 1 and 'lang="en"' in answer.text
    ids = re.findall(r'\sid="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    assert len(answer.content) < 300_000


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_a_twin(client: TestClient, path: str) -> None:
    page = client.get(path).text
    twin = re.search(r'rel="alternate" type="application/json" href="([^"]+)"', page)
    assert twin
    answer = client.get(twin.group(1).replace("&amp;", "&"))
    assert answer.status_code == 200 and isinstance(answer.json(), dict)


def test_reports_and_incidents_and_actors_have_pages(client: TestClient, records: list[Record]) -> None:
    for record in records:
        name = report_id(record.document.id)
        page = client.get(f"/reports/{name}")
        assert page.status_code == 200 and not INLINE.search(tags_of(page.text))
        ids = re.findall(r'\sid="([^"]+)"', page.text)
        assert len(ids) == len(set(ids))
        assert client.get(f"/reports/{name}.json").json()["record"]["document"]["text"] == record.document.text
        for actor in record.actors[:3]:
            assert client.get(f"/actors/{name}/{actor.id}").status_code == 200
            assert client.get(f"/actors/{quote(actor.name, safe='')}.json").status_code == 200
    for row in client.get("/incidents.json").json()["incidents"]:
        page = client.get(f"/incidents/{row['id']}")
        assert page.status_code == 200 and not INLINE.search(tags_of(page.text))
        assert client.get(f"/incidents/{row['id']}.json").json()["id"] == row["id"]


def test_an_incident_is_found_by_the_key_of_any_of_its_events(client: TestClient) -> None:
    one = client.get("/incidents.json").json()["incidents"][0]
    whole = client.get(f"/incidents/{one['id']}.json").json()
    assert client.get(f"/incidents/{quote(whole['members'][-1])}.json").json()["id"] == one["id"]


def test_the_reading_pane_tells_cells_reasons_and_hidden_characters(client: TestClient, nasty: str) -> None:
    page = client.get(f"/reports/{nasty}").text
    assert '<span class="hid-name">RLO</span>' in page and 'data-hid="ZWSP×2"' in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page and "<img" not in page and "<b>Outlet" not in page
    assert 'href="javascript' not in page
    assert "&#13;" in page
    told = client.get(f"/reports/{nasty}.json").json()
    for card in told["cards"]:
        for cell in card["cells"]:
            assert cell["why"] == [] or all(isinstance(w, str) for w in cell["why"])
            assert all(NASTY[a:b] for a, b in cell["spans"])


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/nowhere", 404, "missing"),
        ("/reports/none", 404, "unknown"),
        ("/incidents/none", 404, "unknown"),
        ("/actors/Nobody%20Of%20This%20Name", 404, "unknown"),
        ("/incidents?since=yesterday", 400, "day"),
        ("/incidents?until=2024-13", 400, "day"),
        ("/incidents?near=north", 400, "near"),
        ("/incidents?near=91,0", 400, "near"),
        ("/incidents?near=nan,0", 400, "near"),
        ("/incidents?status=maybe", 400, "choice"),
        ("/reports/none?part=x", 404, "unknown"),
    ],
)
def test_what_goes_wrong_has_one_shape(client: TestClient, path: str, status: int, code: str) -> None:
    address, _, asked = path.partition("?")
    told = client.get(f"{address}.json" + (f"?{asked}" if asked else ""))
    assert told.status_code == status
    assert told.json()["error"]["code"] == code
    assert set(told.json()["error"]) == {"status", "code", "title", "detail", "advice"}
    page = client.get(path)
    assert page.status_code == status
    assert told.json()["error"]["title"] in page.text


def test_methods_that_a_page_has_not_are_refused(client: TestClient) -> None:
    answer = client.post("/about", headers={"origin": "http://127.0.0.1:8350"})
    assert answer.status_code == 405
    assert client.put("/incidents.json", json={}).json()["error"]["code"] == "method"


NAMES = [*FILTER_NAMES, "after", "q"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=4), st.sampled_from(["/incidents", "/search", "/reports"]))
def test_no_query_breaks_a_page(client: TestClient, asked: dict[str, str], path: str) -> None:
    whole = {k: v.encode("utf-8", "replace").decode() for k, v in asked.items()}
    for ending in ("", ".json"):
        answer = client.get(path + ending, params=whole)
        assert answer.status_code in (200, 400)


def test_filters_select_and_their_chips_take_them_away(client: TestClient) -> None:
    everything = client.get("/incidents.json").json()["total"]
    row = next(r for r in client.get("/incidents.json").json()["incidents"] if r["place"] and r["lat"])
    page = client.get("/incidents", params={"place": row["place"], "kind": row["type"]}).text
    assert f'href="/incidents?kind={row["type"]}"' in page
    some = client.get("/incidents.json", params={"place": row["place"]}).json()
    assert 0 < some["total"] < everything
    near = client.get("/incidents.json", params={"near": f"{row['lat']},{row['lon']}", "within": "5"}).json()
    assert row["id"] in {r["id"] for r in near["incidents"]}
    undated = client.get("/incidents.json", params={"dated": "no"}).json()
    assert undated["total"] == client.get("/incidents.json").json()["trays"]["undated"]
    assert all(r["earliest"] is None and r["latest"] is None for r in undated["incidents"])


def test_pages_of_a_list_are_all_of_it(client: TestClient) -> None:
    seen: list[str] = []
    after = ""
    while True:
        told: dict[str, Any] = client.get("/incidents.json", params={"after": after} if after else {}).json()
        seen += [r["id"] for r in told["incidents"]]
        after = told["after"]
        if not after:
            break
    assert len(seen) == len(set(seen)) == told["total"]


def test_an_empty_store_says_what_to_do(tmp_path: Any) -> None:
    from dateline.serve.web.app import build_desk
    from dateline.serve.web.desk import Desk
    from dateline.serve.web.gate import Rules
    from dateline.store import open_store

    with open_store(str(tmp_path / "empty.db"), create=True) as store:
        client = TestClient(build_desk(Desk(store, "empty.db"), Rules(frozenset({"testserver"}))))
        assert "dateline add" in client.get("/incidents").text
        assert 'href="/add"' in client.get("/reports").text
        assert client.get("/incidents.json").json()["total"] == 0


def test_answers_are_the_same_every_time(client: TestClient, nasty: str) -> None:
    for path in ("/incidents", f"/reports/{nasty}", "/search?q=said", "/about"):
        assert client.get(path).content == client.get(path).content


def test_twins_are_json_that_any_program_reads(client: TestClient, nasty: str) -> None:
    assert json.loads(client.get(f"/reports/{nasty}.json").content.decode("utf-8"))["report"] == nasty
