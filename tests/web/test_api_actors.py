"""Actors by the API: listed by name, judged by key."""

from __future__ import annotations

from collections import Counter

from starlette.testclient import TestClient


def test_actors_are_listed_and_judged(own: TestClient) -> None:
    reports = [one["id"] for one in own.get("/api/reports?most=200").json()["reports"]]
    actors = [a for r in reports for a in own.get(f"/api/reports/{r}").json()["record"]["actors"] if a["named"] == "named"]
    name = Counter(a["name"] for a in actors).most_common(1)[0][0]
    listed = own.get("/api/actors", params={"name": name}).json()["actors"]
    first, other = (one["key"] for one in listed[:2])
    assert listed[0]["party"] == listed[1]["party"] and listed[0]["report"] != listed[1]["report"]
    body = {"first": first, "second": other, "same": False, "by": "Ada"}
    assert own.post("/api/judgements", json=body).status_code == 201
    party = {one["key"]: one["party"] for one in own.get("/api/actors", params={"name": name}).json()["actors"]}
    assert party[first] != party[other]
    assert len(own.post("/api/undo", json={"by": "Ada"}).json()["taken_back"]) == 1


def test_what_names_nobody_is_told(own: TestClient) -> None:
    assert own.get("/api/actors", params={"name": "Nobody Atall"}).status_code == 404
    assert own.get("/api/actors").status_code == own.get("/api/actors?name=x&other=1").status_code == 400
