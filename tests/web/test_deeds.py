"""Deciding at the desk: forms that need no script, editions, undo, the queue; and that nothing else can post them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from dateline.model.incidents import event_keys
from dateline.serve.web.app import build_desk
from dateline.serve.web.desk import Desk
from dateline.serve.web.gate import Rules
from dateline.store import Store, ask, open_store
from tests.keep.steps import add_paths, row, write_rows

from .stand import HOST, ORIGIN, ask_desk, tools


def first(store: Store) -> ask.Waiting:
    """The event at the head of the queue."""
    return ask.queue(store, most=1).rows[0]


def decide(desk: TestClient, event: str, cell: str, verdict: str, edition: int = 0, **more: str) -> Any:
    return desk.post("/decide", data={"event": event, "cell": cell, "verdict": verdict, "edition": str(edition), **more})


def edition_shown(desk: TestClient, event: str, cell: str) -> int:
    return int(desk.get("/decide.json", params={"event": event, "cell": cell}).json()["edition"])


def test_the_queue_shows_what_waits_and_moves_on(own: TestClient, own_store: Store) -> None:
    head = first(own_store)
    page = own.get("/review").text
    assert head.incident.title in page and head.event in page
    said = decide(own, head.event, "", "accepted", back="/review")
    assert (said.status_code, said.headers["location"]) == (303, "/review?done=accepted")
    assert first(own_store).event != head.event
    assert "Accepted." in own.get("/review?done=accepted").text
    assert own.get("/review.json").json()["progress"]["decided"] == 1
    assert own.post("/undo", data={"back": "/review"}).headers["location"] == "/review?done=undone"
    assert first(own_store).event == head.event
    assert own.post("/undo", data={"back": "/review"}).headers["location"] == "/review?done=nothing"


def test_passing_over_shows_the_next_and_comes_to_an_end(tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "a.jsonl", [row(1), row(2), row(3, "Rebels met Salo. Police arrested Kol, Ann said.")])
    with open_store(str(tmp_path / "few.db"), create=True) as few:
        add_paths(few, rows)
        desk, seen, address = ask_desk(Desk(few, "few", person="tester", tools=tools())), [], "/review.json"
        while (told := desk.get(address).json())["waiting"]:
            seen.append(told["waiting"]["event"])
            address = told["next"].replace("/review?", "/review.json?")
        assert len(seen) == len(set(seen)) == told["progress"]["events"] >= 4
        assert "comes again" in desk.get(address.replace(".json", "")).text


def test_two_people_who_decide_on_one_cell_are_told_so(own: TestClient, own_store: Store) -> None:
    event = first(own_store).event
    assert decide(own, event, "when", "corrected", value="2024-01-05", by="Ada").status_code == 303
    second = decide(own, event, "when", "corrected", value="2024-01-06", by="Bo", why="I saw it", back="/review")
    assert second.status_code == 409
    assert "Somebody else decided" in second.text and "2024-01-05" in second.text and "By Ada" in second.text
    assert 'value="2024-01-06"' in second.text and 'value="I saw it"' in second.text  # what was typed is not lost
    assert edition_shown(own, event, "when") == 1
    assert decide(own, event, "when", "corrected", 1, value="2024-01-06", by="Bo").status_code == 303
    stale = own.post("/withdraw", data={"event": event, "cell": "when", "edition": "1"})
    assert stale.status_code == 409
    assert own.post("/withdraw", data={"event": event, "cell": "when", "edition": "2"}).status_code == 303


VALUES = [
    ("status", "planned", "planned"),
    ("type", "protest", "protest"),
    ("type", "attack/drone", "attack"),
    ("when", "2024-01-05", "2024-01-05"),
    ("when", "2024-01-05/", "2024-01-05/"),
    ("place", "Derrin", "Derrin"),
    ("agent", "One; Two", "One; Two"),
    ("target", "Those", "Those"),
    ("figure.killed", "20+", "20+"),
    ("figure.killed", "10-15", "10-15"),
]


@pytest.mark.parametrize(("cell", "typed", "told"), VALUES)
def test_a_corrected_cell_stands_beside_the_machine_s(own: TestClient, own_store: Store, cell: str, typed: str, told: str) -> None:
    event = first(own_store).event
    assert decide(own, event, cell, "corrected", value=typed, why="checked it").status_code == 303
    shown = own.get("/decide.json", params={"event": event, "cell": cell}).json()
    assert (shown["said"]["verdict"], shown["said"]["value"], shown["said"]["by"]) == ("corrected", told, "tester")
    local = next(k for k, v in event_keys(ask.get_record(own_store, event.partition("@")[0])).items() if v == event)
    page = own.get(f"/reports/{event.partition('@')[0]}?at={local}").text
    assert "corrected" in page and "checked it" in page


WRONG = [
    ({"cell": "when", "verdict": "corrected", "value": "soon"}, 400),
    ({"cell": "when", "verdict": "corrected", "value": ""}, 400),
    ({"cell": "status", "verdict": "corrected", "value": "done"}, 400),
    ({"cell": "figure.killed", "verdict": "corrected", "value": "many"}, 400),
    ({"cell": "nonsense", "verdict": "corrected", "value": "x"}, 400),
    ({"cell": "", "verdict": "liked"}, 400),
    ({"cell": "", "verdict": "accepted", "edition": "-1"}, 400),
    ({"cell": "", "verdict": "accepted", "edition": "x"}, 400),
    ({"cell": "", "verdict": "accepted", "event": "r000000000000@1"}, 400),
    ({"cell": "", "verdict": "accepted", "event": ""}, 400),
    ({"cell": "", "verdict": "accepted", "by": "machine"}, 400),
    ({"cell": "", "verdict": "accepted", "by": "x" * 81}, 400),
    ({"cell": "", "verdict": "accepted", "why": "x" * 2001}, 400),
    ({"cell": "when", "verdict": "corrected", "value": "{"}, 400),
]


@pytest.mark.parametrize(("fields", "status"), WRONG)
def test_what_makes_no_sense_is_told_and_changes_nothing(own: TestClient, own_store: Store, fields: dict[str, str], status: int) -> None:
    event = first(own_store).event
    answer = own.post("/decide", data={"event": event, "edition": "0", **fields})
    assert answer.status_code == status
    assert "<h1>" in answer.text and "Traceback" not in answer.text
    assert own.get("/review.json").json()["progress"]["decided"] == 0


@pytest.mark.parametrize(
    "back", ["//evil.test/x", "https://evil.test/", "/\\evil.test", "javascript:alert(1)", "\\\\evil", "/ok\r\nx: y", " /x"]
)
def test_a_deed_goes_back_to_this_desk_only(own: TestClient, own_store: Store, back: str) -> None:
    event = first(own_store).event
    assert decide(own, event, "", "machine", why="n", back=back).headers["location"] == f"/reports/{event.partition('@')[0]}"


def test_same_and_not_the_same(own: TestClient, own_store: Store) -> None:
    some = [r.id for r in ask.find_incidents(own_store, ask.Filter(), most=50).rows]
    one, two = ask.get_incidents(own_store, some[:2])
    joined = own.post(
        "/judge", data={"first": one.members[0], "second": f"{ORIGIN}/incidents/{two.id}", "same": "yes", "back": f"/incidents/{one.id}"}
    )
    assert joined.status_code == 303
    assert set(one.members) | set(two.members) == set(ask.get_incident(own_store, one.members[0]).members)
    page = own.get(f"/incidents/{one.members[0]}").text
    assert "By tester" in page and "Taken together." in page
    apart = own.post("/judge", data={"first": one.members[0], "second": two.members[0], "same": "no"})
    assert apart.status_code == 303
    assert ask.get_incident(own_store, one.members[0]).id != ask.get_incident(own_store, two.members[0]).id
    assert own.post("/judge", data={"first": one.id, "second": "nothing", "same": "yes"}).status_code == 400
    assert own.post("/judge", data={"first": one.id, "second": one.id, "same": "yes"}).status_code == 400


def shown(desk: TestClient, event: str) -> list[dict[str, Any]]:
    """What the incident of an event tells of people's decisions."""
    told: list[dict[str, Any]] = desk.get(f"/incidents/{event}.json").json()["decided"]
    return told


def test_a_parted_pair_stays_on_both_pages_and_can_be_taken_back(own: TestClient, own_store: Store) -> None:
    rows = ask.find_incidents(own_store, ask.Filter(), most=100).rows
    one = next(i for i in ask.get_incidents(own_store, [r.id for r in rows]) if len(i.members) > 1)
    first, second = one.members[:2]
    apart = {"first": first, "second": second, "same": "no", "why": "Two <b>streets</b>", "by": "Zoë"}
    assert own.post("/judge", data={**apart, "back": f"/incidents/{first}"}).status_code == 303
    for key, other in ((first, second), (second, first)):
        page = own.get(f"/incidents/{key}").text
        assert "By Zoë" in page and "Two &lt;b&gt;streets&lt;/b&gt;" in page and "Take this back" in page
        assert f"/incidents/{other.replace('@', '%40')}" in page
    (told,) = shown(own, first)
    assert (told["by"], told["same"], told["why"]) == ("Zoë", False, "Two <b>streets</b>")
    number = told["pairs"][0]["number"]
    back = own.post("/unjudge", data={"number": str(number), "back": f"/incidents/{first}#joined"})
    assert (back.status_code, back.headers["location"]) == (303, f"/incidents/{first}#joined")
    assert shown(own, first) == [] and set(ask.get_incident(own_store, first).members) == set(one.members)
    assert own.post("/unjudge", data={"number": str(number)}).status_code == 409  # somebody else took it back meanwhile


def test_one_decision_on_many_pairs_is_shown_and_taken_back_as_one(own: TestClient, own_store: Store) -> None:
    rows = ask.find_incidents(own_store, ask.Filter(), most=100).rows
    many = next(i for i in ask.get_incidents(own_store, [r.id for r in rows]) if len(i.members) > 2)
    key = many.members[1]
    own.post("/split", data={"event": key})
    own.post("/judge", data={"first": key, "second": rows[-1].id, "same": "yes", "by": "Ann"})
    joined, parted = shown(own, key)
    assert (joined["by"], joined["same"], len(joined["pairs"])) == ("Ann", True, 1)
    assert (parted["by"], parted["same"], len(parted["pairs"])) == ("tester", False, len(many.members) - 1)
    assert own.post("/unjudge", data={"number": str(parted["pairs"][-1]["number"])}).status_code == 303
    assert [d["by"] for d in shown(own, key)] == ["Ann"]
    assert not any(d.verdict == "not the same" for d in ask.decisions(own_store))


@pytest.mark.parametrize("number", ["", "x", "-1", "999999", "1; DROP TABLE judgement"])
def test_taking_back_what_is_not_there_is_told(own: TestClient, number: str) -> None:
    assert own.post("/unjudge", data={"number": number}).status_code in (400, 409)


def test_split_parts_an_event_from_its_incident(own: TestClient, own_store: Store) -> None:
    rows = ask.find_incidents(own_store, ask.Filter(), most=100).rows
    many = next(i for i in ask.get_incidents(own_store, [r.id for r in rows]) if len(i.members) > 2)
    assert own.post("/split", data={"event": many.members[1], "back": "/review"}).headers["location"] == "/review?done=split"
    assert ask.get_incident(own_store, many.members[1]).members == (many.members[1],)


def test_nothing_here_is_said_of_a_report_and_can_be_taken_back(own: TestClient, own_store: Store) -> None:
    report = ask.list_reports(own_store, most=1).rows[0].id
    page = own.get(f"/reports/{report}").text
    assert "Checked: nothing" in page
    assert decide(own, report, "nothing", "accepted").status_code == 303
    assert "Checked by a person." in own.get(f"/reports/{report}").text
    assert own.get("/review.json").json()["progress"]["checked"] == 1
    assert own.post("/undo", data={"back": "/review"}).headers["location"] == "/review?done=undone"


def test_statements_can_be_decided_on_too(own: TestClient, own_store: Store) -> None:
    report = next(r.id for r in ask.list_reports(own_store, most=20).rows if ask.get_record(own_store, r.id).statements)
    local = ask.get_record(own_store, report).statements[0].id
    shown = own.get("/decide.json", params={"at": f"{report}-{local}-source"}).json()
    assert shown["event"].startswith(f"{report}/{local}.") and shown["cell"] == "source"
    assert decide(own, shown["event"], "source", "corrected", value="Somebody Else").status_code == 303
    assert "Somebody Else" in own.get(f"/reports/{report}?at={local}").text


def test_who_signs_is_remembered_in_this_browser(own: TestClient, own_store: Store) -> None:
    answer = own.post("/sign", data={"by": "Zoë Müller", "back": "/review"})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert "Zoë Müller" in own.get("/review").text
    decide(own, first(own_store).event, "", "accepted")
    assert ask.decisions(own_store)[-1].by == "Zoë Müller"


# ---------------------------------------------------------------- W2: who may post

FOREIGN: list[dict[str, str]] = [
    {"sec-fetch-site": site, **({"origin": origin} if origin else {})}
    for site in ("cross-site", "same-site", "none")
    for origin in ("", ORIGIN, "http://evil.test", "null")
] + [
    {"origin": origin, **more}
    for origin in ("null", "http://evil.test", f"https://{HOST}", f"http://{HOST}.evil.test", "http://localhost:1", f"{ORIGIN}/")
    for more in ({}, {"sec-fetch-site": "same-origin"})
]  # fmt: skip
FORMS = {"content-type": "application/x-www-form-urlencoded"}


def test_there_are_twenty_four_combinations() -> None:
    assert len(FOREIGN) == 24


def posting(store: Store) -> list[str]:
    """Every address that takes a POST, with something in its gaps."""
    routes = build_desk(Desk(store, "x"), Rules(frozenset({HOST}))).routes
    paths = [r.path for r in routes if "POST" in (getattr(r, "methods", None) or ())]  # type: ignore[attr-defined]
    return [re.sub(r"\{[^}]*\}", "x", path) for path in paths]


@pytest.mark.parametrize("headers", FOREIGN)
def test_no_other_site_can_post_anything_anywhere(store: Store, headers: dict[str, str]) -> None:
    desk = ask_desk(Desk(store, "x", person="tester", tools=tools()))
    desk.headers.pop("origin")
    before = ask.decisions(store)
    paths = posting(store)
    assert len(paths) >= 14
    for path in paths:
        for kind in (FORMS, {"content-type": "application/json"}, {"content-type": "text/plain"}):
            assert desk.post(path, content=b"event=x", headers={**headers, **kind}).status_code == 403, (path, kind)
    assert ask.decisions(store) == before


def test_a_form_without_any_origin_is_refused_and_json_is_not(store: Store) -> None:
    desk = ask_desk(Desk(store, "x", person="tester", tools=tools()))
    desk.headers.pop("origin")
    assert desk.post("/undo", content=b"by=x", headers=FORMS).status_code == 403
    assert desk.post("/undo", content=b"{}", headers={"content-type": "application/json"}).status_code == 415
    assert desk.post("/api/undo", json={"by": "nobody here"}).json() == {"taken_back": []}


@pytest.mark.parametrize("path", ["/decide", "/judge", "/split", "/undo", "/withdraw", "/sign", "/enter", "/add"])
def test_bodies_that_are_no_forms_are_told(own: TestClient, path: str) -> None:
    broken = [
        (b"{}", "application/json", 415), (b"", "multipart/form-data", 400), (b"--x\r\nrubbish", "multipart/form-data; boundary=x", 400),
        (b"&" * 900_000, "application/x-www-form-urlencoded", 400), (b"a=1&" * 60, "application/x-www-form-urlencoded", 400),
    ]  # fmt: skip
    for content, kind, status in broken:
        answer = own.post(path, content=content, headers={"content-type": kind})
        assert answer.status_code in (status, 400, 401), (kind, answer.status_code)
        assert "Traceback" not in answer.text


def test_a_form_that_is_too_long_is_refused(own: TestClient) -> None:
    assert own.post("/decide", content=b"x" * 1_048_577, headers=FORMS).status_code == 413
